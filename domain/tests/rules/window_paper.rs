use domain::keyboard;
use domain::window_paper::WindowPaper;
use proptest::prelude::*;

use crate::any::{self, TODAY, replaced};

fn paper() -> impl Strategy<Value = WindowPaper> {
    (any::inn(), any::code()).prop_map(|(inn, code)| WindowPaper { inn, code })
}

#[test]
fn other_papers_are_not_ours() {
    for text in ["", "SALYK:1:", "SALYK:2:20101199000013:00000000000000", "https://example.kg/", "20101199000013"] {
        assert_eq!(WindowPaper::from_qr(text, TODAY), None, "{text}");
    }
}

proptest! {
    #[test]
    fn a_scanner_reads_what_was_printed(paper in paper()) {
        let qr = paper.to_qr();
        prop_assert_eq!(WindowPaper::from_qr(&qr, TODAY), Some(paper));
        prop_assert_eq!(WindowPaper::from_qr(&format!(" {}\r\n", qr.to_lowercase()), TODAY), Some(paper));
    }

    #[test]
    fn the_cyrillic_layout_does_not_matter(paper in paper()) {
        // a scanner holds shift for the colon, so the key of the semicolon types its letter
        let typed = keyboard::to_cyrillic(&paper.to_qr().replace(':', ";"));
        prop_assert!(typed.starts_with("ыфднлж1ж"));
        prop_assert_eq!(WindowPaper::from_qr(&typed, TODAY), Some(paper));
        prop_assert_eq!(WindowPaper::from_qr(&typed.to_uppercase(), TODAY), Some(paper));
    }

    #[test]
    fn it_fits_the_alphanumeric_mode(paper in paper()) {
        prop_assert!(paper.to_qr().chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || c == ':'));
    }

    #[test]
    fn a_damaged_code_is_not_read(paper in paper(), place in 23..37_usize, character in "[0-9A-Z]") {
        let qr = paper.to_qr();
        let damaged = replaced(&qr, place, character.chars().next().unwrap());
        let read = WindowPaper::from_qr(&damaged, TODAY);
        prop_assert!(read.is_none() || read == Some(paper));
    }
}
