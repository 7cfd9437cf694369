//! What an address that leads nowhere shows, with the status that says so.

use leptos::prelude::*;

use crate::{
    components::{Page, answer_status},
    i18n::{t, use_lang},
    routes,
};

/// «Такой страницы нет», 404.
#[component]
pub fn NotFoundPage() -> AnyView {
    let lang = use_lang();
    answer_status(404);
    view! {
        <Page title=t::errors::not_found_title(lang)>
            <h1 class="page__title">{t::errors::not_found_title(lang)}</h1>
            <p>{t::errors::not_found_text(lang)}</p>
            <p>
                <a class="button button--secondary" href=routes::HOME>
                    {t::errors::to_home(lang)}
                </a>
            </p>
        </Page>
    }
    .into_any()
}
