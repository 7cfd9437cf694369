//! The thin grid of numbered cells, as on official forms: number, name of the cell in both
//! languages, value.

use crate::blocks::{Align, Block, Draft, LABEL, Pen, Style, VALUE};
use crate::sheet::{BODY, Content, Ink, LEFT, Mark, NodeId, Owner, RIGHT, Role, Sheet};
use crate::wording::Words;

/// Width of the column of numbers.
const NUMBERS: f32 = 42.0;
/// Width of the column of names.
const NAMES: f32 = 150.0;
/// Space between a line of the grid and a text.
const PAD: f32 = 5.0;
/// Space above and below a row's text, together.
const ROW_PAD: f32 = 6.5;
/// A value of more lines is broken into rows, so that every row fits on a page.
const LINES_IN_ROW: usize = 36;
/// Grid lines.
const HAIR: f32 = 0.5;

const NUMBER: Style = Style { bold: true, size: 8.0, ink: Ink::Quiet };
const FIGURE: Style = Style { bold: true, size: 10.5, ink: Ink::Text };

/// What stands in a cell.
pub(crate) enum Value<'a> {
    Text(&'a str),
    /// A number of an official form: each figure in a box, grouped as it is read.
    Figures(&'a str),
}

/// One row of the grid.
pub(crate) struct Row<'a> {
    /// `102`, `110–111`; none in a table whose cells have no numbers.
    pub(crate) number: Option<&'static str>,
    pub(crate) name: Words,
    pub(crate) value: Value<'a>,
}

/// Draws the rows under one another.
pub(crate) fn table(draft: &mut Draft, rows: &[Row<'_>]) {
    let table = draft.sheet.node(Sheet::ROOT, Role::Table);
    for row in rows {
        match row.value {
            Value::Figures(figures) if fits_boxes(figures) => boxes_row(draft, table, row, figures),
            Value::Figures(text) | Value::Text(text) => text_row(draft, table, row, text),
        }
    }
}

fn text_row(draft: &mut Draft, table: NodeId, row: &Row<'_>, text: &str) {
    let absent = Words::ABSENT.first(draft.tongue);
    let text = if draft.is_blank(text) { absent } else { text };
    let mut rest = Some(draft.set(VALUE, text, RIGHT - value_left() - 2.0 * PAD));
    while let Some(block) = rest {
        let (block, below) = block.split(LINES_IN_ROW);
        let (cell, top, height) = begin_row(draft, table, row, block.height());
        place_value(draft, cell, block, (top, height));
        rest = below;
    }
}

fn place_value(draft: &mut Draft, cell: NodeId, block: Block, (top, height): (f32, f32)) {
    let top = top + (height - block.height()) / 2.0;
    let width = RIGHT - value_left() - 2.0 * PAD;
    draft.place(cell, block, (value_left() + PAD, top), (width, Align::Left));
}

fn boxes_row(draft: &mut Draft, table: NodeId, row: &Row<'_>, figures: &str) {
    let (side, gap) = (draft.scaled(16.0), draft.scaled(5.0));
    let (cell, top, height) = begin_row(draft, table, row, side + draft.scaled(2.0));
    let top = top + (height - side) / 2.0;
    let mut x = value_left() + PAD;
    let mut marks = Vec::new();
    for (index, figure) in figures.char_indices() {
        if matches!(index, 1 | 5 | 9) {
            x += gap;
        }
        draft.frame(x, top, side, side, Pen::Stroke(Ink::Grid, HAIR));
        let run = draft.run(FIGURE, figure.encode_utf8(&mut [0; 4]));
        marks.push(Mark::Text {
            x: x + (side - run.width) / 2.0,
            baseline: top + side / 2.0 + run.size * 0.35,
            run,
            ink: FIGURE.ink,
        });
        x += side;
    }
    let actual_text = Some(figures.to_owned());
    draft.sheet.put(Content { owner: Owner::Node(cell), lang: None, actual_text, marks });
}

/// The boxes are made for an INN.
fn fits_boxes(figures: &str) -> bool {
    figures.len() == 14 && figures.bytes().all(|byte| byte.is_ascii_digit())
}

fn value_left() -> f32 {
    LEFT + NUMBERS + NAMES
}

/// Draws the grid of a row whose value is `needed` points high, its number and its name; gives the
/// cell of the value, the row's top and its height.
fn begin_row(draft: &mut Draft, table: NodeId, row: &Row<'_>, needed: f32) -> (NodeId, f32, f32) {
    let left = if row.number.is_some() { LEFT + NUMBERS } else { LEFT };
    let width = value_left() - left - 2.0 * PAD;
    let first = draft.set(LABEL, row.name.first(draft.tongue), width);
    let second = draft.set_other(row.name.second(draft.tongue), width);
    let names = first.height() + second.height();
    let height = needed.max(names) + draft.scaled(ROW_PAD);
    draft.room(height);
    let top = draft.y;
    grid(draft, top, height, row.number.is_some());

    let node = draft.sheet.node(table, Role::Row);
    let head = draft.sheet.node(node, Role::RowHead);
    if let Some(number) = row.number {
        let block = draft.set(NUMBER, number, NUMBERS);
        let at = (LEFT, top + (height - block.height()) / 2.0);
        draft.place(head, block, at, (NUMBERS, Align::Middle));
    }
    let at = top + (height - names) / 2.0;
    let below = at + first.height();
    draft.place(head, first, (left + PAD, at), (width, Align::Left));
    draft.place(head, second, (left + PAD, below), (width, Align::Left));
    draft.y += height;
    (draft.sheet.node(node, Role::Cell), top, height)
}

fn grid(draft: &mut Draft, top: f32, height: f32, numbered: bool) {
    let tinted = if numbered { NUMBERS } else { 0.0 };
    if numbered {
        draft.frame(LEFT, top, tinted, height, Pen::Fill(Ink::Tint));
        draft.line((LEFT + tinted, top), (LEFT + tinted, top + height), Ink::Grid, HAIR);
    }
    draft.line((value_left(), top), (value_left(), top + height), Ink::Grid, HAIR);
    draft.frame(LEFT, top, BODY, height, Pen::Stroke(Ink::Grid, HAIR));
}
