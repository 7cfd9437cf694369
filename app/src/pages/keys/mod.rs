//! «Ключи доступа»: the passkeys of whoever is at work, one more, and one of them by itself. Plain HTML with the script
//! `passkey.js`.

use leptos::prelude::*;

use super::{
    administration::{refused, who},
    annulment::fields::hidden,
    confirming::{confirmation, says},
    office_ways::{Way, office_identity, ways},
    plain_form::{PlainField, button, summary},
};
use crate::{
    api::{
        Message,
        passkeys::{Key, KeyField, KeyProblem, KeysPage, KeysState},
    },
    components::{EmptyState, InlineMessage, Layout, Page},
    i18n::{Lang, message, t, use_lang},
    routes,
};

/// Letters of a name at the most.
const NAME_CHARACTERS: u32 = 40;

/// `/office/keys`, `?key=` for one of them.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let mut state = use_context::<KeysState>().unwrap_or_default();
    let (identity, content) = match state.found.take() {
        Some(Ok(page)) => (Some(at_work(lang, &page)), view(lang, &page, &state)),
        Some(Err(error)) => (None, refused(lang, error)),
        None => (None, ().into_any()),
    };
    view! {
        <Page title=t::passkeys::title(lang) form_id="page-form" layout=Layout::Office identity=identity.into_any()>
            {content}
        </Page>
    }
    .into_any()
}

fn at_work(lang: Lang, page: &KeysPage) -> AnyView {
    match &page.office {
        Some(office) => office_identity(lang, office, &page.name, page.head),
        None => who(lang, &page.name),
    }
}

fn view(lang: Lang, page: &KeysPage, state: &KeysState) -> AnyView {
    let way = if page.office.is_some() {
        ways(lang, Way::Keys, page.head)
    } else {
        view! { <p><a href=routes::ADMINISTRATION>{t::administration::title(lang)}</a></p> }.into_any()
    };
    let wrong = summary(lang, state.wrong.iter().map(|(field, what)| in_words(lang, *field, *what)).collect());
    let inside = match page.keys.iter().find(|key| key.id == state.key) {
        Some(key) => one(lang, page, key, state),
        None => list(lang, page, state),
    };
    view! {
        <div class="desk">
            {way}
            {wrong}
            {inside}
        </div>
    }
    .into_any()
}

fn list(lang: Lang, page: &KeysPage, state: &KeysState) -> AnyView {
    let keys = if page.keys.is_empty() {
        view! { <EmptyState title=t::passkeys::none_title(lang) text=t::passkeys::none_text(lang) /> }.into_any()
    } else {
        table(lang, &page.keys)
    };
    let adding = if page.offered {
        add(lang, page, state)
    } else {
        view! { <InlineMessage>{t::passkeys::not_offered(lang)}</InlineMessage> }.into_any()
    };
    view! {
        <h1 class="office__title">{t::passkeys::title(lang)}</h1>
        <p class="desk__lead">{t::passkeys::lead(lang)}</p>
        {keys}
        {adding}
    }
    .into_any()
}

fn table(lang: Lang, keys: &[Key]) -> AnyView {
    let rows: Vec<AnyView> = keys
        .iter()
        .map(|key| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=routes::office_key(&key.id)><bdi>{key.name.clone()}</bdi></a>
                    </th>
                    <td>{key.added.date_time()}</td>
                    <td>{last_used(lang, key)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="desk__scroll">
            <table class="desk__table">
                <thead>
                    <tr>
                        <th scope="col">{t::passkeys::name(lang)}</th>
                        <th scope="col">{t::passkeys::added(lang)}</th>
                        <th scope="col">{t::passkeys::used(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn last_used(lang: Lang, key: &Key) -> String {
    key.used.map_or_else(|| t::passkeys::never(lang).to_owned(), |used| used.date_time())
}

/// One more. The button posts the form by itself; the script first lets the browser make the key.
fn add(lang: Lang, page: &KeysPage, state: &KeysState) -> AnyView {
    let typed = if state.action == "add" { state.form.name.clone() } else { page.suggested.clone() };
    view! {
        <section class="desk__work" aria-labelledby="new-key">
            <h2 class="office__heading" id="new-key">{t::passkeys::add_title(lang)}</h2>
            <form method="post" action=routes::OFFICE_KEYS id="page-form" class="form" data-passkey-box="" novalidate>
                {hidden("enter", "add")}
                {hidden("passkey", "")}
                {name(lang, typed, state)}
                {code(lang, page, state)}
                <div class="form__actions">
                    <button
                        type="submit"
                        class="button button--primary"
                        name="action"
                        value="add"
                        data-passkey="add"
                        data-passkey-ask=routes::OFFICE_KEYS_CHALLENGE
                    >
                        {t::passkeys::add(lang)}
                    </button>
                </div>
                {says(lang, false)}
            </form>
        </section>
    }
    .into_any()
}

/// One key: its name, and how it is taken away.
fn one(lang: Lang, page: &KeysPage, key: &Key, state: &KeysState) -> AnyView {
    let typed = if state.action.is_empty() { key.name.clone() } else { state.form.name.clone() };
    let removing = if page.last {
        view! { <InlineMessage>{t::passkeys::last_factor(lang)}</InlineMessage> }.into_any()
    } else {
        view! {
            <p class="eligibility__hint">{t::passkeys::remove_hint(lang)}</p>
            <div class="form__actions">{button(t::passkeys::remove(lang), "remove", "danger")}</div>
        }
        .into_any()
    };
    view! {
        <p><a href=routes::OFFICE_KEYS>{t::passkeys::title(lang)}</a></p>
        <h1 class="office__title"><bdi>{key.name.clone()}</bdi></h1>
        <p class="desk__lead">
            {t::passkeys::added(lang)} ": " {key.added.date_time()} <br /> {t::passkeys::used(lang)} ": "
            {last_used(lang, key)}
        </p>
        <form method="post" action=routes::OFFICE_KEYS id="page-form" class="form desk__work" novalidate>
            {hidden("enter", "rename")}
            {hidden("key", &key.id)}
            {code(lang, page, state)}
            {name(lang, typed, state)}
            <div class="form__actions">{button(t::passkeys::rename(lang), "rename", "primary")}</div>
            <h2 class="office__heading">{t::passkeys::remove_title(lang)}</h2>
            {removing}
        </form>
    }
    .into_any()
}

fn name(lang: Lang, typed: String, state: &KeysState) -> AnyView {
    let field =
        PlainField { value: typed, max_length: NAME_CHARACTERS, ..PlainField::new("name", t::passkeys::name(lang)) };
    let wrong = beside(lang, state, KeyField::Name);
    PlainField { hint: t::passkeys::name_hint(lang), wrong, ..field }.view(lang)
}

/// The second factor again, where it is not fresh.
fn code(lang: Lang, page: &KeysPage, state: &KeysState) -> Option<AnyView> {
    let wrong = beside(lang, state, KeyField::Code);
    (!page.fresh).then(|| confirmation(lang, t::passkeys::code_hint(lang), wrong, page.by_passkey))
}

fn beside(lang: Lang, state: &KeysState, field: KeyField) -> Option<&'static str> {
    let found = state.wrong.iter().find(|(wrong, _)| *wrong == field);
    found.map(|(field, what)| in_words(lang, *field, *what).2)
}

/// Name of the field, its label, the words.
fn in_words(lang: Lang, field: KeyField, problem: KeyProblem) -> (&'static str, &'static str, &'static str) {
    let words = match problem {
        KeyProblem::Required => message(lang, Message::Required),
        KeyProblem::NameFormat => t::passkeys::name_format(lang),
        KeyProblem::NameTaken => t::passkeys::name_taken(lang),
        KeyProblem::CodeNeeded => t::staff::code_needed(lang),
        KeyProblem::WrongCode => t::staff_entry::wrong_code(lang),
        KeyProblem::NotMade => t::passkeys::not_made(lang),
        KeyProblem::NotTaken => t::passkeys::not_taken(lang),
        KeyProblem::TooMany => t::passkeys::too_many(lang),
        KeyProblem::LastFactor => t::passkeys::last_factor(lang),
    };
    match field {
        KeyField::Name => ("name", t::passkeys::name(lang), words),
        KeyField::Code => ("code", t::staff::code(lang), words),
        KeyField::Form => ("", "", words),
    }
}
