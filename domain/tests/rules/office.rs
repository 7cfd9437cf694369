use domain::acceptance::{AcceptanceCheck, AcceptanceChecks};
use domain::access_application::ApplicationKind;
use domain::deadline::{AnnulmentDeadline, DecisionDeadline, Urgency};
use domain::refusal::{GroundDocument, GroundDocumentError, RefusalGround, proposed};
use domain::tax_office::{TaxOfficeCode, TaxOfficeCodeError};
use proptest::prelude::*;
use time::Duration;
use time::macros::{date, datetime};

use crate::any::{self, TODAY};

#[test]
fn an_office_has_three_digits() {
    assert_eq!(TaxOfficeCode::parse(" 001 ").unwrap().as_str(), "001");
    assert_eq!(TaxOfficeCode::parse(""), Err(TaxOfficeCodeError::Empty));
    for text in ["1", "0001", "00a", "٠٠١"] {
        assert_eq!(TaxOfficeCode::parse(text), Err(TaxOfficeCodeError::Format), "{text}");
    }
}

#[test]
fn what_is_not_ticked_is_missing() {
    assert_eq!(AcceptanceChecks::default().missing(), AcceptanceCheck::ALL);
    let all = AcceptanceChecks { form_complete: true, requisites_match: true, identity_confirmed: true };
    assert!(all.missing().is_empty());
    let but_one = AcceptanceChecks { requisites_match: false, ..all };
    assert_eq!(but_one.missing(), [AcceptanceCheck::RequisitesMatch]);
    assert_eq!(serde_json::from_str::<AcceptanceChecks>("{}").unwrap(), AcceptanceChecks::default());
}

#[test]
fn the_registry_proposes_a_ground() {
    for officer in [None, Some(true), Some(false)] {
        assert_eq!(proposed(true, true, officer), Some(RefusalGround::FictitiousEnterprise));
        assert_eq!(proposed(false, false, officer), Some(RefusalGround::NoTaxRegistration));
        assert_eq!(proposed(false, true, officer), Some(RefusalGround::NoTaxRegistration));
    }
    assert_eq!(proposed(true, false, None), None);
    assert_eq!(proposed(true, false, Some(true)), None);
    assert_eq!(proposed(true, false, Some(false)), Some(RefusalGround::NotHeadOrAccountant));
    let of_annulment: Vec<_> =
        RefusalGround::ALL.iter().filter(|ground| ground.applies_to(ApplicationKind::Annul)).collect();
    assert_eq!(of_annulment, [&RefusalGround::IdentityNotConfirmed, &RefusalGround::NotHeadOrAccountant]);
    assert!(RefusalGround::ALL.iter().all(|ground| ground.applies_to(ApplicationKind::Grant)));
    let on_paper: Vec<_> = RefusalGround::ALL.iter().filter(|ground| ground.needs_document()).collect();
    assert_eq!(on_paper, [&RefusalGround::FictitiousEnterprise]);
}

#[test]
fn a_document_has_a_number_and_a_date_that_has_come() {
    let document = GroundDocument::parse(" 12-ф/3 ", "22.11.2026", TODAY).unwrap();
    assert_eq!((document.number(), document.date()), ("12-ф/3", TODAY));
    assert_eq!(document.to_string(), "№ 12-ф/3, 22.11.2026");
    let refused = |number: &str, date: &str| GroundDocument::parse(number, date, TODAY).unwrap_err();
    assert_eq!(refused(" ", "22.11.2026"), GroundDocumentError::NumberEmpty);
    assert_eq!(refused("1\n2", "22.11.2026"), GroundDocumentError::NumberFormat);
    assert_eq!(refused(&"1".repeat(65), "22.11.2026"), GroundDocumentError::NumberFormat);
    assert_eq!(refused("1", " "), GroundDocumentError::DateEmpty);
    assert_eq!(refused("1", "31.02.2026"), GroundDocumentError::DateFormat);
    assert_eq!(refused("1", "2026-11-23"), GroundDocumentError::DateInFuture);
    let wire = serde_json::to_string(&document).unwrap();
    assert_eq!(wire, r#"{"number":"12-ф/3","date":"2026-11-22"}"#);
    assert_eq!(serde_json::from_str::<GroundDocument>(&wire).unwrap(), document);
    assert_eq!(GroundDocument::parse("7", "2025-01-02", TODAY).unwrap().date(), date!(2025 - 01 - 02));
}

#[test]
fn the_clock_turns_amber_at_five_minutes_and_red_after_the_last() {
    let due = DecisionDeadline::due(datetime!(2026-11-22 08:00 UTC), DecisionDeadline::MINUTES);
    assert_eq!(due, datetime!(2026-11-22 08:20 UTC));
    for (now, urgency, seconds) in [
        (datetime!(2026-11-22 08:14:59 UTC), Urgency::Calm, 301),
        (datetime!(2026-11-22 08:15 UTC), Urgency::Soon, 300),
        (due, Urgency::Soon, 0),
        (datetime!(2026-11-22 08:20:00.5 UTC), Urgency::Late, -1),
        (datetime!(2026-11-22 08:21 UTC), Urgency::Late, -60),
    ] {
        assert_eq!(DecisionDeadline::urgency(due, now), urgency);
        assert_eq!(DecisionDeadline::remaining_seconds(due, now), seconds);
    }
}

#[test]
fn an_annulment_is_due_at_the_end_of_the_second_day_in_bishkek() {
    for (accepted, due) in [
        // an ordinary day: 23.11. → the end of 25.11. in Bishkek
        (datetime!(2026-11-23 04:00 UTC), datetime!(2026-11-25 17:59:59 UTC)),
        // one minute before midnight in Bishkek, and at midnight: two days
        (datetime!(2026-11-23 17:59 UTC), datetime!(2026-11-25 17:59:59 UTC)),
        (datetime!(2026-11-23 18:00 UTC), datetime!(2026-11-26 17:59:59 UTC)),
        // over the end of a month, of a leap year's February, of a year
        (datetime!(2026-11-29 10:00 UTC), datetime!(2026-12-01 17:59:59 UTC)),
        (datetime!(2028-02-27 10:00 UTC), datetime!(2028-02-29 17:59:59 UTC)),
        (datetime!(2026-12-30 18:30 UTC), datetime!(2027-01-02 17:59:59 UTC)),
    ] {
        assert_eq!(AnnulmentDeadline::due(accepted, AnnulmentDeadline::DAYS), due, "{accepted}");
    }
}

proptest! {
    #[test]
    fn an_annulment_has_its_whole_days(accepted in any::moment(), days in 0..30_u32) {
        let left = AnnulmentDeadline::due(accepted, days) - accepted;
        prop_assert!(left >= Duration::days(i64::from(days)) - Duration::SECOND);
        prop_assert!(left < Duration::days(i64::from(days) + 1));
    }

    #[test]
    fn late_is_below_zero(due in any::moment(), offset in -4_000_000_000_000_i64..4_000_000_000_000) {
        let now = due + Duration::nanoseconds(offset);
        let late = DecisionDeadline::urgency(due, now) == Urgency::Late;
        prop_assert_eq!(late, DecisionDeadline::remaining_seconds(due, now) < 0);
        prop_assert_eq!(late, now > due);
    }

    #[test]
    fn urgency_only_rises(due in any::moment(), early in 0..4_000_i64, more in 0..4_000_i64) {
        let rank = |urgency| Urgency::ALL.iter().position(|known| *known == urgency);
        let at = |seconds| rank(DecisionDeadline::urgency(due, due - Duration::minutes(30) + Duration::seconds(seconds)));
        prop_assert!(at(early) <= at(early + more));
    }
}
