//! The two keyboard layouts on every desk here: Latin QWERTY and Cyrillic ЙЦУКЕН. A scanner or a
//! person who forgot to switch types one while meaning the other.

/// Keys of QWERTY and the letters ЙЦУКЕН has on them, row by row.
const KEYS: [(char, char); 33] = [
    ('q', 'й'),
    ('w', 'ц'),
    ('e', 'у'),
    ('r', 'к'),
    ('t', 'е'),
    ('y', 'н'),
    ('u', 'г'),
    ('i', 'ш'),
    ('o', 'щ'),
    ('p', 'з'),
    ('[', 'х'),
    (']', 'ъ'),
    ('a', 'ф'),
    ('s', 'ы'),
    ('d', 'в'),
    ('f', 'а'),
    ('g', 'п'),
    ('h', 'р'),
    ('j', 'о'),
    ('k', 'л'),
    ('l', 'д'),
    (';', 'ж'),
    ('\'', 'э'),
    ('z', 'я'),
    ('x', 'ч'),
    ('c', 'с'),
    ('v', 'м'),
    ('b', 'и'),
    ('n', 'т'),
    ('m', 'ь'),
    (',', 'б'),
    ('.', 'ю'),
    ('`', 'ё'),
];

/// What the same keys give with the Latin layout: `йцукен` → `qwerty`. Letters are made small;
/// the Kyrgyz ң, ө, ү sit on the keys of н, о, у. Anything else stays.
#[must_use]
pub fn to_latin(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(latin_key).collect()
}

/// What the same keys give with the Cyrillic layout: `qwerty` → `йцукен`. Letters are made small;
/// the signs `[ ] ; ' , . and the back-tick are letters there. Anything else stays.
#[must_use]
pub fn to_cyrillic(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| KEYS.iter().find(|(latin, _)| *latin == c).map_or(c, |(_, cyrillic)| *cyrillic))
        .collect()
}

fn latin_key(c: char) -> char {
    let base = match c {
        'ң' => 'н',
        'ө' => 'о',
        'ү' => 'у',
        other => other,
    };
    KEYS.iter().find(|(_, cyrillic)| *cyrillic == base).map_or(base, |(latin, _)| *latin)
}
