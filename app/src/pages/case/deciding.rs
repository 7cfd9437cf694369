//! Grant or refuse: unfold, confirm, done; nothing to type again (regulation, paragraphs 8 to 13).

use domain::{
    access_application::{ApplicationKind, Move},
    refusal::RefusalGround,
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    super::office::{keys, words},
    access, annulling,
    desk::Desk,
    ground_document::GroundFields,
    heading,
};
use crate::{
    api::office::Case,
    components::{ButtonKind, Icon, SubmitButton, SummaryList, icon},
    i18n::{Lang, t},
    pages::checked_fields::switches_language,
    routes,
};

/// The decision on an accepted case.
pub(super) fn view(desk: Desk, case: &Case) -> AnyView {
    let lang = desk.lang;
    view! {
        {heading(t::case::decision(lang))}
        {if case.kind == ApplicationKind::Annul { annulling::enter(lang, case) } else { grant(desk, case) }}
        {refusal(desk, case)}
        {mark(lang, case)}
    }
    .into_any()
}

/// The acceptance mark, as far as the head of the page does not say it, and the paper that carries it.
fn mark(lang: Lang, case: &Case) -> AnyView {
    let rows = case.acceptance.as_ref().map(|acceptance| {
        vec![
            (t::case::accepted_at(lang), acceptance.at.date_time()),
            (t::case::accepted_by(lang), acceptance.inspector.clone()),
        ]
    });
    view! {
        {rows.map(|rows| view! { <SummaryList rows=rows /> })}
        {papers(lang, case)}
    }
    .into_any()
}

/// A form that posts one move; hydrated, it goes through the desk.
pub(super) fn move_form(desk: Desk, case: &Case, step: Move, body: AnyView) -> AnyView {
    checked_move_form(desk, case, step, || true, body)
}

/// The same for a form with something to fill in; `check` says what is wrong with it, and whether it may be sent.
pub(super) fn checked_move_form(
    desk: Desk,
    case: &Case,
    step: Move,
    check: impl Fn() -> bool + 'static,
    body: AnyView,
) -> AnyView {
    let submit = move |event: SubmitEvent| {
        if !switches_language(&event) {
            event.prevent_default();
            if check() {
                desk.send(step);
            }
        }
    };
    // the form with something to fill in is the one that a switch of the language posts
    let id = matches!(step, Move::Accept | Move::Refuse).then_some("page-form");
    view! {
        <form method="post" id=id action=routes::case_part(&case.id, step.as_str()) novalidate on:submit=submit>
            <input type="hidden" name="version" value=case.version.to_string() />
            {body}
        </form>
    }
    .into_any()
}

/// The printable application; with the mark once there is one.
pub(super) fn papers(lang: Lang, case: &Case) -> AnyView {
    let name = if case.acceptance.is_some() { t::case::marked_paper(lang) } else { t::case::application_paper(lang) };
    view! {
        <p class="case__papers">
            {icon(Icon::Paper)} " "
            <a href=routes::case_part(&case.id, "application.pdf") target="_blank" rel="external">
                {name}
                <span class="unseen">", " {t::case::new_window(lang)}</span>
            </a>
        </p>
    }
    .into_any()
}

fn grant(desk: Desk, case: &Case) -> AnyView {
    let lang = desk.lang;
    let restores = access::restores(case);
    let (label, text, confirm) = if restores {
        (t::case::restore(lang), t::case::restore_text(lang), t::case::restore_confirm(lang))
    } else {
        (t::case::grant(lang), t::case::grant_text(lang), t::case::grant_confirm(lang))
    };
    let body = view! {
        <p class="case__note">{text}</p>
        <SubmitButton label=confirm busy=desk.busy attr:id="grant-confirm" />
    }
    .into_any();
    choice("grant", label, "g", false, move_form(desk, case, Move::Grant, body))
}

fn refusal(desk: Desk, case: &Case) -> AnyView {
    let lang = desk.lang;
    let posted = desk.posted_refusal();
    let again = !desk.field_errors().0.is_empty();
    let chosen = match posted.ground.parse().ok() {
        Some(ground) => Some(ground),
        None => case.proposed_ground,
    };
    let fields = GroundFields::new(desk, case, posted);
    let radios = grounds(case).map(|ground| radio(lang, case, ground, chosen)).collect_view();
    let body = view! {
        <fieldset class="grounds" id="ground" tabindex="-1">
            <legend class="grounds__title">{t::case::ground(lang)}</legend>
            {radios}
        </fieldset>
        {fields.view(lang)}
        <SubmitButton label=t::case::refuse_confirm(lang) busy=desk.busy kind=ButtonKind::Danger />
    }
    .into_any();
    let form = checked_move_form(desk, case, Move::Refuse, move || fields.check(), body);
    choice("refuse", t::case::refuse(lang), "r", again, form)
}

/// The grounds that can apply to this subject.
fn grounds(case: &Case) -> impl Iterator<Item = RefusalGround> {
    let (organisation, kind) = (case.is_organisation(), case.kind);
    RefusalGround::ALL
        .iter()
        .copied()
        .filter(move |ground| organisation || *ground != RefusalGround::NotHeadOrAccountant)
        .filter(move |ground| ground.applies_to(kind))
}

fn radio(lang: Lang, case: &Case, ground: RefusalGround, chosen: Option<RefusalGround>) -> AnyView {
    let words = case.worded(ground).unwrap_or_else(|| words::ground(lang, ground)).to_owned();
    let proposed = (case.proposed_ground == Some(ground)).then(|| {
        view! { " " <em class="grounds__proposed">{t::case::proposed(lang)}</em> }
    });
    view! {
        <label class="grounds__choice">
            <input
                type="radio"
                name="ground"
                value=ground.as_str()
                checked=chosen == Some(ground)
                class=if ground.needs_document() { "grounds__needs-document" } else { "" }
            />
            <span>{words} {proposed}</span>
        </label>
    }
    .into_any()
}

/// One of the two ways to decide: a button that unfolds its confirmation, also without JavaScript; unfolding one folds
/// the other.
pub(super) fn choice(id: &'static str, label: &'static str, key: &'static str, open: bool, form: AnyView) -> AnyView {
    view! {
        <details class=["choice choice--", id].concat() name="decision" id=id open=open>
            <summary class="choice__title" aria-keyshortcuts=key>{label} " " {keys::hint(key)}</summary>
            <div class="choice__body">{form}</div>
        </details>
    }
    .into_any()
}
