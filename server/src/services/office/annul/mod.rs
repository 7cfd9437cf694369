//! Annulment at the office: an accepted application is entered (regulation, paragraph 20), or access is annulled at once
//! on documentary evidence (paragraph 21). Both are one transaction with everything that ends by it.

mod ending;
mod entering;
mod evidence;
mod note;

use app::api::{
    ApiError, Client,
    annulment::{AnnulmentView, EvidenceForm, EvidenceSubject, OfficeAnnulment},
    office::MoveForm,
};
use async_trait::async_trait;
use domain::lang::Lang;
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{
    OfficeService,
    accept::{numbered, year},
};
use crate::{
    error::ServiceError,
    foundation::answer,
    storage::{self, office::Series},
};

/// `001-2026-000007/А`.
async fn annulment_number(tx: &mut PgConnection, office: &str, at: OffsetDateTime) -> Result<String, ServiceError> {
    let year = year(at);
    let number = storage::office::take_number(tx, office, year, Series::Annulment).await?;
    Ok(numbered(office, year, number) + "/А")
}

#[async_trait]
impl OfficeAnnulment for OfficeService {
    async fn enter(&self, client: &Client, form: &MoveForm) -> Result<(), ApiError> {
        answer(client, self.enter_annulment(client, form)).await
    }

    async fn find(&self, client: &Client, form: &EvidenceForm) -> Result<EvidenceSubject, ApiError> {
        answer(client, self.find_subject(client, form)).await
    }

    async fn annul(&self, client: &Client, form: &EvidenceForm) -> Result<String, ApiError> {
        answer(client, self.annul_on_evidence(client, form)).await
    }

    async fn annulment(&self, client: &Client, id: &str) -> Result<AnnulmentView, ApiError> {
        answer(client, self.show_annulment(client, id)).await
    }

    async fn note(&self, client: &Client, id: &str, lang: Option<Lang>) -> Result<Vec<u8>, ApiError> {
        answer(client, self.print_note(client, id, lang)).await
    }
}
