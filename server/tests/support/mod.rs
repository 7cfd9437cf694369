//! A cabinet of its own for every test: a fresh database, a clock that stands still, repeatable randomness, quick
//! hashes, and the people that a journey needs.

mod database;
mod mail;
mod organisations;
mod people;
pub(crate) mod site;

use std::{net::IpAddr, sync::Arc};

use app::api::{Caller, Client, CookieChange, Services};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::lang::Lang;
use server::{
    clock::FixedClock,
    config::Settings,
    foundation::Foundation,
    in_force::InForce,
    random::{Random, SeededRandom},
    secrets::Secrets,
    services::{self, sign_in::SessionHolder},
    sign_in::hashing::{Hashing, HashingParameters},
    storage,
};
use sqlx::{Connection, PgConnection};
use time::macros::datetime;

pub(crate) use mail::TestMailServer;
pub(crate) use organisations::Organisation;
pub(crate) use people::{Filed, PASSWORD, Person, STAFF_PASSWORD, authenticator, code_form, sign_in_form};

/// A cabinet, standing until it is dropped.
pub(crate) struct TestApp {
    pub(crate) foundation: Foundation,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) services: Services,
    pub(crate) url: String,
    /// Dropped with this; none where the test brought its own.
    _database: Option<database::Database>,
}

impl TestApp {
    /// With settings that don't get in the way of a test.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let database = database::Database::create().await;
        let url = database.url.clone();
        Self { _database: Some(database), ..Self::on_with(&url, change).await }
    }

    /// On a migrated database that the test has brought.
    pub(crate) async fn on(url: &str) -> Self {
        Self::on_with(url, |_| {}).await
    }

    async fn on_with(url: &str, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::default();
        settings.access.applications_per_client_per_hour = 10_000;
        settings.lookup.per_client_per_minute = 10_000;
        settings.status.per_client_per_minute = 10_000;
        settings.sign_in.per_address_per_minute = 10_000;
        change(&mut settings);
        let pool = storage::pool::server(url, 8, std::time::Duration::from_secs(10)).await.unwrap();
        let clock = Arc::new(FixedClock::at(datetime!(2026-11-22 04:00 UTC)));
        let random: Arc<dyn Random> = Arc::new(SeededRandom::new(2026));
        let key = |fill: u8| STANDARD.encode([fill; 32]);
        let secrets = Secrets::new(&[format!("1:{}", key(1))], &key(2), Arc::clone(&random)).unwrap();
        let hashing = Hashing::start(quick_hashes(64), Arc::clone(&random)).unwrap();
        let limits = InForce::new(pool.clone(), clock.clone(), settings.limits());
        let settings = Arc::new(settings);
        let foundation = Foundation { pool, clock: clock.clone(), random, secrets, settings, limits, hashing };
        let services = services::all(&foundation);
        Self { foundation, clock, services, url: url.to_owned(), _database: None }
    }

    /// A connection that owns everything, as an administrator of the database has it.
    pub(crate) async fn owner(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.unwrap()
    }

    /// What a command needs in its environment to work on this cabinet's database.
    pub(crate) fn environment(&self) -> [(&'static str, String); 3] {
        let key = |fill: u8| STANDARD.encode([fill; 32]);
        [
            ("DATABASE_URL", self.url.clone()),
            ("CABINET_SECRETS__KEYS", format!("[\"1:{}\"]", key(1))),
            ("CABINET_SECRETS__LOOKUP_KEY", key(2)),
        ]
    }

    /// Somebody whom nobody knows.
    pub(crate) fn stranger(&self) -> Client {
        Client {
            address: IpAddr::from([192, 0, 2, 7]),
            user_agent: "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36".to_owned(),
            request_id: "test".to_owned(),
            lang: Lang::Ru,
            caller: Caller::Nobody,
            application_pass: None,
            known_device: None,
            staff_entry: None,
        }
    }

    /// The same browser at its next request, with the cookies it was given.
    pub(crate) async fn after(&self, before: &Client, cookies: &[CookieChange]) -> Client {
        let mut client = before.clone();
        for cookie in cookies {
            match cookie {
                CookieChange::Session { token, .. } => client.caller = self.caller(token).await,
                CookieChange::EndSession => client.caller = Caller::Nobody,
                CookieChange::KnownDevice(token) => client.known_device = Some(token.clone()),
                CookieChange::ApplicationPass(pass) => client.application_pass = Some(pass.clone()),
                CookieChange::EndApplicationPass => client.application_pass = None,
                // goes to the sign-in page alone
                CookieChange::AnnulmentPass(_) => {}
                CookieChange::Language(lang) => client.lang = *lang,
                CookieChange::StaffEntry(token) => client.staff_entry = Some(token.clone()),
                CookieChange::EndStaffEntry => client.staff_entry = None,
            }
        }
        client
    }

    /// Whom a session's token stands for at this moment.
    pub(crate) async fn caller(&self, token: &str) -> Caller {
        let holder = SessionHolder::of_token(&self.foundation, token).await.unwrap();
        holder.map_or(Caller::Nobody, |holder| holder.caller)
    }
}

/// The token among the cookies.
pub(crate) fn session_token(cookies: &[CookieChange]) -> String {
    let token = cookies.iter().find_map(|cookie| match cookie {
        CookieChange::Session { token, .. } => Some(token.clone()),
        _ => None,
    });
    token.expect("a session")
}

/// Argon2 with so little memory that a test takes no time.
pub(crate) fn quick_hashes(memory_kib: u32) -> HashingParameters {
    HashingParameters { memory_kib, iterations: 1, lanes: 1, workers: 2, queue: 64 }
}
