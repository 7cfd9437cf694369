//! «Помощник»: a question, the passages that answer it, and always the way to somebody who knows.

mod answer;

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use self::answer::{answer, call};
use super::{
    checked_fields::{CheckedFields, switches_language},
    posted,
};
use crate::{
    api::{
        ApiError, Field, Message,
        assistant::{AssistantAnswer, AssistantForm, AssistantState, LONGEST_QUESTION, ask_assistant},
    },
    components::{Check, ErrorSummary, FieldHandle, InputKind, Page, SubmitButton, TextField},
    i18n::{Lang, t, use_lang},
    routes,
};

/// «Помощник».
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let state = posted::<AssistantState>();
    let asking = Asking::new(lang, &state);
    view! {
        <Page title=t::assistant::title(lang) form_id="page-form">
            <h1 class="page__title">{t::assistant::title(lang)}</h1>
            <p class="page__lead">{t::assistant::intro(lang)}</p>
            <ErrorSummary error=asking.error />
            {asking.form()}
            <div class="assistant__answer" aria-live="polite" tabindex="-1" node_ref=asking.place>
                {move || asking.answer.get().map(|found| answer(lang, found))}
            </div>
            {call(lang)}
        </Page>
    }
    .into_any()
}

/// The page's state.
#[derive(Clone, Copy)]
struct Asking {
    lang: Lang,
    question: FieldHandle,
    question_rule: Check,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    answer: RwSignal<Option<AssistantAnswer>>,
    busy: RwSignal<bool>,
    place: NodeRef<html::Div>,
}

impl Asking {
    /// Starts from what a plain post left.
    fn new(lang: Lang, state: &AssistantState) -> Self {
        let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
        let question = FieldHandle::new(Field::Question, state.form.question.clone(), &errors);
        let error = RwSignal::new(state.error.clone());
        let checked = CheckedFields::new(error);
        let question_rule = checked.add(question, |text| text.trim().is_empty().then_some(Message::Required));
        Self {
            lang,
            question,
            question_rule,
            checked,
            error,
            answer: RwSignal::new(state.answer.clone()),
            busy: RwSignal::new(false),
            place: NodeRef::new(),
        }
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        view! {
            <form
                id="page-form"
                class="form assistant"
                method="post"
                action=routes::ASSISTANT
                novalidate
                on:submit=move |event| self.send(&event)
            >
                <TextField
                    handle=self.question
                    label=t::assistant::question(lang)
                    hint=t::assistant::question_hint(lang)
                    kind=InputKind::Search
                    max_length=LONGEST_QUESTION as u32
                    check=self.question_rule
                />
                <SubmitButton label=t::assistant::ask(lang) busy=self.busy />
            </form>
        }
        .into_any()
    }

    fn send(self, event: &SubmitEvent) {
        if switches_language(event) {
            return;
        }
        event.prevent_default();
        if self.busy.get_untracked() || !self.checked.check() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let form = AssistantForm { question: self.question.text() };
        spawn_local(async move {
            let found = ask_assistant(form).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match found {
                Ok(found) => self.show(found),
                Err(error) => {
                    self.answer.set(None);
                    self.checked.refused(error);
                }
            }
        });
    }

    fn show(self, found: AssistantAnswer) {
        self.answer.set(Some(found));
        // on a phone the answer is below the keyboard's edge
        if let Some(place) = self.place.get_untracked() {
            let _ = place.focus();
        }
    }
}
