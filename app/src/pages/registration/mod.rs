//! Registration of a person or an organisation: the form, with and without scripts. `kind` is which of them, `look_up`
//! asks the registry about an INN, `registry_box` shows its answer, `fields` has the rules. An application to restore is
//! the same form for a person; `wording` has what differs.

mod fields;
mod kind;
mod look_up;
mod look_ups;
mod parts;
mod registry_box;
mod wording;

use domain::access_application::ApplicationKind;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use self::{
    fields::Fields,
    look_ups::LookUps,
    parts::{contacts, password, person},
    wording::Wording,
};
use super::checked_fields::{CheckedFields, pressed, switches_language};
use crate::{
    api::{
        ApiError, Field, FieldErrors,
        registration::{RegistrationForm, RegistrationState, new_submission, register},
    },
    components::{ErrorSummary, Page, SubmitButton},
    i18n::{t, use_lang},
    pages::posted,
    routes,
};

/// «Регистрация», or «Восстановление доступа».
pub(super) fn page(kind: ApplicationKind) -> AnyView {
    let lang = use_lang();
    let state = posted::<RegistrationState>();
    let errors = errors_at_first(&state);
    let fields = Fields::new(kind, &state.form, &errors);
    let look_ups = LookUps::new(&state, fields);
    look_ups.follow_the_fields(fields);
    let error = RwSignal::new(match state.error {
        None | Some(ApiError::Validation(_)) => errors.into_result(()).err(),
        other => other,
    });
    let checked = CheckedFields::new(error);
    let rules = fields.rules(look_ups, checked);
    fields.keep_repetition_true(rules.password_repeated);
    let submission = submission(state.form.submission);
    let page = Registering {
        checked,
        form: Callback::new(move |()| fields.form(submission.get_untracked())),
        error,
        busy: RwSignal::new(false),
    };
    let press = Callback::new(move |button: String| look_ups.press(&button, fields, rules));
    let parts = view! {
        <input type="hidden" name="submission" value=move || submission.get() />
        <p class="registration__note">{t::registration::mandatory(lang)}</p>
        {person(lang, fields, rules, look_ups, press)}
        {contacts(lang, fields, rules)}
        {password(lang, fields, rules)}
    };
    page.view(Wording::of(lang, kind), press, parts.into_any(), registry_box::add_inn_form(fields))
}

/// What sending the form needs: little, since every handler of the page keeps a copy.
#[derive(Clone, Copy)]
struct Registering {
    checked: CheckedFields,
    /// What is typed now.
    form: Callback<(), RegistrationForm>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

impl Registering {
    fn view(self, words: Wording, press: Callback<String>, parts: AnyView, add_inn_form: AnyView) -> AnyView {
        let lang = use_lang();
        let navigate = use_navigate();
        let send = move |event: SubmitEvent| {
            if switches_language(&event) {
                return;
            }
            event.prevent_default();
            let button = pressed(&event).1;
            if button.starts_with("look_up") {
                press.run(button);
            } else if !self.busy.get_untracked() {
                self.register(navigate.clone());
            }
        };
        view! {
            <Page title=words.title form_id="page-form">
                <h1 class="page__title">{words.title}</h1>
                <p class="page__lead">{words.intro}</p>
                {words.steps}
                <ErrorSummary error=self.error />
                <form id="page-form" class="form registration" method="post" action=words.address novalidate on:submit=send>
                    {parts}
                    <p class="registration__note">{t::registration::after(lang)}</p>
                    <SubmitButton label=words.submit busy=self.busy />
                </form>
                {add_inn_form}
                {words.aside}
            </Page>
        }
        .into_any()
    }

    fn register(self, navigate: impl Fn(&str, leptos_router::NavigateOptions) + 'static) {
        if !self.checked.check() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let form = self.form.run(());
        spawn_local(async move {
            match register(form).await {
                Ok(()) => navigate(routes::APPLICATION, leptos_router::NavigateOptions::default()),
                Err(error) => self.refused(error),
            }
        });
    }

    fn refused(self, error: ApiError) {
        if self.busy.try_set(false).is_none() {
            self.checked.refused(error);
        }
    }
}

/// What the registry said of the INNs after «Поиск» without scripts stands at the fields like any other error.
fn errors_at_first(state: &RegistrationState) -> FieldErrors {
    let mut errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
    let known =
        [(Field::OrganisationInn, &state.organisation), (Field::Inn, &state.look_up), (Field::HeadInn, &state.head)];
    for (field, known) in known {
        if let Some(message) = known.as_ref().and_then(|known| look_up::objection(field, known)) {
            errors.add(field, message);
        }
    }
    errors
}

/// The page may be reached without asking the server for it; then the token is asked for separately. Without an answer
/// the form is sent without one.
fn submission(given: String) -> RwSignal<String> {
    let submission = RwSignal::new(given);
    Effect::new(move |_| {
        if submission.with_untracked(String::is_empty) {
            spawn_local(async move {
                if let Ok(token) = new_submission().await {
                    submission.try_set(token);
                }
            });
        }
    });
    submission
}
