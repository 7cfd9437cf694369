//! «Тексты оснований»: how a decision words the grounds of refusal; one of them can be worded otherwise, or as it came with
//! the program again. Plain HTML.

use domain::eligibility::ReasonError;
use leptos::prelude::*;

use super::{
    administration::{refused, who},
    annulment::fields::hidden,
    change_history::{Change, change_history},
    office::words,
    plain_form::{PlainField, PlainText, button, summary},
};
use crate::{
    api::{
        Message,
        grounds::{
            ChosenGround, GroundAnswer, GroundField, GroundForm, GroundProblem, GroundView, GroundWords, GroundsPage,
            GroundsState,
        },
    },
    components::{InlineMessage, Layout, MessageKind, Page},
    i18n::{Lang, message, t, use_lang},
    routes,
};

/// Room for the words, and for a reason.
const CHARACTERS: u32 = 500;

/// `/administration/grounds`.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let mut state = use_context::<GroundsState>().unwrap_or_default();
    let (identity, content) = match state.found.take() {
        Some(Ok(page)) => (Some(who(lang, &page.administrator)), view(lang, &page, &state)),
        Some(Err(error)) => (None, refused(lang, error)),
        None => (None, ().into_any()),
    };
    view! {
        <Page title=t::grounds::title(lang) form_id="page-form" layout=Layout::Office identity=identity.into_any()>
            {content}
        </Page>
    }
    .into_any()
}

fn view(lang: Lang, page: &GroundsPage, state: &GroundsState) -> AnyView {
    let (back, back_title) = match page.chosen {
        Some(_) => (routes::GROUNDS, t::grounds::title(lang)),
        None => (routes::ADMINISTRATION, t::administration::title(lang)),
    };
    let content = match &page.chosen {
        Some(chosen) => one(lang, chosen, state),
        None => all(lang, &page.grounds),
    };
    view! {
        <div class="eligibility">
            <p class="eligibility__back">
                <a href=back>{back_title}</a>
            </p>
            {content}
        </div>
    }
    .into_any()
}

fn all(lang: Lang, grounds: &[GroundView]) -> AnyView {
    let entries: Vec<AnyView> = grounds
        .iter()
        .map(|view| {
            let replaced = view.replaced.then(|| {
                view! { <p class="eligibility__hint">{t::grounds::replaced(lang)}</p> }
            });
            view! {
                <li class="administration__entry">
                    <a href=routes::ground(view.ground.as_str())>{words::ground(lang, view.ground)}</a>
                    {printed(&view.words)}
                    {replaced}
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <h1 class="office__title">{t::grounds::title(lang)}</h1>
        <p class="eligibility__lead">{t::grounds::lead(lang)}</p>
        <ul class="administration__entries">{entries}</ul>
        // for the language buttons
        <form id="page-form" method="post" action=routes::GROUNDS></form>
    }
    .into_any()
}

/// The words in both languages, as they are printed.
fn printed(words: &GroundWords) -> AnyView {
    view! {
        <div class="printed-words">
            <p lang="ru">{words.ru.clone()}</p>
            <p lang="ky">{words.ky.clone()}</p>
        </div>
    }
    .into_any()
}

fn one(lang: Lang, chosen: &ChosenGround, state: &GroundsState) -> AnyView {
    let inside = match (&state.answer, &state.form) {
        (Some(GroundAnswer::Preview(words)), Some(form)) => previewed(lang, chosen, words, form),
        (Some(GroundAnswer::Refused(problems)), form) => {
            let wrong: Vec<_> = problems.iter().map(|wrong| problem(lang, *wrong)).collect();
            view! { {summary(lang, wrong)} {fields(lang, chosen, form.as_ref(), problems)} }.into_any()
        }
        (_, form) => fields(lang, chosen, form.as_ref(), &[]),
    };
    let kept = (state.answer == Some(GroundAnswer::Kept)).then(|| {
        view! {
            <div role="status">
                <InlineMessage kind=MessageKind::Success>{t::grounds::saved(lang)}</InlineMessage>
            </div>
        }
    });
    let changes = chosen.history.iter().map(|event| -> Change {
        let inside = match &event.words {
            Some(words) => printed(words),
            None => view! { <p>{t::grounds::was_reset(lang)}</p> }.into_any(),
        };
        (event.at, event.who.clone(), inside, event.reason.clone())
    });
    view! {
        {kept}
        <h1 class="office__title">{words::ground(lang, chosen.view.ground)}</h1>
        <p class="eligibility__lead">{t::grounds::one_lead(lang)}</p>
        <form id="page-form" class="form papers-list" method="post" action=routes::GROUNDS novalidate>
            {hidden("ground", chosen.view.ground.as_str())}
            {hidden("version", &chosen.version.to_string())}
            {inside}
        </form>
        {change_history(lang, changes.collect())}
    }
    .into_any()
}

fn fields(lang: Lang, chosen: &ChosenGround, form: Option<&GroundForm>, problems: &[GroundProblem]) -> AnyView {
    // what was typed over other words is of a text that is gone; the reason is as good as before
    let typed = form.filter(|form| form.version == chosen.version);
    let words = |name, label, code, built_in: &str, now: &str, typed: Option<&String>| {
        PlainText {
            name,
            label,
            hint: t::grounds::built_in(lang, built_in),
            value: typed.cloned().unwrap_or_else(|| now.to_owned()),
            wrong: wrong(lang, name, problems),
            lang: code,
            max_length: CHARACTERS,
        }
        .view(lang)
    };
    let (now, built_in) = (&chosen.view.words, &chosen.built_in);
    let russian = typed.map(|form| &form.words_ru);
    let kyrgyz = typed.map(|form| &form.words_ky);
    let reason = PlainField {
        hint: t::eligibility::reason_hint(lang),
        value: form.map(|form| form.reason.clone()).unwrap_or_default(),
        wrong: wrong(lang, "reason", problems),
        max_length: CHARACTERS,
        ..PlainField::new("reason", t::eligibility::reason(lang))
    };
    let reset = chosen.view.replaced.then(|| button(t::grounds::reset(lang), "reset", "secondary"));
    view! {
        {words("words_ru", t::grounds::in_russian(lang), "ru", &built_in.ru, &now.ru, russian)}
        {words("words_ky", t::grounds::in_kyrgyz(lang), "ky", &built_in.ky, &now.ky, kyrgyz)}
        {reason.view(lang)}
        <div class="form__actions">{button(t::eligibility::preview(lang), "preview", "primary")} " " {reset}</div>
    }
    .into_any()
}

/// What is wrong, in words: the field's name, empty for the form as a whole; its label; the words.
fn problem(lang: Lang, problem: GroundProblem) -> (&'static str, &'static str, &'static str) {
    match problem {
        GroundProblem::Field(field, error) => {
            let (name, label) = match field {
                GroundField::Russian => ("words_ru", t::grounds::in_russian(lang)),
                GroundField::Kyrgyz => ("words_ky", t::grounds::in_kyrgyz(lang)),
                GroundField::Reason => ("reason", t::eligibility::reason(lang)),
            };
            let text = match (field, error) {
                (_, ReasonError::Empty) => message(lang, Message::Required),
                (GroundField::Reason, _) => message(lang, Message::ReasonFormat),
                (GroundField::Russian | GroundField::Kyrgyz, _) => t::grounds::no_words(lang),
            };
            (name, label, text)
        }
        GroundProblem::Unchanged => ("", "", t::grounds::unchanged(lang)),
        GroundProblem::Outdated => ("", "", t::grounds::outdated(lang)),
    }
}

fn wrong(lang: Lang, name: &str, problems: &[GroundProblem]) -> Option<&'static str> {
    let mut words = problems.iter().map(|wrong| problem(lang, *wrong));
    words.find(|(field, ..)| *field == name).map(|(.., text)| text)
}

/// The words as they would be printed, and the button that puts them into force. Everything typed goes along hidden.
fn previewed(lang: Lang, chosen: &ChosenGround, words: &GroundWords, form: &GroundForm) -> AnyView {
    view! {
        <section class="eligibility__preview" aria-labelledby="preview" id="previewed" tabindex="-1" autofocus>
            <h2 class="office__heading" id="preview">{t::grounds::preview_title(lang)}</h2>
            {printed(words)}
            <h3 class="office__heading">{t::grounds::instead_of(lang)}</h3>
            {printed(&chosen.view.words)}
            <p class="eligibility__why">
                {t::eligibility::reason(lang)} ": " <bdi>{form.reason.clone()}</bdi>
            </p>
            <p>{t::grounds::preview_text(lang)}</p>
            {hidden("words_ru", &form.words_ru)}
            {hidden("words_ky", &form.words_ky)}
            {hidden("reset", &form.reset)}
            {hidden("reason", &form.reason)}
            <div class="form__actions">
                {button(t::eligibility::save(lang), "save", "primary")} " "
                {button(t::grounds::edit(lang), "edit", "secondary")}
            </div>
        </section>
    }
    .into_any()
}
