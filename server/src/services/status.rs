//! «Состояние заявления»: whoever holds INN and code sees the application and its paper, and may take it back.

mod withdrawal;

use app::api::{
    ApiError, Client, CookieChange, Field, FieldErrors, Message, Moment,
    status::{AcceptanceView, ApplicationView, DecisionView, OrganisationView, ReturnView, Status, StatusForm},
};
use async_trait::async_trait;
use domain::{
    access_application::{ApplicationKind, ApplicationState},
    application_code::{ApplicationCode, ApplicationCodeError},
    bishkek,
    inn::{Inn, InnError},
    lang::Lang,
    limits::Limit,
    masking,
    required_papers::RequiredPaper,
};
use time::OffsetDateTime;

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::Offices,
    secrets::purpose,
    services::{
        application_pass::ApplicationPass,
        grounds::words,
        papers::{self, PaperReader},
    },
    storage::{
        access_application::{self as storage, ApplicationRecord, DecisionOutcome},
        audit::{self, Action, Actor, AuditEntry},
        required_papers,
    },
    throttle::{Throttle, client_key},
};

const MINUTE: u32 = 60;

/// The use cases of an application's holder.
#[derive(Clone)]
pub struct StatusService {
    foundation: Foundation,
    offices: Offices,
    throttle: Throttle,
}

impl StatusService {
    /// Status over this foundation.
    #[must_use]
    pub fn new(foundation: Foundation, offices: Offices, throttle: Throttle) -> Self {
        Self { foundation, offices, throttle }
    }

    async fn find_application(&self, client: &Client, form: &StatusForm) -> Result<Vec<CookieChange>, ServiceError> {
        let now = self.foundation.now();
        let mut errors = FieldErrors::default();
        let inn = Inn::parse(&form.inn, bishkek::local_date(now))
            .map_err(|error| errors.add(Field::Inn, inn_message(error)))
            .ok();
        // the check character tells a mistyped code before anything is looked up or counted
        let code =
            ApplicationCode::parse(&form.code).map_err(|error| errors.add(Field::Code, code_message(error))).ok();
        let (Some(inn), Some(code)) = (inn, code) else {
            return Err(ServiceError::Answer(ApiError::Validation(errors)));
        };
        let limit = self.foundation.limits.lately().await?.get(Limit::StatusPerMinute);
        self.throttle.spend("status", &client_key(client.address), limit, MINUTE).await?;
        let digest = self.foundation.secrets.digest(purpose::APPLICATION_CODE, code.as_str().as_bytes());
        let mut db = self.foundation.pool.acquire().await?;
        let Some(found) = storage::by_inn_and_code(&mut db, &inn, &digest).await? else {
            let entry = AuditEntry {
                at: now,
                actor: Actor::Nobody,
                action: Action::ApplicationNotFound,
                subject_inn: inn.as_str(),
                application: None,
                tax_office: "",
                address: &client.address.to_string(),
                request_id: &client.request_id,
                details: serde_json::json!({}),
            };
            audit::append(&mut db, &entry).await?;
            return Err(ServiceError::Answer(ApiError::field(Field::Form, Message::NoSuchApplication)));
        };
        let pass = ApplicationPass { application: found.id, just_saved: false };
        Ok(vec![pass.cookie(&self.foundation.secrets, now)?])
    }

    /// The application that the pass of this browser shows, with the pass.
    async fn shown(&self, client: &Client) -> Result<Option<(ApplicationRecord, ApplicationPass)>, ServiceError> {
        let pass = client
            .application_pass
            .as_deref()
            .and_then(|cookie| ApplicationPass::open(cookie, &self.foundation.secrets, self.foundation.now()));
        let Some(pass) = pass else { return Ok(None) };
        let mut db = self.foundation.pool.acquire().await?;
        Ok(storage::by_id(&mut db, pass.application).await?.map(|record| (record, pass)))
    }

    /// What was missing at the window, while it waits to be brought again.
    async fn returned(&self, record: &ApplicationRecord, lang: Lang) -> Result<Option<ReturnView>, ServiceError> {
        if record.state != ApplicationState::Submitted {
            return Ok(None);
        }
        let mut db = self.foundation.pool.acquire().await?;
        let returned = required_papers::last_return(&mut db, record.id).await?;
        let named = |paper: RequiredPaper| if lang == Lang::Ky { paper.ky } else { paper.ru };
        Ok(returned.map(|returned| ReturnView {
            at: returned.at.into(),
            checks: returned.checks,
            papers: returned.papers.into_iter().map(named).collect(),
            note: returned.note,
        }))
    }

    async fn decision(&self, record: &ApplicationRecord, lang: Lang) -> Result<Option<DecisionView>, ServiceError> {
        let Some(decided) = record.decision.as_ref() else { return Ok(None) };
        let refused = match &decided.outcome {
            DecisionOutcome::Refused { ground, .. } => Some(*ground),
            DecisionOutcome::Granted { .. } | DecisionOutcome::Annulled => None,
        };
        let ground_words = match refused {
            Some(ground) => {
                let mut db = self.foundation.pool.acquire().await?;
                words::own_of_refusal(&mut db, record.id, ground, lang).await?
            }
            None => String::new(),
        };
        Ok(Some(DecisionView {
            number: decided.number.clone(),
            at: decided.at.into(),
            refused,
            ground_words,
            delivered_at: record.delivery.as_ref().map(|delivery| Moment::from(delivery.at)),
        }))
    }

    async fn view(
        &self,
        record: &ApplicationRecord,
        just_saved: bool,
        lang: Lang,
    ) -> Result<ApplicationView, ServiceError> {
        let name = record.name(lang);
        let whole = papers::shown_whole(&self.foundation, record);
        let term = if record.kind == ApplicationKind::Annul { Limit::AnnulmentDays } else { Limit::DecisionMinutes };
        Ok(ApplicationView {
            code: papers::code(&self.foundation, record)?.grouped(),
            kind: record.kind,
            state: state_at(record, self.foundation.now()),
            inn: record.inn.as_str().to_owned(),
            subject_kind: record.subject_kind,
            // organisations are public, who registers them is not
            name: if whole || record.inn.is_organisation() { name.to_owned() } else { masking::mask_name(name) },
            organisation: record.person.as_ref().map(|person| {
                let name = person.name(lang);
                let head = record.head.as_ref();
                OrganisationView {
                    person_inn: person.inn.as_str().to_owned(),
                    person_name: if whole { name.to_owned() } else { masking::mask_name(name) },
                    person_role: person.role,
                    international: record.international,
                    head: head
                        .map(|head| (head.inn.as_str().to_owned(), head.name(lang).to_owned()))
                        .unwrap_or_default(),
                }
            }),
            office: self.offices.summary(&record.tax_office, lang).await?,
            submitted_at: record.submitted_at.into(),
            expires_at: record.expires_at.into(),
            term: self.foundation.limits.lately().await?.get(term),
            returned: self.returned(record, lang).await?,
            acceptance: record.acceptance.as_ref().map(|mark| AcceptanceView {
                number: mark.number.clone(),
                at: mark.at.into(),
                due: mark.due.into(),
            }),
            decision: self.decision(record, lang).await?,
            now: self.foundation.now().into(),
            just_saved,
        })
    }
}

#[async_trait]
impl Status for StatusService {
    async fn find(&self, client: &Client, form: &StatusForm) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.find_application(client, form)).await
    }

    async fn current(&self, client: &Client) -> Result<Option<ApplicationView>, ApiError> {
        answer(client, async {
            match self.shown(client).await? {
                Some((record, pass)) => Ok(Some(self.view(&record, pass.just_saved, client.lang).await?)),
                None => Ok(None),
            }
        })
        .await
    }

    async fn withdraw(&self, client: &Client) -> Result<(), ApiError> {
        answer(client, self.withdraw_application(client)).await
    }

    async fn paper(&self, client: &Client, lang: Option<Lang>) -> Result<Vec<u8>, ApiError> {
        answer(client, async {
            let (record, _) = self.shown(client).await?.ok_or(ApiError::NotFound)?;
            let lang = lang.unwrap_or(record.language);
            papers::application_paper(&self.foundation, &self.offices, &record, lang, PaperReader::Holder).await
        })
        .await
    }
}

/// The state at this moment: an application has lapsed as soon as its time is over, also while no job has noted it yet.
fn state_at(record: &ApplicationRecord, now: OffsetDateTime) -> ApplicationState {
    let lapsed = record.state == ApplicationState::Submitted && record.expires_at <= now;
    if lapsed { ApplicationState::Expired } else { record.state }
}

fn inn_message(error: InnError) -> Message {
    if error == InnError::Empty { Message::Required } else { Message::Inn(error) }
}

fn code_message(error: ApplicationCodeError) -> Message {
    if error == ApplicationCodeError::Empty { Message::Required } else { Message::Code(error) }
}
