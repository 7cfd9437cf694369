//! Head and foot of every copy: for whom it is, who issues it, the QR code with the application code
//! beneath it, the ornament, the title; below, the page's number.

use crate::PaperError;
use crate::blocks::{Align, Draft, LABEL, SMALL, Style, TITLE};
use crate::confirming;
use crate::input::{Confirmation, Letterhead};
use crate::ornament::{self, Repeated};
use crate::qr::{self, EcLevel};
use crate::sheet::{BODY, BOTTOM, Content, Ink, LEFT, Mark, Owner, RIGHT, Role, Sheet, TOP};
use crate::wording::{Tongue, Words};

/// Side of the QR code; 29 modules at 0.98 mm are read by any scanner.
const QR: f32 = 80.0;
/// Width of the column of the QR code.
const COLUMN: f32 = 132.0;
/// Side of the place of the coat of arms.
const EMBLEM: f32 = 40.0;

const COPY: Style = Style { bold: true, size: 9.0, ink: Ink::Accent };
const SERVICE: Style = Style { bold: false, size: 9.5, ink: Ink::Text };
const CODE: Style = Style { bold: true, size: 10.5, ink: Ink::Text };

/// Which of the two copies it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copy {
    Subject,
    Office,
}

impl Copy {
    pub(crate) const fn words(self) -> Words {
        match self {
            Self::Subject => Words::COPY_OF_SUBJECT,
            Self::Office => Words::COPY_OF_OFFICE,
        }
    }
}

/// What the head of a paper shows.
pub(crate) struct Head<'a> {
    pub(crate) letterhead: &'a Letterhead,
    pub(crate) copy: Copy,
    pub(crate) corner: Corner<'a>,
    /// How to check a paper whose corner is taken.
    pub(crate) confirmation: Option<&'a Confirmation>,
    pub(crate) title: Words,
    /// What tells this paper from others of its title, for the head of further pages.
    pub(crate) number: &'a str,
}

/// What stands at the top right: a QR code and the text beneath it.
pub(crate) enum Corner<'a> {
    /// By which the office opens the application.
    Application { qr: &'a str, code: &'a str },
    /// By which anybody checks the paper.
    Confirmation(&'a Confirmation),
}

/// A copy that bears its head already. All sizes below it are multiplied by `scale`.
pub(crate) fn headed(tongue: Tongue, scale: f32, head: &Head<'_>) -> Result<Draft, PaperError> {
    let running_head = format!("{} · {}", head.title.first(tongue), head.number);
    let mut draft = Draft::new(tongue, scale, running_head)?;
    top(&mut draft, head)?;
    Ok(draft)
}

/// Draws the head at the top of the first page.
fn top(draft: &mut Draft, head: &Head<'_>) -> Result<(), PaperError> {
    issuer(draft, head);
    if let Some(confirmation) = head.confirmation {
        confirming::in_head(draft, confirmation, RIGHT - COLUMN)?;
    }
    let below = code(draft, head)?;
    draft.y = below + 7.0;
    for Repeated { path, every, times } in ornament::band(LEFT, draft.y, BODY, 9.0).into_iter().flatten() {
        let mark = Box::new(shared(Mark::Stroke { path, ink: Ink::Accent, width: 0.8 }));
        draft.layout(shared(Mark::Repeated { mark, every, times }));
    }
    for y in [draft.y - 2.5, draft.y + 11.5] {
        draft.line((LEFT, y), (RIGHT, y), Ink::Accent, 0.5);
    }
    draft.y += 9.0 + draft.scaled(12.0);
    title(draft, head);
    Ok(())
}

/// Both copies bear it at the same place.
pub(crate) fn shared(mark: Mark) -> Mark {
    Mark::Shared(Box::new(mark))
}

/// For whom the copy is, the coat of arms or its blank place, and the service.
fn issuer(draft: &mut Draft, head: &Head<'_>) {
    let width = BODY - COLUMN;
    let copy = head.copy.words();
    let block = draft.set(COPY, copy.first(draft.tongue), width);
    let used = block.lines.first().map_or(0.0, |run| run.width);
    let bottom = TOP + block.height();
    let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
    draft.place(node, block, (LEFT, TOP), (width, Align::Left));
    if let Some(second) = copy.second(draft.tongue) {
        draft.aside(node, second, (LEFT + used + 7.0, bottom));
    }

    let top = bottom + 10.0;
    if let Some(emblem) = &head.letterhead.emblem {
        let (ru, ky) = emblem.alt();
        let alt = draft.tongue.pick(ru, ky).to_owned();
        if let Some(path) = emblem.path(LEFT, top, EMBLEM) {
            let node = draft.sheet.node(Sheet::ROOT, Role::Figure(alt));
            let marks = vec![shared(Mark::Fill { path, ink: Ink::Accent })];
            draft.sheet.put(Content { owner: Owner::Node(node), lang: None, actual_text: None, marks });
        }
    }
    let (ru, ky) = (&head.letterhead.service_ru, &head.letterhead.service_ky);
    let first = draft.set(SERVICE, draft.tongue.pick(ru, ky), width);
    let second = draft.set_other(Some(draft.tongue.pick(ky, ru)), width);
    let top = top + EMBLEM + 8.0;
    let below = top + first.height();
    let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
    draft.place(node, first, (LEFT, top), (width, Align::Left));
    draft.y = below + second.height();
    draft.place(node, second, (LEFT, below), (width, Align::Left));
}

/// The QR code at the top right and the code beneath it; gives where they end, or where
/// the issuer ends if that is lower.
fn code(draft: &mut Draft, head: &Head<'_>) -> Result<f32, PaperError> {
    let (caption, text) = match head.corner {
        Corner::Application { qr, code } => {
            let alt = format!("{}: {code}", Words::QR.first(draft.tongue));
            let node = draft.sheet.node(Sheet::ROOT, Role::Figure(alt));
            let (path, side) = qr::path(qr, EcLevel::M)?;
            let mark = Box::new(Mark::Bars { path, ink: Ink::Text });
            let marks = vec![shared(Mark::Placed { mark, at: (RIGHT - QR, TOP), scale: QR / side })];
            draft.sheet.put(Content { owner: Owner::Node(node), lang: None, actual_text: None, marks });
            (Words::CODE, code)
        }
        Corner::Confirmation(confirmation) => {
            if let Some(address) = &confirmation.address {
                confirming::code(draft, address, (RIGHT - QR, TOP), QR)?;
            }
            (Words::CHECK_NUMBER, confirmation.mark_grouped.as_str())
        }
    };

    let mut top = TOP + QR + 5.0;
    let column = (COLUMN, Align::Right);
    let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
    let first = draft.set(SMALL, caption.first(draft.tongue), COLUMN);
    let second = draft.set_other(caption.second(draft.tongue), COLUMN);
    let value = draft.set(CODE, text, COLUMN);
    let value_height = value.height();
    draft.place(node, value, (RIGHT - COLUMN, top), column);
    top += value_height;
    for block in [first, second] {
        let height = block.height();
        draft.place(node, block, (RIGHT - COLUMN, top), column);
        top += height;
    }
    Ok(top.max(draft.y))
}

/// Title and what it is about in the paper's language, then both in the other one, smaller. Kyrgyz
/// names the object first, so there the title stands below.
fn title(draft: &mut Draft, head: &Head<'_>) {
    let (tongue, other) = (draft.tongue, draft.tongue.other());
    let about = Words::CABINET.first(tongue);
    if tongue == Tongue::Ky {
        draft.paragraph(Sheet::ROOT, LABEL, about, Align::Middle);
    }
    let first = head.title.first(tongue);
    let block = draft.set(TITLE, first, BODY);
    let node = draft.sheet.node(Sheet::ROOT, Role::Heading(1, first.to_owned()));
    let height = block.height();
    draft.place(node, block, (LEFT, draft.y), (BODY, Align::Middle));
    draft.y += height;
    if tongue == Tongue::Ru {
        draft.paragraph(Sheet::ROOT, LABEL, about, Align::Middle);
    }
    let second = other.sentence(head.title.first(other), Words::CABINET.first(other));
    let block = draft.set_other(Some(&second), BODY);
    let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
    let height = block.height();
    draft.place(node, block, (LEFT, draft.y + 1.0), (BODY, Align::Middle));
    draft.y += height + 1.0;
}

/// Ends a finished copy: `note` at the foot of the first page, the number at the foot of each.
pub(crate) fn foot(draft: &mut Draft, copy: Copy, note: &str) {
    let top = BOTTOM + 7.0;
    let pages = std::mem::take(&mut draft.sheet.pages);
    let count = pages.len();
    for (index, page) in pages.into_iter().enumerate() {
        draft.sheet.pages.push(page);
        draft.line((LEFT, BOTTOM + 4.0), (RIGHT, BOTTOM + 4.0), Ink::Grid, 0.5);
        if index == 0 {
            let block = draft.set(SMALL, note, BODY).split(1).0;
            let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
            draft.place(node, block, (LEFT, top), (BODY, Align::Left));
        }
        let copy = copy.words().first(draft.tongue);
        let number = format!("{copy} · {}", draft.tongue.page(index + 1, count));
        let block = draft.set(SMALL, &number, BODY).split(1).0;
        draft.page_text(block, (LEFT, top), Align::Right);
    }
}
