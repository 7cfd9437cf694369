//! What was found, and what to do next.

use leptos::{ev::SubmitEvent, prelude::*};

use super::Adding;
use crate::{
    api::add_inn::{AddInnAnswer, AddInnForm, Resident},
    components::{InlineMessage, MessageKind, SubmitButton, office_name, summary_list},
    i18n::{Lang, t},
    pages::facts,
    routes,
};

/// The answer below the form.
pub(super) fn answer(adding: Adding, found: &AddInnAnswer) -> AnyView {
    let lang = adding.lang;
    match found {
        AddInnAnswer::Citizen(resident) => view! {
            <h2>{t::add_inn::found_title(lang)}</h2>
            {facts_of(lang, resident)}
            {explanation(lang)}
            {add(adding, resident)}
        }
        .into_any(),
        AddInnAnswer::Added(resident) => view! {
            <h2>{t::add_inn::added_title(lang)}</h2>
            <InlineMessage kind=MessageKind::Success>{t::add_inn::added_text(lang)}</InlineMessage>
            {facts_of(lang, resident)}
            {to_registration(lang, resident.inn.clone())}
        }
        .into_any(),
        AddInnAnswer::AlreadyTaxpayer => view! {
            <InlineMessage kind=MessageKind::Info>{t::add_inn::already(lang)}</InlineMessage>
            {to_registration(lang, adding.inn.value.get_untracked())}
        }
        .into_any(),
        AddInnAnswer::Ceased => refusal(t::add_inn::ceased(lang)),
        AddInnAnswer::Unknown => refusal(t::add_inn::unknown(lang)),
        AddInnAnswer::NotPossible => refusal(t::add_inn::not_possible(lang)),
    }
}

fn refusal(text: &'static str) -> AnyView {
    view! { <InlineMessage kind=MessageKind::Warning>{text}</InlineMessage> }.into_any()
}

fn facts_of(lang: Lang, resident: &Resident) -> AnyView {
    summary_list(vec![
        (t::add_inn::found_inn(lang), facts::inn(&resident.inn)),
        (t::add_inn::found_office(lang), facts::words(&office_name(lang, &resident.office))),
    ])
}

fn explanation(lang: Lang) -> AnyView {
    view! {
        <InlineMessage kind=MessageKind::Info>
            <p>
                <strong>{t::add_inn::dear_user(lang)}</strong>
                " "
                {t::add_inn::explanation(lang)}
            </p>
            <p>
                {t::add_inn::check_text(lang)} " " <a href=routes::CHECK_INN>{t::check_inn::title(lang)}</a>
            </p>
        </InlineMessage>
    }
    .into_any()
}

/// «Добавить в базу ГНС», for the number that was found.
fn add(adding: Adding, resident: &Resident) -> AnyView {
    let inn = resident.inn.clone();
    let send = {
        let inn = inn.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if !adding.adding.get_untracked() {
                adding.ask(adding.adding, AddInnForm { inn: inn.clone() }, true);
            }
        }
    };
    view! {
        <form method="post" action=routes::ADD_INN on:submit=send>
            <input type="hidden" name="inn" value=inn />
            <input type="hidden" name="action" value="add" />
            <SubmitButton label=t::add_inn::add(adding.lang) busy=adding.adding />
        </form>
    }
    .into_any()
}

/// On to the registration, which finds the INN at once: a post, because what was typed is never part of an address.
fn to_registration(lang: Lang, inn: String) -> AnyView {
    view! {
        <form method="post" action=routes::REGISTRATION>
            <input type="hidden" name="subject_kind" value="individual" />
            <input type="hidden" name="inn" value=inn />
            <input type="hidden" name="action" value="look_up" />
            <button type="submit" class="button button--primary">
                {t::add_inn::to_registration(lang)}
            </button>
        </form>
    }
    .into_any()
}
