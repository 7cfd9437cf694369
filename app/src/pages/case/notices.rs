//! What the inspector must know before the next move: evidence, the proposed ground, other applications of the INN.

use domain::account_password::AccountPassword;
use leptos::prelude::*;

use super::{super::office::words, access, annulling};
use crate::{
    api::{
        office::{Case, RiskEvidence},
        queue::QueueRow,
    },
    components::{InlineMessage, MessageKind, StateTag},
    i18n::{Lang, t},
    routes,
};

/// The warnings of a case; nothing when there are none, or when the case is past deciding.
pub(super) fn view(lang: Lang, case: &Case) -> AnyView {
    if !case.state.is_open() {
        return ().into_any();
    }
    let risk = (!case.risk.is_empty()).then(|| risk(lang, &case.risk));
    let proposed = case.proposed_ground.filter(|_| case.risk.is_empty()).map(|ground| {
        let text = t::case::proposed_text(lang, case.worded(ground).unwrap_or_else(|| words::ground(lang, ground)));
        view! {
            <InlineMessage kind=MessageKind::Warning>
                <strong>{t::case::proposed_title(lang)}</strong> " " {text}
            </InlineMessage>
        }
    });
    let others = (!case.other_open.is_empty()).then(|| others(lang, &case.other_open));
    let password = case.account_password.map(|verdict| password(lang, verdict));
    view! { {access::view(lang, case)} {annulling::before(lang, case)} {risk} {proposed} {password} {others} }
        .into_any()
}

/// Whether the person has an account already, and whether who filed the application knows its password.
fn password(lang: Lang, verdict: AccountPassword) -> AnyView {
    let (kind, text) = match verdict {
        AccountPassword::NoAccount => (MessageKind::Info, t::case::password_no_account(lang)),
        AccountPassword::Matched => (MessageKind::Success, t::case::password_matched(lang)),
        AccountPassword::NotMatched => (MessageKind::Warning, t::case::password_not_matched(lang)),
        AccountPassword::NotTried => (MessageKind::Warning, t::case::password_not_tried(lang)),
    };
    view! { <InlineMessage kind=kind>{text}</InlineMessage> }.into_any()
}

fn risk(lang: Lang, evidence: &[RiskEvidence]) -> AnyView {
    let items = evidence.iter().map(|item| {
        let document = t::case::evidence(lang, &item.date, &item.number);
        let note = (!item.note.is_empty()).then(|| [": ", &item.note].concat());
        view! { <li>{document} {note}</li> }
    });
    let items = items.collect_view();
    view! {
        <InlineMessage kind=MessageKind::Error>
            <strong>{t::case::risk_title(lang)}</strong>
            <br />
            {t::case::risk_text(lang)}
            <ul class="notices__list">{items}</ul>
        </InlineMessage>
    }
    .into_any()
}

fn others(lang: Lang, rows: &[QueueRow]) -> AnyView {
    let items = rows.iter().map(|row| {
        view! {
            <li>
                <a href=routes::case(&row.id)>{t::case::filed(lang, &row.submitted_at.date_time())}</a>
                " "
                <StateTag state=row.state />
            </li>
        }
    });
    let items = items.collect_view();
    let title = t::case::others_title(lang, u64::try_from(rows.len()).unwrap_or_default());
    view! {
        <InlineMessage kind=MessageKind::Warning>
            <strong>{title}</strong>
            <br />
            {t::case::others_text(lang)}
            <ul class="notices__list">{items}</ul>
        </InlineMessage>
    }
    .into_any()
}
