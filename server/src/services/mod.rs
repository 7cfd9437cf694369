//! The use cases, one file a feature, each a transaction.

pub mod add_inn;
pub mod application_pass;
pub mod cabinet;
pub mod check_inn;
mod device;
mod history;
pub mod language;
pub mod office;
pub mod papers;
pub mod registration;
pub mod sign_in;
pub mod staff;
pub mod status;

use std::sync::Arc;

use app::api::Services;

use crate::{
    foundation::Foundation,
    registry::{BuiltInRegistry, Offices, Registry},
    throttle::Throttle,
};

/// All use cases on one foundation, over the built-in registry.
pub fn all(foundation: &Foundation) -> Services {
    let registry: Arc<dyn Registry> =
        Arc::new(BuiltInRegistry::new(foundation.pool.clone(), foundation.secrets.clone(), foundation.clock.clone()));
    let offices = Offices::new(foundation.pool.clone(), foundation.clock.clone());
    let throttle = Throttle::of(foundation);
    let own = || foundation.clone();
    Services {
        registration: Arc::new(registration::RegistrationService::new(
            own(),
            registry.clone(),
            offices.clone(),
            throttle.clone(),
        )),
        status: Arc::new(status::StatusService::new(own(), offices.clone(), throttle.clone())),
        sign_in: Arc::new(sign_in::SignInService::new(own(), throttle.clone())),
        cabinet: Arc::new(cabinet::CabinetService::new(own(), throttle.clone(), registry.clone(), offices.clone())),
        add_inn: Arc::new(add_inn::AddInnService::new(own(), registry.clone(), offices.clone(), throttle.clone())),
        check_inn: Arc::new(check_inn::CheckInnService::new(own(), registry.clone(), throttle)),
        office: Arc::new(office::OfficeService::new(own(), registry, offices)),
    }
}
