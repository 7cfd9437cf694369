//! Runs: the same character again, the next in the alphabet, the next key on the board. A password
//! made of a few long runs is as easy to guess as it is to type.

/// Rows of the two layouts; what stands side by side in one is a run.
const ROWS: [&str; 7] =
    ["1234567890", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];

/// The lengths of the longest runs the text falls into, in characters, from left to right. Expects
/// small letters.
pub(super) fn lengths(text: &str) -> Vec<usize> {
    let characters: Vec<char> = text.chars().collect();
    let mut lengths = Vec::new();
    let mut start = 0;
    while start < characters.len() {
        let length = longest_from(&characters[start..]);
        lengths.push(length);
        start += length;
    }
    lengths
}

fn longest_from(characters: &[char]) -> usize {
    let along = |follows: &dyn Fn(char, char) -> bool| {
        1 + characters.windows(2).take_while(|pair| follows(pair[0], pair[1])).count()
    };
    [
        along(&|a, b| a == b),
        along(&|a, b| step(a, b) == Some(1)),
        along(&|a, b| step(a, b) == Some(-1)),
        along(&|a, b| key_step(a, b) == Some(1)),
        along(&|a, b| key_step(a, b) == Some(-1)),
    ]
    .into_iter()
    .max()
    .unwrap_or(1)
}

/// How far apart two letters or two digits stand in the alphabet.
fn step(a: char, b: char) -> Option<i64> {
    let comparable = (a.is_ascii_digit() && b.is_ascii_digit()) || (a.is_alphabetic() && b.is_alphabetic());
    comparable.then(|| i64::from(u32::from(b)) - i64::from(u32::from(a)))
}

/// How far apart two keys stand in a row.
fn key_step(a: char, b: char) -> Option<i64> {
    ROWS.iter().find_map(|row| {
        let place = |key| row.chars().zip(0_i64..).find(|(c, _)| *c == key).map(|(_, place)| place);
        Some(place(b)? - place(a)?)
    })
}
