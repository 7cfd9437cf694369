//! What stands where the data of an inspector's page should be.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::{
    api::{ApiError, ForbiddenReason},
    components::{EmptyState, answer_status, office_name},
    i18n::{Lang, error_text, t},
    routes,
};

/// Says what went wrong and where to go; without a session, goes to the sign-in, and with an administrator's to their
/// pages.
///
/// `alone`: the page has no other title.
pub(crate) fn failure(lang: Lang, error: &ApiError, alone: bool) -> AnyView {
    let (title, text, href, link) = match error {
        ApiError::Forbidden(ForbiddenReason::SignInRequired) => {
            return view! { <Redirect path=routes::OFFICE_SIGN_IN /> }.into_any();
        }
        ApiError::Forbidden(ForbiddenReason::Administrator) => {
            return view! { <Redirect path=routes::ADMINISTRATION /> }.into_any();
        }
        ApiError::Forbidden(ForbiddenReason::ForeignOffice(office)) => (
            t::office::foreign_title(lang),
            t::office::foreign_text(lang, &office_name(lang, office)),
            routes::OFFICE,
            t::office::back_to_queue(lang),
        ),
        ApiError::Forbidden(ForbiddenReason::Role) => (
            t::office::staff_only_title(lang),
            t::office::staff_only_text(lang).to_owned(),
            routes::CABINET,
            t::office::back_to_cabinet(lang),
        ),
        ApiError::NotFound => (
            t::office::missing_title(lang),
            t::office::missing_text(lang).to_owned(),
            routes::OFFICE,
            t::office::back_to_queue(lang),
        ),
        _ => (t::office::failed_title(lang), error_text(lang, error), routes::OFFICE, t::office::back_to_queue(lang)),
    };
    answer_status(error.status());
    let staff = matches!(error, ApiError::Forbidden(ForbiddenReason::Role)).then(|| {
        view! { <a class="button button--secondary" href=routes::OFFICE_SIGN_IN>{t::office::sign_in_title(lang)}</a> }
    });
    view! {
        <div class="office-failure">
            <EmptyState title=title text=text alone=alone />
            <p class="page__actions">
                <a class="button button--secondary" href=href>{link}</a>
                {staff}
            </p>
        </div>
    }
    .into_any()
}
