//! Registration cards (seed 004, `docs/decisions/0022-card-figures-audit.md`): an inspector of any office who has seen
//! the passport issues a login and a primary password.

mod check;
mod issue;

use std::sync::Arc;

use app::api::{
    ApiError, Client, Permission, StaffCaller,
    card::{CardAnswer, CardDesk, CardForm, CardIssue, CardRow, CardState, Cards},
};
use async_trait::async_trait;
use domain::lang::Lang;
use time::OffsetDateTime;

use super::eligibility::PolicyInForce;
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::{Offices, Registry},
    storage::{self, card::ListedCard},
    throttle::Throttle,
};

/// Cards of the list.
const LISTED: i64 = 20;

/// Checks and issues of one inspector in ten minutes: more than a window sees, fewer than guesses of a passport need.
const ASKED: u32 = 60;
const ASKED_SECONDS: u32 = 600;

/// The use cases of the registration card.
#[derive(Clone)]
pub struct CardService {
    foundation: Foundation,
    registry: Arc<dyn Registry>,
    offices: Offices,
    policy: PolicyInForce,
    throttle: Throttle,
}

impl CardService {
    /// The registry knows who may have a card and whose passport it is.
    pub fn new(
        foundation: Foundation,
        registry: Arc<dyn Registry>,
        offices: Offices,
        policy: PolicyInForce,
        throttle: Throttle,
    ) -> Self {
        Self { foundation, registry, offices, policy, throttle }
    }

    async fn show_desk(&self, client: &Client) -> Result<CardDesk, ServiceError> {
        let staff = client.staff_who_may(Permission::IssueCards)?;
        let now = self.foundation.now();
        let mut db = self.foundation.pool.acquire().await?;
        let cards = storage::card::newest(&mut db, &staff.office, LISTED).await?;
        drop(db);
        Ok(CardDesk {
            inspector: staff.name.clone(),
            office: self.offices.summary(&staff.office, client.lang).await?,
            head: Permission::SeeFigures.of(staff.role).is_some(),
            cards: cards.into_iter().map(|card| row(card, now, client.lang)).collect(),
        })
    }

    async fn spend(&self, staff: &StaffCaller) -> Result<(), ServiceError> {
        self.throttle.spend("card", &staff.staff, ASKED, ASKED_SECONDS).await
    }
}

fn row(card: ListedCard, now: OffsetDateTime, lang: Lang) -> CardRow {
    let state = match card.outcome.as_deref() {
        Some("changed") => CardState::Changed,
        Some(_) => CardState::Replaced,
        None if card.valid_until <= now => CardState::Ended,
        None => CardState::Waiting,
    };
    let kyrgyz = lang == Lang::Ky && !card.name_ky.is_empty();
    CardRow {
        number: card.number,
        name: if kyrgyz { card.name_ky } else { card.name_ru },
        issued_at: card.issued_at.into(),
        valid_until: card.valid_until.into(),
        inspector: card.inspector,
        state,
    }
}

#[async_trait]
impl Cards for CardService {
    async fn desk(&self, client: &Client) -> Result<CardDesk, ApiError> {
        answer(client, self.show_desk(client)).await
    }

    async fn check(&self, client: &Client, form: &CardForm) -> Result<CardAnswer, ApiError> {
        answer(client, self.check_person(client, form)).await
    }

    async fn issue(&self, client: &Client, form: &CardForm) -> Result<CardIssue, ApiError> {
        answer(client, self.issue_card(client, form)).await
    }
}
