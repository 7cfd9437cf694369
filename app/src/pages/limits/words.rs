//! Limits, and what is wrong with one, in words.

use domain::limits::{Limit, LimitChange, LimitError};
use leptos::prelude::*;

use crate::{
    api::{Message, limits::LimitsProblem},
    i18n::{Lang, message, t},
};

/// What a limit is called.
pub(super) fn name(lang: Lang, limit: Limit) -> &'static str {
    match limit {
        Limit::DecisionMinutes => t::limits::decision_minutes(lang),
        Limit::AnnulmentDays => t::limits::annulment_days(lang),
        Limit::ApplicationDays => t::limits::application_days(lang),
        Limit::ClaimMinutes => t::limits::claim_minutes(lang),
        Limit::OpenApplications => t::limits::open_applications(lang),
        Limit::ApplicationsPerHour => t::limits::applications_per_hour(lang),
        Limit::LookUpsPerMinute => t::limits::look_ups_per_minute(lang),
        Limit::CheckedPerHour => t::limits::checked_per_hour(lang),
        Limit::AddedPerHour => t::limits::added_per_hour(lang),
        Limit::StatusPerMinute => t::limits::status_per_minute(lang),
        Limit::QuestionsPerMinute => t::limits::questions_per_minute(lang),
        Limit::SignInsPerMinute => t::limits::sign_ins_per_minute(lang),
    }
}

/// What is wrong, in words: the field's name, empty for the form as a whole; its label; the words.
pub(super) fn problem(lang: Lang, problem: LimitsProblem) -> (&'static str, &'static str, &'static str) {
    match problem {
        LimitsProblem::Number(limit, error) => (limit.as_str(), name(lang, limit), number(lang, error)),
        LimitsProblem::ReasonEmpty => ("reason", t::eligibility::reason(lang), message(lang, Message::Required)),
        LimitsProblem::ReasonFormat => ("reason", t::eligibility::reason(lang), message(lang, Message::ReasonFormat)),
        LimitsProblem::Unchanged => ("", "", t::limits::unchanged(lang)),
        LimitsProblem::Outdated => ("", "", t::limits::outdated(lang)),
    }
}

fn number(lang: Lang, error: LimitError) -> &'static str {
    match error {
        LimitError::Empty => message(lang, Message::Required),
        LimitError::Format => t::limits::no_number(lang),
        LimitError::Bounds => t::limits::out_of_bounds(lang),
    }
}

/// A number as it is read: in groups of three, which stay on one line.
pub(super) fn spaced(number: u32) -> String {
    let digits = number.to_string();
    let mut spaced = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spaced.push('\u{a0}');
        }
        spaced.push(digit);
    }
    spaced
}

/// Changes, one a line, from what to what; `turn` words it from the later number and the earlier one.
pub(super) fn changes(lang: Lang, changes: &[LimitChange], turn: fn(Lang, &str, &str) -> String) -> AnyView {
    let lines: Vec<AnyView> = changes
        .iter()
        .map(|change| {
            let turn = turn(lang, &spaced(change.after), &spaced(change.before));
            view! { <li>{name(lang, change.limit)} " — " <strong>{turn}</strong></li> }.into_any()
        })
        .collect();
    view! { <ul class="eligibility__changes">{lines}</ul> }.into_any()
}
