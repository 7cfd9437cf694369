//! «Добавить ИНН»: the one statement by which the server adds to the registry (`migrations/0011_added_taxpayer.sql`).

use domain::{bishkek, inn::Inn};
use sqlx::PgPool;
use time::OffsetDateTime;

use super::audit::Actor;

/// Who adds, when, and from where: what the trail keeps.
#[derive(Debug, Clone, Copy)]
pub struct AddedBy<'a> {
    /// When, UTC; the day in Bishkek is the day of registration.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: Actor<'a>,
    /// Network address.
    pub address: &'a str,
    /// The request.
    pub request_id: &'a str,
}

/// What came of adding somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addition {
    /// Registered by this call.
    Added,
    /// Was registered already.
    AlreadyTaxpayer,
    /// Was registered once and is no longer.
    Ceased,
    /// The population register has no such person.
    UnknownCitizen,
    /// This registry takes nobody in from here.
    NotPossible,
}

/// Registers the citizen with the data of the population register, and writes the trail in the same transaction.
///
/// # Errors
/// The database's.
pub async fn add_taxpayer(pool: &PgPool, inn: &Inn, by: &AddedBy<'_>) -> Result<Addition, sqlx::Error> {
    let (actor_kind, actor_id) = by.actor.parts();
    let outcome = sqlx::query_scalar!(
        r#"SELECT add_taxpayer($1, $2, $3, $4, $5, $6, $7) AS "outcome!""#,
        inn.as_str(),
        by.at,
        bishkek::local_date(by.at),
        actor_kind,
        actor_id,
        by.address,
        by.request_id,
    )
    .fetch_one(pool)
    .await?;
    Ok(match outcome.as_str() {
        "added" => Addition::Added,
        "taxpayer" => Addition::AlreadyTaxpayer,
        "ceased" => Addition::Ceased,
        _ => Addition::UnknownCitizen,
    })
}
