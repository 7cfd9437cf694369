//! Accounts that wait for their first signed entry.

use domain::{inn::Inn, lang::Lang};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::registry::TaxpayerRecord;

/// An account about to wait.
#[derive(Debug, Clone)]
pub struct NewAwaiting<'a> {
    /// UUID.
    pub id: Uuid,
    /// A person's.
    pub inn: &'a Inn,
    /// As the registry has it.
    pub name_ru: &'a str,
    /// The same in Kyrgyz, or empty.
    pub name_ky: &'a str,
    /// Language of the form.
    pub language: Lang,
    /// Whether the person registers for themselves; otherwise for an organisation only.
    pub own_cabinet: bool,
    /// Now.
    pub created_at: OffsetDateTime,
}

/// Stores an account that waits for its first signed entry, or makes the one that waits for the sake of an organisation
/// the person's own as well; whoever has any other account keeps it as it is. Whether anything changed.
///
/// # Errors
/// The database's.
pub async fn await_signature(db: &mut PgConnection, account: &NewAwaiting<'_>) -> Result<bool, sqlx::Error> {
    let stored = sqlx::query!(
        "INSERT INTO account AS held (id, inn, state, name_ru, name_ky, phone, language, created_at, own_cabinet)
         VALUES ($1, $2, 'awaiting_signature', $3, $4, '', $5, $6, $7)
         ON CONFLICT (inn) DO UPDATE SET own_cabinet = true
         WHERE held.state = 'awaiting_signature' AND excluded.own_cabinet AND NOT held.own_cabinet",
        account.id,
        account.inn.as_str(),
        account.name_ru,
        account.name_ky,
        account.language.code(),
        account.created_at,
        account.own_cabinet,
    )
    .execute(db)
    .await?;
    Ok(stored.rows_affected() == 1)
}

/// A link of a person's account to an organisation, about to wait.
#[derive(Debug, Clone)]
pub struct NewRepresentation<'a> {
    /// UUID.
    pub id: Uuid,
    /// Who is to act.
    pub person: &'a Inn,
    /// For which organisation.
    pub organisation: &'a Inn,
    /// As the registry has that.
    pub registered: &'a TaxpayerRecord,
    /// Now.
    pub since: OffsetDateTime,
}

/// Stores that the person's account waits for a signed entry to act for the organisation, unless it acts or waits
/// already, or is annulled; whether it did.
///
/// # Errors
/// The database's.
pub async fn await_representation(db: &mut PgConnection, new: &NewRepresentation<'_>) -> Result<bool, sqlx::Error> {
    let stored = sqlx::query!(
        "INSERT INTO representation (id, account_id, taxpayer_inn, name_ru, name_ky, tax_office, state, since)
         SELECT $1, a.id, $3, $4, $5, $6, 'awaiting_signature', $7
         FROM account a WHERE a.inn = $2 AND a.state <> 'annulled'
         ON CONFLICT (account_id, taxpayer_inn) WHERE state <> 'ended' DO NOTHING",
        new.id,
        new.person.as_str(),
        new.organisation.as_str(),
        new.registered.name_ru,
        new.registered.name_ky,
        new.registered.tax_office,
        new.since,
    )
    .execute(db)
    .await?;
    Ok(stored.rows_affected() == 1)
}
