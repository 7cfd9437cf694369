//! The door of the staff: user name and password, then the second step.

mod second_step;

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

use super::{
    Failed,
    checked_fields::{CheckedFields, switches_language},
    posted,
};
use crate::{
    api::{
        ApiError, Field, ForbiddenReason, Message,
        sign_in::{SignInForm, SignInState, staff_sign_in},
        staff_entry::{EntryState, EntryStep, entry_step},
    },
    components::{
        Check, ErrorSummary, FieldHandle, InlineMessage, Page, PasswordField, Skeleton, SubmitButton, TextField,
    },
    i18n::{Lang, error_text, t, use_lang},
    routes,
};

/// `/office/sign-in`: whichever step comes next.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let state = StoredValue::new(posted::<EntryState>());
    let first = FirstStep::new(posted::<SignInState>());
    let step = Resource::new_blocking(|| (), |()| entry_step());
    let content = move || {
        Suspend::new(async move {
            let state = state.get_value();
            if let Some(entered) = state.entered {
                return second_step::entered(lang, entered);
            }
            match step.await {
                Ok(EntryStep::Password) => first.view(lang),
                Ok(EntryStep::NewPassword { name }) => second_step::new_password(lang, &name, &state),
                Ok(EntryStep::Enrol(enrolment)) => second_step::enrol(lang, enrolment, &state),
                Ok(EntryStep::Prove { by_passkey, by_app }) => second_step::prove(lang, by_passkey, by_app, &state),
                Err(error) => view! { <Failed error=error /> }.into_any(),
            }
        })
    };
    view! {
        <Page title=t::office::sign_in_title(lang) form_id="page-form">
            <Transition fallback=|| view! { <Skeleton lines=6 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

/// User name and password.
#[derive(Clone, Copy)]
struct FirstStep {
    login: FieldHandle,
    password: FieldHandle,
    login_rule: Check,
    password_rule: Check,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    /// Sent here by a session that ran out.
    ended: bool,
}

impl FirstStep {
    fn new(state: SignInState) -> Self {
        let errors = state.error.as_ref().map(|error| error.fields()).unwrap_or_default();
        let login = FieldHandle::new(Field::Login, state.form.login, &errors);
        let password = FieldHandle::new(Field::Password, String::new(), &errors);
        let error = RwSignal::new(state.error);
        let checked = CheckedFields::new(error);
        let login_rule = checked.add(login, |text| text.trim().is_empty().then_some(Message::Required));
        let password_rule = checked.add(password, |text| text.is_empty().then_some(Message::Required));
        let busy = RwSignal::new(false);
        let ended = use_query_map().read_untracked().get("ended").is_some();
        Self { login, password, login_rule, password_rule, checked, error, busy, ended }
    }

    fn view(self, lang: Lang) -> AnyView {
        let Self { login, password, login_rule, password_rule, checked, error, busy, ended } = self;
        let submit = move |event: SubmitEvent| {
            if switches_language(&event) {
                return;
            }
            event.prevent_default();
            if busy.get_untracked() || !checked.check() {
                return;
            }
            busy.set(true);
            error.set(None);
            let form = SignInForm { login: login.text(), password: password.text(), remember: String::new() };
            spawn_local(async move {
                let answer = staff_sign_in(form).await;
                match answer {
                    // a new document: it comes in the language of the account, whatever this one was read in
                    Ok(()) => {
                        let _ = window().location().set_href(routes::OFFICE_SIGN_IN);
                    }
                    Err(failure) => {
                        if busy.try_set(false).is_none() {
                            checked.refused(failure);
                        }
                    }
                }
            });
        };

        // whoever was sent here by a session that ran out is told so
        let ended = ended.then(|| {
            let text = error_text(lang, &ApiError::Forbidden(ForbiddenReason::SignInRequired));
            view! { <InlineMessage>{text}</InlineMessage> }
        });
        view! {
                <h1 class="page__title">{t::office::sign_in_title(lang)}</h1>
                <p class="page__lead">{t::office::sign_in_lead(lang)}</p>
                {ended}
                <ErrorSummary error=error />
                <form method="post" action=routes::OFFICE_SIGN_IN id="page-form" class="form" novalidate on:submit=submit>
                    <TextField
                        handle=login
                        label=t::office::user_name(lang)
                        autocomplete="username"
                        spellcheck_off=true
                        max_length=64
                        check=login_rule
                    />
                    <PasswordField
                        handle=password
                        label=t::office::password(lang)
                        autocomplete="current-password"
                        check=password_rule
                    />
                    <div class="form__actions">
                        <SubmitButton label=t::office::sign_in_button(lang) busy=busy />
                    </div>
                </form>
                <p class="page__actions">
                    <a href=routes::guide("staff-entry")>{t::office::sign_in_guide(lang)}</a>
                    <a href=routes::SIGN_IN>{t::office::sign_in_taxpayer(lang)}</a>
                </p>
        }
        .into_any()
    }
}
