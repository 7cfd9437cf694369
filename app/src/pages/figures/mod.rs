//! «Показатели»: what waits, what was decided, how quickly; charts drawn by the server with their tables behind them.
//! Plain HTML.

mod parts;

use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::{
    Failed,
    office_ways::{Way, office_identity, ways},
};
use crate::{
    api::{
        ApiError, ForbiddenReason,
        figures::{Figures, FiguresState},
    },
    components::{EmptyState, InlineMessage, Layout, Page},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/office/figures`.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let (identity, content) = match use_context::<FiguresState>().and_then(|state| state.found) {
        Some(Ok(figures)) => (Some(office_identity(lang, &figures.office, &figures.head, true)), view(lang, &figures)),
        Some(Err(error)) => (None, kept_out(lang, error)),
        None => (None, ().into_any()),
    };
    view! {
        <Page title=t::figures::title(lang) layout=Layout::Office identity=identity.into_any()>
            {content}
        </Page>
    }
    .into_any()
}

fn view(lang: Lang, figures: &Figures) -> AnyView {
    let inside = if figures.total.decided == 0 {
        view! { <EmptyState title=t::figures::none(lang) text="" /> }.into_any()
    } else {
        parts::parts(lang, figures)
    };
    let shortened = figures.shortened.then(|| view! { <InlineMessage>{t::figures::shortened(lang)}</InlineMessage> });
    view! {
        <div class="desk">
            {ways(lang, Way::Figures, true)}
            <h1 class="office__title">{t::figures::title(lang)}</h1>
            <p class="desk__lead">{t::figures::lead(lang)}</p>
            {days_form(lang, figures)}
            {shortened}
            {parts::summary(lang, figures)}
            {inside}
        </div>
    }
    .into_any()
}

/// A form that only asks: it is sent by GET, with or without scripts.
fn days_form(lang: Lang, figures: &Figures) -> AnyView {
    let date = |name: &'static str, label: &'static str, value: String| {
        view! {
            <div class="field">
                <label class="field__label" for=name>{label}</label>
                <input class="field__input" type="date" id=name name=name value=value />
            </div>
        }
    };
    view! {
        <form class="desk__row" method="get" action=routes::FIGURES>
            {date("from", t::figures::from(lang), figures.from.clone())}
            {date("to", t::figures::to(lang), figures.to.clone())}
            <button type="submit" class="button button--secondary">{t::figures::show(lang)}</button>
        </form>
    }
    .into_any()
}

/// For who is not the head of an office.
fn kept_out(lang: Lang, error: ApiError) -> AnyView {
    match error {
        ApiError::Forbidden(ForbiddenReason::SignInRequired) => {
            view! { <Redirect path=routes::OFFICE_SIGN_IN /> }.into_any()
        }
        ApiError::Forbidden(_) => view! {
            <div class="office-failure">
                <EmptyState title=t::figures::refused_title(lang) text=t::figures::refused_text(lang) alone=true />
                <p class="page__actions">
                    <a class="button button--secondary" href=routes::OFFICE>{t::office::back_to_queue(lang)}</a>
                </p>
            </div>
        }
        .into_any(),
        error => view! { <Failed error=error /> }.into_any(),
    }
}
