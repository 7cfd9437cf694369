use app::api::{ApiError, Client, Field, FieldErrors, Message, Permission, office::OpenForm};
use domain::{
    application_code::{ApplicationCode, ApplicationCodeError},
    bishkek,
    inn::{Inn, InnError},
    window_paper::WindowPaper,
};
use serde_json::json;

use super::{Done, OfficeService};
use crate::{
    error::ServiceError,
    secrets::purpose,
    services::sign_in::session,
    storage::{self, audit::Action},
};

impl OfficeService {
    /// By the paper at the window. That somebody looked is kept even when the application belongs elsewhere.
    pub(super) async fn open_case(&self, client: &Client, form: &OpenForm) -> Result<String, ServiceError> {
        let staff = client.staff_who_may(Permission::SeeCase)?;
        let now = self.foundation.now();
        let WindowPaper { inn, code } = self.read(form)?;
        let digest = self.foundation.secrets.digest(purpose::APPLICATION_CODE, code.as_str().as_bytes());
        let mut tx = self.foundation.begin().await?;
        let record = storage::access_application::by_inn_and_code(&mut tx, &inn, &digest)
            .await?
            .ok_or_else(no_such_application)?;
        let own = self.same_office(client, staff, &record).await;
        if own.is_ok() {
            storage::office::keep_opening(&mut tx, record.id, session::id(&staff.staff)?, now).await?;
            if record.state.is_open() {
                // the person stands at this window
                self.take(&mut tx, client, staff, &record).await?;
            }
        }
        let details = json!({ "own_office": own.is_ok() });
        self.keep(
            &mut tx,
            client,
            staff,
            Done { record: &record, at: now, action: Action::ApplicationOpened, details },
        )
        .await?;
        tx.commit().await?;
        own.map(|()| record.id.to_string())
    }

    /// The QR code's content when something was scanned, else the two fields.
    fn read(&self, form: &OpenForm) -> Result<WindowPaper, ApiError> {
        let today = bishkek::local_date(self.foundation.now());
        if !form.paper.trim().is_empty() {
            return WindowPaper::from_qr(&form.paper, today).ok_or_else(no_such_application);
        }
        let mut errors = FieldErrors::default();
        let inn = Inn::parse(&form.inn, today);
        match inn {
            Ok(_) => {}
            Err(InnError::Empty) => errors.add(Field::Inn, Message::Required),
            Err(error) => errors.add(Field::Inn, Message::Inn(error)),
        }
        let code = ApplicationCode::parse(&form.code);
        match code {
            Ok(_) => {}
            Err(ApplicationCodeError::Empty) => errors.add(Field::Code, Message::Required),
            Err(error) => errors.add(Field::Code, Message::Code(error)),
        }
        match (inn, code) {
            (Ok(inn), Ok(code)) => Ok(WindowPaper { inn, code }),
            _ => Err(ApiError::Validation(errors)),
        }
    }
}

fn no_such_application() -> ApiError {
    ApiError::field(Field::Form, Message::NoSuchApplication)
}
