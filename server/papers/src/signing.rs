//! The lines to sign on: the only places of a paper that a hand fills (regulation, paragraph 4).

use crate::blocks::{Align, Block, Draft, LABEL, SMALL};
use crate::sheet::{BODY, Ink, LEFT, Role, Sheet};
use crate::wording::Words;

/// A name of more lines is cut here; it stands in full in its cell.
const MOST_LINES: usize = 8;

/// The places to sign at and to date, each a line with its caption in both languages beneath,
/// and who signs before them. They are the only fields that a hand fills.
pub(crate) fn signature(draft: &mut Draft, who: Words, name: &str, places: &[(Words, f32)]) {
    let gap = draft.scaled(14.0);
    let taken: f32 = places.iter().map(|(_, width)| draft.scaled(*width) + gap).sum();
    let width = BODY - taken;
    let blocks = [
        draft.set(SMALL, who.first(draft.tongue), width),
        draft.set_other(who.second(draft.tongue), width),
        draft.set(LABEL, name, width).split(MOST_LINES).0,
    ];
    let height: f32 = blocks.iter().map(Block::height).sum();
    draft.room(height.max(draft.scaled(40.0)));
    let top = draft.y;
    let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
    let mut at = top;
    for block in blocks {
        let height = block.height();
        draft.place(node, block, (LEFT, at), (width, Align::Left));
        at += height;
    }
    let baseline = top + height - draft.scaled(1.5);
    let mut x = LEFT + width;
    let mut lowest = top + height;
    for (caption, width) in places {
        x += gap;
        let width = draft.scaled(*width);
        draft.line((x, baseline), (x + width, baseline), Ink::Text, 0.6);
        let text = caption.both(draft.tongue, " / ");
        let block = draft.set(SMALL, &text, width);
        lowest = lowest.max(baseline + block.height() + 1.0);
        let node = draft.sheet.node(Sheet::ROOT, Role::Paragraph);
        draft.place(node, block, (x, baseline + 1.0), (width, Align::Middle));
        x += width;
    }
    draft.y = lowest;
}
