//! The charts, drawn as SVG by the server: no script and no library in the browser. Colours are classes, which the style
//! sheet gives in both schemes; what a chart says stands in the table below it, so it is a picture with a name and no more.

use std::fmt::Write as _;

use app::{
    api::figures::{DayFigures, InspectorFigures, KindFigures, Tally, clock},
    components::kind_name,
    i18n::{Lang, t},
};

/// Size of the charts by day, in units of the drawing.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 220.0;
/// Room for the numbers at the left, for the days below, for the top line's number.
const LEFT: f64 = 48.0;
const BOTTOM: f64 = 24.0;
const TOP: f64 = 12.0;
/// Height of a horizontal bar with its gap.
const ROW: f64 = 28.0;
/// Width of the names before horizontal bars.
const NAMES: f64 = 220.0;
/// Days that are named below a chart, at the most.
const NAMED: usize = 8;
/// Characters of a name before a bar: it stands in full in the table.
const NAME_CHARACTERS: usize = 28;

/// How many a day, in time and late, one above the other. Empty without a day.
pub(super) fn days(lang: Lang, days: &[DayFigures]) -> String {
    let most = days.iter().map(|day| day.tally.decided).max().unwrap_or_default();
    let mut drawing = Drawing::begin(t::figures::by_day(lang), days.len(), most);
    let step = drawing.step(days.len());
    drawing.scale(|value| value.to_string());
    for (place, DayFigures { day, tally }) in days.iter().enumerate() {
        let x = LEFT + step * place as f64 + step * 0.1;
        let (in_time, late) = (drawing.height(tally.in_time), drawing.height(tally.late()));
        let base = HEIGHT - BOTTOM;
        drawing.bar("chart__bar", (x, base - in_time), (step * 0.8, in_time), &tooltip(lang, day, *tally));
        drawing.bar(
            "chart__bar chart__bar--late",
            (x, base - in_time - late),
            (step * 0.8, late),
            &tooltip(lang, day, *tally),
        );
    }
    drawing.days(days);
    drawing.end()
}

/// What a line shows of a day.
type Seconds = fn(Tally) -> Option<u32>;

/// Median and 95th percentile of each day, and the limit. Empty without a day on which there is one.
pub(super) fn times(lang: Lang, days: &[DayFigures], limit_minutes: u32) -> String {
    let limit = limit_minutes * 60;
    let longest = days.iter().filter_map(|day| day.tally.p95).max().unwrap_or_default();
    if longest == 0 {
        return String::new();
    }
    let mut drawing = Drawing::begin(t::figures::time_by_day(lang), days.len(), longest.max(limit));
    let step = drawing.step(days.len());
    drawing.scale(clock);
    let y = HEIGHT - BOTTOM - drawing.height(limit);
    let _ = write!(drawing.svg, r#"<line class="chart__limit" x1="{LEFT}" y1="{y:.1}" x2="{WIDTH}" y2="{y:.1}"/>"#);
    let lines: [(&str, Seconds); 2] =
        [("chart__line", |tally| tally.median), ("chart__line chart__line--p95", |tally| tally.p95)];
    for (class, value) in lines {
        let points: Vec<(f64, f64)> = days
            .iter()
            .enumerate()
            .filter_map(|(place, day)| {
                let x = LEFT + step * (place as f64 + 0.5);
                Some((x, HEIGHT - BOTTOM - drawing.height(value(day.tally)?)))
            })
            .collect();
        drawing.line(class, &points);
    }
    drawing.days(days);
    drawing.end()
}

/// How many an inspector, most first.
pub(super) fn inspectors(lang: Lang, inspectors: &[InspectorFigures]) -> String {
    let rows: Vec<(&str, Tally)> = inspectors.iter().map(|row| (row.name.as_str(), row.tally)).collect();
    rows_of(lang, t::figures::by_inspector(lang), &rows)
}

/// How many of a kind.
pub(super) fn kinds(lang: Lang, kinds: &[KindFigures]) -> String {
    let rows: Vec<(&str, Tally)> = kinds.iter().map(|row| (kind_name(lang, row.kind), row.tally)).collect();
    rows_of(lang, t::figures::by_kind(lang), &rows)
}

/// Horizontal bars with their names before them and their numbers behind them.
fn rows_of(lang: Lang, name: &str, rows: &[(&str, Tally)]) -> String {
    let Some(most) = rows.iter().map(|(_, tally)| tally.decided).max().filter(|most| *most > 0) else {
        return String::new();
    };
    let height = ROW * rows.len() as f64;
    let mut svg = opened(name, height);
    let room = WIDTH - NAMES - LEFT;
    for (place, (name, tally)) in rows.iter().enumerate() {
        let y = ROW * place as f64;
        let (in_time, late) =
            (room * f64::from(tally.in_time) / f64::from(most), room * f64::from(tally.late()) / f64::from(most));
        let (middle, end) = (y + ROW * 0.65, NAMES + in_time + late + 6.0);
        let label = escaped(&shortened(name));
        let hint = escaped(&tooltip(lang, name, *tally));
        let _ = write!(
            svg,
            r#"<g><title>{hint}</title><text class="chart__name" x="{x:.1}" y="{middle:.1}">{label}</text><rect class="chart__bar" x="{NAMES}" y="{top:.1}" width="{in_time:.1}" height="{thick:.1}"/><rect class="chart__bar chart__bar--late" x="{after:.1}" y="{top:.1}" width="{late:.1}" height="{thick:.1}"/><text class="chart__number" x="{end:.1}" y="{middle:.1}">{decided}</text></g>"#,
            x = NAMES - 8.0,
            top = y + 4.0,
            thick = ROW - 8.0,
            after = NAMES + in_time,
            decided = tally.decided,
        );
    }
    svg.push_str("</svg>");
    svg
}

/// A chart by day being drawn.
struct Drawing {
    svg: String,
    /// What the top of the chart stands for.
    top: u32,
    empty: bool,
}

impl Drawing {
    fn begin(name: &str, days: usize, most: u32) -> Self {
        Self { svg: opened(name, HEIGHT), top: round_up(most.max(1)), empty: days == 0 || most == 0 }
    }

    fn step(&self, days: usize) -> f64 {
        (WIDTH - LEFT) / days.max(1) as f64
    }

    fn height(&self, value: u32) -> f64 {
        (HEIGHT - BOTTOM - TOP) * f64::from(value) / f64::from(self.top)
    }

    fn bar(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64), hint: &str) {
        if height == 0.0 {
            return;
        }
        let hint = escaped(hint);
        let _ = write!(
            self.svg,
            r#"<rect class="{class}" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}"><title>{hint}</title></rect>"#
        );
    }

    fn line(&mut self, class: &str, points: &[(f64, f64)]) {
        let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = write!(self.svg, r#"<polyline class="{class}" points="{}"/>"#, path.join(" "));
        for (x, y) in points {
            let _ = write!(self.svg, r#"<circle class="{class}" cx="{x:.1}" cy="{y:.1}" r="2.5"/>"#);
        }
    }

    /// Some of the days, so that they do not run into each other: `22.11`.
    fn days(&mut self, days: &[DayFigures]) {
        let step = self.step(days.len());
        let every = days.len().div_ceil(NAMED).max(1);
        for (place, DayFigures { day, .. }) in days.iter().enumerate().step_by(every) {
            let x = LEFT + step * (place as f64 + 0.5);
            let day = escaped(day.get(..5).unwrap_or(day));
            let _ = write!(self.svg, r#"<text class="chart__day" x="{x:.1}" y="{HEIGHT}" dy="-6">{day}</text>"#);
        }
    }

    /// Four lines with what they stand for.
    fn scale(&mut self, worded: impl Fn(u32) -> String) {
        let mut before = None;
        for quarter in 0..=4_u32 {
            let value = self.top * quarter / 4;
            if before == Some(value) {
                continue;
            }
            before = Some(value);
            let y = HEIGHT - BOTTOM - self.height(value);
            let (x, text) = (LEFT - 6.0, worded(value));
            let _ = write!(
                self.svg,
                r#"<line class="chart__grid" x1="{LEFT}" y1="{y:.1}" x2="{WIDTH}" y2="{y:.1}"/><text class="chart__value" x="{x:.1}" y="{y:.1}" dy="4">{text}</text>"#
            );
        }
    }

    fn end(mut self) -> String {
        if self.empty {
            return String::new();
        }
        self.svg.push_str("</svg>");
        self.svg
    }
}

fn opened(name: &str, height: f64) -> String {
    let name = escaped(name);
    format!(r#"<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{name}">"#)
}

fn tooltip(lang: Lang, name: &str, tally: Tally) -> String {
    t::figures::tooltip(lang, &tally.decided.to_string(), &tally.late().to_string(), name)
}

/// To four parts of which each is a whole number.
fn round_up(most: u32) -> u32 {
    let mut unit = 4;
    while most > unit {
        unit = if most <= unit * 2 {
            unit * 2
        } else if most <= unit * 5 {
            unit * 5
        } else {
            unit * 10
        };
    }
    unit
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME_CHARACTERS {
        return name.to_owned();
    }
    name.chars().take(NAME_CHARACTERS - 1).chain(['…']).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: &str, decided: u32, in_time: u32) -> DayFigures {
        let tally =
            Tally { decided, in_time, granted: decided, median: Some(300), p95: Some(1500), ..Tally::default() };
        DayFigures { day: day.to_owned(), tally }
    }

    #[test]
    fn a_chart_is_one_picture_with_a_name_and_a_bar_for_every_part() {
        let calm = DayFigures { day: "21.11.2026".to_owned(), tally: Tally::default() };
        let chart = days(Lang::Ru, &[calm, day("22.11.2026", 10, 8), day("23.11.2026", 5, 5)]);
        assert!(chart.starts_with("<svg class=\"chart\"") && chart.ends_with("</svg>"), "{chart}");
        // in time and late, and nothing late on the last day
        assert_eq!(chart.matches("<rect").count(), 3);
        assert!(chart.contains(">21.11<"), "a day without decisions has its place");
        assert!(chart.contains("role=\"img\" aria-label=\"") && chart.contains(">22.11<"));
        let lines = times(Lang::Ky, &[day("22.11.2026", 10, 8)], 20);
        assert_eq!(lines.matches("<polyline").count(), 2);
        assert!(lines.contains("chart__limit"));
    }

    #[test]
    fn nothing_decided_is_no_chart() {
        assert_eq!(days(Lang::Ru, &[]), "");
        assert_eq!(times(Lang::Ru, &[], 20), "");
        assert_eq!(inspectors(Lang::Ru, &[]), "");
    }

    #[test]
    fn a_name_is_text_whatever_is_in_it() {
        let row = InspectorFigures { name: "<script>\"&".to_owned(), tally: day("", 1, 1).tally };
        let chart = inspectors(Lang::Ru, &[row]);
        assert!(!chart.contains("<script") && chart.contains("&lt;script&gt;&quot;&amp;"), "{chart}");
    }

    #[test]
    fn the_scale_has_whole_numbers_and_holds_the_most() {
        for most in [1, 3, 4, 5, 7, 13, 99, 100, 101, 4999] {
            let top = round_up(most);
            assert!(top >= most && top.is_multiple_of(4) && top <= most.max(4) * 3, "{most} {top}");
        }
    }
}
