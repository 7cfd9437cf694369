use app::api::{
    ApiError, Client, Field, FieldErrors, Message, Permission,
    office::{MoveForm, RefuseForm},
};
use domain::{
    access_application::Move,
    bishkek,
    refusal::{GroundDocument, GroundDocumentError, RefusalGround},
};
use serde_json::json;
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{
    Done, OfficeService,
    accept::{numbered, year},
    changed,
};
use crate::{
    error::ServiceError,
    services::{grounds::words, sign_in::session},
    storage::{
        self,
        access_application::ApplicationRecord,
        audit::Action,
        office::{Series, Step},
    },
};

impl OfficeService {
    pub(super) async fn refuse_case(&self, client: &Client, form: &RefuseForm) -> Result<(), ServiceError> {
        let staff = client.staff_who_may(Permission::Decide)?;
        let at = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        let record = self.movable(&mut tx, client, staff, (&form.id, form.version), Move::Refuse).await?;
        let ground: RefusalGround =
            form.ground.parse().map_err(|_| ApiError::field(Field::Ground, Message::Required))?;
        if !ground.applies_to(record.kind) {
            return Err(ApiError::field(Field::Ground, Message::Required).into());
        }
        let document = self.ground_document(form, ground, &record).await?;
        let number = decision_number(&mut tx, &staff.office, at).await?;
        let step = Step { id: record.id, version: record.version, staff: session::id(&staff.staff)?, at };
        if !storage::office::refuse(&mut tx, step, &number, ground, document.as_ref()).await? {
            return Err(changed(record.state));
        }
        // the decision says the same for ever, whatever an administrator writes afterwards
        let words = words::of_ground(&mut tx, ground).await?;
        storage::grounds::keep_refusal(&mut tx, record.id, &words).await?;
        self.let_go(&mut tx, client, staff, &record).await?;
        let details = json!({ "number": number, "ground": ground.as_str() });
        self.keep(&mut tx, client, staff, Done { record: &record, at, action: Action::AccessRefused, details }).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The document behind the ground: the one typed, or the registry's own evidence when nothing was typed.
    async fn ground_document(
        &self,
        form: &RefuseForm,
        ground: RefusalGround,
        record: &ApplicationRecord,
    ) -> Result<Option<GroundDocument>, ServiceError> {
        if !ground.needs_document() {
            return Ok(None);
        }
        if form.document_number.trim().is_empty() && form.document_date.trim().is_empty() {
            let evidence = self.registry.risk(&record.inn).await?;
            if let Some(latest) = evidence.into_iter().last() {
                return Ok(Some(GroundDocument::from_trusted(latest.document_number, latest.document_date)));
            }
        }
        let today = bishkek::local_date(self.foundation.now());
        GroundDocument::parse(&form.document_number, &form.document_date, today)
            .map(Some)
            .map_err(|error| ServiceError::Answer(document_errors(form, error)))
    }

    pub(super) async fn deliver_case(&self, client: &Client, form: &MoveForm) -> Result<(), ServiceError> {
        let staff = client.staff_who_may(Permission::Decide)?;
        let at = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        let record = self.movable(&mut tx, client, staff, (&form.id, form.version), Move::Deliver).await?;
        let step = Step { id: record.id, version: record.version, staff: session::id(&staff.staff)?, at };
        if !storage::office::deliver(&mut tx, step).await? {
            return Err(changed(record.state));
        }
        self.let_go(&mut tx, client, staff, &record).await?;
        let done = Done { record: &record, at, action: Action::DecisionDelivered, details: json!({}) };
        self.keep(&mut tx, client, staff, done).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// `001-2026-000123/Р`.
pub(super) async fn decision_number(
    tx: &mut PgConnection,
    office: &str,
    at: OffsetDateTime,
) -> Result<String, ServiceError> {
    let year = year(at);
    let number = storage::office::take_number(tx, office, year, Series::Decision).await?;
    Ok(numbered(office, year, number) + "/Р")
}

/// Beside the field that is wrong; when both are empty, beside both.
fn document_errors(form: &RefuseForm, error: GroundDocumentError) -> ApiError {
    use GroundDocumentError as Error;
    let mut errors = FieldErrors::default();
    match error {
        Error::NumberEmpty | Error::NumberFormat => errors.add(Field::DocumentNumber, Message::Document(error)),
        Error::DateEmpty | Error::DateFormat | Error::DateInFuture => {
            errors.add(Field::DocumentDate, Message::Document(error));
        }
    }
    if error == Error::NumberEmpty && form.document_date.trim().is_empty() {
        errors.add(Field::DocumentDate, Message::Document(Error::DateEmpty));
    }
    ApiError::Validation(errors)
}
