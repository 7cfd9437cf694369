//! «Регистрационная карта»: type what the passport says, see whether a card can be issued, issue it once.

mod answer;
mod fields;
mod list;

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::{
    checked_fields::{CheckedFields, switches_language},
    office::{controls, failure},
    office_ways::{Way, office_page_identity, ways},
    posted,
};
use crate::{
    api::{
        ApiError,
        card::{CardAnswer, CardDesk, CardForm, CardPageState, card_desk, check_card},
    },
    components::{
        Checkbox, ErrorSummary, InlineMessage, InnField, InputKind, Layout, MessageKind, Page, Skeleton, SubmitButton,
        TextField,
    },
    i18n::{Lang, t, use_lang},
    routes,
};
use fields::Fields;

/// `/office/card`.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let desk = Resource::new_blocking(|| (), |()| card_desk());
    let issuing = Issuing::new(lang, posted::<CardPageState>());
    let content = move || {
        Suspend::new(async move {
            match desk.await {
                Ok(desk) => issuing.view(&desk),
                Err(error) => {
                    let failure = failure::failure(lang, &error, true);
                    // for the language buttons
                    view! { {failure} <form method="post" id="page-form" action=routes::CARD></form> }.into_any()
                }
            }
        })
    };
    let identity =
        office_page_identity(lang, move || async move { desk.await.ok().map(|desk| (desk.office, desk.inspector)) });
    view! {
        <Page title=t::card::title(lang) form_id="page-form" layout=Layout::Office identity=identity>
            <Transition fallback=|| view! { <Skeleton lines=12 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

/// The page's state.
#[derive(Clone, Copy)]
struct Issuing {
    lang: Lang,
    fields: Fields,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    /// What the check came to.
    answer: RwSignal<Option<CardAnswer>>,
    /// The form that it was made of.
    asked: StoredValue<CardForm>,
    /// The paper was asked for.
    issued: RwSignal<bool>,
    place: NodeRef<html::Div>,
    busy: RwSignal<bool>,
}

impl Issuing {
    fn new(lang: Lang, state: CardPageState) -> Self {
        let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
        let error = RwSignal::new(state.error);
        let checked = CheckedFields::new(error);
        Self {
            lang,
            fields: Fields::new(lang, &state.form, &errors, checked),
            checked,
            error,
            answer: RwSignal::new(state.answer),
            asked: StoredValue::new(state.form),
            issued: RwSignal::new(false),
            place: NodeRef::new(),
            busy: RwSignal::new(false),
        }
    }

    fn view(self, desk: &CardDesk) -> AnyView {
        let lang = self.lang;
        let inside = move || match self.answer.get() {
            _ if self.issued.get() => self.after(),
            Some(CardAnswer::Ready(preview)) => answer::ready(lang, &preview, &self.asked.get_value(), self.issued),
            Some(CardAnswer::Refused(refusal)) => view! {
                {answer::refused(lang, refusal)}
                {self.form()}
            }
            .into_any(),
            None => self.form(),
        };
        view! {
            <div class="desk">
                {ways(lang, Way::Card, desk.head)}
                <h1 class="office__title">{t::card::title(lang)}</h1>
                <div class="desk__columns">
                    <div class="desk__work" tabindex="-1" id="card-work" node_ref=self.place>
                        {inside}
                    </div>
                    {list::list(lang, &desk.cards)}
                </div>
            </div>
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let send = move |event: SubmitEvent| {
            if switches_language(&event) {
                return;
            }
            event.prevent_default();
            if !self.busy.get_untracked() {
                self.check();
            }
        };
        let Fields { inn, passport, phone, email, rules, checks_error, .. } = self.fields;
        view! {
            <p class="desk__lead">{t::card::lead(lang)}</p>
            <ErrorSummary error=self.error />
            <form id="page-form" class="form" method="post" action=routes::CARD novalidate on:submit=send>
                <InnField handle=inn label=t::office::inn(lang) check=rules[0] />
                <TextField
                    handle=passport
                    label=t::card::passport(lang)
                    hint=t::card::passport_hint(lang)
                    spellcheck_off=true
                    max_length=30
                    check=rules[1]
                />
                <TextField
                    handle=phone
                    label=t::cabinet::phone(lang)
                    hint=t::card::phone_hint(lang)
                    kind=InputKind::Tel
                    max_length=40
                    check=rules[2]
                />
                <TextField
                    handle=email
                    label=t::cabinet::email(lang)
                    hint=t::card::email_hint(lang)
                    kind=InputKind::Email
                    max_length=254
                    optional_mark=true
                    check=rules[3]
                />
                {self.fields.language(lang)}
                <Checkbox
                    name="checks"
                    label=t::card::identity(lang)
                    checked=self.fields.ticked_at_first
                    error=checks_error
                />
                <div class="form__actions">
                    <SubmitButton label=t::card::check(lang) busy=self.busy />
                </div>
            </form>
        }
        .into_any()
    }

    fn check(self) {
        if !self.checked.check_with(self.fields.untyped_errors()) {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let form = self.fields.form();
        spawn_local(async move {
            let answer = check_card(form.clone()).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => {
                    self.fields.keep(&form);
                    self.asked.set_value(form);
                    self.answer.set(Some(answer));
                    controls::focus_later("card-work");
                }
                Err(error) => self.checked.refused(error),
            }
        });
    }

    /// The paper is in the other tab, and there is nothing left to do here but the next one.
    fn after(self) -> AnyView {
        let lang = self.lang;
        view! {
            <InlineMessage kind=MessageKind::Success>{t::card::issued(lang)}</InlineMessage>
            <p>{t::card::spoilt(lang)}</p>
            <p class="page__actions">
                <a class="button" href=routes::CARD rel="external">{t::card::next(lang)}</a>
            </p>
            // for the language buttons
            <form method="post" id="page-form" action=routes::CARD></form>
        }
        .into_any()
    }
}
