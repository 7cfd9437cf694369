use domain::eligibility::{ChangeReason, EligibilityPolicy, EligibilityRule, Permission, REASON_MAXIMUM, ReasonError};
use domain::subject::{Ineligible, SubjectKind};
use proptest::prelude::*;

fn rule() -> impl Strategy<Value = EligibilityRule> {
    any::<(bool, bool, bool)>().prop_map(|(may_have_password, vat_payer_allowed, foreign_trade_allowed)| {
        EligibilityRule { may_have_password, vat_payer_allowed, foreign_trade_allowed }
    })
}

fn policy() -> impl Strategy<Value = EligibilityPolicy> {
    (rule(), rule(), rule(), rule()).prop_map(|(individual, sole_trader, farm, legal_entity)| EligibilityPolicy {
        individual,
        sole_trader,
        farm,
        legal_entity,
    })
}

fn kind() -> impl Strategy<Value = SubjectKind> {
    proptest::sample::select(SubjectKind::ALL)
}

fn permission() -> impl Strategy<Value = Permission> {
    proptest::sample::select(Permission::ALL)
}

#[test]
fn a_cabinet_begins_with_the_table_of_the_specification() {
    let (vat, trade) = (Err(Ineligible::VatPayer), Err(Ineligible::ForeignTrade));
    for (kind, neither, pays_vat, trades, both) in [
        (SubjectKind::Individual, Ok(()), Ok(()), Ok(()), Ok(())),
        (SubjectKind::SoleTrader, Ok(()), vat, trade, vat),
        (SubjectKind::Farm, Ok(()), vat, Ok(()), vat),
        (SubjectKind::LegalEntity, Ok(()), vat, trade, vat),
    ] {
        let judge = |vat_payer, trades| EligibilityPolicy::SPECIFIED.judge(kind, vat_payer, trades);
        assert_eq!(
            [judge(false, false), judge(true, false), judge(false, true), judge(true, true)],
            [neither, pays_vat, trades, both]
        );
    }
}

proptest! {
    #[test]
    fn whoever_is_refused_is_told_a_ground_that_is_theirs(
        policy in policy(), kind in kind(), vat_payer: bool, trades: bool,
    ) {
        let rule = policy.rule(kind);
        match policy.judge(kind, vat_payer, trades) {
            Ok(()) => prop_assert!(
                rule.may_have_password
                    && (!vat_payer || rule.vat_payer_allowed)
                    && (!trades || rule.foreign_trade_allowed)
            ),
            Err(Ineligible::Kind) => prop_assert!(!rule.may_have_password),
            Err(Ineligible::VatPayer) => prop_assert!(vat_payer && !rule.vat_payer_allowed),
            Err(Ineligible::ForeignTrade) => prop_assert!(trades && !rule.foreign_trade_allowed),
        }
    }

    #[test]
    fn saying_yes_to_anything_shuts_nobody_out(
        policy in policy(), changed in kind(), permission in permission(), asked in kind(), vat_payer: bool, trades: bool,
    ) {
        let wider = policy.with(changed, policy.rule(changed).with(permission, true));
        if policy.judge(asked, vat_payer, trades).is_ok() {
            prop_assert_eq!(wider.judge(asked, vat_payer, trades), Ok(()));
        }
        if asked != changed {
            prop_assert_eq!(wider.judge(asked, vat_payer, trades), policy.judge(asked, vat_payer, trades));
        }
    }

    #[test]
    fn the_changes_told_are_all_there_are_and_lead_there_and_back(before in policy(), after in policy()) {
        let changes = before.changes_to(&after);
        let walk = |from: EligibilityPolicy, turned: bool| {
            changes.iter().fold(from, |policy, change| {
                policy.with(change.kind, policy.rule(change.kind).with(change.permission, change.allowed != turned))
            })
        };
        prop_assert_eq!(walk(before, false), after);
        prop_assert_eq!(walk(after, true), before);
        for change in &changes {
            prop_assert_ne!(before.rule(change.kind).allows(change.permission), change.allowed);
        }
        prop_assert_eq!(changes.is_empty(), before == after);
    }

    #[test]
    fn a_reason_is_one_paragraph_of_a_bounded_length(text in any::<String>()) {
        match ChangeReason::parse(&text) {
            Ok(reason) => {
                prop_assert!((10..=REASON_MAXIMUM).contains(&reason.as_str().chars().count()));
                prop_assert!(!reason.as_str().contains(char::is_control));
                prop_assert_eq!(ChangeReason::parse(reason.as_str()), Ok(reason));
            }
            Err(ReasonError::Empty) => prop_assert!(text.trim().is_empty()),
            Err(ReasonError::TooLong) => prop_assert!(text.chars().count() > REASON_MAXIMUM),
            Err(ReasonError::TooShort | ReasonError::Format) => {}
        }
    }
}

#[test]
fn a_reason_explains_something_and_hides_nothing() {
    for (text, wrong) in [
        ("", ReasonError::Empty),
        (" \n\u{a0} ", ReasonError::Empty),
        ("надо", ReasonError::TooShort),
        ("а        б        в", ReasonError::TooShort),
        ("приказ № 12 \u{202e}от 01.02.2026", ReasonError::Format),
        ("приказ № 12\u{0}от 01.02.2026", ReasonError::Format),
    ] {
        assert_eq!(ChangeReason::parse(text), Err(wrong), "{text:?}");
    }
    assert_eq!(ChangeReason::parse(&"я".repeat(REASON_MAXIMUM + 1)), Err(ReasonError::TooLong));
    let reason = ChangeReason::parse("  Приказ № 12\r\n от 01.02.2026 ").unwrap();
    assert_eq!(reason.as_str(), "Приказ № 12 от 01.02.2026");
}
