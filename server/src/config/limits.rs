//! The limits as the configuration has them: what holds until an administrator sets another.

use domain::limits::{Limit, Limits};

use super::Settings;

impl Settings {
    /// What a cabinet begins with. A term of no time at all would end with its beginning: it is taken for the shortest.
    #[must_use]
    pub fn limits(&self) -> Limits {
        let Self { access, lookup, status, assistant, sign_in, .. } = self;
        Limits::of(|limit| match limit {
            Limit::DecisionMinutes => access.decision_minutes,
            Limit::AnnulmentDays => access.annulment_days,
            Limit::ApplicationDays => access.application_days.max(1),
            Limit::ClaimMinutes => access.claim_minutes.max(1),
            Limit::OpenApplications => access.open_applications_per_inn,
            Limit::ApplicationsPerHour => access.applications_per_client_per_hour,
            Limit::LookUpsPerMinute => lookup.per_client_per_minute,
            Limit::CheckedPerHour => lookup.checked_per_client_per_hour,
            Limit::AddedPerHour => lookup.added_per_client_per_hour,
            Limit::StatusPerMinute => status.per_client_per_minute,
            Limit::QuestionsPerMinute => assistant.per_client_per_minute,
            Limit::SignInsPerMinute => sign_in.per_address_per_minute,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_cabinet_begins_within_the_bounds_that_administrators_have() {
        let limits = Settings::default().limits();
        for limit in Limit::ALL {
            assert!(limit.allows(limits.get(*limit)), "{limit}");
        }
        assert_eq!((limits.get(Limit::DecisionMinutes), limits.get(Limit::AnnulmentDays)), (20, 2));
    }
}
