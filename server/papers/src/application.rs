//! The application for access: cells 101–116 of section 1, section 2 where an organisation registers, what is asked
//! for, the place to sign, and the acceptance mark once there is one.

use domain::access_application::ApplicationKind;
use domain::bishkek;

use crate::PaperError;
use crate::blocks::{Align, Draft, HEADING, LABEL, Pen, SMALL, Style, VALUE};
use crate::input::{Acceptance, ApplicationPaper, OrganisationCells, Person};
use crate::letterhead::{self, Copy, Corner, Head};
use crate::pdf::{self, About, NamedSheet};
use crate::sheet::{BODY, Ink, LEFT, Role, Sheet};
use crate::signing::signature;
use crate::table::{Row, Value, table};
use crate::wording::{self, Tongue, Words};

/// The size the papers are designed at.
const FULL: f32 = 1.0;
/// Sizes tried one after another for a copy that does not fit on one page; after the last one it
/// flows to further pages at full size.
const SMALLER: [f32; 3] = [0.95, 0.9, 0.85];

const MARK_VALUE: Style = Style { bold: true, ..VALUE };

/// The application for access as a PDF of two copies, a page each unless the values are very long
/// (regulation, paragraphs 3–7). The same input gives the same bytes.
///
/// # Errors
/// [`PaperError`]: the QR content is too long, or the build's fonts are broken.
pub fn application(paper: &ApplicationPaper) -> Result<Vec<u8>, PaperError> {
    let tongue = Tongue::of(paper.lang);
    let (title, ..) = wording::kind(paper.kind);
    let copies = fitted(tongue, |copy, scale| compose(paper, copy, scale))?;
    let at = paper.acceptance.as_ref().map_or(paper.submitted_at, |acceptance| acceptance.at);
    let about = About {
        title: tongue.sentence(title.first(tongue), Words::CABINET.first(tongue)),
        subject: format!("{} {}", Words::CODE.first(tongue), paper.code_grouped),
        author: tongue.pick(&paper.letterhead.service_ru, &paper.letterhead.service_ky).to_owned(),
        lang: tongue.code(),
        id: format!("application {}", paper.code_grouped),
        at,
    };
    pdf::write(about, &copies)
}

/// Both copies at the largest scale at which one takes one page, or else flowing at full size. The
/// copies differ in a few words of their head, so what fits the one fits the other.
pub(crate) fn fitted(
    tongue: Tongue,
    compose: impl Fn(Copy, f32) -> Result<Sheet, PaperError>,
) -> Result<[NamedSheet; 2], PaperError> {
    let named = |copy: Copy, sheet| NamedSheet { name: copy.words().first(tongue), sheet };
    let mut chosen = FULL;
    let mut subject = compose(Copy::Subject, FULL)?;
    if subject.pages.len() > 1 {
        for scale in SMALLER {
            let smaller = compose(Copy::Subject, scale)?;
            if smaller.pages.len() == 1 {
                (chosen, subject) = (scale, smaller);
                break;
            }
        }
    }
    let office = compose(Copy::Office, chosen)?;
    Ok([named(Copy::Subject, subject), named(Copy::Office, office)])
}

fn compose(paper: &ApplicationPaper, copy: Copy, scale: f32) -> Result<Sheet, PaperError> {
    let tongue = Tongue::of(paper.lang);
    let (title, _, ask) = wording::kind(paper.kind);
    let head = Head {
        letterhead: &paper.letterhead,
        copy,
        corner: Corner::Application { qr: &paper.qr, code: &paper.code_grouped },
        confirmation: paper.acceptance.as_ref().map(|acceptance| &acceptance.confirmation),
        title,
        number: &paper.code_grouped,
    };
    let mut draft = letterhead::headed(tongue, scale, &head)?;
    draft.y += draft.scaled(8.0);
    draft.heading(Words::SECTION_SUBJECT);
    cells(&mut draft, paper);
    if let Some(organisation) = &paper.organisation {
        draft.y += draft.scaled(7.0);
        let section = if paper.kind == ApplicationKind::Annul { Words::SECTION_ACTING } else { Words::SECTION_PERSON };
        draft.heading(section);
        table(&mut draft, &person_rows(tongue, &organisation.person));
    }
    draft.y += draft.scaled(7.0);
    draft.paragraph(Sheet::ROOT, LABEL, ask.first(tongue), Align::Left);
    // an account that exists keeps its password, one that is given up needs none
    let password = match paper.kind {
        // the paper does not tell whether there is an account already
        ApplicationKind::Grant if paper.organisation.is_some() => Some(Words::PASSWORD_OF_ORGANISATION),
        ApplicationKind::Grant => Some(Words::PASSWORD),
        ApplicationKind::Restore => Some(Words::NEW_PASSWORD),
        ApplicationKind::Link | ApplicationKind::Annul => None,
    };
    if let Some(password) = password {
        draft.y += draft.scaled(2.0);
        draft.paragraph(Sheet::ROOT, SMALL, password.first(tongue), Align::Left);
    }
    draft.y += draft.scaled(14.0);
    let places = [(Words::SIGNATURE, 130.0), (Words::DATE, 90.0)];
    let (who, name) = match &paper.organisation {
        Some(organisation) => (Words::APPLICANT, &organisation.person.name),
        None => (Words::SUBJECT, &paper.name),
    };
    signature(&mut draft, who, name, &places);
    draft.y += draft.scaled(12.0);
    match &paper.acceptance {
        Some(acceptance) => mark(&mut draft, paper, acceptance),
        None => next(&mut draft, paper),
    }
    let filled_in = Words::FILLED_IN.first(tongue);
    let moment = bishkek::date_time(paper.submitted_at);
    let note = format!("{filled_in} {moment}. {}", Words::BY_HAND.first(tongue));
    letterhead::foot(&mut draft, copy, &note);
    Ok(draft.sheet)
}

/// Section 1.
fn cells(draft: &mut Draft, paper: &ApplicationPaper) {
    let tongue = draft.tongue;
    let (_, kind, _) = wording::kind(paper.kind);
    let (subject, name, address) = wording::subject(paper.subject_kind);
    let office = format!("{} — {}", paper.office.code, paper.office.name);
    let or_absent = |value: &'_ Option<String>| value.clone().unwrap_or_default();
    let (postcode, phone, email) = (or_absent(&paper.postcode), or_absent(&paper.phone), or_absent(&paper.email));
    let (registered, actual) = (or_absent(&paper.registered_address), or_absent(&paper.actual_address));
    let text = |number, name, value| Row { number: Some(number), name, value: Value::Text(value) };
    let inn = Value::Figures(&paper.inn);
    table(
        draft,
        &[
            text("101", Words::CELL_KIND, kind.first(tongue)),
            Row { number: Some("102"), name: Words::CELL_INN, value: inn },
            text("103", name, &paper.name),
            text("104", Words::CELL_OFFICE, &office),
            text("105", Words::CELL_SUBJECT_KIND, subject.first(tongue)),
            text("106", Words::CELL_PASSPORT, &paper.passport),
            text("107", Words::CELL_COUNTRY, &paper.passport_country),
            text("108", Words::CELL_POSTCODE, &postcode),
            text("110–111", address, &registered),
            text("112–114", Words::CELL_ACTUAL_ADDRESS, &actual),
            text("115", Words::CELL_PHONE, &phone),
            text("116", Words::CELL_EMAIL, &email),
        ],
    );
    if let Some(organisation) = &paper.organisation {
        joining(draft, organisation);
    }
}

/// How the organisation joins, where it does not join as itself alone. The paper form has no number for this.
fn joining(draft: &mut Draft, organisation: &OrganisationCells) {
    let tongue = draft.tongue;
    let international = organisation.international.then(|| Words::INTERNATIONAL.first(tongue).to_owned());
    let branch = organisation.head.as_ref().map(|head| wording::branch(tongue, &head.name, &head.inn));
    let joins_as: Vec<String> = international.into_iter().chain(branch).collect();
    if !joins_as.is_empty() {
        let text = joins_as.join("; ");
        table(draft, &[Row { number: None, name: Words::CELL_JOINS_AS, value: Value::Text(&text) }]);
    }
}

/// Section 2.
pub(crate) fn person_rows(tongue: Tongue, person: &Person) -> [Row<'_>; 3] {
    let row = |name, value| Row { number: None, name, value };
    [
        row(Words::CELL_INN, Value::Text(&person.inn)),
        row(Words::CELL_FULL_NAME, Value::Text(&person.name)),
        row(Words::CELL_ROLE, Value::Text(wording::role(person.role).first(tongue))),
    ]
}

/// What the subject does with the paper.
fn next(draft: &mut Draft, paper: &ApplicationPaper) {
    let tongue = draft.tongue;
    let office = wording::office(tongue, &paper.office.code, &paper.office.name);
    draft.heading(Words::NEXT);
    let bring = wording::bring(tongue, &office, paper.office.address.as_deref());
    let wait = wording::wait(tongue, paper.kind, (paper.decision_minutes, paper.annulment_days));
    let follow = paper.status_address.as_deref().map(|address| wording::follow(tongue, address));
    draft.list([Words::NEXT_SIGN.first(tongue), &bring, &wait].into_iter().chain(follow.as_deref()));
}

/// The acceptance mark in its frame: number, date, time, office, inspector (regulation, paragraph 7).
fn mark(draft: &mut Draft, paper: &ApplicationPaper, acceptance: &Acceptance) {
    let pad = draft.scaled(8.0);
    let office = format!("{} — {}", paper.office.code, paper.office.name);
    let (date, time) = (bishkek::date(acceptance.at), bishkek::time(acceptance.at));
    let upper =
        [(Words::NUMBER, acceptance.number.as_str(), 0.5), (Words::DAY, &date, 0.25), (Words::TIME, &time, 0.25)];
    let lower = [(Words::OFFICE, office.as_str(), 0.5), (Words::INSPECTOR, &acceptance.inspector, 0.5)];
    let inner = BODY - 2.0 * pad;
    let heights = [pairs_height(draft, &upper, inner), pairs_height(draft, &lower, inner)];
    let heading = draft.set(HEADING, Words::ACCEPTANCE.first(draft.tongue), inner);
    let height = heading.height() + heights[0] + heights[1] + draft.scaled(18.0);
    draft.room(height);
    let top = draft.y;
    draft.frame(LEFT, top, BODY, height, Pen::Stroke(Ink::Accent, 1.2));

    let title = Words::ACCEPTANCE.first(draft.tongue).to_owned();
    let node = draft.sheet.node(Sheet::ROOT, Role::Heading(2, title));
    let used = heading.lines.first().map_or(0.0, |run| run.width);
    let mut y = top + draft.scaled(5.0);
    let below = y + heading.height();
    draft.place(node, heading, (LEFT + pad, y), (inner, Align::Left));
    if let Some(second) = Words::ACCEPTANCE.second(draft.tongue) {
        draft.aside(node, second, (LEFT + pad + used + draft.scaled(7.0), below));
    }
    y = below + draft.scaled(4.0);
    pairs(draft, &upper, (LEFT + pad, y), inner);
    y += heights[0] + draft.scaled(4.0);
    pairs(draft, &lower, (LEFT + pad, y), inner);
    draft.y = top + height;
}

/// Name of a value, the value, its share of the width.
type Pair<'a> = (Words, &'a str, f32);

fn pairs_height(draft: &Draft, pairs: &[Pair<'_>], width: f32) -> f32 {
    let caption = draft.set(SMALL, "№", width).height();
    let tallest =
        pairs.iter().map(|(_, value, share)| draft.set(MARK_VALUE, value, width * share - draft.scaled(8.0)).height());
    caption + tallest.fold(0.0, f32::max)
}

/// Values side by side, each under its name in both languages.
fn pairs(draft: &mut Draft, pairs: &[Pair<'_>], (left, top): (f32, f32), width: f32) {
    let mut x = left;
    for (name, value, share) in pairs {
        let own = width * share - draft.scaled(8.0);
        let caption = draft.set(SMALL, &name.both(draft.tongue, " / "), own).split(1).0;
        let value = draft.set(MARK_VALUE, value, own);
        let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
        let below = top + caption.height();
        draft.place(node, caption, (x, top), (own, Align::Left));
        draft.place(node, value, (x, below), (own, Align::Left));
        x += width * share;
    }
}
