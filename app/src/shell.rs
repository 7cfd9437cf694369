//! The document around the application, made by the server alone.

use std::sync::Arc;

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{MetaTags, provide_meta_context};

use crate::{
    app::App,
    i18n::{t, use_lang},
};

/// Addresses of the built files, with their hashes (`target/site/manifest.json`).
#[derive(Debug, Clone)]
pub struct Assets {
    /// The style sheet.
    pub css: Arc<str>,
    /// The script that loads the WASM and hydrates.
    pub boot: Arc<str>,
    /// The font of the text, loaded early.
    pub font_text: Arc<str>,
    /// The font of the titles, loaded early.
    pub font_title: Arc<str>,
}

/// The whole document. Leptos's own `HydrationScripts` is not used: it writes the nonce into `crossorigin` of a
/// preload, which stops Firefox; one module of our own loads everything after the page is usable.
pub fn shell(assets: Assets) -> impl IntoView {
    provide_meta_context();
    let lang = use_lang();
    let nonce = use_nonce();
    #[cfg(feature = "ssr")]
    security_policy(nonce.as_ref().map(|nonce| nonce.as_inner().as_ref()));
    view! {
        <!DOCTYPE html>
        <html lang=lang.code()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="description" content=t::common::description(lang) />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#f4f7f9" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#0e1a22" media="(prefers-color-scheme: dark)" />
                <meta name="format-detection" content="telephone=no" />
                <link rel="stylesheet" href=assets.css.to_string() />
                <link rel="preload" href=assets.font_text.to_string() r#as="font" type="font/woff2" crossorigin="" />
                <link rel="preload" href=assets.font_title.to_string() r#as="font" type="font/woff2" crossorigin="" />
                <link rel="icon" type="image/svg+xml" href=FAVICON />
                <MetaTags />
            </head>
            <body>
                <App />
                <script type="module" src=assets.boot.to_string() nonce=nonce></script>
            </body>
        </html>
    }
}

/// The mark of the service: the horns of the ornament on lake blue, our own drawing.
const FAVICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%230b4f6c'/%3E%3Cpath d='M16 26c0-7-1-12-5-14.500-4-2.300-8 .5-7 4.800.8 3.400 5.500 3.400 5.800.4M16 26c0-7 1-12 5-14.500 4-2.300 8 .5 7 4.800-.8 3.400-5.500 3.400-5.800.4' fill='none' stroke='%23f2c14e' stroke-width='2.500' stroke-linecap='round'/%3E%3C/svg%3E";

/// The Content-Security-Policy of a page: `spec/quality.md`, "Security". Nothing but our own files, scripts only with
/// this answer's nonce, no inline style.
#[cfg(feature = "ssr")]
fn security_policy(nonce: Option<&str>) {
    let Some(response) = use_context::<leptos_axum::ResponseOptions>() else { return };
    let scripts = nonce.map(|nonce| [" 'nonce-", nonce, "'"].concat()).unwrap_or_default();
    let policy = [
        "default-src 'none'; script-src 'self'",
        &scripts,
        " 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
    ]
    .concat();
    if let Ok(value) = http::HeaderValue::from_str(&policy) {
        response.insert_header(http::header::CONTENT_SECURITY_POLICY, value);
    }
}
