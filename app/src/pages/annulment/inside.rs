//! `/cabinet/annulment`: the application of somebody who is signed in.

use domain::phone::Phone;
use leptos::prelude::*;

use super::fields::{Line, errors_of, hidden, line};
use crate::{
    api::{
        Field,
        annulment::{CabinetAnnulment, CabinetAnnulmentForm, CabinetAnnulmentState},
    },
    components::{ErrorSummary, InlineMessage, Layout, MessageKind, Page, office_name, summary_list},
    i18n::{Lang, t, use_lang},
    pages::{
        facts::{self, Fact, words},
        representation,
    },
    routes,
};

/// What is given up, and the form.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let state = use_context::<CabinetAnnulmentState>().unwrap_or_default();
    let who = state.page.as_ref().map(|page| representation::identity(lang, &page.identity));
    let errors = errors_of(state.error.as_ref());
    let passport = Line {
        label: t::representation::passport(lang),
        hint: t::representation::passport_hint(lang),
        most: 30,
        ..Line::default()
    };
    let passport = line(Field::Passport, &state.form.passport, &errors, passport);
    let content = state.page.map(|page| content(lang, &page, &state.form, passport));
    view! {
        <Page
            title=t::annulment::title(lang)
            form_id="page-form"
            layout=Layout::Cabinet
            identity=who.unwrap_or_else(|| ().into_any())
        >
            <h1 class="page__title">{t::annulment::title(lang)}</h1>
            <ErrorSummary error=RwSignal::new(state.error) />
            {content}
        </Page>
    }
    .into_any()
}

fn content(lang: Lang, page: &CabinetAnnulment, form: &CabinetAnnulmentForm, passport: AnyView) -> AnyView {
    // the token of the showing that was sent stays with what was typed
    let submission = if form.submission.is_empty() { &page.submission } else { &form.submission };
    let lead = if page.organisation {
        t::annulment::lead_organisation(lang, &page.name)
    } else {
        t::annulment::lead_inside(lang).to_owned()
    };
    let email = if page.email.is_empty() { t::representation::email_none(lang) } else { &page.email };
    let phone = Phone::parse(&page.phone).map_or_else(|_| page.phone.clone(), |phone| phone.pretty());
    let facts: Vec<Fact> = vec![
        (t::annulment::whose(lang), words(&page.name)),
        (t::annulment::inn(lang), facts::inn(&page.inn)),
        (t::annulment::office(lang), words(&office_name(lang, &page.office))),
        (t::representation::phone(lang), words(&phone)),
        (t::representation::email(lang), words(email)),
    ];
    view! {
        <p class="page__lead">{lead}</p>
        {ends(lang, page)}
        {summary_list(facts)}
        <form id="page-form" class="form" method="post" action=routes::CABINET_ANNULMENT novalidate>
            {hidden("submission", submission)}
            {passport}
            <p class="registration__note">{t::annulment::after(lang, page.days.into())}</p>
            <div>
                <button type="submit" class="button button--primary">{t::annulment::submit(lang)}</button>
                " "
                <a class="button button--secondary" href=routes::CABINET>{t::annulment::back(lang)}</a>
            </div>
        </form>
    }
    .into_any()
}

/// What ends with it, said before anything is typed.
fn ends(lang: Lang, page: &CabinetAnnulment) -> AnyView {
    if page.organisation {
        return view! {
            <InlineMessage kind=MessageKind::Warning>{t::annulment::ends_organisation(lang)}</InlineMessage>
        }
        .into_any();
    }
    let organisations = (!page.organisations.is_empty()).then(|| {
        let items: Vec<AnyView> =
            page.organisations.iter().map(|name| view! { <li>{name.clone()}</li> }.into_any()).collect();
        view! {
            <p>{t::annulment::ends_organisations(lang)}</p>
            <ul>{items}</ul>
        }
    });
    view! {
        <InlineMessage kind=MessageKind::Warning>
            <p>{t::annulment::ends_account(lang)}</p>
            {organisations}
        </InlineMessage>
    }
    .into_any()
}
