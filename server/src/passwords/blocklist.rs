//! A set of passwords that takes 15 bits for each of them and can't be read back: of every password the first 32 bits
//! of its SHA-256, sorted, as the Rice-coded gaps between them.
//!
//! The file, numbers with the highest byte first:
//!
//! | bytes | what |
//! | --- | --- |
//! | 8 | [`MAGIC`] |
//! | 4 | how many hashes |
//! | 4 × 1025 | where the hashes with each value of the first ten bits begin, in bits; last, where all end |
//! | rest | for each hash its distance from the one before (from 0, for the first with these ten bits): the distance divided by 2¹³ as so many ones and a zero, then the remainder in 13 bits |
//!
//! With n hashes a password that is not in the set is taken for one that is in n of 2³² cases.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

const MAGIC: [u8; 8] = *b"pwlist\r\n";

/// Leading bits of a hash that are looked up in the index: a search then reads one thousandth of the file.
const INDEXED_BITS: u32 = 10;
const INDEX_ENTRIES: usize = (1 << INDEXED_BITS) + 1;
const INDEX_START: usize = MAGIC.len() + 4;
const BITS_START: usize = INDEX_START + INDEX_ENTRIES * 4;

/// Bits of a distance that are written as they are; shortest for about half a million hashes.
const RICE_BITS: u32 = 13;

/// The hashes of a list, where they lie in the file.
#[derive(Debug, Clone, Copy)]
pub struct Blocklist<'a> {
    count: u32,
    index: &'a [u8],
    bits: &'a [u8],
}

impl<'a> Blocklist<'a> {
    /// Takes the bytes of a file for a list.
    ///
    /// # Panics
    /// When they are none: while compiling, for the one that is built in.
    #[must_use]
    pub const fn open(file: &'a [u8]) -> Self {
        assert!(file.len() >= BITS_START, "the list is cut off");
        let (head, bits) = file.split_at(BITS_START);
        let (head, index) = head.split_at(INDEX_START);
        let (magic, count) = head.split_at(MAGIC.len());
        let mut place = 0;
        while place < MAGIC.len() {
            assert!(magic[place] == MAGIC[place], "this is no list of passwords");
            place += 1;
        }
        let mut entry = 1;
        while entry < INDEX_ENTRIES {
            assert!(number(index, entry - 1) <= number(index, entry), "the index runs backwards");
            entry += 1;
        }
        assert!(number(index, INDEX_ENTRIES - 1) as usize <= bits.len() * 8, "the list is cut off");
        Self { count: number(count, 0), index, bits }
    }

    /// How many hashes the list has.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Whether a password, given as its `domain::password::key_presses`, is on the list. One of some thousands that
    /// are not is taken for one that is.
    #[must_use]
    pub fn contains(&self, keys: &str) -> bool {
        let wanted = hash(keys);
        let bucket = (wanted >> (u32::BITS - INDEXED_BITS)) as usize;
        let mut bits = Bits { bytes: self.bits, place: number(self.index, bucket) as usize };
        let end = number(self.index, bucket + 1) as usize;
        let mut found = first_with_same_index(wanted);
        while bits.place < end {
            let Some(next) = bits.distance().and_then(|distance| found.checked_add(distance)) else { return false };
            found = next;
            if found >= wanted {
                return found == wanted;
            }
        }
        false
    }
}

/// Writes the list of these passwords, each given as its `domain::password::key_presses`. The same passwords give the
/// same bytes.
#[must_use]
pub fn encode<'a>(keys: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let hashes: BTreeSet<u32> = keys.map(hash).collect();
    let mut bits = BitWriter::default();
    let mut index = Vec::with_capacity(INDEX_ENTRIES);
    let mut before = 0;
    for hash in &hashes {
        let bucket = (hash >> (u32::BITS - INDEXED_BITS)) as usize;
        while index.len() <= bucket {
            index.push(bits.place);
            before = first_with_same_index(*hash);
        }
        bits.push_distance(hash - before);
        before = *hash;
    }
    index.resize(INDEX_ENTRIES, bits.place);
    let count = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
    let mut file = MAGIC.to_vec();
    file.extend(count.to_be_bytes());
    file.extend(index.iter().flat_map(|place| place.to_be_bytes()));
    file.extend(bits.bytes);
    file
}

fn hash(keys: &str) -> u32 {
    let [a, b, c, d, ..] = Sha256::digest(keys.as_bytes()).0;
    u32::from_be_bytes([a, b, c, d])
}

const fn first_with_same_index(hash: u32) -> u32 {
    hash >> (u32::BITS - INDEXED_BITS) << (u32::BITS - INDEXED_BITS)
}

/// The `place`-th of a row of numbers of four bytes.
const fn number(row: &[u8], place: usize) -> u32 {
    let start = place * 4;
    u32::from_be_bytes([row[start], row[start + 1], row[start + 2], row[start + 3]])
}

struct Bits<'a> {
    bytes: &'a [u8],
    place: usize,
}

impl Bits<'_> {
    /// `None` where the file ends.
    fn next(&mut self) -> Option<u32> {
        let byte = self.bytes.get(self.place / 8)?;
        let bit = byte >> (7 - self.place % 8) & 1;
        self.place += 1;
        Some(u32::from(bit))
    }

    fn distance(&mut self) -> Option<u32> {
        let mut ones = 0_u32;
        while self.next()? == 1 {
            ones += 1;
        }
        let mut distance = ones;
        for _ in 0..RICE_BITS {
            distance = distance.checked_mul(2)? + self.next()?;
        }
        Some(distance)
    }
}

#[derive(Default)]
struct BitWriter {
    bytes: Vec<u8>,
    /// Bits written.
    place: u32,
}

impl BitWriter {
    fn push(&mut self, bit: bool) {
        if self.place.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(byte) = self.bytes.last_mut() {
            *byte |= u8::from(bit) << (7 - self.place % 8);
        }
        self.place += 1;
    }

    fn push_distance(&mut self, distance: u32) {
        for _ in 0..distance >> RICE_BITS {
            self.push(true);
        }
        self.push(false);
        for bit in (0..RICE_BITS).rev() {
            self.push(distance >> bit & 1 == 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection, prelude::*};

    use super::*;

    fn listed(words: &BTreeSet<String>) -> Vec<u8> {
        encode(words.iter().map(String::as_str))
    }

    #[test]
    fn an_empty_list_has_nothing() {
        let file = listed(&BTreeSet::new());
        let list = Blocklist::open(&file);
        assert_eq!((list.count(), list.contains("12345678"), list.contains("")), (0, false, false));
    }

    #[test]
    fn what_is_no_list_is_not_taken_for_one() {
        let file = listed(&["12345678".to_owned(), "qwerty1234".to_owned()].into());
        let refused = |file: Vec<u8>| std::panic::catch_unwind(|| Blocklist::open(&file).count()).is_err();
        assert!(!refused(file.clone()));
        assert!(refused(Vec::new()));
        assert!(refused(file[..BITS_START].to_vec()), "the bits are missing");
        assert!(refused([b"PK", &file[2..]].concat()), "another kind of file");
        let mut backwards = file;
        backwards[INDEX_START] = 0xFF;
        assert!(refused(backwards), "an index that runs backwards");
    }

    /// What the file says beyond its index is not trusted either: it is read to its end and no further.
    #[test]
    fn a_damaged_list_only_answers_wrongly() {
        let file = listed(&(0..2_000).map(|number| format!("password {number}")).collect());
        for damage in [0x00, 0xFF, 0xA5] {
            let mut damaged = file.clone();
            damaged[BITS_START..].fill(damage);
            let list = Blocklist::open(&damaged);
            let found = (0..2_000).filter(|number| list.contains(&format!("another {number}"))).count();
            assert!(found < 20, "{found}");
        }
    }

    proptest! {
        #[test]
        fn a_list_has_what_was_put_in(words in collection::btree_set("\\PC{0,12}", 0..300), other in "[a-z]{13}") {
            let file = listed(&words);
            let list = Blocklist::open(&file);
            prop_assert_eq!(list.count() as usize, words.len());
            prop_assert!(words.iter().all(|word| list.contains(word)));
            prop_assert!(!list.contains(&other));
        }

        #[test]
        fn the_same_words_give_the_same_bytes(words in collection::vec("[a-z0-9]{1,3}", 0..300)) {
            let backwards = encode(words.iter().rev().chain(&words).map(String::as_str));
            prop_assert_eq!(encode(words.iter().map(String::as_str)), backwards);
        }
    }
}
