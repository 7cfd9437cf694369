//! Who takes part: taxpayers of the registry, applications they filed, inspectors.

use app::api::{
    ApiError, Client, StaffRole,
    office::{AcceptForm, MoveForm, OpenForm},
    queue::{Queue, QueueQuery},
    registration::RegistrationForm,
    sign_in::SignInForm,
    staff_entry::{EntryForm, Proved},
};
use domain::{inn::Inn, lang::Lang, passport::Passport, password::Password};
use server::{
    registry,
    services::staff,
    sign_in::totp::{TotpSecret, step_at},
    storage,
};
use uuid::Uuid;

use super::{TestApp, session_token};

/// A password that keeps every rule.
pub(crate) const PASSWORD: &str = "сорок журавлей над озером";

/// The same for staff.
pub(crate) const STAFF_PASSWORD: &str = "длинный пароль на каждый день";

/// A taxpayer of the registry who is a citizen with a passport.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) inn: String,
    pub(crate) passport: String,
    pub(crate) name: String,
}

/// An application that was filed.
#[derive(Debug, Clone)]
pub(crate) struct Filed {
    pub(crate) id: Uuid,
    pub(crate) inn: String,
    pub(crate) code: String,
}

impl TestApp {
    /// Puts a person into the registry; each number is another one.
    pub(crate) async fn person(&self, number: u32, office: &str) -> Person {
        let person = Person {
            inn: format!("115031990{number:05}"),
            passport: format!("ID{:07}", 1_000_000 + number),
            name: "Токтогулов Азамат Бекович".to_owned(),
        };
        let mut owner = self.owner().await;
        sqlx::query(
            "INSERT INTO taxpayer (inn, kind, name_ru, name_ky, tax_office, postcode, address, vat_payer, foreign_trade,
                                   status, registered_on)
             VALUES ($1, 'individual', $2, '', $3, '720000', 'г. Бишкек, ул. Киевская, 1', false, false, 'active',
                     '2015-01-10')",
        )
        .bind(&person.inn)
        .bind(&person.name)
        .bind(office)
        .execute(&mut owner)
        .await
        .unwrap();
        let inn = Inn::from_trusted(&person.inn).unwrap();
        let passport = Passport::parse(&person.passport).unwrap();
        sqlx::query(
            "INSERT INTO citizen (inn, full_name_ru, full_name_ky, tax_office, address, passport_digest)
             VALUES ($1, $2, '', $3, 'г. Бишкек, ул. Киевская, 1', $4)",
        )
        .bind(&person.inn)
        .bind(&person.name)
        .bind(office)
        .bind(registry::passport_digest(&self.foundation.secrets, &inn, &passport).to_vec())
        .execute(&mut owner)
        .await
        .unwrap();
        person
    }

    /// What somebody types who applies for this person's access.
    pub(crate) fn registration_form(&self, person: &Person, password: &str) -> RegistrationForm {
        RegistrationForm {
            kind: String::new(),
            subject_kind: "individual".to_owned(),
            inn: person.inn.clone(),
            passport: person.passport.clone(),
            phone: "+996 555 123 456".to_owned(),
            email: String::new(),
            password: password.to_owned(),
            password_repeated: password.to_owned(),
            submission: self.services.registration.new_submission(),
            ..RegistrationForm::default()
        }
    }

    /// Files an application and finds what its holder has in hand: the code.
    pub(crate) async fn file(&self, person: &Person, password: &str) -> Filed {
        let form = self.registration_form(person, password);
        let stranger = self.stranger();
        let cookies = self.services.registration.register(&stranger, &form).await.unwrap();
        let holder = self.after(&stranger, &cookies).await;
        let view = self.services.status.current(&holder).await.unwrap().unwrap();
        let code = domain::application_code::ApplicationCode::parse(&view.code).unwrap();
        let digest =
            self.foundation.secrets.digest(server::secrets::purpose::APPLICATION_CODE, code.as_str().as_bytes());
        let inn = Inn::from_trusted(&person.inn).unwrap();
        let mut db = self.foundation.pool.acquire().await.unwrap();
        let record = storage::access_application::by_inn_and_code(&mut db, &inn, &digest).await.unwrap().unwrap();
        Filed { id: record.id, inn: person.inn.clone(), code: view.code }
    }

    /// An inspector at work.
    pub(crate) async fn inspector(&self, user_name: &str, office: &str) -> Client {
        self.staff(user_name, StaffRole::Inspector, Some(office), None).await
    }

    /// Somebody of staff, signed in.
    pub(crate) async fn staff(
        &self,
        user_name: &str,
        role: StaffRole,
        office: Option<&str>,
        inn: Option<&str>,
    ) -> Client {
        self.add_staff(user_name, role, office, inn).await;
        self.enter_office(user_name).await.0
    }

    /// The same with the token of the session.
    pub(crate) async fn staff_with_token(
        &self,
        user_name: &str,
        role: StaffRole,
        office: Option<&str>,
    ) -> (Client, String) {
        self.add_staff(user_name, role, office, None).await;
        self.enter_office(user_name).await
    }

    /// Somebody of staff who has not come yet.
    pub(crate) async fn add_staff(&self, user_name: &str, role: StaffRole, office: Option<&str>, inn: Option<&str>) {
        let new = staff::NewStaff {
            user_name: user_name.to_owned(),
            name: "Асанова Гүлнара".to_owned(),
            role,
            office: office.map(ToOwned::to_owned),
            inn: inn.map(ToOwned::to_owned),
            language: Lang::Ru,
            totp: Some(authenticator(user_name)),
            one_time_until: None,
        };
        staff::add(&self.foundation, &new, &Password::typed(STAFF_PASSWORD)).await.unwrap();
    }

    /// Staff sign in; the token of the session with it.
    pub(crate) async fn enter_office(&self, user_name: &str) -> (Client, String) {
        let form = sign_in_form(user_name, STAFF_PASSWORD);
        let stranger = self.stranger();
        let cookies = self.services.sign_in.staff(&stranger, &form).await.unwrap();
        let client = self.after(&stranger, &cookies).await;
        let proved = self.services.staff_entry.prove(&client, &code_form(&self.code(user_name).await)).await.unwrap();
        let Proved::In { cookies, .. } = proved else { panic!("the code was not taken") };
        (self.after(&client, &cookies).await, session_token(&cookies))
    }

    /// A code that the authenticator of somebody of staff shows, or shows soon: the first that was not taken yet, so that
    /// they can sign in three times while the clock stands still.
    pub(crate) async fn code(&self, user_name: &str) -> String {
        let taken: i64 = sqlx::query_scalar("SELECT totp_step FROM staff WHERE user_name = $1")
            .bind(user_name)
            .fetch_one(&self.foundation.pool)
            .await
            .unwrap();
        authenticator(user_name).code((taken + 1).max(step_at(self.foundation.now()) - 1))
    }

    /// A taxpayer signs in; the token of the session with it.
    pub(crate) async fn sign_in_with_token(&self, login: &str, password: &str) -> (Client, String) {
        let stranger = self.stranger();
        let cookies = self.services.sign_in.taxpayer(&stranger, &sign_in_form(login, password)).await.unwrap();
        (self.after(&stranger, &cookies).await, session_token(&cookies))
    }

    /// The queue of an inspector's office, as it begins.
    pub(crate) async fn queue(&self, inspector: &Client) -> Queue {
        self.services.queue.show(inspector, &QueueQuery::default()).await.unwrap()
    }

    /// Opens the application by the paper on the window.
    pub(crate) async fn open(&self, inspector: &Client, filed: &Filed) -> Result<String, ApiError> {
        let form = OpenForm { paper: String::new(), inn: filed.inn.clone(), code: filed.code.clone() };
        self.services.office.open(inspector, &form).await
    }

    /// What the inspector's page sends with a move.
    pub(crate) async fn move_form(&self, filed: &Filed) -> MoveForm {
        let version: i32 = sqlx::query_scalar("SELECT version FROM access_application WHERE id = $1")
            .bind(filed.id)
            .fetch_one(&self.foundation.pool)
            .await
            .unwrap();
        MoveForm { id: filed.id.to_string(), version }
    }

    /// What the inspector's page sends with «Принять», everything ticked.
    pub(crate) async fn accept_form(&self, filed: &Filed) -> AcceptForm {
        let MoveForm { id, version } = self.move_form(filed).await;
        let on = || "on".to_owned();
        let checks = AcceptForm {
            id,
            version,
            form_complete: on(),
            requisites_match: on(),
            identity_confirmed: on(),
            ..AcceptForm::default()
        };
        checks.with_papers(std::array::from_fn(|_| on()))
    }

    /// Opens and accepts.
    pub(crate) async fn accept(&self, inspector: &Client, filed: &Filed) -> Result<(), ApiError> {
        self.open(inspector, filed).await?;
        self.services.office.accept(inspector, &self.accept_form(filed).await).await
    }

    /// Opens, accepts and grants; the login that came of it.
    pub(crate) async fn grant(&self, inspector: &Client, filed: &Filed) -> String {
        self.accept(inspector, filed).await.unwrap();
        self.services.office.grant(inspector, &self.move_form(filed).await).await.unwrap();
        self.services.office.case(inspector, &filed.id.to_string()).await.unwrap().decision.unwrap().login.unwrap()
    }

    /// Tries to sign in as a taxpayer.
    pub(crate) async fn sign_in(&self, client: &Client, login: &str, password: &str) -> Result<Client, ApiError> {
        let cookies = self.services.sign_in.taxpayer(client, &sign_in_form(login, password)).await?;
        Ok(self.after(client, &cookies).await)
    }

    /// A taxpayer in their cabinet, from the application to the sign-in, and their login.
    pub(crate) async fn taxpayer(&self, number: u32) -> (Client, String) {
        let person = self.person(number, "001").await;
        let inspector = self.inspector(&format!("inspector.of.{number}"), "001").await;
        let filed = self.file(&person, PASSWORD).await;
        let login = self.grant(&inspector, &filed).await;
        (self.sign_in(&self.stranger(), &login, PASSWORD).await.unwrap(), login)
    }
}

/// What the form of the sign-in sends.
pub(crate) fn sign_in_form(login: &str, password: &str) -> SignInForm {
    SignInForm { login: login.to_owned(), password: password.to_owned(), remember: String::new() }
}

/// The authenticator of somebody of staff in a test.
pub(crate) fn authenticator(user_name: &str) -> TotpSecret {
    let bytes: Vec<u8> = user_name.bytes().cycle().take(20).collect();
    TotpSecret::from_bytes(&bytes).unwrap()
}

/// What the second step of the door of staff is sent.
pub(crate) fn code_form(code: &str) -> EntryForm {
    EntryForm { code: code.to_owned(), ..EntryForm::default() }
}
