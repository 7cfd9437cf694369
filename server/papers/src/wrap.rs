//! Breaking text into lines.

use crate::typeface::{Cut, Run};

/// Lines of `text` that are at most `width` points wide. Breaks after spaces, hyphens and slashes;
/// a word that is wider than a line is broken between letters. Every line ends in a
/// space, so that who hears the PDF or copies from it finds the words of different lines apart;
/// only a word broken between letters goes on without.
pub(crate) fn lines(cut: &Cut, size: f32, text: &str, width: f32) -> Vec<Run> {
    let text = cut.printable(text);
    let space = cut.width(" ", size);
    let mut filled = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for unit in text.split_inclusive([' ', '-', '/', '@', '.']) {
        for (piece, inked) in pieces(cut, size, unit, width) {
            if !line.is_empty() && used + inked > width {
                filled.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push_str(piece);
            used += if piece.ends_with(' ') { inked + space } else { inked };
        }
    }
    if !line.is_empty() {
        filled.push(line + " ");
    }
    filled.iter().map(|line| cut.run(line, size)).collect()
}

/// The unit itself, or, if it is wider than a line, the parts of it that are not; each with its width
/// less that of a space at its end.
fn pieces<'a>(cut: &Cut, size: f32, unit: &'a str, width: f32) -> Vec<(&'a str, f32)> {
    let run = cut.run(unit, size);
    if run.width <= width {
        return vec![(unit, run.width)];
    }
    let mut parts = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    for glyph in run.glyphs {
        let advance = glyph.x_advance * size;
        // several glyphs of one cluster share a start: never break between them
        if used + advance > width && glyph.text_range.start > start {
            parts.push((&unit[start..glyph.text_range.start], used));
            start = glyph.text_range.start;
            used = 0.0;
        }
        used += advance;
    }
    parts.push((&unit[start..], used));
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
            assert_eq!(joined.trim_end(), text.trim_end());
            for line in &lines {
                assert!(cut.width(line.text.trim_end(), 10.0) <= 120.01, "{}", line.text);
            }
        }
    }

    #[test]
    fn breaks_between_words() {
        assert_eq!(texts("Асанов Үсөн", 45.0), ["Асанов ", "Үсөн "]);
        assert!(texts("", 45.0).is_empty());
    }
}
