//! Staff: added by whoever has the command line, then invited, moved and blocked by administrators.

mod acting;
mod administration;

pub use administration::StaffAdministrationService;

use anyhow::ensure;
use app::api::StaffRole;
use domain::{inn::Inn, lang::Lang, password::Password, tax_office::TaxOfficeCode};

use time::{Duration, OffsetDateTime};

use crate::{
    foundation::Foundation,
    random::Random,
    secrets::purpose,
    sign_in::totp::TotpSecret,
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
    },
};

/// Somebody to be added.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// Small letters, digits, `.`, `-`, `_`; 3 to 64 characters.
    pub user_name: String,
    /// As printed on decisions.
    pub name: String,
    /// What they may do.
    pub role: StaffRole,
    /// Code of their office; only administrators have none.
    pub office: Option<String>,
    /// Their own INN.
    pub inn: Option<String>,
    /// In which language their pages begin.
    pub language: Lang,
    /// Their authenticator has this already; without it they enrol at the first sign-in.
    pub totp: Option<TotpSecret>,
    /// The password is a one-time one, which lapses then.
    pub one_time_until: Option<OffsetDateTime>,
}

/// Whether this can be a user name.
fn is_user_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    (3..=64).contains(&name.len()) && name.chars().all(plain) && name.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// A password that is used once: 20 characters of a 32-letter alphabet, 100 bits.
pub fn one_time_password(random: &dyn Random) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567890";
    let mut bytes = [0; 20];
    random.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// When a one-time password made now lapses.
pub fn one_time_until(foundation: &Foundation) -> OffsetDateTime {
    let hours = Duration::hours(i64::from(foundation.settings.session.staff_invitation_hours));
    foundation.now().saturating_add(hours)
}

/// Adds somebody; audited.
///
/// Errors: a malformed or taken user name, an office or INN that can't be, the database.
pub async fn add(foundation: &Foundation, staff: &NewStaff, password: &Password) -> anyhow::Result<()> {
    let name = &staff.user_name;
    ensure!(
        is_user_name(name),
        "a user name has 3 to 64 small letters, digits, dots, dashes, underscores, and begins with a letter or digit"
    );
    ensure!(!staff.name.trim().is_empty(), "a name is printed on decisions and can't be empty");
    ensure!(
        staff.office.is_some() || staff.role == StaffRole::Administrator,
        "an inspector or head of office belongs to an office (--office)"
    );
    if let Some(office) = &staff.office {
        ensure!(TaxOfficeCode::parse(office).is_ok(), "an office is three digits, not {office:?}");
    }
    let today = domain::bishkek::local_date(foundation.now());
    if let Some(inn) = &staff.inn {
        ensure!(Inn::parse_individual(inn, today).is_ok(), "that is not the INN of a person");
    }
    let password_hash = foundation.hashing.hash(password).await?;
    let totp_sealed = match &staff.totp {
        Some(secret) => Some(foundation.secrets.seal(purpose::TOTP, secret.bytes())?),
        None => None,
    };
    let mut transaction = foundation.begin().await?;
    let row = storage::staff::NewStaff {
        id: foundation.new_id(),
        user_name: name,
        password_hash: &password_hash,
        password_expires_at: staff.one_time_until,
        totp_sealed: totp_sealed.as_deref(),
        name: &staff.name,
        role: role_word(staff.role),
        tax_office: staff.office.as_deref(),
        inn: staff.inn.as_deref(),
        language: staff.language.code(),
        created_at: foundation.now(),
    };
    ensure!(storage::staff::add(&mut transaction, &row).await?, "the user name {name} is taken");
    let entry = AuditEntry {
        at: foundation.now(),
        actor: Actor::System("staff add"),
        action: Action::StaffAdded,
        subject_inn: "",
        application: None,
        tax_office: staff.office.as_deref().unwrap_or_default(),
        address: "",
        request_id: "",
        details: serde_json::json!({ "user_name": name, "role": role_word(staff.role) }),
    };
    storage::audit::append(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(())
}

/// The role that a word of the database means.
fn role_of(word: &str) -> Option<StaffRole> {
    [StaffRole::Inspector, StaffRole::HeadOfOffice, StaffRole::Administrator]
        .into_iter()
        .find(|role| role_word(*role) == word)
}

/// The word of a role in the database.
fn role_word(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Inspector => "inspector",
        StaffRole::HeadOfOffice => "head_of_office",
        StaffRole::Administrator => "administrator",
    }
}
