//! The verification of the chain: begun here, done by the server in the background, told in words.

use leptos::prelude::*;

use crate::{
    api::audit::{ChainCheck, ChainFaultWord, ChainState},
    components::{InlineMessage, MessageKind},
    i18n::{Lang, t},
    routes,
};

/// How it stands, and the button.
pub(super) fn chain(lang: Lang, newest: Option<&ChainCheck>) -> AnyView {
    let told = match newest {
        Some(check) => told(lang, check),
        None => view! { <p>{t::audit::never(lang)}</p> }.into_any(),
    };
    view! {
        <section class="desk__chain" id="chain">
            <h2 class="office__heading">{t::audit::chain(lang)}</h2>
            <p>{t::audit::chain_text(lang)}</p>
            {told}
            <form method="post" action=routes::AUDIT_VERIFY>
                <button type="submit" class="button button--secondary">{t::audit::verify(lang)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn told(lang: Lang, check: &ChainCheck) -> AnyView {
    let at = check.started_at.date_time();
    let (kind, text) = match check.state {
        ChainState::Running => {
            let text = t::audit::running(lang, &check.checked.to_string(), &check.goal.to_string());
            return view! {
                <InlineMessage>{text} " " <a href=routes::AUDIT>{t::audit::refresh(lang)}</a></InlineMessage>
                <progress class="desk__progress" max=check.goal.to_string() value=check.checked.to_string()></progress>
            }
            .into_any();
        }
        ChainState::Whole => (MessageKind::Success, t::audit::whole(lang, &at, &check.goal.to_string(), &check.who)),
        ChainState::Interrupted => (MessageKind::Warning, t::audit::interrupted(lang, &at)),
        ChainState::Broken { entry, fault } => (MessageKind::Error, broken(lang, entry, fault)),
    };
    view! { <InlineMessage kind=kind>{text}</InlineMessage> }.into_any()
}

fn broken(lang: Lang, entry: i64, fault: ChainFaultWord) -> String {
    let entry = entry.to_string();
    match fault {
        ChainFaultWord::Missing => t::audit::missing(lang, &entry),
        ChainFaultWord::NotChained => t::audit::not_chained(lang, &entry),
        ChainFaultWord::Changed => t::audit::changed(lang, &entry),
        ChainFaultWord::NotTheEnd => t::audit::not_the_end(lang, &entry),
    }
}
