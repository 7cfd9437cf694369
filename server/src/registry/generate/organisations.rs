//! Invented organisations and who leads them.

use domain::{
    inn::{Bearer, Inn},
    officer::OfficerRole,
    subject::SubjectKind,
};
use time::{Date, Duration, macros::date};

use super::{
    AS_OF,
    draw::{Draw, Stream},
    people::{self, People},
    places::{self, Home},
    spread::{Order, Spread},
    trade_names,
};

/// Of a thousand officers, how many have been it from the beginning.
const FOUNDERS: u32 = 420;

/// All organisations of a registry.
pub(super) struct Organisations {
    seed: u64,
    foundings: Spread,
    order: Order,
}

/// An organisation.
pub(super) struct Organisation {
    pub(super) inn: Inn,
    pub(super) kind: SubjectKind,
    pub(super) name_ru: String,
    pub(super) name_ky: String,
    pub(super) home: Home,
    pub(super) vat_payer: bool,
    pub(super) foreign_trade: bool,
    pub(super) active: bool,
    pub(super) registered_on: Date,
    /// What else is invented of it.
    pub(super) draw: Draw,
}

/// Somebody who is or was responsible for an organisation.
pub(super) struct Officer {
    pub(super) person: Inn,
    pub(super) role: OfficerRole,
    pub(super) since: Date,
    pub(super) until: Option<Date>,
}

impl Organisations {
    /// So many, founded since 1993, more every year.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        const FIRST: Date = date!(1993 - 01 - 11);
        // offices that register are closed at the end of the week
        let weight = |date: Date| match date.weekday().number_from_monday() {
            6.. => 0,
            _ => 6 + (date - FIRST).whole_days().unsigned_abs() / 730,
        };
        let foundings = Spread::new(seed ^ 1, number, FIRST, AS_OF, weight);
        Self { seed, foundings, order: Order::new(seed ^ 1, number) }
    }

    /// The organisation with this number, from 0.
    pub(super) fn at(&self, number: u64) -> Organisation {
        let place = self.order.at(number);
        let founded = self.foundings.place(place);
        let mut draw = Draw::new(self.seed, Stream::Organisation, place);
        let home = places::seat(&mut draw);
        let name = trade_names::of_organisation(&mut draw, home.rural);
        Organisation {
            inn: Inn::assemble(Bearer::Organisation, founded.date, founded.serial(founded.rank)),
            kind: name.kind,
            name_ru: name.ru,
            name_ky: name.ky,
            home,
            vat_payer: draw.chance(if name.trades { 330 } else { 30 }),
            foreign_trade: draw.chance(if name.trades { 180 } else { 10 }),
            active: !draw.chance(120),
            registered_on: draw.date(founded.date, AS_OF.min(founded.date.saturating_add(Duration::days(5)))),
            draw,
        }
    }
}

impl Organisation {
    /// A head always, an accountant in three of five, who may be the head, a former head in one of six.
    pub(super) fn officers(&mut self, people: &People) -> Vec<Officer> {
        let mut officers = Vec::new();
        let Some(head) = self.officer(people, OfficerRole::Head, AS_OF) else {
            return officers;
        };
        if self.draw.chance(600) {
            let other = if self.draw.chance(850) { self.officer(people, OfficerRole::Accountant, AS_OF) } else { None };
            let same = Officer { role: OfficerRole::Accountant, until: None, ..head };
            officers.push(other.unwrap_or(same));
        }
        let before = head.since.saturating_sub(Duration::DAY);
        if self.draw.chance(160) && before > self.registered_on {
            let former = self.officer(people, OfficerRole::Head, before);
            officers.extend(former.map(|former| Officer { until: Some(before), ..former }));
        }
        officers.insert(0, head);
        officers
    }

    /// Somebody who was of age and took the role up not later than on that day.
    fn officer(&mut self, people: &People, role: OfficerRole, latest: Date) -> Option<Officer> {
        let person = people.adult(&mut self.draw)?;
        let earliest = self.registered_on.max(person.at_age(people::OF_AGE));
        if earliest > latest {
            return None;
        }
        let since = if self.draw.chance(FOUNDERS) { earliest } else { self.draw.date(earliest, latest) };
        Some(Officer { person: person.inn, role, since, until: None })
    }
}
