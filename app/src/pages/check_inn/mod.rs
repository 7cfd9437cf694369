//! «Проверка ИНН»: one number at once, a list by a post of the page, which also carries a file.

mod checked;
mod list_fields;

use domain::inn::{Inn, InnError, normalise_digits};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use self::{checked::checked, list_fields::ListFields};
use super::{
    checked_fields::{CheckedFields, pressed, switches_language},
    posted,
    today::today,
};
use crate::{
    api::{
        ApiError, Field, FieldErrors, Message,
        check_inn::{CheckInnForm, CheckInnState, ListError, Verdict, check_inn},
    },
    components::{
        ButtonKind, Check, ErrorSummary, FieldHandle, InlineMessage, InnField, MessageKind, Page, SubmitButton,
    },
    i18n::{Lang, t, use_lang},
    routes,
};

/// «Проверка ИНН».
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let state = posted::<CheckInnState>();
    let checking = Checking::new(lang, &state);
    checking.follow_the_field();
    let result = state.checked.as_ref().map(|list| checked(lang, list));
    view! {
        <Page title=t::check_inn::title(lang) form_id="page-form">
            <h1 class="page__title">{t::check_inn::title(lang)}</h1>
            <p class="page__lead">{t::check_inn::intro(lang)}</p>
            <ErrorSummary error=checking.error />
            {result}
            {checking.form()}
        </Page>
    }
    .into_any()
}

/// The page's state.
#[derive(Clone, Copy)]
struct Checking {
    lang: Lang,
    inn: FieldHandle,
    inn_rule: Check,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    verdict: RwSignal<Option<Verdict>>,
    /// Of which number the verdict speaks.
    judged: StoredValue<String>,
    busy: RwSignal<bool>,
    list: ListFields,
}

impl Checking {
    /// Starts from what a plain post left.
    fn new(lang: Lang, state: &CheckInnState) -> Self {
        let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
        let inn = FieldHandle::new(Field::Inn, state.form.inn.clone(), &errors);
        let error = RwSignal::new(state.error.clone());
        let checked = CheckedFields::new(error);
        let inn_rule = checked.add(inn, |text| match Inn::parse(&text, today()) {
            // whoever checks a list leaves it empty
            Err(InnError::Empty) | Ok(_) => None,
            Err(error) => Some(Message::Inn(error)),
        });
        Self {
            lang,
            inn,
            inn_rule,
            checked,
            error,
            verdict: RwSignal::new(state.verdict),
            judged: StoredValue::new(normalise_digits(&state.form.inn)),
            busy: RwSignal::new(false),
            list: ListFields::new(lang, state.list.clone(), &errors),
        }
    }

    /// What belongs to another number is not shown below this one.
    fn follow_the_field(self) {
        Effect::new(move |_| {
            let typed = normalise_digits(&self.inn.value.get());
            if self.judged.with_value(|judged| *judged != typed) && self.verdict.get_untracked().is_some() {
                self.verdict.set(None);
            }
        });
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        view! {
            <form
                id="page-form"
                class="form check-inn"
                method="post"
                enctype="multipart/form-data"
                action=routes::CHECK_INN
                novalidate
                on:submit=move |event| self.send(&event)
            >
                <section class="form__part" aria-labelledby="part-one">
                    <h2 class="form__heading" id="part-one">{t::check_inn::one(lang)}</h2>
                    <InnField
                        handle=self.inn
                        label=t::check_inn::inn(lang)
                        hint=t::check_inn::inn_hint(lang)
                        check=self.inn_rule
                    >
                        <SubmitButton
                            label=t::check_inn::check(lang)
                            busy=self.busy
                            kind=ButtonKind::Secondary
                            name="action"
                            value="one"
                        />
                    </InnField>
                    <div class="check-inn__verdict" aria-live="polite">
                        {move || self.verdict.get().map(|found| verdict(lang, found))}
                    </div>
                </section>
                {self.list.view()}
            </form>
        }
        .into_any()
    }

    fn send(self, event: &SubmitEvent) {
        if switches_language(event) {
            return;
        }
        if pressed(event).1 != "list" {
            event.prevent_default();
            if !self.busy.get_untracked() {
                self.check_one();
            }
        } else if self.list.is_empty() {
            event.prevent_default();
            let errors = FieldErrors::one(Field::List, Message::List(ListError::Empty));
            self.list.refuse(&errors);
            self.error.set(Some(ApiError::Validation(errors)));
        } else {
            // the browser posts the form itself: it knows how to send a file
            self.error.set(None);
            self.list.sending.set(true);
        }
    }

    fn check_one(self) {
        self.list.refuse(&FieldErrors::default());
        let form = CheckInnForm { inn: self.inn.text() };
        if normalise_digits(&form.inn).is_empty() {
            return self.checked.refused(ApiError::field(Field::Inn, Message::Required));
        }
        if !self.checked.check() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let judged = normalise_digits(&form.inn);
        self.judged.set_value(judged.clone());
        spawn_local(async move {
            let found = check_inn(form).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match found {
                // a verdict on another number than the one in the field now is nobody's
                Ok(found) if normalise_digits(&self.inn.text()) == judged => self.verdict.set(Some(found)),
                Ok(_) => {}
                Err(error) => self.checked.refused(error),
            }
        });
    }
}

fn verdict(lang: Lang, found: Verdict) -> AnyView {
    if found == Verdict::Registered {
        return view! { <InlineMessage kind=MessageKind::Success>{t::check_inn::one_registered(lang)}</InlineMessage> }
            .into_any();
    }
    view! {
        <InlineMessage kind=MessageKind::Info>
            {t::check_inn::one_not_registered(lang)} " " <a href=routes::ADD_INN>{t::check_inn::add(lang)}</a>
        </InlineMessage>
    }
    .into_any()
}
