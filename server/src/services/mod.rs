//! The use cases, one file a feature, each a transaction.

pub mod add_inn;
pub mod administration;
pub mod annulment;
pub mod application_pass;
pub mod assistant;
pub mod audit;
pub mod cabinet;
pub mod card;
pub mod check_inn;
mod device;
pub mod eligibility;
pub mod figures;
mod filing;
pub mod grounds;
pub mod guides;
pub mod health;
mod history;
pub mod issued_papers;
pub mod language;
pub mod limits;
pub mod office;
pub mod papers;
pub mod passkeys;
pub mod queue;
pub mod registration;
pub mod representation;
pub mod required_papers;
pub mod sign_in;
pub mod signature_registration;
pub mod staff;
mod staff_act;
pub mod status;
pub mod tin_check;

use std::sync::Arc;

use app::api::Services;

use crate::{
    foundation::Foundation,
    registry::{self, Offices, Registry, WrongSettings},
    throttle::Throttle,
};

/// All use cases on one foundation, over the built-in registry.
pub fn all(foundation: &Foundation) -> Services {
    over(foundation, registry::built_in(foundation), Offices::of(foundation))
}

/// All use cases on one foundation, over the registry that the settings choose.
///
/// # Errors
/// A setting with which that registry can't be asked.
pub fn chosen(foundation: &Foundation) -> Result<Services, WrongSettings> {
    let offices = Offices::of(foundation);
    Ok(over(foundation, registry::chosen(foundation, &offices)?, offices))
}

fn over(foundation: &Foundation, registry: Arc<dyn Registry>, offices: Offices) -> Services {
    let throttle = Throttle::of(foundation);
    let policy = eligibility::PolicyInForce::of(foundation);
    let own = || foundation.clone();
    let office = office::OfficeService::new(own(), registry.clone(), offices.clone(), policy.clone());
    Services {
        registration: Arc::new(registration::RegistrationService::new(
            own(),
            registry.clone(),
            offices.clone(),
            throttle.clone(),
            policy.clone(),
        )),
        signature_registration: Arc::new(signature_registration::SignatureRegistrationService::new(
            own(),
            registry.clone(),
            throttle.clone(),
            policy.clone(),
        )),
        administration: Arc::new(administration::AdministrationService),
        eligibility: Arc::new(eligibility::EligibilityService::new(own(), policy.clone())),
        grounds: Arc::new(grounds::GroundsService::new(own())),
        limits: Arc::new(limits::LimitsService::new(own())),
        required_papers: Arc::new(required_papers::RequiredPapersService::new(own())),
        status: Arc::new(status::StatusService::new(own(), offices.clone(), throttle.clone())),
        sign_in: Arc::new(sign_in::SignInService::new(own(), throttle.clone())),
        staff_entry: Arc::new(sign_in::SignInService::new(own(), throttle.clone())),
        passkeys: Arc::new(passkeys::PasskeysService::new(own(), offices.clone())),
        staff: Arc::new(staff::StaffAdministrationService::new(own(), offices.clone())),
        cabinet: Arc::new(cabinet::CabinetService::new(own(), throttle.clone(), registry.clone(), offices.clone())),
        figures: Arc::new(figures::FiguresService::new(own(), offices.clone())),
        audit: Arc::new(audit::AuditService::new(own(), offices.clone())),
        health: Arc::new(health::HealthService::new(own())),
        cards: Arc::new(card::CardService::new(
            own(),
            registry.clone(),
            offices.clone(),
            policy.clone(),
            throttle.clone(),
        )),
        representation: Arc::new(representation::RepresentationService::new(
            own(),
            registry.clone(),
            offices.clone(),
            throttle.clone(),
            policy.clone(),
        )),
        annulment: Arc::new(annulment::AnnulmentService::new(
            own(),
            registry.clone(),
            offices.clone(),
            throttle.clone(),
        )),
        add_inn: Arc::new(add_inn::AddInnService::new(own(), registry.clone(), offices.clone(), throttle.clone())),
        guides: Arc::new(guides::GuidesService),
        issued_papers: Arc::new(issued_papers::IssuedPapersService::new(own(), offices.clone(), throttle.clone())),
        assistant: Arc::new(assistant::AssistantService::new(own(), throttle.clone())),
        check_inn: Arc::new(check_inn::CheckInnService::new(own(), registry.clone(), throttle.clone())),
        tin_check: Arc::new(tin_check::TinCheckService::new(own(), registry.clone(), offices.clone(), throttle)),
        queue: Arc::new(queue::QueueService::new(own(), offices)),
        office: Arc::new(office.clone()),
        office_annulment: Arc::new(office),
    }
}
