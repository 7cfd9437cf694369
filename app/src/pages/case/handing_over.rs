//! After the decision: the login large, the papers, «Вручено», the next case (regulation, paragraphs 11, 12 and 15).

use domain::{
    access_application::{ApplicationKind, ApplicationState, Move},
    login::Login,
};
use leptos::prelude::*;

use super::{
    super::office::{keys, words},
    deciding::{move_form, papers},
    desk::Desk,
    heading,
};
use crate::{
    api::office::{Case, CaseDecision},
    components::{ButtonKind, CopyCode, Icon, SubmitButton, SummaryList, icon},
    i18n::{Lang, t},
    routes,
};

/// A decided case.
pub(super) fn view(desk: Desk, case: &Case) -> AnyView {
    let lang = desk.lang;
    let Some(decision) = &case.decision else {
        return heading(t::case::decision(lang));
    };
    let title = match (decision.ground, case.kind) {
        (Some(_), _) => t::case::refused(lang),
        (None, ApplicationKind::Restore) => t::case::restored(lang),
        (None, _) => t::case::granted(lang),
    };
    let login = decision.login.as_ref().map(|login| {
        let grouped = Login::parse(login).map_or_else(|_| login.clone(), |login| login.grouped());
        view! { <CopyCode text=grouped plain=login.clone() label=t::case::login(lang) /> }
    });
    let late = decision.late.then(|| {
        view! { <span class="verdict verdict--late">{icon(Icon::Clock)} {t::case::late(lang)}</span> }
    });
    view! {
        {heading(title)}
        {late}
        {login}
        <SummaryList rows=rows(lang, decision) />
        {print(lang, case)}
        {papers(lang, case)}
        {(case.state != ApplicationState::Delivered).then(|| deliver(desk, case))}
        {(case.state == ApplicationState::Delivered).then(|| onwards(lang, case))}
    }
    .into_any()
}

fn rows(lang: Lang, decision: &CaseDecision) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    if let Some(ground) = decision.ground {
        let own = Some(decision.ground_words.clone()).filter(|words| !words.is_empty());
        rows.push((t::case::ground(lang), own.unwrap_or_else(|| words::ground(lang, ground).to_owned())));
    }
    if !decision.document.is_empty() {
        rows.push((t::case::ground_document(lang), decision.document.clone()));
    }
    rows.push((t::case::decision_number(lang), decision.number.clone()));
    rows.push((t::case::decided_at(lang), decision.at.date_time()));
    rows.push((t::case::decided_by(lang), decision.inspector.clone()));
    if let Some(at) = decision.delivered_at {
        rows.push((t::case::delivered_at(lang), at.date_time()));
    }
    rows
}

fn print(lang: Lang, case: &Case) -> AnyView {
    let class = if case.state == ApplicationState::Delivered { "button button--secondary" } else { "button" };
    view! {
        <p class="case__action">
            <a
                class=class
                id="print-decision"
                href=routes::case_part(&case.id, "decision.pdf")
                target="_blank"
                rel="external"
                aria-keyshortcuts="p"
            >
                {t::case::print_decision(lang)}
                <span class="unseen">", " {t::case::new_window(lang)}</span>
            </a>
            {keys::hint("p")}
        </p>
    }
    .into_any()
}

fn deliver(desk: Desk, case: &Case) -> AnyView {
    let lang = desk.lang;
    let body = view! {
        <p class="case__note">{t::case::deliver_text(lang)}</p>
        <div class="case__action">
            <SubmitButton label=t::case::deliver(lang) busy=desk.busy kind=ButtonKind::Secondary attr:id="deliver" attr:aria-keyshortcuts="d" />
            {keys::hint("d")}
        </div>
    }
    .into_any();
    move_form(desk, case, Move::Deliver, body)
}

fn onwards(lang: Lang, case: &Case) -> AnyView {
    let (href, label) = match &case.next {
        Some(next) => (routes::case(next), t::office::next_case(lang)),
        None => (routes::OFFICE.to_owned(), t::office::back_to_queue(lang)),
    };
    view! {
        <p class="case__action">
            <a class="button button--primary" href=href aria-keyshortcuts="n">{label}</a>
            {keys::hint("n")}
        </p>
    }
    .into_any()
}
