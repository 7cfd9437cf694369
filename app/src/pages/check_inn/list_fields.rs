//! The list: typed or pasted, or a file.

use leptos::{html, prelude::*};

use crate::{
    api::{Field, FieldErrors, Message},
    components::{Icon, SubmitButton, icon},
    i18n::{Lang, message, t},
};

/// Files that are offered for choosing; the server looks at their content.
const KINDS: &str = ".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The two fields of a list, of which one is enough.
#[derive(Clone, Copy)]
pub(super) struct ListFields {
    lang: Lang,
    typed: StoredValue<String>,
    area: NodeRef<html::Textarea>,
    file: NodeRef<html::Input>,
    list_error: RwSignal<Option<Message>>,
    file_error: RwSignal<Option<Message>>,
    /// The browser sends the list and waits for the answer.
    pub(super) sending: RwSignal<bool>,
}

impl ListFields {
    /// Starts from what a plain post left.
    pub(super) fn new(lang: Lang, typed: String, errors: &FieldErrors) -> Self {
        let sending = RwSignal::new(false);
        Effect::new(move |_| {
            // the page may come back as it was left, by the browser's Back
            let handle = window_event_listener_untyped("pageshow", move |_| {
                let _ = sending.try_set(false);
            });
            on_cleanup(move || handle.remove());
        });
        Self {
            lang,
            typed: StoredValue::new(typed),
            area: NodeRef::new(),
            file: NodeRef::new(),
            list_error: RwSignal::new(errors.get(Field::List)),
            file_error: RwSignal::new(errors.get(Field::File)),
            sending,
        }
    }

    /// Nothing typed, no file chosen.
    pub(super) fn is_empty(self) -> bool {
        let typed = self.area.get_untracked().is_some_and(|area| !area.value().trim().is_empty());
        let chosen = self.file.get_untracked().is_some_and(|file| !file.value().is_empty());
        !typed && !chosen
    }

    /// Shows what is wrong with the list, beside its fields.
    pub(super) fn refuse(self, errors: &FieldErrors) {
        self.list_error.set(errors.get(Field::List));
        self.file_error.set(errors.get(Field::File));
    }

    pub(super) fn view(self) -> AnyView {
        let lang = self.lang;
        view! {
            <section class="form__part" aria-labelledby="part-many">
                <h2 class="form__heading" id="part-many">{t::check_inn::many(lang)}</h2>
                {self.area()}
                {self.file()}
                <SubmitButton
                    label=t::check_inn::check_list(lang)
                    busy=self.sending
                    name="action"
                    value="list"
                />
                {move || self.sending.get().then(|| progress(lang))}
            </section>
        }
        .into_any()
    }

    fn area(self) -> AnyView {
        let lang = self.lang;
        let error = self.list_error;
        view! {
            <div class="field" class:field--wrong=move || error.with(Option::is_some)>
                <label class="field__label" for="list">{t::check_inn::list(lang)}</label>
                <p class="field__hint" id="list-hint">{t::check_inn::list_hint(lang)}</p>
                <div class="field__error" id="list-error" aria-live="polite">{move || wrong(lang, error.get())}</div>
                <textarea
                    class="field__input field__input--digits check-inn__list"
                    id="list"
                    name="list"
                    rows="6"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="list-hint list-error"
                    aria-invalid=move || invalid(error)
                    node_ref=self.area
                    on:input=move |_| error.set(None)
                >
                    {crate::components::area_text(self.typed.get_value())}
                </textarea>
            </div>
        }
        .into_any()
    }

    fn file(self) -> AnyView {
        let lang = self.lang;
        let error = self.file_error;
        view! {
            <div class="field" class:field--wrong=move || error.with(Option::is_some)>
                <label class="field__label" for="file">{t::check_inn::file(lang)}</label>
                <p class="field__hint" id="file-hint">{t::check_inn::file_hint(lang)}</p>
                <div class="field__error" id="file-error" aria-live="polite">{move || wrong(lang, error.get())}</div>
                <input
                    class="check-inn__file"
                    id="file"
                    name="file"
                    type="file"
                    accept=KINDS
                    aria-describedby="file-hint file-error"
                    aria-invalid=move || invalid(error)
                    node_ref=self.file
                    on:change=move |_| error.set(None)
                />
            </div>
        }
        .into_any()
    }
}

fn progress(lang: Lang) -> AnyView {
    view! {
        <p class="check-inn__progress" role="status">
            <progress aria-label=t::check_inn::checking(lang)></progress>
            <span>{t::check_inn::checking(lang)}</span>
        </p>
    }
    .into_any()
}

fn wrong(lang: Lang, error: Option<Message>) -> Option<AnyView> {
    let error = error?;
    Some(
        view! {
            {icon(Icon::Error)}
            <span>
                <span class="unseen">{t::components::error_prefix(lang)} " "</span>
                {message(lang, error)}
            </span>
        }
        .into_any(),
    )
}

fn invalid(error: RwSignal<Option<Message>>) -> &'static str {
    if error.with(Option::is_some) { "true" } else { "false" }
}
