//! What all fields of one line share: the state behind the input, and the frame of label, hint and error around it.

use leptos::{html, prelude::*};

use super::icon::{Icon, icon};
use crate::{
    api::{Field, FieldErrors, Message},
    i18n::{message, t, use_lang},
};

/// Judges what is typed; `None` when it is right.
pub type Check = Callback<String, Option<Message>>;

/// Between leaving a field and its error, and between two looks whether what left it is still pressed.
const ERROR_DELAY: std::time::Duration = std::time::Duration::from_millis(150);

/// A field of a form: what is typed, and what is wrong with it. The page makes it and hands it to the component.
///
/// The input keeps its own text; `value` follows it. Text typed before hydration is read when the input appears.
#[derive(Clone, Copy)]
pub struct FieldHandle {
    /// Which; also the `name` and `id` of the input.
    pub field: Field,
    /// What is typed.
    pub value: RwSignal<String>,
    /// What is wrong, shown beside the input.
    pub error: RwSignal<Option<Message>>,
    /// The input, once it is in the page.
    pub node: NodeRef<html::Input>,
}

impl FieldHandle {
    /// A field that begins with `initial` and the error that the server found, if any.
    pub fn new(field: Field, initial: String, errors: &FieldErrors) -> Self {
        Self { field, value: RwSignal::new(initial), error: RwSignal::new(errors.get(field)), node: NodeRef::new() }
    }

    /// What is in the input now; before it is in the page, the initial text.
    pub fn text(&self) -> String {
        self.node.get_untracked().map_or_else(|| self.value.get_untracked(), |input| input.value())
    }

    /// Puts text into the input and the signal.
    pub fn put(&self, text: &str) {
        if let Some(input) = self.node.get_untracked().filter(|input| input.value() != text) {
            input.set_value(text);
        }
        if self.value.with_untracked(|value| value != text) {
            self.value.set(text.to_owned());
        }
    }

    /// Empties it.
    pub fn clear(&self) {
        self.put("");
    }

    /// Moves the focus there.
    pub fn focus(&self) {
        if let Some(input) = self.node.get_untracked() {
            let _ = input.focus();
        }
    }

    /// Judges the text as it is and shows what is wrong; `true` when it is right.
    pub fn examine(&self, check: Check) -> bool {
        let verdict = check.run(self.text());
        self.error.set(verdict);
        verdict.is_none()
    }

    /// The signal follows the text of the input, also the text typed before hydration.
    pub(super) fn follow_node(self) {
        Effect::new(move |_| {
            if let Some(input) = self.node.get() {
                let text = input.value();
                if self.value.with_untracked(|value| *value != text) {
                    self.value.set(text);
                }
            }
        });
    }

    /// What every keystroke does: the signal follows, an error vanishes as soon as the text is right.
    pub(super) fn typed(self, check: Option<Check>) {
        let text = self.text();
        if self.error.with_untracked(Option::is_some) && check.is_none_or(|check| check.run(text.clone()).is_none()) {
            self.error.set(None);
        }
        self.value.set(text);
    }

    /// What leaving the field does: an error appears. Not before the pointer is released: the button whose press left
    /// the field must still be under it then, or the click is lost.
    pub(super) fn left(self, check: Option<Check>) {
        if let Some(check) = check {
            set_timeout(
                move || {
                    if pressed() {
                        return self.left(Some(check));
                    }
                    // the page may have gone meanwhile, and its signals with it
                    if let (Some(input), Some(error)) =
                        (self.node.try_get_untracked().flatten(), self.error.try_get_untracked())
                    {
                        let verdict = check.run(input.value());
                        if verdict != error {
                            self.error.set(verdict);
                        }
                    }
                },
                ERROR_DELAY,
            );
        }
    }

    /// Id of a part of the field: `inn-hint`.
    pub(super) fn part_id(self, part: &str) -> String {
        [self.field.name(), "-", part].concat()
    }

    /// `aria-describedby`: hint (if there is one), further parts, error.
    pub(super) fn described_by(self, hint: &str, parts: &[&str]) -> String {
        let hint = if hint.is_empty() { None } else { Some("hint") };
        let ids: Vec<String> =
            hint.into_iter().chain(parts.iter().copied()).chain(["error"]).map(|part| self.part_id(part)).collect();
        ids.join(" ")
    }

    /// `aria-invalid`.
    pub(super) fn invalid(self) -> &'static str {
        if self.error.with(Option::is_some) { "true" } else { "false" }
    }
}

/// Whether the pointer holds something in the page down.
fn pressed() -> bool {
    document().query_selector(":active").is_ok_and(|held| held.is_some())
}

/// Label, hint and error around an input, and what stands beside or below it.
pub(super) struct Frame {
    pub(super) handle: FieldHandle,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) optional_mark: bool,
    /// `field__control--…`: how wide the input is.
    pub(super) size: &'static str,
    pub(super) input: AnyView,
    pub(super) beside: Option<AnyView>,
    pub(super) below: Option<AnyView>,
}

impl Frame {
    pub(super) fn view(self) -> AnyView {
        let lang = use_lang();
        let handle = self.handle;
        let optional =
            self.optional_mark.then(|| view! { <span class="field__optional">{t::components::optional(lang)}</span> });
        let hint = (!self.hint.is_empty()).then(|| {
            view! {
                <p class="field__hint" id=handle.part_id("hint")>
                    {self.hint}
                </p>
            }
        });
        view! {
            <div class="field" class:field--wrong=move || handle.error.with(Option::is_some)>
                <label class="field__label" for=handle.field.name()>
                    {self.label}
                    {optional}
                </label>
                {hint}
                <div class="field__error" id=handle.part_id("error") aria-live="polite">
                    {move || handle.error.get().map(|key| error_line(t::components::error_prefix(lang), message(lang, key)))}
                </div>
                <div class="field__row">
                    <div class=["field__control ", self.size].concat()>{self.input}</div>
                    {self.beside}
                </div>
                {self.below}
            </div>
        }
        .into_any()
    }
}

/// An error in words, with its sign, and said to be one to those who do not see its colour.
pub(super) fn error_line(prefix: &'static str, text: &'static str) -> AnyView {
    view! {
        {icon(Icon::Error)}
        <span>
            <span class="unseen">{prefix}" "</span>
            {text}
        </span>
    }
    .into_any()
}
