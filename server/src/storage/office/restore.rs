//! Restoring an access: what the office sees of the account, and the replacing of its password.

use domain::{inn::Inn, lang::Lang};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::storage::access_application::word;

/// The account of a person as an office may know it.
#[derive(Debug, Clone)]
pub struct PersonAccess {
    /// Its id.
    pub id: Uuid,
    /// 17 digits; none while it waits for a signature.
    pub login: Option<String>,
    /// Nothing opens it any more.
    pub annulled: bool,
    /// Whether the person's own cabinet is open in it.
    pub own_cabinet: bool,
    /// The address that letters about it go to, or empty.
    pub email: String,
    /// Of letters about it.
    pub language: Lang,
    /// Since when it is there.
    pub since: OffsetDateTime,
    /// When its password was set; none while there is none.
    pub password_changed_at: Option<OffsetDateTime>,
}

struct PersonAccessRow {
    id: Uuid,
    login: Option<String>,
    annulled: bool,
    own_cabinet: bool,
    email: String,
    language: String,
    since: OffsetDateTime,
    password_changed_at: Option<OffsetDateTime>,
}

/// The account of this person.
///
/// # Errors
/// The database's.
pub async fn access_of(db: &mut PgConnection, person: &Inn) -> Result<Option<PersonAccess>, sqlx::Error> {
    let row = sqlx::query_as!(
        PersonAccessRow,
        r#"SELECT id, login AS "login?", state = 'annulled' AS "annulled!", own_cabinet, email, language,
                  created_at AS since, password_changed_at AS "password_changed_at?"
           FROM account WHERE inn = $1"#,
        person.as_str(),
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        let PersonAccessRow { id, login, annulled, own_cabinet, email, language, since, password_changed_at } = row;
        let language = word("language", &language)?;
        Ok(PersonAccess { id, login, annulled, own_cabinet, email, language, since, password_changed_at })
    })
    .transpose()
}

/// Gives the account the password and the contacts of an accepted application of its own person; an application without
/// an e-mail address leaves the account's. `false` when either has moved on.
///
/// The moment of the change always moves forward, so that a sign-in that verified the password before finds that it is
/// no longer in force, whatever the clocks of the servers say.
///
/// # Errors
/// The database's.
pub async fn replace_password(
    db: &mut PgConnection,
    account: Uuid,
    application: Uuid,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let replaced = sqlx::query!(
        "UPDATE account
         SET password_hash = a.password_hash, phone = a.phone,
             email = CASE a.email WHEN '' THEN account.email ELSE a.email END,
             password_changed_at = greatest($3, account.password_changed_at + interval '1 microsecond')
         FROM access_application a
         WHERE account.id = $1 AND account.state = 'active' AND a.id = $2 AND a.inn = account.inn
           AND a.kind = 'restore' AND a.state = 'accepted'",
        account,
        application,
        now,
    )
    .execute(db)
    .await?;
    Ok(replaced.rows_affected() == 1)
}

/// Digests of the devices that this account knows.
///
/// # Errors
/// The database's.
pub async fn known_devices(db: &mut PgConnection, account: Uuid) -> Result<Vec<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!("SELECT token_digest FROM known_device WHERE account_id = $1", account).fetch_all(db).await
}

/// Forgets every device that this account knows.
///
/// # Errors
/// The database's.
pub async fn forget_devices(db: &mut PgConnection, account: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM known_device WHERE account_id = $1", account).execute(db).await?;
    Ok(())
}

/// Ends every session of this account; how many.
///
/// # Errors
/// The database's.
pub async fn end_sessions(db: &mut PgConnection, account: Uuid, now: OffsetDateTime) -> Result<u64, sqlx::Error> {
    let ended =
        sqlx::query!("UPDATE session SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL", account, now)
            .execute(db)
            .await?;
    Ok(ended.rows_affected())
}
