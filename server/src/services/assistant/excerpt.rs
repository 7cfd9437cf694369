//! What is shown of a passage: its paragraphs around what was asked for, with the words found marked.

use app::api::assistant::Piece;

use super::words::fold;

/// Characters that are shown at the most, unless one paragraph alone is longer.
const LONGEST: usize = 420;

/// The paragraphs from the one that has most of the words on, as many as fit.
pub(super) fn excerpt(paragraphs: &[String], found: &[String]) -> Vec<Piece> {
    let has = |paragraph: &String| parts(paragraph).filter(|part| is_found(part, found)).count();
    let all: usize = paragraphs.iter().map(|paragraph| paragraph.chars().count() + 1).sum();
    // the first of the best
    let best = paragraphs.iter().enumerate().rev().max_by_key(|(_, paragraph)| has(paragraph));
    let first = if all <= LONGEST { 0 } else { best.map_or(0, |(place, _)| place) };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut length = 0;
    for (place, paragraph) in paragraphs.iter().enumerate().skip(first) {
        length += paragraph.chars().count();
        if place > first && length > LONGEST {
            push(&mut pieces, " …", false);
            break;
        }
        push(
            &mut pieces,
            if place > first {
                " "
            } else if first > 0 {
                "… "
            } else {
                ""
            },
            false,
        );
        for part in parts(paragraph) {
            push(&mut pieces, part, is_found(part, found));
        }
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, marked: bool) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.marked == marked && !marked => last.text.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), marked }),
    }
}

fn is_found(part: &str, found: &[String]) -> bool {
    let folded = fold(part);
    found.contains(&folded)
}

/// Words and what is between them, in turn.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let in_word = rest.chars().next()?.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != in_word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn what_was_found_is_marked_whole() {
        let text = ["Пароль нигде не печатается.".to_owned(), "Сөздү «пароль» жазыңыз".to_owned()];
        let found = ["пароль".to_owned(), "созду".to_owned()];
        assert_eq!(shown(&excerpt(&text, &found)), "[Пароль] нигде не печатается. [Сөздү] «[пароль]» жазыңыз");
    }

    #[test]
    fn a_long_passage_begins_where_the_words_are() {
        let long: Vec<String> = (0..10).map(|number| format!("{} {}", "слово ".repeat(20), number)).collect();
        let pieces = excerpt(&long, &["7".to_owned()]);
        let text = shown(&pieces);
        assert!(text.starts_with("… слово") && text.contains("[7]"), "{text}");
        assert!(text.chars().count() < 2 * LONGEST);
    }

    #[test]
    fn markup_stays_text() {
        let pieces = excerpt(&["<b>x</b>".to_owned()], &["x".to_owned()]);
        assert_eq!(shown(&pieces), "<b>[x]</b>");
    }
}
