//! «Состояние системы»: what an administrator looks at before they call whoever runs the servers. The page is plain HTML
//! (`crate::plain`).

use super::{ApiError, Client, Moment};

/// How the system stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemHealth {
    /// Who is at work.
    pub administrator: String,
    /// When this was seen.
    pub at: Moment,
    /// The parts, in the order of the page.
    pub parts: Vec<HealthPart>,
}

impl SystemHealth {
    /// How many lines stand so.
    pub fn count(&self, standing: Standing) -> usize {
        self.parts.iter().flat_map(|part| &part.lines).filter(|line| line.standing == standing).count()
    }
}

/// A part of the system: the server, the database …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthPart {
    /// In the reader's language.
    pub title: &'static str,
    /// What is known of it.
    pub lines: Vec<HealthLine>,
}

/// A thing that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthLine {
    /// In the reader's language.
    pub name: &'static str,
    /// In the reader's language.
    pub value: String,
    /// Whether it is as it should be.
    pub standing: Standing,
}

/// Whether a thing is as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Fine,
    /// Worth a look: something is off, old or on its way to its limit.
    Look,
    /// It is not.
    Wrong,
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HealthState {
    /// How the system stands, or why it is not shown.
    pub found: Option<Result<SystemHealth, ApiError>>,
}

/// The use case of the page, for administrators.
#[async_trait::async_trait]
pub trait Health: Send + Sync {
    /// How the system stands at this moment, as this server sees it.
    ///
    /// Errors: `Forbidden`.
    async fn health(&self, client: &Client) -> Result<SystemHealth, ApiError>;
}
