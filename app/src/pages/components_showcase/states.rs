use domain::access_application::ApplicationState;
use leptos::prelude::*;

use crate::{
    api::Moment,
    components::{Countdown, Digits, StateTag},
};

/// 22.11.2026, 14:00 in Bishkek.
const NOON: Moment = Moment(1_795_334_400_000);

/// All states of an application, the clock calm, pressing and late, digits in groups.
pub(super) fn states() -> AnyView {
    let tags: Vec<AnyView> =
        ApplicationState::ALL.iter().map(|state| view! { <StateTag state=*state /> }.into_any()).collect();
    let clocks: Vec<AnyView> = [754, 290, -185]
        .into_iter()
        .map(|seconds| {
            let due = Moment(NOON.0 + seconds * 1000);
            view! { <p><Countdown due=due now=NOON /></p> }.into_any()
        })
        .collect();
    view! {
        <h2>"States"</h2>
        <div class="page__actions">{tags}</div>
        <h2>"Countdown"</h2>
        {clocks}
        <h2>"Digits"</h2>
        <p>
            <Digits grouped="2 2907 2004 10161" />
        </p>
    }
    .into_any()
}
