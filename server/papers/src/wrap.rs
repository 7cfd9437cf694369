//! Breaking text into lines.

use crate::typeface::{Cut, Run};

/// Lines of `text` that are at most `width` points wide. Breaks after spaces, hyphens and slashes;
/// a word that is wider than a line is broken between letters. Every line but the last keeps the
/// space it was broken at, so that a reader of the PDF finds the words apart.
pub(crate) fn lines(cut: &Cut, size: f32, text: &str, width: f32) -> Vec<Run> {
    let text = cut.printable(text);
    let mut filled = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for unit in text.split_inclusive([' ', '-', '/', '@', '.']) {
        for piece in pieces(cut, size, unit, width) {
            let needed = cut.width(piece.trim_end(), size);
            if !line.is_empty() && used + needed > width {
                filled.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push_str(piece);
            used += cut.width(piece, size);
        }
    }
    if !line.is_empty() {
        filled.push(line);
    }
    filled.iter().map(|line| cut.run(line, size)).collect()
}

/// The unit itself, or, if it is wider than a line, the parts of it that are not.
fn pieces<'a>(cut: &Cut, size: f32, unit: &'a str, width: f32) -> Vec<&'a str> {
    if cut.width(unit.trim_end(), size) <= width {
        return vec![unit];
    }
    let mut parts = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    for glyph in cut.run(unit, size).glyphs {
        let advance = glyph.x_advance * size;
        // several glyphs of one cluster share a start: never break between them
        if used + advance > width && glyph.text_range.start > start {
            parts.push(&unit[start..glyph.text_range.start]);
            start = glyph.text_range.start;
            used = 0.0;
        }
        used += advance;
    }
    parts.push(&unit[start..]);
    parts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::typeface::Typeface;

    fn texts(text: &str, width: f32) -> Vec<String> {
        let cut = &Typeface::get().unwrap().regular;
        lines(cut, 10.0, text, width).into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn nothing_is_lost_and_nothing_sticks_out() {
        let cut = &Typeface::get().unwrap().regular;
        for text in [
            "Кыргызпатентжашылдандыруукомитетинин".repeat(9),
            "ОсОО «Ала-Тоо» ".repeat(30),
            "a".repeat(300),
            "word@example.kg/".repeat(20),
        ] {
            let lines = lines(cut, 10.0, &text, 120.0);
            let joined: String = lines.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(joined, text.trim_end());
            for line in &lines {
                assert!(cut.width(line.text.trim_end(), 10.0) <= 120.01, "{}", line.text);
            }
        }
    }

    #[test]
    fn breaks_between_words() {
        assert_eq!(texts("Асанов Үсөн", 45.0), ["Асанов ", "Үсөн"]);
        assert!(texts("", 45.0).is_empty());
    }
}
