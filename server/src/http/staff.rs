//! `/administration/staff`: searched and acted on by plain posts.

use app::api::{
    ApiError, FieldErrors,
    staff::{Acted, StaffAction, StaffForm, StaffState},
};
use axum::{extract::State, response::Response};

use super::{
    Web,
    posted::{Posted, see_other},
};

const PATH: &str = app::routes::STAFF;

/// The page of one person, or of all when the form is about nobody.
fn address(form: &StaffForm) -> String {
    // only what looks like an id becomes part of an address
    let id = form.person.as_str();
    if uuid::Uuid::parse_str(id).is_ok() { app::routes::staff(id) } else { PATH.to_owned() }
}

/// Another language, a search, or an action.
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let form: StaffForm = posted.form();
    let word = posted.action();
    let path = address(&form);
    let kept = StaffForm { code: String::new(), ..form.clone() };
    let mut state = StaffState { form: kept, action: word.clone(), ..StaffState::default() };
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, &path, state).await;
    }
    let Some(action) = StaffAction::from_word(&word) else {
        return posted.show(&web, &path, state, None).await;
    };
    let mut refused = None;
    match web.services.staff.act(&posted.client, action, &form).await {
        Ok(Acted::Done) => return see_other(&path, &[]),
        Ok(Acted::OneTimePassword(password)) => {
            let path = app::routes::staff(&password.person);
            state = StaffState { one_time_password: Some(password), ..StaffState::default() };
            return posted.show(&web, &path, state, None).await;
        }
        Ok(Acted::Refused(wrong)) => {
            state.wrong = wrong;
            refused = Some(ApiError::Validation(FieldErrors::default()));
        }
        Err(error) => {
            state.error = Some(error.clone());
            refused = Some(error).or(refused);
        }
    }
    posted.show(&web, &path, state, refused.as_ref()).await
}
