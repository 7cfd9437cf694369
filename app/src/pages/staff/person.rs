//! One person of the staff: what they are, and what can be done about it.

use leptos::prelude::*;

use super::{place, words};
use crate::{
    api::staff::{Reset, StaffCard, StaffField, StaffRow, StaffState, Standing},
    components::{InlineMessage, MessageKind, SummaryList},
    i18n::{Lang, t},
    pages::{confirming::confirmation, plain_form::button},
    routes,
};

pub(super) fn card(
    lang: Lang,
    card: StaffCard,
    offices: &[(String, String)],
    proving: Option<bool>,
    state: &StaffState,
) -> AnyView {
    let StaffCard { row, oneself, reset } = card;
    let rows = vec![
        (t::office::user_name(lang), row.user_name.clone()),
        (t::staff::role(lang), words::role(lang, &row.role).to_owned()),
        (t::staff::office(lang), words::office(&row.office, offices)),
        (t::staff::standing(lang), words::standing(lang, row.standing).to_owned()),
    ];
    let inside = if oneself {
        view! { <InlineMessage>{t::staff::oneself(lang)}</InlineMessage> }.into_any()
    } else {
        form(lang, &row, &reset, offices, proving, state)
    };
    view! {
        <h1 class="office__title">{row.name.clone()}</h1>
        <SummaryList rows=rows />
        {inside}
    }
    .into_any()
}

/// Every action on somebody is a button of one form: they share the code, where one is asked for.
fn form(
    lang: Lang,
    row: &StaffRow,
    reset: &Reset,
    offices: &[(String, String)],
    proving: Option<bool>,
    state: &StaffState,
) -> AnyView {
    let typed = state.action == "rights";
    let chosen = if typed { (&state.form.role, &state.form.office) } else { (&row.role, &row.office) };
    let (role, office) = place(lang, offices, (chosen.0, chosen.1), state, "rights");
    let blocking = if row.standing == Standing::Blocked {
        button(t::staff::unblock(lang), "unblock", "secondary")
    } else {
        button(t::staff::block(lang), "block", "danger")
    };
    let wrong = words::beside(lang, state, &state.action, StaffField::Code);
    view! {
        <form method="post" action=routes::STAFF id="page-form" class="form staff__person" novalidate>
            <input type="hidden" name="person" value=row.id.clone() />
            <input type="hidden" name="enter" value="rights" />
            {proving.map(|by_passkey| confirmation(lang, t::staff::code_hint(lang), wrong, by_passkey))}
            <h2 class="office__heading">{t::staff::rights(lang)}</h2>
            {role}
            {office}
            <p class="eligibility__hint">{t::staff::rights_hint(lang)}</p>
            <div class="form__actions">{button(t::staff::save(lang), "rights", "primary")}</div>
            <h2 class="office__heading">{t::staff::access(lang)}</h2>
            <p class="eligibility__hint">{t::staff::access_hint(lang)}</p>
            <div class="form__actions">
                {blocking} {button(t::staff::new_password(lang), "password", "secondary")}
            </div>
            <h2 class="office__heading">{t::staff_entry::code_title(lang)}</h2>
            {resetting(lang, reset)}
        </form>
    }
    .into_any()
}

fn resetting(lang: Lang, reset: &Reset) -> AnyView {
    match reset {
        Reset::NothingToReset => view! { <p>{t::staff::nothing_to_reset(lang)}</p> }.into_any(),
        Reset::NotAsked => view! {
            <p class="eligibility__hint">{t::staff::reset_hint(lang)}</p>
            <div class="form__actions">{button(t::staff::ask_reset(lang), "ask_reset", "secondary")}</div>
        }
        .into_any(),
        Reset::AskedByOneself { at } => {
            let text = t::staff::reset_asked(lang, &at.date_time());
            view! { <InlineMessage>{text}</InlineMessage> }.into_any()
        }
        Reset::Waiting { by, at } => {
            let text = t::staff::reset_waiting(lang, by, &at.date_time());
            view! {
                <InlineMessage kind=MessageKind::Warning>{text}</InlineMessage>
                <div class="form__actions">
                    {button(t::staff::confirm_reset(lang), "confirm_reset", "danger")}
                </div>
            }
            .into_any()
        }
    }
}
