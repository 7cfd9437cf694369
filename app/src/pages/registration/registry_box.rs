//! What the registry says of the INN: read-only, with its place kept from the start so that nothing jumps.

use leptos::prelude::*;

use super::look_up::Answer;
use crate::{
    api::{
        ApiError,
        registration::{LookUp, TaxpayerSummary},
    },
    components::{FieldHandle, InlineMessage, MessageKind, office_name},
    i18n::{Lang, error_text, t},
    routes,
};

const ADD_INN_FORM: &str = "add-inn";

/// The three outputs of the form and what to do when there are none.
pub(super) fn registry_box(lang: Lang, answer: RwSignal<Answer>) -> AnyView {
    let row = move |label: &'static str, value: fn(Lang, &TaxpayerSummary) -> String| {
        view! {
            <div class="registry__row">
                <dt class="registry__label">{label}</dt>
                <dd class="registry__value">{move || answer.with(|answer| shown(lang, answer, value))}</dd>
            </div>
        }
        .into_any()
    };
    let asking = move || if answer.with(|answer| *answer == Answer::Asking) { "true" } else { "false" };
    view! {
        <div class="registry" aria-live="polite" aria-atomic="true" aria-busy=asking>
            <p class="registry__title">{t::registration::registry(lang)}</p>
            <p class="registry__status">{move || answer.with(|answer| status(lang, answer))}</p>
            <dl class="registry__rows">
                {row(t::registration::office(lang), |lang, found| office_name(lang, &found.office))}
                {row(t::registration::full_name(lang), |_, found| found.name.clone())}
                {row(t::registration::address(lang), |_, found| found.address.clone())}
            </dl>
        </div>
        <div class="registry__advice" aria-live="polite">{move || answer.with(|answer| advice(lang, answer))}</div>
    }
    .into_any()
}

fn shown(lang: Lang, answer: &Answer, value: fn(Lang, &TaxpayerSummary) -> String) -> String {
    match answer {
        Answer::Known(LookUp::Found(found)) => value(lang, found),
        _ => "—".to_owned(),
    }
}

fn status(lang: Lang, answer: &Answer) -> Option<&'static str> {
    match answer {
        Answer::Nothing => Some(t::registration::registry_before(lang)),
        Answer::Asking => Some(t::registration::registry_asking(lang)),
        Answer::Known(LookUp::Found(found)) if !found.whole => Some(t::registration::masked(lang)),
        Answer::Known(_) | Answer::Failed(_) => None,
    }
}

fn advice(lang: Lang, answer: &Answer) -> Option<AnyView> {
    let (kind, title, text) = match answer {
        Answer::Known(LookUp::NotTaxpayer) => return Some(offer(lang)),
        Answer::Known(LookUp::Found(found)) if found.ineligible.is_some() => {
            (MessageKind::Info, None, t::registration::ineligible_next(lang).to_owned())
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

/// What [`offer`] posts.
pub(super) fn add_inn_form(inn: FieldHandle) -> AnyView {
    view! {
        <form id=ADD_INN_FORM method="post" action=routes::ADD_INN>
            <input type="hidden" name="inn" value=move || inn.value.get() />
        </form>
    }
    .into_any()
}
