//! The guides as the binary carries them: `server/guides/LANGUAGE/SLUG.md` and the pictures that they name, taken apart
//! once.
//!
//! A guide begins with its title and a paragraph for whom it is; its sections are headings of the second level, each with
//! an anchor that is the same in every language: `## Пароль {#password}`. A comment `<!-- asked: … -->` in a section holds
//! words by which people ask for it and which its text does not have. `![what is seen](NAME)` is the picture
//! `pictures/LANGUAGE/NAME.webp`.

mod help;
mod markdown;
mod picture;

use std::sync::LazyLock;

use domain::lang::Lang;

pub use self::picture::{Picture, pictures};

include!(concat!(env!("OUT_DIR"), "/guides.rs"));

/// The guides for everybody in the order in which people need them, by the last part of their addresses.
pub const ORDER: [&str; 5] = ["access", "application", "add-inn", "organisation", "restore"];

/// The guides for staff, likewise (`docs/decisions/0024-guide-for-inspectors.md`).
pub const FOR_STAFF: [&str; 7] =
    ["window", "office-annulment", "registration-card", "head-of-office", "staff-entry", "administration", "trouble"];

/// The languages that every guide exists in.
pub const LANGUAGES: [Lang; 3] = [Lang::Ru, Lang::Ky, Lang::En];

/// Whom a guide is written for. It can be read by everybody, at its address: a list and «Помощник» offer it to its readers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readers {
    /// Whoever comes.
    #[default]
    Everybody,
    /// Staff, who are offered the others as well.
    Staff,
}

/// A guide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guide {
    /// Whom it is for.
    pub readers: Readers,
    /// Its address, `/guides/access`.
    pub address: String,
    /// What it is about.
    pub title: String,
    /// For whom, in a sentence.
    pub lead: String,
    /// In order.
    pub sections: Vec<Section>,
    /// Names of the pictures, in order.
    pub pictures: Vec<String>,
    /// What it calls by the name that the site gives it: everything in bold, in the order of the text.
    pub labels: Vec<String>,
}

/// A section of a guide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Its anchor.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Its text as HTML.
    pub html: String,
    /// The same without markup, a paragraph or a step each; without the pictures.
    pub paragraphs: Vec<String>,
    /// Words by which people ask for it.
    pub asked: String,
}

/// The guides in one language, those for everybody first.
pub fn guides(lang: Lang) -> &'static [Guide] {
    static READ: LazyLock<[Vec<Guide>; 3]> = LazyLock::new(|| LANGUAGES.map(read));
    &READ[place(lang)]
}

/// The page of help in one language, as sections of one guide.
pub fn help(lang: Lang) -> &'static Guide {
    static READ: LazyLock<[Guide; 3]> = LazyLock::new(|| LANGUAGES.map(help::read));
    &READ[place(lang)]
}

/// Where a language stands in [`LANGUAGES`].
fn place(lang: Lang) -> usize {
    match lang {
        Lang::Ru => 0,
        Lang::Ky => 1,
        Lang::En => 2,
    }
}

fn read(lang: Lang) -> Vec<Guide> {
    let text = |slug: &str| TEXTS.iter().find(|(code, name, _)| *code == lang.code() && *name == slug);
    let of = |readers: Readers, slugs: &[&str]| -> Vec<Guide> {
        let texts = slugs.iter().filter_map(|slug| text(slug));
        texts.map(|(_, slug, text)| Guide { readers, ..markdown::read(lang, slug, text) }).collect()
    };
    [of(Readers::Everybody, &ORDER), of(Readers::Staff, &FOR_STAFF)].concat()
}
