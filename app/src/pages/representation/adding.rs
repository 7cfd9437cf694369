//! «Добавить организацию»: the organisation's INN with «Поиск», the passport typed by hand, and the application.

use domain::{
    inn::{Inn, InnError, normalise_digits},
    officer::OfficerRole,
    passport::{Passport, PassportError},
    phone::Phone,
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{identity, kept_out};
use crate::{
    api::{
        ApiError, Field, ForbiddenReason, Message,
        representation::{
            LinkForm, LinkLookUp, LinkPage, LinkState, OrganisationSummary, link, link_look_up, link_page,
        },
    },
    components::{
        ButtonKind, Check, ErrorSummary, FieldHandle, InlineMessage, InnField, Layout, MessageKind, Page, Skeleton,
        SubmitButton, TextField, office_name, summary_list,
    },
    i18n::{Lang, t, use_lang},
    pages::{
        checked_fields::{CheckedFields, pressed, switches_language},
        facts::words,
        posted,
        today::today,
    },
    routes,
};

/// Room for a passport number pasted with separators.
const PASSPORT_CHARACTERS: u32 = 30;

/// «Добавить организацию».
pub(in crate::pages) fn page() -> AnyView {
    let lang = use_lang();
    let found = Resource::new_blocking(|| (), |()| link_page());
    let adding = Adding::new(lang, posted::<LinkState>());
    adding.follow_the_field();
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok(found) => adding.view(&found),
                Err(error) => kept_out(error),
            }
        })
    };
    let who = view! {
        <Suspense>
            {move || Suspend::new(async move { found.await.ok().map(|found| identity(lang, &found.identity)) })}
        </Suspense>
    }
    .into_any();
    view! {
        <Page title=t::representation::add(lang) form_id="page-form" layout=Layout::Cabinet identity=who>
            <h1 class="page__title">{t::representation::add(lang)}</h1>
            <p class="page__lead">{t::representation::add_lead(lang)}</p>
            <Transition fallback=|| view! { <Skeleton lines=8 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

/// The page's state.
#[derive(Clone, Copy)]
struct Adding {
    lang: Lang,
    inn: FieldHandle,
    inn_rule: Check,
    passport: FieldHandle,
    passport_rule: Check,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    answer: RwSignal<Option<LinkLookUp>>,
    /// Of which number the answer speaks.
    answered: StoredValue<String>,
    /// See `LinkForm::submission`; empty until the page's data are there.
    submission: StoredValue<String>,
    searching: RwSignal<bool>,
    sending: RwSignal<bool>,
}

impl Adding {
    /// Starts from what a plain post left.
    fn new(lang: Lang, state: LinkState) -> Self {
        let mut errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
        if let Some(message) = state.look_up.as_ref().and_then(objection) {
            errors.add(Field::OrganisationInn, message);
        }
        let inn = FieldHandle::new(Field::OrganisationInn, state.form.organisation_inn.clone(), &errors);
        let passport = FieldHandle::new(Field::Passport, state.form.passport, &errors);
        let error = RwSignal::new(match state.error {
            None | Some(ApiError::Validation(_)) => errors.into_result(()).err(),
            other => other,
        });
        let checked = CheckedFields::new(error);
        let inn_rule = checked.add(inn, |text| match Inn::parse_organisation(&text, today()) {
            Err(InnError::Empty) => Some(Message::Required),
            Err(error) => Some(Message::Inn(error)),
            Ok(_) => None,
        });
        let passport_rule = checked.add(passport, |text| match Passport::parse(&text) {
            Err(PassportError::Empty) => Some(Message::Required),
            Err(error) => Some(Message::Passport(error)),
            Ok(_) => None,
        });
        Self {
            lang,
            inn,
            inn_rule,
            passport,
            passport_rule,
            checked,
            error,
            answer: RwSignal::new(state.look_up),
            answered: StoredValue::new(normalise_digits(&state.form.organisation_inn)),
            submission: StoredValue::new(state.form.submission),
            searching: RwSignal::new(false),
            sending: RwSignal::new(false),
        }
    }

    /// What belongs to another number is not shown below this one.
    fn follow_the_field(self) {
        Effect::new(move |_| {
            let typed = normalise_digits(&self.inn.value.get());
            if self.answered.with_value(|answered| *answered != typed) && self.answer.get_untracked().is_some() {
                self.answer.set(None);
            }
        });
    }

    fn view(self, found: &LinkPage) -> AnyView {
        let lang = self.lang;
        if self.submission.with_value(String::is_empty) {
            self.submission.set_value(found.submission.clone());
        }
        let navigate = use_navigate();
        let send = move |event: SubmitEvent| {
            if switches_language(&event) {
                return;
            }
            event.prevent_default();
            if pressed(&event).1 == "look_up" {
                self.search();
            } else if !self.sending.get_untracked() {
                self.ask(navigate.clone());
            }
        };
        view! {
            <ErrorSummary error=self.error />
            <form id="page-form" class="form" method="post" action=routes::LINK novalidate on:submit=send>
                <input type="hidden" name="submission" value=self.submission.get_value() />
                {self.organisation()}
                {self.person(found)}
                <p class="registration__note">{t::representation::add_after(lang, found.minutes.into())}</p>
                <SubmitButton label=t::representation::submit(lang) busy=self.sending />
            </form>
        }
        .into_any()
    }

    fn organisation(self) -> AnyView {
        let lang = self.lang;
        view! {
            <InnField
                handle=self.inn
                label=t::representation::organisation_inn(lang)
                hint=t::representation::organisation_inn_hint(lang)
                check=self.inn_rule
            >
                <SubmitButton
                    label=t::representation::look_up(lang)
                    busy=self.searching
                    kind=ButtonKind::Secondary
                    name="action"
                    value="look_up"
                />
            </InnField>
            <div class="link__answer" aria-live="polite">
                {move || self.answer.with(|answer| answer.as_ref().and_then(|answer| about(lang, answer)))}
            </div>
        }
        .into_any()
    }

    /// Cell 106, and what the application takes from the account.
    fn person(self, found: &LinkPage) -> AnyView {
        let lang = self.lang;
        let phone = Phone::parse(&found.phone).map_or_else(|_| found.phone.clone(), |phone| phone.pretty());
        let email = if found.email.is_empty() { t::representation::email_none(lang) } else { &found.email };
        let facts = vec![
            (t::representation::person(lang), words(&found.identity.person)),
            (t::representation::phone(lang), words(&phone)),
            (t::representation::email(lang), words(email)),
        ];
        view! {
            <TextField
                handle=self.passport
                label=t::representation::passport(lang)
                hint=t::representation::passport_hint(lang)
                spellcheck_off=true
                max_length=PASSPORT_CHARACTERS
                check=self.passport_rule
            />
            <section aria-labelledby="part-account">
                <h2 class="form__heading" id="part-account">{t::representation::from_account(lang)}</h2>
                {summary_list(facts)}
            </section>
        }
        .into_any()
    }

    /// «Поиск».
    fn search(self) {
        if self.searching.get_untracked() {
            return;
        }
        if !self.inn.examine(self.inn_rule) {
            self.inn.focus();
            return;
        }
        self.searching.set(true);
        let asked = normalise_digits(&self.inn.text());
        self.answered.set_value(asked.clone());
        spawn_local(async move {
            let found = link_look_up(asked.clone()).await;
            if self.searching.try_set(false).is_some() {
                return;
            }
            match found {
                // an answer about another number than the one in the field now is nobody's
                Ok(found) if normalise_digits(&self.inn.text()) == asked => {
                    if let Some(message) = objection(&found) {
                        self.inn.error.set(Some(message));
                    }
                    self.answer.set(Some(found));
                }
                Ok(_) => {}
                Err(error) => self.refused(error),
            }
        });
    }

    /// «Сформировать заявление».
    fn ask(self, navigate: impl Fn(&str, NavigateOptions) + 'static) {
        if !self.checked.check() {
            return;
        }
        self.sending.set(true);
        self.error.set(None);
        let form = LinkForm {
            organisation_inn: self.inn.text(),
            passport: self.passport.text(),
            submission: self.submission.get_value(),
        };
        spawn_local(async move {
            match link(form).await {
                Ok(()) => navigate(routes::APPLICATION, NavigateOptions::default()),
                Err(error) => {
                    if self.sending.try_set(false).is_none() {
                        self.refused(error);
                    }
                }
            }
        });
    }

    /// A session that ended or lost its cabinet shows itself when the page is loaded anew.
    fn refused(self, error: ApiError) {
        match error {
            ApiError::Forbidden(ForbiddenReason::SignInRequired | ForbiddenReason::ChooseCabinet) => {
                let _ = window().location().reload();
            }
            error => self.checked.refused(error),
        }
    }
}

/// What the registry's answer means for the INN field.
fn objection(found: &LinkLookUp) -> Option<Message> {
    match found {
        LinkLookUp::NotTaxpayer => Some(Message::NotTaxpayer),
        LinkLookUp::Found(found) => found.objection,
    }
}

/// What was found, below the field.
fn about(lang: Lang, found: &LinkLookUp) -> Option<AnyView> {
    let LinkLookUp::Found(found) = found else { return None };
    let facts = vec![
        (t::representation::organisation_name(lang), words(&found.name)),
        (t::representation::office(lang), words(&office_name(lang, &found.office))),
        (t::representation::address(lang), words(&found.address)),
    ];
    Some(
        view! {
            {summary_list(facts)}
            {standing(lang, found)}
        }
        .into_any(),
    )
}

/// Whether they may ask for it, and what to do if not.
fn standing(lang: Lang, found: &OrganisationSummary) -> AnyView {
    let (kind, text) = match (found.role, found.objection) {
        (None, _) => (MessageKind::Info, t::representation::not_officer_next(lang)),
        (Some(_), Some(Message::Ineligible(_))) => (MessageKind::Info, t::representation::ineligible_next(lang)),
        (Some(_), Some(Message::AlreadyLinked | Message::AlreadyAsked)) => {
            (MessageKind::Info, t::representation::already_next(lang))
        }
        (Some(OfficerRole::Head), _) => (MessageKind::Success, t::representation::you_are_head(lang)),
        (Some(OfficerRole::Accountant), _) => (MessageKind::Success, t::representation::you_are_accountant(lang)),
    };
    view! { <InlineMessage kind=kind>{text}</InlineMessage> }.into_any()
}
