//! HTTP: the router and what every request passes through. The order, outermost first:
//! catch panic → observe (id, log, metrics) → security headers → compression → time limit → body limit → same origin
//! → client (who asks) → route.

mod add_inn;
mod administration;
mod annulment;
mod assets;
mod assistant;
mod audit;
mod cabinet;
mod card;
mod check_inn;
mod client;
mod failure;
mod figures;
mod grounds;
mod guides;
mod headers;
mod issued_papers;
mod language;
mod limits;
mod live;
mod observe;
mod office;
mod operations;
mod passkeys;
mod posted;
mod queue;
mod registration;
mod render;
mod representation;
mod rest;
mod rules;
mod same_origin;
mod sign_in;
mod signature_registration;
mod staff;
mod staff_entry;
mod status;
mod tin_check;
mod web;

pub use assets::read_manifest;
pub use rules::{Rule, rule};
pub use web::{Shared, Web};

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    middleware::{from_fn, from_fn_with_state, map_response},
    response::Response,
    routing::{MethodRouter, get, post},
};
use http::{Method, StatusCode};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    timeout::TimeoutLayer,
};

/// The largest body of a form, bytes. The longest form of ours is under 3 KB with every field at its limit.
pub const BODY_LIMIT: usize = 32 * 1024;

/// A route as it was registered: what the test of headers and rights walks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteEntry {
    /// `GET` or `POST`.
    pub method: Method,
    /// axum's template, `/office/applications/{id}`.
    pub path: String,
}

/// Registers routes and remembers them.
struct Book {
    router: Router<Web>,
    entries: Vec<RouteEntry>,
}

impl Book {
    fn add(mut self, method: Method, path: &str, handler: MethodRouter<Web>) -> Self {
        self.router = self.router.route(path, handler);
        self.entries.push(RouteEntry { method, path: path.to_owned() });
        self
    }

    fn get<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::GET, path, get(handler))
    }

    fn post<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::POST, path, post(handler))
    }
}

/// Addresses that are posted to and are no page: whoever reloads one or follows it is led to the page it belongs to.
const ONLY_POSTED: [&str; 29] = [
    "/office/sign-in/passkey",
    "/office/keys/challenge",
    "/office/keys/confirm",
    "/check-inn/list.csv",
    "/application/withdraw",
    "/application/close",
    "/sign-out",
    "/language",
    "/cabinet/password",
    "/cabinet/sessions/end",
    "/cabinet/sessions/end-others",
    "/cabinet/organisations/unlink",
    "/office/open",
    "/office/search",
    "/office/views",
    "/office/views/delete",
    "/administration/papers",
    "/office/applications/{id}/return",
    "/office/applications/{id}/claim",
    "/office/applications/{id}/release",
    "/office/applications/{id}/reassign",
    "/office/card/issue",
    "/office/audit/entries.csv",
    "/office/audit/verify",
    "/office/applications/{id}/accept",
    "/office/applications/{id}/grant",
    "/office/applications/{id}/refuse",
    "/office/applications/{id}/annul",
    "/office/applications/{id}/deliver",
];

/// The whole application as one service, and the list of its routes.
pub fn router(web: Web) -> (Router, Vec<RouteEntry>) {
    let mut book = Book { router: Router::new(), entries: Vec::new() };
    for listing in leptos_axum::generate_route_list(app::App) {
        // the pages that need something of their own from their handlers
        book = match listing.path() {
            app::routes::REGISTRATION | app::routes::RESTORE => book.get(listing.path(), registration::get),
            app::routes::CABINET => book.get(listing.path(), cabinet::get),
            app::routes::SIGN_IN => book.get(listing.path(), sign_in::get),
            path => book.get(path, render::page),
        };
    }
    for listing in leptos_axum::generate_route_list(app::PlainApp) {
        book = match listing.path() {
            "/papers/{mark}" => book.get(listing.path(), issued_papers::get),
            app::routes::ANNULMENT => book.get(listing.path(), annulment::outside),
            app::routes::CABINET_ANNULMENT => book.get(listing.path(), annulment::inside),
            app::routes::OFFICE_ANNULMENT => book.get(listing.path(), annulment::evidence),
            "/office/annulment/{id}" => book.get(listing.path(), annulment::made),
            app::routes::FIRST_PASSWORD => book.get(listing.path(), cabinet::choose_first_password),
            app::routes::CARD => book.get(listing.path(), card::get),
            app::routes::FIGURES => book.get(listing.path(), figures::get),
            app::routes::AUDIT => book.get(listing.path(), audit::get),
            app::routes::HEALTH => book.get(listing.path(), administration::health),
            app::routes::GROUNDS => book.get(listing.path(), grounds::get),
            app::routes::OFFICE_KEYS => book.get(listing.path(), passkeys::get),
            app::routes::LIMITS => book.get(listing.path(), limits::get),
            path => book.get(path, render::page),
        };
    }
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        book.entries.push(RouteEntry { method: Method::POST, path: path.to_owned() });
    }
    book.router = book.router.route("/api/{*function}", post(render::server_function));
    let book = book
        .post("/registration", registration::post)
        .post("/registration/by-signature", signature_registration::post)
        .post("/restore", registration::post_restore)
        .post("/application", status::post)
        .post("/application/withdraw", status::withdraw)
        .post("/application/close", status::close)
        .get("/application/paper.pdf", status::paper)
        .post("/add-inn", add_inn::post)
        .post("/check-inn", check_inn::post)
        .post("/check-inn/list.csv", check_inn::csv)
        .post("/papers", issued_papers::post)
        .post("/annulment", annulment::apply)
        .post("/cabinet/annulment", annulment::give_up)
        .post("/office/annulment", annulment::annul)
        .get("/office/annulment/{id}/note.pdf", annulment::note)
        .post("/assistant", assistant::post)
        .get("/guides/pictures/{file}", guides::picture)
        .post("/sign-in", sign_in::taxpayer)
        .post("/office/sign-in", staff_entry::post)
        .post("/office/sign-in/passkey", staff_entry::challenge)
        .post("/office/keys", passkeys::post)
        .post("/office/keys/challenge", passkeys::challenge)
        .post("/office/keys/confirm", passkeys::confirm)
        .post("/sign-out", sign_in::sign_out)
        .post("/cabinet", cabinet::switch_language)
        .post("/cabinet/password", cabinet::change_password)
        .post("/cabinet/first-password", cabinet::first_password)
        .post("/cabinet/sessions/end", cabinet::end_session)
        .post("/cabinet/sessions/end-others", cabinet::end_other_sessions)
        .post("/cabinet/choose", representation::choose)
        .post("/cabinet/organisations/add", representation::link)
        .post("/cabinet/organisations/unlink", representation::unlink)
        .post("/office", office::switch_language)
        .post("/office/open", office::open)
        .post("/office/search", queue::search)
        .post("/office/views", queue::save_view)
        .post("/office/views/delete", queue::delete_view)
        .get("/office/events", live::queue)
        .post("/office/applications/{id}/claim", office::claim)
        .post("/office/applications/{id}/return", office::give_back)
        .post("/office/applications/{id}/release", office::release)
        .post("/office/applications/{id}/reassign", office::reassign)
        .post("/office/applications/{id}", office::switch_language_of_case)
        .post("/office/applications/{id}/accept", office::accept)
        .post("/office/applications/{id}/grant", office::grant)
        .post("/office/applications/{id}/refuse", office::refuse)
        .post("/office/applications/{id}/annul", office::annul)
        .post("/office/applications/{id}/deliver", office::deliver)
        .get("/office/applications/{id}/application.pdf", office::application_paper)
        .get("/office/applications/{id}/decision.pdf", office::decision_paper)
        .get("/office/figures.csv", figures::csv)
        .post("/office/audit", audit::search)
        .post("/office/audit/entries.csv", audit::csv)
        .post("/office/audit/verify", audit::verify)
        .post("/office/card", card::check)
        .post("/office/card/issue", card::issue)
        .post("/administration/eligibility", administration::eligibility)
        .post("/administration/grounds", grounds::post)
        .post("/administration/limits", limits::post)
        .post("/administration/staff", staff::post)
        .post("/administration/papers", administration::papers)
        .post("/language", language::post)
        .get("/TinCheck/GetTaxPayer", tin_check::get_taxpayer)
        .get("/healthz", operations::healthz)
        .get("/readyz", operations::readyz)
        .get("/metrics", operations::metrics);
    let book = ONLY_POSTED.iter().fold(book, |book, path| book.get(path, render::page_of_post));
    let (rest, described) = rest::router(&web);
    let entries = book.entries.into_iter().chain(described).collect();
    let assets = web.assets.clone();
    let seconds = web.foundation.settings.server.request_seconds;
    // each `Router::layer` is a box around every route, cloned for each request with all the boxes in it: so only two
    let pages = ServiceBuilder::new()
        // what is not made anew for every reader lies compressed on disk already
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(seconds)))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CsrfLayer::new())
        .layer(from_fn(same_origin::require_origin))
        .layer(from_fn_with_state(web.clone(), client::know));
    let everything = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(move |payload| failure::panicked(&assets, payload)))
        .layer(from_fn_with_state(observe::Observer::new(web.clone()), observe::observe))
        .layer(map_response(async |response: Response| headers::add(response)));
    let router = book
        .router
        .fallback(render::page)
        .layer(pages)
        .merge(assets::router(&web))
        .merge(rest)
        .layer(everything)
        .with_state(web);
    (router, entries)
}
