//! What administrators do with staff. The form is judged first, then the second factor proved where it is not fresh, then
//! the change made with its line in the trail.

use app::api::{
    Client, Permission, StaffCaller, StaffRole,
    staff::{Acted, OneTimePassword, StaffAction, StaffField, StaffForm, StaffProblem},
};
use domain::{bishkek::local_date, inn::Inn, password::Password};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::StaffAdministrationService;
use super::{administration::found, is_user_name, one_time_password, one_time_until, role_of, role_word};
use crate::{
    error::ServiceError,
    services::sign_in::{
        confirming::{Confirmed, confirm},
        session,
    },
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
        staff::{Change, NewStaff, StaffRecord},
    },
};

/// A name is printed on decisions.
const LONGEST_NAME: usize = 120;

type Problems = Vec<(StaffField, StaffProblem)>;

/// Role, and the office that goes with it.
struct Place {
    role: StaffRole,
    office: Option<String>,
}

impl StaffAdministrationService {
    pub(super) async fn carry_out(
        &self,
        client: &Client,
        action: StaffAction,
        form: &StaffForm,
    ) -> Result<Acted, ServiceError> {
        let administrator = client.staff_who_may(Permission::ManageStaff)?;
        if action == StaffAction::Invite {
            return self.invite(client, administrator, form).await;
        }
        let mut db = self.foundation.pool.acquire().await?;
        let person = found(&mut db, &form.person).await?;
        drop(db);
        if person.id.to_string() == administrator.staff {
            return Ok(refused(StaffField::Form, StaffProblem::Oneself));
        }
        let by = By { client, administrator, form };
        match action {
            StaffAction::Invite => Ok(Acted::Done),
            StaffAction::ChangeRights => self.change_rights(by, &person).await,
            StaffAction::Block => self.keep_out(by, &person, true).await,
            StaffAction::Unblock => self.keep_out(by, &person, false).await,
            StaffAction::NewPassword => self.new_password(by, &person).await,
            StaffAction::AskReset => self.ask_reset(by, &person).await,
            StaffAction::ConfirmReset => self.confirm_reset(by, &person).await,
        }
    }

    async fn invite(
        &self,
        client: &Client,
        administrator: &StaffCaller,
        form: &StaffForm,
    ) -> Result<Acted, ServiceError> {
        let foundation = &self.foundation;
        let mut problems = Problems::new();
        let user_name = form.user_name.trim().to_lowercase();
        let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let inn = form.inn.trim();
        if user_name.is_empty() {
            problems.push((StaffField::UserName, StaffProblem::Required));
        } else if !is_user_name(&user_name) {
            problems.push((StaffField::UserName, StaffProblem::UserNameFormat));
        }
        if name.is_empty() {
            problems.push((StaffField::Name, StaffProblem::Required));
        } else if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            problems.push((StaffField::Name, StaffProblem::NameFormat));
        }
        let place = self.place(client, form, &mut problems).await?;
        if !inn.is_empty() && Inn::parse_individual(inn, local_date(foundation.now())).is_err() {
            problems.push((StaffField::Inn, StaffProblem::InnFormat));
        }
        let Some(place) = place.filter(|_| problems.is_empty()) else {
            return Ok(Acted::Refused(problems));
        };
        if let Some(refusal) = self.needs_code(client, administrator, form).await? {
            return Ok(refusal);
        }
        let password = one_time_password(&*foundation.random);
        let hash = foundation.hashing.hash(&Password::typed(&password)).await?;
        let (id, until) = (foundation.new_id(), one_time_until(foundation));
        let new = NewStaff {
            id,
            user_name: &user_name,
            password_hash: &hash,
            password_expires_at: Some(until),
            totp_sealed: None,
            name: &name,
            role: role_word(place.role),
            tax_office: place.office.as_deref(),
            inn: Some(inn).filter(|inn| !inn.is_empty()),
            language: client.lang.code(),
            created_at: foundation.now(),
        };
        let mut tx = foundation.begin().await?;
        if !storage::staff::add(&mut tx, &new).await? {
            return Ok(refused(StaffField::UserName, StaffProblem::UserNameTaken));
        }
        let details = json!({ "staff": id.to_string(), "user_name": user_name, "role": role_word(place.role) });
        let by = By { client, administrator, form };
        self.keep(&mut tx, by, Action::StaffInvited, place.office.as_deref(), details).await?;
        tx.commit().await?;
        let person = id.to_string();
        Ok(Acted::OneTimePassword(OneTimePassword { person, user_name, password, until: until.into() }))
    }

    /// Role and office as chosen; what is wrong with them is added to the problems.
    async fn place(
        &self,
        client: &Client,
        form: &StaffForm,
        problems: &mut Problems,
    ) -> Result<Option<Place>, ServiceError> {
        let Some(role) = role_of(&form.role) else {
            problems.push((StaffField::Role, StaffProblem::Required));
            return Ok(None);
        };
        if role == StaffRole::Administrator {
            return Ok(Some(Place { role, office: None }));
        }
        if !self.is_office(client, &form.office).await? {
            problems.push((StaffField::Office, StaffProblem::OfficeNeeded));
            return Ok(None);
        }
        Ok(Some(Place { role, office: Some(form.office.clone()) }))
    }

    async fn change_rights(&self, by: By<'_>, person: &StaffRecord) -> Result<Acted, ServiceError> {
        let mut problems = Problems::new();
        let Some(place) = self.place(by.client, by.form, &mut problems).await? else {
            return Ok(Acted::Refused(problems));
        };
        if role_word(place.role) == person.role && place.office == person.tax_office {
            return Ok(refused(StaffField::Form, StaffProblem::Unchanged));
        }
        let details = json!({
            "staff": person.id.to_string(),
            "role": { "from": person.role, "to": role_word(place.role) },
            "office": { "from": person.tax_office, "to": place.office },
        });
        let wanted = (role_word(place.role), place.office.as_deref(), person.blocked);
        self.change(by, person, wanted, Action::StaffRightsChanged, details).await
    }

    async fn keep_out(&self, by: By<'_>, person: &StaffRecord, blocked: bool) -> Result<Acted, ServiceError> {
        if person.blocked == blocked {
            return Ok(refused(StaffField::Form, StaffProblem::Unchanged));
        }
        let action = if blocked { Action::StaffBlocked } else { Action::StaffUnblocked };
        let wanted = (person.role.as_str(), person.tax_office.as_deref(), blocked);
        self.change(by, person, wanted, action, json!({ "staff": person.id.to_string() })).await
    }

    /// Makes a change of rights; the database looks once more whether it may be made.
    async fn change(
        &self,
        by: By<'_>,
        person: &StaffRecord,
        (role, tax_office, blocked): (&str, Option<&str>, bool),
        action: Action,
        details: Value,
    ) -> Result<Acted, ServiceError> {
        if let Some(refusal) = self.needs_code(by.client, by.administrator, by.form).await? {
            return Ok(refusal);
        }
        let mut tx = self.foundation.begin().await?;
        let change = Change { by: by.id()?, staff: person.id, role, tax_office, blocked, at: self.foundation.now() };
        match storage::staff::change(&mut tx, change).await? {
            None => return Ok(refused(StaffField::Form, StaffProblem::Oneself)),
            Some(false) => return Ok(refused(StaffField::Form, StaffProblem::Unchanged)),
            Some(true) => {}
        }
        self.keep(&mut tx, by, action, person.tax_office.as_deref(), details).await?;
        tx.commit().await?;
        Ok(Acted::Done)
    }

    async fn new_password(&self, by: By<'_>, person: &StaffRecord) -> Result<Acted, ServiceError> {
        if let Some(refusal) = self.needs_code(by.client, by.administrator, by.form).await? {
            return Ok(refusal);
        }
        let foundation = &self.foundation;
        let password = one_time_password(&*foundation.random);
        let hash = foundation.hashing.hash(&Password::typed(&password)).await?;
        let until = one_time_until(foundation);
        let mut tx = foundation.begin().await?;
        storage::staff::set_one_time_password(&mut tx, person.id, &hash, until, foundation.now()).await?;
        let details = json!({ "staff": person.id.to_string(), "one_time": true });
        self.keep(&mut tx, by, Action::StaffPasswordReset, person.tax_office.as_deref(), details).await?;
        tx.commit().await?;
        Ok(Acted::OneTimePassword(OneTimePassword {
            person: person.id.to_string(),
            user_name: person.user_name.clone(),
            password,
            until: until.into(),
        }))
    }

    async fn ask_reset(&self, by: By<'_>, person: &StaffRecord) -> Result<Acted, ServiceError> {
        if !person.enrolled {
            return Ok(refused(StaffField::Form, StaffProblem::Unchanged));
        }
        if let Some(refusal) = self.needs_code(by.client, by.administrator, by.form).await? {
            return Ok(refusal);
        }
        let mut tx = self.foundation.begin().await?;
        let (id, now) = (self.foundation.new_id(), self.foundation.now());
        // what another administrator asked waits for this one: asking again must not make it start anew
        let waiting = storage::staff::waiting_reset(&mut tx, person.id, self.reset_since()).await?;
        if waiting.is_some() {
            return Ok(refused(StaffField::Form, StaffProblem::Unchanged));
        }
        storage::staff::ask_reset(&mut tx, id, person.id, by.id()?, now).await?;
        let details = json!({ "staff": person.id.to_string() });
        self.keep(&mut tx, by, Action::SecondFactorResetAsked, person.tax_office.as_deref(), details).await?;
        tx.commit().await?;
        Ok(Acted::Done)
    }

    async fn confirm_reset(&self, by: By<'_>, person: &StaffRecord) -> Result<Acted, ServiceError> {
        if let Some(refusal) = self.needs_code(by.client, by.administrator, by.form).await? {
            return Ok(refusal);
        }
        let mut tx = self.foundation.begin().await?;
        let now = self.foundation.now();
        if !storage::staff::confirm_reset(&mut tx, person.id, by.id()?, self.reset_since(), now).await? {
            return Ok(refused(StaffField::Form, StaffProblem::NotWaiting));
        }
        let details = json!({ "staff": person.id.to_string() });
        self.keep(&mut tx, by, Action::SecondFactorReset, person.tax_office.as_deref(), details).await?;
        tx.commit().await?;
        Ok(Acted::Done)
    }

    /// Why the change can't be made yet: the second factor is not fresh.
    async fn needs_code(
        &self,
        client: &Client,
        administrator: &StaffCaller,
        form: &StaffForm,
    ) -> Result<Option<Acted>, ServiceError> {
        Ok(match confirm(&self.foundation, client, administrator, &form.code).await? {
            Confirmed::Yes => None,
            Confirmed::Asked => Some(refused(StaffField::Code, StaffProblem::CodeNeeded)),
            Confirmed::Wrong => Some(refused(StaffField::Code, StaffProblem::WrongCode)),
        })
    }

    async fn keep(
        &self,
        tx: &mut PgConnection,
        by: By<'_>,
        action: Action,
        office: Option<&str>,
        details: Value,
    ) -> Result<(), ServiceError> {
        let entry = AuditEntry {
            at: self.foundation.now(),
            actor: Actor::Staff(&by.administrator.staff),
            action,
            subject_inn: "",
            application: None,
            tax_office: office.unwrap_or_default(),
            address: &by.client.address.to_string(),
            request_id: &by.client.request_id,
            details,
        };
        storage::audit::append(tx, &entry).await?;
        Ok(())
    }
}

/// Who does it, and what they sent.
#[derive(Clone, Copy)]
struct By<'a> {
    client: &'a Client,
    administrator: &'a StaffCaller,
    form: &'a StaffForm,
}

impl By<'_> {
    fn id(&self) -> Result<Uuid, ServiceError> {
        session::id(&self.administrator.staff)
    }
}

fn refused(field: StaffField, problem: StaffProblem) -> Acted {
    Acted::Refused(vec![(field, problem)])
}
