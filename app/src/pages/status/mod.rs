//! «Состояние заявления»: the form of INN and code, or the application that this browser may see. Right after
//! registration the same page is the confirmation.

mod application;
mod find;
mod grounds;
#[cfg(feature = "ssr")]
mod outcome;
mod way;
mod withdrawal;
#[cfg(feature = "ssr")]
mod words;

pub(in crate::pages) use grounds::ground_text;
#[cfg(feature = "ssr")]
pub(crate) use words::shown;

use domain::access_application::ApplicationState;
use leptos::{html, prelude::*};

use self::{application::application, find::Finding, withdrawal::Withdrawal};
use super::{Failed, posted};
use crate::{
    api::{
        ApiError,
        shown_application::ShownApplication,
        status::{StatusState, WithdrawalState, current_application},
    },
    components::{Page, Skeleton},
    i18n::{t, use_lang},
};

/// The application that this browser may see, as the server tells it.
type Current = Resource<Result<Option<ShownApplication>, ApiError>>;

/// «Состояние заявления».
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let finding = Finding::new(lang, &posted::<StatusState>());
    let withdrawal = Withdrawal::new(lang, posted::<WithdrawalState>());
    let current = Current::new_blocking(|| (), |()| current_application());
    let heading = focus_after_change(current);
    let content = move || {
        Suspend::new(async move {
            match current.await {
                Ok(Some(found)) => application(lang, &found, current, withdrawal),
                Ok(None) => finding.view(current),
                Err(error) => view! { <Failed error=error /> }.into_any(),
            }
        })
    };
    view! {
        <Page title=t::status::title(lang) form_id="page-form">
            <div class="status" tabindex="-1" node_ref=heading>
                {withdrawal.error()}
                <Transition fallback=|| view! { <Skeleton lines=8 /> }>{content}</Transition>
            </div>
        </Page>
    }
    .into_any()
}

/// When what the page shows has changed under the reader (found, closed, withdrawn), the focus goes to its beginning;
/// not when it first appears, which is the router's affair.
fn focus_after_change(current: Current) -> NodeRef<html::Div> {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<Option<String>>| {
        let code = current.with(|loaded| match loaded {
            Some(Ok(Some(found))) if found.state == ApplicationState::Withdrawn => {
                Some([&found.code, " withdrawn"].concat())
            }
            Some(Ok(Some(found))) => Some(found.code.clone()),
            Some(Ok(None)) => Some(String::new()),
            _ => None,
        });
        if let (Some(Some(before)), Some(code)) = (&before, &code)
            && before != code
            && let Some(place) = place.get_untracked()
        {
            let _ = place.focus();
        }
        code.or_else(|| before.flatten())
    });
    place
}
