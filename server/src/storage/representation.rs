//! Who acts for whom: the account's links to organisations, and the cabinet that a session stands in.

use domain::{inn::Inn, lang::Lang};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::session::Renewed;

/// Links of one account that are shown.
const SHOWN: i64 = 1_000;

/// A link of an account to an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepresentationRecord {
    /// Its id.
    pub id: Uuid,
    /// The organisation.
    pub inn: String,
    /// Its name as registered when the link was asked for.
    pub name_ru: String,
    /// The same in Kyrgyz, or empty.
    pub name_ky: String,
    /// Code of its tax office at that time.
    pub tax_office: String,
    /// Since when the account acts for it.
    pub since: OffsetDateTime,
}

impl RepresentationRecord {
    /// Name in the reader's language; Russian where the registry has no Kyrgyz one.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        if lang == Lang::Ky && !self.name_ky.is_empty() { &self.name_ky } else { &self.name_ru }
    }
}

/// The account of a person, as a grant needs to know it.
#[derive(Debug, Clone)]
pub struct PersonAccount {
    /// Its id.
    pub id: Uuid,
    /// 17 digits; none while it waits for a signature.
    pub login: Option<String>,
    /// Nothing opens it any more.
    pub annulled: bool,
    /// Whether the person's own cabinet is open.
    pub own_cabinet: bool,
}

/// The account of this person, held until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn lock_account(db: &mut PgConnection, person: &Inn) -> Result<Option<PersonAccount>, sqlx::Error> {
    sqlx::query_as!(
        PersonAccount,
        r#"SELECT id, login AS "login?", state = 'annulled' AS "annulled!", own_cabinet
           FROM account WHERE inn = $1 FOR UPDATE"#,
        person.as_str(),
    )
    .fetch_optional(db)
    .await
}

/// Whether an account began with this application.
///
/// # Errors
/// The database's.
pub async fn opened_account(db: &mut PgConnection, application: Uuid) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS(SELECT FROM access_application a
                         JOIN account c ON c.inn = coalesce(a.person_inn, a.inn)
                         WHERE a.id = $1 AND c.opened_by = a.id) AS "opened!""#,
        application,
    )
    .fetch_one(db)
    .await
}

/// Opens the person's own cabinet in an account that was made for an organisation.
///
/// # Errors
/// The database's.
pub async fn open_own_cabinet(db: &mut PgConnection, account: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE account SET own_cabinet = true WHERE id = $1", account).execute(db).await?;
    Ok(())
}

/// Lets the account act for the organisation of an accepted application, also where that only waited for a signature so
/// far; `false` when it acts for it already or the application has moved on.
///
/// # Errors
/// The database's.
pub async fn begin(
    db: &mut PgConnection,
    id: Uuid,
    account: Uuid,
    application: Uuid,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let begun = sqlx::query!(
        "INSERT INTO representation AS r (id, account_id, taxpayer_inn, name_ru, name_ky, tax_office, state, since,
                                          application_id)
         SELECT $1, $2, inn, name_ru, name_ky, tax_office, 'active', $4, id
         FROM access_application WHERE id = $3 AND state = 'accepted'
         ON CONFLICT (account_id, taxpayer_inn) WHERE state <> 'ended' DO UPDATE
         SET state = 'active', since = excluded.since, application_id = excluded.application_id,
             name_ru = excluded.name_ru, name_ky = excluded.name_ky, tax_office = excluded.tax_office
         WHERE r.state = 'awaiting_signature'",
        id,
        account,
        application,
        now,
    )
    .execute(db)
    .await?;
    Ok(begun.rows_affected() == 1)
}

/// The organisations that the account acts for, by name.
///
/// # Errors
/// The database's.
pub async fn of_account(db: &mut PgConnection, account: Uuid) -> Result<Vec<RepresentationRecord>, sqlx::Error> {
    sqlx::query_as!(
        RepresentationRecord,
        "SELECT id, taxpayer_inn AS inn, name_ru, name_ky, tax_office, since FROM representation
         WHERE account_id = $1 AND state = 'active' ORDER BY name_ru, taxpayer_inn LIMIT $2",
        account,
        SHOWN,
    )
    .fetch_all(db)
    .await
}

/// Code of the office and the address that the organisation of a link had when it was asked for; the address is empty
/// where no application was.
///
/// # Errors
/// The database's; `RowNotFound` when there is no such link.
pub async fn granted_place(db: &mut PgConnection, representation: Uuid) -> Result<(String, String), sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT r.tax_office, coalesce(a.address, '') AS "address!"
           FROM representation r LEFT JOIN access_application a ON a.id = r.application_id WHERE r.id = $1"#,
        representation,
    )
    .fetch_one(db)
    .await?;
    Ok((row.tax_office, row.address))
}

/// Whether the account acts for this organisation.
///
/// # Errors
/// The database's.
pub async fn acts_for(db: &mut PgConnection, account: Uuid, organisation: &Inn) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS(SELECT FROM representation WHERE account_id = $1 AND taxpayer_inn = $2 AND state = 'active')
           AS "acts!""#,
        account,
        organisation.as_str(),
    )
    .fetch_one(db)
    .await
}

/// How many cabinets the account can choose from, its own included.
///
/// # Errors
/// The database's.
pub async fn count_cabinets(db: &mut PgConnection, account: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT (SELECT count(*) FROM representation WHERE account_id = $1 AND state = 'active')
                  + (SELECT CASE WHEN own_cabinet THEN 1 ELSE 0 END FROM account WHERE id = $1) AS "cabinets!""#,
        account,
    )
    .fetch_one(db)
    .await
}

/// Ends a link of this account; the organisation it was to, or `None` when there was none in force.
///
/// # Errors
/// The database's.
pub async fn end(
    db: &mut PgConnection,
    account: Uuid,
    representation: Uuid,
    ended_by: EndedBy,
    now: OffsetDateTime,
) -> Result<Option<RepresentationRecord>, sqlx::Error> {
    sqlx::query_as!(
        RepresentationRecord,
        "UPDATE representation SET state = 'ended', ended_at = $3, ended_by = $4
         WHERE id = $2 AND account_id = $1 AND state = 'active'
         RETURNING id, taxpayer_inn AS inn, name_ru, name_ky, tax_office, since",
        account,
        representation,
        now,
        ended_by.as_str(),
    )
    .fetch_optional(db)
    .await
}

/// Whether this was a link of this account that has ended.
///
/// # Errors
/// The database's.
pub async fn has_ended(db: &mut PgConnection, account: Uuid, representation: Uuid) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS(SELECT FROM representation WHERE id = $2 AND account_id = $1 AND state = 'ended') AS "ended!""#,
        account,
        representation,
    )
    .fetch_one(db)
    .await
}

/// Who ended a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndedBy {
    /// Whose account it is.
    Person,
    /// A tax office.
    Staff,
}

impl EndedBy {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Staff => "staff",
        }
    }
}

/// The link to this organisation that ended last.
///
/// # Errors
/// The database's.
pub async fn ended_last(
    db: &mut PgConnection,
    account: Uuid,
    organisation: &str,
) -> Result<Option<RepresentationRecord>, sqlx::Error> {
    sqlx::query_as!(
        RepresentationRecord,
        "SELECT id, taxpayer_inn AS inn, name_ru, name_ky, tax_office, since FROM representation
         WHERE account_id = $1 AND taxpayer_inn = $2 AND state = 'ended' ORDER BY ended_at DESC LIMIT 1",
        account,
        organisation,
    )
    .fetch_optional(db)
    .await
}

/// Moves a running session of this account into the cabinet of an organisation that it acts for, with a new token.
/// Gives the organisation; `None` when the account does not act for it or the session has ended.
///
/// # Errors
/// The database's.
pub async fn enter(
    db: &mut PgConnection,
    session: Uuid,
    account: Uuid,
    representation: Uuid,
    token_digest: &[u8; 32],
) -> Result<Option<(String, Renewed)>, sqlx::Error> {
    let row = sqlx::query!(
        "UPDATE session s SET token_digest = $4, acting_for = r.taxpayer_inn, cabinet_chosen = true
         FROM representation r
         WHERE s.id = $1 AND s.account_id = $2 AND s.ended_at IS NULL
           AND r.id = $3 AND r.account_id = $2 AND r.state = 'active'
         RETURNING r.taxpayer_inn AS inn, s.remembered, s.expires_at",
        session,
        account,
        representation,
        token_digest,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.inn, Renewed { remembered: row.remembered, expires_at: row.expires_at })))
}

/// Moves a running session of this account back into the person's own cabinet, with a new token; `None` when that is
/// not open or the session has ended.
///
/// # Errors
/// The database's.
pub async fn enter_own(
    db: &mut PgConnection,
    session: Uuid,
    account: Uuid,
    token_digest: &[u8; 32],
) -> Result<Option<(String, Renewed)>, sqlx::Error> {
    let row = sqlx::query!(
        "UPDATE session s SET token_digest = $3, acting_for = NULL, cabinet_chosen = true
         FROM account a
         WHERE s.id = $1 AND s.account_id = $2 AND s.ended_at IS NULL AND a.id = $2 AND a.own_cabinet
         RETURNING a.inn, s.remembered, s.expires_at",
        session,
        account,
        token_digest,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.inn, Renewed { remembered: row.remembered, expires_at: row.expires_at })))
}

/// An application of a person for an organisation that came to nothing so far.
#[derive(Debug, Clone)]
pub struct AskedRecord {
    /// The organisation.
    pub inn: String,
    /// Its name when it was filed.
    pub name_ru: String,
    /// The same in Kyrgyz, or empty.
    pub name_ky: String,
    /// Code of the office that decides.
    pub tax_office: String,
    /// Filed from inside the cabinet.
    pub from_inside: bool,
    /// `submitted`, `accepted`, `refused`, `delivered`.
    pub state: String,
    /// When it was filed.
    pub submitted_at: OffsetDateTime,
    /// When it lapses unless accepted.
    pub expires_at: OffsetDateTime,
    /// The ground, on a refusal.
    pub refusal_ground: Option<String>,
    /// The application.
    pub id: Uuid,
}

/// The open and the refused applications of a person for organisations that their account does not act for, those from
/// inside the cabinet first: anybody can file the others, and must not be able to push these out of sight.
///
/// # Errors
/// The database's.
pub async fn asked(
    db: &mut PgConnection,
    account: Uuid,
    person_inn: &str,
    limit: i64,
) -> Result<Vec<AskedRecord>, sqlx::Error> {
    sqlx::query_as!(
        AskedRecord,
        r#"SELECT a.inn, a.name_ru, a.name_ky, a.tax_office, a.kind = 'link' AS "from_inside!", a.state, a.submitted_at,
                  a.expires_at, a.refusal_ground, a.id
           FROM access_application a
           WHERE a.person_inn = $2
             AND (a.state IN ('submitted', 'accepted', 'refused') OR a.state = 'delivered' AND a.decision = 'refusal')
             AND NOT EXISTS (SELECT FROM representation r
                             WHERE r.account_id = $1 AND r.taxpayer_inn = a.inn AND r.state = 'active')
           ORDER BY a.kind = 'link' DESC, a.submitted_at DESC, a.id DESC LIMIT $3"#,
        account,
        person_inn,
        limit,
    )
    .fetch_all(db)
    .await
}

/// Whether this person has asked for this organisation from inside, and nothing has come of it yet.
///
/// # Errors
/// The database's.
pub async fn has_asked(
    db: &mut PgConnection,
    person_inn: &str,
    organisation: &Inn,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS(SELECT FROM access_application
                         WHERE person_inn = $1 AND inn = $2 AND kind = 'link'
                           AND (state = 'accepted' OR state = 'submitted' AND expires_at > $3)) AS "asked!""#,
        person_inn,
        organisation.as_str(),
        now,
    )
    .fetch_one(db)
    .await
}
