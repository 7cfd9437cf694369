//! The three headers: everybody's, the cabinet's, the office's.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{
    icon::{Icon, icon},
    language_menu::language_menu,
};
use crate::{
    i18n::{Lang, t, use_lang},
    routes,
};

/// Name, languages, 116, and the sections in a row of their own. On a narrow screen the sections fold into a `<details>`,
/// which needs no script.
pub(super) fn public_header(form_id: Option<&'static str>) -> AnyView {
    let lang = use_lang();
    view! {
        <header class="header header--public">
            <div class="header__frame">
                {utilities(lang, form_id)}
                <div class="header__bar">
                    {brand(lang)} <nav class="header__sections" aria-label=t::common::sections(lang)>
                        {sections(lang)}
                    </nav> <details class="header__menu">
                        <summary>{icon(Icon::Menu)} <span>{t::common::menu(lang)}</span></summary>
                        <nav aria-label=t::common::sections(lang)>{sections(lang)}</nav>
                    </details>
                </div>
            </div>
            <div class="ornament"></div>
        </header>
    }
    .into_any()
}

/// Name, the way out, and below them who is signed in.
pub(super) fn cabinet_header(form_id: Option<&'static str>, identity: Option<AnyView>) -> AnyView {
    let lang = use_lang();
    view! {
        <header class="header">
            {utilities(lang, form_id)}
            <div class="header__bar">
                {brand(lang)} <div class="header__identity">{sign_out(lang)}</div>
            </div>
            {identity}
            <div class="ornament"></div>
        </header>
    }
    .into_any()
}

/// One line: the desk, who is at work, languages, the way out.
pub(super) fn office_header(form_id: Option<&'static str>, identity: Option<AnyView>) -> AnyView {
    let lang = use_lang();
    view! {
        <header class="header header--office">
            <div class="header__bar">
                <a class="header__brand" href=routes::OFFICE>
                    <span class="header__emblem"></span>
                    <span class="header__name">{t::common::office_service(lang)}</span>
                </a>
                <div class="header__identity">{identity}</div>
                {language_menu(form_id)}
                {sign_out(lang)}
            </div>
        </header>
    }
    .into_any()
}

fn utilities(lang: Lang, form_id: Option<&'static str>) -> AnyView {
    view! {
        <div class="header__utilities">
            {language_menu(form_id)} <a class="header__phone" href="tel:116">
                {icon(Icon::Phone)} <strong>"116"</strong>
                <span class="header__phone-name">" " {t::common::contact_centre(lang)}</span>
            </a>
        </div>
    }
    .into_any()
}

fn brand(lang: Lang) -> AnyView {
    view! {
        <a class="header__brand" href=routes::HOME>
            <span class="header__emblem"></span>
            <span>
                <span class="header__country">{t::common::country(lang)}</span>
                <span class="header__name">{t::common::service(lang)}</span>
            </span>
        </a>
    }
    .into_any()
}

fn sections(lang: Lang) -> AnyView {
    let here = use_location().pathname.get_untracked();
    let links: Vec<AnyView> = [
        (routes::SIGN_IN, t::common::sign_in(lang)),
        (routes::REGISTRATION, t::common::registration(lang)),
        (routes::ADD_INN, t::add_inn::title(lang)),
        (routes::CHECK_INN, t::check_inn::title(lang)),
        (routes::APPLICATION, t::common::application(lang)),
        (routes::GUIDES, t::guides::title(lang)),
        (routes::ASSISTANT, t::assistant::title(lang)),
    ]
    .into_iter()
    .map(|(path, name)| {
        let current = (here == path).then_some("page");
        view! {
            <li>
                <a href=path aria-current=current>
                    {name}
                </a>
            </li>
        }
        .into_any()
    })
    .collect();
    view! { <ul class="header__links">{links}</ul> }.into_any()
}

fn sign_out(lang: Lang) -> AnyView {
    view! {
        <form class="header__sign-out" method="post" action=routes::SIGN_OUT>
            <button type="submit" class="button button--link">
                {t::common::sign_out(lang)}
            </button>
        </form>
    }
    .into_any()
}
