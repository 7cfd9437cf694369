//! «Руководства»: what there is to read, and one guide as the server has set it.

use super::json::Json;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;

/// A guide in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideSummary {
    /// The last part of its address.
    pub slug: String,
    /// What it is about.
    pub title: String,
    /// For whom, in a sentence.
    pub lead: String,
}

/// A guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuidePage {
    /// What it is about.
    pub title: String,
    /// For whom, in a sentence.
    pub lead: String,
    /// Its sections in order.
    pub sections: Vec<GuideSection>,
}

/// A section of a guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideSection {
    /// The place that an address leads to, `#password`; the same in every language.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Its text as HTML, made of our own files and of nothing else.
    pub html: String,
}

/// The use cases of reading.
#[cfg(feature = "ssr")]
pub trait Guides: Send + Sync {
    /// All guides, in the order in which people need them.
    fn list(&self, client: &super::Client) -> Vec<GuideSummary>;

    /// One of them.
    ///
    /// Errors: `NotFound`.
    fn guide(&self, client: &super::Client, slug: &str) -> Result<GuidePage, ApiError>;
}

/// The list of guides.
#[server(name = AskGuides, prefix = "/api", endpoint = "guides/list", input = Json, output = Json)]
pub async fn guides() -> Result<Vec<GuideSummary>, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        Ok(asked.services.guides.list(&asked.client))
    })
    .await
}

/// One guide.
#[server(name = AskGuide, prefix = "/api", endpoint = "guides/guide", input = Json, output = Json)]
pub async fn guide(slug: String) -> Result<GuidePage, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.guides.guide(&asked.client, &slug)
    })
    .await
}
