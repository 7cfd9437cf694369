//! «Проверка ИНН»: whether numbers are in the registry, one or a list; nothing else about anybody.
//!
//! `content` says by its bytes what a file is, `delimited` and `workbook` take it apart into rows, `list` finds the
//! numbers in them, `spreadsheet` writes the answer.

mod content;
mod delimited;
mod list;
mod spreadsheet;
mod workbook;

use std::{collections::HashSet, sync::Arc};

use app::api::{
    ApiError, Client, Field, Message,
    check_inn::{CheckInn, CheckInnForm, CheckedList, CheckedRow, ListError, PostedList, Verdict},
};
use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    bishkek,
    inn::{Inn, InnError},
    limits::Limit,
};
use tokio::sync::Semaphore;

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::Registry,
    secrets::purpose,
    throttle::{Throttle, client_key},
};

const HOUR: u32 = 3_600;

/// Files taken apart at the same time: what unfolding them needs of memory stays the same however many come.
const READERS: usize = 2;

/// The use cases of checking numbers.
#[derive(Clone)]
pub struct CheckInnService {
    foundation: Foundation,
    registry: Arc<dyn Registry>,
    throttle: Throttle,
    readers: Arc<Semaphore>,
}

impl CheckInnService {
    /// Checking against this registry.
    #[must_use]
    pub fn new(foundation: Foundation, registry: Arc<dyn Registry>, throttle: Throttle) -> Self {
        Self { foundation, registry, throttle, readers: Arc::new(Semaphore::new(READERS)) }
    }

    async fn check_one(&self, client: &Client, form: &CheckInnForm) -> Result<Verdict, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let inn = Inn::parse(&form.inn, today).map_err(|error| {
            let message = if error == InnError::Empty { Message::Required } else { Message::Inn(error) };
            ApiError::field(Field::Inn, message)
        })?;
        let registered = self.ask(client, &HashSet::from([inn])).await?;
        Ok(verdict(&registered, &inn))
    }

    /// Reading takes a processor's time, so it is done aside, a few files at a time.
    async fn read_list(&self, posted: PostedList) -> Result<String, ServiceError> {
        let Some(file) = posted.file else {
            let entries = list::typed(&posted.text).map_err(|error| wrong(Field::List, error))?;
            return Ok(entries.join("\n"));
        };
        let refused = |_| ServiceError::Answer(ApiError::Unavailable);
        let permit = Arc::clone(&self.readers).acquire_owned().await.map_err(|_| refused(()))?;
        let read = tokio::task::spawn_blocking(move || {
            let entries = list::file(&file);
            drop(permit);
            entries
        });
        let entries = read.await.map_err(|_| refused(()))?.map_err(|error| wrong(Field::File, error))?;
        Ok(entries.join("\n"))
    }

    async fn check_numbers(&self, client: &Client, numbers: &str) -> Result<CheckedList, ServiceError> {
        let entries = list::lines(numbers).map_err(|error| wrong(Field::List, error))?;
        let today = bishkek::local_date(self.foundation.now());
        let read: Vec<(String, Result<Inn, InnError>)> =
            entries.into_iter().map(|text| (text.clone(), Inn::parse(&text, today))).collect();
        let asked: HashSet<Inn> = read.iter().filter_map(|(_, inn)| inn.as_ref().ok().copied()).collect();
        let registered = self.ask(client, &asked).await?;
        let rows: Vec<CheckedRow> = read
            .into_iter()
            .map(|(text, inn)| match inn {
                Ok(inn) => CheckedRow { text: inn.as_str().to_owned(), verdict: verdict(&registered, &inn) },
                Err(error) => CheckedRow { text, verdict: Verdict::Wrong(error) },
            })
            .collect();
        let plain = serde_json::to_vec(&rows).map_err(|_| ServiceError::Stored("checked list"))?;
        let sealed = self.foundation.secrets.seal(purpose::CHECKED_LIST, &plain)?;
        Ok(CheckedList { rows, sealed: URL_SAFE_NO_PAD.encode(sealed) })
    }

    /// Each number counts, so that a list is no cheaper way to read the registry out than one number at a time.
    async fn ask(&self, client: &Client, inns: &HashSet<Inn>) -> Result<HashSet<Inn>, ServiceError> {
        let limit = self.foundation.limits.lately().await?.get(Limit::CheckedPerHour);
        self.throttle.spend_all("check_inn", &client_key(client.address), inns.len(), limit, HOUR).await?;
        let asked: Vec<Inn> = inns.iter().copied().collect();
        metrics::counter!("cabinet_inns_checked_total").increment(asked.len() as u64);
        Ok(self.registry.registered(&asked).await?)
    }
}

#[async_trait]
impl CheckInn for CheckInnService {
    async fn check(&self, client: &Client, form: &CheckInnForm) -> Result<Verdict, ApiError> {
        answer(client, self.check_one(client, form)).await
    }

    async fn read(&self, client: &Client, list: PostedList) -> Result<String, ApiError> {
        answer(client, self.read_list(list)).await
    }

    async fn check_list(&self, client: &Client, numbers: &str) -> Result<CheckedList, ApiError> {
        answer(client, self.check_numbers(client, numbers)).await
    }

    async fn csv(&self, client: &Client, sealed: &str) -> Result<Vec<u8>, ApiError> {
        let rows: Vec<CheckedRow> = URL_SAFE_NO_PAD
            .decode(sealed)
            .ok()
            .and_then(|sealed| self.foundation.secrets.open(purpose::CHECKED_LIST, &sealed).ok())
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(ApiError::NotFound)?;
        Ok(spreadsheet::csv(client.lang, &rows))
    }
}

fn verdict(registered: &HashSet<Inn>, inn: &Inn) -> Verdict {
    if registered.contains(inn) { Verdict::Registered } else { Verdict::NotRegistered }
}

fn wrong(field: Field, error: ListError) -> ServiceError {
    ServiceError::Answer(ApiError::field(field, Message::List(error)))
}
