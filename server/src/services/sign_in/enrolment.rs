//! What sets up an authenticator, and the password of one's own before it.

use app::api::{
    ApiError, Client, Field, FieldErrors, ForbiddenReason, Message,
    staff_entry::{Enrolment, EntryForm},
};
use domain::{
    inn::Inn,
    password::{Password, PasswordError, PersonalWords, STAFF_MINIMUM},
};
use qrcode::{Color, EcLevel, QrCode};
use serde_json::json;

use super::{SignInService, attempt, staff::Happened};
use crate::{
    error::ServiceError,
    passwords,
    sign_in::{hashing::Verdict, totp::TotpSecret},
    storage::{
        self,
        audit::{Action, Actor},
        staff_entry::Entry,
    },
};

/// The name under which an authenticator lists the account.
const ISSUER: &str = "Salyk Cabinet";

/// A secret as text, as the address that authenticators know, and as a QR code of it; `by_passkey`: a passkey may be had
/// in its place.
pub(super) fn shown(secret: &TotpSecret, user_name: &str, by_passkey: bool) -> Result<Enrolment, ServiceError> {
    let text = secret.text();
    let groups: Vec<String> =
        text.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    let issuer = ISSUER.replace(' ', "%20");
    // a user name has nothing in it that an address would have to escape
    let address = format!("otpauth://totp/{issuer}:{user_name}?secret={text}&issuer={issuer}");
    let (qr, side) = path(&address)?;
    Ok(Enrolment { secret: groups.join(" "), address, qr, side, by_passkey })
}

/// The dark modules as an SVG path of horizontal bars, and the modules of a side. Level M: a screen has no creases, but
/// glare.
fn path(content: &str) -> Result<(String, u32), ServiceError> {
    let code = QrCode::with_error_correction_level(content, EcLevel::M).map_err(|_| ServiceError::Stored("otpauth"))?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                path.push_str(&format!("M{x} {y}h{}v1H{x}z", run.len()));
            }
            x += run.len();
        }
    }
    Ok((path, u32::try_from(width).unwrap_or_default()))
}

impl SignInService {
    pub(super) async fn replace_password(&self, client: &Client, form: &EntryForm) -> Result<(), ServiceError> {
        let foundation = &self.foundation;
        attempt::spend(foundation, &self.throttle, client).await?;
        let mut tx = foundation.begin().await?;
        let entry = self.entry(&mut tx, client).await?;
        tx.commit().await?;
        if !entry.one_time_password {
            return Err(ApiError::Forbidden(ForbiddenReason::SignInRequired).into());
        }
        let password = chosen(form, &entry)?;
        let mut db = foundation.pool.acquire().await?;
        let now = foundation.now();
        let found = storage::sign_in::staff_credentials(&mut db, &entry.user_name, now).await?;
        drop(db);
        if let Verdict::Right { .. } = foundation.hashing.verify(found.password_hash.as_deref(), &password).await? {
            // the one-time password again is one that somebody else has seen
            return Err(ApiError::field(Field::Password, Message::Password(PasswordError::Common)).into());
        }
        let hash = foundation.hashing.hash(&password).await?;
        let mut tx = foundation.begin().await?;
        // blocked, or changed from elsewhere, while the hash was made
        let entry = self.entry(&mut tx, client).await?;
        if !entry.one_time_password {
            return Err(ApiError::Forbidden(ForbiddenReason::SignInRequired).into());
        }
        storage::staff_entry::change_password(&mut tx, entry.staff, &hash).await?;
        let id = entry.staff.to_string();
        let happened = Happened {
            actor: Actor::Staff(&id),
            action: Action::StaffPasswordChosen,
            office: entry.tax_office.as_deref().unwrap_or_default(),
            details: json!({}),
        };
        storage::audit::append(&mut tx, &happened.entry(client, &client.address.to_string(), now)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The new password, if it keeps the rules; else every error of the form.
fn chosen(form: &EntryForm, entry: &Entry) -> Result<Password, ApiError> {
    let mut errors = FieldErrors::default();
    let personal = PersonalWords {
        names: vec![entry.name.clone()],
        user_name: Some(entry.user_name.clone()),
        inn: entry.inn.as_deref().and_then(Inn::from_trusted),
        ..PersonalWords::default()
    };
    let password = passwords::choose(&form.password, &personal, STAFF_MINIMUM);
    match &password {
        Ok(_) => {}
        Err(PasswordError::Empty) => errors.add(Field::Password, Message::Required),
        Err(error) => errors.add(Field::Password, Message::Password(*error)),
    }
    if form.password_repeated.is_empty() {
        errors.add(Field::PasswordRepeated, Message::Required);
    } else if Password::typed(&form.password).matches(&form.password_repeated).is_err() {
        errors.add(Field::PasswordRepeated, Message::Password(PasswordError::NotMatching));
    }
    match password {
        Ok(password) => errors.into_result(password),
        Err(_) => Err(ApiError::Validation(errors)),
    }
}
