//! The second step of the door: a password of one's own, an authenticator, a code. Posted by the browser itself.

use leptos::prelude::*;

use crate::{
    api::{
        ApiError, Field, FieldErrors,
        staff_entry::{Enrolment, Entered, EntryState},
    },
    components::{CopyButton, ErrorSummary, FieldHandle, FieldNames, InlineMessage, MessageKind, PasswordField},
    i18n::{Lang, t},
    pages::{
        confirming::{key_button, says},
        plain_form::{PlainField, button, summary},
    },
    routes,
};

/// As the fields are called here.
const NAMES: FieldNames =
    &[(Field::Code, t::staff_entry::code), (Field::PasswordRepeated, t::staff_entry::password_repeated)];

/// The form of one step; `label` and `action` are its button.
fn form(lang: Lang, inside: AnyView, label: &'static str, (action, kind): (&'static str, &'static str)) -> AnyView {
    view! {
        <form method="post" action=routes::OFFICE_SIGN_IN id="page-form" class="form" novalidate>
            <input type="hidden" name="enter" value=action />
            {inside}
            <div class="form__actions">
                {button(label, action, kind)} {button(t::staff_entry::leave(lang), "leave", "link")}
            </div>
        </form>
    }
    .into_any()
}

/// A password of their own instead of the one-time password.
pub(super) fn new_password(lang: Lang, name: &str, state: &EntryState) -> AnyView {
    let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
    let password = FieldHandle::new(Field::Password, String::new(), &errors);
    let repeated = FieldHandle::new(Field::PasswordRepeated, String::new(), &errors);
    let inside = view! {
        <PasswordField
            handle=password
            label=t::staff_entry::new_password(lang)
            hint=t::staff_entry::new_password_hint(lang)
            autocomplete="new-password"
        />
        <PasswordField
            handle=repeated
            label=t::staff_entry::password_repeated(lang)
            autocomplete="new-password"
        />
    }
    .into_any();
    let form = form(lang, inside, t::staff_entry::save_password(lang), ("choose_password", "primary"));
    view! {
        <h1 class="page__title">{t::staff_entry::new_password_title(lang)}</h1>
        <p class="page__lead">{t::staff_entry::new_password_lead(lang, name)}</p>
        <ErrorSummary error=RwSignal::new(state.error.clone()) names=NAMES />
        {form}
    }
    .into_any()
}

/// An authenticator is set up, and its first code typed.
pub(super) fn enrol(lang: Lang, enrolment: Enrolment, state: &EntryState) -> AnyView {
    let Enrolment { secret, address, qr, side, by_passkey } = enrolment;
    // four modules of quiet around it (ISO/IEC 18004)
    let view_box = format!("-4 -4 {0} {0}", side + 8);
    let inside = view! {
        <ol class="enrolment">
            <li>{t::staff_entry::enrol_install(lang)}</li>
            <li>
                {t::staff_entry::enrol_scan(lang)}
                <svg class="enrolment__qr" viewBox=view_box role="img" aria-label=t::staff_entry::qr(lang)>
                    <rect x="-4" y="-4" width="100%" height="100%" fill="#fff" />
                    <path d=qr fill="#000" shape-rendering="crispEdges" />
                </svg>
                <p>
                    {t::staff_entry::enrol_type(lang)} <br /> <code class="enrolment__secret" translate="no">{secret.clone()}</code>
                    " " <CopyButton text=secret.replace(' ', "") what=t::staff_entry::secret(lang) />
                </p>
                <p>
                    <a href=address rel="external">{t::staff_entry::enrol_here(lang)}</a>
                </p>
            </li>
            <li>{t::staff_entry::enrol_code(lang)}</li>
        </ol>
        {code_field(lang, state, t::staff_entry::first_code(lang), "")}
    }
    .into_any();
    let form = form(lang, inside, t::staff_entry::enrol(lang), ("prove", "primary"));
    let key = by_passkey.then(|| {
        view! {
            <h2 class="office__heading">{t::passkeys::enrol_title(lang)}</h2>
            <p>{t::passkeys::lead(lang)}</p>
            {key_form(lang, t::passkeys::enrol(lang), "enrol", "button button--secondary passkey__with")}
        }
        .into_any()
    });
    view! {
        <h1 class="page__title">{t::staff_entry::enrol_title(lang)}</h1>
        <p class="page__lead">{t::staff_entry::enrol_lead(lang)}</p>
        {wrong(lang, state, t::staff_entry::code(lang))}
        {form}
        {key}
    }
    .into_any()
}

/// The second factor is asked for: a passkey first where there is one, then a code.
pub(super) fn prove(lang: Lang, by_passkey: bool, by_app: bool, state: &EntryState) -> AnyView {
    let label = if by_app { t::staff_entry::code(lang) } else { t::passkeys::recovery_code(lang) };
    let hint = if by_app { t::staff_entry::code_hint(lang) } else { "" };
    let kind = if by_passkey { "secondary" } else { "primary" };
    let form = form(lang, code_field(lang, state, label, hint), t::office::sign_in_button(lang), ("prove", kind));
    let lead = match (by_app, by_passkey) {
        (true, false) => t::staff_entry::code_lead(lang),
        (true, true) => t::passkeys::other_way_app(lang),
        (false, _) => t::passkeys::other_way_codes(lang),
    };
    let key = by_passkey.then(|| {
        view! {
            <p class="page__lead">{t::passkeys::sign_in_lead(lang)}</p>
            {key_form(lang, t::passkeys::sign_in(lang), "enter", "button button--primary passkey__with")}
            <h2 class="office__heading">{t::passkeys::other_way(lang)}</h2>
        }
        .into_any()
    });
    view! {
        <h1 class="page__title">{t::staff_entry::code_title(lang)}</h1>
        {wrong(lang, state, label)}
        {key}
        <p class="page__lead">{lead}</p>
        {form}
        <p class="field__hint">{t::staff_entry::lost(lang)}</p>
    }
    .into_any()
}

/// What the script `passkey.js` posts when the browser has made or used a key.
fn key_form(lang: Lang, label: &'static str, purpose: &'static str, class: &'static str) -> AnyView {
    view! {
        <form method="post" action=routes::OFFICE_SIGN_IN class="form" data-passkey-box="">
            <input type="hidden" name="enter" value="passkey" />
            <input type="hidden" name="passkey" value="" />
            <div class="form__actions">{key_button(label, purpose, class, routes::OFFICE_SIGN_IN_PASSKEY)}</div>
            {says(lang, false)}
        </form>
    }
    .into_any()
}

fn code_field(lang: Lang, state: &EntryState, label: &'static str, hint: &'static str) -> AnyView {
    let wrong = code_problem(lang, state);
    let field = PlainField { hint, wrong, ..PlainField::new("code", label) };
    PlainField { autocomplete: "one-time-code", max_length: 20, digits: true, ..field }.view(lang)
}

/// What is wrong with the code, in words.
fn code_problem(lang: Lang, state: &EntryState) -> Option<&'static str> {
    let fields = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
    if fields.get(Field::Code).is_some() {
        return Some(t::staff_entry::code_required(lang));
    }
    state.wrong_code.then(|| t::staff_entry::wrong_code(lang))
}

/// What is wrong, over the form: the code, or why nothing could be done.
fn wrong(lang: Lang, state: &EntryState, label: &'static str) -> AnyView {
    if state.wrong_key {
        return summary(lang, vec![("", "", t::passkeys::refused(lang))]);
    }
    if let Some(text) = code_problem(lang, state) {
        return summary(lang, vec![("code", label, text)]);
    }
    let error = state.error.clone().filter(|error| error.fields() == FieldErrors::default());
    view! { <ErrorSummary error=RwSignal::new(error) /> }.into_any()
}

/// They are in: what they must be told before they go on.
pub(super) fn entered(lang: Lang, entered: Entered) -> AnyView {
    let inside = match entered {
        Entered::Enrolled { recovery_codes } => {
            let all = recovery_codes.join("\n");
            let codes: Vec<AnyView> = recovery_codes
                .into_iter()
                .map(|code| view! { <li><code translate="no">{code}</code></li> }.into_any())
                .collect();
            view! {
                <h1 class="page__title">{t::staff_entry::codes_title(lang)}</h1>
                <InlineMessage kind=MessageKind::Warning>{t::staff_entry::codes_once(lang)}</InlineMessage>
                <p>{t::staff_entry::codes_text(lang)}</p>
                <ol class="recovery-codes">{codes}</ol>
                <p><CopyButton text=all what=t::staff_entry::codes(lang) /></p>
            }
            .into_any()
        }
        Entered::ByRecoveryCode { left } => view! {
            <h1 class="page__title">{t::staff_entry::used_title(lang)}</h1>
            <InlineMessage kind=MessageKind::Warning>{t::staff_entry::left(lang, left.into())}</InlineMessage>
            <p>{t::staff_entry::used_text(lang)}</p>
        }
        .into_any(),
    };
    view! {
        {inside}
        <p class="page__actions">
            <a class="button button--primary" href=routes::OFFICE rel="external">{t::staff_entry::go_on(lang)}</a>
        </p>
    }
    .into_any()
}
