//! The form: INN and application code, both, as at the window.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::Current;
use crate::{
    api::{
        ApiError, Field,
        status::{StatusForm, StatusState, find_application},
    },
    components::{Check, CodeField, ErrorSummary, FieldHandle, InnField, SubmitButton},
    i18n::{Lang, t},
    pages::{
        checked_fields::{CheckedFields, switches_language},
        paper_fields,
    },
    routes,
};

/// The form's state. It outlives the form, which goes when an application is found.
#[derive(Clone, Copy)]
pub(super) struct Finding {
    lang: Lang,
    inn: FieldHandle,
    inn_rule: Check,
    code: FieldHandle,
    code_rule: Check,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

impl Finding {
    /// Starts from what was typed before a plain post.
    pub(super) fn new(lang: Lang, state: &StatusState) -> Self {
        let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
        let inn = FieldHandle::new(Field::Inn, state.form.inn.clone(), &errors);
        let code = FieldHandle::new(Field::Code, state.form.code.clone(), &errors);
        let error = RwSignal::new(state.error.clone());
        let checked = CheckedFields::new(error);
        let inn_rule = checked.add(inn, |text| paper_fields::inn(&text, true));
        let code_rule = checked.add(code, |text| paper_fields::code(&text, true));
        Self { lang, inn, inn_rule, code, code_rule, checked, error, busy: RwSignal::new(false) }
    }

    /// The form.
    pub(super) fn view(self, current: Current) -> AnyView {
        let lang = self.lang;
        let send = move |event: SubmitEvent| {
            if switches_language(&event) {
                return;
            }
            event.prevent_default();
            if !self.busy.get_untracked() {
                self.find(current);
            }
        };
        view! {
            <h1 class="page__title">{t::status::title(lang)}</h1>
            <p class="page__lead">{t::status::intro(lang)}</p>
            <ErrorSummary error=self.error />
            <form id="page-form" class="form" method="post" action=routes::APPLICATION novalidate on:submit=send>
                <InnField handle=self.inn label=t::status::inn(lang) check=self.inn_rule />
                <CodeField
                    handle=self.code
                    label=t::status::code(lang)
                    hint=t::status::code_hint(lang)
                    check=self.code_rule
                />
                <SubmitButton label=t::status::find(lang) busy=self.busy />
            </form>
            <p class="status__aside">
                {t::status::lost(lang)} " " <a href=routes::REGISTRATION>{t::status::register(lang)}</a>
            </p>
        }
        .into_any()
    }

    fn find(self, current: Current) {
        if !self.checked.check() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let form = StatusForm { inn: self.inn.text(), code: self.code.text() };
        spawn_local(async move {
            let found = find_application(form).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match found {
                Ok(()) => {
                    self.inn.clear();
                    self.code.clear();
                    current.refetch();
                }
                Err(error) => self.checked.refused(error),
            }
        });
    }
}
