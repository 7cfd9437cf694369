//! «Первый вход»: whoever has entered by a primary password chooses their own before anything else. Plain HTML.

use leptos::prelude::*;

use super::annulment::fields::errors_of;
use crate::{
    api::{
        ApiError, Field,
        cabinet::{FirstPassword, FirstPasswordState},
    },
    components::{ErrorSummary, FieldHandle, FieldNames, InlineMessage, Layout, Page, PasswordField},
    i18n::{Lang, t, use_lang},
    routes,
};

/// As the fields below are called.
const NAMES: FieldNames = &[
    (Field::CurrentPassword, t::first_password::primary),
    (Field::Password, t::cabinet::password),
    (Field::PasswordRepeated, t::cabinet::password_repeated),
];

/// `/cabinet/first-password`.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let FirstPasswordState { whose, error } = use_context::<FirstPasswordState>().unwrap_or_default();
    let form = whose.map(|whose| form(lang, &whose, error.as_ref()));
    view! {
        <Page title=t::first_password::title(lang) form_id="page-form" layout=Layout::Cabinet>
            <h1 class="page__title">{t::first_password::title(lang)}</h1>
            <ErrorSummary error=RwSignal::new(error) names=NAMES />
            {form}
        </Page>
    }
    .into_any()
}

fn form(lang: Lang, whose: &FirstPassword, error: Option<&ApiError>) -> AnyView {
    let errors = errors_of(error);
    let field = |field| FieldHandle::new(field, String::new(), &errors);
    let until = t::first_password::until(lang, &whose.until.date_time());
    view! {
        <p class="page__lead">{t::first_password::lead(lang)}</p>
        <InlineMessage>{until}</InlineMessage>
        <form id="page-form" class="form" method="post" action=routes::FIRST_PASSWORD novalidate>
            // password managers file the new password under this login
            <input type="text" value=whose.login.clone() autocomplete="username" readonly hidden />
            <PasswordField
                handle=field(Field::CurrentPassword)
                label=t::first_password::primary(lang)
                hint=t::first_password::primary_hint(lang)
                autocomplete="current-password"
            />
            <PasswordField
                handle=field(Field::Password)
                label=t::cabinet::password(lang)
                autocomplete="new-password"
                requirements=true
            />
            <PasswordField
                handle=field(Field::PasswordRepeated)
                label=t::cabinet::password_repeated(lang)
                autocomplete="new-password"
            />
            <div>
                <button type="submit" class="button button--primary">{t::first_password::save(lang)}</button>
            </div>
        </form>
    }
    .into_any()
}
