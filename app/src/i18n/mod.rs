//! Three languages from typed keys: `t::registration::title(lang)` is the key `title` of `app/i18n/registration.toml`.
//!
//! `build.rs` makes the functions and refuses a missing, unused or unequal key.

mod message;

pub use domain::lang::Lang;
pub use message::{error_text, message};

/// The texts, one module a file of `app/i18n`.
pub mod t {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));

    /// What may stand for a placeholder: words as they are, a count in digits.
    pub(crate) trait Plural {
        /// As it is printed.
        fn text(&self) -> std::borrow::Cow<'_, str>;
    }

    impl Plural for &str {
        fn text(&self) -> std::borrow::Cow<'_, str> {
            (*self).into()
        }
    }

    impl Plural for u64 {
        fn text(&self) -> std::borrow::Cow<'_, str> {
            self.to_string().into()
        }
    }
}

/// The reader's language: the request's on the server, the page's `lang` in the browser.
pub fn use_lang() -> Lang {
    #[cfg(feature = "ssr")]
    {
        leptos::prelude::use_context::<http::request::Parts>()
            .and_then(|parts| parts.extensions.get::<crate::api::Client>().map(|client| client.lang))
            .unwrap_or_default()
    }
    #[cfg(not(feature = "ssr"))]
    {
        leptos::prelude::document()
            .document_element()
            .and_then(|html| html.get_attribute("lang"))
            .and_then(|code| Lang::from_code(&code))
            .unwrap_or_default()
    }
}
