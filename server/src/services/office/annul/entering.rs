//! The subject's own application, entered after its acceptance.

use app::api::{Client, Permission, office::MoveForm};
use domain::access_application::Move;
use serde_json::json;

use super::{annulment_number, ending::Ending};
use crate::{
    error::ServiceError,
    services::{
        office::{Done, OfficeService, changed},
        sign_in::session,
    },
    storage::{
        self,
        annulment::{NewAnnulment, NewGround},
        audit::Action,
        office::Step,
    },
};

impl OfficeService {
    pub(super) async fn enter_annulment(&self, client: &Client, form: &MoveForm) -> Result<(), ServiceError> {
        let staff = client.staff_who_may(Permission::Annul)?;
        let at = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        let record = self.movable(&mut tx, client, staff, (&form.id, form.version), Move::EnterAnnulment).await?;
        let by = session::id(&staff.staff)?;
        let number = annulment_number(&mut tx, &staff.office, at).await?;
        let annulment = NewAnnulment {
            id: self.foundation.new_id(),
            number: &number,
            inn: &record.inn,
            name: (&record.name_ru, &record.name_ky),
            tax_office: &staff.office,
            language: record.language,
            ground: NewGround::Application(record.id),
            at,
            by,
        };
        storage::annulment::insert(&mut tx, &annulment).await?;
        let step = Step { id: record.id, version: record.version, staff: by, at };
        if !storage::annulment::enter(&mut tx, step, &number).await? {
            return Err(changed(record.state));
        }
        let ending = Ending {
            annulment: annulment.id,
            inn: &record.inn,
            only_of: record.person.as_ref().map(|person| &person.inn),
            application: Some(record.id),
            at,
        };
        let ended = self.end_access(&mut tx, client, staff, ending).await?;
        let details = json!({
            "number": number,
            "annulment": annulment.id.to_string(),
            "sessions_ended": ended.sessions,
            "representations_ended": ended.representations,
            "closed": ended.applications,
        });
        let done = Done { record: &record, at, action: Action::AccessAnnulled, details };
        self.keep(&mut tx, client, staff, done).await?;
        tx.commit().await?;
        metrics::counter!("cabinet_annulments_total", "ground" => "application").increment(1);
        Ok(())
    }
}
