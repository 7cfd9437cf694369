//! The policy of who may have a password, version by version (`migrations/0014_eligibility.sql`).

use domain::{
    eligibility::{ChangeReason, EligibilityPolicy, EligibilityRule},
    subject::SubjectKind,
};
use sqlx::{PgConnection, PgExecutor};
use time::OffsetDateTime;
use uuid::Uuid;

use super::access_application::word;

/// A version of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersion {
    /// Goes up by one with every change.
    pub version: i32,
    /// What it says.
    pub policy: EligibilityPolicy,
}

/// A version of the policy, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyRevision {
    /// The version.
    pub version: i32,
    /// What it says.
    pub policy: EligibilityPolicy,
    /// When it came into force.
    pub changed_at: OffsetDateTime,
    /// Name of the administrator, or empty for the first version.
    pub changed_by: String,
    /// Why, or empty for the first version.
    pub reason: String,
}

struct RuleRow {
    subject_kind: String,
    may_have_password: bool,
    vat_payer_allowed: bool,
    foreign_trade_allowed: bool,
}

impl RuleRow {
    /// Puts the rule into its place. The database promises that a version has one for every kind.
    fn into_policy(self, policy: EligibilityPolicy) -> Result<EligibilityPolicy, sqlx::Error> {
        let Self { subject_kind, may_have_password, vat_payer_allowed, foreign_trade_allowed } = self;
        let rule = EligibilityRule { may_have_password, vat_payer_allowed, foreign_trade_allowed };
        Ok(policy.with(word("subject_kind", &subject_kind)?, rule))
    }
}

/// The version in force.
///
/// # Errors
/// The database's.
pub async fn in_force(db: impl PgExecutor<'_>) -> Result<PolicyVersion, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT version, subject_kind, may_have_password, vat_payer_allowed, foreign_trade_allowed
         FROM eligibility_policy WHERE version = (SELECT max(version) FROM eligibility_policy)",
    )
    .fetch_all(db)
    .await?;
    let version = rows.first().map(|row| row.version).ok_or(sqlx::Error::RowNotFound)?;
    let policy = rows.into_iter().try_fold(EligibilityPolicy::SPECIFIED, |policy, row| {
        RuleRow {
            subject_kind: row.subject_kind,
            may_have_password: row.may_have_password,
            vat_payer_allowed: row.vat_payer_allowed,
            foreign_trade_allowed: row.foreign_trade_allowed,
        }
        .into_policy(policy)
    })?;
    Ok(PolicyVersion { version, policy })
}

/// The newest versions, newest first.
///
/// # Errors
/// The database's.
pub async fn newest(db: &mut PgConnection, count: i32) -> Result<Vec<PolicyRevision>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT p.version, p.subject_kind, p.may_have_password, p.vat_payer_allowed, p.foreign_trade_allowed,
                  p.changed_at, coalesce(s.name, '') AS "changed_by!", p.reason
           FROM eligibility_policy p LEFT JOIN staff s ON s.id = p.changed_by
           WHERE p.version > (SELECT max(version) FROM eligibility_policy) - $1
           ORDER BY p.version DESC"#,
        count,
    )
    .fetch_all(db)
    .await?;
    let mut revisions: Vec<PolicyRevision> = Vec::new();
    for row in rows {
        let rule = RuleRow {
            subject_kind: row.subject_kind,
            may_have_password: row.may_have_password,
            vat_payer_allowed: row.vat_payer_allowed,
            foreign_trade_allowed: row.foreign_trade_allowed,
        };
        match revisions.last_mut().filter(|revision| revision.version == row.version) {
            Some(revision) => revision.policy = rule.into_policy(revision.policy)?,
            None => revisions.push(PolicyRevision {
                version: row.version,
                policy: rule.into_policy(EligibilityPolicy::SPECIFIED)?,
                changed_at: row.changed_at,
                changed_by: row.changed_by,
                reason: row.reason,
            }),
        }
    }
    Ok(revisions)
}

/// A change of the policy to be stored.
#[derive(Debug, Clone)]
pub struct NewPolicy<'a> {
    /// The version that the administrator saw.
    pub seen: i32,
    /// What is to be in force.
    pub policy: &'a EligibilityPolicy,
    /// Now.
    pub at: OffsetDateTime,
    /// The administrator.
    pub by: Uuid,
    /// Why.
    pub reason: &'a ChangeReason,
}

/// Stores the version after the one that was seen; `false` when somebody else has, or when there was none to see.
///
/// # Errors
/// The database's.
pub async fn change(db: &mut PgConnection, new: &NewPolicy<'_>) -> Result<bool, sqlx::Error> {
    let rules = SubjectKind::ALL.iter().map(|kind| new.policy.rule(*kind));
    let kinds: Vec<String> = SubjectKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect();
    let passwords: Vec<bool> = rules.clone().map(|rule| rule.may_have_password).collect();
    let vat_payers: Vec<bool> = rules.clone().map(|rule| rule.vat_payer_allowed).collect();
    let foreign_trade: Vec<bool> = rules.map(|rule| rule.foreign_trade_allowed).collect();
    let stored = sqlx::query!(
        "INSERT INTO eligibility_policy (version, subject_kind, may_have_password, vat_payer_allowed,
                                         foreign_trade_allowed, changed_at, changed_by, reason)
         SELECT seen.version + 1, fresh.kind, fresh.may, fresh.vat, fresh.trade, $6, $7, $8
         FROM unnest($2::text[], $3::boolean[], $4::boolean[], $5::boolean[]) AS fresh (kind, may, vat, trade),
              (SELECT max(version) AS version FROM eligibility_policy) AS seen
         WHERE seen.version = $1
         ON CONFLICT (version, subject_kind) DO NOTHING",
        new.seen,
        &kinds,
        &passwords,
        &vat_payers,
        &foreign_trade,
        new.at,
        new.by,
        new.reason.as_str(),
    )
    .execute(db)
    .await?;
    Ok(stored.rows_affected() > 0)
}
