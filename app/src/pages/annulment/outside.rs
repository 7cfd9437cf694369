//! `/annulment`: the application of somebody who does not sign in any more.

use leptos::prelude::*;

use super::fields::{Line, errors_of, hidden, line};
use crate::{
    api::{Field, annulment::AnnulmentState},
    components::{ErrorSummary, InlineMessage, InputKind, MessageKind, Page},
    i18n::{t, use_lang},
    routes,
};

/// The form.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let AnnulmentState { form, days, error } = use_context().unwrap_or_default();
    let after = days.map(|days| view! { <p class="registration__note">{t::annulment::after(lang, days.into())}</p> });
    let errors = errors_of(error.as_ref());
    let inn = Line {
        label: t::annulment::inn(lang),
        hint: t::annulment::inn_hint(lang),
        numeric: true,
        most: 40,
        ..Line::default()
    };
    let passport = Line {
        label: t::representation::passport(lang),
        hint: t::representation::passport_hint(lang),
        most: 30,
        ..Line::default()
    };
    let phone = Line {
        label: t::representation::phone(lang),
        hint: t::annulment::phone_hint(lang),
        kind: InputKind::Tel,
        autocomplete: "tel",
        most: 40,
        ..Line::default()
    };
    let email = Line {
        label: t::representation::email(lang),
        hint: t::annulment::email_hint(lang),
        kind: InputKind::Email,
        autocomplete: "email",
        optional: true,
        most: 254,
        ..Line::default()
    };
    view! {
        <Page title=t::annulment::title(lang) form_id="page-form">
            <h1 class="page__title">{t::annulment::title(lang)}</h1>
            <p class="page__lead">{t::annulment::lead(lang)}</p>
            <ErrorSummary error=RwSignal::new(error) />
            <InlineMessage kind=MessageKind::Info>
                {t::annulment::inside_text(lang)} " " <a href=routes::SIGN_IN>{t::annulment::sign_in(lang)}</a>
            </InlineMessage>
            <form id="page-form" class="form" method="post" action=routes::ANNULMENT novalidate>
                {hidden("submission", &form.submission)}
                {line(Field::Inn, &form.inn, &errors, inn)}
                {line(Field::Passport, &form.passport, &errors, passport)}
                {line(Field::Phone, &form.phone, &errors, phone)}
                {line(Field::Email, &form.email, &errors, email)}
                {after}
                <div>
                    <button type="submit" class="button button--primary">{t::annulment::submit(lang)}</button>
                </div>
            </form>
        </Page>
    }
    .into_any()
}
