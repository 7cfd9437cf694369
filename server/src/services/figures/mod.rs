//! The figures of an office, for its head: counted by the database, drawn here, also as tables in a file.

mod chart;
mod period;
mod tables;

use app::api::{
    ApiError, Client, Permission, StaffCaller,
    figures::{Charts, DayFigures, Figures, InspectorFigures, KindFigures, OfficeFigures, Tally},
};
use async_trait::async_trait;
use domain::{bishkek, limits::Limit};
use serde_json::json;

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::Offices,
    services::staff_act::StaffAct,
    storage::{self, audit::Action, figures::Counted},
};
use period::Period;

/// The use cases of the figures.
#[derive(Clone)]
pub struct FiguresService {
    foundation: Foundation,
    offices: Offices,
}

impl FiguresService {
    /// Figures over this foundation.
    #[must_use]
    pub fn new(foundation: Foundation, offices: Offices) -> Self {
        Self { foundation, offices }
    }

    async fn show(&self, client: &Client, from: &str, to: &str) -> Result<Figures, ServiceError> {
        let head = client.staff_who_may(Permission::SeeFigures)?;
        let period = self.period(from, to);
        let mut figures = self.counted(client, head, period).await?;
        let days = calendar(period, &figures.days);
        let limit = self.foundation.limits.lately().await?.get(Limit::DecisionMinutes);
        figures.charts = Charts {
            days: chart::days(client.lang, &days),
            times: chart::times(client.lang, &days, limit),
            inspectors: chart::inspectors(client.lang, &figures.inspectors),
            kinds: chart::kinds(client.lang, &figures.kinds),
        };
        Ok(figures)
    }

    fn period(&self, from: &str, to: &str) -> Period {
        Period::of(from, to, bishkek::local_date(self.foundation.now()))
    }

    async fn counted(&self, client: &Client, head: &StaffCaller, period: Period) -> Result<Figures, ServiceError> {
        let now = self.foundation.now();
        let mut db = self.foundation.pool.acquire().await?;
        let waiting = storage::figures::waiting(&mut db, &head.office, now).await?;
        let (begin, end) = period.moments();
        let counted = storage::figures::decided(&mut db, &head.office, begin, end).await?;
        drop(db);
        let mut figures = Figures {
            head: head.name.clone(),
            office: self.offices.summary(&head.office, client.lang).await?,
            from: bishkek::iso_date(period.from),
            to: bishkek::iso_date(period.to),
            shortened: period.shortened,
            waiting: count(waiting.accepted),
            overdue: count(waiting.overdue),
            submitted: count(waiting.submitted),
            total: Tally::default(),
            days: Vec::new(),
            inspectors: Vec::new(),
            kinds: Vec::new(),
            charts: Charts::default(),
        };
        for row in counted {
            sort_in(&mut figures, row)?;
        }
        figures.inspectors.sort_by_key(|inspector| std::cmp::Reverse(inspector.tally.decided));
        figures.kinds.sort_by_key(|kind| std::cmp::Reverse(kind.tally.decided));
        Ok(figures)
    }

    async fn export(&self, client: &Client, table: &str, from: &str, to: &str) -> Result<String, ServiceError> {
        let head = client.staff_who_may(Permission::SeeFigures)?;
        let figures = self.counted(client, head, self.period(from, to)).await?;
        let text = tables::csv(client.lang, table, &figures).ok_or(ApiError::NotFound)?;
        let details = json!({ "table": table, "from": figures.from, "to": figures.to });
        let mut db = self.foundation.pool.acquire().await?;
        StaffAct::on_nobody(self.foundation.now(), Action::FiguresExported, details)
            .keep(&mut db, client, head)
            .await?;
        Ok(text)
    }
}

/// All days of the period, also those on which nothing was decided: a chart without them shows a busy week where there was
/// a busy day.
fn calendar(period: Period, decided: &[DayFigures]) -> Vec<DayFigures> {
    let mut decided = decided.iter().peekable();
    period
        .days()
        .map(bishkek::format_date)
        .map(|day| match decided.next_if(|figures| figures.day == day) {
            Some(figures) => figures.clone(),
            None => DayFigures { day, tally: Tally::default() },
        })
        .collect()
}

/// Which of the four groupings a row belongs to is told by what it names.
fn sort_in(figures: &mut Figures, row: Counted) -> Result<(), ServiceError> {
    let seconds = |place: usize| row.seconds.as_ref().and_then(|seconds| seconds.get(place)).map(|value| whole(*value));
    let tally = Tally {
        decided: count(row.decided),
        granted: count(row.granted),
        refused: count(row.refused),
        in_time: count(row.in_time),
        median: seconds(0),
        p95: seconds(1),
    };
    match (row.day, row.decided_by, row.kind) {
        (Some(day), ..) => figures.days.push(DayFigures { day: bishkek::format_date(day), tally }),
        (None, Some(_), _) => figures.inspectors.push(InspectorFigures { name: row.name.unwrap_or_default(), tally }),
        (None, None, Some(kind)) => {
            let kind = kind.parse().map_err(|_| ServiceError::Stored("access_application.kind"))?;
            figures.kinds.push(KindFigures { kind, tally });
        }
        (None, None, None) => figures.total = tally,
    }
    Ok(())
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Seconds, rounded; `as` saturates, and a decision is not before its acceptance.
fn whole(seconds: f64) -> u32 {
    seconds.round().max(0.0) as u32
}

#[async_trait]
impl OfficeFigures for FiguresService {
    async fn figures(&self, client: &Client, from: &str, to: &str) -> Result<Figures, ApiError> {
        answer(client, self.show(client, from, to)).await
    }

    async fn csv(&self, client: &Client, table: &str, from: &str, to: &str) -> Result<String, ApiError> {
        answer(client, self.export(client, table, from, to)).await
    }
}
