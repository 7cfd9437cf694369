//! PT Serif in two weights (without hints, and therefore under another name: `style/fonts`): read
//! once, shaped with kerning, measured as it will be printed.

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, ShapePlan, UnicodeBuffer, script};

use crate::PaperError;

const REGULAR: &[u8] = include_bytes!("../fonts/cabinet-serif-400.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/cabinet-serif-700.ttf");

/// Stands for a character that the typeface has no glyph for.
const REPLACEMENT: char = '?';

static TYPEFACE: LazyLock<Option<Typeface>> =
    LazyLock::new(|| Some(Typeface { regular: Cut::read(REGULAR)?, bold: Cut::read(BOLD)? }));

/// Both weights.
pub(crate) struct Typeface {
    pub(crate) regular: Cut,
    pub(crate) bold: Cut,
}

impl Typeface {
    /// The typeface of the papers, read at the first call.
    pub(crate) fn get() -> Result<&'static Self, PaperError> {
        TYPEFACE.as_ref().ok_or(PaperError::Font("PT Serif"))
    }
}

/// One weight of the typeface.
pub(crate) struct Cut {
    face: Face<'static>,
    plan: ShapePlan,
    font: Font,
}

/// A piece of one line: its text and the glyphs that print it.
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) font: Font,
    pub(crate) size: f32,
    /// Advance in points, less that of spaces at the end.
    pub(crate) width: f32,
}

impl Cut {
    fn read(data: &'static [u8]) -> Option<Self> {
        let face = Face::from_slice(data, 0)?;
        let plan = ShapePlan::new(&face, Direction::LeftToRight, Some(script::CYRILLIC), None, &[]);
        Some(Self { face, plan, font: Font::new(data.into(), 0)? })
    }

    /// Shapes one line of printable text at `size` points.
    pub(crate) fn run(&self, text: &str, size: f32) -> Run {
        let glyphs = self.shape(text);
        let end = text.trim_end().len();
        let inked = glyphs.iter().filter(|glyph| glyph.text_range.start < end);
        let width = inked.map(|glyph| glyph.x_advance).sum::<f32>() * size;
        Run { text: text.to_owned(), glyphs, font: self.font.clone(), size, width }
    }

    /// Advance of a text in points.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        self.shape(text).iter().map(|glyph| glyph.x_advance).sum::<f32>() * size
    }

    fn shape(&self, text: &str) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::CYRILLIC);
        let shaped = rustybuzz::shape_with_plan(&self.face, &self.plan, buffer);
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        let em = self.font.units_per_em();
        let mut end = text.len();
        let mut glyphs = Vec::with_capacity(infos.len());
        for (index, (info, position)) in infos.iter().zip(positions).enumerate().rev() {
            let start = info.cluster as usize;
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                position.x_advance as f32 / em,
                position.x_offset as f32 / em,
                position.y_offset as f32 / em,
                position.y_advance as f32 / em,
                start..end,
                None,
            ));
            // glyphs of one cluster share its range
            if index > 0 && infos[index - 1].cluster != info.cluster {
                end = start;
            }
        }
        glyphs.reverse();
        glyphs
    }

    /// The text with nothing in it that PDF/A forbids: white space made single spaces, invisible
    /// characters dropped, characters without a glyph replaced.
    pub(crate) fn printable(&self, text: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        for c in text.chars() {
            if (c.is_whitespace() && c != '\u{a0}') || c.is_control() {
                if !clean.is_empty() && !clean.ends_with(' ') {
                    clean.push(' ');
                }
            } else if !is_invisible(c) {
                clean.push(if self.prints(c) { c } else { REPLACEMENT });
            }
        }
        clean.truncate(clean.trim_end().len());
        clean
    }

    fn prints(&self, c: char) -> bool {
        !is_private(c) && self.face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
    }
}

/// Default-ignorable characters: joiners, marks of direction, variation selectors, byte order.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Private use areas say nothing to a reader; PDF/A-2a forbids them (ISO 19005-2, 6.2.11.7.3).
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_cannot_be_printed_is_replaced_or_dropped() {
        let cut = &Typeface::get().unwrap().regular;
        assert_eq!(cut.printable("  Өмүр\t\r\nТеңиз\u{200b}\u{202e}бек \u{1f600}\u{e001}漢 "), "Өмүр Теңизбек ???");
        assert_eq!(cut.printable(" \u{0} \u{feff}"), "");
    }

    #[test]
    fn figures_are_tabular() {
        let typeface = Typeface::get().unwrap();
        for cut in [&typeface.regular, &typeface.bold] {
            let widths: Vec<f32> = ('0'..='9').map(|figure| cut.width(&figure.to_string(), 10.0)).collect();
            assert!(widths.iter().all(|width| (width - widths[0]).abs() < 1e-3), "{widths:?}");
        }
    }
}
