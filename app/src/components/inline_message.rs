//! Messages in the text of a page.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::i18n::{t, use_lang};

/// What a message is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MessageKind {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Look out.
    Warning,
    /// It did not work.
    Error,
}

/// A message in the text of the page: a sign, a word for those who do not see it, and what is to be said.
#[component]
pub fn InlineMessage(
    /// What it is about.
    #[prop(optional)]
    kind: MessageKind,
    /// What is to be said.
    children: Children,
) -> AnyView {
    let lang = use_lang();
    let (class, sign, word) = match kind {
        MessageKind::Info => ("message message--info", Icon::Info, t::components::info(lang)),
        MessageKind::Success => ("message message--success", Icon::Check, t::components::success(lang)),
        MessageKind::Warning => ("message message--warning", Icon::Warning, t::components::warning(lang)),
        MessageKind::Error => ("message message--error", Icon::Error, t::components::error(lang)),
    };
    view! {
        <div class=class>
            {icon(sign)} <div class="message__text">
                <span class="unseen">{word} ": "</span>
                {children()}
            </div>
        </div>
    }
    .into_any()
}
