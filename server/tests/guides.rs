//! «Руководства»: the same in every language, true to the site's own words, with pictures that are there.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use app::api::Client;
use axum::body::Body;
use domain::lang::Lang;
use http::{Method, StatusCode, header};
use server::guides::{FOR_STAFF, Guide, LANGUAGES, ORDER, Readers, guides, help, pictures};

use crate::support::{
    TestApp,
    site::{ask, request},
};

/// The largest picture, bytes.
const PICTURE: usize = 40_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every text of the site in a language, word for word.
fn site_texts(lang: Lang) -> BTreeSet<String> {
    let begin = format!("{} = \"", lang.code());
    let mut texts = BTreeSet::new();
    for file in std::fs::read_dir(root().join("../app/i18n")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let lines = text.lines().filter_map(|line| line.strip_prefix(&begin)?.strip_suffix('"'));
        texts.extend(lines.map(str::to_owned));
    }
    texts
}

/// What stands in quotation marks.
fn quoted(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(['«', '“']) {
        let (inside, beyond) = after.split_once(['»', '”']).expect("quotation marks are closed");
        found.push(inside);
        rest = beyond;
    }
    found
}

fn slugs() -> impl Iterator<Item = &'static str> {
    ORDER.into_iter().chain(FOR_STAFF)
}

fn paragraphs(guide: &Guide) -> impl Iterator<Item = &String> {
    guide.sections.iter().flat_map(|section| &section.paragraphs)
}

#[test]
fn every_guide_is_there_in_every_language_and_no_other_file() {
    for lang in LANGUAGES {
        let folder = root().join("guides").join(lang.code());
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap().replace(".md", ""))
            .collect();
        assert_eq!(files, slugs().map(String::from).collect::<BTreeSet<_>>(), "{lang:?}");
        assert_eq!(guides(lang).len(), files.len());
    }
}

#[test]
fn a_guide_has_the_same_sections_and_pictures_in_every_language() {
    for (place, slug) in slugs().enumerate() {
        let shape = |lang: Lang| {
            let guide = &guides(lang)[place];
            let ids: Vec<_> = guide.sections.iter().map(|section| section.id.clone()).collect();
            let lengths: Vec<_> = guide.sections.iter().map(|section| section.paragraphs.len()).collect();
            (ids, lengths, guide.pictures.clone())
        };
        for lang in LANGUAGES {
            assert_eq!(shape(lang), shape(Lang::Ru), "{slug} in {lang:?}");
            let guide = &guides(lang)[place];
            assert!(!guide.title.is_empty() && !guide.lead.is_empty(), "{slug} in {lang:?}");
            let ids: BTreeSet<_> = guide.sections.iter().map(|section| &section.id).collect();
            assert_eq!(ids.len(), guide.sections.len(), "{slug}: an anchor twice");
            for section in &guide.sections {
                assert!(!section.id.is_empty() && !section.title.is_empty(), "{slug} in {lang:?}: {section:?}");
                assert!(!section.asked.is_empty(), "{slug} in {lang:?}: nobody asks for {}", section.id);
                assert!(!section.paragraphs.is_empty(), "{slug} in {lang:?}: {}", section.id);
            }
        }
    }
}

#[test]
fn what_a_guide_names_is_called_so_on_the_site() {
    for lang in LANGUAGES {
        let texts = site_texts(lang);
        for guide in guides(lang) {
            for label in &guide.labels {
                assert!(texts.contains(label), "{} in {lang:?}: nothing is called {label:?}", guide.address);
            }
            for text in paragraphs(guide).flat_map(|paragraph| quoted(paragraph)) {
                assert!(texts.contains(text), "{} in {lang:?}: the site says nowhere {text:?}", guide.address);
            }
        }
    }
}

#[test]
fn every_picture_is_taken_small_and_shown() {
    let named: BTreeSet<&str> = guides(Lang::Ru).iter().flat_map(|guide| &guide.pictures).map(String::as_str).collect();
    for lang in LANGUAGES {
        let taken: BTreeMap<&str, usize> = pictures()
            .iter()
            .filter(|picture| picture.language == lang.code())
            .map(|picture| (picture.name, picture.content.len()))
            .collect();
        assert_eq!(taken.keys().copied().collect::<BTreeSet<_>>(), named, "{lang:?}: `make guides` takes them");
        for (name, bytes) in taken {
            assert!(bytes <= PICTURE, "{name} in {lang:?} has {bytes} bytes");
        }
        for section in guides(lang).iter().flat_map(|guide| &guide.sections) {
            for picture in section.html.split("<img ").skip(1) {
                let tag = picture.split('>').next().unwrap();
                assert!(!tag.contains("alt=\"\"") && tag.contains("loading=\"lazy\""), "{tag}");
                assert!(tag.contains(&format!("/guides/pictures/{}-", lang.code())), "{tag}");
                assert!(!tag.contains("width=\"0\""), "{tag}");
            }
        }
    }
}

#[tokio::test]
async fn every_link_in_a_guide_leads_to_a_place_that_is_there() {
    let test = TestApp::new().await;
    for lang in LANGUAGES {
        let all: Vec<&Guide> = guides(lang).iter().chain([help(lang)]).collect();
        let sections = guides(lang).iter().flat_map(|guide| guide.sections.iter().map(move |section| (guide, section)));
        for (guide, section) in sections {
            for link in section.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
                // a place alone is one of the same guide
                let path = if path.is_empty() { &guide.address } else { path };
                let asked = request(Method::GET, path).header(header::ACCEPT_LANGUAGE, lang.code());
                let (status, _, page) = ask(&test, test.services.clone(), asked.body(Body::empty()).unwrap()).await;
                assert_eq!(status, StatusCode::OK, "{link} in {}", section.id);
                assert!(anchor.is_empty() || page.contains(&format!("id=\"{anchor}\"")), "{link}: no such place");
            }
        }
        for guide in all {
            let asked = request(Method::GET, &guide.address).header(header::ACCEPT_LANGUAGE, lang.code());
            let (status, _, page) = ask(&test, test.services.clone(), asked.body(Body::empty()).unwrap()).await;
            assert_eq!(status, StatusCode::OK, "{}", guide.address);
            for section in &guide.sections {
                // an answer leads there
                assert!(page.contains(&format!("id=\"{}\"", section.id)), "{}#{}", guide.address, section.id);
            }
        }
    }
}

#[tokio::test]
async fn staff_are_offered_their_guides_first_and_nobody_else_is() {
    let test = TestApp::new().await;
    let inspector = test.inspector("osmonova.001", "001").await;
    let listed = |client: &Client| -> Vec<String> {
        test.services.guides.list(client).into_iter().map(|guide| guide.slug).collect()
    };
    assert_eq!(listed(&test.stranger()), ORDER);
    let (taxpayer, _) = test.taxpayer(1).await;
    assert_eq!(listed(&taxpayer), ORDER);
    assert_eq!(listed(&inspector), FOR_STAFF.into_iter().chain(ORDER).collect::<Vec<_>>());
    // whoever can't get in must be able to read how
    for guide in guides(Lang::Ru).iter().filter(|guide| guide.readers == Readers::Staff) {
        let (_, slug) = guide.address.rsplit_once('/').unwrap();
        assert_eq!(test.services.guides.guide(&test.stranger(), slug).unwrap().title, guide.title);
    }
}

#[tokio::test]
async fn an_address_without_a_guide_says_so() {
    let test = TestApp::new().await;
    for path in ["/guides/nothing", "/guides/access.md", "/guides/..%2faccess"] {
        let (status, _, page) =
            ask(&test, test.services.clone(), request(Method::GET, path).body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.contains("Такой страницы нет"), "{path}");
    }
}

#[tokio::test]
async fn a_picture_is_kept_for_ever_and_nothing_else_is_served_there() {
    let test = TestApp::new().await;
    let get = |path: String| {
        let asked = request(Method::GET, &path).body(Body::empty()).unwrap();
        ask(&test, test.services.clone(), asked)
    };
    let picture = pictures().first().expect("there is a picture");
    let (status, headers, _) = get(picture.address()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "image/webp");
    assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    for other in ["x.webp", "..%2f..%2fCargo.toml", "ru-form-inn.webp"] {
        let (status, headers, _) = get(format!("/guides/pictures/{other}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{other}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    }
}
