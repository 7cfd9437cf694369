//! Where administrators begin.

use app::api::{
    ApiError, Client, Permission,
    administration::{Administration, AdministrationHome},
};
use async_trait::async_trait;

/// The first page of administrators: it needs nothing but to know who they are.
#[derive(Debug, Clone, Copy)]
pub struct AdministrationService;

#[async_trait]
impl Administration for AdministrationService {
    async fn home(&self, client: &Client) -> Result<AdministrationHome, ApiError> {
        let administrator = client.staff_who_may(Permission::Administer)?;
        Ok(AdministrationHome { administrator: administrator.name.clone() })
    }
}
