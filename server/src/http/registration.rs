//! `/registration` and `/restore`, which is the same form, without JavaScript.

use app::{
    api::{
        ApiError, Field, FieldErrors,
        registration::{LookUp, LookUpQuestion, RegistrationForm, RegistrationState, Sought},
    },
    routes,
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{access_application::ApplicationKind, subject::SubjectKind};
use leptos::prelude::provide_context;

use super::{
    Web,
    posted::{Posted, see_other},
    render,
};

/// The form, with a token of its own for this showing.
pub(super) async fn get(State(web): State<Web>, request: Request) -> Response {
    let submission = web.services.registration.new_submission();
    let form = RegistrationForm { submission, ..RegistrationForm::default() };
    let state = RegistrationState { form, ..RegistrationState::default() };
    render::render(&web, request, move || provide_context(state.clone())).await
}

/// `/registration`: «Поиск», another language, or «Зарегистрироваться».
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let form = posted.form();
    apply(&web, posted, ApplicationKind::Grant, form, routes::REGISTRATION).await
}

/// `/restore`: the same with «Подать заявление», for persons alone.
pub(super) async fn post_restore(State(web): State<Web>, posted: Posted) -> Response {
    let subject_kind = SubjectKind::Individual.as_str().to_owned();
    let form = RegistrationForm { subject_kind, ..posted.form() };
    apply(&web, posted, ApplicationKind::Restore, form, routes::RESTORE).await
}

async fn apply(web: &Web, posted: Posted, kind: ApplicationKind, form: RegistrationForm, path: &str) -> Response {
    // which form it is, the address says
    let form = RegistrationForm { kind: kind.as_str().to_owned(), ..form };
    let mut state = RegistrationState { form: form.without_passwords(), ..RegistrationState::default() };
    if state.form.submission.is_empty() {
        state.form.submission = web.services.registration.new_submission();
    }
    if let Some(lang) = posted.switch() {
        look_up(web, &posted, kind, &mut state).await;
        state.error = None;
        return posted.show_in(web, lang, path, state).await;
    }
    if posted.action().starts_with("look_up") {
        look_up(web, &posted, kind, &mut state).await;
        let error = state.error.clone();
        return posted.show(web, path, state, error.as_ref()).await;
    }
    match web.services.registration.register(&posted.client, &form).await {
        Ok(cookies) => see_other(routes::APPLICATION, &cookies),
        Err(error) => {
            look_up(web, &posted, kind, &mut state).await;
            state.error = Some(error.clone());
            posted.show(web, path, state, Some(&error)).await
        }
    }
}

/// Asks the registry about every INN that was typed and keeps its answers; what is wrong with them becomes the page's
/// error. «Поиск» beside an INN that is not there is told so.
async fn look_up(web: &Web, posted: &Posted, kind: ApplicationKind, state: &mut RegistrationState) {
    let form = state.form.clone();
    let organisation = form.is_organisation();
    let mut errors = FieldErrors::default();
    let mut failure = None;
    let mut questions = Vec::with_capacity(3);
    if organisation {
        questions.push((Field::OrganisationInn, Sought::Organisation, form.organisation_inn.clone()));
    }
    let sought = if organisation { Sought::Officer } else { Sought::Person };
    questions.push((Field::Inn, sought, form.inn.clone()));
    if organisation && form.branch == "on" {
        questions.push((Field::HeadInn, Sought::Organisation, form.head_inn.clone()));
    }
    let pressed = match posted.action().as_str() {
        "look_up" => Some(Field::Inn),
        "look_up_organisation" => Some(Field::OrganisationInn),
        "look_up_head" => Some(Field::HeadInn),
        _ => None,
    };
    for (field, sought, inn) in questions {
        // nobody is the head of an organisation that was not named
        let nothing = inn.is_empty() || sought == Sought::Officer && form.organisation_inn.is_empty();
        if nothing && pressed != Some(field) {
            continue;
        }
        let (passport, organisation_inn) = (form.passport.clone(), form.organisation_inn.clone());
        let question = LookUpQuestion { sought, inn, passport, organisation_inn };
        match web.services.registration.seek(&posted.client, &question).await {
            Ok(found) => keep(state, field, found.for_kind(kind)),
            Err(ApiError::Validation(found)) => {
                // an organisation's INN is wrong at the field that it was typed in
                let at = |of| if of == Field::OrganisationInn && sought == Sought::Organisation { field } else { of };
                found.0.into_iter().for_each(|(of, message)| errors.add(at(of), message));
            }
            Err(error) => failure = Some(error),
        }
    }
    state.error = failure.or_else(|| errors.into_result(()).err());
}

fn keep(state: &mut RegistrationState, field: Field, found: LookUp) {
    match field {
        Field::OrganisationInn => state.organisation = Some(found),
        Field::HeadInn => state.head = Some(found),
        _ => state.look_up = Some(found),
    }
}
