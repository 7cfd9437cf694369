//! `/api/v1/look-ups`: what the registry says of an INN, as «Поиск» does.

use app::api::{
    Client, OfficeSummary,
    registration::{LookUp, LookUpQuestion, Sought},
};
use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    body::Body,
    problem::{self, Problems},
};
use crate::http::Web;

/// Whom to look up.
#[derive(Deserialize, ToSchema)]
pub(super) struct LookUpRequest {
    /// 14 digits.
    #[schema(example = "11503199000123")]
    inn: String,
    /// Series and number of the passport, `ID1234567`: unmasks name and address if it is this person's.
    #[serde(default)]
    passport: String,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(super) struct LookUpAnswer {
    /// Null: nobody with this INN is registered now.
    taxpayer: Option<Taxpayer>,
}

/// A taxpayer.
#[derive(Serialize, ToSchema)]
pub(super) struct Taxpayer {
    /// `individual`, `sole_trader`, `farm`, `legal_entity`.
    kind: &'static str,
    /// Name, masked unless `whole`. Organisations are public.
    name: String,
    /// Registered address, masked unless `whole`.
    address: String,
    /// Whether name and address are whole.
    whole: bool,
    /// Where they are registered.
    tax_office: TaxOffice,
    /// Whether they may have access by login and password.
    eligible: bool,
}

/// A tax office.
#[derive(Serialize, ToSchema)]
pub(super) struct TaxOffice {
    /// Three digits, `001`.
    code: String,
    /// Name.
    name: String,
    /// Region.
    region: String,
    /// Street address, or empty.
    address: String,
}

impl From<OfficeSummary> for TaxOffice {
    fn from(office: OfficeSummary) -> Self {
        let OfficeSummary { code, name, region, address } = office;
        Self { code, name, region, address }
    }
}

/// Looks an INN up.
#[utoipa::path(
    post,
    path = "/api/v1/look-ups",
    tag = "look-ups",
    request_body = LookUpRequest,
    responses(
        (status = 200, description = "Found or not", body = LookUpAnswer),
        Problems
    )
)]
pub(super) async fn look_up(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    Body(asked): Body<LookUpRequest>,
) -> Response {
    // the first digit says whose number it is
    let sought = if asked.inn.trim_start().starts_with('0') { Sought::Organisation } else { Sought::Person };
    let question = LookUpQuestion { sought, inn: asked.inn, passport: asked.passport, ..LookUpQuestion::default() };
    match web.services.registration.seek(&client, &question).await {
        Ok(LookUp::NotTaxpayer | LookUp::Officer(_) | LookUp::NotOfficer) => {
            Json(LookUpAnswer { taxpayer: None }).into_response()
        }
        Ok(LookUp::Found(found)) => {
            let taxpayer = Taxpayer {
                kind: found.kind.as_str(),
                name: found.name,
                address: found.address,
                whole: found.whole,
                tax_office: found.office.into(),
                eligible: found.ineligible.is_none(),
            };
            Json(LookUpAnswer { taxpayer: Some(taxpayer) }).into_response()
        }
        Err(error) => problem::of(&error, &client),
    }
}
