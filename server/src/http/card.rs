//! `/office/card`, plain HTML, and the paper of a card, which is the answer to the post that issues it.

use app::api::{
    ApiError, Client,
    card::{CardAnswer, CardForm, CardIssue, CardPageState},
};
use axum::{Extension, extract::State, response::Response};
use http::{Uri, request::Parts};

use super::{
    Web,
    posted::{Posted, pdf},
};

const PATH: &str = app::routes::CARD;

/// The form and the office's newest cards.
pub(super) async fn get(State(web): State<Web>, Extension(client): Extension<Client>, parts: Parts) -> Response {
    show(&web, Posted::without_body(client, parts), CardForm::default(), Ok(None)).await
}

/// Another language, «Изменить данные», or whether this person can be issued a card.
pub(super) async fn check(State(web): State<Web>, mut posted: Posted) -> Response {
    let form: CardForm = posted.form();
    if let Some(lang) = posted.switch() {
        // what the page says of offices and people is in the language asked for
        posted.client.lang = lang;
        let state = state(&web, &posted.client, form, Ok(None)).await;
        return posted.show_in(&web, lang, PATH, state).await;
    }
    let answer = match posted.action().as_str() {
        "edit" => Ok(None),
        _ => web.services.cards.check(&posted.client, &form).await.map(Some),
    };
    show(&web, posted, form, answer).await
}

/// Issues the card: the only answer that ever holds its password is this one.
pub(super) async fn issue(State(web): State<Web>, posted: Posted) -> Response {
    let form: CardForm = posted.form();
    let answer = match web.services.cards.issue(&posted.client, &form).await {
        Ok(CardIssue::Printed(paper)) => {
            return pdf(&web, &Uri::from_static(PATH), "registration-card", Ok(paper), &posted.client);
        }
        Ok(CardIssue::NotIssued(answer)) => Ok(Some(answer)),
        Err(error) => Err(error),
    };
    show(&web, posted, form, answer).await
}

async fn show(web: &Web, posted: Posted, form: CardForm, answer: Result<Option<CardAnswer>, ApiError>) -> Response {
    let state = state(web, &posted.client, form, answer).await;
    let error = state.error.clone();
    posted.show(web, PATH, state, error.as_ref()).await
}

async fn state(
    web: &Web,
    client: &Client,
    form: CardForm,
    answer: Result<Option<CardAnswer>, ApiError>,
) -> CardPageState {
    let (answer, error) = match answer {
        Ok(answer) => (answer, None),
        Err(error) => (None, Some(error)),
    };
    match web.services.cards.desk(client).await {
        Ok(desk) => CardPageState { desk: Some(desk), form, answer, error },
        Err(failure) => CardPageState { desk: None, form, answer: None, error: Some(failure) },
    }
}
