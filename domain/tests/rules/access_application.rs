use domain::access_application::{ApplicationKind, ApplicationState, ImpossibleMove, Move};
use proptest::prelude::*;
use proptest::sample::select;

use ApplicationKind::{Annul, Grant, Link, Restore};
use ApplicationState::{Accepted, Annulled, Delivered, Expired, Granted, Refused, Submitted, Superseded, Withdrawn};

/// The diagram of `spec/access.md`, arrow by arrow.
const ARROWS: &[(ApplicationState, Move, &[ApplicationKind], ApplicationState)] = &[
    (Submitted, Move::Accept, &[Grant, Restore, Link, Annul], Accepted),
    (Submitted, Move::Expire, &[Grant, Restore, Link, Annul], Expired),
    (Submitted, Move::Withdraw, &[Grant, Restore, Link, Annul], Withdrawn),
    (Submitted, Move::Supersede, &[Grant, Restore, Link, Annul], Superseded),
    (Accepted, Move::Supersede, &[Grant, Restore, Link, Annul], Superseded),
    (Accepted, Move::Grant, &[Grant, Restore, Link], Granted),
    (Accepted, Move::Refuse, &[Grant, Restore, Link, Annul], Refused),
    (Accepted, Move::EnterAnnulment, &[Annul], Annulled),
    (Granted, Move::Deliver, &[Grant, Restore, Link, Annul], Delivered),
    (Refused, Move::Deliver, &[Grant, Restore, Link, Annul], Delivered),
];

#[test]
fn every_move_is_an_arrow_of_the_diagram_or_impossible() {
    for &from in ApplicationState::ALL {
        for &kind in ApplicationKind::ALL {
            for &attempted in Move::ALL {
                let expected = ARROWS
                    .iter()
                    .find(|(state, arrow, kinds, _)| (*state, *arrow) == (from, attempted) && kinds.contains(&kind))
                    .map(|(_, _, _, to)| *to)
                    .ok_or(ImpossibleMove { from, kind, attempted });
                assert_eq!(from.after(kind, attempted), expected);
            }
        }
    }
}

#[test]
fn words_are_those_of_the_database() {
    for (state, word) in [(Submitted, "submitted"), (Superseded, "superseded"), (Annulled, "annulled")] {
        assert_eq!(state.as_str(), word);
    }
    for &state in ApplicationState::ALL {
        assert_eq!(state.as_str().parse(), Ok(state));
        assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{state}\""));
        assert_eq!(serde_json::from_str::<ApplicationState>(&format!("\"{state}\"")).unwrap(), state);
    }
    for &step in Move::ALL {
        assert_eq!(step.as_str().parse(), Ok(step));
    }
    for &kind in ApplicationKind::ALL {
        assert_eq!(kind.as_str().parse(), Ok(kind));
    }
    assert!("Submitted".parse::<ApplicationState>().is_err());
}

#[test]
fn open_and_decided_exclude_each_other() {
    for &state in ApplicationState::ALL {
        assert!(!(state.is_open() && state.is_decided()), "{state}");
    }
    let neither: Vec<_> =
        ApplicationState::ALL.iter().filter(|state| !state.is_open() && !state.is_decided()).collect();
    assert_eq!(neither, [&Expired, &Withdrawn, &Superseded]);
}

proptest! {
    #[test]
    fn what_is_closed_stays_closed(
        kind in select(ApplicationKind::ALL),
        moves in proptest::collection::vec(select(Move::ALL), 0..30),
    ) {
        let mut state = Submitted;
        for step in moves {
            let Ok(next) = state.after(kind, step) else { continue };
            prop_assert!(state.is_open() || next == Delivered);
            prop_assert!(!state.is_decided() || next.is_decided());
            state = next;
        }
        prop_assert!(state != Annulled || kind == Annul);
        prop_assert!(state != Granted || kind != Annul);
    }
}
