//! `/office/annulment`: annulment at once on documentary evidence. Typed once, seen, confirmed.

use leptos::prelude::*;

use super::fields::{Line, errors_of, hidden, line};
use crate::{
    api::{
        ApiError, Field, ForbiddenReason,
        annulment::{EvidenceForm, EvidenceState, EvidenceSubject},
    },
    components::{ErrorSummary, FieldNames, InlineMessage, Layout, MessageKind, Page, summary_list},
    i18n::{Lang, t, use_lang},
    pages::facts::{self, Fact, words},
    routes,
};

/// What this form calls its fields.
const NAMES: FieldNames = &[
    (Field::Inn, t::annulment::subject),
    (Field::DocumentNumber, t::case::document_number),
    (Field::DocumentDate, t::case::document_date),
    (Field::Reason, t::annulment::note),
];

/// The form, or what was found to be confirmed.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let state = use_context::<EvidenceState>().unwrap_or_default();
    let content = match (&state.subject, &state.error) {
        (Some(subject), _) => confirmation(lang, subject, &state.form),
        // nothing to fill in for whoever has no business here
        (None, Some(ApiError::Forbidden(ForbiddenReason::Role | ForbiddenReason::Administrator))) => {
            view! { <form method="post" id="page-form" action=routes::OFFICE_ANNULMENT></form> }.into_any()
        }
        (None, _) => form(lang, &state),
    };
    view! {
        <Page title=t::annulment::evidence_title(lang) form_id="page-form" layout=Layout::Office>
            <p><a href=routes::OFFICE>{t::office::back_to_queue(lang)}</a></p>
            <h1 class="page__title">{t::annulment::evidence_title(lang)}</h1>
            <ErrorSummary error=RwSignal::new(state.error) names=NAMES />
            {content}
        </Page>
    }
    .into_any()
}

fn form(lang: Lang, state: &EvidenceState) -> AnyView {
    let errors = errors_of(state.error.as_ref());
    let EvidenceForm { inn, document_number, document_date, reason } = &state.form;
    let plain = |label, hint, most| Line { label, hint, most, ..Line::default() };
    let subject = Line { numeric: true, ..plain(t::annulment::subject(lang), t::annulment::subject_hint(lang), 40) };
    let number = plain(t::case::document_number(lang), "", 64);
    let date = plain(t::case::document_date(lang), t::case::document_date_hint(lang), 10);
    let note = plain(t::annulment::note(lang), t::annulment::note_hint(lang), 500);
    view! {
        <p class="page__lead">{t::annulment::evidence_lead(lang)}</p>
        <form id="page-form" class="form" method="post" action=routes::OFFICE_ANNULMENT novalidate>
            {line(Field::Inn, inn, &errors, subject)}
            {line(Field::DocumentNumber, document_number, &errors, number)}
            {line(Field::DocumentDate, document_date, &errors, date)}
            {line(Field::Reason, reason, &errors, note)}
            <div>
                <button type="submit" class="button button--primary" name="action" value="find">
                    {t::annulment::find(lang)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What would end, and the button that ends it. Everything typed goes along hidden.
fn confirmation(lang: Lang, subject: &EvidenceSubject, form: &EvidenceForm) -> AnyView {
    let mut facts: Vec<Fact> =
        vec![(t::annulment::whose(lang), words(&subject.name)), (t::annulment::inn(lang), facts::inn(&subject.inn))];
    if subject.organisation {
        facts.push((t::annulment::acting(lang), words(&subject.affected.to_string())));
    } else {
        facts.push((t::case::login(lang), facts::login(&subject.login)));
        facts.push((t::annulment::sessions(lang), words(&subject.affected.to_string())));
        facts.push((t::annulment::organisations(lang), words(&subject.organisations.to_string())));
    }
    facts.push((t::case::document_number(lang), words(form.document_number.trim())));
    facts.push((t::case::document_date(lang), words(form.document_date.trim())));
    facts.push((t::annulment::note(lang), words(form.reason.trim())));
    let warning = if subject.organisation {
        t::annulment::confirm_organisation(lang)
    } else {
        t::annulment::confirm_account(lang)
    };
    view! {
        <InlineMessage kind=MessageKind::Warning>{warning}</InlineMessage>
        {summary_list(facts)}
        <form id="page-form" class="form" method="post" action=routes::OFFICE_ANNULMENT novalidate>
            {hidden("inn", &form.inn)}
            {hidden("document_number", &form.document_number)}
            {hidden("document_date", &form.document_date)}
            {hidden("reason", &form.reason)}
            <div>
                <button type="submit" class="button button--danger" name="action" value="annul">
                    {t::annulment::annul(lang)}
                </button>
                " "
                <button type="submit" class="button button--secondary" name="action" value="change">
                    {t::annulment::change(lang)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
