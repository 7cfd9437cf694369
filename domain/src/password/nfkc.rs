//! Normalisation Form KC (Unicode Standard Annex 15), so that a password typed on a telephone is the
//! one set on a desk, whatever way each composes its letters.

use zeroize::Zeroizing;

/// Room is taken at once, because a string that grows leaves its old bytes behind.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(super) fn normalised(text: &str) -> Zeroizing<String> {
    use unicode_normalization::UnicodeNormalization;

    let mut password = Zeroizing::new(String::with_capacity(text.len() * 4));
    password.extend(text.nfkc());
    password
}

/// By the browser's own tables; the field the text comes from keeps it in clear there anyway.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(super) fn normalised(text: &str) -> Zeroizing<String> {
    if text.is_ascii() {
        return Zeroizing::new(text.to_owned());
    }
    Zeroizing::new(js_sys::JsString::from(text).normalize("NFKC").into())
}
