//! What of the source lists goes into the list: passwords long enough to be chosen, each once however it is typed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, BufRead, BufReader},
    path::Path,
};

use domain::password::{MAXIMUM, MINIMUM, key_presses};

/// Passwords as their `domain::password::key_presses`.
#[derive(Debug, Default)]
pub struct Selection(BTreeSet<String>);

impl Selection {
    /// Takes every line of a file.
    ///
    /// # Errors
    /// When the file can't be read or is not UTF-8.
    pub fn take_all(&mut self, file: &Path) -> io::Result<()> {
        self.0.extend(read(file)?.into_iter().filter(|keys| may_be_chosen(keys)));
        Ok(())
    }

    /// Takes the lines of a file that are not one person's own: those whose every row of letters stands in another
    /// line too. `jack1996` is taken because there is `jack`; `kwp72qhb` leaked once and nobody else has it.
    ///
    /// # Errors
    /// When the file can't be read or is not UTF-8.
    pub fn take_recurring(&mut self, file: &Path) -> io::Result<()> {
        let lines = read(file)?;
        let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
        for line in &lines {
            let words: BTreeSet<&str> = words(line).collect();
            for word in words {
                *seen.entry(word).or_default() += 1;
            }
        }
        let recurs = |line: &String| words(line).all(|word| seen.get(word).is_some_and(|times| *times > 1));
        self.0.extend(lines.iter().filter(|keys| may_be_chosen(keys) && recurs(keys)).cloned());
        Ok(())
    }

    /// The passwords, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The different lines of a file, as keys.
fn read(file: &Path) -> io::Result<BTreeSet<String>> {
    BufReader::new(fs::File::open(file)?).lines().map(|line| Ok(key_presses(line?.trim()).to_string())).collect()
}

/// Shorter and longer ones are refused for that.
fn may_be_chosen(keys: &str) -> bool {
    (MINIMUM..=MAXIMUM).contains(&keys.chars().count())
}

fn words(keys: &str) -> impl Iterator<Item = &str> {
    keys.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, lines: &str) -> std::path::PathBuf {
        let file = std::env::temp_dir().join(format!("passwords-{}-{name}", std::process::id()));
        fs::write(&file, lines).unwrap();
        file
    }

    #[test]
    fn each_password_is_taken_once_however_it_is_typed() {
        let list = file("all", "Stonehenge\nstonehenge \nыещтурутпу\r\nРеспублика\n\nshort\nкөңүлдүү\n");
        let mut selection = Selection::default();
        selection.take_all(&list).unwrap();
        assert_eq!(selection.iter().collect::<Vec<_>>(), ["htcge,kbrf", "rjyeklee", "stonehenge"]);
        fs::remove_file(list).unwrap();
    }

    #[test]
    fn of_a_leak_what_recurs_is_taken() {
        let list = file("recurring", "jack\nJack1996\nkwp72qhb\n1991-1992\nflowerqz7\nflower-jack\nflower11\n");
        let mut selection = Selection::default();
        selection.take_recurring(&list).unwrap();
        assert_eq!(selection.iter().collect::<Vec<_>>(), ["1991-1992", "flower-jack", "flower11", "jack1996"]);
        fs::remove_file(list).unwrap();
    }

    #[test]
    fn a_list_that_is_not_there_is_an_error() {
        assert!(Selection::default().take_all(Path::new("/nowhere/at/all")).is_err());
    }
}
