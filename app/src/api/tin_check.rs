//! The look-up at the address that the live cabinet has (`spec/integrations.md`, "Tunduk"), so that programs which ask
//! it keep working. No page of ours uses it.

use serde::Serialize;

use super::{ApiError, Client};

/// What such programs read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TinAnswer {
    /// Name in Russian; a person's masked unless the setting `lookup.names` shows names to all.
    pub name: String,
    /// Name of the tax office in Russian: «Октябрьский р-н».
    pub rayon: String,
}

/// The one use case.
#[async_trait::async_trait]
pub trait TinCheck: Send + Sync {
    /// Who is registered under this INN; `None` when nobody is, or when the text is no INN.
    ///
    /// Errors: `Throttled`, under the same count as the look-up of the form; `Unavailable`; `RegistryUnavailable`.
    async fn get_taxpayer(&self, client: &Client, tin: &str) -> Result<Option<TinAnswer>, ApiError>;
}
