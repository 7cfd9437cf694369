//! The actions of the trail in words.

use app::i18n::{Lang, t};

use crate::storage::audit::Action;

/// The words for an action, in the reader's language.
type Words = fn(Lang) -> &'static str;

/// Every action that has words; one without them is shown by its word in the table.
const WORDS: &[(Action, Words)] = &[
    (Action::ApplicationSubmitted, t::audit_actions::application_submitted),
    (Action::ApplicationOpened, t::audit_actions::application_opened),
    (Action::ApplicationNotFound, t::audit_actions::application_not_found),
    (Action::ApplicationViewed, t::audit_actions::application_viewed),
    (Action::PaperPrinted, t::audit_actions::paper_printed),
    (Action::ApplicationAccepted, t::audit_actions::application_accepted),
    (Action::AccessGranted, t::audit_actions::access_granted),
    (Action::AccessRestored, t::audit_actions::access_restored),
    (Action::AccessRefused, t::audit_actions::access_refused),
    (Action::DecisionDelivered, t::audit_actions::decision_delivered),
    (Action::ApplicationSuperseded, t::audit_actions::application_superseded),
    (Action::ApplicationExpired, t::audit_actions::application_expired),
    (Action::ApplicationWithdrawn, t::audit_actions::application_withdrawn),
    (Action::SignedIn, t::audit_actions::signed_in),
    (Action::SignInFailed, t::audit_actions::sign_in_failed),
    (Action::AccountPasswordTried, t::audit_actions::account_password_tried),
    (Action::SignedOut, t::audit_actions::signed_out),
    (Action::PasswordChanged, t::audit_actions::password_changed),
    (Action::SessionsEnded, t::audit_actions::sessions_ended),
    (Action::RepresentationBegun, t::audit_actions::representation_begun),
    (Action::RepresentationEnded, t::audit_actions::representation_ended),
    (Action::CabinetEntered, t::audit_actions::cabinet_entered),
    (Action::StaffAdded, t::audit_actions::staff_added),
    (Action::RegistryImported, t::audit_actions::registry_imported),
    (Action::TaxpayerAdded, t::audit_actions::taxpayer_added),
    (Action::SignatureRegistered, t::audit_actions::signature_registered),
    (Action::EligibilityChanged, t::audit_actions::eligibility_changed),
    (Action::CardChecked, t::audit_actions::card_checked),
    (Action::CardIssued, t::audit_actions::card_issued),
    (Action::FiguresExported, t::audit_actions::figures_exported),
    (Action::AuditSearched, t::audit_actions::audit_searched),
    (Action::AuditExported, t::audit_actions::audit_exported),
    (Action::AuditVerified, t::audit_actions::audit_verified),
    (Action::CaseClaimed, t::audit_actions::case_claimed),
    (Action::CaseTakenOver, t::audit_actions::case_taken_over),
    (Action::CaseReleased, t::audit_actions::case_released),
    (Action::QueueSearched, t::audit_actions::queue_searched),
    (Action::StaffInvited, t::audit_actions::staff_invited),
    (Action::StaffRightsChanged, t::audit_actions::staff_rights_changed),
    (Action::StaffPasswordReset, t::audit_actions::staff_password_reset),
    (Action::StaffBlocked, t::audit_actions::staff_blocked),
    (Action::StaffUnblocked, t::audit_actions::staff_unblocked),
    (Action::StaffPasswordProved, t::audit_actions::staff_password_proved),
    (Action::StaffPasswordChosen, t::audit_actions::staff_password_chosen),
    (Action::SecondFactorEnrolled, t::audit_actions::second_factor_enrolled),
    (Action::SecondFactorFailed, t::audit_actions::second_factor_failed),
    (Action::SecondFactorConfirmed, t::audit_actions::second_factor_confirmed),
    (Action::SecondFactorResetAsked, t::audit_actions::second_factor_reset_asked),
    (Action::SecondFactorReset, t::audit_actions::second_factor_reset),
    (Action::AccessAnnulled, t::audit_actions::access_annulled),
    (Action::AnnulmentViewed, t::audit_actions::annulment_viewed),
    (Action::SubjectSought, t::audit_actions::subject_sought),
];

/// The words for an action of the table; one that only a newer version knows is shown as it is.
pub(super) fn of(lang: Lang, word: &str) -> String {
    let known = WORDS.iter().find(|(action, _)| action.as_str() == word);
    known.map_or_else(|| word.to_owned(), |(_, words)| words(lang).to_owned())
}

/// Every action that can be searched for, by its word, and what it is called.
pub(super) fn all(lang: Lang) -> Vec<(String, String)> {
    Action::ALL.iter().map(|action| (action.as_str().to_owned(), of(lang, action.as_str()))).collect()
}
