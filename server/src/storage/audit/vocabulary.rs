//! Who and what the trail speaks of.

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor<'a> {
    /// Nobody is signed in.
    Nobody,
    /// A taxpayer, by the id of the account.
    Taxpayer(&'a str),
    /// A member of staff, by id.
    Staff(&'a str),
    /// The system itself: the name of the job or command.
    System(&'a str),
}

impl<'a> Actor<'a> {
    /// The two columns of the table: kind and id.
    pub(in crate::storage) fn parts(self) -> (&'static str, &'a str) {
        match self {
            Self::Nobody => ("nobody", ""),
            Self::Taxpayer(account) => ("taxpayer", account),
            Self::Staff(staff) => ("staff", staff),
            Self::System(name) => ("system", name),
        }
    }
}

/// The enum and its words from one list: a word that is written is always one that can be read again.
macro_rules! actions {
    ($($(#[doc = $doc:literal])* $action:ident = $word:literal,)*) => {
        /// What is kept in the trail.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Action {
            $($(#[doc = $doc])* $action,)*
        }

        impl Action {
            /// Every action, in the order of this list.
            pub const ALL: &'static [Self] = &[$(Self::$action,)*];

            /// The word in the table.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$action => $word,)*
                }
            }
        }
    };
}

actions! {
    ApplicationSubmitted = "application_submitted",
    /// Somebody of staff looked for it by INN and code.
    ApplicationOpened = "application_opened",
    /// Somebody tried an INN and a code that do not belong together.
    ApplicationNotFound = "application_not_found",
    /// Somebody of staff saw the case.
    ApplicationViewed = "application_viewed",
    /// Somebody of staff made one of its papers.
    PaperPrinted = "paper_printed",
    /// Somebody of staff began to work on it.
    CaseClaimed = "case_claimed",
    /// Somebody of staff went on with what a colleague worked on.
    CaseTakenOver = "case_taken_over",
    /// Somebody of staff no longer works on it.
    CaseReleased = "case_released",
    /// Somebody of staff looked for a person among the applications of their office.
    QueueSearched = "queue_searched",
    /// Given back at the window as incomplete; it stays submitted.
    ApplicationReturned = "application_returned",
    ApplicationAccepted = "application_accepted",
    AccessGranted = "access_granted",
    /// The password of an accepted application has replaced the account's.
    AccessRestored = "access_restored",
    AccessRefused = "access_refused",
    DecisionDelivered = "decision_delivered",
    /// An access has ended for good, on the subject's application or on documentary evidence.
    AccessAnnulled = "access_annulled",
    /// Somebody of staff saw an annulment.
    AnnulmentViewed = "annulment_viewed",
    /// Somebody of staff looked for a person or an organisation by INN or login.
    SubjectSought = "subject_sought",
    ApplicationSuperseded = "application_superseded",
    ApplicationExpired = "application_expired",
    ApplicationWithdrawn = "application_withdrawn",
    SignedIn = "signed_in",
    SignInFailed = "sign_in_failed",
    /// The password typed where an organisation registers was tried at the account of who registers it.
    AccountPasswordTried = "account_password_tried",
    SignedOut = "signed_out",
    PasswordChanged = "password_changed",
    SessionsEnded = "sessions_ended",
    /// An account acts for an organisation from now on; the subject is the person.
    RepresentationBegun = "representation_begun",
    /// It does no longer.
    RepresentationEnded = "representation_ended",
    /// Somebody signed in went over to another of their cabinets; the subject is whose cabinet it is.
    CabinetEntered = "cabinet_entered",
    /// An account of staff was made by a command.
    StaffAdded = "staff_added",
    /// An administrator invited somebody to the staff.
    StaffInvited = "staff_invited",
    /// An administrator changed somebody's role or office.
    StaffRightsChanged = "staff_rights_changed",
    /// An administrator gave somebody a new one-time password.
    StaffPasswordReset = "staff_password_reset",
    StaffBlocked = "staff_blocked",
    StaffUnblocked = "staff_unblocked",
    /// The password of somebody of staff was right; the second factor is asked for.
    StaffPasswordProved = "staff_password_proved",
    /// Somebody of staff replaced a one-time password.
    StaffPasswordChosen = "staff_password_chosen",
    SecondFactorEnrolled = "second_factor_enrolled",
    SecondFactorFailed = "second_factor_failed",
    /// Proved again in a session, to change rights.
    SecondFactorConfirmed = "second_factor_confirmed",
    /// One administrator wants somebody's second factor taken away.
    SecondFactorResetAsked = "second_factor_reset_asked",
    /// Another administrator agreed: it is gone.
    SecondFactorReset = "second_factor_reset",
    /// Somebody of staff has one more passkey; which, is in the details of these four.
    PasskeyAdded = "passkey_added",
    PasskeyRenamed = "passkey_renamed",
    PasskeyRemoved = "passkey_removed",
    /// A passkey was not taken, at the door or in a session; why, is in the details.
    PasskeyRefused = "passkey_refused",
    RegistryImported = "registry_imported",
    /// «Добавить ИНН»: a citizen became a taxpayer; the database writes the entry itself.
    TaxpayerAdded = "taxpayer_added",
    /// Somebody registered for entry by electronic signature, whether or not they had an account before.
    SignatureRegistered = "signature_registered",
    /// An administrator changed who may have a password.
    EligibilityChanged = "eligibility_changed",
    /// An administrator worded a ground of refusal otherwise; the words are in the details.
    GroundWordingChanged = "ground_wording_changed",
    /// An administrator changed deadlines or limits; from what to what is in the details.
    LimitsChanged = "limits_changed",
    /// An administrator changed which papers are to be shown at the window.
    RequiredPapersChanged = "required_papers_changed",
    /// The head of an office gave a case to somebody of it; from whom and to whom is in the details.
    CaseReassigned = "case_reassigned",
    /// Somebody of staff asked whether a person can be issued a registration card; what came of it is in the details.
    CardChecked = "card_checked",
    /// A registration card was issued: the person has a login and a primary password.
    CardIssued = "card_issued",
    /// A table of an office's figures was made into a file.
    FiguresExported = "figures_exported",
    /// The trail was searched for a person or a member of staff.
    AuditSearched = "audit_searched",
    /// A part of the trail was made into a file.
    AuditExported = "audit_exported",
    /// An administrator had the chain verified.
    AuditVerified = "audit_verified",
}

impl Action {
    /// The action a word of the table means; `None` when only a newer version knows it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.as_str() == word)
    }
}
