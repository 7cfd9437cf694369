//! Annulment at once on documentary evidence: found by INN or login, seen, confirmed. Nothing is typed twice: the page
//! sends back what was typed, and everything is judged anew.

use app::api::{
    ApiError, Client, Field, FieldErrors, ForbiddenReason, Message, Permission, StaffCaller,
    annulment::{EvidenceForm, EvidenceSubject},
};
use domain::{
    bishkek,
    eligibility::{ChangeReason, ReasonError},
    inn::{Inn, InnError, normalise_digits},
    lang::Lang,
    login::{self, Login},
    refusal::{GroundDocument, GroundDocumentError},
};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    annulment_number,
    ending::{Ending, no_access},
};
use crate::{
    error::ServiceError,
    services::{office::OfficeService, sign_in::session, staff_act::StaffAct},
    storage::{
        self,
        annulment::{NewAnnulment, NewGround},
        audit::Action,
        office::restore::{self, PersonAccess},
    },
};

/// What was typed, with nothing wrong in it.
struct Evidence {
    inn: Inn,
    document: GroundDocument,
    note: ChangeReason,
}

/// Whose access it is, as this office may annul it.
struct Subject {
    inn: Inn,
    name_ru: String,
    name_ky: String,
    language: Lang,
    /// Of a person.
    account: Option<PersonAccess>,
}

impl Subject {
    fn name(&self, lang: Lang) -> &str {
        if lang == Lang::Ky && !self.name_ky.is_empty() { &self.name_ky } else { &self.name_ru }
    }
}

impl OfficeService {
    pub(super) async fn find_subject(
        &self,
        client: &Client,
        form: &EvidenceForm,
    ) -> Result<EvidenceSubject, ServiceError> {
        let staff = client.staff_who_may(Permission::Annul)?;
        let mut tx = self.foundation.begin().await?;
        let evidence = self.read_evidence(&mut tx, form).await?;
        // kept whatever comes of it: somebody of staff looked for a person
        let act = StaffAct {
            at: self.foundation.now(),
            action: Action::SubjectSought,
            inn: evidence.inn.as_str(),
            application: None,
            details: json!({ "for": "annulment" }),
        };
        act.keep(&mut tx, client, staff).await?;
        tx.commit().await?;
        let mut db = self.foundation.pool.acquire().await?;
        let subject = self.annullable(&mut db, client, staff, &evidence.inn).await?;
        let (affected, organisations) = match &subject.account {
            Some(account) => storage::annulment::count_of_account(&mut db, account.id, self.foundation.now()).await?,
            None => (storage::annulment::count_acting_for(&mut db, &subject.inn).await?, 0),
        };
        Ok(EvidenceSubject {
            name: subject.name(client.lang).to_owned(),
            inn: subject.inn.as_str().to_owned(),
            organisation: subject.inn.is_organisation(),
            login: subject.account.and_then(|account| account.login).unwrap_or_default(),
            affected: affected.unsigned_abs(),
            organisations: organisations.unsigned_abs(),
        })
    }

    pub(super) async fn annul_on_evidence(&self, client: &Client, form: &EvidenceForm) -> Result<String, ServiceError> {
        let staff = client.staff_who_may(Permission::Annul)?;
        let at = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        let evidence = self.read_evidence(&mut tx, form).await?;
        storage::office::lock_inn(&mut tx, &evidence.inn).await?;
        let subject = self.annullable(&mut tx, client, staff, &evidence.inn).await?;
        let number = annulment_number(&mut tx, &staff.office, at).await?;
        let annulment = NewAnnulment {
            id: self.foundation.new_id(),
            number: &number,
            inn: &subject.inn,
            name: (&subject.name_ru, &subject.name_ky),
            tax_office: &staff.office,
            language: subject.language,
            ground: NewGround::Evidence(&evidence.document, evidence.note.as_str()),
            at,
            by: session::id(&staff.staff)?,
        };
        storage::annulment::insert(&mut tx, &annulment).await?;
        let ending = Ending { annulment: annulment.id, inn: &subject.inn, only_of: None, application: None, at };
        let ended = self.end_access(&mut tx, client, staff, ending).await?;
        let details = json!({
            "number": number,
            "annulment": annulment.id.to_string(),
            "document": evidence.document.to_string(),
            "sessions_ended": ended.sessions,
            "representations_ended": ended.representations,
            "closed": ended.applications,
        });
        let action = Action::AccessAnnulled;
        let act = StaffAct { at, action, inn: subject.inn.as_str(), application: None, details };
        act.keep(&mut tx, client, staff).await?;
        tx.commit().await?;
        metrics::counter!("cabinet_annulments_total", "ground" => "evidence").increment(1);
        Ok(annulment.id.to_string())
    }

    /// The subject, if the caller may annul their access and there is any.
    ///
    /// Errors: `Forbidden(OwnCase)`, `Forbidden(ForeignOffice)`, `Conflict(AccessAnnulled)`.
    async fn annullable(
        &self,
        db: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        inn: &Inn,
    ) -> Result<Subject, ServiceError> {
        if self.is_own_subject(db, staff, inn).await? {
            return Err(ApiError::Forbidden(ForbiddenReason::OwnCase).into());
        }
        let account = if inn.is_organisation() { None } else { restore::access_of(db, inn).await? };
        let registered = self.registry.taxpayer(inn).await?;
        // who was struck off the registry belongs to the office that gave the access
        let known = match registered {
            Some(taxpayer) => Some((taxpayer.name_ru, taxpayer.name_ky, taxpayer.tax_office)),
            None => storage::annulment::last_known(db, inn).await?,
        };
        let Some((name_ru, name_ky, office)) = known else { return Err(no_access()) };
        if office != staff.office {
            let whose = self.offices.summary(&office, client.lang).await?;
            return Err(ApiError::Forbidden(ForbiddenReason::ForeignOffice(whose)).into());
        }
        let in_force = match &account {
            Some(account) => account.login.is_some() && !account.annulled,
            None => inn.is_organisation() && storage::annulment::count_acting_for(db, inn).await? > 0,
        };
        if !in_force {
            return Err(no_access());
        }
        let language = account.as_ref().map_or(Lang::Ru, |account| account.language);
        Ok(Subject { inn: *inn, name_ru, name_ky, language, account })
    }

    async fn read_evidence(&self, db: &mut PgConnection, form: &EvidenceForm) -> Result<Evidence, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let mut errors = FieldErrors::default();
        let inn = match self.read_subject(db, &form.inn, &mut errors).await? {
            Some(inn) => Some(inn),
            None if errors.get(Field::Inn).is_none() => return Err(no_access()),
            None => None,
        };
        let document = GroundDocument::parse(&form.document_number, &form.document_date, today);
        let document = document.map_err(|error| add_document_errors(&mut errors, form, error)).ok();
        let note = ChangeReason::parse(&form.reason);
        let note = note.map_err(|error| errors.add(Field::Reason, note_message(error))).ok();
        match (inn, document, note) {
            (Some(inn), Some(document), Some(note)) => Ok(Evidence { inn, document, note }),
            _ => Err(ApiError::Validation(errors).into()),
        }
    }

    /// An INN, or the INN of whoever has the login; none without an error when nobody has it.
    async fn read_subject(
        &self,
        db: &mut PgConnection,
        text: &str,
        errors: &mut FieldErrors,
    ) -> Result<Option<Inn>, ServiceError> {
        if normalise_digits(text).len() == login::LENGTH {
            return match Login::parse(text) {
                Ok(login) => {
                    let person = storage::annulment::person_of_login(db, login.as_str()).await?;
                    Ok(person.as_deref().and_then(Inn::from_trusted))
                }
                Err(error) => {
                    errors.add(Field::Inn, Message::Login(error));
                    Ok(None)
                }
            };
        }
        let today = bishkek::local_date(self.foundation.now());
        Ok(Inn::parse(text, today)
            .map_err(|error| {
                let message = if error == InnError::Empty { Message::Required } else { Message::Inn(error) };
                errors.add(Field::Inn, message);
            })
            .ok())
    }
}

/// Beside the field that is wrong; when both are empty, beside both.
fn add_document_errors(errors: &mut FieldErrors, form: &EvidenceForm, error: GroundDocumentError) {
    use GroundDocumentError as Error;
    let field = match error {
        Error::NumberEmpty | Error::NumberFormat => Field::DocumentNumber,
        Error::DateEmpty | Error::DateFormat | Error::DateInFuture => Field::DocumentDate,
    };
    errors.add(field, Message::Document(error));
    if error == Error::NumberEmpty && form.document_date.trim().is_empty() {
        errors.add(Field::DocumentDate, Message::Document(Error::DateEmpty));
    }
}

fn note_message(error: ReasonError) -> Message {
    if error == ReasonError::Empty { Message::Required } else { Message::ReasonFormat }
}
