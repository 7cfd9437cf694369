use domain::issued_paper::{BITS, LENGTH, PaperMark};
use proptest::prelude::*;

use crate::any;

#[test]
fn what_is_no_mark_is_none() {
    for text in ["", "K7QM-39XT-2VHP-4TA", "K7QM-39XT-2VHP-4TAB0", "K7QM-39XT-2VHP-4TAU", "К7QM-39XT-2VHP-4TAB"] {
        assert_eq!(PaperMark::parse(text), None, "{text}");
    }
}

#[test]
fn a_mark_hides_itself() {
    assert_eq!(format!("{:?}", PaperMark::from_bits(7)), "PaperMark(…)");
}

proptest! {
    #[test]
    fn a_mark_is_read_however_it_is_typed(bits in 0..1_u128 << BITS, separator in any::separators()) {
        let mark = PaperMark::from_bits(bits);
        prop_assert_eq!(mark.as_str().len(), LENGTH);
        let typed = mark.grouped().to_lowercase().replace('0', "o").replace('1', "l");
        prop_assert_eq!(PaperMark::parse(&typed), Some(mark));
        prop_assert_eq!(PaperMark::parse(&[&separator, mark.as_str(), &separator].concat()), Some(mark));
    }

    #[test]
    fn different_bits_are_different_marks(one in 0..1_u128 << BITS, other in 0..1_u128 << BITS) {
        prop_assert_eq!(one == other, PaperMark::from_bits(one) == PaperMark::from_bits(other));
    }
}
