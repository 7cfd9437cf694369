//! `/check-inn`: one number without JavaScript, a list with or without it, and the answer to a list as a file.

use app::api::{
    ApiError, Client, Field, Message,
    check_inn::{CheckInnForm, CheckInnState, ListError, PostedList},
    language::SwitchLanguage,
};
use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State},
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;

use super::{Web, posted::Posted};

const PATH: &str = app::routes::CHECK_INN;

/// The largest post with a list, bytes. 500 numbers are 10 KB of text and 20 KB of an XLSX; whole tables come too.
const UPLOAD_LIMIT: usize = 1024 * 1024;

/// What is received of a longer post, bytes, to no use but one: a browser shows the answer only when it could send all.
const DISCARDED_LIMIT: usize = 32 * 1024 * 1024;

/// The largest answer that is sent back to become a file, bytes: 500 rows, each as long as an entry may be.
const ANSWER_LIMIT: usize = 256 * 1024;

/// As much of a list as is shown again, bytes: 500 numbers, with anything between their digits.
const SHOWN_LIMIT: usize = 32 * 1024;

/// What the form holds.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    inn: String,
    list: String,
    action: String,
    switch_language: String,
    #[serde(skip)]
    file: Option<Vec<u8>>,
    /// The post was longer than is taken; what came after is not known.
    #[serde(skip)]
    cut_short: bool,
}

/// Another language, one number, or a list.
pub(super) async fn post(State(web): State<Web>, mut request: Request) -> Response {
    let Some(client) = request.extensions().get::<Client>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    DefaultBodyLimit::disable().apply(&mut request);
    let (parts, body) = request.into_parts();
    let posted = Posted::without_body(client, parts.clone());
    let (bytes, cut_short) = receive(body).await;
    let mut form = Form::read(&web, Request::from_parts(parts, Body::from(bytes))).await;
    form.cut_short = cut_short;
    let mut state = CheckInnState {
        form: CheckInnForm { inn: form.inn.clone() },
        list: shown(&form.list),
        ..CheckInnState::default()
    };
    if let Some(lang) = (SwitchLanguage { switch_language: form.switch_language.clone() }).wanted() {
        // a chosen file does not come back with the page, its numbers do
        if let Some(numbers) = form.numbers(&web, &posted.client).await.ok().filter(|_| form.file.is_some()) {
            state.list = numbers;
        }
        return posted.show_in(&web, lang, PATH, state).await;
    }
    let error = form.answer(&web, &posted.client, &mut state).await.err();
    state.error.clone_from(&error);
    posted.show(&web, PATH, state, error.as_ref()).await
}

/// The first part of a body, as much as is taken, and whether there was more.
async fn receive(body: Body) -> (Vec<u8>, bool) {
    let mut stream = body.into_data_stream();
    let (mut taken, mut received) = (Vec::new(), 0);
    while let Some(Ok(chunk)) = stream.next().await {
        let room = UPLOAD_LIMIT - taken.len();
        taken.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        received += chunk.len();
        if received > DISCARDED_LIMIT {
            break;
        }
    }
    let cut_short = received > taken.len();
    (taken, cut_short)
}

impl Form {
    async fn read(web: &Web, request: Request) -> Self {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("multipart/") {
            let body = Bytes::from_request(request, web).await.unwrap_or_default();
            return serde_urlencoded::from_bytes(&body).unwrap_or_default();
        }
        let mut form = Self::default();
        if let Ok(mut parts) = Multipart::from_request(request, web).await {
            form.take(&mut parts).await;
        }
        form
    }

    /// Takes what comes, part by part; what the multipart reader stumbles over, the end of a longer body among it, ends it.
    async fn take(&mut self, parts: &mut Multipart) {
        while let Ok(Some(part)) = parts.next_field().await {
            let name = part.name().unwrap_or_default().to_owned();
            // without a file the browser sends its part with an empty name
            let named = part.file_name().is_some_and(|file| !file.is_empty());
            let Ok(bytes) = part.bytes().await else { return };
            let text = || String::from_utf8_lossy(&bytes).into_owned();
            match name.as_str() {
                "inn" => self.inn = text(),
                "list" => self.list = text(),
                "action" => self.action = text(),
                "switch_language" => self.switch_language = text(),
                "file" if named || !bytes.is_empty() => self.file = Some(bytes.to_vec()),
                _ => {}
            }
        }
    }

    /// The numbers of the list, one a line.
    async fn numbers(&self, web: &Web, client: &Client) -> Result<String, ApiError> {
        if self.cut_short {
            return Err(ApiError::field(Field::File, Message::List(ListError::TooLarge)));
        }
        let list = PostedList { text: self.list.clone(), file: self.file.clone() };
        web.services.check_inn.read(client, list).await
    }

    /// The button beside the number, or Enter in its field.
    fn is_one(&self) -> bool {
        let no_list = self.list.trim().is_empty() && self.file.is_none();
        !self.cut_short && (self.action == "one" || self.action.is_empty() && no_list)
    }

    async fn answer(&self, web: &Web, client: &Client, state: &mut CheckInnState) -> Result<(), ApiError> {
        if self.is_one() {
            state.verdict = Some(web.services.check_inn.check(client, &state.form).await?);
            return Ok(());
        }
        let numbers = self.numbers(web, client).await?;
        state.list.clone_from(&numbers);
        state.checked = Some(web.services.check_inn.check_list(client, &numbers).await?);
        Ok(())
    }
}

/// A list that is far too long is not sent back whole.
fn shown(list: &str) -> String {
    list.get(..list.floor_char_boundary(SHOWN_LIMIT)).unwrap_or_default().to_owned()
}

/// The answer to a list, as the page held it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Answered {
    checked: String,
}

/// The answer to a list as a CSV.
pub(super) async fn csv(State(web): State<Web>, mut request: Request) -> Response {
    let Some(client) = request.extensions().get::<Client>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    DefaultBodyLimit::max(ANSWER_LIMIT).apply(&mut request);
    let (parts, body) = request.into_parts();
    let posted = Posted::without_body(client, parts.clone());
    let body = Bytes::from_request(Request::from_parts(parts, body), &web).await.unwrap_or_default();
    let answered: Answered = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    match web.services.check_inn.csv(&posted.client, &answered.checked).await {
        Ok(text) => (FILE, text).into_response(),
        Err(error) => {
            let state = CheckInnState { error: Some(error.clone()), ..CheckInnState::default() };
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

const FILE: [(HeaderName, HeaderValue); 2] = [
    (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
    (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"inn.csv\"")),
];
