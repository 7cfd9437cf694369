//! «Документы у окна»: the list for one kind of application and of person, the form that changes it, its history. It is
//! shown within `/administration`: an address of its own would weigh on every page of the site.

use domain::{
    access_application::ApplicationKind,
    required_papers::{LONGEST, PaperListError, RequiredPaper},
    subject::SubjectKind,
};
use leptos::prelude::*;

use crate::{
    api::{
        ApiError,
        required_papers::{PaperListChanged, PaperListEvent, PaperListForm, PaperListPage, PaperListState, paper_list},
    },
    components::{ErrorSummary, InlineMessage, MessageKind, kind_name},
    i18n::{Lang, t},
    routes,
};

/// Which list an address asks for: `?papers=grant.individual`.
fn asked_for(text: &str) -> Option<(ApplicationKind, SubjectKind)> {
    let (kind, subject_kind) = text.split_once('.')?;
    Some((kind.parse().ok()?, subject_kind.parse().ok()?))
}

/// The address of a list.
pub(super) fn address(kind: ApplicationKind, subject_kind: SubjectKind) -> String {
    [routes::ADMINISTRATION, "?papers=", kind.as_str(), ".", subject_kind.as_str()].concat()
}

/// The list that the address asks for; none where it asks for none.
pub(super) async fn asked(text: String) -> Result<Option<PaperListPage>, ApiError> {
    match asked_for(&text) {
        Some((kind, subject_kind)) => paper_list(kind, subject_kind).await.map(Some),
        None => Ok(None),
    }
}

/// The list, within the page of administrators; `error` is what a plain post came upon.
pub(super) fn list(
    lang: Lang,
    page: &PaperListPage,
    state: PaperListState,
    error: RwSignal<Option<ApiError>>,
) -> AnyView {
    let news = state.answer.map(|answer| answered(lang, answer));
    let typed = state.form.unwrap_or_else(|| PaperListForm {
        papers_ru: page.papers.iter().map(|paper| paper.ru.as_str()).collect::<Vec<_>>().join("\n"),
        papers_ky: page.papers.iter().map(|paper| paper.ky.as_str()).collect::<Vec<_>>().join("\n"),
        ..PaperListForm::default()
    });
    let title = [kind_name(lang, page.kind), ", ", subject_name(lang, page.subject_kind)].concat();
    view! {
        <div class="eligibility">
            <p class="eligibility__back">
                <a href=routes::ADMINISTRATION>{t::administration::title(lang)}</a>
            </p>
            <h1 class="office__title">{t::required_papers::title(lang)}</h1>
            <p class="eligibility__lead">{t::required_papers::lead(lang)}</p>
            <ErrorSummary error=error />
            {news}
            {others(lang, page)}
            <h2 class="office__heading">{title}</h2>
            <form id="page-form" class="papers-list" method="post" action=routes::ADMINISTRATION_PAPERS>
                <input type="hidden" name="kind" value=page.kind.as_str() />
                <input type="hidden" name="subject_kind" value=page.subject_kind.as_str() />
                <input type="hidden" name="version" value=page.version.to_string() />
                {lines("papers_ru", "ru", t::required_papers::in_russian(lang), typed.papers_ru)}
                {lines("papers_ky", "ky", t::required_papers::in_kyrgyz(lang), typed.papers_ky)}
                <div class="field">
                    <label class="field__label" for="reason">{t::eligibility::reason(lang)}</label>
                    <input class="field__input" id="reason" name="reason" type="text" maxlength="500" autocomplete="off" value=typed.reason />
                </div>
                <button class="button button--primary" type="submit">{t::required_papers::save(lang)}</button>
            </form>
            {history(lang, &page.history)}
        </div>
    }
    .into_any()
}

fn lines(name: &'static str, code: &'static str, label: &'static str, text: String) -> AnyView {
    let lang = crate::i18n::use_lang();
    let hint = [name, "-hint"].concat();
    view! {
        <div class="field">
            <label class="field__label" for=name>{label}</label>
            <p class="field__hint" id=hint.clone()>{t::required_papers::lines_hint(lang)}</p>
            <textarea class="field__input" id=name name=name rows="5" maxlength="1200" lang=code aria-describedby=hint>
                {crate::components::area_text(text)}
            </textarea>
        </div>
    }
    .into_any()
}

/// The other lists, so that none is forgotten.
fn others(lang: Lang, page: &PaperListPage) -> AnyView {
    let all =
        ApplicationKind::ALL.iter().flat_map(|kind| SubjectKind::ALL.iter().map(move |subject| (*kind, *subject)));
    // only organisations are linked, and the three others are never one
    let possible = all.filter(|(kind, subject)| *kind != ApplicationKind::Link || *subject == SubjectKind::LegalEntity);
    let links = possible.map(|(kind, subject)| {
        let papers = page.lists.iter().find(|list| (list.0, list.1) == (kind, subject)).map_or(0, |list| list.2);
        let here = ((kind, subject) == (page.kind, page.subject_kind)).then_some("page");
        view! {
            <li>
                <a href=address(kind, subject) aria-current=here rel="external">
                    {kind_name(lang, kind)} ", " {subject_name(lang, subject)}
                </a>
                " — "
                {t::required_papers::papers(lang, papers)}
            </li>
        }
    });
    let links = links.collect_view();
    view! {
        <details class="papers-list__others">
            <summary>{t::required_papers::others(lang)}</summary>
            <ul>{links}</ul>
        </details>
    }
    .into_any()
}

fn answered(lang: Lang, answer: PaperListChanged) -> AnyView {
    let longest = LONGEST.to_string();
    let (kind, text) = match answer {
        PaperListChanged::Kept => (MessageKind::Success, t::required_papers::kept(lang).to_owned()),
        PaperListChanged::Outdated => (MessageKind::Warning, t::required_papers::outdated(lang).to_owned()),
        PaperListChanged::Same => (MessageKind::Warning, t::required_papers::same(lang).to_owned()),
        PaperListChanged::Reason => (MessageKind::Error, t::required_papers::reason_wrong(lang).to_owned()),
        PaperListChanged::Wrong(PaperListError::Unequal) => {
            (MessageKind::Error, t::required_papers::unequal(lang).to_owned())
        }
        PaperListChanged::Wrong(PaperListError::TooMany) => {
            (MessageKind::Error, t::required_papers::too_many(lang).to_owned())
        }
        PaperListChanged::Wrong(PaperListError::TooLong | PaperListError::Format) => {
            (MessageKind::Error, t::required_papers::too_long(lang, &longest))
        }
    };
    view! {
        <div role="status">
            <InlineMessage kind=kind>{text}</InlineMessage>
        </div>
    }
    .into_any()
}

fn history(lang: Lang, events: &[PaperListEvent]) -> AnyView {
    if events.is_empty() {
        return view! { <p class="eligibility__hint">{t::required_papers::never_changed(lang)}</p> }.into_any();
    }
    let entries = events.iter().map(|event| {
        let papers = event.papers.iter().map(|paper| view! { <li>{named(lang, paper)}</li> }).collect_view();
        view! {
            <li class="eligibility__event">
                <p class="eligibility__who">{event.at.date_time()} " · " {event.who.clone()}</p>
                <ul>{papers}</ul>
                <p class="eligibility__why">
                    <bdi>{event.reason.clone()}</bdi>
                </p>
            </li>
        }
    });
    let entries = entries.collect_view();
    view! {
        <section class="eligibility__history" aria-labelledby="history">
            <h2 class="office__heading" id="history">{t::eligibility::history(lang)}</h2>
            <ol class="eligibility__events">{entries}</ol>
        </section>
    }
    .into_any()
}

fn named(lang: Lang, paper: &RequiredPaper) -> String {
    if lang == Lang::Ky { paper.ky.clone() } else { paper.ru.clone() }
}

fn subject_name(lang: Lang, kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Individual => t::case::individual(lang),
        SubjectKind::SoleTrader => t::case::sole_trader(lang),
        SubjectKind::Farm => t::case::farm(lang),
        SubjectKind::LegalEntity => t::case::legal_entity(lang),
    }
}
