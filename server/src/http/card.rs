//! `/office/card` without JavaScript, and the paper of a card, which is the answer to the post that issues it.

use app::api::card::{CardForm, CardIssue, CardPageState};
use axum::{extract::State, response::Response};
use http::Uri;

use super::{
    Web,
    posted::{Posted, pdf},
};

const PATH: &str = app::routes::CARD;

/// Whether this person can be issued a card.
pub(super) async fn check(State(web): State<Web>, posted: Posted) -> Response {
    let form: CardForm = posted.form();
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, PATH, CardPageState { form, ..CardPageState::default() }).await;
    }
    if posted.action() == "edit" {
        return posted.show(&web, PATH, CardPageState { form, ..CardPageState::default() }, None).await;
    }
    match web.services.cards.check(&posted.client, &form).await {
        Ok(answer) => {
            let state = CardPageState { form, answer: Some(answer), error: None };
            posted.show(&web, PATH, state, None).await
        }
        Err(error) => {
            let state = CardPageState { form, answer: None, error: Some(error.clone()) };
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

/// Issues the card: the only answer that ever holds its password is this one.
pub(super) async fn issue(State(web): State<Web>, posted: Posted) -> Response {
    let form: CardForm = posted.form();
    match web.services.cards.issue(&posted.client, &form).await {
        Ok(CardIssue::Printed(paper)) => {
            pdf(&web, &Uri::from_static(PATH), "registration-card", Ok(paper), &posted.client)
        }
        Ok(CardIssue::NotIssued(answer)) => {
            let state = CardPageState { form, answer: Some(answer), error: None };
            posted.show(&web, PATH, state, None).await
        }
        Err(error) => {
            let state = CardPageState { form, answer: None, error: Some(error.clone()) };
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}
