//! The binary `cabinet`. `cabinet --help` says what it can do.

use std::process::ExitCode;

use clap::Parser;
use server::commands::{Cabinet, run};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cabinet = Cabinet::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&error.into()),
    };
    match runtime.block_on(run(cabinet)) {
        Ok(code) => code,
        Err(error) => complain(&error),
    }
}

fn complain(error: &anyhow::Error) -> ExitCode {
    // the chain of reasons, outermost first, on one line each
    for (depth, reason) in error.chain().enumerate() {
        eprintln!("{}{reason}", if depth == 0 { "cabinet: " } else { "  because: " });
    }
    ExitCode::FAILURE
}
