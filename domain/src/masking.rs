//! Names and addresses for somebody who has not shown to know the person (`spec/registry.md`,
//! "Looking up"): enough to recognise one's own entry, too little to learn another's.

/// The first word whole, of the others the first letter: `Токтогулов А*** Б***`.
#[must_use]
pub fn mask_name(name: &str) -> String {
    name.split_whitespace()
        .enumerate()
        .map(|(place, word)| match (place, word.chars().next()) {
            (1.., Some(initial)) => format!("{initial}***"),
            _ => word.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The settlement or region and nothing closer: `г. Бишкек, …`. Whatever has a digit in it or
/// names a street is left out, wherever it stands; if nothing remains, `…`.
#[must_use]
pub fn mask_address(address: &str) -> String {
    match address.split(',').map(str::trim).find(|part| is_settlement(part)) {
        Some(settlement) if address.contains(',') => format!("{settlement}, …"),
        _ => "…".to_owned(),
    }
}

fn is_settlement(part: &str) -> bool {
    const CLOSER: [&str; 16] = [
        "ул",
        "улица",
        "көч",
        "көчөсү",
        "пр",
        "просп",
        "проспект",
        "пер",
        "бул",
        "мкр",
        "микрорайон",
        "ж/м",
        "д",
        "үй",
        "кв",
        "батир",
    ];
    !part.is_empty()
        && !part.contains(|c: char| c.is_numeric())
        && !part
            .split(|c: char| c.is_whitespace() || c == '.' || c == '-')
            .any(|word| CLOSER.contains(&word.to_lowercase().as_str()))
}
