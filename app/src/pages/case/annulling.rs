//! An application to annul: entering it, and what it came to; and that the subject's access was annulled before.

use leptos::prelude::*;

use super::{deciding::choice, deciding::papers, heading};
use crate::{
    api::office::{Case, CaseAnnulment},
    components::{Icon, InlineMessage, MessageKind, icon},
    i18n::{Lang, t},
    routes,
};

/// Enters the annulment: unfold, confirm. A plain post, answered with the case as it is then.
pub(super) fn enter(lang: Lang, case: &Case) -> AnyView {
    let form = view! {
        <form method="post" action=routes::case_part(&case.id, "annul")>
            <input type="hidden" name="version" value=case.version.to_string() />
            <p class="case__note">{t::annulment::enter_text(lang)}</p>
            <button type="submit" class="button button--danger" id="grant-confirm">
                {t::annulment::enter_confirm(lang)}
            </button>
        </form>
    }
    .into_any();
    choice("grant", t::annulment::enter(lang), "g", false, form)
}

/// Entered: the note to be printed.
pub(super) fn annulled(lang: Lang, case: &Case) -> AnyView {
    let made = case.annulments.iter().find(|made| made.on_this);
    view! {
        {heading(t::case::decision(lang))}
        <InlineMessage kind=MessageKind::Info>{t::case::closed_annulled(lang)}</InlineMessage>
        {made.map(|made| note(lang, made))}
        {papers(lang, case)}
    }
    .into_any()
}

/// The subject's access was annulled before: when, why and by whom.
pub(super) fn before(lang: Lang, case: &Case) -> AnyView {
    let earlier: Vec<AnyView> =
        case.annulments.iter().filter(|made| !made.on_this).map(|made| line(lang, made)).collect();
    if earlier.is_empty() {
        return ().into_any();
    }
    view! {
        <InlineMessage kind=MessageKind::Warning>
            <strong>{t::annulment::before_title(lang)}</strong>
            <ul class="notices__list">{earlier}</ul>
        </InlineMessage>
    }
    .into_any()
}

fn line(lang: Lang, made: &CaseAnnulment) -> AnyView {
    let ground = if made.document.is_empty() { t::annulment::on_application(lang) } else { &made.document };
    let what = t::annulment::before_line(lang, &made.at.date_time(), &made.number, &made.inspector);
    view! { <li>{what} ": " {ground.to_owned()}</li> }.into_any()
}

fn note(lang: Lang, made: &CaseAnnulment) -> AnyView {
    if made.id.is_empty() {
        return ().into_any();
    }
    view! {
        <p class="case__papers">
            {icon(Icon::Paper)} " "
            <a href=routes::annulment_note(&made.id) target="_blank" rel="external" id="print-decision">
                {t::annulment::print(lang)}
                <span class="unseen">", " {t::case::new_window(lang)}</span>
            </a>
            " № " {made.number.clone()}
        </p>
    }
    .into_any()
}
