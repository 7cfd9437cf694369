//! From the screen to the window of the tax office: print, where to come, what to bring, what happens there.

use domain::access_application::ApplicationState;
use leptos::prelude::*;

use crate::{
    api::shown_application::ShownApplication,
    components::{Icon, icon, office_name},
    i18n::{Lang, t},
    routes,
};

/// The two copies as one PDF, in either official language: to be printed while nobody has accepted them, later only
/// to be had again.
pub(super) fn papers(lang: Lang, found: &ShownApplication) -> AnyView {
    let main = found.confirmation;
    let (title, advice) = if found.state == ApplicationState::Submitted {
        (t::status::papers(lang), Some(view! { <p>{t::status::papers_text(lang)}</p> }))
    } else {
        (t::status::papers_again(lang), None)
    };
    let link = move |language: &'static str, label: &'static str, first: bool| {
        let class = if first && main { "button button--primary" } else { "button button--secondary" };
        view! {
            <a class=class href=[routes::APPLICATION_PAPER, "?lang=", language].concat() rel="external" download>
                {icon(Icon::Paper)}
                {label}
            </a>
        }
        .into_any()
    };
    let russian = |first| link("ru", t::status::paper_ru(lang), first);
    let kyrgyz = |first| link("ky", t::status::paper_ky(lang), first);
    let links = if lang == Lang::Ky { [kyrgyz(true), russian(false)] } else { [russian(true), kyrgyz(false)] };
    view! {
        <section class="status__part">
            <h2 class="status__heading">{title}</h2>
            {advice}
            <p class="status__papers">{links.into_iter().collect_view()}</p>
        </section>
    }
    .into_any()
}

/// The subject's own office, and until when.
pub(super) fn where_to_come(lang: Lang, found: &ShownApplication) -> AnyView {
    let office = &found.office;
    // the region is Russian only in the source, and an address names the town itself
    let place = if office.address.is_empty() {
        view! {
            <span>{office.region.clone()}</span>
            <span>{t::status::place_unknown(lang)}</span>
        }
        .into_any()
    } else {
        view! { <span>{office.address.clone()}</span> }.into_any()
    };
    let until = found.confirmation.then(|| view! { <p>{found.until.clone()}</p> });
    view! {
        <section class="status__part">
            <h2 class="status__heading">{t::status::place(lang)}</h2>
            <address class="status__office">
                <strong>{t::status::office(lang)} " " {office_name(lang, office)}</strong>
                {place}
            </address>
            {until}
        </section>
    }
    .into_any()
}

/// Passport and both copies.
pub(super) fn bring(lang: Lang) -> AnyView {
    view! {
        <section class="status__part">
            <h2 class="status__heading">{t::status::bring(lang)}</h2>
            <ul class="status__list">
                <li>{t::status::bring_passport(lang)}</li>
                <li>{t::status::bring_copies(lang)}</li>
            </ul>
        </section>
    }
    .into_any()
}

/// Acceptance, decision, login.
pub(super) fn next_steps(lang: Lang, found: &ShownApplication) -> AnyView {
    let steps = found.steps.iter().map(|step| view! { <li>{step.clone()}</li> }).collect_view();
    view! {
        <section class="status__part">
            <h2 class="status__heading">{t::status::next(lang)}</h2>
            <ol class="status__steps">{steps}</ol>
        </section>
    }
    .into_any()
}
