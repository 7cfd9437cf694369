//! The pages, one folder a feature; `pieces` says which of them the browser loads together.

pub mod add_inn;
pub mod administration;
#[cfg(feature = "ssr")]
pub(crate) mod annulment;
pub mod assistant;
#[cfg(feature = "ssr")]
pub(crate) mod audit;
pub mod cabinet;
#[cfg(feature = "ssr")]
pub(crate) mod card;
pub mod case;
#[cfg(feature = "ssr")]
mod change_history;
pub mod check_inn;
mod checked_fields;
pub mod components_showcase;
mod confirming;
pub mod eligibility;
mod facts;
pub mod failed;
#[cfg(feature = "ssr")]
pub(crate) mod figures;
#[cfg(feature = "ssr")]
pub(crate) mod first_password;
#[cfg(feature = "ssr")]
pub(crate) mod grounds;
pub mod guides;
#[cfg(feature = "ssr")]
pub(crate) mod health;
pub mod help;
pub mod home;
#[cfg(feature = "ssr")]
pub(crate) mod issued_papers;
#[cfg(feature = "ssr")]
pub(crate) mod keys;
#[cfg(feature = "ssr")]
pub(crate) mod limits;
pub mod not_found;
pub mod office;
pub mod office_sign_in;
mod office_ways;
mod one_button;
mod paper_fields;
mod pieces;
mod plain_form;
pub mod posted;
pub mod registration;
mod representation;
mod required_papers;
pub mod sign_in;
pub mod signature_registration;
pub mod staff;
pub mod status;
mod today;

pub use failed::Failed;
pub use not_found::NotFoundPage;
pub use pieces::{
    AddInnPage, AdministrationPage, AssistantPage, CabinetPage, CheckInnPage, ChooserPage, ComponentsPage,
    EligibilityPage, GuidePage, GuidesPage, HelpPage, HomePage, LinkPage, OfficeCase, OfficeQueue, OfficeSignIn,
    OrganisationsPage, RegistrationPage, RestorePage, SignInPage, SignatureRegistrationPage, StaffPage, StatusPage,
};
pub use posted::posted;
