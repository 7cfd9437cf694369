//! Changing the password, in place.

use domain::{
    inn::Inn,
    login::Login,
    password::{Password, PasswordError, PersonalWords},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::Inside;
use crate::{
    api::{
        ApiError, Field, ForbiddenReason, Message,
        cabinet::{CabinetDone, CabinetHome, ChangePasswordForm, change_password},
    },
    components::{Check, ErrorSummary, FieldHandle, FieldNames, PasswordField, PasswordJudge, SubmitButton},
    i18n::t,
    pages::checked_fields::CheckedFields,
    routes,
};

/// As the fields below are called.
const NAMES: FieldNames =
    &[(Field::Password, t::cabinet::password), (Field::PasswordRepeated, t::cabinet::password_repeated)];

/// The form's state.
#[derive(Clone, Copy)]
struct Changing {
    inside: Inside,
    current: FieldHandle,
    chosen: FieldHandle,
    repeated: FieldHandle,
    rules: [Check; 3],
    judge: PasswordJudge,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

/// «Сменить пароль», folded until it is wanted or something in it went wrong.
pub(super) fn password(inside: Inside, home: &CabinetHome) -> AnyView {
    let lang = inside.lang;
    let open = inside.password_error.with_untracked(Option::is_some);
    let form = Changing::new(inside, home).form(&home.login);
    view! {
        <section class="cabinet__part">
            <h2 class="cabinet__heading">{t::cabinet::security(lang)}</h2>
            <details class="cabinet__fold" open=open>
                <summary>{t::cabinet::password_change(lang)}</summary>
                <p class="cabinet__hint">{t::cabinet::password_change_hint(lang)}</p>
                {form}
            </details>
        </section>
    }
    .into_any()
}

impl Changing {
    fn new(inside: Inside, home: &CabinetHome) -> Self {
        let error = inside.password_error;
        let errors = error.with_untracked(|error| error.as_ref().map(ApiError::fields)).unwrap_or_default();
        let field = |field| FieldHandle::new(field, String::new(), &errors);
        let (current, chosen, repeated) =
            (field(Field::CurrentPassword), field(Field::Password), field(Field::PasswordRepeated));
        let checked = CheckedFields::new(error);
        let judge = PasswordJudge::default();
        let rules = rules(checked, home, judge, [current, chosen, repeated]);
        Self { inside, current, chosen, repeated, rules, judge, checked, error, busy: RwSignal::new(false) }
    }

    fn form(self, login: &str) -> AnyView {
        let lang = self.inside.lang;
        let send = move |event: SubmitEvent| {
            event.prevent_default();
            if !self.busy.get_untracked() {
                self.change();
            }
        };
        let [current_rule, chosen_rule, repeated_rule] = self.rules;
        view! {
            <ErrorSummary error=self.error names=NAMES />
            <form class="form" method="post" action=routes::CABINET_PASSWORD novalidate on:submit=send>
                // password managers file the new password under this login
                <input type="text" value=login.to_owned() autocomplete="username" readonly hidden />
                <PasswordField
                    handle=self.current
                    label=t::cabinet::current_password(lang)
                    autocomplete="current-password"
                    check=current_rule
                />
                <PasswordField
                    handle=self.chosen
                    label=t::cabinet::password(lang)
                    autocomplete="new-password"
                    requirements=true
                    judge=self.judge
                    check=chosen_rule
                />
                <PasswordField
                    handle=self.repeated
                    label=t::cabinet::password_repeated(lang)
                    autocomplete="new-password"
                    check=repeated_rule
                />
                <SubmitButton label=t::cabinet::password_save(lang) busy=self.busy />
            </form>
        }
        .into_any()
    }

    fn change(self) {
        if !self.checked.check() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let form = ChangePasswordForm {
            current_password: self.current.text(),
            password: self.chosen.text(),
            password_repeated: self.repeated.text(),
        };
        spawn_local(async move {
            let changed = change_password(form).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match changed {
                Ok(()) => self.changed(),
                Err(error @ ApiError::Forbidden(ForbiddenReason::SignInRequired | ForbiddenReason::ChooseCabinet)) => {
                    self.inside.failed(error)
                }
                Err(error) => self.checked.refused(error),
            }
        });
    }

    fn changed(self) {
        self.error.set(None);
        for field in [self.current, self.chosen, self.repeated] {
            field.clear();
        }
        self.inside.succeeded(CabinetDone::PasswordChanged);
    }
}

fn rules(checked: CheckedFields, home: &CabinetHome, judge: PasswordJudge, fields: [FieldHandle; 3]) -> [Check; 3] {
    let [current, chosen, repeated] = fields;
    let personal = PersonalWords {
        inn: Inn::from_trusted(&home.person_inn),
        login: Login::parse(&home.login).ok(),
        names: vec![home.identity.person.clone()],
        ..PersonalWords::default()
    };
    [
        checked.add(current, |text| text.is_empty().then_some(Message::Required)),
        checked.add(chosen, move |text| match judge.refusal(&text, || personal.clone())? {
            PasswordError::Empty => Some(Message::Required),
            error => Some(Message::Password(error)),
        }),
        checked.add(repeated, move |text| {
            if text.is_empty() {
                return Some(Message::Required);
            }
            Password::typed(&chosen.text()).matches(&text).err().map(Message::Password)
        }),
    ]
}
