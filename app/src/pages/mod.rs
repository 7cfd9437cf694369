//! The pages, one folder a feature; each page is one function that returns an `AnyView`.

mod cabinet;
mod case;
mod checked_fields;
mod components_showcase;
mod facts;
mod failed;
mod help;
mod home;
mod not_found;
mod office;
mod office_sign_in;
mod posted;
mod registration;
mod sign_in;
mod status;
mod today;

pub use cabinet::CabinetPage;
pub use case::CasePage;
pub use components_showcase::ComponentsPage;
pub use failed::Failed;
pub use help::HelpPage;
pub use home::HomePage;
pub use not_found::NotFoundPage;
pub use office::OfficePage;
pub use office_sign_in::OfficeSignInPage;
pub use posted::posted;
pub use registration::RegistrationPage;
pub use sign_in::SignInPage;
pub use status::StatusPage;
