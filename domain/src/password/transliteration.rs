//! Names in Latin letters, as people write them who have no Cyrillic keyboard at hand.

/// A word of small letters in Latin ones, in the two ways people write it: `azhybekov`,
/// `ajybekov`. Letters that are no Cyrillic ones stay.
pub(super) fn in_latin_letters(word: &str) -> [String; 2] {
    let mut forms = [String::new(), String::new()];
    for c in word.chars() {
        let letters = latin(c);
        for (place, form) in forms.iter_mut().enumerate() {
            match letters {
                Some(letters) => form.push_str(letters[place]),
                None => form.push(c),
            }
        }
    }
    forms
}

fn latin(c: char) -> Option<[&'static str; 2]> {
    let same = |letters| [letters, letters];
    Some(match c {
        'а' => same("a"),
        'б' => same("b"),
        'в' => same("v"),
        'г' => same("g"),
        'д' => same("d"),
        'е' | 'э' => same("e"),
        'ж' => ["zh", "j"],
        'з' => same("z"),
        'и' => same("i"),
        'й' => ["y", "i"],
        'к' => same("k"),
        'л' => same("l"),
        'м' => same("m"),
        'н' => same("n"),
        'ң' => ["n", "ng"],
        'о' | 'ө' => same("o"),
        'п' => same("p"),
        'р' => same("r"),
        'с' => same("s"),
        'т' => same("t"),
        'у' | 'ү' => same("u"),
        'ф' => same("f"),
        'х' => ["kh", "h"],
        'ц' => ["ts", "c"],
        'ч' => same("ch"),
        'ш' => same("sh"),
        'щ' => ["shch", "sch"],
        'ъ' | 'ь' => same(""),
        'ы' => same("y"),
        'ю' => ["yu", "iu"],
        'я' => ["ya", "ia"],
        _ => return None,
    })
}
