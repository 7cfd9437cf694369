//! The verification of the chain: begun here, done by the server in the background, told in words.

use std::time::Duration;

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use crate::{
    api::audit::{ChainCheck, ChainFaultWord, ChainState, chain_verification, verify_chain},
    components::{InlineMessage, MessageKind},
    i18n::{Lang, t},
    routes,
};

/// While it is under way, the page looks again so often.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// How it stands, and the button. `latest` is what was heard since the page was loaded.
pub(super) fn chain(lang: Lang, loaded: Option<ChainCheck>, latest: RwSignal<Option<ChainCheck>>) -> AnyView {
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            if verify_chain().await.is_ok() {
                look(latest);
            }
        });
    };
    let running = loaded.as_ref().is_some_and(|check| check.state == ChainState::Running);
    Effect::new(move |_| {
        if running {
            look(latest);
        }
    });
    let told = move || match latest.get().or_else(|| loaded.clone()) {
        Some(check) => told(lang, &check),
        None => view! { <p>{t::audit::never(lang)}</p> }.into_any(),
    };
    view! {
        <section class="desk__chain">
            <h2 class="office__heading">{t::audit::chain(lang)}</h2>
            <p>{t::audit::chain_text(lang)}</p>
            <div role="status">{told}</div>
            <form method="post" action=routes::AUDIT_VERIFY on:submit=send>
                <button type="submit" class="button button--secondary">{t::audit::verify(lang)}</button>
            </form>
        </section>
    }
    .into_any()
}

/// Asks how it stands, and again while it is under way and the page is there.
fn look(latest: RwSignal<Option<ChainCheck>>) {
    spawn_local(async move {
        let Ok(Some(check)) = chain_verification().await else { return };
        let running = check.state == ChainState::Running;
        if latest.try_set(Some(check)).is_none() && running {
            set_timeout(move || look(latest), LOOK_AGAIN);
        }
    });
}

fn told(lang: Lang, check: &ChainCheck) -> AnyView {
    let at = check.started_at.date_time();
    let (kind, text) = match check.state {
        ChainState::Running => {
            let text = t::audit::running(lang, &check.checked.to_string(), &check.goal.to_string());
            let again = t::audit::refresh(lang);
            return view! {
                <InlineMessage>
                    {text} " " <noscript><a href=routes::AUDIT>{again}</a></noscript>
                </InlineMessage>
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
