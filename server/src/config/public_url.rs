//! The cabinet's own address, as people type it.

use axum::http::Uri;
use serde::{Deserialize, Serialize};

/// The address under which people reach the cabinet, `https://cabinet.example.kg`; empty while nobody has said it.
/// Never with a path, a query or a slash at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl(String);

/// It is no address that could be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an address like https://cabinet.example.kg is expected, without a path")]
pub struct NoPublicUrl;

impl PublicUrl {
    /// Where the cabinet is on the machine it runs on, for a demonstration.
    #[must_use]
    pub fn on_this_machine(port: u16) -> Self {
        Self(format!("http://localhost:{port}"))
    }

    /// The address, `None` while it is not known.
    #[must_use]
    pub fn get(&self) -> Option<&str> {
        (!self.0.is_empty()).then_some(self.0.as_str())
    }

    /// The address of a page, by its path from the root; `None` while the cabinet's is not known.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<String> {
        self.get().map(|cabinet| [cabinet, path].concat())
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = NoPublicUrl;

    fn try_from(text: String) -> Result<Self, NoPublicUrl> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        // `Uri` drops a fragment silently
        if text.contains('#') {
            return Err(NoPublicUrl);
        }
        let uri: Uri = text.parse().map_err(|_| NoPublicUrl)?;
        let (Some("http" | "https"), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(NoPublicUrl);
        };
        // neither a user name nor a port that is none
        let plain = match authority.port() {
            Some(port) => format!("{}:{port}", authority.host()),
            None => authority.host().to_owned(),
        };
        if authority.host().is_empty() || authority.as_str() != plain || uri.path() != "/" || uri.query().is_some() {
            return Err(NoPublicUrl);
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Result<PublicUrl, NoPublicUrl> {
        text.to_owned().try_into()
    }

    #[test]
    fn an_address_is_kept_as_people_type_it() {
        for (typed, kept) in [
            ("https://cabinet.example.kg", "https://cabinet.example.kg"),
            ("https://cabinet.example.kg/", "https://cabinet.example.kg"),
            ("http://10.0.0.7:3000", "http://10.0.0.7:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(read(typed).unwrap().get(), Some(kept));
        }
        assert_eq!(
            read("https://cabinet.example.kg/").unwrap().page("/help").unwrap(),
            "https://cabinet.example.kg/help"
        );
        assert_eq!(PublicUrl::on_this_machine(3000), read("http://localhost:3000").unwrap());
        assert_eq!(read("").unwrap().get(), None);
        assert_eq!(read("").unwrap().page("/help"), None);
    }

    #[test]
    fn what_is_no_address_of_a_site_is_refused() {
        for typed in [
            "cabinet.example.kg",
            "//cabinet.example.kg",
            "ftp://cabinet.example.kg",
            "https://",
            "https://:443",
            "https://cabinet.example.kg/ru",
            "https://cabinet.example.kg//",
            "https://cabinet.example.kg?a=1",
            "https://cabinet.example.kg/#a",
            "https://somebody@cabinet.example.kg",
            "https://somebody:secret@cabinet.example.kg",
            "https://cabinet.example.kg:",
            "https://cabinet.example.kg:99999",
            "https://cabinet example.kg",
            " https://cabinet.example.kg",
            "https://cabinet.example.kg\n",
            "/",
        ] {
            assert_eq!(read(typed), Err(NoPublicUrl), "{typed:?}");
        }
    }
}
