//! The ways people write a date of birth.

use time::Date;

/// First letters of the months as they stand after a day in Russian, in Kyrgyz and in English.
const MONTHS: [&str; 3] = [
    "янв фев мар апр мая июн июл авг сен окт ноя дек",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "jan feb mar apr may jun jul aug sep oct nov dec",
];

/// Fewest digits by which a date is known: four are as often a year, a price or a house.
const FEWEST_DIGITS: usize = 5;

/// The usual orders of day, month and year in digits, with the century and without; leading zeros
/// are also left out where day and month come first. 2004-07-29 is found by its 040729.
pub(super) fn numbers(date: Date) -> Vec<String> {
    let (day, month, year) = (date.day(), u8::from(date.month()), date.year());
    let short = year.rem_euclid(100);
    let mut numbers = vec![
        format!("{day:02}{month:02}{year:04}"),
        format!("{month:02}{day:02}{year:04}"),
        format!("{day:02}{month:02}{short:02}"),
        format!("{short:02}{month:02}{day:02}"),
        format!("{day}{month}{year:04}"),
        format!("{day}{month}{short:02}"),
    ];
    numbers.retain(|number| number.len() >= FEWEST_DIGITS);
    numbers
}

/// Day and month with the month in letters, `29июл`, in the three languages.
pub(super) fn with_month_in_letters(date: Date) -> impl Iterator<Item = String> {
    let place = usize::from(u8::from(date.month())) - 1;
    MONTHS
        .iter()
        .filter_map(move |months| months.split(' ').nth(place))
        .map(move |month| format!("{}{month}", date.day()))
}
