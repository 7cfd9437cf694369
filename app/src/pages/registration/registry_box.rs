//! What the registry says of the INN: read-only, with its place kept from the start so that nothing jumps.

use domain::{officer::OfficerRole, subject::SubjectKind};
use leptos::prelude::*;

use super::{fields::Fields, look_up::Answer};
use crate::{
    api::{
        ApiError, Field,
        registration::{LookUp, TaxpayerSummary},
    },
    components::{InlineMessage, MessageKind, office_name},
    i18n::{Lang, error_text, t},
    routes,
};

const ADD_INN_FORM: &str = "add-inn";

/// A line of what is shown: its class, its name, and its value where the answer has one.
type Line = (&'static str, &'static str, fn(Lang, &LookUp) -> Option<String>);

/// Of a person: for themselves all of it, of who registers an organisation the name and what they are there.
pub(super) fn person_box(lang: Lang, answer: RwSignal<Answer>) -> AnyView {
    let lines: [Line; 5] = [
        ("registry__row registration__individual", t::registration::office(lang), office),
        ("registry__row", t::registration::full_name(lang), name),
        ("registry__row registration__individual", t::registration::address(lang), address),
        ("registry__row registration__individual", t::registration::subject_kind(lang), kind),
        ("registry__row registration__organisation", t::registration::role(lang), role),
    ];
    registry_box(lang, answer, &lines, Field::Inn)
}

/// Of an organisation.
pub(super) fn organisation_box(lang: Lang, answer: RwSignal<Answer>) -> AnyView {
    let lines: [Line; 4] = [
        ("registry__row", t::registration::organisation_name(lang), name),
        ("registry__row", t::registration::office(lang), office),
        ("registry__row", t::registration::legal_address(lang), address),
        ("registry__row", t::registration::subject_kind(lang), kind),
    ];
    registry_box(lang, answer, &lines, Field::OrganisationInn)
}

/// Of the organisation that a branch belongs to.
pub(super) fn head_box(lang: Lang, answer: RwSignal<Answer>) -> AnyView {
    registry_box(lang, answer, &[("registry__row", t::registration::head_name(lang), name)], Field::HeadInn)
}

/// The outputs of the form and what to do when there are none.
fn registry_box(lang: Lang, answer: RwSignal<Answer>, lines: &[Line], of: Field) -> AnyView {
    let line = |&(class, label, value): &Line| {
        view! {
            <div class=class>
                <dt class="registry__label">{label}</dt>
                <dd class="registry__value">{move || answer.with(|answer| shown(lang, answer, value))}</dd>
            </div>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = lines.iter().map(line).collect();
    let asking = move || if answer.with(|answer| *answer == Answer::Asking) { "true" } else { "false" };
    view! {
        <div class="registry" id=["registry-", of.name()].concat() aria-live="polite" aria-atomic="true" aria-busy=asking>
            <p class="registry__title">{t::registration::registry(lang)}</p>
            <p class="registry__status">{move || answer.with(|answer| status(lang, answer))}</p>
            <dl class="registry__rows">{lines}</dl>
        </div>
        <div class="registry__advice" aria-live="polite">{move || answer.with(|answer| advice(lang, answer, of))}</div>
    }
    .into_any()
}

fn shown(lang: Lang, answer: &Answer, value: fn(Lang, &LookUp) -> Option<String>) -> String {
    let known = match answer {
        Answer::Known(known) => value(lang, known),
        _ => None,
    };
    known.unwrap_or_else(|| "—".to_owned())
}

fn name(_: Lang, known: &LookUp) -> Option<String> {
    match known {
        LookUp::Found(found) => Some(found.name.clone()),
        LookUp::Officer(officer) => Some(officer.name.clone()),
        LookUp::NotTaxpayer | LookUp::NotOfficer => None,
    }
}

fn address(_: Lang, known: &LookUp) -> Option<String> {
    found(known).map(|found| found.address.clone())
}

fn office(lang: Lang, known: &LookUp) -> Option<String> {
    found(known).map(|found| office_name(lang, &found.office))
}

fn kind(lang: Lang, known: &LookUp) -> Option<String> {
    let word = match found(known)?.kind {
        SubjectKind::Individual => t::registration::individual(lang),
        SubjectKind::SoleTrader => t::registration::sole_trader(lang),
        SubjectKind::Farm => t::registration::farm(lang),
        SubjectKind::LegalEntity => t::registration::legal_entity(lang),
    };
    Some(word.to_owned())
}

fn role(lang: Lang, known: &LookUp) -> Option<String> {
    let LookUp::Officer(officer) = known else { return None };
    let word = match officer.role {
        OfficerRole::Head => t::registration::head(lang),
        OfficerRole::Accountant => t::registration::accountant(lang),
    };
    Some(word.to_owned())
}

fn found(known: &LookUp) -> Option<&TaxpayerSummary> {
    if let LookUp::Found(found) = known { Some(found) } else { None }
}

fn status(lang: Lang, answer: &Answer) -> Option<&'static str> {
    match answer {
        Answer::Nothing => Some(t::registration::registry_before(lang)),
        Answer::Asking => Some(t::registration::registry_asking(lang)),
        Answer::Known(LookUp::Found(found)) if !found.whole => Some(t::registration::masked(lang)),
        Answer::Known(LookUp::Officer(officer)) if !officer.whole => Some(t::registration::masked_name(lang)),
        Answer::Known(_) | Answer::Failed(_) => None,
    }
}

fn advice(lang: Lang, answer: &Answer, of: Field) -> Option<AnyView> {
    let (kind, title, text) = match answer {
        Answer::Known(LookUp::NotTaxpayer) if of == Field::Inn => return Some(offer(lang)),
        Answer::Known(LookUp::NotTaxpayer) => {
            (MessageKind::Info, None, t::registration::organisation_unknown(lang).to_owned())
        }
        Answer::Known(LookUp::NotOfficer) => {
            (MessageKind::Info, None, t::registration::not_officer_next(lang).to_owned())
        }
        Answer::Known(LookUp::Found(found)) if found.ineligible.is_some() && of != Field::HeadInn => {
            return Some(by_signature(lang));
        }
        Answer::Failed(ApiError::Unavailable | ApiError::RegistryUnavailable) => (
            MessageKind::Warning,
            Some(t::registration::registry_unavailable(lang)),
            t::registration::registry_unavailable_next(lang).to_owned(),
        ),
        Answer::Failed(error) => (MessageKind::Warning, None, error_text(lang, error)),
        _ => return None,
    };
    let title = title.map(|title| view! { <strong>{title}". "</strong> });
    Some(view! { <InlineMessage kind=kind>{title} {text}</InlineMessage> }.into_any())
}

/// «Добавить ИНН»: a button that looks like the link it is called, because the INN goes along and an address never
/// holds one. Its form stands outside the page's own, see [`add_inn_form`].
fn offer(lang: Lang) -> AnyView {
    view! {
        <InlineMessage kind=MessageKind::Info>
            {t::add_inn::offer(lang)} " "
            <button type="submit" class="button button--link registry__add" form=ADD_INN_FORM>
                {t::add_inn::title(lang)}
            </button>
        </InlineMessage>
    }
    .into_any()
}

/// Registration for entry by electronic signature, for who may not have a password: the same form, posted elsewhere.
fn by_signature(lang: Lang) -> AnyView {
    view! {
        <InlineMessage kind=MessageKind::Info>
            <p>{t::signature_registration::offer(lang)}</p>
            <button
                type="submit"
                class="button button--secondary"
                form=ADD_INN_FORM
                formaction=routes::SIGNATURE_REGISTRATION
            >
                {t::signature_registration::submit(lang)}
            </button>
        </InlineMessage>
    }
    .into_any()
}

/// What [`offer`] and [`by_signature`] post.
pub(super) fn add_inn_form(fields: Fields) -> AnyView {
    let kind = move || {
        fields.kind.chosen.track();
        fields.kind.word()
    };
    view! {
        <form id=ADD_INN_FORM method="post" action=routes::ADD_INN>
            <input type="hidden" name="inn" value=move || fields.inn.value.get() />
            <input type="hidden" name="subject_kind" value=kind />
            <input type="hidden" name="organisation_inn" value=move || fields.organisation_inn.value.get() />
        </form>
    }
    .into_any()
}
