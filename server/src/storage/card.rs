//! Registration cards: what an office sees of a person before one is issued, the issue, the list, the reminders.

use domain::inn::Inn;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// A card about to be issued.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NewCard<'a> {
    pub id: Uuid,
    pub number: &'a str,
    pub inn: &'a Inn,
    pub name_ru: &'a str,
    pub name_ky: &'a str,
    /// Of the account that is made where there is none.
    pub fresh_account: Uuid,
    /// The login of an account that has none.
    pub fresh_login: &'a str,
    /// Of the primary password.
    pub password_hash: &'a str,
    pub tax_office: &'a str,
    pub issued_by: Uuid,
    pub issued_at: OffsetDateTime,
    pub valid_until: OffsetDateTime,
    pub passport_sealed: &'a [u8],
    pub passport_matched: Option<bool>,
    pub phone: &'a str,
    /// Or empty.
    pub email: &'a str,
    pub language: &'a str,
    /// The card that the inspector saw and means to replace.
    pub replaces: Option<Uuid>,
}

/// Issues the card and gives its account; `None`, and nothing done, when the person has a password of their own, their
/// access is annulled, or another card than `replaces` is in force.
///
/// # Errors
/// The database's.
pub async fn issue(db: &mut PgConnection, card: &NewCard<'_>) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT issue_card($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        card.id,
        card.number,
        card.inn.as_str(),
        card.name_ru,
        card.name_ky,
        card.fresh_account,
        card.fresh_login,
        card.password_hash,
        card.tax_office,
        card.issued_by,
        card.issued_at,
        card.valid_until,
        card.passport_sealed,
        card.passport_matched as Option<bool>,
        card.phone,
        card.email,
        card.language,
        card.replaces as Option<Uuid>,
    )
    .fetch_one(db)
    .await
}

/// Whether a card with this id was issued: the form that bears it has done its work.
///
/// # Errors
/// The database's.
pub async fn exists(db: &mut PgConnection, id: Uuid) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT EXISTS(SELECT FROM registration_card WHERE id = $1) AS "exists!""#, id)
        .fetch_one(db)
        .await
}

/// What stands in the way of a card, or beside it.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Standing {
    pub account: Option<Uuid>,
    /// 17 digits; none where there is no account, or one that waits for a signature.
    pub login: Option<String>,
    pub annulled: bool,
    /// The person's own cabinet is open in it.
    pub own_cabinet: bool,
    /// The card whose primary password is in force or has run out unchanged.
    pub card: Option<Uuid>,
    pub card_number: Option<String>,
    pub card_issued_at: Option<OffsetDateTime>,
    /// An application of the person stands accepted: an office is deciding on it.
    pub accepted: bool,
}

/// The person as the office that is to issue a card needs to know them. Always one row.
///
/// # Errors
/// The database's.
pub async fn standing(db: &mut PgConnection, inn: &Inn) -> Result<Standing, sqlx::Error> {
    sqlx::query_as!(
        Standing,
        r#"SELECT a.id AS "account?", a.login AS "login?", coalesce(a.state = 'annulled', false) AS "annulled!",
                  coalesce(a.own_cabinet, false) AS "own_cabinet!", c.id AS "card?", c.number AS "card_number?",
                  c.issued_at AS "card_issued_at?",
                  EXISTS(SELECT FROM access_application p
                         WHERE p.inn = $1 AND p.person_inn IS NULL AND p.state = 'accepted') AS "accepted!"
           FROM (SELECT) AS always
           LEFT JOIN account a ON a.inn = $1
           LEFT JOIN registration_card c ON c.id = a.primary_card"#,
        inn.as_str(),
    )
    .fetch_one(db)
    .await
}

/// A card of the list.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct ListedCard {
    pub number: String,
    pub name_ru: String,
    pub name_ky: String,
    pub issued_at: OffsetDateTime,
    pub valid_until: OffsetDateTime,
    pub inspector: String,
    /// `changed`, `replaced`; none while its primary password has not been changed.
    pub outcome: Option<String>,
}

/// The office's newest cards.
///
/// # Errors
/// The database's.
pub async fn newest(db: &mut PgConnection, office: &str, most: i64) -> Result<Vec<ListedCard>, sqlx::Error> {
    sqlx::query_as!(
        ListedCard,
        "SELECT c.number, c.name_ru, c.name_ky, c.issued_at, c.valid_until, s.name AS inspector, c.outcome
         FROM registration_card c JOIN staff s ON s.id = c.issued_by
         WHERE c.tax_office = $1 ORDER BY c.issued_at DESC, c.id DESC LIMIT $2",
        office,
        most,
    )
    .fetch_all(db)
    .await
}

/// The account's newest card, for what a granted application would tell: where it was issued, and the passport, sealed.
///
/// # Errors
/// The database's.
pub async fn of_account(db: &mut PgConnection, account: Uuid) -> Result<Option<AccountCard>, sqlx::Error> {
    sqlx::query_as!(
        AccountCard,
        "SELECT tax_office, passport_sealed FROM registration_card WHERE account_id = $1
         ORDER BY issued_at DESC LIMIT 1",
        account,
    )
    .fetch_optional(db)
    .await
}

/// See [`of_account`].
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct AccountCard {
    pub tax_office: String,
    pub passport_sealed: Vec<u8>,
}

/// A card whose primary password is about to run out.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct RunningOut {
    pub id: Uuid,
    /// Never empty.
    pub email: String,
    pub language: String,
    pub tax_office: String,
    pub valid_until: OffsetDateTime,
}

/// Up to `most` cards that run out at `from` or later but before `until`, whose primary password is in force, whose
/// person has an e-mail address and no letter of this kind. Until the transaction ends nobody changes those passwords.
///
/// # Errors
/// The database's.
pub async fn running_out(
    db: &mut PgConnection,
    kind: &str,
    from: OffsetDateTime,
    until: OffsetDateTime,
    most: i64,
) -> Result<Vec<RunningOut>, sqlx::Error> {
    sqlx::query_as!(
        RunningOut,
        "SELECT c.id, a.email, a.language, c.tax_office, c.valid_until
         FROM registration_card c JOIN account a ON a.primary_card = c.id AND a.state = 'active'
         WHERE c.ended_at IS NULL AND c.valid_until >= $2 AND c.valid_until < $3 AND a.email <> ''
           AND NOT EXISTS (SELECT FROM outbox_letter WHERE kind = $1 AND about = c.id)
         ORDER BY c.valid_until LIMIT $4 FOR SHARE OF a SKIP LOCKED",
        kind,
        from,
        until,
        most,
    )
    .fetch_all(db)
    .await
}
