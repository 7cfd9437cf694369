//! JSON as the server functions speak it.

use std::str::{Utf8Error, from_utf8};

use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// Arguments and answers as JSON in a body that is posted.
pub(super) type Json = Post<JsonText>;

/// JSON, read as text.
///
/// leptos reads JSON from bytes where a server function answers, and from text where values travel with the page. Every
/// type that does both would be in the browser's code twice; read as text in both places, it is there once.
pub struct JsonText;

/// What was received is no text, or not the JSON that was expected.
#[derive(Debug)]
pub enum NotJson {
    /// Not UTF-8.
    Text(Utf8Error),
    /// UTF-8, but not what was expected.
    Json(serde_json::Error),
}

impl std::fmt::Display for NotJson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(error) => error.fmt(f),
            Self::Json(error) => error.fmt(f),
        }
    }
}

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = NotJson;

    fn decode(bytes: Bytes) -> Result<T, NotJson> {
        serde_json::from_str(from_utf8(&bytes).map_err(NotJson::Text)?).map_err(NotJson::Json)
    }
}
