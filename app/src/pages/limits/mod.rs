//! «Сроки и лимиты»: type, give the reason, see what will change, save; and the history of it all. Plain HTML.

mod words;

use domain::limits::{Limit, LimitChange};
use leptos::prelude::*;

use super::{
    administration::{refused, who},
    annulment::fields::hidden,
    change_history::{Change, change_history},
    plain_form::{PlainField, PlainNumber, button, summary},
};
use crate::{
    api::limits::{LimitView, LimitsAnswer, LimitsForm, LimitsPage, LimitsProblem, LimitsState},
    components::{InlineMessage, Layout, MessageKind, Page},
    i18n::{Lang, t, use_lang},
    routes,
};

/// Room for a number with space in it.
const NUMBER_CHARACTERS: u32 = 12;

/// Room for a reason.
const REASON_CHARACTERS: u32 = 500;

/// `/administration/limits`.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let mut state = use_context::<LimitsState>().unwrap_or_default();
    let (identity, content) = match state.found.take() {
        Some(Ok(page)) => (Some(who(lang, &page.administrator)), view(lang, &page, &state)),
        Some(Err(error)) => (None, refused(lang, error)),
        None => (None, ().into_any()),
    };
    view! {
        <Page title=t::administration::limits(lang) form_id="page-form" layout=Layout::Office identity=identity.into_any()>
            {content}
        </Page>
    }
    .into_any()
}

fn view(lang: Lang, page: &LimitsPage, state: &LimitsState) -> AnyView {
    let inside = match (&state.answer, &state.form) {
        (Some(LimitsAnswer::Preview(changes)), Some(form)) => previewed(lang, changes, form),
        (Some(LimitsAnswer::Refused(problems)), form) => {
            let wrong: Vec<_> = problems.iter().map(|problem| words::problem(lang, *problem)).collect();
            view! { {summary(lang, wrong)} {numbers(lang, page, form.as_ref(), problems)} }.into_any()
        }
        (_, form) => numbers(lang, page, form.as_ref(), &[]),
    };
    let kept = (state.answer == Some(LimitsAnswer::Kept)).then(|| {
        view! {
            <div role="status">
                <InlineMessage kind=MessageKind::Success>{t::limits::saved(lang)}</InlineMessage>
            </div>
        }
    });
    let changes = page.history.iter().map(|event| -> Change {
        (event.at, event.who.clone(), words::changes(lang, &event.changes, t::limits::turned), event.reason.clone())
    });
    view! {
        <div class="eligibility">
            {kept}
            <p class="eligibility__back">
                <a href=routes::ADMINISTRATION>{t::administration::title(lang)}</a>
            </p>
            <h1 class="office__title">{t::administration::limits(lang)}</h1>
            <p class="eligibility__lead">{t::limits::lead(lang)}</p>
            <form id="page-form" class="form" method="post" action=routes::LIMITS novalidate>
                <input type="hidden" name="version" value=page.version.to_string() />
                {inside}
            </form>
            {change_history(lang, changes.collect())}
        </div>
    }
    .into_any()
}

/// The groups of the page.
fn group(lang: Lang, limit: Limit) -> &'static str {
    match limit {
        Limit::DecisionMinutes | Limit::AnnulmentDays | Limit::ApplicationDays | Limit::ClaimMinutes => {
            t::limits::deadlines(lang)
        }
        Limit::OpenApplications | Limit::ApplicationsPerHour => t::limits::applications(lang),
        Limit::LookUpsPerMinute
        | Limit::CheckedPerHour
        | Limit::AddedPerHour
        | Limit::StatusPerMinute
        | Limit::QuestionsPerMinute
        | Limit::SignInsPerMinute => t::limits::requests(lang),
    }
}

fn numbers(lang: Lang, page: &LimitsPage, form: Option<&LimitsForm>, problems: &[LimitsProblem]) -> AnyView {
    // what was typed over other numbers would change more than was seen; the reason is as good as before
    let typed = form.filter(|form| form.version == page.version);
    let groups: Vec<AnyView> = page
        .limits
        .chunk_by(|one, next| group(lang, one.limit) == group(lang, next.limit))
        .map(|limits| {
            let title = limits.first().map(|first| group(lang, first.limit));
            let fields: Vec<AnyView> = limits.iter().map(|limit| field(lang, limit, typed, problems)).collect();
            view! {
                <h2 class="limits__title">{title}</h2>
                <div class="limits">{fields}</div>
            }
            .into_any()
        })
        .collect();
    let reason = PlainField {
        hint: t::eligibility::reason_hint(lang),
        value: form.map(|form| form.reason.clone()).unwrap_or_default(),
        wrong: wrong(lang, "reason", problems),
        max_length: REASON_CHARACTERS,
        ..PlainField::new("reason", t::eligibility::reason(lang))
    };
    view! {
        {groups}
        <div class="limits__why">{reason.view(lang)}</div>
        <div class="form__actions">{button(t::eligibility::preview(lang), "preview", "primary")}</div>
    }
    .into_any()
}

fn field(lang: Lang, limit: &LimitView, typed: Option<&LimitsForm>, problems: &[LimitsProblem]) -> AnyView {
    let LimitView { limit, number, configured } = *limit;
    let (least, most) = limit.bounds();
    let [least, most, configured] = [least, most, configured].map(words::spaced);
    PlainNumber {
        name: limit.as_str(),
        label: words::name(lang, limit),
        hint: t::limits::bounds(lang, &configured, &least, &most),
        value: typed.map_or_else(|| number.to_string(), |form| form.typed(limit).to_owned()),
        wrong: wrong(lang, limit.as_str(), problems),
        max_length: NUMBER_CHARACTERS,
    }
    .view(lang)
}

fn wrong(lang: Lang, name: &str, problems: &[LimitsProblem]) -> Option<&'static str> {
    let mut words = problems.iter().map(|problem| words::problem(lang, *problem));
    words.find(|(field, ..)| *field == name).map(|(.., text)| text)
}

/// What would change, and the button that changes it. Everything typed goes along hidden.
fn previewed(lang: Lang, changes: &[LimitChange], form: &LimitsForm) -> AnyView {
    let typed: Vec<AnyView> = Limit::ALL.iter().map(|limit| hidden(limit.as_str(), form.typed(*limit))).collect();
    view! {
        <section class="eligibility__preview" aria-labelledby="preview" id="previewed" tabindex="-1" autofocus>
            <h2 class="office__heading" id="preview">{t::eligibility::preview_title(lang)}</h2>
            {words::changes(lang, changes, t::limits::turn)}
            <p class="eligibility__why">
                {t::eligibility::reason(lang)} ": " <bdi>{form.reason.clone()}</bdi>
            </p>
            <p>{t::limits::preview_text(lang)}</p>
            {typed}
            {hidden("reason", &form.reason)}
            <div class="form__actions">
                {button(t::eligibility::save(lang), "save", "primary")}
                {button(t::limits::edit(lang), "edit", "secondary")}
            </div>
        </section>
    }
    .into_any()
}
