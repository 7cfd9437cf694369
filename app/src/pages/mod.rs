//! The pages, one folder a feature; each is a lazy route, so that a visit loads the code of that page and no other.

pub mod cabinet;
pub mod case;
mod checked_fields;
pub mod components_showcase;
mod facts;
pub mod failed;
pub mod help;
pub mod home;
pub mod not_found;
pub mod office;
pub mod office_sign_in;
pub mod posted;
pub mod registration;
pub mod sign_in;
pub mod status;
mod today;

pub use cabinet::CabinetPage;
pub use case::OfficeCase;
pub use components_showcase::ComponentsPage;
pub use failed::Failed;
pub use help::HelpPage;
pub use home::HomePage;
pub use not_found::NotFoundPage;
pub use office::OfficeQueue;
pub use office_sign_in::OfficeSignIn;
pub use posted::posted;
pub use registration::RegistrationPage;
pub use sign_in::SignInPage;
pub use status::StatusPage;
