//! Writes one paper of every kind into a folder, to be looked at:
//! `cargo run --release -p papers --example specimen -- FOLDER`.

use std::path::PathBuf;
use std::process::ExitCode;

#[path = "../tests/samples/mod.rs"]
mod samples;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("which folder?");
        return ExitCode::FAILURE;
    };
    for (name, paper) in samples::all() {
        let path = folder.join(name).with_extension("pdf");
        let written = paper.make().map_err(|error| error.to_string());
        let written = written
            .and_then(|bytes| std::fs::write(&path, &bytes).map(|()| bytes.len()).map_err(|error| error.to_string()));
        match written {
            Ok(bytes) => eprintln!("{}: {bytes} bytes", path.display()),
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
