//! «Отозвать заявление», while nobody has accepted it: a fold that says what it means, and the button inside it.

use domain::access_application::ApplicationState;
use leptos::prelude::*;

use super::Current;
use crate::{
    api::{
        ApiError,
        shown_application::ShownApplication,
        status::{WithdrawalState, withdraw_application},
    },
    components::{ButtonKind, ErrorSummary, SubmitButton},
    i18n::{Lang, t},
    pages::one_button::asking,
    routes,
};

/// The state of the fold. It outlives the application's view, which is made anew when the office was quicker.
#[derive(Clone, Copy)]
pub(super) struct Withdrawal {
    lang: Lang,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

impl Withdrawal {
    /// Starts from what a plain post left.
    pub(super) fn new(lang: Lang, state: WithdrawalState) -> Self {
        Self { lang, error: RwSignal::new(state.error), busy: RwSignal::new(false) }
    }

    /// What went wrong, at the top of the page.
    pub(super) fn error(self) -> AnyView {
        view! { <ErrorSummary error=self.error /> }.into_any()
    }

    /// The fold; nothing once the application can't be taken back.
    pub(super) fn view(self, found: &ShownApplication, current: Current) -> AnyView {
        if found.state != ApplicationState::Submitted {
            return ().into_any();
        }
        let lang = self.lang;
        let answered = Callback::new(move |withdrawn: Result<(), ApiError>| {
            self.error.set(withdrawn.err());
            current.refetch();
        });
        let send = asking(self.busy, || Box::pin(withdraw_application()), answered);
        view! {
            <details class="status__withdraw" id="withdraw">
                <summary>{t::status::withdraw(lang)}</summary>
                <form method="post" action=routes::APPLICATION_WITHDRAW on:submit=send>
                    <p>{t::status::withdraw_text(lang)}</p>
                    <SubmitButton label=t::status::withdraw_confirm(lang) busy=self.busy kind=ButtonKind::Danger />
                </form>
            </details>
        }
        .into_any()
    }
}
