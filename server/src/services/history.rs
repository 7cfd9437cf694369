//! The audit trail as people are told it.

use app::api::cabinet::AccessEvent;

use crate::storage::audit::Action;

/// The actions that are told, with the words for them.
const TOLD: &[(Action, AccessEvent)] = &[
    (Action::ApplicationSubmitted, AccessEvent::ApplicationSubmitted),
    (Action::ApplicationReturned, AccessEvent::ApplicationReturned),
    (Action::ApplicationAccepted, AccessEvent::ApplicationAccepted),
    (Action::AccessGranted, AccessEvent::AccessGranted),
    (Action::AccessRestored, AccessEvent::AccessRestored),
    (Action::CardIssued, AccessEvent::CardIssued),
    (Action::AccessRefused, AccessEvent::AccessRefused),
    (Action::AccessAnnulled, AccessEvent::AccessAnnulled),
    (Action::DecisionDelivered, AccessEvent::DecisionDelivered),
    (Action::ApplicationSuperseded, AccessEvent::ApplicationSuperseded),
    (Action::ApplicationExpired, AccessEvent::ApplicationExpired),
    (Action::ApplicationWithdrawn, AccessEvent::ApplicationWithdrawn),
    (Action::SignedIn, AccessEvent::SignedIn),
    (Action::SignInFailed, AccessEvent::SignInFailed),
    (Action::SignedOut, AccessEvent::SignedOut),
    (Action::PasswordChanged, AccessEvent::PasswordChanged),
    (Action::SessionsEnded, AccessEvent::SessionsEnded),
    (Action::RepresentationBegun, AccessEvent::RepresentationBegun),
    (Action::RepresentationEnded, AccessEvent::RepresentationEnded),
];

/// The actions that are told.
pub(super) fn told() -> Vec<Action> {
    TOLD.iter().map(|(action, _)| *action).collect()
}

/// The actions that an inspector is told of the subject of a case: what offices did, and nothing of how the person uses
/// their cabinet.
pub(super) fn told_of_case() -> Vec<Action> {
    let private =
        [Action::SignedIn, Action::SignInFailed, Action::SignedOut, Action::PasswordChanged, Action::SessionsEnded];
    told().into_iter().filter(|action| !private.contains(action)).collect()
}

/// The word for an action; none for one that is not told.
pub(super) fn event(action: Action) -> Option<AccessEvent> {
    TOLD.iter().find(|(told, _)| *told == action).map(|(_, event)| *event)
}
