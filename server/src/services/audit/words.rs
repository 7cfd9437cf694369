//! The actions of the trail in words.

use app::i18n::{Lang, t};

use crate::storage::audit::Action;

/// The words for an action of the table; one that only a newer version knows is shown as it is.
pub(super) fn of(lang: Lang, word: &str) -> String {
    Action::from_word(word).map_or_else(|| word.to_owned(), |action| words(lang, action).to_owned())
}

/// Every action that can be searched for, by its word, and what it is called, in the order of the alphabet.
pub(super) fn all(lang: Lang) -> Vec<(String, String)> {
    let named = |action: &Action| (action.as_str().to_owned(), words(lang, *action).to_owned());
    let mut actions: Vec<_> = Action::ALL.iter().map(named).collect();
    actions.sort_by(|(_, one), (_, other)| one.cmp(other));
    actions
}

fn words(lang: Lang, action: Action) -> &'static str {
    match action {
        Action::ApplicationSubmitted => t::audit_actions::application_submitted(lang),
        Action::ApplicationOpened => t::audit_actions::application_opened(lang),
        Action::ApplicationNotFound => t::audit_actions::application_not_found(lang),
        Action::ApplicationViewed => t::audit_actions::application_viewed(lang),
        Action::PaperPrinted => t::audit_actions::paper_printed(lang),
        Action::ApplicationAccepted => t::audit_actions::application_accepted(lang),
        Action::AccessGranted => t::audit_actions::access_granted(lang),
        Action::AccessRestored => t::audit_actions::access_restored(lang),
        Action::AccessRefused => t::audit_actions::access_refused(lang),
        Action::DecisionDelivered => t::audit_actions::decision_delivered(lang),
        Action::ApplicationSuperseded => t::audit_actions::application_superseded(lang),
        Action::ApplicationExpired => t::audit_actions::application_expired(lang),
        Action::ApplicationWithdrawn => t::audit_actions::application_withdrawn(lang),
        Action::SignedIn => t::audit_actions::signed_in(lang),
        Action::SignInFailed => t::audit_actions::sign_in_failed(lang),
        Action::AccountPasswordTried => t::audit_actions::account_password_tried(lang),
        Action::SignedOut => t::audit_actions::signed_out(lang),
        Action::PasswordChanged => t::audit_actions::password_changed(lang),
        Action::SessionsEnded => t::audit_actions::sessions_ended(lang),
        Action::RepresentationBegun => t::audit_actions::representation_begun(lang),
        Action::RepresentationEnded => t::audit_actions::representation_ended(lang),
        Action::CabinetEntered => t::audit_actions::cabinet_entered(lang),
        Action::StaffAdded => t::audit_actions::staff_added(lang),
        Action::RegistryImported => t::audit_actions::registry_imported(lang),
        Action::TaxpayerAdded => t::audit_actions::taxpayer_added(lang),
        Action::SignatureRegistered => t::audit_actions::signature_registered(lang),
        Action::EligibilityChanged => t::audit_actions::eligibility_changed(lang),
        Action::GroundWordingChanged => t::audit_actions::ground_wording_changed(lang),
        Action::LimitsChanged => t::audit_actions::limits_changed(lang),
        Action::CardChecked => t::audit_actions::card_checked(lang),
        Action::CardIssued => t::audit_actions::card_issued(lang),
        Action::FiguresExported => t::audit_actions::figures_exported(lang),
        Action::AuditSearched => t::audit_actions::audit_searched(lang),
        Action::AuditExported => t::audit_actions::audit_exported(lang),
        Action::AuditVerified => t::audit_actions::audit_verified(lang),
        Action::CaseClaimed => t::audit_actions::case_claimed(lang),
        Action::CaseTakenOver => t::audit_actions::case_taken_over(lang),
        Action::CaseReassigned => t::audit_actions::case_reassigned(lang),
        Action::CaseReleased => t::audit_actions::case_released(lang),
        Action::QueueSearched => t::audit_actions::queue_searched(lang),
        Action::StaffInvited => t::audit_actions::staff_invited(lang),
        Action::StaffRightsChanged => t::audit_actions::staff_rights_changed(lang),
        Action::StaffPasswordReset => t::audit_actions::staff_password_reset(lang),
        Action::StaffBlocked => t::audit_actions::staff_blocked(lang),
        Action::StaffUnblocked => t::audit_actions::staff_unblocked(lang),
        Action::StaffPasswordProved => t::audit_actions::staff_password_proved(lang),
        Action::StaffPasswordChosen => t::audit_actions::staff_password_chosen(lang),
        Action::SecondFactorEnrolled => t::audit_actions::second_factor_enrolled(lang),
        Action::SecondFactorFailed => t::audit_actions::second_factor_failed(lang),
        Action::SecondFactorConfirmed => t::audit_actions::second_factor_confirmed(lang),
        Action::SecondFactorResetAsked => t::audit_actions::second_factor_reset_asked(lang),
        Action::SecondFactorReset => t::audit_actions::second_factor_reset(lang),
        Action::PasskeyAdded => t::audit_actions::passkey_added(lang),
        Action::PasskeyRenamed => t::audit_actions::passkey_renamed(lang),
        Action::PasskeyRemoved => t::audit_actions::passkey_removed(lang),
        Action::PasskeyRefused => t::audit_actions::passkey_refused(lang),
        Action::AccessAnnulled => t::audit_actions::access_annulled(lang),
        Action::AnnulmentViewed => t::audit_actions::annulment_viewed(lang),
        Action::SubjectSought => t::audit_actions::subject_sought(lang),
        Action::ApplicationReturned => t::audit_actions::application_returned(lang),
        Action::RequiredPapersChanged => t::audit_actions::required_papers_changed(lang),
    }
}
