//! «Проверка документа»: whoever holds a paper has it confirmed that it was issued. Plain HTML.

use domain::issued_paper::PaperKind;
use leptos::prelude::*;

use super::facts::{Fact, words};
use crate::{
    api::{
        ApiError,
        issued_papers::{IssuedPaper, PaperState},
    },
    components::{InlineMessage, MessageKind, Page, office_name, summary_list},
    i18n::{Lang, error_text, t, use_lang},
    routes,
};

/// Room for a mark typed with separators.
const MARK_CHARACTERS: u32 = 40;

/// `/papers` and `/papers/{mark}`.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let state = use_context::<PaperState>().unwrap_or_default();
    let another = state.answer.is_some();
    let answer = state.answer.map(|answer| match answer {
        Ok(paper) => confirmed(lang, &paper),
        Err(error) => refused(lang, &error),
    });
    view! {
        <Page title=t::papers::title(lang)>
            <h1 class="page__title">{t::papers::title(lang)}</h1>
            {answer}
            {(!another).then(|| view! { <p class="page__lead">{t::papers::lead(lang)}</p> })}
            {form(lang, &state.form.mark, another)}
        </Page>
    }
    .into_any()
}

fn confirmed(lang: Lang, paper: &IssuedPaper) -> AnyView {
    let facts: Vec<Fact> = vec![
        (t::papers::kind(lang), words(kind(lang, paper.kind))),
        (t::papers::number(lang), words(&paper.number)),
        (t::papers::dated(lang), words(&paper.dated.date())),
        (t::papers::office(lang), words(&office_name(lang, &paper.office))),
    ];
    view! {
        <InlineMessage kind=MessageKind::Success>
            <strong>{t::papers::issued(lang)}</strong>
        </InlineMessage>
        {summary_list(facts)}
        <p>{t::papers::compare(lang)}</p>
    }
    .into_any()
}

/// A mark that no paper has, or why it could not be looked up.
fn refused(lang: Lang, error: &ApiError) -> AnyView {
    let (title, text) = match error {
        ApiError::NotFound => (t::papers::unknown_title(lang), t::papers::unknown(lang).to_owned()),
        other => (t::components::problem_title(lang), error_text(lang, other)),
    };
    view! {
        <InlineMessage kind=MessageKind::Error>
            <strong>{title}</strong>
            <p>{text}</p>
        </InlineMessage>
    }
    .into_any()
}

fn form(lang: Lang, mark: &str, another: bool) -> AnyView {
    let kind = if another { "button button--secondary" } else { "button button--primary" };
    view! {
        <form class="form" method="post" action=routes::PAPERS>
            <div class="field">
                <label class="field__label" for="mark">{t::papers::mark(lang)}</label>
                <p class="field__hint" id="mark-hint">{t::papers::mark_hint(lang)}</p>
                <div class="field__row">
                    <div class="field__control field__control--medium">
                        <input
                            class="field__input field__input--digits"
                            type="text"
                            id="mark"
                            name="mark"
                            value=mark.to_owned()
                            maxlength=MARK_CHARACTERS
                            autocomplete="off"
                            autocapitalize="characters"
                            spellcheck="false"
                            aria-describedby="mark-hint"
                        />
                    </div>
                    <button type="submit" class=kind>{t::papers::check(lang)}</button>
                </div>
            </div>
        </form>
    }
    .into_any()
}

fn kind(lang: Lang, kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Application => t::papers::kind_application(lang),
        PaperKind::AnnulmentApplication => t::papers::kind_annulment_application(lang),
        PaperKind::Grant => t::papers::kind_grant(lang),
        PaperKind::Refusal => t::papers::kind_refusal(lang),
        PaperKind::AnnulmentNote => t::papers::kind_annulment_note(lang),
        PaperKind::RegistrationCard => t::papers::kind_registration_card(lang),
    }
}
