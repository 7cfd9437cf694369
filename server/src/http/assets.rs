//! Files for the browser: hashed names, compressed beforehand, kept for ever.

use std::{collections::BTreeMap, path::Path};

use anyhow::Context;
use axum::{Router, middleware::from_fn};
use http::{HeaderValue, header};
use serde::Deserialize;
use tower_http::services::ServeDir;

use super::Web;

/// `manifest.json`, as `xtask site` writes it.
#[derive(Deserialize)]
struct Manifest {
    css: String,
    boot: String,
    passkey: String,
    #[serde(default)]
    fonts: BTreeMap<String, String>,
    #[serde(default)]
    icons: BTreeMap<String, String>,
}

/// Reads which files the build made.
///
/// Errors: no build there, or one that this server does not understand.
pub fn read_manifest(site: &Path) -> anyhow::Result<app::Assets> {
    let file = site.join("manifest.json");
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("{} is missing: the browser's part is not built (`make site`)", file.display()))?;
    let manifest: Manifest = serde_json::from_str(&text).with_context(|| format!("{} is damaged", file.display()))?;
    Ok(app::Assets::new(manifest.css, manifest.boot, manifest.passkey, &manifest.fonts, &manifest.icons))
}

/// `/pkg`.
pub(super) fn router(web: &Web) -> Router<Web> {
    let folder = ServeDir::new(web.foundation.settings.assets.site.join("pkg"))
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    Router::new().nest_service("/pkg", folder).layer(from_fn(async |request, next: axum::middleware::Next| {
        let mut response: axum::response::Response = next.run(request).await;
        if response.status().is_success() {
            let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
            response.headers_mut().insert(header::CACHE_CONTROL, for_ever);
        }
        response
    }))
}
