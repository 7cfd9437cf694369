//! A case: everything about one application on one screen, and the moves it can make.

mod acceptance;
mod access;
mod annulling;
mod claim;
mod comparison;
mod deciding;
mod desk;
mod give_back;
mod ground_document;
mod handing_over;
mod history;
mod identity;
mod notices;

use domain::access_application::ApplicationState;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::{
    office::{failure::failure, keys, opening::Opening},
    posted,
};
use crate::{
    api::{
        ApiError, ForbiddenReason,
        office::{Case, CaseState, OfficeState, office_case},
    },
    components::{ErrorSummary, InlineMessage, Layout, MessageKind, Page, Skeleton},
    i18n::{Lang, t, use_lang},
    routes,
};
use desk::{Desk, KEYS};

/// `/office/applications/{id}`.
pub(super) fn page() -> AnyView {
    let state = posted::<CaseState>();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let case = Resource::new_blocking(move || id.get(), office_case);
    let lang = use_lang();
    let posted = StoredValue::new(state);
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, Default::default()));
    let desk = Desk::new(lang, go);
    let opened =
        Callback::new(
            move |found: String| {
                if found == id.get_untracked() { desk.read_again() } else { go.run(routes::case(&found)) }
            },
        );
    let opening = Opening::new(lang, OfficeState::default(), opened);
    let keys = keys::Keys::listen(Callback::new(move |key| desk.press(key)));
    // what a plain post left belongs to the first case that this page shows
    Effect::new(move |_| posted.set_value(CaseState::default()));

    view! {
        <Page title=t::case::title(lang) form_id="page-form" layout=Layout::Office>
            <div class="case" data-keys=move || keys.state()>
                <Suspense fallback=|| view! { <Skeleton lines=16 /> }>
                    {move || Suspend::new(async move {
                        match case.await {
                            Ok(found) => {
                                keys.on.set(found.shortcuts);
                                desk_view(desk, opening, found, posted.get_value())
                            }
                            Err(error) => {
                                view! { {failure(lang, &error, true)} {empty_form(&id.get_untracked())} }.into_any()
                            }
                        }
                    })}
                </Suspense>
                {keys::key_list(lang, keys, KEYS)}
            </div>
        </Page>
    }
    .into_any()
}

/// Where nothing is to be filled in, a form for the language buttons alone: the page has no other of that id.
fn empty_form(id: &str) -> AnyView {
    view! { <form method="post" id="page-form" action=routes::case(id)></form> }.into_any()
}

fn desk_view(desk: Desk, opening: Opening, case: Case, posted: CaseState) -> AnyView {
    let lang = desk.lang;
    desk.show(case, posted);
    let bar = move || desk.case(|case| bar(lang, opening, case));
    let head = move || desk.case(|case| identity::view(lang, case));
    let claim = move || desk.case(|case| claim::view(desk, case));
    let notices = move || desk.case(|case| notices::view(lang, case));
    let table = move || desk.case(|case| comparison::view(lang, case));
    let events = move || desk.case(|case| history::view(lang, case));
    let pane = move || desk.case(|case| pane(desk, opening, case));
    let sign_in = move || {
        let ended = desk.error.with(|error| *error == Some(ApiError::Forbidden(ForbiddenReason::SignInRequired)));
        ended.then(
            || view! { <p><a class="button" href=routes::OFFICE_SIGN_IN>{t::office::sign_in_button(lang)}</a></p> },
        )
    };
    let no_form = move || (!desk.has_page_form()).then(|| desk.case(|case| empty_form(&case.id)));
    view! {
        {bar}
        {head}
        {claim}
        <div class="case__panes">
            <div class="case__facts">{notices} {table} {events}</div>
            <div class="case__decision">
                <ErrorSummary error=desk.error />
                {sign_in}
                {pane}
            </div>
        </div>
        {no_form}
    }
    .into_any()
}

/// Back to the queue, the scanner's field, the next case.
fn bar(lang: Lang, opening: Opening, case: &Case) -> AnyView {
    let scan = needs_no_paper(case).then(|| {
        let error = opening.error();
        view! { {opening.bar()} <ErrorSummary error=error /> }
    });
    let next = case.next.as_ref().map(|next| {
        view! {
            <a class="button button--secondary case__next" href=routes::case(next) aria-keyshortcuts="n">
                {t::office::next_case(lang)} " " {keys::hint("n")}
            </a>
        }
    });
    view! {
        <div class="case__bar">
            <a class="case__back" href=routes::OFFICE>{t::office::back_to_queue(lang)}</a>
            {scan}
            {next}
        </div>
    }
    .into_any()
}

/// Nothing on this page asks for its own paper: it has been opened by it, or is past the acceptance, which fixed the
/// application that is meant.
fn needs_no_paper(case: &Case) -> bool {
    case.opened_by_code || case.state != ApplicationState::Submitted
}

/// What is to be done now.
fn pane(desk: Desk, opening: Opening, case: &Case) -> AnyView {
    let lang = desk.lang;
    match case.state {
        ApplicationState::Submitted if !case.opened_by_code => locked(lang, opening),
        ApplicationState::Submitted => acceptance::view(desk, case),
        ApplicationState::Accepted => deciding::view(desk, case),
        ApplicationState::Granted | ApplicationState::Refused | ApplicationState::Delivered => {
            handing_over::view(desk, case)
        }
        ApplicationState::Expired => closed(lang, t::case::closed_expired(lang)),
        ApplicationState::Withdrawn => closed(lang, t::case::closed_withdrawn(lang)),
        ApplicationState::Superseded => closed(lang, t::case::closed_superseded(lang)),
        ApplicationState::Annulled => annulling::annulled(lang, case),
    }
}

/// The heading of the pane takes the focus after a move, so that its words are read out.
fn heading(text: &'static str) -> AnyView {
    view! { <h2 class="case__heading" id="decision" tabindex="-1">{text}</h2> }.into_any()
}

fn locked(lang: Lang, opening: Opening) -> AnyView {
    view! {
        {heading(t::case::locked_title(lang))}
        <p>{t::case::locked_text(lang)}</p>
        {opening.form("open-form")}
    }
    .into_any()
}

fn closed(lang: Lang, text: &'static str) -> AnyView {
    view! {
        {heading(t::case::decision(lang))}
        <InlineMessage kind=MessageKind::Info>{text}</InlineMessage>
    }
    .into_any()
}
