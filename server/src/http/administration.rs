//! The pages of administrators without JavaScript.

use app::api::eligibility::{EligibilityForm, EligibilityState};
use axum::{extract::State, response::Response};

use super::{Web, posted::Posted};

const ELIGIBILITY: &str = app::routes::ELIGIBILITY;

/// «Политика допуска»: another language, a look at what would change, the change itself, or back to the boxes.
pub(super) async fn eligibility(State(web): State<Web>, posted: Posted) -> Response {
    let form: EligibilityForm = posted.form();
    let mut state = EligibilityState { form: Some(form.clone()), ..EligibilityState::default() };
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, ELIGIBILITY, state).await;
    }
    let service = &web.services.eligibility;
    let answered = match posted.action().as_str() {
        "save" => service.change(&posted.client, &form).await.map(|()| {
            state = EligibilityState { saved: true, ..EligibilityState::default() };
        }),
        "edit" => Ok(()),
        _ => service.preview(&posted.client, &form).await.map(|changes| state.preview = changes),
    };
    state.error = answered.err();
    let error = state.error.clone();
    posted.show(&web, ELIGIBILITY, state, error.as_ref()).await
}
