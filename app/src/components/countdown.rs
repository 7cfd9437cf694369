//! The live clock of a decision.

use std::time::Duration;

use domain::deadline::{DecisionDeadline, Urgency};
use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::{
    api::Moment,
    i18n::{Lang, t, use_lang},
};

/// The clock of a decision: a word, a sign and a colour, the time left and the time due. It ticks once hydrated; until
/// then it says how many minutes were left when the page was made.
#[component]
pub fn Countdown(
    /// The decision is due by then.
    due: Moment,
    /// The server's clock when the page was made; the browser's own is used for the time passed since, never for the
    /// time of day, so that a wrong clock does no harm.
    now: Moment,
) -> AnyView {
    let lang = use_lang();
    let passed = RwSignal::new(0_i64);
    let ticking = RwSignal::new(false);
    Effect::new(move |_| tick(passed, ticking));
    let time = move || Moment(now.0.saturating_add(passed.get())).to_time();
    let due_time = due.to_time();
    // of another day, the day as well
    let due_text = if due.date() == now.date() { due.time() } else { due.date_time() };
    let urgency = Memo::new(move |_| DecisionDeadline::urgency(due_time, time()));
    let left = move || time_left(lang, DecisionDeadline::remaining_seconds(due_time, time()), ticking.get());
    let class = move || match urgency.get() {
        Urgency::Calm => "countdown countdown--calm",
        Urgency::Soon => "countdown countdown--soon",
        Urgency::Late => "countdown countdown--late",
    };
    let sign = move || match urgency.get() {
        Urgency::Calm => icon(Icon::Clock),
        Urgency::Soon => icon(Icon::Warning),
        Urgency::Late => icon(Icon::Error),
    };
    let word = move || match urgency.get() {
        Urgency::Calm => t::components::countdown_calm(lang),
        Urgency::Soon => t::components::countdown_soon(lang),
        Urgency::Late => t::components::countdown_late(lang),
    };
    view! {
        <span class=class>
            {sign} <span class="countdown__left" role="timer">
                {left}
            </span> <span class="countdown__word" aria-live="polite">
                {word}
            </span> <span class="countdown__due">{t::components::countdown_until(lang, &due_text)}</span>
        </span>
    }
    .into_any()
}

/// Counts the milliseconds since now, once a second, until the component is gone.
fn tick(passed: RwSignal<i64>, ticking: RwSignal<bool>) {
    let started = js_sys::Date::now();
    ticking.set(true);
    let advance = move || {
        let elapsed = js_sys::Date::now() - started;
        let _ = passed.try_set(elapsed as i64);
    };
    if let Ok(handle) = set_interval_with_handle(advance, Duration::from_secs(1)) {
        on_cleanup(move || handle.clear());
    }
}

/// `12:34`, `−3:05`; without seconds while nothing ticks; hours from two on, as an annulment has them.
fn time_left(lang: Lang, seconds: i64, ticking: bool) -> String {
    let sign = if seconds < 0 { "−" } else { "" };
    let seconds = seconds.unsigned_abs();
    if seconds >= 7_200 {
        let hours = (seconds / 3_600).to_string();
        return [sign, t::components::countdown_hours(lang, &hours).as_str()].concat();
    }
    let minutes = (seconds / 60).to_string();
    if !ticking {
        return [sign, t::components::countdown_minutes(lang, &minutes).as_str()].concat();
    }
    let rest = (seconds % 60).to_string();
    let zero = if rest.len() < 2 { "0" } else { "" };
    [sign, minutes.as_str(), ":", zero, rest.as_str()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_told_in_minutes_and_ticks_in_seconds() {
        assert_eq!(time_left(Lang::Ru, 754, false), "12 мин");
        assert_eq!(time_left(Lang::Ru, 754, true), "12:34");
        assert_eq!(time_left(Lang::Ru, 65, true), "1:05");
        assert_eq!(time_left(Lang::Ru, -185, true), "−3:05");
        assert_eq!(time_left(Lang::Ru, 172_799, true), "47 ч");
        assert_eq!(time_left(Lang::Ru, -7_200, false), "−2 ч");
    }
}
