//! `/api/v1/applications`: filing an application for access, its state, its paper.

use app::api::{
    ApiError, Client, CookieChange, Moment,
    registration::RegistrationForm,
    status::{ApplicationView, OrganisationView, StatusForm},
};
use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{access_application::ApplicationKind, lang::Lang};
use http::{HeaderMap, HeaderName, StatusCode, header};
use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use utoipa::ToSchema;

use super::{
    body::Body,
    look_ups::TaxOffice,
    problem::{self, NoSuchPair, Problems},
};
use crate::http::Web;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// An application for access of a person or an organisation.
#[derive(Deserialize, ToSchema)]
pub(super) struct ApplicationRequest {
    /// What for; first access unless it says otherwise, to restore only a person's. Nothing in the answer tells whether
    /// there is an access to restore.
    #[serde(default)]
    kind: RequestKind,
    /// Who applies: `individual`, also for sole traders, or `legal_entity`.
    #[schema(example = "individual")]
    subject_kind: String,
    /// The organisation's 14 digits, if one applies.
    #[serde(default)]
    #[schema(example = "")]
    organisation_inn: String,
    /// Whether it is an international organisation.
    #[serde(default)]
    international: bool,
    /// Whether it is a branch.
    #[serde(default)]
    branch: bool,
    /// The 14 digits of the organisation that it is a branch of.
    #[serde(default)]
    #[schema(example = "")]
    head_inn: String,
    /// 14 digits: the person's own, or those of the head or accountant who registers the organisation.
    #[schema(example = "11503199000123")]
    inn: String,
    /// Series and number of the person's passport.
    #[schema(example = "ID1234567")]
    passport: String,
    /// Telephone.
    #[schema(example = "+996 555 123 456")]
    phone: String,
    /// E-mail, may be empty.
    #[serde(default)]
    email: String,
    /// The password that the decision makes good.
    #[schema(format = Password)]
    password: String,
}

/// What can be applied for here.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RequestKind {
    /// First access.
    #[default]
    Grant,
    /// The password is forgotten or the login lost.
    Restore,
}

impl From<RequestKind> for ApplicationKind {
    fn from(kind: RequestKind) -> Self {
        match kind {
            RequestKind::Grant => Self::Grant,
            RequestKind::Restore => Self::Restore,
        }
    }
}

/// What finds an application: both numbers of its paper.
#[derive(Deserialize, ToSchema)]
pub(super) struct PaperNumbers {
    /// 14 digits.
    #[schema(example = "11503199000123")]
    inn: String,
    /// The application code, `K7QM-39XT-2VHP-4T`.
    #[schema(example = "K7QM-39XT-2VHP-4T")]
    code: String,
}

/// Which paper.
#[derive(Deserialize, ToSchema)]
pub(super) struct PaperRequest {
    /// 14 digits.
    #[schema(example = "11503199000123")]
    inn: String,
    /// The application code.
    #[schema(example = "K7QM-39XT-2VHP-4T")]
    code: String,
    /// `ru` or `ky`; empty: as chosen in the application.
    #[serde(default)]
    language: String,
}

/// An application.
#[derive(Serialize, ToSchema)]
pub(super) struct Application {
    /// The application code: whoever has it and the INN sees this.
    code: String,
    /// `grant`, `restore`, `link`, `annul`.
    kind: &'static str,
    /// `submitted`, `accepted`, `granted`, `refused`, `delivered`, `expired`, `withdrawn`, `superseded`, `annulled`.
    state: &'static str,
    /// The subject.
    inn: String,
    /// `individual`, `sole_trader`, `farm`, `legal_entity`.
    subject_kind: &'static str,
    /// Masked unless the passport matched the population register; organisations are public.
    name: String,
    /// Who registers the organisation; null where the subject is a person.
    organisation: Option<Organisation>,
    /// Where to go with passport and papers.
    tax_office: TaxOffice,
    /// When it was filed.
    #[schema(format = DateTime)]
    submitted_at: String,
    /// When it lapses if nobody comes.
    #[schema(format = DateTime)]
    expires_at: String,
    /// The acceptance mark, once it is there.
    acceptance: Option<Acceptance>,
    /// The decision, once it is there.
    decision: Option<Decision>,
}

/// What an organisation's application has besides.
#[derive(Serialize, ToSchema)]
pub(super) struct Organisation {
    /// Who registers it.
    person_inn: String,
    /// Masked unless the passport matched the population register.
    person_name: String,
    /// `head`, `accountant`.
    person_role: &'static str,
    /// Whether it joins as an international organisation.
    international: bool,
    /// The organisation that it is a branch of, or empty.
    head_inn: String,
    /// Its name, or empty.
    head_name: String,
}

impl From<OrganisationView> for Organisation {
    fn from(view: OrganisationView) -> Self {
        let (head_inn, head_name) = view.head;
        Self {
            person_inn: view.person_inn,
            person_name: view.person_name,
            person_role: view.person_role.as_str(),
            international: view.international,
            head_inn,
            head_name,
        }
    }
}

/// The acceptance mark.
#[derive(Serialize, ToSchema)]
pub(super) struct Acceptance {
    /// Number.
    number: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// When the decision is due.
    #[schema(format = DateTime)]
    due: String,
}

/// The decision. The login is on the paper that is handed over, not here.
#[derive(Serialize, ToSchema)]
pub(super) struct Decision {
    /// Number.
    number: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The ground of a refusal; null: granted.
    refusal_ground: Option<&'static str>,
    /// When it was handed over.
    #[schema(format = DateTime)]
    delivered_at: Option<String>,
}

impl From<ApplicationView> for Application {
    fn from(view: ApplicationView) -> Self {
        Self {
            code: view.code,
            kind: view.kind.as_str(),
            state: view.state.as_str(),
            inn: view.inn,
            subject_kind: view.subject_kind.as_str(),
            name: view.name,
            organisation: view.organisation.map(Into::into),
            tax_office: view.office.into(),
            submitted_at: text(view.submitted_at),
            expires_at: text(view.expires_at),
            acceptance: view.acceptance.map(|mark| Acceptance {
                number: mark.number,
                at: text(mark.at),
                due: text(mark.due),
            }),
            decision: view.decision.map(|decision| Decision {
                number: decision.number,
                at: text(decision.at),
                refusal_ground: decision.refused.map(|ground| ground.as_str()),
                delivered_at: decision.delivered_at.map(text),
            }),
        }
    }
}

/// RFC 3339, UTC.
fn text(moment: Moment) -> String {
    // a moment of ours has a year of four digits
    moment.to_time().format(&Rfc3339).unwrap_or_default()
}

/// Files an application for access. Sent again with the same `Idempotency-Key` and content it files nothing new.
#[utoipa::path(
    post,
    path = "/api/v1/applications",
    tag = "applications",
    params(("Idempotency-Key" = Option<String>, Header, description = "Of the sender's choice, to send again safely")),
    request_body = ApplicationRequest,
    responses(
        (status = 201, description = "Filed", body = Application),
        Problems
    )
)]
pub(super) async fn submit(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Body(sent): Body<ApplicationRequest>,
) -> Response {
    let key = headers.get(IDEMPOTENCY_KEY).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let form = RegistrationForm {
        kind: ApplicationKind::from(sent.kind).as_str().to_owned(),
        subject_kind: sent.subject_kind,
        organisation_inn: sent.organisation_inn,
        international: ticked(sent.international),
        branch: ticked(sent.branch),
        head_inn: sent.head_inn,
        inn: sent.inn,
        passport: sent.passport,
        phone: sent.phone,
        email: sent.email,
        password_repeated: sent.password.clone(),
        password: sent.password,
        submission: key.to_owned(),
    };
    let filed = async {
        let cookies = web.services.registration.register(&client, &form).await?;
        seen(&web, holder(client.clone(), cookies)).await
    };
    match filed.await {
        Ok(application) => (StatusCode::CREATED, Json(application)).into_response(),
        Err(error) => problem::of(&error, &client),
    }
}

/// A box of the form.
fn ticked(tick: bool) -> String {
    if tick { "on".to_owned() } else { String::new() }
}

/// The state of an application.
#[utoipa::path(
    post,
    path = "/api/v1/applications/state",
    tag = "applications",
    request_body = PaperNumbers,
    responses(
        (status = 200, description = "The application", body = Application),
        NoSuchPair,
        Problems
    )
)]
pub(super) async fn state(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    Body(numbers): Body<PaperNumbers>,
) -> Response {
    let found = async {
        let form = StatusForm { inn: numbers.inn, code: numbers.code };
        let cookies = web.services.status.find(&client, &form).await?;
        seen(&web, holder(client.clone(), cookies)).await
    };
    match found.await {
        Ok(application) => Json(application).into_response(),
        Err(error) => problem::of(&error, &client),
    }
}

/// The printable application.
#[utoipa::path(
    post,
    path = "/api/v1/applications/paper",
    tag = "applications",
    request_body = PaperRequest,
    responses(
        (status = 200, description = "PDF/A, two copies", body = Vec<u8>, content_type = "application/pdf"),
        NoSuchPair,
        Problems
    )
)]
pub(super) async fn paper(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    Body(asked): Body<PaperRequest>,
) -> Response {
    let made = async {
        let form = StatusForm { inn: asked.inn, code: asked.code };
        let cookies = web.services.status.find(&client, &form).await?;
        web.services.status.paper(&holder(client.clone(), cookies), Lang::from_code(&asked.language)).await
    };
    match made.await {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response(),
        Err(error) => problem::of(&error, &client),
    }
}

/// The asker with the pass that the service has just given, as a browser would come back with it.
fn holder(mut client: Client, cookies: Vec<CookieChange>) -> Client {
    client.application_pass = cookies.into_iter().find_map(|cookie| match cookie {
        CookieChange::ApplicationPass(pass) => Some(pass),
        _ => None,
    });
    client
}

async fn seen(web: &Web, holder: Client) -> Result<Application, ApiError> {
    let view = web.services.status.current(&holder).await?;
    view.map(Application::from).ok_or(ApiError::NotFound)
}
