//! Anybody can file an application for anybody's INN, and several stand side by side. Whatever is
//! filed and whatever is done in whatever order: the credential that works is that of the
//! application granted last, and no other (`spec/access.md`).
//!
//! The model keeps what the database keeps: the applications, each with its own password, and the
//! one credential of the account. The oracle knows neither; it only reads the list of what happened.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::access_application::{ApplicationKind, ApplicationState, Move};
use domain::password::{MINIMUM, Password, PersonalWords};
use proptest::prelude::*;
use proptest::sample::select;

/// The kinds that a person's own INN has; a link gives an organisation, not a credential.
const KINDS: [ApplicationKind; 3] = [ApplicationKind::Grant, ApplicationKind::Restore, ApplicationKind::Annul];

/// What people and inspectors do. Superseding is never done by itself: it follows from a grant or
/// an entered annulment.
const MOVES: [Move; 7] =
    [Move::Accept, Move::Grant, Move::Refuse, Move::Deliver, Move::Expire, Move::Withdraw, Move::EnterAnnulment];

#[derive(Debug, Clone)]
enum Act {
    File(ApplicationKind),
    Do(Move, usize),
}

struct Application {
    kind: ApplicationKind,
    state: ApplicationState,
    password: Password,
}

#[derive(Default)]
struct Subject {
    applications: Vec<Application>,
    credential: Option<String>,
}

impl Subject {
    fn file(&mut self, kind: ApplicationKind) {
        let text = format!("synthetic {} трамвай", self.applications.len());
        let password = Password::choose(&text, &PersonalWords::default(), MINIMUM).unwrap();
        self.applications.push(Application { kind, state: ApplicationState::Submitted, password });
    }

    /// Whether the move was made.
    fn attempt(&mut self, step: Move, which: usize) -> bool {
        let kind = self.applications[which].kind;
        let Ok(next) = self.applications[which].state.after(kind, step) else {
            return false;
        };
        if step == Move::Accept && self.accepted(kind) > 0 {
            return false;
        }
        self.applications[which].state = next;
        match next {
            ApplicationState::Granted => {
                self.credential = Some(self.applications[which].password.expose().to_owned());
                self.supersede_the_rest(which);
            }
            ApplicationState::Annulled => {
                self.credential = None;
                self.supersede_the_rest(which);
            }
            _ => {}
        }
        true
    }

    fn supersede_the_rest(&mut self, decided: usize) {
        for (place, application) in self.applications.iter_mut().enumerate() {
            if place != decided && application.state.is_open() {
                application.state = application.state.after(application.kind, Move::Supersede).unwrap();
            }
        }
    }

    fn accepted(&self, kind: ApplicationKind) -> usize {
        let taken_in = |a: &&Application| a.kind == kind && a.state == ApplicationState::Accepted;
        self.applications.iter().filter(taken_in).count()
    }

    fn opens(&self, typed: &str) -> bool {
        self.credential.as_deref() == Some(Password::typed(typed).expose())
    }
}

/// The application whose password must work, by the history alone.
fn rightful(history: &[(Move, usize)]) -> Option<usize> {
    let last = history.iter().rev().find(|(step, _)| matches!(step, Move::Grant | Move::EnterAnnulment))?;
    (last.0 == Move::Grant).then_some(last.1)
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let filed = select(&KINDS[..]).prop_map(Act::File);
    // accepting and granting twice as often, or few stories would get as far as a credential
    let step = prop_oneof![
        1 => select(&MOVES[..]),
        2 => select(&[Move::Accept, Move::Grant][..]),
    ];
    let done = (step, 0..8_usize).prop_map(|(step, which)| Act::Do(step, which));
    proptest::collection::vec(prop_oneof![1 => filed, 4 => done], 0..60)
}

fn check(subject: &Subject, history: &[(Move, usize)]) -> Result<(), TestCaseError> {
    let rightful = rightful(history);
    for (place, application) in subject.applications.iter().enumerate() {
        prop_assert_eq!(subject.opens(application.password.expose()), rightful == Some(place));
    }
    for kind in KINDS {
        prop_assert!(subject.accepted(kind) <= 1, "two accepted of one kind");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn only_the_granted_password_works(acts in acts()) {
        let mut subject = Subject::default();
        let mut history = Vec::new();
        for act in acts {
            match act {
                Act::File(kind) => subject.file(kind),
                Act::Do(step, which) => {
                    let count = subject.applications.len();
                    if count > 0 && subject.attempt(step, which % count) {
                        history.push((step, which % count));
                    }
                }
            }
            check(&subject, &history)?;
        }
    }

    #[test]
    fn a_grant_leaves_nothing_open_and_filing_touches_nothing(acts in acts()) {
        let mut subject = Subject::default();
        for act in acts {
            let states = |subject: &Subject| -> Vec<ApplicationState> {
                subject.applications.iter().map(|application| application.state).collect()
            };
            let (before, credential) = (states(&subject), subject.credential.clone());
            match act {
                Act::File(kind) => {
                    subject.file(kind);
                    prop_assert_eq!(&states(&subject)[..before.len()], &before[..]);
                    prop_assert_eq!(&subject.credential, &credential);
                }
                Act::Do(step, which) => {
                    let count = subject.applications.len();
                    if count > 0
                        && subject.attempt(step, which % count)
                        && matches!(step, Move::Grant | Move::EnterAnnulment)
                    {
                        prop_assert!(!states(&subject).iter().any(|state| state.is_open()));
                    }
                }
            }
        }
    }
}

/// Every order of a stranger's and the owner's acts, not a sample of them.
#[test]
fn a_stranger_never_gets_in() {
    let owner = [Act::Do(Move::Accept, 0), Act::Do(Move::Grant, 0), Act::Do(Move::Deliver, 0)];
    let stranger = [Move::Accept, Move::Refuse, Move::Expire, Move::Withdraw, Move::Deliver];
    for places in 0..1_u32 << 8 {
        if places.count_ones() != 3 {
            continue;
        }
        let mut subject = Subject::default();
        subject.file(ApplicationKind::Grant);
        subject.file(ApplicationKind::Grant);
        let (mut own, mut foreign) = (owner.iter(), stranger.iter());
        for turn in 0..8 {
            if places & (1 << turn) == 0 {
                subject.attempt(*foreign.next().unwrap(), 1);
            } else if let Some(Act::Do(step, which)) = own.next() {
                subject.attempt(*step, *which);
            }
            let theirs = subject.applications[1].password.expose().to_owned();
            assert!(!subject.opens(&theirs));
        }
    }
}
