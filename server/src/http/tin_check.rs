//! `GET /TinCheck/GetTaxPayer?Tin=…`, as the live cabinet has it (`spec/integrations.md`, "Tunduk"): `{"name", "rayon"}`,
//! or 400 without a body for whoever is not registered. An INN in an address is that cabinet's choice; the log knows
//! addresses as templates only.

use app::api::Client;
use axum::{
    Extension, Json,
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde::Deserialize;

use super::{Web, failure};

/// What is asked.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(rename = "Tin", alias = "tin", default)]
    tin: String,
}

/// The look-up.
pub(super) async fn get_taxpayer(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Ok(Query(Asked { tin })) = asked else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match web.services.tin_check.get_taxpayer(&client, &tin).await {
        Ok(Some(found)) => Json(found).into_response(),
        Ok(None) => StatusCode::BAD_REQUEST.into_response(),
        Err(error) => failure::json(&error),
    }
}
