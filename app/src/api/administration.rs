//! Where administrators begin: what there is for them to do.

use super::json::Json;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;

/// The administrators' first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministrationHome {
    /// Who is at work.
    pub administrator: String,
}

/// The use cases that administrators begin with.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Administration: Send + Sync {
    /// The first page.
    ///
    /// Errors: `Forbidden`.
    async fn home(&self, client: &super::Client) -> Result<AdministrationHome, ApiError>;
}

/// The first page.
#[server(name = AskAdministration, prefix = "/api", endpoint = "administration/home", input = Json, output = Json)]
pub async fn administration_home() -> Result<AdministrationHome, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.administration.home(&asked.client).await
    })
    .await
}
