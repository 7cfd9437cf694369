//! Sessions of taxpayers and of staff. How a taxpayer's begins is in [`sign_in`](super::sign_in).

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// A session in force, with what the rest of a request needs to know of whose it is.
#[derive(Debug, Clone)]
pub struct ActiveSession {
    /// Its id.
    pub id: Uuid,
    /// Last use as kept, up to a minute behind.
    pub last_used_at: OffsetDateTime,
    /// Whose.
    pub holder: Holder,
}

/// Whose a session is.
#[derive(Debug, Clone)]
pub enum Holder {
    /// A taxpayer's.
    Taxpayer {
        /// The account.
        account: Uuid,
        /// Whose account it is.
        name_ru: String,
        /// The same in Kyrgyz, or empty.
        name_ky: String,
        /// In which cabinet they are.
        cabinet: CabinetOf,
        /// They entered by the primary password of a registration card and have not chosen their own.
        primary_password: bool,
        /// `ru`, `ky`, `en`.
        language: String,
    },
    /// Somebody's of staff.
    Staff {
        /// The staff account.
        staff: Uuid,
        /// As printed on decisions.
        name: String,
        /// `inspector`, `head_of_office`, `administrator`.
        role: String,
        /// Code of the office; none for administrators.
        tax_office: Option<String>,
        /// Their own INN, where known.
        inn: Option<String>,
        /// `ru`, `ky`, `en`.
        language: String,
    },
}

/// In which cabinet a taxpayer's session stands.
#[derive(Debug, Clone)]
pub enum CabinetOf {
    /// The person's own.
    Own,
    /// An organisation's, to which the account has this link at this moment.
    Organisation {
        /// The link.
        representation: Uuid,
        /// The organisation.
        inn: String,
        /// Its name.
        name_ru: String,
        /// The same in Kyrgyz, or empty.
        name_ky: String,
    },
    /// None: none is chosen, the own one is not open, or the link to the organisation with the INN `removed` has ended.
    None {
        /// 14 digits.
        removed: Option<String>,
    },
}

struct ActiveRow {
    id: Uuid,
    last_used_at: OffsetDateTime,
    cabinet_chosen: bool,
    acting_for: Option<String>,
    account_id: Option<Uuid>,
    account_name_ru: Option<String>,
    account_name_ky: Option<String>,
    own_cabinet: Option<bool>,
    account_language: Option<String>,
    primary_until: Option<OffsetDateTime>,
    representation: Option<Uuid>,
    organisation_ru: Option<String>,
    organisation_ky: Option<String>,
    staff_id: Option<Uuid>,
    staff_name: Option<String>,
    role: Option<String>,
    tax_office: Option<String>,
    inn: Option<String>,
    staff_language: Option<String>,
}

/// A session not used since then has ended, unless it is remembered.
#[derive(Debug, Clone, Copy)]
pub struct IdleSince {
    /// Of taxpayers.
    pub taxpayers: OffsetDateTime,
    /// Of staff.
    pub staff: OffsetDateTime,
}

/// The session of a token, if it is in force: not ended, younger than its longest life, used since `idle_since` unless
/// it is remembered, and of somebody who may still enter: a primary password that has run out ends the session that it
/// opened.
///
/// # Errors
/// The database's.
pub async fn find_by_digest(
    db: &mut PgConnection,
    token_digest: &[u8],
    now: OffsetDateTime,
    idle_since: IdleSince,
) -> Result<Option<ActiveSession>, sqlx::Error> {
    let row = sqlx::query_as!(
        ActiveRow,
        r#"SELECT s.id, s.last_used_at, s.cabinet_chosen, s.acting_for, s.account_id, a.name_ru AS "account_name_ru?",
                  a.name_ky AS "account_name_ky?", a.own_cabinet AS "own_cabinet?", a.language AS "account_language?",
                  a.primary_until AS "primary_until?",
                  r.id AS "representation?", r.name_ru AS "organisation_ru?", r.name_ky AS "organisation_ky?",
                  s.staff_id, t.name AS "staff_name?", t.role AS "role?", t.tax_office AS "tax_office?",
                  t.inn AS "inn?", t.language AS "staff_language?"
           FROM session s
           LEFT JOIN account a ON a.id = s.account_id AND a.state = 'active'
             AND (a.primary_until IS NULL OR a.primary_until > $2)
           LEFT JOIN representation r
             ON r.account_id = s.account_id AND r.taxpayer_inn = s.acting_for AND r.state = 'active'
           LEFT JOIN staff t ON t.id = s.staff_id AND t.blocked_at IS NULL
           WHERE s.token_digest = $1 AND s.ended_at IS NULL AND s.expires_at > $2
             AND (s.remembered OR s.last_used_at > CASE WHEN s.staff_id IS NULL THEN $3::timestamptz ELSE $4 END) AND num_nonnulls(a.id, t.id) = 1"#,
        token_digest,
        now,
        idle_since.taxpayers,
        idle_since.staff,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(ActiveRow::into_active))
}

impl ActiveRow {
    fn cabinet(&self) -> CabinetOf {
        let link = (self.representation, &self.acting_for, &self.organisation_ru, &self.organisation_ky);
        match link {
            (Some(representation), Some(inn), Some(name_ru), Some(name_ky)) => CabinetOf::Organisation {
                representation,
                inn: inn.clone(),
                name_ru: name_ru.clone(),
                name_ky: name_ky.clone(),
            },
            (_, None, ..) if self.cabinet_chosen && self.own_cabinet == Some(true) => CabinetOf::Own,
            _ => CabinetOf::None { removed: self.acting_for.clone() },
        }
    }

    fn into_active(self) -> Option<ActiveSession> {
        let holder = match (self.account_id, self.staff_id) {
            (Some(account), None) => Holder::Taxpayer {
                account,
                cabinet: self.cabinet(),
                primary_password: self.primary_until.is_some(),
                name_ru: self.account_name_ru?,
                name_ky: self.account_name_ky?,
                language: self.account_language?,
            },
            (None, Some(staff)) => Holder::Staff {
                staff,
                name: self.staff_name?,
                role: self.role?,
                tax_office: self.tax_office,
                inn: self.inn,
                language: self.staff_language?,
            },
            _ => return None,
        };
        Some(ActiveSession { id: self.id, last_used_at: self.last_used_at, holder })
    }
}

/// Keeps that the session was used now.
///
/// # Errors
/// The database's.
pub async fn touch(db: &mut PgConnection, session: Uuid, now: OffsetDateTime) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE session SET last_used_at = $2 WHERE id = $1 AND last_used_at < $2", session, now)
        .execute(db)
        .await?;
    Ok(())
}

/// A session to be stored.
#[derive(Debug, Clone)]
pub struct NewSession<'a> {
    /// Its id.
    pub id: Uuid,
    /// Keyed digest of its token.
    pub token_digest: [u8; 32],
    /// «Запомнить меня».
    pub remembered: bool,
    /// Network address.
    pub address: &'a str,
    /// As the browser calls itself.
    pub user_agent: &'a str,
    /// Now.
    pub started_at: OffsetDateTime,
    /// The longest it may live.
    pub expires_at: OffsetDateTime,
}

/// Stores a session of staff who have proved both factors, unless they were blocked since.
///
/// # Errors
/// The database's.
pub async fn begin_staff(db: &mut PgConnection, session: &NewSession<'_>, staff: Uuid) -> Result<bool, sqlx::Error> {
    let begun = sqlx::query!(
        "WITH still AS (SELECT id FROM staff WHERE id = $1 AND blocked_at IS NULL FOR SHARE)
         INSERT INTO session (staff_id, id, token_digest, remembered, address, user_agent, started_at, last_used_at,
                              expires_at, factor_at)
         SELECT still.id, $2, $3, $4, $5, $6, $7, $7, $8, $7 FROM still",
        staff,
        session.id,
        &session.token_digest,
        session.remembered,
        session.address,
        session.user_agent,
        session.started_at,
        session.expires_at,
    )
    .execute(db)
    .await?;
    Ok(begun.rows_affected() == 1)
}

/// Ends a session, whoever's; whether it was still running.
///
/// # Errors
/// The database's.
pub async fn end(db: &mut PgConnection, session: Uuid, now: OffsetDateTime) -> Result<bool, sqlx::Error> {
    let ended = sqlx::query!("UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", session, now)
        .execute(db)
        .await?;
    Ok(ended.rows_affected() == 1)
}

/// Ends a session of this account; whether there was one running.
///
/// # Errors
/// The database's.
pub async fn end_of_account(
    db: &mut PgConnection,
    account: Uuid,
    session: Uuid,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let ended = sqlx::query!(
        "UPDATE session SET ended_at = $3 WHERE id = $2 AND account_id = $1 AND ended_at IS NULL",
        account,
        session,
        now,
    )
    .execute(db)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// Ends every session of this account but one; how many.
///
/// # Errors
/// The database's.
pub async fn end_others(
    db: &mut PgConnection,
    account: Uuid,
    kept: Uuid,
    now: OffsetDateTime,
) -> Result<u64, sqlx::Error> {
    let ended = sqlx::query!(
        "UPDATE session SET ended_at = $3 WHERE account_id = $1 AND id <> $2 AND ended_at IS NULL",
        account,
        kept,
        now,
    )
    .execute(db)
    .await?;
    Ok(ended.rows_affected())
}

/// What becomes of a session whose token was exchanged.
#[derive(Debug, Clone, Copy)]
pub struct Renewed {
    /// «Запомнить меня».
    pub remembered: bool,
    /// The longest it may live.
    pub expires_at: OffsetDateTime,
}

/// Gives a running session a new token.
///
/// # Errors
/// The database's.
pub async fn exchange_token(
    db: &mut PgConnection,
    session: Uuid,
    token_digest: &[u8; 32],
) -> Result<Option<Renewed>, sqlx::Error> {
    sqlx::query_as!(
        Renewed,
        "UPDATE session SET token_digest = $2 WHERE id = $1 AND ended_at IS NULL RETURNING remembered, expires_at",
        session,
        token_digest,
    )
    .fetch_optional(db)
    .await
}

/// A line of the list of sessions.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct ListedSession {
    pub id: Uuid,
    pub address: String,
    pub user_agent: String,
    pub started_at: OffsetDateTime,
    pub last_used_at: OffsetDateTime,
}

/// The account's sessions in force, latest use first, at most 100.
///
/// # Errors
/// The database's.
pub async fn of_account(
    db: &mut PgConnection,
    account: Uuid,
    now: OffsetDateTime,
    idle_since: OffsetDateTime,
) -> Result<Vec<ListedSession>, sqlx::Error> {
    sqlx::query_as!(
        ListedSession,
        "SELECT id, address, user_agent, started_at, last_used_at FROM session
         WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2 AND (remembered OR last_used_at > $3)
         ORDER BY last_used_at DESC, id DESC LIMIT 100",
        account,
        now,
        idle_since,
    )
    .fetch_all(db)
    .await
}
