//! Invented people: who they are follows from their place in the order of birth.

use domain::inn::{Bearer, Inn};
use time::{Date, Duration, macros::date};

use super::{
    AS_OF,
    draw::{Draw, Stream},
    names,
    places::{self, Home},
    spread::{Order, Spread},
};

/// At which age people become taxpayers and get a passport, years.
pub(super) const YOUNGEST: i64 = 16;

/// From which age people lead an organisation, years.
pub(super) const OF_AGE: i64 = 21;

/// Until which age, years.
const RETIRED: i64 = 72;

/// Passport numbers have seven digits; a factor prime to that visits each before one comes again.
const PASSPORTS: u64 = 10_000_000;
const PASSPORT_STEP: u64 = 4_716_871;

/// All people of a registry.
pub(super) struct People {
    seed: u64,
    births: Spread,
    order: Order,
    taxpayers: u64,
}

/// A person.
pub(super) struct Person {
    pub(super) inn: Inn,
    pub(super) name_ru: String,
    pub(super) name_ky: String,
    pub(super) home: Home,
    /// Series and number; some have none yet.
    pub(super) passport: Option<(&'static str, u64)>,
}

impl Person {
    /// The day on which they were so many years old.
    pub(super) fn at_age(&self, years: i64) -> Date {
        after_years(self.inn.birth_date(), years)
    }
}

impl People {
    /// So many who are taxpayers, and so many whom only the population register knows.
    pub(super) fn new(seed: u64, taxpayers: u64, others: u64) -> Self {
        const OLDEST: Date = date!(1933 - 01 - 01);
        let people = taxpayers + others;
        let births = Spread::new(seed, people, OLDEST, before_years(AS_OF, YOUNGEST), weight_of_birth);
        Self { seed, births, order: Order::new(seed, people), taxpayers }
    }

    /// The taxpayer with this number, from 0.
    pub(super) fn taxpayer(&self, number: u64) -> Person {
        self.at(self.order.at(number))
    }

    /// One whom only the population register knows, from 0.
    pub(super) fn other(&self, number: u64) -> Person {
        self.at(self.order.at(self.taxpayers + number))
    }

    /// Somebody of an age to lead an organisation; `None` when there is nobody.
    pub(super) fn adult(&self, draw: &mut Draw) -> Option<Person> {
        let before = |age| self.births.before(before_years(AS_OF, age));
        let older = before(RETIRED);
        let adults = u32::try_from(before(OF_AGE) - older).unwrap_or(u32::MAX);
        (adults > 0).then(|| self.at(older + u64::from(draw.below(adults))))
    }

    /// Who stands at this place in the order of birth.
    fn at(&self, place: u64) -> Person {
        let born = self.births.place(place);
        let mut draw = Draw::new(self.seed, Stream::Person, place);
        let woman = born.falls_on_odd();
        let inn = Inn::assemble(if woman { Bearer::Woman } else { Bearer::Man }, born.date, born.serial(born.rank / 2));
        let home = places::home(&mut draw);
        let name = names::of_person(&mut draw, woman, home.office.russian);
        let series = if draw.chance(700) { "ID" } else { "AN" };
        let passport =
            (!draw.chance(15)).then(|| (series, (place * PASSPORT_STEP + self.seed % PASSPORTS) % PASSPORTS));
        Person { inn, name_ru: name.ru, name_ky: name.ky, home, passport }
    }
}

/// How many of a year's people are still there, by age; roughly as the country's pyramid is.
fn weight_of_birth(date: Date) -> u64 {
    match (AS_OF - date).whole_days() * 4 / 1_461 {
        ..20 => 115,
        20..30 => 100,
        30..40 => 108,
        40..50 => 78,
        50..60 => 62,
        60..70 => 46,
        70..80 => 18,
        _ => 6,
    }
}

/// So many years later, to the day or nearly so.
fn after_years(date: Date, years: i64) -> Date {
    date.saturating_add(Duration::days(years * 1_461 / 4))
}

fn before_years(date: Date, years: i64) -> Date {
    date.saturating_sub(Duration::days(years * 1_461 / 4))
}
