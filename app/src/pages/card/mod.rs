//! «Регистрационная карта»: type what the passport says, see whether a card can be issued, issue it once. Plain HTML.

mod answer;
mod list;

use leptos::prelude::*;

use super::{
    annulment::fields::{Line, errors_of, line},
    office::failure::failure,
    office_ways::{Way, office_identity, ways},
    plain_form::PlainChoice,
};
use crate::{
    api::{
        Field,
        card::{CardAnswer, CardDesk, CardForm, CardPageState},
    },
    components::{Checkbox, ErrorSummary, InputKind, Layout, Page},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/office/card`.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let state = use_context::<CardPageState>().unwrap_or_default();
    let identity =
        state.desk.as_ref().map(|desk| office_identity(lang, &desk.office, &desk.inspector, desk.head)).into_any();
    let content = match (&state.desk, &state.error) {
        (Some(desk), _) => view(lang, desk, &state),
        (None, Some(error)) => {
            // for the language buttons
            view! { {failure(lang, error, true)} <form method="post" id="page-form" action=routes::CARD></form> }
                .into_any()
        }
        (None, None) => ().into_any(),
    };
    view! {
        <Page title=t::card::title(lang) form_id="page-form" layout=Layout::Office identity=identity>
            {content}
        </Page>
    }
    .into_any()
}

fn view(lang: Lang, desk: &CardDesk, state: &CardPageState) -> AnyView {
    let inside = match &state.answer {
        Some(CardAnswer::Ready(preview)) => answer::ready(lang, preview, &state.form),
        Some(CardAnswer::Refused(refusal)) => {
            view! { {answer::refused(lang, *refusal)} {form(lang, state)} }.into_any()
        }
        None => form(lang, state),
    };
    view! {
        <div class="desk">
            {ways(lang, Way::Card, desk.head)}
            <h1 class="office__title">{t::card::title(lang)}</h1>
            <div class="desk__work">{inside}</div>
            {list::list(lang, &desk.cards)}
        </div>
    }
    .into_any()
}

/// What is typed from the passport.
fn form(lang: Lang, state: &CardPageState) -> AnyView {
    let errors = errors_of(state.error.as_ref());
    let CardForm { inn, passport, phone, email, language, checks, .. } = &state.form;
    let plain = |label, hint, most| Line { label, hint, most, autocomplete: "off", ..Line::default() };
    let subject = Line { numeric: true, ..plain(t::office::inn(lang), "", 40) };
    let document = plain(t::card::passport(lang), t::card::passport_hint(lang), 30);
    let telephone = Line { kind: InputKind::Tel, ..plain(t::cabinet::phone(lang), t::card::phone_hint(lang), 40) };
    let mail = plain(t::cabinet::email(lang), t::card::email_hint(lang), 254);
    let mail = Line { kind: InputKind::Email, optional: true, ..mail };
    let chosen = if language.is_empty() && lang == Lang::Ky { "ky".to_owned() } else { language.clone() };
    let languages = PlainChoice {
        name: "language",
        label: t::card::language(lang),
        hint: "",
        chosen,
        choices: [("ru", "Русский"), ("ky", "Кыргызча")]
            .map(|(code, name)| (code.to_owned(), name.to_owned()))
            .to_vec(),
        wrong: None,
    };
    let unticked = RwSignal::new(errors.get(Field::Checks));
    view! {
        <p class="desk__lead">{t::card::lead(lang)}</p>
        <ErrorSummary error=RwSignal::new(state.error.clone()) />
        <form id="page-form" class="form" method="post" action=routes::CARD novalidate>
            {line(Field::Inn, inn, &errors, subject)}
            {line(Field::Passport, passport, &errors, document)}
            {line(Field::Phone, phone, &errors, telephone)}
            {line(Field::Email, email, &errors, mail)}
            {languages.view(lang)}
            <Checkbox name="checks" label=t::card::identity(lang) checked=checks == "on" error=unticked />
            <div class="form__actions">
                <button type="submit" class="button button--primary">{t::card::check(lang)}</button>
            </div>
        </form>
    }
    .into_any()
}
