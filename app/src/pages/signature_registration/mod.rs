//! Registration for entry by electronic signature: a number or two, and what is true of them afterwards.

mod done;
mod fields;

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use self::fields::Fields;
use super::{
    checked_fields::{CheckedFields, switches_language},
    posted,
};
use crate::{
    api::{
        ApiError,
        signature_registration::{SignatureRegistrationState, register_for_signature},
    },
    components::{ErrorSummary, InlineMessage, Page, SubmitButton},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/registration/by-signature`.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let registering = Registering::new(lang, posted::<SignatureRegistrationState>());
    let content = move || {
        if registering.registered.get() { done::done(lang, registering.fields.form()) } else { registering.form() }
    };
    view! {
        <Page title=t::signature_registration::title(lang) form_id="page-form">
            <div class="by-signature" aria-live="polite" tabindex="-1" node_ref=registering.place>
                {content}
            </div>
        </Page>
    }
    .into_any()
}

/// The page's state.
#[derive(Clone, Copy)]
struct Registering {
    lang: Lang,
    fields: Fields,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    registered: RwSignal<bool>,
    busy: RwSignal<bool>,
    place: NodeRef<html::Div>,
}

impl Registering {
    /// Starts from what a plain post left.
    fn new(lang: Lang, state: SignatureRegistrationState) -> Self {
        let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
        let error = RwSignal::new(state.error);
        let checked = CheckedFields::new(error);
        Self {
            lang,
            fields: Fields::new(&state.form, &errors, checked),
            checked,
            error,
            registered: RwSignal::new(state.registered),
            busy: RwSignal::new(false),
            place: NodeRef::new(),
        }
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let send = move |event: SubmitEvent| {
            if switches_language(&event) {
                return;
            }
            event.prevent_default();
            if !self.busy.get_untracked() && self.checked.check() {
                self.register();
            }
        };
        view! {
            <h1 class="page__title">{t::signature_registration::title(lang)}</h1>
            <p class="page__lead">{t::signature_registration::lead(lang)}</p>
            <InlineMessage>{t::signature_registration::not_yet(lang)}</InlineMessage>
            <ErrorSummary error=self.error />
            <form
                id="page-form"
                class="form registration"
                method="post"
                action=routes::SIGNATURE_REGISTRATION
                novalidate
                on:submit=send
            >
                {self.fields.view(lang)}
                <SubmitButton label=t::signature_registration::submit(lang) busy=self.busy />
            </form>
            <p class="registration__aside">
                {t::signature_registration::to_registration(lang)} " "
                <a href=routes::REGISTRATION>{t::registration::title(lang)}</a>
            </p>
        }
        .into_any()
    }

    fn register(self) {
        self.busy.set(true);
        self.error.set(None);
        let form = self.fields.form();
        spawn_local(async move {
            let answer = register_for_signature(form).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    self.registered.set(true);
                    // the button that was pressed has gone
                    if let Some(place) = self.place.get_untracked() {
                        let _ = place.focus();
                    }
                }
                Err(error) => self.checked.refused(error),
            }
        });
    }
}
