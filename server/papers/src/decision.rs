//! The decision: access with its login, or refusal with its ground.

use domain::access_application::ApplicationKind;
use domain::bishkek;

use crate::PaperError;
use crate::application::{fitted, person_rows};
use crate::blocks::{Align, Block, Draft, LABEL, Pen, SMALL, Style, VALUE};
use crate::input::{DecisionPaper, Document, Outcome};
use crate::letterhead::{self, Copy, Corner, Head};
use crate::pdf::{self, About};
use crate::sheet::{BODY, Content, Ink, LEFT, Mark, NodeId, Owner, Role, Sheet};
use crate::signing::signature;
use crate::table::{Row, Value, table};
use crate::wording::{self, Tongue, Words};

const LOGIN: Style = Style { bold: true, size: 22.0, ink: Ink::Text };
const RESULT: Style = Style { size: 10.5, ..LABEL };
const ADDRESS: Style = Style { bold: true, size: 12.0, ink: Ink::Text };
const GROUND: Style = Style { bold: true, size: 12.0, ink: Ink::Text };

/// The decision as a PDF of two copies (regulation, paragraphs 8–15). The password is not in it and
/// cannot be. The same input gives the same bytes.
///
/// # Errors
/// [`PaperError`]: the QR content is too long, or the build's fonts are broken.
pub fn decision(paper: &DecisionPaper) -> Result<Vec<u8>, PaperError> {
    let tongue = Tongue::of(paper.lang);
    let copies = fitted(tongue, |copy, scale| compose(paper, copy, scale))?;
    let date = bishkek::date(paper.decided_at);
    let about = About {
        title: tongue.sentence(title(paper).first(tongue), Words::CABINET.first(tongue)),
        subject: wording::dated(tongue, &paper.number, &date),
        author: tongue.pick(&paper.letterhead.service_ru, &paper.letterhead.service_ky).to_owned(),
        lang: tongue.code(),
        id: format!("decision {} {}", paper.number, paper.code_grouped),
        at: paper.decided_at,
    };
    pdf::write(about, &copies)
}

fn title(paper: &DecisionPaper) -> Words {
    wording::decided(paper.kind, matches!(paper.outcome, Outcome::Grant { .. })).0
}

fn compose(paper: &DecisionPaper, copy: Copy, scale: f32) -> Result<Sheet, PaperError> {
    let tongue = Tongue::of(paper.lang);
    let head = Head {
        letterhead: &paper.letterhead,
        copy,
        corner: Corner::Application { qr: &paper.qr, code: &paper.code_grouped },
        confirmation: Some(&paper.confirmation),
        title: title(paper),
        number: &format!("№ {}", paper.number),
    };
    let mut draft = letterhead::headed(tongue, scale, &head)?;
    draft.y += draft.scaled(10.0);
    facts(&mut draft, paper);
    draft.y += draft.scaled(12.0);
    match &paper.outcome {
        Outcome::Grant { login, cabinet_address } => {
            grant(&mut draft, paper, login, cabinet_address.as_deref());
        }
        Outcome::Refusal { ground, document } => refusal(&mut draft, paper.kind, ground, document.as_ref()),
    }
    draft.y += draft.scaled(20.0);
    signature(&mut draft, Words::INSPECTOR, &paper.inspector, &[(Words::SIGNATURE, 130.0)]);
    draft.y += draft.scaled(14.0);
    let places = [(Words::SIGNATURE, 130.0), (Words::DATE, 90.0)];
    let receiver = paper.person.as_ref().map_or(&paper.name, |person| &person.name);
    signature(&mut draft, Words::RECEIVED, receiver, &places);
    letterhead::foot(&mut draft, copy, Words::BY_HAND.first(tongue));
    Ok(draft.sheet)
}

/// Who decided on what, when and about whom.
fn facts(draft: &mut Draft, paper: &DecisionPaper) {
    let tongue = draft.tongue;
    let office = format!("{} — {}", paper.office.code, paper.office.name);
    let moment = bishkek::date_time(paper.decided_at);
    let accepted = bishkek::date(paper.application_accepted_at);
    let application = wording::dated(tongue, &paper.application_number, &accepted);
    let text = |name, value| Row { number: None, name, value: Value::Text(value) };
    let inn = Value::Figures(&paper.inn);
    let mut rows = vec![
        text(Words::DECISION_NUMBER, &paper.number),
        text(Words::DECISION_TIME, &moment),
        text(Words::CELL_OFFICE, &office),
        text(Words::INSPECTOR, &paper.inspector),
        text(Words::SUBJECT, &paper.name),
        Row { number: None, name: Words::CELL_INN, value: inn },
    ];
    if let Some(person) = &paper.person {
        let [inn, name, role] = person_rows(tongue, person);
        rows.extend([Row { name: Words::APPLICANT, ..name }, role, inn]);
    }
    rows.push(text(Words::APPLICATION, &application));
    table(draft, &rows);
}

/// With which password, and into which cabinet.
fn entering(paper: &DecisionPaper) -> &'static [Words] {
    match (paper.account_was_there, paper.person.is_some()) {
        (true, true) => &[Words::SIGN_IN_ACCOUNT, Words::CHOOSE],
        (true, false) => &[Words::SIGN_IN_ACCOUNT],
        // an organisation's alone: no other cabinet to choose from
        (false, _) => &[Words::SIGN_IN],
    }
}

fn grant(draft: &mut Draft, paper: &DecisionPaper, login: &str, cabinet_address: Option<&str>) {
    let tongue = draft.tongue;
    let (_, result) = wording::decided(paper.kind, true);
    draft.paragraph(Sheet::ROOT, RESULT, result.first(tongue), Align::Left);
    draft.y += draft.scaled(8.0);
    let shown = Framed { copied: Some(login), ..framed(draft, Words::LOGIN, LOGIN, &grouped(login)) };
    let address = cabinet_address.map(|address| framed(draft, Words::CABINET_ADDRESS, ADDRESS, address));
    frame(draft, [Some(shown), address].into_iter().flatten().collect());
    draft.y += draft.scaled(12.0);
    draft.heading(Words::NEXT);
    let open = if cabinet_address.is_some() { Words::OPEN_ADDRESS } else { Words::OPEN_CABINET };
    let enter = entering(paper);
    let replaced: &[Words] = if paper.kind == ApplicationKind::Restore { &[Words::OLD_PASSWORD] } else { &[] };
    let steps = [&[open], enter, replaced, &[Words::KEEP_PASSWORD, Words::CONTACT]].concat();
    draft.list(steps.into_iter().map(|step| step.first(tongue)));
}

fn refusal(draft: &mut Draft, kind: ApplicationKind, ground: &str, document: Option<&Document>) {
    let tongue = draft.tongue;
    let (_, result) = wording::decided(kind, false);
    draft.paragraph(Sheet::ROOT, RESULT, result.first(tongue), Align::Left);
    draft.y += draft.scaled(8.0);
    framed_words(draft, Words::GROUND, GROUND, ground);
    if let Some(Document { number, date }) = document {
        draft.y += draft.scaled(5.0);
        let evidence = wording::evidence(tongue, number, date);
        draft.paragraph(Sheet::ROOT, VALUE, &evidence, Align::Left);
    }
    draft.y += draft.scaled(12.0);
    draft.heading(Words::NEXT);
    let steps = [Words::APPLY_AGAIN, Words::APPEAL, Words::CONTACT];
    draft.list(steps.map(|step| step.first(tongue)));
}

/// One value under its name, alone in a frame.
pub(crate) fn framed_words(draft: &mut Draft, name: Words, style: Style, value: &str) {
    let shown = framed(draft, name, style, value);
    frame(draft, vec![shown]);
}

/// A value under its name, to stand in the frame.
pub(crate) struct Framed<'a> {
    pub(crate) caption: Block,
    pub(crate) value: Block,
    /// What a reader copies instead of the figures in groups.
    pub(crate) copied: Option<&'a str>,
}

impl Framed<'_> {
    fn height(&self) -> f32 {
        self.caption.height() + self.value.height()
    }
}

/// Space between the frame's sides and what is in it.
const PAD: f32 = 12.0;

pub(crate) fn framed(draft: &Draft, name: Words, style: Style, value: &str) -> Framed<'static> {
    let inner = BODY - 2.0 * draft.scaled(PAD);
    let caption = draft.set(SMALL, &name.both(draft.tongue, " / "), inner);
    Framed { caption, value: draft.set(style, value, inner), copied: None }
}

/// What matters most, in a frame, one below the other.
pub(crate) fn frame(draft: &mut Draft, values: Vec<Framed<'_>>) {
    let (pad, gap) = (draft.scaled(PAD), draft.scaled(5.0));
    let inner = BODY - 2.0 * pad;
    let gaps = gap * values.len().saturating_sub(1) as f32;
    let height = values.iter().map(Framed::height).sum::<f32>() + gaps + draft.scaled(14.0);
    draft.room(height);
    let top = draft.y;
    draft.frame(LEFT, top, BODY, height, Pen::Fill(Ink::Tint));
    draft.frame(LEFT, top, BODY, height, Pen::Stroke(Ink::Accent, 1.2));
    let mut y = top + draft.scaled(6.0);
    for Framed { caption, value, copied } in values {
        let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
        let below = y + caption.height();
        let bottom = below + value.height();
        draft.place(node, caption, (LEFT + pad, y), (inner, Align::Left));
        match copied {
            None => draft.place(node, value, (LEFT + pad, below), (inner, Align::Left)),
            Some(copied) => figures(draft, node, value, (LEFT + pad, below), copied),
        }
        y = bottom + gap;
    }
    draft.y = top + height;
}

/// Figures in groups, which a reader copies as `copied`.
fn figures(draft: &mut Draft, node: NodeId, value: Block, (x, top): (f32, f32), copied: &str) {
    let marks = value.lines.into_iter().map(|run| {
        let baseline = top + run.size;
        Mark::Text { run, x, baseline, ink: Ink::Text }
    });
    let marks = marks.collect();
    draft.sheet.put(Content { owner: Owner::Node(node), lang: None, actual_text: Some(copied.to_owned()), marks });
}

/// The INN's groups and the login's own three figures: `2 2907 2004 10161 042`.
pub(crate) fn grouped(login: &str) -> String {
    let mut shown = String::with_capacity(login.len() + 4);
    for (index, figure) in login.char_indices() {
        if matches!(index, 1 | 5 | 9 | 14) {
            shown.push(' ');
        }
        shown.push(figure);
    }
    shown
}
