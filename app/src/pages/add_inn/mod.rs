//! «Добавить ИНН»: search, see what was found, be added, go on to the registration.

mod answer;

use domain::inn::{Inn, InnError, normalise_digits};
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use self::answer::answer;
use super::{
    checked_fields::{CheckedFields, switches_language},
    posted,
    today::today,
};
use crate::{
    api::{
        ApiError, Field, Message,
        add_inn::{AddInnAnswer, AddInnForm, AddInnState, add_taxpayer, find_citizen},
    },
    components::{ButtonKind, Check, ErrorSummary, FieldHandle, InnField, Page, SubmitButton},
    i18n::{Lang, t, use_lang},
    routes,
};

/// «Добавить ИНН».
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let state = posted::<AddInnState>();
    let adding = Adding::new(lang, &state);
    adding.follow_the_field();
    view! {
        <Page title=t::add_inn::title(lang) form_id="page-form">
            <h1 class="page__title">{t::add_inn::title(lang)}</h1>
            <p class="page__lead">{t::add_inn::intro(lang)}</p>
            <ErrorSummary error=adding.error />
            {adding.search()}
            <div class="add-inn__answer" aria-live="polite" tabindex="-1" node_ref=adding.place>
                {move || adding.answer.get().map(|found| answer(adding, &found))}
            </div>
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
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    answer: RwSignal<Option<AddInnAnswer>>,
    /// Of which number the answer speaks.
    answered: StoredValue<String>,
    searching: RwSignal<bool>,
    adding: RwSignal<bool>,
    place: NodeRef<html::Div>,
}

impl Adding {
    /// Starts from what a plain post left.
    fn new(lang: Lang, state: &AddInnState) -> Self {
        let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
        let inn = FieldHandle::new(Field::Inn, state.form.inn.clone(), &errors);
        let error = RwSignal::new(state.error.clone());
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
            answer: RwSignal::new(state.answer.clone()),
            answered: StoredValue::new(normalise_digits(&state.form.inn)),
            searching: RwSignal::new(false),
            adding: RwSignal::new(false),
            place: NodeRef::new(),
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

    fn search(self) -> AnyView {
        let lang = self.lang;
        let send = move |event: SubmitEvent| {
            if switches_language(&event) {
                return;
            }
            event.prevent_default();
            if !self.searching.get_untracked() && self.checked.check() {
                self.ask(self.searching, AddInnForm { inn: self.inn.text() }, false);
            }
        };
        view! {
            <form id="page-form" class="form" method="post" action=routes::ADD_INN novalidate on:submit=send>
                <InnField
                    handle=self.inn
                    label=t::add_inn::inn(lang)
                    hint=t::add_inn::inn_hint(lang)
                    check=self.inn_rule
                >
                    <SubmitButton label=t::add_inn::search(lang) busy=self.searching kind=ButtonKind::Secondary />
                </InnField>
            </form>
        }
        .into_any()
    }

    /// «Поиск», or «Добавить в базу ГНС» when `add`.
    fn ask(self, busy: RwSignal<bool>, form: AddInnForm, add: bool) {
        busy.set(true);
        self.error.set(None);
        self.answered.set_value(normalise_digits(&form.inn));
        spawn_local(async move {
            let found = if add { add_taxpayer(form.clone()).await } else { find_citizen(form.clone()).await };
            if busy.try_set(false).is_some() {
                return;
            }
            match found {
                // an answer about another number than the one in the field now is nobody's
                Ok(found) if self.is_about(&form) => self.show(found, add),
                Ok(_) => {}
                Err(error) => self.checked.refused(error),
            }
        });
    }

    fn is_about(self, form: &AddInnForm) -> bool {
        self.answered.try_with_value(|answered| *answered == normalise_digits(&form.inn)) == Some(true)
            && normalise_digits(&self.inn.text()) == normalise_digits(&form.inn)
    }

    fn show(self, found: AddInnAnswer, add: bool) {
        self.answer.set(Some(found));
        // the button that was pressed has gone with the answer before
        if let Some(place) = self.place.get_untracked().filter(|_| add) {
            let _ = place.focus();
        }
    }
}
