//! How anybody checks that the paper was issued: a QR code that leads to its public page, and the same in words.

use crate::PaperError;
use crate::blocks::{Align, Draft, SMALL, Style};
use crate::input::Confirmation;
use crate::letterhead::shared;
use crate::qr::{self, EcLevel};
use crate::sheet::{Content, Ink, Mark, Owner, Role, Sheet, TOP};
use crate::wording::{self, Words};

/// Side of the QR code; 29 modules at 0.7 mm are read by any telephone.
const QR: f32 = 56.0;
/// Width of the text before it.
const TEXT: f32 = 205.0;
/// Below the line that says for whom the copy is.
const BELOW_COPY: f32 = 14.0;

/// The mark as it is printed.
const MARK: Style = Style { bold: true, size: 9.5, ink: Ink::Text };

/// In the head of a paper, in the room above the issuer that ends at `right`: the QR code, and before it the mark and
/// where to type it.
pub(crate) fn in_head(draft: &mut Draft, confirmation: &Confirmation, right: f32) -> Result<(), PaperError> {
    let left = if let Some(address) = &confirmation.address {
        code(draft, address, (right - QR, TOP), QR)?;
        right - QR - 8.0
    } else {
        right
    };
    let blocks = [
        draft.set(SMALL, Words::CHECK_NUMBER.first(draft.tongue), TEXT),
        draft.set(MARK, &confirmation.mark_grouped, TEXT),
        // the name of the page, not its address: that would bring a whole alphabet into the file
        draft.set(SMALL, &wording::check_at(draft.tongue, None), TEXT).split(2).0,
    ];
    let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
    let mut top = TOP + BELOW_COPY;
    for block in blocks {
        let height = block.height();
        draft.place(node, block, (left - TEXT, top), (TEXT, Align::Right));
        top += height;
    }
    Ok(())
}

/// The QR code of the paper's public page.
pub(crate) fn code(draft: &mut Draft, address: &str, at: (f32, f32), side: f32) -> Result<(), PaperError> {
    let alt = Words::CHECK_QR.first(draft.tongue).to_owned();
    let node = draft.sheet.node(Sheet::ROOT, Role::Figure(alt));
    // its number is printed beside it: the least that holds it keeps the file small
    let (path, modules) = qr::path(address, EcLevel::L)?;
    let mark = Box::new(Mark::Bars { path, ink: Ink::Text });
    let marks = vec![shared(Mark::Placed { mark, at, scale: side / modules })];
    draft.sheet.put(Content { owner: Owner::Node(node), lang: None, actual_text: None, marks });
    Ok(())
}
