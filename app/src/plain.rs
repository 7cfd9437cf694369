//! Pages that are plain HTML: forms that are posted and answers that are read, made by the server alone and left as they
//! are by the browser (docs/decisions/0019-annulment.md). They weigh nothing in the main module that every visitor loads.
//!
//! A link from a hydrated page to one of them says `rel="external"`: the router of the browser does not know them. What
//! a page shows, its handler puts into the context.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    pages::{
        NotFoundPage, annulment, audit, card, figures, first_password, grounds, health, issued_papers, keys, limits,
    },
    routes,
};

/// Whether the page at this path is one of these.
#[must_use]
pub fn serves(path: &str) -> bool {
    [
        routes::PAPERS,
        routes::ANNULMENT,
        routes::CABINET_ANNULMENT,
        routes::FIRST_PASSWORD,
        routes::OFFICE_ANNULMENT,
        routes::CARD,
        routes::FIGURES,
        routes::AUDIT,
        routes::HEALTH,
        routes::GROUNDS,
        routes::LIMITS,
        routes::OFFICE_KEYS,
    ]
    .into_iter()
    .any(|page| path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// The router of these pages.
#[component]
pub fn PlainApp() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/papers") view=issued_papers::page ssr=SsrMode::Async />
                <Route path=path!("/annulment") view=annulment::outside::page ssr=SsrMode::Async />
                <Route path=path!("/cabinet/annulment") view=annulment::inside::page ssr=SsrMode::Async />
                <Route path=path!("/office/annulment") view=annulment::evidence::page ssr=SsrMode::Async />
                <Route path=path!("/office/annulment/:id") view=annulment::made::page ssr=SsrMode::Async />
                <Route path=path!("/cabinet/first-password") view=first_password::page ssr=SsrMode::Async />
                <Route path=path!("/office/card") view=card::page ssr=SsrMode::Async />
                <Route path=path!("/office/figures") view=figures::page ssr=SsrMode::Async />
                <Route path=path!("/office/audit") view=audit::page ssr=SsrMode::Async />
                <Route path=path!("/administration/health") view=health::page ssr=SsrMode::Async />
                <Route path=path!("/administration/grounds") view=grounds::page ssr=SsrMode::Async />
                <Route path=path!("/administration/limits") view=limits::page ssr=SsrMode::Async />
                <Route path=path!("/office/keys") view=keys::page ssr=SsrMode::Async />
                <Route path=path!("/papers/:mark") view=issued_papers::page ssr=SsrMode::Async />
            </FlatRoutes>
        </Router>
    }
}
