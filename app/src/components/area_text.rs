//! What stands in a `<textarea>`. Leptos writes the children of one as they are, so that text which ends the field would go
//! on as a part of the page.

/// The text as the server's HTML needs it: the browser shows what was typed, whatever it holds. In the browser, where it
/// becomes a node and no HTML, as it is.
#[must_use]
pub(crate) fn area_text(text: String) -> String {
    if cfg!(feature = "ssr") { text.replace('&', "&amp;").replace('<', "&lt;") } else { text }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::area_text;

    #[test]
    fn nothing_typed_ends_the_field() {
        assert_eq!(area_text("</textarea><script> &lt;".to_owned()), "&lt;/textarea>&lt;script> &amp;lt;");
        assert_eq!(area_text("«Ала-Арча» & Ко\n1 > 0".to_owned()), "«Ала-Арча» &amp; Ко\n1 > 0");
    }
}
