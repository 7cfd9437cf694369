//! The taxpayer's cabinet: who they are, their password and sessions, the history of their access.

mod history;
mod identity;
mod password;
mod sessions;

use leptos::{html, prelude::*};

use super::{
    posted,
    representation::{identity as who, kept_out},
};
use crate::{
    api::{
        ApiError, ForbiddenReason,
        cabinet::{CabinetDone, CabinetHome, CabinetState, cabinet_home},
    },
    components::{InlineMessage, Layout, MessageKind, Page, Skeleton},
    i18n::{Lang, t, use_lang},
};

/// What the parts of the page share: they change what the server knows, say what was done, and load it anew.
#[derive(Clone, Copy)]
struct Inside {
    lang: Lang,
    home: Resource<Result<CabinetHome, ApiError>>,
    done: RwSignal<Option<CabinetDone>>,
    /// What went wrong with the password; kept here, because its form is made anew with the page's data.
    password_error: RwSignal<Option<ApiError>>,
    /// Something else failed.
    problem: RwSignal<Option<ApiError>>,
}

impl Inside {
    /// It worked: say so and show what the server knows now.
    fn succeeded(self, done: CabinetDone) {
        self.problem.set(None);
        self.done.set(Some(done));
        self.home.refetch();
    }

    /// It did not work; a session or a cabinet that is gone shows itself when the page is loaded anew.
    fn failed(self, error: ApiError) {
        self.done.set(None);
        if let ApiError::Forbidden(ForbiddenReason::SignInRequired | ForbiddenReason::ChooseCabinet) = error {
            self.home.refetch();
        } else {
            self.problem.set(Some(error));
        }
    }
}

/// The cabinet's home.
pub(super) fn page() -> AnyView {
    let state = posted::<CabinetState>();
    let home = Resource::new_blocking(|| (), |()| cabinet_home());
    let lang = use_lang();
    // what is wrong with a field is the password form's affair: the others have none
    let (password_error, problem) = match state.error {
        error @ Some(ApiError::Validation(_) | ApiError::Throttled { .. }) => (error, None),
        other => (None, other),
    };
    let inside = Inside {
        lang,
        home,
        done: RwSignal::new(state.done),
        password_error: RwSignal::new(password_error),
        problem: RwSignal::new(problem),
    };
    let content = move || {
        Suspend::new(async move {
            match inside.home.await {
                Ok(home) => cabinet(inside, &home),
                Err(error) => kept_out(error),
            }
        })
    };
    let who = view! {
        <Suspense>
            {move || Suspend::new(async move { inside.home.await.ok().map(|home| who(lang, &home.identity)) })}
        </Suspense>
    }
    .into_any();
    view! {
        <Page title=t::cabinet::page(lang) layout=Layout::Cabinet identity=who>
            {news(inside)}
            <Transition fallback=|| view! { <Skeleton lines=10 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

fn cabinet(inside: Inside, home: &CabinetHome) -> AnyView {
    view! {
        {identity::title(inside.lang, home)}
        <div class="cabinet__columns">
            <div>
                {identity::identity(inside.lang, home)}
                {password::password(inside, home)}
                {sessions::sessions(inside, &home.sessions)}
            </div>
            <div>{history::history(inside.lang, &home.history)}</div>
        </div>
    }
    .into_any()
}

/// What was just done or failed, once, above everything; the focus goes there when it appears under the reader.
fn news(inside: Inside) -> AnyView {
    let lang = inside.lang;
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<()>| {
        let something = inside.done.get().is_some() || inside.problem.with(Option::is_some);
        if before.is_some() && something {
            request_animation_frame(move || {
                if let Some(place) = place.try_get_untracked().flatten() {
                    let _ = place.focus();
                }
            });
        }
    });
    let done = move || {
        let text = match inside.done.get()? {
            CabinetDone::PasswordChanged => t::cabinet::password_changed(lang),
            CabinetDone::SessionEnded => t::cabinet::session_ended(lang),
            CabinetDone::OtherSessionsEnded => t::cabinet::sessions_others_ended(lang),
        };
        Some(view! { <InlineMessage kind=MessageKind::Success>{text}</InlineMessage> })
    };
    let problem = move || {
        let text = inside.problem.with(|problem| problem.as_ref().map(|error| crate::i18n::error_text(lang, error)))?;
        Some(view! { <InlineMessage kind=MessageKind::Error>{text}</InlineMessage> })
    };
    view! {
        <div class="cabinet__news" role="status" tabindex="-1" node_ref=place>
            {done}
            {problem}
        </div>
    }
    .into_any()
}
