//! The tables of the figures as files.

use app::{
    api::figures::{Figures, Tally, clock},
    components::kind_name,
    i18n::{Lang, t},
};

use crate::spreadsheet;

/// The file of a table; none for one that there is not.
pub(super) fn csv(lang: Lang, table: &str, figures: &Figures) -> Option<String> {
    let (name, rows): (_, Vec<(String, Tally)>) = match table {
        "days" => (t::figures::day(lang), figures.days.iter().map(|row| (row.day.clone(), row.tally)).collect()),
        "inspectors" => {
            let rows = figures.inspectors.iter().map(|row| (row.name.clone(), row.tally));
            (t::figures::inspector(lang), rows.collect())
        }
        "kinds" => {
            let rows = figures.kinds.iter().map(|row| (kind_name(lang, row.kind).to_owned(), row.tally));
            (t::figures::kind(lang), rows.collect())
        }
        _ => return None,
    };
    let headings = [
        name,
        t::figures::decided(lang),
        t::figures::granted(lang),
        t::figures::refused(lang),
        t::figures::in_time(lang),
        t::figures::late(lang),
        t::figures::median(lang),
        t::figures::p95(lang),
    ];
    let total = (t::figures::total(lang).to_owned(), figures.total);
    let rows = rows.into_iter().chain([total]).map(|(name, tally)| row(name, tally));
    Some(spreadsheet::csv([headings.map(str::to_owned).to_vec()].into_iter().chain(rows)))
}

fn row(name: String, tally: Tally) -> Vec<String> {
    let number = |value: u32| value.to_string();
    let time = |seconds: Option<u32>| seconds.map(clock).unwrap_or_default();
    vec![
        name,
        number(tally.decided),
        number(tally.granted),
        number(tally.refused),
        number(tally.in_time),
        number(tally.late()),
        time(tally.median),
        time(tally.p95),
    ]
}
