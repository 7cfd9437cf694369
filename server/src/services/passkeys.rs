//! «Ключи доступа»: what whoever of staff is signed in does with their own passkeys. The form is judged first, then the
//! second factor proved where it is not fresh, then the change made with its line in the trail.

use app::api::{
    ApiError, Client, FieldErrors, Permission, StaffCaller, StaffRole,
    passkeys::{Key, KeyActed, KeyAction, KeyField, KeyForm, KeyProblem, KeyPurpose, KeysPage, Passkeys},
};
use async_trait::async_trait;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::Offices,
    services::{
        sign_in::{
            by_passkey::{self, LONGEST_NAME},
            confirming::{self, Confirmed},
            session,
        },
        staff_act::StaffAct,
    },
    sign_in::passkey::Refusal,
    storage::{
        self,
        audit::Action,
        passkeys::{self as keys, PasskeyRecord, Place, Purpose},
    },
};

/// Keys of one person at the most: a phone, a computer, two tokens, and as many again.
const MOST: usize = 8;

/// «Ключи доступа».
#[derive(Clone)]
pub struct PasskeysService {
    foundation: Foundation,
    offices: Offices,
}

/// Whose keys they are, and from which session.
#[derive(Clone, Copy)]
struct Owner<'a> {
    client: &'a Client,
    caller: &'a StaffCaller,
    staff: Uuid,
    session: Uuid,
}

impl<'a> Owner<'a> {
    fn of(client: &'a Client) -> Result<Self, ServiceError> {
        let caller = client.staff_who_may(Permission::KeepKeys)?;
        Ok(Self { client, caller, staff: session::id(&caller.staff)?, session: session::id(&caller.session)? })
    }
}

impl PasskeysService {
    /// `offices` names the office at work.
    #[must_use]
    pub fn new(foundation: Foundation, offices: Offices) -> Self {
        Self { foundation, offices }
    }

    async fn show(&self, client: &Client) -> Result<KeysPage, ServiceError> {
        let Owner { caller, staff, .. } = Owner::of(client)?;
        let office = match caller.office.as_str() {
            "" => None,
            code => Some(self.offices.summary(code, client.lang).await?),
        };
        let mut db = self.foundation.pool.acquire().await?;
        let mut found = keys::of_staff(&mut db, staff).await?;
        let with_app = storage::staff_entry::has_authenticator(&mut db, staff).await?;
        let offered = by_passkey::site(&self.foundation).is_ok();
        // a name that none of theirs has
        let suggested = by_passkey::suggested(client);
        let suggested = if found.iter().any(|key| key.name == suggested) { String::new() } else { suggested };
        Ok(KeysPage {
            name: caller.name.clone(),
            office,
            head: caller.role == StaffRole::HeadOfOffice,
            fresh: confirming::is_fresh(&self.foundation, &mut db, caller).await?,
            offered,
            by_passkey: offered && !found.is_empty(),
            last: found.len() == 1 && !with_app,
            keys: found.drain(..).map(key).collect(),
            suggested,
        })
    }

    async fn carry_out(&self, client: &Client, action: KeyAction, form: &KeyForm) -> Result<KeyActed, ServiceError> {
        let owner = Owner::of(client)?;
        match action {
            KeyAction::Add => self.add(owner, form).await,
            KeyAction::Rename => self.rename(owner, form).await,
            KeyAction::Remove => self.remove(owner, form).await,
        }
    }

    async fn add(&self, owner: Owner<'_>, form: &KeyForm) -> Result<KeyActed, ServiceError> {
        let name = match named(form) {
            Ok(name) => name,
            Err(problem) => return Ok(refused(KeyField::Name, problem)),
        };
        by_passkey::site(&self.foundation)?;
        let mut db = self.foundation.pool.acquire().await?;
        let others = keys::of_staff(&mut db, owner.staff).await?;
        drop(db);
        if others.len() >= MOST {
            return Ok(refused(KeyField::Form, KeyProblem::TooMany));
        }
        if others.iter().any(|other| other.name == name) {
            return Ok(refused(KeyField::Name, KeyProblem::NameTaken));
        }
        if let Some(refusal) = self.needs_code(owner, form).await? {
            return Ok(refusal);
        }
        if form.passkey.is_empty() {
            return Ok(refused(KeyField::Form, KeyProblem::NotMade));
        }
        let foundation = &self.foundation;
        let mut tx = foundation.begin().await?;
        // one after the other, so that no two tabs make one key too many
        storage::staff_entry::factor_in_session(&mut tx, owner.staff, owner.session).await?;
        if keys::of_staff(&mut tx, owner.staff).await?.len() >= MOST {
            return Ok(refused(KeyField::Form, KeyProblem::TooMany));
        }
        let place = Place::Session(owner.session);
        let kept = match by_passkey::made(foundation, &mut tx, Purpose::Add, place, &form.passkey).await? {
            Ok(key) => by_passkey::keep(foundation, &mut tx, owner.staff, &key, &name).await?.ok_or(Refusal::Known),
            Err(refusal) => Err(refusal),
        };
        let (action, details, acted) = match kept {
            Ok(key) => (Action::PasskeyAdded, about(key), KeyActed::Done),
            Err(refusal) => (
                Action::PasskeyRefused,
                json!({ "reason": refusal.as_str(), "adding": true }),
                refused(KeyField::Form, KeyProblem::NotTaken),
            ),
        };
        self.log(&mut tx, owner, action, details).await?;
        tx.commit().await?;
        Ok(acted)
    }

    async fn rename(&self, owner: Owner<'_>, form: &KeyForm) -> Result<KeyActed, ServiceError> {
        let key = self.theirs(owner, form).await?;
        let name = match named(form) {
            Ok(name) => name,
            Err(problem) => return Ok(refused(KeyField::Name, problem)),
        };
        if name == key.name {
            return Ok(KeyActed::Done);
        }
        if let Some(refusal) = self.needs_code(owner, form).await? {
            return Ok(refusal);
        }
        let mut tx = self.foundation.begin().await?;
        storage::staff_entry::factor_in_session(&mut tx, owner.staff, owner.session).await?;
        if !keys::rename(&mut tx, owner.staff, key.id, &name).await?.ok_or(ApiError::NotFound)? {
            return Ok(refused(KeyField::Name, KeyProblem::NameTaken));
        }
        self.log(&mut tx, owner, Action::PasskeyRenamed, about(key.id)).await?;
        tx.commit().await?;
        Ok(KeyActed::Done)
    }

    async fn remove(&self, owner: Owner<'_>, form: &KeyForm) -> Result<KeyActed, ServiceError> {
        let key = self.theirs(owner, form).await?;
        if let Some(refusal) = self.needs_code(owner, form).await? {
            return Ok(refusal);
        }
        let mut tx = self.foundation.begin().await?;
        storage::staff_entry::factor_in_session(&mut tx, owner.staff, owner.session).await?;
        if !keys::remove(&mut tx, owner.staff, key.id).await? {
            return Ok(refused(KeyField::Form, KeyProblem::LastFactor));
        }
        // the key that is gone may have opened them
        storage::staff::end_sessions(&mut tx, owner.staff, Some(owner.session), self.foundation.now()).await?;
        self.log(&mut tx, owner, Action::PasskeyRemoved, about(key.id)).await?;
        tx.commit().await?;
        Ok(KeyActed::Done)
    }

    /// The key that the form is about.
    async fn theirs(&self, owner: Owner<'_>, form: &KeyForm) -> Result<PasskeyRecord, ServiceError> {
        let id = Uuid::parse_str(&form.key).map_err(|_| ApiError::NotFound)?;
        let mut db = self.foundation.pool.acquire().await?;
        let found = keys::of_staff(&mut db, owner.staff).await?;
        Ok(found.into_iter().find(|key| key.id == id).ok_or(ApiError::NotFound)?)
    }

    /// Why the change can't be made yet: the second factor is not fresh.
    async fn needs_code(&self, owner: Owner<'_>, form: &KeyForm) -> Result<Option<KeyActed>, ServiceError> {
        Ok(match confirming::confirm(&self.foundation, owner.client, owner.caller, &form.code).await? {
            Confirmed::Yes => None,
            Confirmed::Asked => Some(refused(KeyField::Code, KeyProblem::CodeNeeded)),
            Confirmed::Wrong => Some(refused(KeyField::Code, KeyProblem::WrongCode)),
        })
    }

    async fn ask(&self, client: &Client, purpose: KeyPurpose) -> Result<String, ServiceError> {
        let owner = Owner::of(client)?;
        let foundation = &self.foundation;
        let site = by_passkey::site(foundation)?;
        let mut tx = foundation.begin().await?;
        let theirs = keys::credentials(&mut tx, owner.staff).await?;
        let (purpose, challenge) = match purpose {
            KeyPurpose::Confirm if theirs.is_empty() => return Err(ApiError::NotFound.into()),
            KeyPurpose::Confirm => (Purpose::Confirm, site.ask(theirs)?),
            KeyPurpose::Add => {
                if theirs.len() >= MOST || !confirming::is_fresh(foundation, &mut tx, owner.caller).await? {
                    return Err(ApiError::Validation(FieldErrors::default()).into());
                }
                let user_name = storage::staff_entry::user_name(&mut tx, owner.staff).await?;
                (Purpose::Add, site.register(owner.staff, &user_name, &owner.caller.name, theirs)?)
            }
        };
        let place = Place::Session(owner.session);
        let options = by_passkey::asked(foundation, &mut tx, purpose, place, challenge).await?;
        tx.commit().await?;
        Ok(options)
    }

    async fn prove_again(&self, client: &Client, passkey: &str) -> Result<bool, ServiceError> {
        let Owner { caller, .. } = Owner::of(client)?;
        confirming::confirm_by_passkey(&self.foundation, client, caller, passkey).await
    }

    async fn log(
        &self,
        tx: &mut PgConnection,
        owner: Owner<'_>,
        action: Action,
        details: Value,
    ) -> Result<(), ServiceError> {
        StaffAct::on_nobody(self.foundation.now(), action, details).keep(tx, owner.client, owner.caller).await
    }
}

#[async_trait]
impl Passkeys for PasskeysService {
    async fn page(&self, client: &Client) -> Result<KeysPage, ApiError> {
        answer(client, self.show(client)).await
    }

    async fn act(&self, client: &Client, action: KeyAction, form: &KeyForm) -> Result<KeyActed, ApiError> {
        answer(client, self.carry_out(client, action, form)).await
    }

    async fn challenge(&self, client: &Client, purpose: KeyPurpose) -> Result<String, ApiError> {
        answer(client, self.ask(client, purpose)).await
    }

    async fn confirm(&self, client: &Client, passkey: &str) -> Result<bool, ApiError> {
        answer(client, self.prove_again(client, passkey)).await
    }
}

fn key(record: PasskeyRecord) -> Key {
    Key {
        id: record.id.to_string(),
        name: record.name,
        added: record.created_at.into(),
        used: record.last_used_at.map(Into::into),
    }
}

/// The name of the form without space around and doubled within.
fn named(form: &KeyForm) -> Result<String, KeyProblem> {
    let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        Err(KeyProblem::Required)
    } else if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        Err(KeyProblem::NameFormat)
    } else {
        Ok(name)
    }
}

fn about(key: Uuid) -> Value {
    json!({ "passkey": key.to_string() })
}

fn refused(field: KeyField, problem: KeyProblem) -> KeyActed {
    KeyActed::Refused(vec![(field, problem)])
}
