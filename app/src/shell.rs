//! The document around the application, made by the server alone.

use std::{collections::BTreeMap, sync::Arc};

use http::{HeaderValue, header::CONTENT_SECURITY_POLICY};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;

use crate::{
    app::App,
    i18n::{t, use_lang},
    plain::PlainApp,
    routes,
};

/// Fonts that the first screen of every page needs, by their path below `style/`.
const EARLY_FONTS: [&str; 2] = ["fonts/cabinet-sans-400.woff2", "fonts/cabinet-serif-700.woff2"];

/// The mark of the service, by its path below `style/`.
const MARK: &str = "icons/mark.svg";

/// Addresses of the built files, with their hashes. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Assets {
    css: Arc<str>,
    boot: Arc<str>,
    passkey: Arc<str>,
    early_fonts: Arc<[String]>,
    mark: Option<Arc<str>>,
}

impl Assets {
    /// Takes what `target/site/manifest.json` says: the style sheet, the script that hydrates, the one of
    /// passkeys, and fonts and icons by their path below `style/`. A font or icon that the build does not have is left out of the pages.
    pub fn new(
        css: impl Into<Arc<str>>,
        boot: impl Into<Arc<str>>,
        passkey: impl Into<Arc<str>>,
        fonts: &BTreeMap<String, String>,
        icons: &BTreeMap<String, String>,
    ) -> Self {
        Self {
            css: css.into(),
            boot: boot.into(),
            passkey: passkey.into(),
            early_fonts: EARLY_FONTS.iter().filter_map(|path| fonts.get(*path).cloned()).collect(),
            mark: icons.get(MARK).map(|address| address.as_str().into()),
        }
    }

    /// Address of the style sheet, for a page that the application does not make.
    #[must_use]
    pub fn css(&self) -> &str {
        &self.css
    }
}

/// Put into the context when a page answers a post to another address: the page's own.
#[derive(Debug, Clone)]
pub struct OwnAddress(pub String);

/// The whole document, and the policy that goes with it. Leptos's own `HydrationScripts` is not used: it writes the
/// nonce into `crossorigin` of a preload, which stops Firefox; one module of our own loads everything after the page
/// is usable.
pub fn shell(assets: Assets) -> impl IntoView {
    let boot = assets.boot.to_string();
    document(assets, Some(boot), view! { <App /> }.into_any())
}

/// The same for the pages of [`PlainApp`]: no script that hydrates, so nothing is loaded beside the document.
pub fn plain_shell(assets: Assets) -> impl IntoView {
    document(assets, None, view! { <PlainApp /> }.into_any())
}

fn document(assets: Assets, boot: Option<String>, body: AnyView) -> impl IntoView {
    let lang = use_lang();
    let passkey = uses_passkeys().then(|| assets.passkey.to_string());
    let address = use_context::<OwnAddress>().map(|OwnAddress(path)| path);
    security_policy();
    let fonts: Vec<_> = assets
        .early_fonts
        .iter()
        .map(|font| view! { <link rel="preload" href=font.clone() r#as="font" type="font/woff2" crossorigin="" /> })
        .collect();
    let mark = assets.mark.map(|mark| view! { <link rel="icon" type="image/svg+xml" href=mark.to_string() /> });
    view! {
        <!DOCTYPE html>
        <html lang=lang.code() data-address=address>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="description" content=t::common::description(lang) />
                <meta name="color-scheme" content="light dark" />
                // the two `--snow` of style/tokens.css
                <meta name="theme-color" content="#f4f7f8" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#0f1b22" media="(prefers-color-scheme: dark)" />
                // numbers here are INNs and logins, not telephones
                <meta name="format-detection" content="telephone=no" />
                <link rel="stylesheet" href=assets.css.to_string() />
                {fonts}
                {mark}
                <MetaTags />
                {boot.map(|boot| view! { <script type="module" src=boot></script> })}
                {passkey.map(|passkey| view! { <script type="module" src=passkey></script> })}
            </head>
            <body>{body}</body>
        </html>
    }
}

/// Whether the document is one of those where staff use passkeys, or from which the router of the browser leads to one.
fn uses_passkeys() -> bool {
    let path = use_context::<http::request::Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    [routes::OFFICE_SIGN_IN, routes::OFFICE_KEYS, routes::ADMINISTRATION].iter().any(|page| path.starts_with(page))
}

/// The Content-Security-Policy of a page (`spec/quality.md`, "Security"): nothing but our own files, inline scripts only
/// with this answer's nonce (leptos hands the data over in them), no inline style.
fn security_policy() {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let nonce = use_nonce().map(|nonce| [" 'nonce-", nonce.as_inner(), "'"].concat()).unwrap_or_default();
    let policy = [
        "default-src 'none'; script-src 'self'",
        &nonce,
        " 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
    ]
    .concat();
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(CONTENT_SECURITY_POLICY, value);
    }
}
