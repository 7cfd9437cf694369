//! The case as it stands on the page, its moves and its keys.

use domain::access_application::{ApplicationState, Move};
use leptos::{prelude::*, task::spawn_local};

use super::super::office::{controls, keys::KeyRow};
use crate::{
    api::{
        ApiError, Field, FieldErrors, Message,
        office::{
            AcceptForm, Case, CaseState, MoveForm, RefuseForm, ReturnForm, accept, deliver, grant, office_case, refuse,
        },
    },
    i18n::{Lang, t},
    pages::one_button::Answer,
    routes,
};

/// The keys of this page.
pub(super) const KEYS: &[KeyRow] = &[
    ("a", t::office::key_accept),
    ("g", t::office::key_grant),
    ("r", t::office::key_refuse),
    ("p", t::office::key_print),
    ("d", t::office::key_deliver),
    ("c", t::office::key_claim),
    ("n", t::office::key_next),
    ("/", t::office::key_scan),
    ("?", t::office::key_help),
];

/// The papers as the form names them.
pub(super) const PAPERS: [&str; 8] =
    ["paper_1", "paper_2", "paper_3", "paper_4", "paper_5", "paper_6", "paper_7", "paper_8"];

/// The checks as the form names them.
pub(super) const CHECKS: [&str; 3] = ["form_complete", "requisites_match", "identity_confirmed"];

/// One case on the inspector's desk.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) lang: Lang,
    /// What went wrong with the last move.
    pub(super) error: RwSignal<Option<ApiError>>,
    /// A move is on its way.
    pub(super) busy: RwSignal<bool>,
    case: RwSignal<Option<Case>>,
    posted: StoredValue<CaseState>,
    go: Callback<String>,
}

impl Desk {
    /// An empty desk; `go` opens a path.
    pub(super) fn new(lang: Lang, go: Callback<String>) -> Self {
        Self {
            lang,
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            case: RwSignal::new(None),
            posted: StoredValue::new(CaseState::default()),
            go,
        }
    }

    /// Puts a case on it, with what a plain post left.
    pub(super) fn show(self, case: Case, posted: CaseState) {
        let follows = self.case.with_untracked(|old| old.as_ref().is_some_and(|old| old.id != case.id));
        if follows {
            // what had the focus went away with the case before
            controls::focus_later("main");
        }
        self.error.set(posted.error.clone());
        self.posted.set_value(posted);
        self.case.set(Some(case));
    }

    /// A view of the case, made again when it changes.
    pub(super) fn case(self, view: impl FnOnce(&Case) -> AnyView) -> Option<AnyView> {
        self.case.with(|case| case.as_ref().map(view))
    }

    /// The case has a form whose contents a switch of the language brings back.
    pub(super) fn has_page_form(self) -> bool {
        self.case.with(|case| {
            case.as_ref().is_some_and(|case| match case.state {
                ApplicationState::Submitted => case.opened_by_code,
                state => state == ApplicationState::Accepted,
            })
        })
    }

    /// The ticks that a plain post brought back.
    pub(super) fn posted_ticks(self) -> [bool; 3] {
        self.posted.with_value(|posted| {
            let form = &posted.accept;
            [&form.form_complete, &form.requisites_match, &form.identity_confirmed].map(|tick| !tick.is_empty())
        })
    }

    /// The papers' ticks that a plain post brought back.
    pub(super) fn posted_papers(self) -> [bool; 8] {
        self.posted.with_value(|posted| posted.accept.papers())
    }

    /// What a plain post that was to return the application brought back.
    pub(super) fn posted_return(self) -> Option<ReturnForm> {
        self.posted.with_value(|posted| posted.give_back.clone())
    }

    /// Every box that must be ticked, in the order of the form.
    fn boxes(self) -> impl Iterator<Item = &'static str> {
        let papers = self.case.with_untracked(|case| case.as_ref().map_or(0, |case| case.papers.len()));
        CHECKS.into_iter().chain(PAPERS.into_iter().take(papers))
    }

    /// The refusal that a plain post brought back.
    pub(super) fn posted_refusal(self) -> RefuseForm {
        self.posted.with_value(|posted| posted.refuse.clone())
    }

    /// The errors beside the fields.
    pub(super) fn field_errors(self) -> FieldErrors {
        self.error.with_untracked(|error| error.as_ref().map(ApiError::fields).unwrap_or_default())
    }

    /// `true` when every check is ticked, else says that they must be.
    pub(super) fn check_ticks(self) -> bool {
        let complete = self.boxes().all(|check| !controls::ticked(check).is_empty());
        if !complete {
            self.error.set(Some(ApiError::field(Field::Checks, Message::ChecksMissing)));
        }
        complete
    }

    /// Sends a move with what its form holds now, then shows the case as it is after it.
    pub(super) fn send(self, step: Move) {
        if let Some(answer) = self.answer(step) {
            self.ask(answer);
        }
    }

    /// Waits for an answer, then shows the case as it is after it; nothing while another one is waited for.
    pub(super) fn ask(self, answer: Answer) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return; // the page has gone meanwhile
            }
            match answer {
                Ok(()) => {
                    self.error.set(None);
                    self.renew(true).await;
                }
                Err(error) => {
                    let moved_on = matches!(error, ApiError::Conflict(_));
                    self.error.set(Some(error));
                    if moved_on {
                        self.renew(false).await;
                    }
                }
            }
        });
    }

    fn answer(self, step: Move) -> Option<Answer> {
        let (id, version) =
            self.case.with_untracked(|case| case.as_ref().map(|case| (case.id.clone(), case.version)))?;
        Some(match step {
            Move::Accept => {
                let [form_complete, requisites_match, identity_confirmed] = CHECKS.map(controls::ticked);
                let form = AcceptForm {
                    id,
                    version,
                    form_complete,
                    requisites_match,
                    identity_confirmed,
                    ..AcceptForm::default()
                };
                Box::pin(accept(form.with_papers(PAPERS.map(controls::ticked))))
            }
            Move::Refuse => Box::pin(refuse(RefuseForm {
                id,
                version,
                ground: controls::chosen("ground"),
                document_number: controls::typed("document_number"),
                document_date: controls::typed("document_date"),
            })),
            Move::Grant => Box::pin(grant(MoveForm { id, version })),
            Move::Deliver => Box::pin(deliver(MoveForm { id, version })),
            _ => return None, // nothing that an inspector does here
        })
    }

    /// Shows the case as it is after something that is no move of it.
    pub(super) fn answered(self, answer: Result<(), ApiError>) {
        self.error.set(answer.err());
        spawn_local(self.renew(false));
    }

    /// The case has been opened by its paper: what may be done has changed.
    pub(super) fn read_again(self) {
        spawn_local(self.renew(true));
    }

    async fn renew(self, lead: bool) {
        let Some(id) = self.case.try_with_untracked(|case| case.as_ref().map(|case| case.id.clone())).flatten() else {
            return;
        };
        match office_case(id.clone()).await {
            // unless another case has taken its place meanwhile
            Ok(case) => {
                let same = self.case.try_with_untracked(|now| now.as_ref().is_some_and(|now| now.id == id));
                if same == Some(true) {
                    self.posted.set_value(CaseState::default());
                    self.case.set(Some(case));
                    if lead {
                        controls::focus_later("decision");
                    }
                }
            }
            Err(error) => drop(self.error.try_set(Some(error))),
        }
    }

    /// Does what a key of this page stands for: a letter leads to the action, Enter does it.
    pub(super) fn press(self, key: &str) -> bool {
        match key {
            "a" => self.lead_to_acceptance(),
            "g" => controls::unfold("grant") && controls::focus("grant-confirm"),
            "r" => controls::unfold("refuse") && controls::focus_chosen("ground"),
            "p" => controls::press("print-decision"),
            "d" => controls::focus("deliver"),
            "c" => controls::press("claim"),
            "n" => self.open_next(),
            _ => false,
        }
    }

    /// To the first check that is not ticked, else to the button.
    fn lead_to_acceptance(self) -> bool {
        let open = self.boxes().find(|check| controls::ticked(check).is_empty());
        open.is_some_and(controls::focus) || controls::focus("accept")
    }

    fn open_next(self) -> bool {
        let next = self.case.with_untracked(|case| case.as_ref().and_then(|case| case.next.clone()));
        self.go.run(next.map_or_else(|| routes::OFFICE.to_owned(), |id| routes::case(&id)));
        true
    }
}
