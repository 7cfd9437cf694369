//! That a paper was issued: the mark that every paper of an office bears, and the public page that confirms it
//! (docs/decisions/0019-annulment.md).
//!
//! Whoever makes a paper asks [`confirmation`] for what to print on it, with the number and the date that it bears; the
//! page then says these, the kind and the office, and nothing about anybody.

use app::api::{
    ApiError, Client,
    issued_papers::{IssuedPaper, IssuedPapers},
};
use async_trait::async_trait;
use domain::{issued_paper::PaperMark, limits::Limit};
use papers::Confirmation;
use sqlx::PgConnection;

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    random,
    registry::Offices,
    storage::issued_paper as storage,
    throttle::{Throttle, client_key},
};

pub use crate::storage::issued_paper::NewIssuedPaper;

const MINUTE: u32 = 60;

/// What is printed on this paper so that anybody can have it confirmed; issues the paper where it is printed for the
/// first time. Every printing of a paper gets the same.
///
/// # Errors
/// The database's.
pub async fn confirmation(foundation: &Foundation, paper: &NewIssuedPaper<'_>) -> Result<Confirmation, ServiceError> {
    let mut db = foundation.pool.acquire().await?;
    confirmation_in(foundation, &mut db, paper).await
}

/// The same in a transaction at hand, for a paper that is printed before it is kept that there is one.
///
/// # Errors
/// The database's.
pub async fn confirmation_in(
    foundation: &Foundation,
    db: &mut PgConnection,
    paper: &NewIssuedPaper<'_>,
) -> Result<Confirmation, ServiceError> {
    let fresh = PaperMark::from_bits(random::bits80(&*foundation.random));
    let mark = storage::issue(db, paper, fresh).await?;
    let mark = PaperMark::parse(&mark).ok_or(ServiceError::Stored("issued_paper.mark"))?;
    let public_url = &foundation.settings.server.public_url;
    Ok(Confirmation {
        mark_grouped: mark.grouped(),
        address: public_url.page(&app::routes::issued_paper(mark.as_str())),
        page: public_url.page(app::routes::PAPERS),
    })
}

/// The public page's use case.
#[derive(Clone)]
pub struct IssuedPapersService {
    foundation: Foundation,
    offices: Offices,
    throttle: Throttle,
}

impl IssuedPapersService {
    /// Confirmation over this foundation.
    #[must_use]
    pub fn new(foundation: Foundation, offices: Offices, throttle: Throttle) -> Self {
        Self { foundation, offices, throttle }
    }

    /// A mark that can't be one costs as much and is answered like one that no paper has.
    async fn find(&self, client: &Client, mark: &str) -> Result<IssuedPaper, ServiceError> {
        let limit = self.foundation.limits.lately().await?.get(Limit::StatusPerMinute);
        self.throttle.spend("issued_paper", &client_key(client.address), limit, MINUTE).await?;
        let mark = PaperMark::parse(mark).ok_or(ApiError::NotFound)?;
        let mut db = self.foundation.pool.acquire().await?;
        let found = storage::by_mark(&mut db, mark).await?.ok_or(ApiError::NotFound)?;
        drop(db);
        Ok(IssuedPaper {
            kind: found.kind,
            number: found.number,
            dated: found.dated.into(),
            office: self.offices.summary(&found.tax_office, client.lang).await?,
        })
    }
}

#[async_trait]
impl IssuedPapers for IssuedPapersService {
    async fn confirm(&self, client: &Client, mark: &str) -> Result<IssuedPaper, ApiError> {
        answer(client, self.find(client, mark)).await
    }
}
