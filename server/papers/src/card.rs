//! The registration card: a sheet for its owner with login and primary password, and one for the office, without the
//! password, on which the owner signs that they have got theirs.

use domain::bishkek;

use crate::PaperError;
use crate::application::fitted;
use crate::blocks::{Align, Draft, LABEL, Style};
use crate::decision::{Framed, frame, framed, grouped};
use crate::input::CardPaper;
use crate::letterhead::{self, Copy, Corner, Head};
use crate::pdf::{self, About};
use crate::sheet::{Ink, Sheet};
use crate::signing::signature;
use crate::table::{Row, Value, table};
use crate::wording::{self, Tongue, Words};

const CREDENTIAL: Style = Style { bold: true, size: 22.0, ink: Ink::Text };
const UNTIL: Style = Style { bold: true, size: 13.0, ink: Ink::Text };
const ADDRESS: Style = Style { bold: true, size: 12.0, ink: Ink::Text };
const SAID: Style = Style { size: 10.5, ..LABEL };

/// The card as a PDF of two sheets. Only the first has the primary password, and nothing about the file: neither its
/// title nor its id. The same input gives the same bytes.
///
/// # Errors
/// [`PaperError`]: the QR content is too long, or the build's fonts are broken.
pub fn card(paper: &CardPaper) -> Result<Vec<u8>, PaperError> {
    let tongue = Tongue::of(paper.lang);
    let copies = fitted(tongue, |copy, scale| compose(paper, copy, scale))?;
    let about = About {
        title: tongue.sentence(Words::CARD.first(tongue), Words::CABINET.first(tongue)),
        subject: wording::dated(tongue, &paper.number, &bishkek::date(paper.issued_at)),
        author: tongue.pick(&paper.letterhead.service_ru, &paper.letterhead.service_ky).to_owned(),
        lang: tongue.code(),
        id: format!("card {}", paper.number),
        at: paper.issued_at,
    };
    pdf::write(about, &copies)
}

fn compose(paper: &CardPaper, copy: Copy, scale: f32) -> Result<Sheet, PaperError> {
    let tongue = Tongue::of(paper.lang);
    let head = Head {
        letterhead: &paper.letterhead,
        copy,
        corner: Corner::Confirmation(&paper.confirmation),
        confirmation: None,
        title: Words::CARD,
        number: &format!("№ {}", paper.number),
    };
    let mut draft = letterhead::headed(tongue, scale, &head)?;
    draft.y += draft.scaled(10.0);
    facts(&mut draft, paper);
    draft.y += draft.scaled(12.0);
    credentials(&mut draft, paper, copy);
    draft.y += draft.scaled(12.0);
    match copy {
        Copy::Subject => next(&mut draft, paper),
        Copy::Office => draft.paragraph(Sheet::ROOT, SAID, Words::CARD_HANDED_OVER.first(tongue), Align::Left),
    }
    draft.y += draft.scaled(20.0);
    signature(&mut draft, Words::INSPECTOR, &paper.inspector, &[(Words::SIGNATURE, 130.0)]);
    if copy == Copy::Office {
        draft.y += draft.scaled(14.0);
        let places = [(Words::SIGNATURE, 130.0), (Words::DATE, 90.0)];
        signature(&mut draft, Words::CARD_RECEIVED, &paper.name, &places);
    }
    letterhead::foot(&mut draft, copy, Words::BY_HAND.first(tongue));
    Ok(draft.sheet)
}

/// Who issued it, when and to whom.
fn facts(draft: &mut Draft, paper: &CardPaper) {
    let office = format!("{} — {}", paper.office.code, paper.office.name);
    let moment = bishkek::date_time(paper.issued_at);
    let text = |name, value| Row { number: None, name, value: Value::Text(value) };
    let rows = [
        text(Words::CARD_NUMBER, &paper.number),
        text(Words::DECISION_TIME, &moment),
        text(Words::OFFICE, &office),
        text(Words::INSPECTOR, &paper.inspector),
        text(Words::CELL_FULL_NAME, &paper.name),
        Row { number: None, name: Words::CELL_INN, value: Value::Figures(&paper.inn) },
    ];
    table(draft, &rows);
}

fn credentials(draft: &mut Draft, paper: &CardPaper, copy: Copy) {
    let until = until(draft.tongue, paper);
    let login = framed(draft, Words::LOGIN, CREDENTIAL, &grouped(&paper.login));
    let mut shown = vec![Framed { copied: Some(&paper.login), ..login }];
    if copy == Copy::Subject {
        shown.push(framed(draft, Words::PRIMARY_PASSWORD, CREDENTIAL, paper.primary_password.printed()));
    }
    shown.push(framed(draft, Words::PRIMARY_UNTIL, UNTIL, &until));
    if let (Some(address), Copy::Subject) = (&paper.cabinet_address, copy) {
        shown.push(framed(draft, Words::CABINET_ADDRESS, ADDRESS, address));
    }
    frame(draft, shown);
}

/// To the second, by the clocks of Bishkek.
fn until(tongue: Tongue, paper: &CardPaper) -> String {
    let moment = format!("{}:{:02}", bishkek::date_time(paper.valid_until), paper.valid_until.second());
    wording::until(tongue, &moment)
}

fn next(draft: &mut Draft, paper: &CardPaper) {
    let tongue = draft.tongue;
    draft.heading(Words::NEXT);
    let open = if paper.cabinet_address.is_some() { Words::CARD_OPEN_ADDRESS } else { Words::OPEN_CABINET };
    let steps = [open, Words::CARD_SIGN_IN, Words::CARD_CHOOSE, Words::CARD_LATE, Words::CARD_NOTICES, Words::CONTACT];
    draft.list(steps.map(|step| step.first(tongue)));
}
