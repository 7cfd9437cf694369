//! The door of the staff: user name and password.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

use super::{
    checked_fields::{CheckedFields, switches_language},
    posted,
};
use crate::{
    api::{
        ApiError, Field, ForbiddenReason, Message,
        sign_in::{SignInForm, SignInState, staff_sign_in},
    },
    components::{ErrorSummary, FieldHandle, InlineMessage, Page, PasswordField, SubmitButton, TextField},
    i18n::{error_text, t, use_lang},
    routes,
};

/// `/office/sign-in`.
pub(super) fn page() -> AnyView {
    let state = posted::<SignInState>();
    let lang = use_lang();
    let errors = state.error.as_ref().map(|error| error.fields()).unwrap_or_default();
    let login = FieldHandle::new(Field::Login, state.form.login, &errors);
    let password = FieldHandle::new(Field::Password, String::new(), &errors);
    let error = RwSignal::new(state.error);
    let checked = CheckedFields::new(error);
    let login_rule = checked.add(login, |text| text.trim().is_empty().then_some(Message::Required));
    let password_rule = checked.add(password, |text| text.is_empty().then_some(Message::Required));
    let busy = RwSignal::new(false);

    let submit = move |event: SubmitEvent| {
        if switches_language(&event) {
            return;
        }
        event.prevent_default();
        if busy.get_untracked() || !checked.check() {
            return;
        }
        busy.set(true);
        error.set(None);
        let form = SignInForm { login: login.text(), password: password.text(), remember: String::new() };
        spawn_local(async move {
            let answer = staff_sign_in(form).await;
            match answer {
                // a new document: it comes in the language of the account, whatever this one was read in
                Ok(()) => {
                    let _ = window().location().set_href(routes::OFFICE);
                }
                Err(failure) => {
                    if busy.try_set(false).is_none() {
                        checked.refused(failure);
                    }
                }
            }
        });
    };

    // whoever was sent here by a session that ran out is told so
    let ended = use_query_map().read_untracked().get("ended").map(|_| {
        let text = error_text(lang, &ApiError::Forbidden(ForbiddenReason::SignInRequired));
        view! { <InlineMessage>{text}</InlineMessage> }
    });
    view! {
        <Page title=t::office::sign_in_title(lang) form_id="page-form">
            <h1 class="page__title">{t::office::sign_in_title(lang)}</h1>
            <p class="page__lead">{t::office::sign_in_lead(lang)}</p>
            {ended}
            <ErrorSummary error=error />
            <form method="post" action=routes::OFFICE_SIGN_IN id="page-form" class="form" novalidate on:submit=submit>
                <TextField
                    handle=login
                    label=t::office::user_name(lang)
                    autocomplete="username"
                    spellcheck_off=true
                    max_length=64
                    check=login_rule
                />
                <PasswordField
                    handle=password
                    label=t::office::password(lang)
                    autocomplete="current-password"
                    check=password_rule
                />
                <div class="form__actions">
                    <SubmitButton label=t::office::sign_in_button(lang) busy=busy />
                </div>
            </form>
            <p class="page__actions"><a href=routes::SIGN_IN>{t::office::sign_in_taxpayer(lang)}</a></p>
        </Page>
    }
    .into_any()
}
