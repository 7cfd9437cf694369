//! The foot of a page.

use leptos::prelude::*;

use super::page::Layout;
use crate::{
    i18n::{t, use_lang},
    routes,
};

/// Where to ask, and the door for staff.
pub(super) fn footer(layout: Layout) -> AnyView {
    if layout == Layout::Office {
        return ().into_any();
    }
    let lang = use_lang();
    view! {
        <footer class="footer">
            <p>{t::common::footer_help(lang)}</p>
            <p>
                <a href=routes::HELP>{t::common::help(lang)}</a>
                " · "
                <a href=routes::OFFICE_SIGN_IN>{t::common::for_staff(lang)}</a>
            </p>
            <p class="footer__source">{t::common::source(lang)}</p>
        </footer>
    }
    .into_any()
}
