//! An annulment that was made, and its paper.

use app::api::{ApiError, Client, ForbiddenReason, Permission, StaffCaller, annulment::AnnulmentView};
use domain::lang::Lang;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::ServiceError,
    services::{office::OfficeService, papers, staff_act::StaffAct},
    storage::{self, annulment::AnnulmentRecord, audit::Action},
};

impl OfficeService {
    pub(super) async fn show_annulment(&self, client: &Client, id: &str) -> Result<AnnulmentView, ServiceError> {
        let staff = client.staff_who_may(Permission::SeeCase)?;
        let mut tx = self.foundation.begin().await?;
        let made = self.own_annulment(&mut tx, client, staff, id).await?;
        self.keep_look(&mut tx, client, staff, &made, Action::AnnulmentViewed).await?;
        tx.commit().await?;
        let (document, note) = match &made.evidence {
            Some((document, note)) => (document.to_string(), note.clone()),
            None => (String::new(), String::new()),
        };
        Ok(AnnulmentView {
            id: made.id.to_string(),
            number: made.number.clone(),
            at: made.at.into(),
            inspector: made.inspector.clone(),
            name: made.name(client.lang).to_owned(),
            inn: made.inn.as_str().to_owned(),
            document,
            note,
        })
    }

    pub(super) async fn print_note(
        &self,
        client: &Client,
        id: &str,
        lang: Option<Lang>,
    ) -> Result<Vec<u8>, ServiceError> {
        let staff = client.staff_who_may(Permission::SeeCase)?;
        let mut tx = self.foundation.begin().await?;
        let made = self.own_annulment(&mut tx, client, staff, id).await?;
        let application = match made.application {
            Some(id) => storage::access_application::by_id(&mut tx, id).await?,
            None => None,
        };
        self.keep_look(&mut tx, client, staff, &made, Action::PaperPrinted).await?;
        tx.commit().await?;
        let lang = lang.unwrap_or(made.language);
        papers::annulment_paper(&self.foundation, &self.offices, &made, application.as_ref(), lang).await
    }

    /// Errors: `NotFound`, `Forbidden(ForeignOffice)`.
    async fn own_annulment(
        &self,
        db: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        id: &str,
    ) -> Result<AnnulmentRecord, ServiceError> {
        let id = Uuid::parse_str(id).map_err(|_| ApiError::NotFound)?;
        let made = storage::annulment::by_id(db, id).await?.ok_or(ApiError::NotFound)?;
        if made.tax_office != staff.office {
            let whose = self.offices.summary(&made.tax_office, client.lang).await?;
            return Err(ApiError::Forbidden(ForbiddenReason::ForeignOffice(whose)).into());
        }
        Ok(made)
    }

    async fn keep_look(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        made: &AnnulmentRecord,
        action: Action,
    ) -> Result<(), ServiceError> {
        let act = StaffAct {
            at: self.foundation.now(),
            action,
            inn: made.inn.as_str(),
            application: made.application,
            details: json!({ "paper": "annulment", "annulment": made.id.to_string() }),
        };
        act.keep(tx, client, staff).await
    }
}
