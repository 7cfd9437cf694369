//! «Показатели»: the figures of the own office, for its head (`spec/cabinet.md`, "The head of office"). The page
//! is plain HTML (`crate::plain`).

use domain::access_application::ApplicationKind;

use super::{ApiError, OfficeSummary};

/// The most days that one page covers.
pub const MOST_DAYS: i64 = 366;

/// The figures of a stretch of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Who is at work.
    pub head: String,
    /// The office.
    pub office: OfficeSummary,
    /// First day, `2026-11-22`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// More than a year was asked for: the last year of it is shown.
    pub shortened: bool,
    /// Accepted and undecided at this moment.
    pub waiting: u32,
    /// Those of them that are overdue.
    pub overdue: u32,
    /// Filed, nobody has come yet, at this moment.
    pub submitted: u32,
    /// Everything that was decided in these days.
    pub total: Tally,
    /// One a day on which something was decided, oldest first.
    pub days: Vec<DayFigures>,
    /// One an inspector who decided something, most first.
    pub inspectors: Vec<InspectorFigures>,
    /// One a kind of which something was decided.
    pub kinds: Vec<KindFigures>,
    /// The charts as SVG, drawn by the server; each shows a table of the same page.
    pub charts: Charts,
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiguresState {
    /// The figures, or why they are not shown.
    pub found: Option<Result<Figures, ApiError>>,
}

/// SVG of our own making.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Charts {
    /// How many a day, in time and late.
    pub days: String,
    /// Median and 95th percentile a day.
    pub times: String,
    /// How many an inspector.
    pub inspectors: String,
    /// How many a kind.
    pub kinds: String,
}

/// Decisions counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub decided: u32,
    /// Access was given.
    pub granted: u32,
    /// Access was refused.
    pub refused: u32,
    /// Decided before they were due.
    pub in_time: u32,
    /// Seconds from acceptance to decision, annulments aside, which have days; `None` when there are none others.
    pub median: Option<u32>,
    /// 95 of 100 took no longer.
    pub p95: Option<u32>,
}

impl Tally {
    /// Decided later than due.
    pub fn late(self) -> u32 {
        self.decided.saturating_sub(self.in_time)
    }

    /// Tenths of a percent decided in time; `None` when nothing was decided.
    pub fn share(self) -> Option<u32> {
        (self.in_time * 1000).checked_div(self.decided)
    }
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayFigures {
    /// `22.11.2026`.
    pub day: String,
    /// Its decisions.
    pub tally: Tally,
}

/// An inspector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectorFigures {
    /// Name.
    pub name: String,
    /// Their decisions.
    pub tally: Tally,
}

/// A kind of application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindFigures {
    /// Which.
    pub kind: ApplicationKind,
    /// Decisions on it.
    pub tally: Tally,
}

/// Seconds as minutes and seconds, `12:05`; from an hour on with hours, `1:02:05`.
pub fn clock(seconds: u32) -> String {
    let two = |value: u32| [if value < 10 { "0" } else { "" }, &value.to_string()].concat();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => [minutes.to_string(), two(seconds)].join(":"),
        hours => [hours.to_string(), two(minutes), two(seconds)].join(":"),
    }
}

/// Tenths of a percent as people read them: `98,5 %`.
pub fn percent(tenths: u32) -> String {
    [(tenths / 10).to_string().as_str(), ",", &(tenths % 10).to_string(), "\u{a0}%"].concat()
}

/// The use cases of the figures. Each is for the head of an office and tells of that office alone.
#[async_trait::async_trait]
pub trait OfficeFigures: Send + Sync {
    /// The figures from one day to another, `2026-11-22` or `22.11.2026`; what can't be read is the last 30 days.
    ///
    /// Errors: `Forbidden`.
    async fn figures(&self, client: &super::Client, from: &str, to: &str) -> Result<Figures, ApiError>;

    /// One table of them as a CSV in UTF-8 with a byte order mark: `days`, `inspectors`, `kinds`; audited.
    ///
    /// Errors: `Forbidden`; `NotFound` for another table.
    async fn csv(&self, client: &super::Client, table: &str, from: &str, to: &str) -> Result<String, ApiError>;
}
