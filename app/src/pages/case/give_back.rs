//! «Вернуть как неполное»: what is missing is ticked and told to whoever holds INN and code.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{super::office::controls, desk::Desk};
use crate::{
    api::office::{Case, ReturnForm, give_back_case},
    components::{ButtonKind, SubmitButton},
    i18n::t,
    pages::checked_fields::switches_language,
    routes,
};

const PAPERS: [&str; 8] = [
    "missing_paper_1",
    "missing_paper_2",
    "missing_paper_3",
    "missing_paper_4",
    "missing_paper_5",
    "missing_paper_6",
    "missing_paper_7",
    "missing_paper_8",
];

/// The form behind its summary; open with what a plain post left.
pub(super) fn view(desk: Desk, case: &Case) -> AnyView {
    let lang = desk.lang;
    let posted = desk.posted_return();
    let open = posted.is_some();
    let posted = posted.unwrap_or_default();
    let checks = [
        ("missing_form", t::case::missing_form(lang), !posted.missing_form.is_empty()),
        ("missing_requisites", t::case::missing_requisites(lang), !posted.missing_requisites.is_empty()),
        ("missing_identity", t::case::missing_identity(lang), !posted.missing_identity.is_empty()),
    ];
    let checks = checks.map(|(name, label, ticked)| tick(name, label.to_owned(), ticked)).into_iter().collect_view();
    let papers = case.papers.iter().zip(PAPERS).zip(posted.papers());
    let papers = papers.map(|((paper, name), ticked)| tick(name, paper.clone(), ticked)).collect_view();
    let (id, version) = (case.id.clone(), case.version);
    let send = move |event: SubmitEvent| {
        if !switches_language(&event) {
            event.prevent_default();
            let form = ReturnForm { id: id.clone(), version, ..typed() };
            desk.ask(Box::pin(give_back_case(form)));
        }
    };
    view! {
        <details class="choice choice--return" id="give-back" open=open>
            <summary class="choice__title">{t::case::give_back(lang)}</summary>
            <div class="choice__body">
                <form method="post" action=routes::case_part(&case.id, "return") novalidate on:submit=send>
                    <input type="hidden" name="version" value=version.to_string() />
                    <p class="case__note">{t::case::give_back_text(lang)}</p>
                    <fieldset class="checks">
                        <legend class="unseen">{t::case::give_back_missing(lang)}</legend>
                        {checks}
                        {papers}
                    </fieldset>
                    <label class="field__label" for="reason">{t::case::give_back_note(lang)}</label>
                    <input
                        class="field__input"
                        id="reason"
                        name="reason"
                        type="text"
                        maxlength="300"
                        autocomplete="off"
                        value=posted.reason
                    />
                    <div class="case__action">
                        <SubmitButton label=t::case::give_back_confirm(lang) busy=desk.busy kind=ButtonKind::Secondary />
                    </div>
                </form>
            </div>
        </details>
    }
    .into_any()
}

/// A box to tick beside words that only the page knows.
pub(super) fn tick(name: &'static str, label: String, ticked: bool) -> AnyView {
    view! {
        <div class="checkbox">
            <label class="checkbox__label">
                <input class="checkbox__input" type="checkbox" id=name name=name value="on" checked=ticked />
                <span>{label}</span>
            </label>
        </div>
    }
    .into_any()
}

fn typed() -> ReturnForm {
    let [p1, p2, p3, p4, p5, p6, p7, p8] = PAPERS.map(controls::ticked);
    ReturnForm {
        missing_form: controls::ticked("missing_form"),
        missing_requisites: controls::ticked("missing_requisites"),
        missing_identity: controls::ticked("missing_identity"),
        missing_paper_1: p1,
        missing_paper_2: p2,
        missing_paper_3: p3,
        missing_paper_4: p4,
        missing_paper_5: p5,
        missing_paper_6: p6,
        missing_paper_7: p7,
        missing_paper_8: p8,
        reason: controls::typed("reason"),
        ..ReturnForm::default()
    }
}
