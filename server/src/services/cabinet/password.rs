use app::api::{ApiError, Client, CookieChange, Field, FieldErrors, Message, cabinet::ChangePasswordForm};
use domain::{
    email::Email,
    inn::Inn,
    login::Login,
    passport::Passport,
    password::{self, Password, PasswordError, PersonalWords},
    phone::Phone,
};
use serde_json::json;

use super::CabinetService;
use crate::{
    error::ServiceError,
    passwords,
    secrets::purpose,
    services::{
        device,
        sign_in::{
            attempt::{self, Attempt, Door, Outcome},
            session,
        },
    },
    storage::{self, audit::Action, cabinet::AccountRecord},
};

impl CabinetService {
    /// The rules of the new password are told first: they cost no attempt at the one in force.
    pub(super) async fn change(
        &self,
        client: &Client,
        form: &ChangePasswordForm,
    ) -> Result<Vec<CookieChange>, ServiceError> {
        let foundation = &self.foundation;
        // a primary password is changed before anything else is open
        let taxpayer = match client.newcomer()? {
            newcomer if newcomer.primary_password => newcomer,
            _ => client.taxpayer()?,
        };
        let current_session = session::id(&taxpayer.session)?;
        let device_digest = attempt::device_digest(foundation, client);
        let mut db = foundation.pool.acquire().await?;
        let account = storage::cabinet::account(&mut db, session::id(&taxpayer.account)?).await?;
        let granted = storage::cabinet::granted_application(&mut db, &account.inn, &account.login).await?;
        let card = storage::card::of_account(&mut db, account.id).await?;
        let known_device = storage::cabinet::knows_device(&mut db, account.id, &device_digest).await?;
        drop(db);
        let sealed = granted.map(|application| application.passport_sealed).or(card.map(|card| card.passport_sealed));
        let passport = match sealed {
            Some(sealed) => Some(foundation.secrets.open_text(purpose::PASSPORT, &sealed)?),
            None => None,
        };
        let new = chosen(form, &account, passport.as_deref())?;

        attempt::spend(foundation, &self.throttle, client).await?;
        let mut attempt = Attempt::new(foundation, Door::Taxpayers, &account.login);
        if known_device {
            attempt = attempt.on_known_device(foundation, &device_digest);
        }
        let typed = Password::typed(&form.current_password);
        let verdict = foundation.hashing.verify(Some(&account.password_hash), &typed).await?;
        let hash = foundation.hashing.hash(&new).await?;

        let now = attempt.at;
        let mut tx = foundation.begin().await?;
        let outcome = attempt.judge(&mut tx, verdict).await?;
        let right = matches!(outcome, Outcome::Right { .. });
        if !right || !storage::cabinet::change_password(&mut tx, &account, &hash, now).await? {
            let outcome = if right { Outcome::Wrong } else { outcome };
            attempt.failed(&mut tx, outcome).await?;
            let details = json!({ "device": device::name(&client.user_agent), "reason": outcome.as_str() });
            self.keep(&mut tx, client, taxpayer, now, Action::SignInFailed, details).await?;
            tx.commit().await?;
            return Err(ApiError::field(Field::CurrentPassword, Message::WrongCurrentPassword).into());
        }
        attempt.succeeded(&mut tx).await?;
        storage::session::end_others(&mut tx, account.id, current_session, now).await?;
        let (token, digest) = session::fresh_token(foundation, purpose::SESSION);
        let renewed = storage::session::exchange_token(&mut tx, current_session, &digest).await?;
        let mut details = json!({ "device": device::name(&client.user_agent) });
        if account.primary_until.is_some() {
            details["primary"] = true.into();
        }
        self.keep(&mut tx, client, taxpayer, now, Action::PasswordChanged, details).await?;
        tx.commit().await?;
        // ended from another device in between: the password is changed, and everybody has to sign in
        let cookie = renewed.map_or(CookieChange::EndSession, |renewed| {
            session::cookie(token, renewed.remembered.then(|| renewed.expires_at - now))
        });
        Ok(vec![cookie])
    }
}

/// The new password, if it keeps the rules; else every error of the form.
fn chosen(form: &ChangePasswordForm, account: &AccountRecord, passport: Option<&str>) -> Result<Password, ApiError> {
    let mut errors = FieldErrors::default();
    if form.current_password.is_empty() {
        errors.add(Field::CurrentPassword, Message::Required);
    }
    let personal = PersonalWords {
        inn: Inn::from_trusted(&account.inn),
        login: Login::parse(&account.login).ok(),
        passport: passport.and_then(|text| Passport::parse(text).ok()),
        names: vec![account.name_ru.clone(), account.name_ky.clone()],
        email: Email::parse(&account.email).ok(),
        phone: Phone::parse(&account.phone).ok(),
        user_name: None,
    };
    let password = passwords::choose(&form.password, &personal, password::MINIMUM);
    // one that was printed is not one's own
    let typed_again = |password: &Password| password.matches(&form.current_password).is_ok();
    if account.primary_until.is_some() && password.as_ref().is_ok_and(typed_again) {
        errors.add(Field::Password, Message::PasswordIsPrimary);
    }
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
