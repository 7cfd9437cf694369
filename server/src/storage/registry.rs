//! The taxpayer registry and the directory of tax offices, as the cabinet keeps them beside itself. The server only
//! reads; [`import`](crate::registry::import) writes.

use domain::{inn::Inn, lang::Lang, officer::OfficerRole, subject::SubjectKind};
use sqlx::PgPool;
use time::Date;

use super::access_application::{inn as stored_inn, word};

/// A taxpayer as the registry has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxpayerRecord {
    /// Which kind of person.
    pub kind: SubjectKind,
    /// Full name, or name of the organisation.
    pub name_ru: String,
    /// The same in Kyrgyz, or empty.
    pub name_ky: String,
    /// Code of the tax office, `001`.
    pub tax_office: String,
    /// May be empty.
    pub postcode: String,
    /// Registered address; may be empty.
    pub address: String,
    /// Pays value added tax.
    pub vat_payer: bool,
    /// Imports or exports.
    pub foreign_trade: bool,
    /// Registered now; `false` for who has ceased.
    pub active: bool,
    /// Date of tax registration; not every registry tells it.
    pub registered_on: Option<Date>,
}

impl TaxpayerRecord {
    /// Name in the reader's language; Russian where the registry has no Kyrgyz one.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ky if !self.name_ky.is_empty() => &self.name_ky,
            Lang::Ru | Lang::Ky | Lang::En => &self.name_ru,
        }
    }
}

/// A person in the population register, who need not be a taxpayer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitizenRecord {
    /// Full name.
    pub full_name_ru: String,
    /// The same in Kyrgyz, or empty.
    pub full_name_ky: String,
    /// Code of the tax office by residence.
    pub tax_office: String,
    /// Registered address; may be empty.
    pub address: String,
}

/// Documented participation in fictitious enterprise or supplies (regulation, paragraph 9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskRecord {
    /// Number of the document.
    pub document_number: String,
    /// Its date.
    pub document_date: Date,
    /// What it says, in short; may be empty.
    pub note: String,
}

/// A tax office of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRecord {
    /// Three digits, `001`.
    pub code: String,
    /// Name in Russian.
    pub name_ru: String,
    /// Name in Kyrgyz, or empty.
    pub name_ky: String,
    /// Region, Russian.
    pub region_ru: String,
    /// Street address in Russian, or empty.
    pub address_ru: String,
    /// Street address in Kyrgyz, or empty.
    pub address_ky: String,
}

/// The taxpayers among these INNs, each with its INN, in no order.
///
/// # Errors
/// The database's.
pub async fn taxpayers(pool: &PgPool, inns: &[&str]) -> Result<Vec<(Inn, TaxpayerRecord)>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT inn, kind, name_ru, name_ky, tax_office, postcode, address, vat_payer, foreign_trade, status, \
         registered_on FROM taxpayer WHERE inn = ANY($1)",
        inns as &[&str],
    )
    .fetch_all(pool)
    .await?;
    let taxpayers = rows.into_iter().map(|row| {
        let taxpayer = TaxpayerRecord {
            kind: word("kind", &row.kind)?,
            name_ru: row.name_ru,
            name_ky: row.name_ky,
            tax_office: row.tax_office,
            postcode: row.postcode,
            address: row.address,
            vat_payer: row.vat_payer,
            foreign_trade: row.foreign_trade,
            active: row.status == "active",
            registered_on: Some(row.registered_on),
        };
        Ok((stored_inn("inn", &row.inn)?, taxpayer))
    });
    taxpayers.collect()
}

/// The citizen with this INN, and the keyed digest of their passport where the register has one.
///
/// # Errors
/// The database's.
pub async fn citizen(pool: &PgPool, inn: &Inn) -> Result<Option<(CitizenRecord, Option<Vec<u8>>)>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT full_name_ru, full_name_ky, tax_office, address, passport_digest FROM citizen WHERE inn = $1",
        inn.as_str(),
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| {
        let citizen = CitizenRecord {
            full_name_ru: row.full_name_ru,
            full_name_ky: row.full_name_ky,
            tax_office: row.tax_office,
            address: row.address,
        };
        (citizen, row.passport_digest)
    }))
}

/// What this person is in this organisation on that day, head before accountant. The last day of a role still counts.
///
/// # Errors
/// The database's.
pub async fn roles(pool: &PgPool, entity: &Inn, person: &Inn, on: Date) -> Result<Vec<OfficerRole>, sqlx::Error> {
    let roles = sqlx::query_scalar!(
        "SELECT DISTINCT role FROM officer WHERE entity_inn = $1 AND person_inn = $2 AND since <= $3 \
         AND (until IS NULL OR until >= $3) ORDER BY role DESC",
        entity.as_str(),
        person.as_str(),
        on,
    )
    .fetch_all(pool)
    .await?;
    roles.iter().map(|role| word("role", role)).collect()
}

/// The evidence against this INN, oldest document first.
///
/// # Errors
/// The database's.
pub async fn risk(pool: &PgPool, inn: &Inn) -> Result<Vec<RiskRecord>, sqlx::Error> {
    sqlx::query_as!(
        RiskRecord,
        "SELECT document_number, document_date, note FROM risk_evidence WHERE inn = $1 \
         ORDER BY document_date, document_number",
        inn.as_str(),
    )
    .fetch_all(pool)
    .await
}

/// The whole directory of tax offices.
///
/// # Errors
/// The database's.
pub async fn offices(pool: &PgPool) -> Result<Vec<OfficeRecord>, sqlx::Error> {
    sqlx::query_as!(
        OfficeRecord,
        "SELECT code, name_ru, name_ky, region_ru, address_ru, address_ky FROM tax_office ORDER BY code",
    )
    .fetch_all(pool)
    .await
}
