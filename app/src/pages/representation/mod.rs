//! Who acts for whom: the chooser, the organisations of an account, asking for one more; and what the header of every
//! page of the cabinet says about it.

pub(super) mod adding;
pub(super) mod chooser;
pub(super) mod organisations;

use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_location};

use super::Failed;
use crate::{
    api::{ApiError, ForbiddenReason, representation::CabinetIdentity},
    i18n::{Lang, t},
    routes,
};

/// Where the sign-in page says why somebody was sent there.
const SIGN_IN_ENDED: &str = "/sign-in?ended=1";

/// To the page for choosing a password of one's own: a plain one, which the router of the browser does not know.
fn first_password() -> AnyView {
    if cfg!(feature = "ssr") {
        return view! { <Redirect path=routes::FIRST_PASSWORD /> }.into_any();
    }
    Effect::new(|_| {
        let _ = window().location().set_href(routes::FIRST_PASSWORD);
    });
    ().into_any()
}

/// Who is in the cabinet and for whom, and the ways from one cabinet to another: in the header of each of its pages.
pub(super) fn identity(lang: Lang, identity: &CabinetIdentity) -> AnyView {
    let cabinet = match &identity.acting_for {
        Some(organisation) => view! {
            <span class="acting__for">{t::representation::acting_for(lang, organisation)}</span>
        }
        .into_any(),
        None if identity.inside => {
            view! { <span class="acting__for">{t::representation::own_cabinet(lang)}</span> }.into_any()
        }
        None => ().into_any(),
    };
    let ways = identity.inside.then(|| ways(lang, identity.several));
    view! {
        <div class="acting">
            <p class="acting__who">
                <strong class="acting__person">{identity.person.clone()}</strong> " " {cabinet}
            </p>
            {ways}
        </div>
    }
    .into_any()
}

fn ways(lang: Lang, several: bool) -> AnyView {
    let here = use_location().pathname.get_untracked();
    let links: Vec<AnyView> = [
        Some((routes::CABINET, t::representation::cabinet(lang))),
        Some((routes::ORGANISATIONS, t::representation::organisations(lang))),
        several.then(|| (routes::CHOOSER, t::representation::switch(lang))),
    ]
    .into_iter()
    .flatten()
    .map(|(path, name)| {
        let current = (here == path).then_some("page");
        view! {
            <li>
                <a href=path aria-current=current>{name}</a>
            </li>
        }
        .into_any()
    })
    .collect();
    view! {
        <nav aria-label=t::representation::ways(lang)>
            <ul class="acting__ways">{links}</ul>
        </nav>
    }
    .into_any()
}

/// What stands in the place of a page of the cabinet whose data could not be had: without a session the sign-in, without
/// a cabinet the chooser.
pub(super) fn kept_out(error: ApiError) -> AnyView {
    match error {
        ApiError::Forbidden(ForbiddenReason::SignInRequired) => view! { <Redirect path=SIGN_IN_ENDED /> }.into_any(),
        ApiError::Forbidden(ForbiddenReason::ChooseCabinet) => view! { <Redirect path=routes::CHOOSER /> }.into_any(),
        ApiError::Forbidden(ForbiddenReason::PrimaryPassword) => first_password(),
        error => view! { <Failed error=error /> }.into_any(),
    }
}
