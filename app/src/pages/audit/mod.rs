//! «Журнал действий»: the audit trail of the own office for its head, of everything for administrators. Plain HTML.

mod chain;
mod entries;

use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::{
    Failed,
    annulment::fields::{Line, errors_of, line},
    office_ways::{Way, office_identity, ways},
    plain_form::{PlainChoice, PlainField},
};
use crate::{
    api::{
        ApiError, Field, ForbiddenReason,
        audit::{AuditPage, AuditState},
    },
    components::{EmptyState, ErrorSummary, Layout, Page},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/office/audit`.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let state = use_context::<AuditState>().unwrap_or_default();
    let identity = state.found.as_ref().map(|found| who(lang, found)).into_any();
    let content = match (&state.found, &state.error) {
        (Some(found), _) => view(lang, &state, found),
        (None, Some(error)) => kept_out(lang, error),
        (None, None) => ().into_any(),
    };
    view! {
        <Page title=t::audit::title(lang) form_id="page-form" layout=Layout::Office identity=identity>
            {content}
        </Page>
    }
    .into_any()
}

fn who(lang: Lang, found: &AuditPage) -> AnyView {
    match &found.office {
        Some(office) => office_identity(lang, office, &found.who, true),
        None => {
            view! { <span class="office-identity">{t::administration::at_work(lang, &found.who)}</span> }.into_any()
        }
    }
}

fn view(lang: Lang, state: &AuditState, found: &AuditPage) -> AnyView {
    let head = found.office.is_some();
    let (above, lead) = if head {
        (ways(lang, Way::Audit, true), t::audit::lead_office(lang))
    } else {
        let back = view! {
            <p class="eligibility__back">
                <a href=routes::ADMINISTRATION>{t::administration::title(lang)}</a>
            </p>
        };
        (back.into_any(), t::audit::lead_all(lang))
    };
    view! {
        <div class="desk">
            {above}
            <h1 class="office__title">{t::audit::title(lang)}</h1>
            <p class="desk__lead">{lead}</p>
            <ErrorSummary error=RwSignal::new(state.error.clone()) />
            {form(lang, state, found)}
            {entries::entries(lang, found, &state.form)}
            {(!head).then(|| chain::chain(lang, found.chain.as_ref()))}
        </div>
    }
    .into_any()
}

/// What to search for, with what was searched for in it.
fn form(lang: Lang, state: &AuditState, found: &AuditPage) -> AnyView {
    let errors = errors_of(state.error.as_ref());
    let day = |name: &'static str, label: &'static str, value: &str| {
        view! {
            <div class="field">
                <label class="field__label" for=name>
                    {label}
                </label>
                <input class="field__input" type="date" id=name name=name value=value.to_owned() />
            </div>
        }
    };
    let staff = PlainField {
        value: state.form.staff.clone(),
        max_length: 64,
        ..PlainField::new("staff", t::audit::staff(lang))
    };
    let any = (String::new(), t::audit::any(lang).to_owned());
    let actions = PlainChoice {
        name: "audited",
        label: t::audit::action(lang),
        hint: "",
        chosen: state.form.audited.clone(),
        choices: std::iter::once(any).chain(found.actions.iter().cloned()).collect(),
        wrong: None,
    };
    let inn = Line { label: t::audit::inn(lang), numeric: true, autocomplete: "off", most: 40, ..Line::default() };
    view! {
        <form id="page-form" class="desk__row" method="post" action=routes::AUDIT novalidate>
            {staff.view(lang)}
            {actions.view(lang)}
            {line(Field::Inn, &state.form.inn, &errors, inn)}
            {day("from", t::figures::from(lang), &found.from)}
            {day("to", t::figures::to(lang), &found.to)}
            <button type="submit" class="button button--primary">{t::audit::search(lang)}</button>
        </form>
    }
    .into_any()
}

/// For who is neither head of an office nor administrator.
fn kept_out(lang: Lang, error: &ApiError) -> AnyView {
    match error {
        ApiError::Forbidden(ForbiddenReason::SignInRequired) => {
            view! { <Redirect path=routes::OFFICE_SIGN_IN /> }.into_any()
        }
        ApiError::Forbidden(_) => view! {
            <div class="office-failure">
                <EmptyState title=t::audit::refused_title(lang) text=t::audit::refused_text(lang) alone=true />
                <p class="page__actions">
                    <a class="button button--secondary" href=routes::OFFICE>{t::office::back_to_queue(lang)}</a>
                </p>
                // for the language buttons
                <form method="post" id="page-form" action=routes::AUDIT></form>
            </div>
        }
        .into_any(),
        error => view! { <Failed error=error.clone() /> }.into_any(),
    }
}
