//! Errors as problem details (RFC 9457).

use app::{
    api::{ApiError, Client, Field, Message},
    i18n::{error_text, message},
};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::lang::Lang;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::Value;
use utoipa::{IntoResponses, ToSchema};

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// Which kind of problem, for programs: `urn:salyk-cabinet:problem:` and one of `validation`, `not-found`,
    /// `unsupported`, `malformed`, `throttled`, `conflict`, `forbidden`, `unavailable`, `internal`.
    #[serde(rename = "type")]
    kind: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// In the reader's language.
    title: String,
    /// What is wrong with what was sent; empty for other kinds.
    errors: Vec<FieldProblem>,
    /// Finds the entry in the server's log; also in the header `X-Request-Id`.
    request_id: String,
}

/// The problems that every address may answer with.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "a description: what is answered is made by `of` and `unreadable`")]
pub(super) enum Problems {
    /// What was sent is no JSON.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// What was sent is larger than 32 KiB.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// What was sent is not said to be JSON.
    #[response(status = 415, content_type = "application/problem+json")]
    Unsupported(Problem),
    /// Something in it can't be accepted; `errors` says what and why.
    #[response(status = 422, content_type = "application/problem+json")]
    Validation(Problem),
    /// Too many requests; `Retry-After` says in how many seconds the next makes sense.
    #[response(status = 429, content_type = "application/problem+json")]
    Throttled(Problem),
    /// Not now, and nothing was stored; `Retry-After` says in how many seconds to try again.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// The problem of whoever names an application that is not there.
#[derive(IntoResponses)]
#[response(
    status = 404,
    description = "No application has this INN and this code",
    content_type = "application/problem+json"
)]
#[expect(dead_code, reason = "a description, as `Problems`")]
pub(super) struct NoSuchPair(Problem);

/// What is wrong with one member of what was sent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FieldProblem {
    /// Which (JSON Pointer, RFC 6901); empty: the whole.
    pointer: String,
    /// For programs: `required`, `inn.length`.
    code: String,
    /// In the reader's language.
    detail: String,
}

/// The answer to an error of a service.
pub(super) fn of(error: &ApiError, client: &Client) -> Response {
    let lang = client.lang;
    let missing = error.fields().get(Field::Form) == Some(Message::NoSuchApplication);
    let (kind, status) = match error {
        _ if missing => ("not-found", 404),
        ApiError::Validation(_) => ("validation", error.status()),
        ApiError::NotFound => ("not-found", error.status()),
        ApiError::Forbidden(_) => ("forbidden", error.status()),
        ApiError::Conflict(_) => ("conflict", error.status()),
        ApiError::Throttled { .. } => ("throttled", error.status()),
        ApiError::Unavailable | ApiError::RegistryUnavailable | ApiError::Unreachable => {
            ("unavailable", error.status())
        }
        ApiError::Internal { .. } => ("internal", error.status()),
    };
    let errors = error.fields().0.into_iter().map(|(field, what)| field_problem(lang, field, what)).collect();
    let title = if missing { message(lang, Message::NoSuchApplication).to_owned() } else { error_text(lang, error) };
    let mut response = answer(kind, status, title, errors, &client.request_id);
    if let Some(seconds) = error.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The answer to a request whose body could not be read: `status` and `detail` as the reading says.
pub(super) fn unreadable(status: StatusCode, detail: String, client: &Client) -> Response {
    let kind = if status == StatusCode::UNSUPPORTED_MEDIA_TYPE { "unsupported" } else { "malformed" };
    let what = FieldProblem { pointer: String::new(), code: "malformed".to_owned(), detail };
    let title = error_text(client.lang, &ApiError::Validation(app::api::FieldErrors::default()));
    answer(kind, status.as_u16(), title, vec![what], &client.request_id)
}

fn answer(kind: &str, status: u16, title: String, errors: Vec<FieldProblem>, request_id: &str) -> Response {
    let kind = ["urn:salyk-cabinet:problem:", kind].concat();
    let problem = Problem { kind, status, title, errors, request_id: request_id.to_owned() };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(problem)).into_response()
}

fn field_problem(lang: Lang, field: Field, what: Message) -> FieldProblem {
    let pointer = if field == Field::Form { String::new() } else { format!("/{}", field.name()) };
    FieldProblem { pointer, code: code(what), detail: message(lang, what).to_owned() }
}

/// The message's words on the wire, joined: `{"inn":"length"}` is `inn.length`.
fn code(what: Message) -> String {
    match serde_json::to_value(what) {
        Ok(Value::String(word)) => word,
        Ok(Value::Object(words)) => {
            let word =
                words.into_iter().next().map(|(word, rest)| format!("{word}.{}", rest.as_str().unwrap_or("other")));
            word.unwrap_or_default()
        }
        _ => "other".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::inn::InnError;

    use super::*;

    #[test]
    fn codes_are_the_messages_words() {
        assert_eq!(code(Message::Required), "required");
        assert_eq!(code(Message::Inn(InnError::Length)), "inn.length");
    }
}
