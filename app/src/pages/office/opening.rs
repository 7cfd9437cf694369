//! Opening a case by the paper at the window: one field for the scanner, or INN and code (regulation, paragraph 6).

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{controls, keys};
use crate::{
    api::{
        ApiError, Field,
        office::{OfficeState, OpenForm, open_case},
    },
    components::{ButtonKind, Check, CodeField, ErrorSummary, FieldHandle, InnField, SubmitButton},
    i18n::{Lang, t},
    pages::{
        checked_fields::{CheckedFields, switches_language},
        paper_fields,
    },
    routes,
};

/// The state of the form, kept by the page.
#[derive(Clone, Copy)]
pub(crate) struct Opening {
    lang: Lang,
    paper: StoredValue<String>,
    inn: FieldHandle,
    inn_rule: Check,
    code: FieldHandle,
    code_rule: Check,
    /// Nothing was scanned: the two fields must not stay empty.
    by_hand: StoredValue<bool>,
    /// Enter was pressed in the empty bar, which has no other fields.
    paper_wanted: RwSignal<bool>,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    opened: Callback<String>,
}

impl Opening {
    /// Begins with what a plain post left; `opened` gets the UUID of the case.
    pub(crate) fn new(lang: Lang, state: OfficeState, opened: Callback<String>) -> Self {
        let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
        let inn = FieldHandle::new(Field::Inn, state.form.inn, &errors);
        let code = FieldHandle::new(Field::Code, state.form.code, &errors);
        let by_hand = StoredValue::new(false);
        let error = RwSignal::new(state.error);
        let checked = CheckedFields::new(error);
        Self {
            lang,
            paper: StoredValue::new(state.form.paper),
            inn,
            inn_rule: checked.add(inn, move |text| paper_fields::inn(&text, by_hand.get_value())),
            code,
            code_rule: checked.add(code, move |text| paper_fields::code(&text, by_hand.get_value())),
            by_hand,
            paper_wanted: RwSignal::new(false),
            checked,
            error,
            busy: RwSignal::new(false),
            opened,
        }
    }

    /// The whole form.
    pub(crate) fn form(self, id: &'static str) -> AnyView {
        let lang = self.lang;
        view! {
            <form
                class="opening"
                method="post"
                action=routes::OFFICE_OPEN
                id=id
                novalidate
                on:submit=move |event| self.submit(&event)
            >
                <ErrorSummary error=self.error />
                <div class="field">
                    <label class="field__label" for="paper">
                        {t::office::paper(lang)} " " {keys::hint("/")}
                    </label>
                    <p class="field__hint" id="paper-hint">{t::office::paper_hint(lang)}</p>
                    {self.paper_input(Some("paper-hint"))}
                </div>
                <p class="opening__or">{t::office::by_hand(lang)}</p>
                <InnField handle=self.inn label=t::office::inn(lang) check=self.inn_rule />
                <CodeField
                    handle=self.code
                    label=t::office::code(lang)
                    hint=t::office::code_hint(lang)
                    check=self.code_rule
                />
                <div class="opening__actions">
                    <SubmitButton label=t::office::open(lang) busy=self.busy kind=ButtonKind::Secondary />
                </div>
            </form>
        }
        .into_any()
    }

    /// The scanner's field alone, for the bar above a case: the next person's paper.
    pub(crate) fn bar(self) -> AnyView {
        let lang = self.lang;
        let send = move |event: SubmitEvent| {
            let empty = controls::typed("paper").trim().is_empty();
            self.paper_wanted.set(empty);
            if empty {
                event.prevent_default();
                self.error.set(None);
            } else {
                self.submit(&event);
            }
        };
        view! {
            <form
                class="opening opening--bar"
                method="post"
                action=routes::OFFICE_OPEN
                novalidate
                on:submit=send
            >
                <label class="opening__label" for="paper">
                    {t::office::next_paper(lang)} " " {keys::hint("/")}
                </label>
                {self.paper_input(Some("paper-wanted"))}
                <span class="opening__wanted" id="paper-wanted" role="status">
                    {move || self.paper_wanted.get().then(|| t::office::paper_wanted(lang))}
                </span>
            </form>
        }
        .into_any()
    }

    /// What went wrong, for a page that shows the bar alone.
    pub(crate) fn error(self) -> RwSignal<Option<ApiError>> {
        self.error
    }

    fn paper_input(self, described_by: Option<&'static str>) -> AnyView {
        view! {
            <input
                class="field__input opening__paper"
                id="paper"
                name="paper"
                type="text"
                value=self.paper.get_value()
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength="120"
                aria-describedby=described_by
                aria-keyshortcuts="/"
            />
        }
        .into_any()
    }

    fn submit(self, event: &SubmitEvent) {
        if switches_language(event) {
            return;
        }
        event.prevent_default();
        if self.busy.get_untracked() {
            return;
        }
        let form = OpenForm { paper: controls::typed("paper"), inn: self.inn.text(), code: self.code.text() };
        let scanned = !form.paper.trim().is_empty();
        self.by_hand.set_value(!scanned);
        if !scanned && !self.checked.check() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = open_case(form).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(id) => {
                    self.error.set(None);
                    self.opened.run(id);
                }
                Err(error) => {
                    self.checked.refused(error);
                    if scanned {
                        // the next scan replaces what the last one left
                        controls::clear("paper");
                    }
                }
            }
        });
    }
}
