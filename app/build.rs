//! Makes typed functions of the texts in `i18n/*.toml`, one module a file, one function a key.
//!
//! A key without one of the languages, with different placeholders or plural forms, or that no source file uses, fails
//! the build. Languages and plural categories are those of `domain::lang` (Unicode CLDR).

#![allow(clippy::expect_used, reason = "a build script that can't go on stops the build")]

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use toml::{Table, Value};

const LANGUAGES: [(&str, &str, &[&str]); 3] =
    [("ru", "Ru", &["one", "few", "many"]), ("ky", "Ky", &["one", "other"]), ("en", "En", &["one", "other"])];
const SOURCES: [&str; 2] = ["src", "../server/src"];

fn main() {
    println!("cargo::rerun-if-changed=i18n");
    let mut sources = String::new();
    for root in SOURCES {
        println!("cargo::rerun-if-changed={root}");
        read_sources(Path::new(root), &mut sources);
    }
    let mut modules = String::new();
    let mut files: Vec<_> =
        fs::read_dir("i18n").expect("app/i18n is there").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "toml")) {
        module(file, &sources, &mut modules);
    }
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("texts.rs");
    fs::write(target, modules).expect("OUT_DIR is writable");
}

fn read_sources(folder: &Path, sources: &mut String) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_sources(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push_str(&fs::read_to_string(&path).expect("sources are readable"));
        }
    }
}

fn module(file: &Path, sources: &str, modules: &mut String) {
    let name = file.file_stem().and_then(|stem| stem.to_str()).expect("file names are ASCII");
    let text = fs::read_to_string(file).expect("texts are readable");
    let table: Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return println!("cargo::error={name}.toml: {error}"),
    };
    let _ = writeln!(
        modules,
        "/// Texts of `{name}.toml`.\npub mod {name} {{\n    use domain::lang::{{Lang, PluralForm, plural}};\n    #[allow(unused_imports)] use super::Plural;"
    );
    for (key, value) in &table {
        match function(key, value) {
            Ok(function) => modules.push_str(&function),
            Err(reason) => println!("cargo::error={name}.toml: {key}: {reason}"),
        }
        if !used(sources, &format!("t::{name}::{key}")) {
            println!("cargo::error={name}.toml: {key}: no source file uses t::{name}::{key}");
        }
    }
    let _ = writeln!(modules, "    #[allow(dead_code)] const _: fn(Lang, u64) -> PluralForm = plural;\n}}");
}

fn used(sources: &str, path: &str) -> bool {
    sources
        .match_indices(path)
        .any(|(at, _)| !sources[at + path.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

fn function(key: &str, value: &Value) -> Result<String, String> {
    let table = value.as_table().ok_or("not a table of languages")?;
    let extra: Vec<_> = table.keys().filter(|k| !LANGUAGES.iter().any(|(code, ..)| code == k)).collect();
    if !extra.is_empty() {
        return Err(format!("unknown languages {extra:?}"));
    }
    let mut arms = String::new();
    let mut placeholders: Option<BTreeSet<String>> = None;
    let mut plural = false;
    for (code, variant, forms) in LANGUAGES {
        match table.get(code) {
            Some(Value::String(text)) => {
                agree(&mut placeholders, text, code)?;
                let _ = write!(arms, "Lang::{variant} => {},", expression(text));
            }
            Some(Value::Table(texts)) => {
                plural = true;
                let _ = write!(arms, "Lang::{variant} => match plural(lang, n) {{");
                for form in forms {
                    let text = texts.get(*form).and_then(Value::as_str).ok_or(format!("{code}: no form `{form}`"))?;
                    agree(&mut placeholders, text, code)?;
                    let _ = write!(arms, "PluralForm::{} => {},", capital(form), expression(text));
                }
                let last = texts.get(forms[forms.len() - 1]).and_then(Value::as_str).unwrap_or_default();
                let _ = write!(arms, "_ => {}, }},", expression(last));
            }
            _ => return Err(format!("no {code}")),
        }
    }
    let placeholders = placeholders.unwrap_or_default();
    let mut parameters = String::new();
    for name in placeholders.iter().filter(|name| !(plural && *name == "n")) {
        let _ = write!(parameters, ", {name}: &str");
    }
    if plural {
        parameters.push_str(", n: u64");
    }
    let returns = if placeholders.is_empty() { "&'static str" } else { "String" };
    let doc = table.get("ru").and_then(Value::as_str).unwrap_or("a plural").replace(['\n', '[', ']'], " ");
    Ok(format!("    /// {doc}\n    pub fn {key}(lang: Lang{parameters}) -> {returns} {{ match lang {{ {arms} }} }}\n"))
}

fn capital(form: &str) -> String {
    form[..1].to_uppercase() + &form[1..]
}

/// The text as a Rust expression: concatenation by hand, because `format!` costs more in the WASM.
fn expression(text: &str) -> String {
    let parts = split(text);
    if parts.iter().all(|(_, is_placeholder)| !is_placeholder) {
        return format!("{text:?}");
    }
    let list: Vec<String> = parts
        .iter()
        .map(|(part, is_placeholder)| match (*is_placeholder, part.as_str()) {
            (false, text) => format!("{text:?}"),
            (true, name) => format!("&*Plural::text(&{name})"),
        })
        .collect();
    format!("[{}].concat()", list.iter().map(|part| format!("{part} as &str")).collect::<Vec<_>>().join(", "))
}

fn split(text: &str) -> Vec<(String, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map_or(rest.len(), |at| open + at);
        if open > 0 {
            parts.push((rest[..open].to_owned(), false));
        }
        parts.push((rest[open + 1..close].to_owned(), true));
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push((rest.to_owned(), false));
    }
    parts
}

fn agree(known: &mut Option<BTreeSet<String>>, text: &str, code: &str) -> Result<(), String> {
    let found: BTreeSet<String> =
        split(text).into_iter().filter(|(_, placeholder)| *placeholder).map(|(name, _)| name).collect();
    match known {
        Some(known) if *known != found => Err(format!("{code}: placeholders {found:?} are not {known:?}")),
        Some(_) => Ok(()),
        None => {
            *known = Some(found);
            Ok(())
        }
    }
}
