use app::api::Client;
use axum::{
    Json,
    extract::{FromRequest, Request},
    response::Response,
};
use http::StatusCode;
use serde::de::DeserializeOwned;

use super::problem;

/// A JSON body; what can't be read as one is answered with a problem.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let client = request.extensions().get::<Client>().cloned();
        match (Json::<T>::from_request(request, state).await, client) {
            (Ok(Json(value)), _) => Ok(Self(value)),
            (Err(rejection), Some(client)) => {
                // the words of the parser say where, in English; they repeat no more than a word of what was sent
                Err(problem::unreadable(rejection.status(), rejection.body_text(), &client))
            }
            (Err(_), None) => Err(axum::response::IntoResponse::into_response(StatusCode::INTERNAL_SERVER_ERROR)),
        }
    }
}
