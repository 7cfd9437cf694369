//! `/language`: another language for a page without a form.

use app::api::{ApiError, Client, CookieChange, language::LanguageForm};
use axum::{extract::State, response::Response};
use domain::lang::Lang;

use super::{
    Web, failure,
    posted::{Posted, see_other},
};
use crate::services::language;

/// Changes the language and comes back.
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let form: LanguageForm = posted.form();
    let next = own_path(&form.next);
    let Some(lang) = posted.switch() else {
        return see_other(next, &[]);
    };
    match remember(&web, &posted.client, lang).await {
        Ok(cookie) => see_other(next, &[cookie]),
        Err(error) => failure::of(&web, next, &error, &posted.client),
    }
}

/// Keeps the choice in the account, when there is one, and in the browser.
pub(super) async fn remember(web: &Web, client: &Client, lang: Lang) -> Result<CookieChange, ApiError> {
    language::choose(&web.foundation, client, lang).await?;
    Ok(CookieChange::Language(lang))
}

/// A path of this site and nothing else: no host (`//`, `\`), no control characters, no query.
fn own_path(next: &str) -> &str {
    let plain = next.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_".contains(&b));
    if next.starts_with('/') && !next.starts_with("//") && plain { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert_eq!(own_path("/help"), "/help");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "", "/a?b"]
        {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }
}
