//! «Первый вход»: whoever has entered by a primary password chooses their own before anything else.

use domain::{
    inn::Inn,
    login::Login,
    password::{Password, PasswordError, PersonalWords},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::components::Redirect;

use super::{
    checked_fields::{CheckedFields, switches_language},
    posted,
    representation::kept_out,
};
use crate::{
    api::{
        ApiError, Field, ForbiddenReason, Message,
        cabinet::{CabinetState, ChangePasswordForm, FirstPassword, change_password, first_password},
    },
    components::{
        ErrorSummary, FieldHandle, FieldNames, InlineMessage, Layout, Page, PasswordField, PasswordJudge, Skeleton,
        SubmitButton,
    },
    i18n::{Lang, t, use_lang},
    routes,
};

/// As the fields below are called.
const NAMES: FieldNames = &[
    (Field::CurrentPassword, t::first_password::primary),
    (Field::Password, t::cabinet::password),
    (Field::PasswordRepeated, t::cabinet::password_repeated),
];

/// `/cabinet/first-password`.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let state = posted::<CabinetState>();
    let whose = Resource::new_blocking(|| (), |()| first_password());
    let error = RwSignal::new(state.error);
    let content = move || {
        Suspend::new(async move {
            match whose.await {
                Ok(whose) => form(lang, &whose, error),
                // a password of one's own is there already
                Err(ApiError::NotFound) => view! { <Redirect path=routes::CABINET /> }.into_any(),
                Err(error) => kept_out(error),
            }
        })
    };
    view! {
        <Page title=t::first_password::title(lang) form_id="page-form" layout=Layout::Cabinet>
            <Transition fallback=|| view! { <Skeleton lines=8 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

fn form(lang: Lang, whose: &FirstPassword, error: RwSignal<Option<ApiError>>) -> AnyView {
    let errors = error.with_untracked(|error| error.as_ref().map(ApiError::fields)).unwrap_or_default();
    let field = |field| FieldHandle::new(field, String::new(), &errors);
    let (primary, chosen, repeated) =
        (field(Field::CurrentPassword), field(Field::Password), field(Field::PasswordRepeated));
    let checked = CheckedFields::new(error);
    let judge = PasswordJudge::default();
    let personal = PersonalWords {
        inn: Inn::from_trusted(&whose.inn),
        login: Login::parse(&whose.login).ok(),
        names: vec![whose.name.clone()],
        ..PersonalWords::default()
    };
    let primary_rule = checked.add(primary, |text| text.is_empty().then_some(Message::Required));
    let chosen_rule = checked.add(chosen, move |text| match judge.refusal(&text, || personal.clone()) {
        Some(PasswordError::Empty) => Some(Message::Required),
        Some(error) => Some(Message::Password(error)),
        None => (text == primary.text()).then_some(Message::PasswordIsPrimary),
    });
    let repeated_rule = checked.add(repeated, move |text| {
        if text.is_empty() {
            return Some(Message::Required);
        }
        Password::typed(&chosen.text()).matches(&text).err().map(Message::Password)
    });
    let busy = RwSignal::new(false);
    let send = move |event: SubmitEvent| {
        if switches_language(&event) {
            return;
        }
        event.prevent_default();
        if busy.get_untracked() || !checked.check() {
            return;
        }
        busy.set(true);
        error.set(None);
        let form = ChangePasswordForm {
            current_password: primary.text(),
            password: chosen.text(),
            password_repeated: repeated.text(),
        };
        spawn_local(async move {
            match change_password(form).await {
                // a new document: everything of the cabinet is open from here on
                Ok(()) => {
                    let _ = window().location().set_href(routes::CABINET);
                }
                Err(ApiError::Forbidden(ForbiddenReason::SignInRequired)) => {
                    let _ = window().location().set_href(routes::SIGN_IN);
                }
                Err(failure) => {
                    if busy.try_set(false).is_none() {
                        checked.refused(failure);
                    }
                }
            }
        });
    };
    let until = t::first_password::until(lang, &whose.until.date_time());
    view! {
        <h1 class="page__title">{t::first_password::title(lang)}</h1>
        <p class="page__lead">{t::first_password::lead(lang)}</p>
        <InlineMessage>{until}</InlineMessage>
        <ErrorSummary error=error names=NAMES />
        <form id="page-form" class="form" method="post" action=routes::FIRST_PASSWORD novalidate on:submit=send>
            // password managers file the new password under this login
            <input type="text" value=whose.login.clone() autocomplete="username" readonly hidden />
            <PasswordField
                handle=primary
                label=t::first_password::primary(lang)
                hint=t::first_password::primary_hint(lang)
                autocomplete="current-password"
                check=primary_rule
            />
            <PasswordField
                handle=chosen
                label=t::cabinet::password(lang)
                autocomplete="new-password"
                requirements=true
                judge=judge
                check=chosen_rule
            />
            <PasswordField
                handle=repeated
                label=t::cabinet::password_repeated(lang)
                autocomplete="new-password"
                check=repeated_rule
            />
            <SubmitButton label=t::first_password::save(lang) busy=busy />
        </form>
    }
    .into_any()
}
