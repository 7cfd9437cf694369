use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use app::api::OfficeSummary;
use domain::lang::Lang;
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};

use super::OfficeRecord;
use crate::{clock::Clock, error::ServiceError, foundation::Foundation, storage::registry as storage};

/// A change of the directory is seen by every server after this long.
const REMEMBERED: Duration = Duration::MINUTE;

/// The directory of tax offices: sixty rows that every answer needs and nobody changes twice a year, so they are kept
/// in memory for a minute. Cheap to clone.
#[derive(Clone)]
pub struct Offices(Arc<Inner>);

struct Inner {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    read: RwLock<Option<(OffsetDateTime, Arc<Directory>)>>,
}

type Directory = HashMap<String, OfficeRecord>;

impl Offices {
    /// Reads through this pool.
    #[must_use]
    pub fn new(pool: PgPool, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { pool, clock, read: RwLock::new(None) }))
    }

    /// The same over a foundation.
    #[must_use]
    pub fn of(foundation: &Foundation) -> Self {
        Self::new(foundation.pool.clone(), foundation.clock.clone())
    }

    /// The office with this code.
    ///
    /// # Errors
    /// The database's; `Stored` when the directory lacks the code, which the foreign keys rule out.
    pub async fn get(&self, code: &str) -> Result<OfficeRecord, ServiceError> {
        self.directory().await?.get(code).cloned().ok_or(ServiceError::Stored("tax_office"))
    }

    /// The office as people see it.
    ///
    /// # Errors
    /// As [`Offices::get`].
    pub async fn summary(&self, code: &str, lang: Lang) -> Result<OfficeSummary, ServiceError> {
        Ok(self.get(code).await?.summary(lang))
    }

    /// Code and name of every office, by code.
    ///
    /// # Errors
    /// The database's.
    pub async fn all(&self, lang: Lang) -> Result<Vec<(String, String)>, ServiceError> {
        let directory = self.directory().await?;
        let mut offices: Vec<(String, String)> =
            directory.values().map(|office| (office.code.clone(), office.name(lang).to_owned())).collect();
        offices.sort();
        Ok(offices)
    }

    async fn directory(&self) -> Result<Arc<Directory>, ServiceError> {
        let now = self.0.clock.now();
        if let Some((read_at, directory)) = self.0.read.read().unwrap_or_else(PoisonError::into_inner).as_ref()
            && now - *read_at < REMEMBERED
        {
            return Ok(Arc::clone(directory));
        }
        let rows = storage::offices(&self.0.pool).await?;
        let directory: Arc<Directory> = Arc::new(rows.into_iter().map(|row| (row.code.clone(), row)).collect());
        *self.0.read.write().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&directory)));
        Ok(directory)
    }
}

impl OfficeRecord {
    /// As people see it; Russian where the directory has no Kyrgyz.
    #[must_use]
    pub fn summary(&self, lang: Lang) -> OfficeSummary {
        OfficeSummary {
            code: self.code.clone(),
            name: self.name(lang).to_owned(),
            region: self.region_ru.clone(),
            address: self.address(lang).to_owned(),
        }
    }

    /// Name in the reader's language.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        in_language(lang, &self.name_ru, &self.name_ky)
    }

    /// Street address in the reader's language, or empty.
    #[must_use]
    pub fn address(&self, lang: Lang) -> &str {
        in_language(lang, &self.address_ru, &self.address_ky)
    }
}

fn in_language<'a>(lang: Lang, ru: &'a str, ky: &'a str) -> &'a str {
    if lang == Lang::Ky && !ky.is_empty() { ky } else { ru }
}
