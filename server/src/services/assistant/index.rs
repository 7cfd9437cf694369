//! The words of every passage, given to the database at the start of a server.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use domain::lang::Lang;
use sha2::{Digest, Sha256};

use super::words::{own_stem, words};
use crate::{
    error::ServiceError,
    foundation::Foundation,
    guides::{Guide, LANGUAGES, Section, guides, help},
    storage::assistant::{self as storage, IndexedWord},
};

/// How much a word counts by where it stands.
const IN_TITLE: f32 = 1.0;
const ASKED_FOR: f32 = 0.9;
const IN_TEXT: f32 = 0.4;
const IN_GUIDE_TITLE: f32 = 0.3;

/// Where a passage stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) guide: &'static Guide,
    pub(super) section: &'static Section,
}

/// The passage of an address in a language.
pub(super) fn place(lang: Lang, address: &str) -> Option<Place> {
    static PLACES: LazyLock<HashMap<(Lang, String), Place>> =
        LazyLock::new(|| LANGUAGES.into_iter().flat_map(places).collect());
    PLACES.get(&(lang, address.to_owned())).copied()
}

fn places(lang: Lang) -> impl Iterator<Item = ((Lang, String), Place)> {
    guides(lang).iter().chain([help(lang)]).flat_map(move |guide| {
        guide.sections.iter().map(move |section| ((lang, address(guide, section)), Place { guide, section }))
    })
}

fn address(guide: &Guide, section: &Section) -> String {
    format!("{}#{}", guide.address, section.id)
}

/// Digest of everything that is searched: what the words of this binary are called in the database.
pub(super) fn edition() -> &'static [u8] {
    static EDITION: LazyLock<[u8; 32]> = LazyLock::new(|| {
        let mut digest = Sha256::new();
        for word in index() {
            for part in [word.language, &word.word, &word.stem, &word.passage] {
                digest.update(part.as_bytes());
                digest.update([0]);
            }
            digest.update(word.weight.to_le_bytes());
        }
        digest.finalize().into()
    });
    &*EDITION
}

/// Gives the database the words of this binary's guides, unless it has them. Any number of servers may do so at once.
///
/// # Errors
/// The database's.
pub async fn fill(foundation: &Foundation) -> Result<(), ServiceError> {
    storage::fill(&foundation.pool, edition(), &index(), foundation.now()).await?;
    Ok(())
}

/// Every word of every passage once, in a fixed order.
fn index() -> Vec<IndexedWord> {
    LANGUAGES
        .into_iter()
        .flat_map(|lang| places(lang).flat_map(move |((_, passage), place)| of_passage(lang, passage, place)))
        .collect()
}

fn of_passage(lang: Lang, passage: String, Place { guide, section }: Place) -> Vec<IndexedWord> {
    let mut weights: BTreeMap<String, f32> = BTreeMap::new();
    let text = section.paragraphs.join("\n");
    for (part, weight) in
        [(&section.title, IN_TITLE), (&section.asked, ASKED_FOR), (&text, IN_TEXT), (&guide.title, IN_GUIDE_TITLE)]
    {
        for word in words(part) {
            weights.entry(word).or_insert(weight);
        }
    }
    weights
        .into_iter()
        .map(|(word, weight)| IndexedWord {
            language: lang.code(),
            stem: own_stem(lang, &word),
            word,
            passage: passage.clone(),
            weight,
        })
        .collect()
}
