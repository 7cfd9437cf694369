//! The note that access is annulled: on the subject's own application, or on documentary evidence.

use domain::bishkek;

use crate::PaperError;
use crate::application::{fitted, person_rows};
use crate::blocks::{Align, Draft, LABEL, Style, VALUE};
use crate::decision::framed_words;
use crate::input::{AnnulmentGround, AnnulmentPaper, Document};
use crate::letterhead::{self, Copy, Corner, Head};
use crate::pdf::{self, About};
use crate::sheet::{Ink, Sheet};
use crate::signing::signature;
use crate::table::{Row, Value, table};
use crate::wording::{self, Tongue, Words};

const RESULT: Style = Style { size: 10.5, ..LABEL };
const GROUND: Style = Style { bold: true, size: 12.0, ink: Ink::Text };

/// The note of an annulment as a PDF of two copies (regulation, paragraphs 18–21). The same input gives the same bytes.
///
/// # Errors
/// [`PaperError`]: the address is too long for a QR code, or the build's fonts are broken.
pub fn annulment(paper: &AnnulmentPaper) -> Result<Vec<u8>, PaperError> {
    let tongue = Tongue::of(paper.lang);
    let copies = fitted(tongue, |copy, scale| compose(paper, copy, scale))?;
    let date = bishkek::date(paper.annulled_at);
    let about = About {
        title: tongue.sentence(Words::NOTE_OF_ANNULMENT.first(tongue), Words::CABINET.first(tongue)),
        subject: wording::dated(tongue, &paper.number, &date),
        author: tongue.pick(&paper.letterhead.service_ru, &paper.letterhead.service_ky).to_owned(),
        lang: tongue.code(),
        id: format!("annulment {}", paper.number),
        at: paper.annulled_at,
    };
    pdf::write(about, &copies)
}

fn compose(paper: &AnnulmentPaper, copy: Copy, scale: f32) -> Result<crate::sheet::Sheet, PaperError> {
    let tongue = Tongue::of(paper.lang);
    let head = Head {
        letterhead: &paper.letterhead,
        copy,
        corner: Corner::Confirmation(&paper.confirmation),
        confirmation: None,
        title: Words::NOTE_OF_ANNULMENT,
        number: &format!("№ {}", paper.number),
    };
    let mut draft = letterhead::headed(tongue, scale, &head)?;
    draft.y += draft.scaled(10.0);
    facts(&mut draft, paper);
    draft.y += draft.scaled(12.0);
    result(&mut draft, paper);
    draft.y += draft.scaled(12.0);
    draft.heading(Words::NEXT);
    let appeal: &[Words] = match paper.ground {
        AnnulmentGround::Evidence { .. } => &[Words::APPEAL],
        AnnulmentGround::Application { .. } => &[],
    };
    let steps = [&[Words::APPLY_FOR_ACCESS], appeal, &[Words::CONTACT]].concat();
    draft.list(steps.into_iter().map(|step| step.first(tongue)));
    draft.y += draft.scaled(20.0);
    signature(&mut draft, Words::INSPECTOR, &paper.inspector, &[(Words::SIGNATURE, 130.0)]);
    draft.y += draft.scaled(14.0);
    let places = [(Words::SIGNATURE, 130.0), (Words::DATE, 90.0)];
    let receiver = paper.person.as_ref().map_or(&paper.name, |person| &person.name);
    signature(&mut draft, Words::NOTE_RECEIVED, receiver, &places);
    let check = wording::check_at(tongue, paper.confirmation.page.as_deref());
    letterhead::foot(&mut draft, copy, &format!("{} {check}", Words::BY_HAND.first(tongue)));
    Ok(draft.sheet)
}

/// Who annulled, when, and whose access.
fn facts(draft: &mut Draft, paper: &AnnulmentPaper) {
    let tongue = draft.tongue;
    let office = format!("{} — {}", paper.office.code, paper.office.name);
    let moment = bishkek::date_time(paper.annulled_at);
    let text = |name, value| Row { number: None, name, value: Value::Text(value) };
    let mut rows = vec![
        text(Words::NUMBER, paper.number.as_str()),
        text(Words::DECISION_TIME, &moment),
        text(Words::CELL_OFFICE, &office),
        text(Words::INSPECTOR, &paper.inspector),
        text(Words::SUBJECT, &paper.name),
        Row { number: None, name: Words::CELL_INN, value: Value::Figures(&paper.inn) },
    ];
    if let Some(person) = &paper.person {
        let [inn, name, role] = person_rows(tongue, person);
        rows.extend([Row { name: Words::APPLICANT, ..name }, role, inn]);
    }
    table(draft, &rows);
}

/// What ended, and on what ground.
fn result(draft: &mut Draft, paper: &AnnulmentPaper) {
    let tongue = draft.tongue;
    let organisation = paper.inn.starts_with('0');
    let ended = match (&paper.ground, organisation) {
        (_, false) => Words::ANNULLED_PERSON,
        (AnnulmentGround::Application { .. }, true) => Words::ANNULLED_REPRESENTATION,
        (AnnulmentGround::Evidence { .. }, true) => Words::ANNULLED_ORGANISATION,
    };
    draft.paragraph(Sheet::ROOT, RESULT, ended.first(tongue), Align::Left);
    draft.y += draft.scaled(8.0);
    match &paper.ground {
        AnnulmentGround::Application { number, accepted_at } => {
            let application = wording::on_application(tongue, number, &bishkek::date(*accepted_at));
            framed_words(draft, Words::ANNULMENT_GROUND, GROUND, &application);
        }
        AnnulmentGround::Evidence { document: Document { number, date }, note } => {
            framed_words(draft, Words::ANNULMENT_GROUND, GROUND, Words::ON_EVIDENCE.first(tongue));
            draft.y += draft.scaled(5.0);
            let evidence = wording::evidence(tongue, number, date);
            draft.paragraph(Sheet::ROOT, VALUE, &evidence, Align::Left);
            draft.paragraph(Sheet::ROOT, VALUE, &wording::remark(tongue, note), Align::Left);
        }
    }
}
