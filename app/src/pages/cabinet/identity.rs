//! Who is signed in.

use leptos::prelude::*;

use crate::{
    api::cabinet::CabinetHome,
    components::{office_name, summary_list},
    i18n::{Lang, t},
    pages::facts::{inn, login, words},
};

/// The name, as the page's title.
pub(super) fn title(lang: Lang, home: &CabinetHome) -> AnyView {
    view! {
        <p class="cabinet__kicker">{t::cabinet::title(lang)}</p>
        <h1 class="page__title cabinet__name">{home.name.clone()}</h1>
    }
    .into_any()
}

/// Numbers, office, contacts.
pub(super) fn identity(lang: Lang, home: &CabinetHome) -> AnyView {
    let phone = domain::phone::Phone::parse(&home.phone).map_or_else(|_| home.phone.clone(), |phone| phone.pretty());
    let email = if home.email.is_empty() { t::cabinet::email_none(lang) } else { &home.email };
    let rows = vec![
        (t::cabinet::inn(lang), inn(&home.inn)),
        (t::cabinet::login(lang), login(&home.login)),
        (t::cabinet::office(lang), words(&office_name(lang, &home.office))),
        (t::cabinet::address(lang), words(&home.address)),
        (t::cabinet::phone(lang), words(&phone)),
        (t::cabinet::email(lang), words(email)),
    ];
    view! {
        <section class="cabinet__part">
            <h2 class="cabinet__heading">{t::cabinet::data(lang)}</h2>
            {summary_list(rows)}
            <p class="cabinet__hint">{t::cabinet::contacts_from(lang)}</p>
        </section>
    }
    .into_any()
}
