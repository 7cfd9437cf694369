//! Where administrators begin, and what their pages share.

use domain::{access_application::ApplicationKind, subject::SubjectKind};
use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::{Failed, posted, required_papers};
use crate::{
    api::{ApiError, ForbiddenReason, administration::administration_home, required_papers::PaperListState},
    components::{EmptyState, Layout, Page, Skeleton, answer_status},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/administration`.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let home = Resource::new_blocking(|| (), |()| administration_home());
    let state = posted::<PaperListState>();
    let wrong = RwSignal::new(state.error.clone());
    let state = StoredValue::new(state);
    let address = use_query_map();
    let wanted = Memo::new(move |_| address.with(|address| address.get("papers").unwrap_or_default()));
    let papers = Resource::new_blocking(move || wanted.get(), required_papers::asked);
    let content = move || {
        Suspend::new(async move {
            match (home.await, papers.await) {
                (Ok(_), Ok(Some(list))) => required_papers::list(lang, &list, state.get_value(), wrong),
                (Ok(_), Ok(None)) => entries(lang),
                (Err(error), _) | (_, Err(error)) => refused(lang, error),
            }
        })
    };
    let identity = view! {
        <Suspense>
            {move || Suspend::new(async move { home.await.ok().map(|home| who(lang, &home.administrator)) })}
        </Suspense>
    }
    .into_any();
    view! {
        <Page title=t::administration::title(lang) layout=Layout::Office identity=identity>
            <Transition fallback=|| view! { <Skeleton lines=4 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

/// What there is to do, one entry each.
fn entries(lang: Lang) -> AnyView {
    view! {
        <div class="administration">
            <h1 class="office__title">{t::administration::title(lang)}</h1>
            <ul class="administration__entries">
                <li class="administration__entry">
                    <a href=routes::ELIGIBILITY>{t::eligibility::title(lang)}</a>
                    <p>{t::administration::eligibility_about(lang)}</p>
                </li>
                <li class="administration__entry">
                    <a href=routes::LIMITS rel="external">
                        {t::administration::limits(lang)}
                    </a>
                    <p>{t::administration::limits_about(lang)}</p>
                </li>
                <li class="administration__entry">
                    <a href=routes::GROUNDS rel="external">
                        {t::grounds::title(lang)}
                    </a>
                    <p>{t::grounds::about(lang)}</p>
                </li>
                <li class="administration__entry">
                    <a href=routes::STAFF>{t::staff::title(lang)}</a>
                    <p>{t::administration::staff_about(lang)}</p>
                </li>
                <li class="administration__entry">
                    <a href=required_papers::address(ApplicationKind::Grant, SubjectKind::Individual)>
                        {t::required_papers::title(lang)}
                    </a>
                    <p>{t::required_papers::about(lang)}</p>
                </li>
                <li class="administration__entry">
                    <a href=routes::GUIDES>{t::guides::title(lang)}</a>
                    <p>{t::administration::guides_about(lang)}</p>
                </li>
                <li class="administration__entry">
                    <a href=routes::AUDIT rel="external">{t::audit::title(lang)}</a>
                    <p>{t::audit::about(lang)}</p>
                </li>
                <li class="administration__entry">
                    <a href=routes::HEALTH rel="external">{t::health::title(lang)}</a>
                    <p>{t::health::about(lang)}</p>
                </li>
                <li class="administration__entry">
                    <a href=routes::OFFICE_KEYS rel="external">{t::passkeys::title(lang)}</a>
                    <p>{t::passkeys::about(lang)}</p>
                </li>
            </ul>
        </div>
    }
    .into_any()
}

/// Who is at work.
pub(super) fn who(lang: Lang, administrator: &str) -> AnyView {
    view! { <span class="office-identity">{t::administration::at_work(lang, administrator)}</span> }.into_any()
}

/// For whoever has no business here, and when something failed; without a session, the door of staff.
pub(super) fn refused(lang: Lang, error: ApiError) -> AnyView {
    match error {
        ApiError::Forbidden(ForbiddenReason::SignInRequired) => {
            view! { <Redirect path=routes::OFFICE_SIGN_IN /> }.into_any()
        }
        ApiError::Forbidden(_) => {
            answer_status(error.status());
            view! {
                <div class="office-failure">
                    <EmptyState
                        title=t::administration::refused_title(lang)
                        text=t::administration::refused_text(lang)
                        alone=true
                    />
                    <p class="page__actions">
                        <a class="button button--secondary" href=routes::OFFICE_SIGN_IN>
                            {t::office::sign_in_title(lang)}
                        </a>
                        <a class="button button--secondary" href=routes::HOME>{t::errors::to_home(lang)}</a>
                    </p>
                </div>
            }
            .into_any()
        }
        error => view! { <Failed error=error /> }.into_any(),
    }
}
