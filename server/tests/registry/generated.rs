//! What `registry generate` writes: the same for the same seed, and taken in whole.

use std::{collections::HashSet, path::Path};

use domain::inn::Inn;
use proptest::prelude::*;
use server::registry::generate::{GenerateError, GenerateOptions, Generated, generate};
use sha2::{Digest, Sha256};

use super::{Folder, import, rows};
use crate::support::TestApp;

const FILES: [&str; 4] = ["taxpayers.csv", "officers.csv", "citizens.csv", "risk.csv"];

fn write(folder: &Path, taxpayers: u32, seed: u64) -> Generated {
    generate(folder, GenerateOptions { taxpayers, seed }, &mut |_, _| {}).unwrap()
}

fn texts(taxpayers: u32, seed: u64) -> [String; 4] {
    let folder = Folder::with(&[]);
    write(&folder.0, taxpayers, seed);
    FILES.map(|file| std::fs::read_to_string(folder.0.join(file)).unwrap())
}

/// The first field of each row.
fn first_fields(text: &str) -> Vec<&str> {
    text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_seed_gives_numbers_that_are_right_and_each_only_once(seed: u64, taxpayers in 1_u32..600) {
        let [registered, officers, citizens, _] = texts(taxpayers, seed);
        for file in [&registered, &citizens] {
            let inns = first_fields(file);
            prop_assert_eq!(inns.iter().collect::<HashSet<_>>().len(), inns.len());
            for inn in inns {
                prop_assert!(!Inn::from_trusted(inn).unwrap().looks_mistyped(), "{}", inn);
            }
        }
        let inns = first_fields(&registered);
        prop_assert_eq!(inns.len(), taxpayers as usize);
        let organisations: HashSet<&str> = inns.iter().filter(|inn| inn.starts_with('0')).copied().collect();
        prop_assert_eq!(organisations.len() as u32, taxpayers * 3 / 100);
        // each organisation has somebody who leads it now, and whoever leads is in the register
        let known: HashSet<&str> = inns.into_iter().chain(first_fields(&citizens)).collect();
        let mut led = HashSet::new();
        for line in officers.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            prop_assert!(organisations.contains(fields[0]) && known.contains(fields[1]), "{}", line);
            if fields[2] == "head" && fields[4].is_empty() {
                prop_assert!(led.insert(fields[0]), "two heads: {}", line);
            }
        }
        prop_assert_eq!(led, organisations);
    }

    #[test]
    fn another_seed_gives_other_people(seed: u64) {
        prop_assert_ne!(texts(50, seed), texts(50, seed.wrapping_add(1)));
        prop_assert_eq!(texts(50, seed), texts(50, seed));
    }
}

/// On every machine, on every day: whoever changes the lists or the drawing changes this, and says so.
#[test]
fn the_bytes_of_a_seed_are_known() {
    let mut hasher = Sha256::new();
    texts(1_000, 1).iter().for_each(|text| hasher.update(text));
    assert_eq!(hex::encode(hasher.finalize()), "56339d8b41d377d583bd25b254ca1e7261fafd10027a5d71854b0815dd1c17f3");
}

#[tokio::test]
async fn the_import_takes_it_whole() {
    let app = TestApp::new().await;
    for (taxpayers, seed) in [(1, 0), (33, 1), (34, u64::MAX), (3_000, 20_261_122)] {
        let folder = Folder::with(&[]);
        let written = write(&folder.0, taxpayers, seed);
        let summary = import(&app, &folder, true).await.unwrap();
        let taken: Vec<(&str, u64)> = summary.files.iter().map(|file| (file.file, file.counts.inserted)).collect();
        let counts = [written.taxpayers, written.officers, written.citizens, written.risk];
        assert_eq!(taken, FILES.into_iter().zip(counts).collect::<Vec<_>>());
        assert_eq!(rows(&app).await, 0);
    }
}

#[test]
fn a_registry_that_is_there_is_not_written_over() {
    let folder = Folder::with(&[("citizens.csv", b"mine")]);
    let refused = generate(&folder.0, GenerateOptions { taxpayers: 10, seed: 1 }, &mut |_, _| {}).unwrap_err();
    assert!(matches!(&refused, GenerateError::Exists(file) if file.ends_with("citizens.csv")), "{refused}");
    assert_eq!(std::fs::read(folder.0.join("citizens.csv")).unwrap(), b"mine");
    assert!(!folder.0.join("taxpayers.csv").exists());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::with(&[("file", b"")]);
    let inside = folder.0.join("file/folder");
    let refused = generate(&inside, GenerateOptions { taxpayers: 10, seed: 1 }, &mut |_, _| {}).unwrap_err();
    assert!(refused.to_string().contains("file/folder"), "{refused}");
}
