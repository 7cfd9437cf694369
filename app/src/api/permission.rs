//! The one table of roles: who of staff may do what, and on whose office. Whatever it does not allow is forbidden.

use super::StaffRole;

/// What staff do. A service asks for one of these before it does anything ([`Client::staff_who_may`]).
///
/// [`Client::staff_who_may`]: super::Client::staff_who_may
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See and change one's own passkeys.
    KeepKeys,
    /// See what waits in the queue.
    SeeQueue,
    /// Open an application by the paper at the window, see it and its history, print its papers.
    SeeCase,
    /// Accept an application, or return it as incomplete.
    Accept,
    /// Grant or refuse, and hand the decision over.
    Decide,
    /// Annul access, on application or on evidence.
    Annul,
    /// Issue registration cards.
    IssueCards,
    /// See the figures of an office.
    SeeFigures,
    /// Give a case to somebody else.
    Reassign,
    /// Search and export the audit trail.
    SearchAudit,
    /// See where administrators begin.
    Administer,
    /// Change who may have a password.
    ChangePolicy,
    /// Change the words of the grounds of refusal.
    ChangeGrounds,
    /// Change deadlines and limits.
    ChangeLimits,
    /// Change which papers are required.
    ChangeRequiredPapers,
    /// Invite, block, change role and office of staff, reset a second factor.
    ManageStaff,
}

/// On whose office somebody may do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// On their own only.
    OwnOffice,
    /// On every one.
    EveryOffice,
}

impl Permission {
    /// Every permission there is.
    pub const ALL: [Self; 16] = [
        Self::KeepKeys,
        Self::SeeQueue,
        Self::SeeCase,
        Self::Accept,
        Self::Decide,
        Self::Annul,
        Self::IssueCards,
        Self::SeeFigures,
        Self::Reassign,
        Self::SearchAudit,
        Self::Administer,
        Self::ChangePolicy,
        Self::ChangeGrounds,
        Self::ChangeLimits,
        Self::ChangeRequiredPapers,
        Self::ManageStaff,
    ];

    /// How far a role's permission goes; `None`: the role does not have it.
    pub const fn of(self, role: StaffRole) -> Option<Reach> {
        use Permission as P;
        use StaffRole as R;
        match (self, role) {
            // spec/sign-in.md: staff come in by two factors, always
            (P::KeepKeys, R::Inspector | R::HeadOfOffice) => Some(Reach::OwnOffice),
            (P::KeepKeys, R::Administrator) => Some(Reach::EveryOffice),
            // the regulation, paragraphs 8 to 21: inspectors, and their head as one of them
            (
                P::SeeQueue | P::SeeCase | P::Accept | P::Decide | P::Annul | P::IssueCards,
                R::Inspector | R::HeadOfOffice,
            ) => Some(Reach::OwnOffice),
            // spec/cabinet.md, "The head of office"
            (P::SeeFigures | P::Reassign | P::SearchAudit, R::HeadOfOffice) => Some(Reach::OwnOffice),
            // spec/cabinet.md, "The administrator", who decides on nothing
            (
                P::Administer
                | P::ChangePolicy
                | P::ChangeGrounds
                | P::ChangeLimits
                | P::ChangeRequiredPapers
                | P::ManageStaff
                | P::SearchAudit,
                R::Administrator,
            ) => Some(Reach::EveryOffice),
            _ => None,
        }
    }

    /// Whether somebody in this role and of this office may do it to something that belongs to `theirs`.
    pub fn covers(self, role: StaffRole, office: &str, theirs: &str) -> bool {
        match self.of(role) {
            Some(Reach::EveryOffice) => true,
            Some(Reach::OwnOffice) => !office.is_empty() && office == theirs,
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [StaffRole; 3] = [StaffRole::Inspector, StaffRole::HeadOfOffice, StaffRole::Administrator];

    #[test]
    fn nobody_both_decides_and_administers() {
        for role in ROLES {
            let decides = Permission::Decide.of(role).is_some() || Permission::Annul.of(role).is_some();
            let administers = Permission::ManageStaff.of(role).is_some() || Permission::ChangePolicy.of(role).is_some();
            assert!(!(decides && administers), "{role:?}");
        }
    }

    #[test]
    fn a_head_may_do_what_an_inspector_may_and_nobody_of_an_office_reaches_beyond_it() {
        for permission in Permission::ALL {
            if permission.of(StaffRole::Inspector).is_some() {
                assert!(permission.of(StaffRole::HeadOfOffice).is_some(), "{permission:?}");
            }
            for role in [StaffRole::Inspector, StaffRole::HeadOfOffice] {
                assert!(!permission.covers(role, "001", "002"), "{permission:?}");
                assert!(!permission.covers(role, "", ""), "{permission:?}");
            }
        }
        assert!(ROLES.iter().all(|role| Permission::ALL.iter().any(|permission| permission.of(*role).is_some())));
    }
}
