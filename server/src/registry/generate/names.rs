//! Invented names: given name, father's name and family name, as they are put together in the country.

use super::{
    draw::Draw,
    name_lists::{ANCESTORS, MEN, RUSSIAN_FAMILIES, RUSSIAN_FATHERS, RUSSIAN_MEN, RUSSIAN_WOMEN, WOMEN},
};

/// A name in both languages.
pub(super) struct Name {
    pub(super) ru: String,
    pub(super) ky: String,
}

/// Of a thousand people with Kyrgyz names, how many bear their father's name with «уулу» or «кызы» in documents.
const AFTER_THE_FATHER: u32 = 70;

/// A name that people of this sex and place may have; `russian` of a hundred have Russian ones.
pub(super) fn of_person(draw: &mut Draw, woman: bool, russian: u32) -> Name {
    if draw.below(100) < russian { russian_name(draw, woman) } else { kyrgyz_name(draw, woman) }
}

fn kyrgyz_name(draw: &mut Draw, woman: bool) -> Name {
    let (given_ky, given_ru) = draw.favourite(if woman { &WOMEN[..] } else { &MEN[..] });
    let (father_ky, father_ru) = draw.favourite(&MEN);
    let child = if woman { "кызы" } else { "уулу" };
    if draw.chance(AFTER_THE_FATHER) {
        let name = |father: &str, given: &str| [father, " ", child, " ", given].concat();
        return Name { ru: name(father_ru, given_ru), ky: name(father_ky, given_ky) };
    }
    // a family is named after an ancestor
    let (ancestor_ky, ancestor_ru) = if draw.chance(500) { draw.favourite(&MEN) } else { draw.favourite(&ANCESTORS) };
    let family = |ancestor: &str| feminine(possessive(ancestor), woman);
    let patronymic = possessive(father_ru) + if woman { "на" } else { "ич" };
    Name {
        ru: [family(ancestor_ru).as_str(), given_ru, &patronymic].join(" "),
        ky: [family(ancestor_ky).as_str(), given_ky, father_ky, child].join(" "),
    }
}

fn russian_name(draw: &mut Draw, woman: bool) -> Name {
    let given = draw.favourite(if woman { &RUSSIAN_WOMEN[..] } else { &RUSSIAN_MEN[..] });
    let family = feminine(draw.favourite(&RUSSIAN_FAMILIES).to_owned(), woman);
    let father = draw.favourite(&RUSSIAN_FATHERS);
    let name = format!("{family} {given} {father}{}", if woman { "на" } else { "ич" });
    Name { ky: name.clone(), ru: name }
}

/// Whose: Асан → Асанов, Таалай → Таалаев. With «ич» or «на» behind it the father's name.
fn possessive(name: &str) -> String {
    match name.strip_suffix('й') {
        Some(stem) => [stem, "ев"].concat(),
        None => [name, "ов"].concat(),
    }
}

fn feminine(family: String, woman: bool) -> String {
    if woman { family + "а" } else { family }
}
