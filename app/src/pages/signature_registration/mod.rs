//! Registration for entry by electronic signature: one number, and what is true of it afterwards.

use domain::inn::{Inn, InnError, normalise_digits};
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::{
    checked_fields::{CheckedFields, switches_language},
    facts, posted,
    today::today,
};
use crate::{
    api::{
        ApiError, Field, Message,
        signature_registration::{SignatureRegistrationForm, SignatureRegistrationState, register_for_signature},
    },
    components::{Check, ErrorSummary, FieldHandle, InnField, Page, Panel, SubmitButton, summary_list},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/registration/by-signature`.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let registering = Registering::new(lang, posted::<SignatureRegistrationState>());
    let content = move || if registering.registered.get() { registering.done() } else { registering.form() };
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
    inn: FieldHandle,
    inn_rule: Check,
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
        let inn = FieldHandle::new(Field::Inn, state.form.inn, &errors);
        let error = RwSignal::new(state.error);
        let checked = CheckedFields::new(error);
        let inn_rule = checked.add(inn, |text| match Inn::parse_individual(&text, today()) {
            Err(InnError::Empty) => Some(Message::Required),
            Err(error) => Some(Message::Inn(error)),
            Ok(_) => None,
        });
        Self {
            lang,
            inn,
            inn_rule,
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
            <ErrorSummary error=self.error />
            <form
                id="page-form"
                class="form"
                method="post"
                action=routes::SIGNATURE_REGISTRATION
                novalidate
                on:submit=send
            >
                <InnField
                    handle=self.inn
                    label=t::signature_registration::inn(lang)
                    hint=t::signature_registration::inn_hint(lang)
                    check=self.inn_rule
                />
                <SubmitButton label=t::signature_registration::submit(lang) busy=self.busy />
            </form>
            {to_registration(lang)}
        }
        .into_any()
    }

    /// Reads the same for whoever had an account before and whoever had none.
    fn done(self) -> AnyView {
        let lang = self.lang;
        let inn = normalise_digits(&self.inn.text());
        let known = summary_list(vec![(t::signature_registration::done_inn(lang), facts::inn(&inn))]);
        view! {
            <Panel title=t::signature_registration::done_title(lang)>
                {known}
                <p>{t::signature_registration::done_opens(lang)}</p>
                <p>
                    <strong>{t::signature_registration::done_not_yet(lang)}</strong>
                </p>
                <p>{t::signature_registration::done_nothing_kept(lang)}</p>
            </Panel>
            // for the language buttons
            <form method="post" id="page-form" action=routes::SIGNATURE_REGISTRATION>
                <input type="hidden" name="inn" value=inn />
                <input type="hidden" name="registered" value="on" />
            </form>
            <p class="page__actions">
                <a class="button button--secondary" href=routes::HOME>{t::errors::to_home(lang)}</a>
            </p>
        }
        .into_any()
    }

    fn register(self) {
        self.busy.set(true);
        self.error.set(None);
        let form = SignatureRegistrationForm { inn: self.inn.text(), registered: String::new() };
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

fn to_registration(lang: Lang) -> AnyView {
    view! {
        <p class="registration__aside">
            {t::signature_registration::to_registration(lang)} " "
            <a href=routes::REGISTRATION>{t::registration::title(lang)}</a>
        </p>
    }
    .into_any()
}
