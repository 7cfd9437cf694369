//! «Политика допуска»: tick, give the reason, see what will change, save; and the history of it all.

mod boxes;
mod history;
mod words;

use domain::eligibility::{ChangeReason, EligibilityPolicy, PermissionChange, ReasonError};
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::{
    administration::{refused, who},
    checked_fields::{CheckedFields, pressed, switches_language},
    posted,
};
use crate::{
    api::{
        ApiError, Conflict, Field, ForbiddenReason, Message,
        eligibility::{
            EligibilityForm, EligibilityPage, EligibilityState, change_eligibility, eligibility_page,
            preview_eligibility,
        },
    },
    components::{
        ButtonKind, Check, ErrorSummary, FieldHandle, InlineMessage, Layout, MessageKind, Page, Skeleton, SubmitButton,
        TextField,
    },
    i18n::{Lang, t, use_lang},
    routes,
};

/// Room for a reason.
const REASON_CHARACTERS: u32 = 500;

/// `/administration/eligibility`.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let page = Resource::new_blocking(|| (), |()| eligibility_page());
    let changing = Changing::new(lang, page, posted::<EligibilityState>());
    let content = move || {
        Suspend::new(async move {
            match page.await {
                Ok(found) => changing.view(&found),
                Err(error) => refused(lang, error),
            }
        })
    };
    let identity = view! {
        <Suspense>
            {move || Suspend::new(async move { page.await.ok().map(|page| who(lang, &page.administrator)) })}
        </Suspense>
    }
    .into_any();
    view! {
        <Page title=t::eligibility::title(lang) form_id="page-form" layout=Layout::Office identity=identity>
            {changing.news()}
            <Transition fallback=|| view! { <Skeleton lines=12 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

/// The page's state; it outlives the data, which are read anew after every change.
#[derive(Clone, Copy)]
struct Changing {
    lang: Lang,
    page: Resource<Result<EligibilityPage, ApiError>>,
    /// What was ticked, and from which version; as in force when there is nothing or that version has gone.
    wanted: StoredValue<Option<(i32, EligibilityPolicy)>>,
    reason: FieldHandle,
    reason_rule: Check,
    checked: CheckedFields,
    error: RwSignal<Option<ApiError>>,
    /// What would change; empty while boxes are being ticked.
    preview: RwSignal<Vec<PermissionChange>>,
    saved: RwSignal<bool>,
    busy: RwSignal<bool>,
}

impl Changing {
    fn new(lang: Lang, page: Resource<Result<EligibilityPage, ApiError>>, state: EligibilityState) -> Self {
        let errors = state.error.as_ref().map(ApiError::fields).unwrap_or_default();
        let typed = state.form.as_ref().map(|form| form.reason.clone()).unwrap_or_default();
        let reason = FieldHandle::new(Field::Reason, typed, &errors);
        let error = RwSignal::new(state.error);
        let checked = CheckedFields::new(error);
        let reason_rule = checked.add(reason, |text| match ChangeReason::parse(&text) {
            Ok(_) => None,
            Err(ReasonError::Empty) => Some(Message::Required),
            Err(_) => Some(Message::ReasonFormat),
        });
        Self {
            lang,
            page,
            wanted: StoredValue::new(state.form.map(|form| (form.version, form.policy()))),
            reason,
            reason_rule,
            checked,
            error,
            preview: RwSignal::new(state.preview),
            saved: RwSignal::new(state.saved),
            busy: RwSignal::new(false),
        }
    }

    /// That the change was made, once, above everything; the focus goes there.
    fn news(self) -> AnyView {
        let place = NodeRef::<html::Div>::new();
        Effect::new(move |before: Option<()>| {
            if self.saved.get() && before.is_some() {
                request_animation_frame(move || {
                    if let Some(place) = place.try_get_untracked().flatten() {
                        let _ = place.focus();
                    }
                });
            }
        });
        let text = move || {
            let saved = t::eligibility::saved(self.lang);
            self.saved.get().then(|| view! { <InlineMessage kind=MessageKind::Success>{saved}</InlineMessage> })
        };
        view! {
            <div class="eligibility__news" role="status" tabindex="-1" node_ref=place>
                {text}
            </div>
        }
        .into_any()
    }

    fn view(self, found: &EligibilityPage) -> AnyView {
        let lang = self.lang;
        let version = found.version;
        // boxes that were ticked over another policy would change more than was seen
        let policy =
            self.wanted.get_value().filter(|(seen, _)| *seen == version).map_or(found.policy, |wanted| wanted.1);
        self.wanted.set_value(Some((version, policy)));
        let send = move |event: SubmitEvent| {
            if switches_language(&event) {
                return;
            }
            event.prevent_default();
            if self.busy.get_untracked() {
                return;
            }
            match pressed(&event).1.as_str() {
                "save" => self.save(version),
                "edit" => self.preview.set(Vec::new()),
                _ => self.ask_for_preview(version),
            }
        };
        let inside = move || {
            let changes = self.preview.get();
            if changes.is_empty() { self.boxes() } else { self.previewed(&changes) }
        };
        view! {
            <div class="eligibility">
                <p class="eligibility__back">
                    <a href=routes::ADMINISTRATION>{t::administration::title(lang)}</a>
                </p>
                <h1 class="office__title">{t::eligibility::title(lang)}</h1>
                <p class="eligibility__lead">{t::eligibility::lead(lang)}</p>
                <ErrorSummary error=self.error />
                <form id="page-form" method="post" action=routes::ELIGIBILITY novalidate on:submit=send>
                    <input type="hidden" name="version" value=version.to_string() />
                    {inside}
                </form>
                {history::history(lang, &found.history)}
            </div>
        }
        .into_any()
    }

    fn policy(self) -> EligibilityPolicy {
        self.wanted.get_value().map_or(EligibilityPolicy::SPECIFIED, |(_, policy)| policy)
    }

    fn boxes(self) -> AnyView {
        let lang = self.lang;
        view! {
            <section aria-labelledby="boxes">{boxes::boxes(lang, &self.policy())}</section>
            <TextField
                handle=self.reason
                label=t::eligibility::reason(lang)
                hint=t::eligibility::reason_hint(lang)
                max_length=REASON_CHARACTERS
                check=self.reason_rule
            />
            <SubmitButton label=t::eligibility::preview(lang) busy=self.busy name="action" value="preview" />
        }
        .into_any()
    }

    fn previewed(self, changes: &[PermissionChange]) -> AnyView {
        let lang = self.lang;
        let reason = self.reason.text();
        view! {
            <section class="eligibility__preview" aria-labelledby="preview" id="previewed" tabindex="-1" autofocus>
                <h2 class="office__heading" id="preview">{t::eligibility::preview_title(lang)}</h2>
                {words::changes(lang, changes)}
                <p class="eligibility__why">
                    {t::eligibility::reason(lang)} ": " <bdi>{reason.clone()}</bdi>
                </p>
                <p>{t::eligibility::preview_text(lang)}</p>
                {boxes::hidden(&self.policy())}
                <input type="hidden" name="reason" value=reason />
                <div class="form__actions">
                    <SubmitButton label=t::eligibility::save(lang) busy=self.busy name="action" value="save" />
                    <SubmitButton
                        label=t::eligibility::edit(lang)
                        busy=self.busy
                        kind=ButtonKind::Secondary
                        name="action"
                        value="edit"
                    />
                </div>
            </section>
        }
        .into_any()
    }

    fn form(self, version: i32) -> EligibilityForm {
        EligibilityForm::asking_for(version, &self.policy(), self.reason.text())
    }

    fn ask_for_preview(self, version: i32) {
        self.wanted.set_value(Some((version, boxes::ticked())));
        self.saved.set(false);
        if !self.checked.check() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let form = self.form(version);
        spawn_local(async move {
            let answer = preview_eligibility(form).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(changes) => {
                    self.preview.set(changes);
                    super::office::controls::focus_later("previewed");
                }
                Err(error) => self.failed(error),
            }
        });
    }

    fn save(self, version: i32) {
        self.busy.set(true);
        self.error.set(None);
        let form = self.form(version);
        spawn_local(async move {
            let answer = change_eligibility(form).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    self.wanted.set_value(None);
                    self.reason.clear();
                    self.preview.set(Vec::new());
                    self.saved.set(true);
                    self.page.refetch();
                }
                Err(error) => self.failed(error),
            }
        });
    }

    /// Says what went wrong over the boxes; what somebody else has changed, or a session that is gone, shows itself when
    /// the data are read anew.
    fn failed(self, error: ApiError) {
        let outdated = matches!(
            error,
            ApiError::Conflict(Conflict::PolicyChanged) | ApiError::Forbidden(ForbiddenReason::SignInRequired)
        );
        if outdated {
            self.page.refetch();
        }
        if !matches!(error, ApiError::Unreachable | ApiError::Unavailable) {
            self.preview.set(Vec::new());
        }
        self.checked.refused(error);
    }
}
