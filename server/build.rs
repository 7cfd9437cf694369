//! Lists the guides and their pictures for `src/guides`, so that adding one is adding its files. And: the migrations are
//! compiled into the binary, so a new one must rebuild it.

#![allow(clippy::expect_used, reason = "a build script that can't go on stops the build")]

use std::{env, fmt::Write as _, fs, path::Path};

const LANGUAGES: [&str; 3] = ["ru", "ky", "en"];

fn main() {
    println!("cargo::rerun-if-changed=../migrations");
    println!("cargo::rerun-if-changed=guides");
    println!("cargo::rerun-if-changed=build.rs");
    let mut list = String::new();
    constant(&mut list, "TEXTS", "&str", "include_str", "guides", ".md");
    constant(&mut list, "PICTURES", "&[u8]", "include_bytes", "guides/pictures", ".webp");
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("guides.rs");
    fs::write(target, list).expect("OUT_DIR is writable");
}

/// `const NAME: &[(language, name without the end, content)]` of the files in `folder/LANGUAGE`.
fn constant(list: &mut String, name: &str, kind: &str, include: &str, folder: &str, end: &str) {
    let _ = writeln!(list, "const {name}: &[(&str, &str, {kind})] = &[");
    for language in LANGUAGES {
        let mut stems: Vec<String> = fs::read_dir(format!("{folder}/{language}"))
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(end).map(str::to_owned))
            .collect();
        stems.sort();
        for stem in stems {
            let path = format!("/{folder}/{language}/{stem}{end}");
            let _ = writeln!(
                list,
                "    ({language:?}, {stem:?}, {include}!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),"
            );
        }
    }
    list.push_str("];\n");
}
