//! «Журнал действий»: the audit trail of the own office for its head, of everything for administrators.

mod chain;
mod entries;

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::components::Redirect;

use super::{
    Failed,
    checked_fields::switches_language,
    office::controls,
    office_ways::{Way, ways},
    posted,
};
use crate::{
    api::{
        ApiError, Field, ForbiddenReason,
        audit::{AuditForm, AuditPage, AuditState, ChainCheck, search_audit},
    },
    components::{EmptyState, ErrorSummary, FieldHandle, InnField, Layout, Page, Skeleton, answer_status, office_name},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/office/audit`.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let state = posted::<AuditState>();
    let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
    let searching = Searching {
        lang,
        inn: FieldHandle::new(Field::Inn, state.form.inn.clone(), &errors),
        asked: RwSignal::new(state.form),
        error: RwSignal::new(state.error),
        chain: RwSignal::new(None),
    };
    let Searching { asked, error, .. } = searching;
    let found = Resource::new_blocking(move || asked.get(), search_audit);
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok(found) => view(searching, &found),
                // what was typed was wrong: the form again, with nothing found
                Err(refused @ ApiError::Validation(_)) => {
                    searching.inn.error.set(refused.fields().get(Field::Inn));
                    error.set(Some(refused));
                    form(searching, None)
                }
                Err(error) => kept_out(lang, error),
            }
        })
    };
    let identity = view! {
        <Suspense>
            {move || Suspend::new(async move { found.await.ok().map(|found| who(lang, &found)) })}
        </Suspense>
    }
    .into_any();
    view! {
        <Page title=t::audit::title(lang) form_id="page-form" layout=Layout::Office identity=identity>
            <Transition fallback=|| view! { <Skeleton lines=12 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

/// The page's state; it outlives the data, which are asked for anew with every search.
#[derive(Clone, Copy)]
struct Searching {
    lang: Lang,
    inn: FieldHandle,
    asked: RwSignal<AuditForm>,
    error: RwSignal<Option<ApiError>>,
    /// What was heard of the verification since the page was loaded.
    chain: RwSignal<Option<ChainCheck>>,
}

fn who(lang: Lang, found: &AuditPage) -> AnyView {
    let office = found.office.as_ref().map(|office| view! { <strong>{office_name(lang, office)}</strong> " " });
    view! {
        <span class="office-identity">
            {office} <span>{found.who.clone()}</span>
        </span>
    }
    .into_any()
}

fn view(searching: Searching, found: &AuditPage) -> AnyView {
    let Searching { lang, asked, .. } = searching;
    let before = asked.get_untracked();
    let head = found.office.is_some();
    let back = (!head).then(|| {
        view! {
            <p class="eligibility__back">
                <a href=routes::ADMINISTRATION>{t::administration::title(lang)}</a>
            </p>
        }
    });
    let ways = head.then(|| ways(lang, Way::Audit, true));
    let lead = if head { t::audit::lead_office(lang) } else { t::audit::lead_all(lang) };
    view! {
        <div class="desk">
            {ways}
            {back}
            <h1 class="office__title">{t::audit::title(lang)}</h1>
            <p class="desk__lead">{lead}</p>
            {form(searching, Some(found))}
            {entries::entries(lang, found, &before, asked)}
            {(!head).then(|| chain::chain(lang, found.chain.clone(), searching.chain))}
        </div>
    }
    .into_any()
}

/// What to search for. Days and actions come from what was found: without them the form still asks.
fn form(searching: Searching, found: Option<&AuditPage>) -> AnyView {
    let Searching { lang, inn, asked, error, .. } = searching;
    let before = asked.get_untracked();
    let send = move |event: SubmitEvent| {
        if switches_language(&event) {
            return;
        }
        event.prevent_default();
        error.set(None);
        asked.set(AuditForm {
            staff: controls::typed("staff"),
            audited: controls::selected("audited"),
            inn: inn.text(),
            from: controls::typed("from"),
            to: controls::typed("to"),
            before: String::new(),
        });
    };
    let chosen = before.audited.clone();
    let actions: Vec<AnyView> = found
        .map(|found| found.actions.clone())
        .unwrap_or_default()
        .into_iter()
        .map(|(word, name)| {
            let selected = word == chosen;
            view! { <option value=word selected=selected>{name}</option> }.into_any()
        })
        .collect();
    let day = |name: &'static str, label: &'static str, value: String| {
        view! {
            <div class="field">
                <label class="field__label" for=name>{label}</label>
                <input class="field__input" type="date" id=name name=name value=value />
            </div>
        }
    };
    let from = found.map_or_else(|| before.from.clone(), |found| found.from.clone());
    let to = found.map_or_else(|| before.to.clone(), |found| found.to.clone());
    view! {
        <ErrorSummary error=error />
        <form id="page-form" class="desk__row" method="post" action=routes::AUDIT novalidate on:submit=send>
            <div class="field">
                <label class="field__label" for="staff">{t::audit::staff(lang)}</label>
                <input
                    class="field__input"
                    type="text"
                    id="staff"
                    name="staff"
                    value=before.staff.clone()
                    maxlength="64"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                />
            </div>
            <div class="field">
                <label class="field__label" for="audited">{t::audit::action(lang)}</label>
                <select class="field__input field__input--select" id="audited" name="audited" autocomplete="off">
                    <option value="">{t::audit::any(lang)}</option>
                    {actions}
                </select>
            </div>
            <InnField handle=inn label=t::audit::inn(lang) />
            {day("from", t::figures::from(lang), from)}
            {day("to", t::figures::to(lang), to)}
            <button type="submit" class="button button--primary">{t::audit::search(lang)}</button>
        </form>
    }
    .into_any()
}

/// For who is neither head of an office nor administrator.
fn kept_out(lang: Lang, error: ApiError) -> AnyView {
    match error {
        ApiError::Forbidden(ForbiddenReason::SignInRequired) => {
            view! { <Redirect path=routes::OFFICE_SIGN_IN /> }.into_any()
        }
        ApiError::Forbidden(_) => {
            answer_status(error.status());
            view! {
                <div class="office-failure">
                    <EmptyState title=t::audit::refused_title(lang) text=t::audit::refused_text(lang) alone=true />
                    <p class="page__actions">
                        <a class="button button--secondary" href=routes::OFFICE>{t::office::back_to_queue(lang)}</a>
                    </p>
                    // for the language buttons
                    <form method="post" id="page-form" action=routes::AUDIT></form>
                </div>
            }
            .into_any()
        }
        error => view! { <Failed error=error /> }.into_any(),
    }
}
