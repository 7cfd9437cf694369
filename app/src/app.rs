//! The router: which page stands at which address.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};
use serde::{Deserialize, Serialize};

use crate::{
    components::DemoPersonas,
    pages::{
        AddInnPage, AdministrationPage, AssistantPage, CabinetPage, CheckInnPage, ChooserPage, ComponentsPage,
        EligibilityPage, GuidePage, GuidesPage, HelpPage, HomePage, LinkPage, NotFoundPage, OfficeCase, OfficeQueue,
        OfficeSignIn, OrganisationsPage, RegistrationPage, RestorePage, SignInPage, SignatureRegistrationPage,
        StaffPage, StatusPage,
    },
};

/// Put into the context by a server that runs for development: `/_components` is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Development(pub bool);

/// The application. What the server says about itself ([`Development`], [`DemoPersonas`]) travels to the browser with
/// the page, so that both make the same of it.
///
/// A plain post that fails is answered at its own address with the page it came from; the page then names its own address
/// (`data-address`), which `boot.js` puts into the browser's bar before the router looks there.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let development = SharedValue::new(|| use_context::<Development>().unwrap_or_default());
    provide_context(development.into_inner());
    let personas = SharedValue::new(|| use_context::<DemoPersonas>().unwrap_or_default());
    provide_context(personas.into_inner());
    view! {
        <Router>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/") view={Lazy::<HomePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/help") view={Lazy::<HelpPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/registration") view={Lazy::<RegistrationPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/registration/by-signature") view={Lazy::<SignatureRegistrationPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/restore") view={Lazy::<RestorePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/application") view={Lazy::<StatusPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/add-inn") view={Lazy::<AddInnPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/check-inn") view={Lazy::<CheckInnPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/guides") view={Lazy::<GuidesPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/guides/:slug") view={Lazy::<GuidePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/assistant") view={Lazy::<AssistantPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/sign-in") view={Lazy::<SignInPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/cabinet") view={Lazy::<CabinetPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/cabinet/choose") view={Lazy::<ChooserPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/cabinet/organisations") view={Lazy::<OrganisationsPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/cabinet/organisations/add") view={Lazy::<LinkPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/office/sign-in") view={Lazy::<OfficeSignIn>::new()} ssr=SsrMode::Async />
                <Route path=path!("/office") view={Lazy::<OfficeQueue>::new()} ssr=SsrMode::Async />
                <Route path=path!("/office/applications/:id") view={Lazy::<OfficeCase>::new()} ssr=SsrMode::Async />
                <Route path=path!("/administration") view={Lazy::<AdministrationPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/administration/eligibility") view={Lazy::<EligibilityPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/administration/staff") view={Lazy::<StaffPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("/_components") view={Lazy::<ComponentsPage>::new()} ssr=SsrMode::Async />
            </FlatRoutes>
        </Router>
    }
}
