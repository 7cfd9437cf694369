//! «Вход» by login and password.

use domain::login::{Login, LoginError};
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

use super::{
    checked_fields::{CheckedFields, switches_language},
    posted,
};
use crate::{
    api::{
        ApiError, Field, ForbiddenReason, Message,
        sign_in::{AnnulledNotice, SignInForm, SignInState, sign_in},
    },
    components::{
        Check, Checkbox, ErrorSummary, FieldHandle, InlineMessage, MessageKind, Page, PasswordField, SubmitButton,
        TextField, office_name,
    },
    i18n::{Lang, t, use_lang},
    routes,
};

/// Room for a login pasted with separators.
const LOGIN_CHARACTERS: u32 = 40;

/// «Вход».
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let state = posted::<SignInState>();
    let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
    let login = FieldHandle::new(Field::Login, state.form.login, &errors);
    let password = FieldHandle::new(Field::Password, String::new(), &errors);
    let over = is_over(state.error.as_ref());
    let error = RwSignal::new(state.error.filter(|_| !over));
    let checked = CheckedFields::new(error);
    let login_rule = checked.add(login, |text| match Login::parse(&text) {
        Err(LoginError::Empty) => Some(Message::Required),
        Err(error) => Some(Message::Login(error)),
        Ok(_) => None,
    });
    let password_rule = checked.add(password, |text| text.is_empty().then_some(Message::Required));
    let entering = Entering {
        lang,
        login,
        login_rule,
        password,
        password_rule,
        remember: NodeRef::new(),
        remember_at_first: !state.form.remember.is_empty(),
        checked,
        error,
        over: RwSignal::new(over),
        busy: RwSignal::new(false),
    };
    view! {
        <Page title=t::sign_in::title(lang) form_id="page-form">
            <h1 class="page__title">{t::sign_in::title(lang)}</h1>
            {match state.annulled {
                Some(notice) => annulled(lang, &notice),
                None => ended(lang),
            }}
            {entering.form()}
            {ways_on(lang)}
        </Page>
    }
    .into_any()
}

/// The form's state.
#[derive(Clone, Copy)]
struct Entering {
    lang: Lang,
    login: FieldHandle,
    login_rule: Check,
    password: FieldHandle,
    password_rule: Check,
    remember: NodeRef<html::Input>,
    remember_at_first: bool,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    /// The password is a primary one whose month is over.
    over: RwSignal<bool>,
    busy: RwSignal<bool>,
}

impl Entering {
    fn form(self) -> AnyView {
        let lang = self.lang;
        let send = move |event: SubmitEvent| {
            if switches_language(&event) {
                return;
            }
            event.prevent_default();
            if !self.busy.get_untracked() {
                self.enter();
            }
        };
        // said after every refusal alike, so that it tells nothing about the account
        let calm = move || {
            self.error.with(is_refusal).then(|| view! { <p class="sign-in__calm">{t::sign_in::wait_hint(lang)}</p> })
        };
        let over = move || {
            let text = t::first_password::over(lang);
            self.over.get().then(|| view! { <InlineMessage kind=MessageKind::Warning>{text}</InlineMessage> })
        };
        view! {
            <div role="status">{over}</div>
            <ErrorSummary error=self.error />
            {calm}
            <form id="page-form" class="form" method="post" action=routes::SIGN_IN novalidate on:submit=send>
                <TextField
                    handle=self.login
                    label=t::sign_in::login(lang)
                    hint=t::sign_in::login_hint(lang)
                    autocomplete="username"
                    numeric=true
                    max_length=LOGIN_CHARACTERS
                    check=self.login_rule
                />
                <PasswordField
                    handle=self.password
                    label=t::sign_in::password(lang)
                    autocomplete="current-password"
                    check=self.password_rule
                />
                <div>
                    <Checkbox
                        name="remember"
                        label=t::sign_in::remember(lang)
                        checked=self.remember_at_first
                        node=self.remember
                    />
                    <p class="sign-in__remember">{t::sign_in::remember_hint(lang)}</p>
                </div>
                <SubmitButton label=t::sign_in::submit(lang) busy=self.busy />
            </form>
        }
        .into_any()
    }

    fn enter(self) {
        if !self.checked.check() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        self.over.set(false);
        let remember = self.remember.get_untracked().is_some_and(|input| input.checked());
        let form = SignInForm {
            login: self.login.text(),
            password: self.password.text(),
            remember: if remember { "on".to_owned() } else { String::new() },
        };
        spawn_local(async move {
            match sign_in(form).await {
                Ok(()) => {
                    // a new document: it comes in the language of the account, whatever this one was read in
                    let _ = window().location().set_href(routes::CABINET);
                }
                Err(error) => self.refused(error),
            }
        });
    }

    fn refused(self, error: ApiError) {
        if self.busy.try_set(false).is_some() {
            return;
        }
        if is_over(Some(&error)) {
            self.over.set(true);
        } else {
            self.checked.refused(error);
        }
    }
}

/// The password proved right, but it is a primary one whose month is over.
fn is_over(error: Option<&ApiError>) -> bool {
    error == Some(&ApiError::Forbidden(ForbiddenReason::PrimaryPasswordEnded))
}

/// Something was tried and refused, as opposed to left empty or mistyped.
fn is_refusal(error: &Option<ApiError>) -> bool {
    match error {
        Some(ApiError::Validation(errors)) => errors.get(Field::Form).is_some(),
        Some(ApiError::Throttled { .. }) => true,
        _ => false,
    }
}

/// The password was right, and the access is annulled: when, why, by whom, and what to do.
fn annulled(lang: Lang, notice: &AnnulledNotice) -> AnyView {
    let title = t::annulment::told_title(lang, &notice.at.date());
    let office = office_name(lang, &notice.office);
    let ground = if notice.on_application {
        t::annulment::told_on_application(lang, &office)
    } else {
        t::annulment::told_on_evidence(lang, &office)
    };
    view! {
        <InlineMessage kind=MessageKind::Warning>
            <strong>{title}</strong>
            <p>{ground}</p>
            <p><a href=routes::REGISTRATION>{t::annulment::told_next(lang)}</a></p>
        </InlineMessage>
    }
    .into_any()
}

/// Why somebody who asked for the cabinet stands here.
fn ended(lang: Lang) -> AnyView {
    let asked = use_query_map().with_untracked(|query| query.get("ended").is_some());
    asked.then(|| view! { <InlineMessage kind=MessageKind::Info>{t::sign_in::ended(lang)}</InlineMessage> }).into_any()
}

/// For those who have nothing to enter with.
fn ways_on(lang: Lang) -> AnyView {
    view! {
        <div class="sign-in__ways">
            <section>
                <h2 class="sign-in__question">{t::sign_in::no_access(lang)}</h2>
                <p>
                    {t::sign_in::no_access_text(lang)} " "
                    <a href=routes::REGISTRATION>{t::sign_in::register(lang)}</a>
                </p>
            </section>
            <section>
                <h2 class="sign-in__question">{t::sign_in::forgotten(lang)}</h2>
                <p>
                    {t::sign_in::forgotten_text(lang)} " "
                    <a href=routes::RESTORE>{t::sign_in::restore(lang)}</a>
                </p>
            </section>
            <section>
                <h2 class="sign-in__question">{t::annulment::not_needed(lang)}</h2>
                <p>
                    <a href=routes::ANNULMENT rel="external">{t::annulment::title(lang)}</a>
                </p>
            </section>
        </div>
    }
    .into_any()
}
