//! The issue: login, primary password, account, number, trail, all in one transaction, and the paper that shows the
//! password once.

use app::api::{
    ApiError, Client, Permission, StaffCaller,
    card::{CardAnswer, CardForm, CardIssue, CardPreview},
};
use domain::{
    bishkek,
    inn::Inn,
    login::Login,
    primary_password::{self, CHOICES, LENGTH, PrimaryPassword},
};
use serde_json::json;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    CardService,
    check::{Admitted, Asked, refusal},
};
use crate::{
    error::ServiceError,
    random,
    secrets::purpose,
    services::{
        office::new_login,
        papers::{self, CardToPrint},
        sign_in::{
            attempt::{Attempt, Door},
            session,
        },
        staff_act::StaffAct,
    },
    storage::{
        self,
        audit::Action,
        card::{NewCard, Standing},
        office::{Series, restore},
    },
};

impl CardService {
    pub(super) async fn issue_card(&self, client: &Client, form: &CardForm) -> Result<CardIssue, ServiceError> {
        let staff = client.staff_who_may(Permission::IssueCards)?;
        let asked = self.read(form)?;
        let card = Uuid::parse_str(&form.card).map_err(|_| ApiError::NotFound)?;
        let replaces = match form.replaces.as_str() {
            "" => None,
            id => Some(Uuid::parse_str(id).map_err(|_| ApiError::NotFound)?),
        };
        self.spend(staff).await?;
        let admitted = self.admitted(staff, &asked).await?;
        let password = self.generated();
        // no transaction waits while the hash is made
        let hash = self.foundation.hashing.hash(&password.password()).await?;

        let mut tx = self.foundation.begin().await?;
        storage::office::lock_inn(&mut tx, &asked.inn).await?;
        let standing = storage::card::standing(&mut tx, &asked.inn).await?;
        let another = standing.card != replaces || storage::card::exists(&mut tx, card).await?;
        let (Admitted::Yes { taxpayer, passport_matched }, None, false) = (&admitted, refusal(&standing), another)
        else {
            tx.rollback().await?;
            return self.not_issued(client, staff, &asked, admitted).await;
        };
        let issued_at = primary_password::issued_at(self.foundation.now());
        let login = self.login(&mut tx, &asked.inn, &standing).await?;
        let number = self.number(&mut tx, staff, issued_at).await?;
        let valid_until = primary_password::valid_until(issued_at);
        if let Some(account) = standing.account.filter(|_| standing.login.is_some()) {
            self.forget_before(&mut tx, account, &login, issued_at).await?;
        }
        let sealed = self.foundation.secrets.seal(purpose::PASSPORT, asked.passport.as_str().as_bytes())?;
        let new = NewCard {
            id: card,
            number: &number,
            inn: &asked.inn,
            name_ru: &taxpayer.name_ru,
            name_ky: &taxpayer.name_ky,
            fresh_account: self.foundation.new_id(),
            fresh_login: login.as_str(),
            password_hash: &hash,
            tax_office: &staff.office,
            issued_by: session::id(&staff.staff)?,
            issued_at,
            valid_until,
            passport_sealed: &sealed,
            passport_matched: *passport_matched,
            phone: asked.phone.as_str(),
            email: asked.email.as_ref().map_or("", |email| email.as_str()),
            language: asked.language.code(),
            replaces,
        };
        if storage::card::issue(&mut tx, &new).await?.is_none() {
            // with the number, so that none is missing
            tx.rollback().await?;
            return self.not_issued(client, staff, &asked, admitted).await;
        }
        let to_print = CardToPrint {
            id: card,
            number: number.clone(),
            issued_at,
            valid_until,
            office: staff.office.clone(),
            inspector: staff.name.clone(),
            inn: asked.inn,
            name: taxpayer.name(asked.language).to_owned(),
            login,
            lang: asked.language,
        };
        // before the commit: a card that can't be printed was never issued
        let paper = papers::card_paper(&self.foundation, &self.offices, to_print, password, &mut tx).await?;
        self.close_open(&mut tx, client, staff, &asked, card, issued_at).await?;
        let replaced = replaces.map(|card| card.to_string());
        let details = json!({ "number": number, "replaces": replaced });
        let inn = asked.inn.as_str();
        let act = StaffAct { at: issued_at, action: Action::CardIssued, inn, application: None, details };
        act.keep(&mut tx, client, staff).await?;
        tx.commit().await?;
        Ok(CardIssue::Printed(paper))
    }

    /// What there is now instead of a card; kept like the check that it is.
    async fn not_issued(
        &self,
        client: &Client,
        staff: &StaffCaller,
        asked: &Asked,
        admitted: Admitted,
    ) -> Result<CardIssue, ServiceError> {
        let answer = self.judge_and_keep(client, staff, asked, admitted).await?;
        Ok(CardIssue::NotIssued(overtaken(answer)))
    }

    fn generated(&self) -> PrimaryPassword {
        let random = &*self.foundation.random;
        let choice = || u8::try_from(random::below(random, u16::from(CHOICES))).unwrap_or_default();
        PrimaryPassword::of(std::array::from_fn::<u8, LENGTH, _>(|_| choice()))
    }

    /// The one that the account has, or one that this INN has never had.
    async fn login(&self, tx: &mut PgConnection, inn: &Inn, standing: &Standing) -> Result<Login, ServiceError> {
        match &standing.login {
            Some(login) => Login::parse(login).map_err(|_| ServiceError::Stored("account.login")),
            None => new_login(&self.foundation, tx, *inn).await,
        }
    }

    async fn number(
        &self,
        tx: &mut PgConnection,
        staff: &StaffCaller,
        at: OffsetDateTime,
    ) -> Result<String, ServiceError> {
        let year = bishkek::local_date(at).year();
        let number = storage::office::take_number(tx, &staff.office, year, Series::Card).await?;
        Ok(format!("{}-{year}-{number:06}/К", staff.office))
    }

    /// What the primary password before has opened or locked. Failures before the account itself: a sign-in holds them
    /// in this order, too.
    async fn forget_before(
        &self,
        tx: &mut PgConnection,
        account: Uuid,
        login: &Login,
        at: OffsetDateTime,
    ) -> Result<(), ServiceError> {
        let counts = Attempt::new(&self.foundation, Door::Taxpayers, login.as_str()).digests();
        storage::sign_in::clear_failures(tx, &counts).await?;
        restore::end_sessions(tx, account, at).await?;
        restore::forget_devices(tx, account).await?;
        Ok(())
    }

    /// Applications that nobody has accepted: with access there is nothing left to apply for.
    async fn close_open(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        asked: &Asked,
        card: Uuid,
        at: OffsetDateTime,
    ) -> Result<(), ServiceError> {
        for closed in storage::office::supersede_others(tx, &asked.inn, None, card, at).await? {
            let act = StaffAct {
                at,
                action: Action::ApplicationSuperseded,
                inn: asked.inn.as_str(),
                application: Some(closed.id),
                details: json!({ "office": closed.tax_office }),
            };
            act.keep(tx, client, staff).await?;
        }
        Ok(())
    }
}

/// The inspector meant something else than what there is now.
fn overtaken(answer: CardAnswer) -> CardAnswer {
    match answer {
        CardAnswer::Ready(preview) => CardAnswer::Ready(Box::new(CardPreview { overtaken: true, ..*preview })),
        refused @ CardAnswer::Refused(_) => refused,
    }
}
