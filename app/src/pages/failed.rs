//! What stands in the place of a page whose data could not be had.

use leptos::prelude::*;

use crate::{
    api::ApiError,
    components::{InlineMessage, MessageKind, answer_status},
    i18n::{error_text, t, use_lang},
    routes,
};

/// The inside of a page (its title, the reason, a way on) instead of data that a resource failed to bring. The answer
/// gets the status that says the same.
#[component]
pub fn Failed(
    /// What the resource failed with.
    error: ApiError,
) -> AnyView {
    let lang = use_lang();
    answer_status(error.status());
    let title = match error {
        ApiError::NotFound => t::errors::not_found_title(lang),
        _ => t::errors::failed_title(lang),
    };
    // an address without anything loads the page at hand again
    let again = matches!(
        error,
        ApiError::Unavailable | ApiError::RegistryUnavailable | ApiError::Unreachable | ApiError::Internal { .. }
    )
    .then(|| view! { <a class="button" href="" rel="external">{t::errors::try_again(lang)}</a> });
    view! {
        <h1 class="page__title">{title}</h1>
        <InlineMessage kind=MessageKind::Error>{error_text(lang, &error)}</InlineMessage>
        <p class="page__actions">
            {again}
            <a class="button button--secondary" href=routes::HOME>
                {t::errors::to_home(lang)}
            </a>
        </p>
    }
    .into_any()
}
