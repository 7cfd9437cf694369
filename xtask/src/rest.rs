//! The interface for programs under schemathesis: thousands of requests made from its own description, good and bad.

use std::{net::TcpListener, path::Path, process::Command};

use anyhow::Result;

use crate::process;

/// Held, so that a new version's new checks are met on purpose.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// Starts a server of its own over a throw-away PostgreSQL, tests it, ends it.
///
/// # Errors
/// When the tool can't be installed, the server does not answer, or something is found.
pub(crate) fn check(root: &Path) -> Result<()> {
    let tool = root.join("target/schemathesis");
    if !tool.join(SCHEMATHESIS).exists() {
        process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&tool))?;
        process::run(Command::new(tool.join("bin/pip")).args(["install", "--quiet", SCHEMATHESIS]))?;
        std::fs::write(tool.join(SCHEMATHESIS), "")?;
    }
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    process::run(
        Command::new(root.join("target/release/cabinet"))
            .current_dir(root)
            .args(["with-postgres", "target/test-rest", "--", "sh", "-c", TESTED])
            .env("CABINET", root.join("target/release/cabinet"))
            .env("SCHEMATHESIS", tool.join("bin/schemathesis"))
            .env("DESCRIPTION", format!("http://127.0.0.1:{port}/api/v1/openapi.json"))
            .env("CABINET_SERVER__LISTEN", format!("127.0.0.1:{port}"))
            .env("CABINET_LOG__LEVEL", "error")
            // what is behind the limits is to be tested, and quickly
            .env("CABINET_LOOKUP__PER_CLIENT_PER_MINUTE", "1000000")
            .env("CABINET_STATUS__PER_CLIENT_PER_MINUTE", "1000000")
            .env("CABINET_ACCESS__APPLICATIONS_PER_CLIENT_PER_HOUR", "1000000")
            .env("CABINET_ACCESS__OPEN_APPLICATIONS_PER_INN", "1000000")
            .env("CABINET_HASHING__MEMORY_KIB", "64"),
    )
}

/// `positive_data_acceptance` is left out: that an INN is of somebody registered can't be said in a schema.
const TESTED: &str = r#"
"$CABINET" demo > target/test-rest.log 2>&1 & server=$!
trap 'kill $server; wait $server' EXIT
# it leaves its notes where it stands
cd target
"$SCHEMATHESIS" run "$DESCRIPTION" --wait-for-schema 30 --checks all --exclude-checks positive_data_acceptance \
    --max-examples 60 --generation-deterministic --workers 2 --no-color
"#;
