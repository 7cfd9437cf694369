//! `/registration/by-signature` without JavaScript, and with the INN of the registration.

use app::api::signature_registration::{SignatureRegistrationForm, SignatureRegistrationState};
use axum::{extract::State, response::Response};

use super::{Web, posted::Posted};

const PATH: &str = app::routes::SIGNATURE_REGISTRATION;

/// Another language, or «Зарегистрироваться для входа по электронной подписи».
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let form: SignatureRegistrationForm = posted.form();
    let service = &web.services.signature_registration;
    if let Some(lang) = posted.switch() {
        let registered = form.registered == "on" && service.register(&posted.client, &form).await.is_ok();
        let state = SignatureRegistrationState { form, registered, error: None };
        return posted.show_in(&web, lang, PATH, state).await;
    }
    let error = service.register(&posted.client, &form).await.err();
    let state = SignatureRegistrationState { form, registered: error.is_none(), error: error.clone() };
    posted.show(&web, PATH, state, error.as_ref()).await
}
