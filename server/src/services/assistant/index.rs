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
    guides::{Guide, LANGUAGES, Readers, Section, guides, help},
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

/// Digest of everything that is searched for these readers: what their words of this binary are called in the database.
pub(super) fn edition(readers: Readers) -> &'static [u8] {
    static EVERYBODY: LazyLock<[u8; 32]> = LazyLock::new(|| digest(Readers::Everybody));
    static STAFF: LazyLock<[u8; 32]> = LazyLock::new(|| digest(Readers::Staff));
    match readers {
        Readers::Everybody => &*EVERYBODY,
        Readers::Staff => &*STAFF,
    }
}

fn digest(readers: Readers) -> [u8; 32] {
    let mut digest = Sha256::new();
    for word in index(readers) {
        for part in [word.language, &word.word, &word.stem, &word.passage] {
            digest.update(part.as_bytes());
            digest.update([0]);
        }
        digest.update(word.weight.to_le_bytes());
    }
    digest.finalize().into()
}

/// Gives the database the words of this binary's guides, unless it has them. Any number of servers may do so at once.
///
/// # Errors
/// The database's.
pub async fn fill(foundation: &Foundation) -> Result<(), ServiceError> {
    // an edition that is stored stays for sure: everybody's last, which more people ask
    for readers in [Readers::Staff, Readers::Everybody] {
        storage::fill(&foundation.pool, edition(readers), &index(readers), foundation.now()).await?;
    }
    Ok(())
}

/// Every word of every passage for these readers once, in a fixed order. An edition for each: how rare a word is, and so
/// what it says, depends on all the passages beside it.
fn index(readers: Readers) -> Vec<IndexedWord> {
    LANGUAGES
        .into_iter()
        .flat_map(|lang| {
            let offered = places(lang).filter(move |(_, place)| place.guide.readers <= readers);
            offered.flat_map(move |((_, passage), place)| of_passage(lang, passage, place))
        })
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
