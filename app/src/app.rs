//! The router: which page stands at which address.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};
use serde::{Deserialize, Serialize};

use crate::{components::DemoPersonas, pages};

/// Put into the context by a server that runs for development: `/_components` is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Development(pub bool);

/// The application. What the server says about itself ([`Development`], [`DemoPersonas`]) travels to the browser with
/// the page, so that both make the same of it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let development = SharedValue::new(|| use_context::<Development>().unwrap_or_default());
    provide_context(development.into_inner());
    let personas = SharedValue::new(|| use_context::<DemoPersonas>().unwrap_or_default());
    provide_context(personas.into_inner());
    view! {
        <Router>
            <FlatRoutes fallback=pages::NotFoundPage>
                <Route path=path!("/") view=pages::HomePage ssr=SsrMode::Async />
                <Route path=path!("/help") view=pages::HelpPage ssr=SsrMode::Async />
                <Route path=path!("/registration") view=pages::RegistrationPage ssr=SsrMode::Async />
                <Route path=path!("/application") view=pages::StatusPage ssr=SsrMode::Async />
                <Route path=path!("/sign-in") view=pages::SignInPage ssr=SsrMode::Async />
                <Route path=path!("/cabinet") view=pages::CabinetPage ssr=SsrMode::Async />
                <Route path=path!("/office/sign-in") view=pages::OfficeSignInPage ssr=SsrMode::Async />
                <Route path=path!("/office") view=pages::OfficePage ssr=SsrMode::Async />
                <Route path=path!("/office/applications/:id") view=pages::CasePage ssr=SsrMode::Async />
                <Route path=path!("/_components") view=pages::ComponentsPage ssr=SsrMode::Async />
            </FlatRoutes>
        </Router>
    }
}
