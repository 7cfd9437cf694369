//! Who is signed in.

use leptos::prelude::*;

use crate::{
    api::cabinet::CabinetHome,
    components::{office_name, summary_list},
    i18n::{Lang, t},
    pages::facts::{Fact, inn, login, words},
    routes,
};

/// The name, as the page's title.
pub(super) fn title(lang: Lang, home: &CabinetHome) -> AnyView {
    view! {
        <p class="cabinet__kicker">{t::cabinet::title(lang)}</p>
        <h1 class="page__title cabinet__name">{home.name.clone()}</h1>
    }
    .into_any()
}

/// Numbers, office, contacts; of an organisation and of who acts for it apart.
pub(super) fn identity(lang: Lang, home: &CabinetHome) -> AnyView {
    if home.identity.acting_for.is_some() {
        return view! { {organisation(lang, home)} {account(lang, home)} }.into_any();
    }
    let mut rows = vec![
        (t::cabinet::inn(lang), inn(&home.inn)),
        (t::cabinet::login(lang), login(&home.login)),
        (t::cabinet::office(lang), words(&office_name(lang, &home.office))),
        (t::cabinet::address(lang), words(&home.address)),
    ];
    rows.extend(contacts(lang, home));
    view! {
        <section class="cabinet__part">
            <h2 class="cabinet__heading">{t::cabinet::data(lang)}</h2>
            {summary_list(rows)}
            <p class="cabinet__hint">{t::cabinet::contacts_from(lang)}</p>
            {give_up(lang)}
        </section>
    }
    .into_any()
}

/// To the application to annul the access of this cabinet; a page that the browser's router does not know.
fn give_up(lang: Lang) -> AnyView {
    view! {
        <p>
            <a href=routes::CABINET_ANNULMENT rel="external">{t::annulment::title(lang)}</a>
        </p>
    }
    .into_any()
}

/// The organisation that they act for.
fn organisation(lang: Lang, home: &CabinetHome) -> AnyView {
    let rows = vec![
        (t::cabinet::inn(lang), inn(&home.inn)),
        (t::cabinet::office(lang), words(&office_name(lang, &home.office))),
        (t::cabinet::organisation_address(lang), words(&home.address)),
    ];
    view! {
        <section class="cabinet__part">
            <h2 class="cabinet__heading">{t::cabinet::organisation_data(lang)}</h2>
            {summary_list(rows)}
            <p class="cabinet__hint">{t::cabinet::organisation_data_from(lang)}</p>
            {give_up(lang)}
        </section>
    }
    .into_any()
}

/// The person's own account, the same in each of their cabinets.
fn account(lang: Lang, home: &CabinetHome) -> AnyView {
    let mut rows = vec![(t::cabinet::login(lang), login(&home.login))];
    rows.extend(contacts(lang, home));
    view! {
        <section class="cabinet__part">
            <h2 class="cabinet__heading">{t::cabinet::account_data(lang)}</h2>
            {summary_list(rows)}
            <p class="cabinet__hint">{t::cabinet::account_data_hint(lang)}</p>
        </section>
    }
    .into_any()
}

fn contacts(lang: Lang, home: &CabinetHome) -> [Fact; 2] {
    let phone = domain::phone::Phone::parse(&home.phone).map_or_else(|_| home.phone.clone(), |phone| phone.pretty());
    let email = if home.email.is_empty() { t::cabinet::email_none(lang) } else { &home.email };
    [(t::cabinet::phone(lang), words(&phone)), (t::cabinet::email(lang), words(email))]
}
