//! The first page: in ten seconds, what this is and what to do.

use leptos::prelude::*;

use crate::{
    components::{Icon, Page, icon},
    i18n::{Lang, t, use_lang},
    routes,
};

/// What the service is for, its two doors, the three steps, what to bring.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    view! {
        <Page title=t::home::title(lang)>
            <div class="home">
                <div class="home__hero">
                    <h1>{t::home::title(lang)}</h1>
                    <p class="page__lead">{t::home::lead(lang)}</p>
                    <p class="page__actions">
                        <a class="button button--primary" href=routes::REGISTRATION>
                            {t::home::start(lang)}
                        </a>
                        <a class="button button--secondary" href=routes::SIGN_IN>
                            {t::home::enter(lang)}
                        </a>
                    </p>
                </div>
                <h2>{t::home::steps(lang)}</h2>
                {steps(lang)}
                <p class="home__then">{icon(Icon::Check)} <span>{t::home::then(lang)}</span></p>
                {around(lang)}
            </div>
        </Page>
    }
    .into_any()
}

fn steps(lang: Lang) -> AnyView {
    let steps: Vec<AnyView> = [
        (t::home::apply_title(lang), t::home::apply_text(lang)),
        (t::home::print_title(lang), t::home::print_text(lang)),
        (t::home::visit_title(lang), t::home::visit_text(lang)),
    ]
    .into_iter()
    .map(|(title, text)| {
        view! {
            <li class="home__step">
                <h3>{title}</h3>
                <p>{text}</p>
            </li>
        }
        .into_any()
    })
    .collect();
    view! { <ol class="home__steps">{steps}</ol> }.into_any()
}

fn around(lang: Lang) -> AnyView {
    view! {
        <div class="home__around">
            <section>
                <h2>{t::home::bring(lang)}</h2>
                <ul class="home__bring">
                    <li>{t::home::bring_passport(lang)}</li>
                    <li>{t::home::bring_copies(lang)}</li>
                    <li>{t::home::bring_nothing(lang)}</li>
                </ul>
            </section>
            <section>
                <h2>{t::home::filed(lang)}</h2>
                <p>{t::home::filed_text(lang)}</p>
                <p>
                    <a href=routes::APPLICATION>{t::home::filed_link(lang)}</a>
                </p>
            </section>
            <section>
                <h2>{t::home::questions(lang)}</h2>
                <p>{t::home::questions_text(lang)}</p>
                <p>
                    <a href=routes::HELP>{t::home::help_link(lang)}</a>
                </p>
            </section>
        </div>
    }
    .into_any()
}
