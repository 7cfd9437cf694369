//! A list of the queue as a table; all of them have the same columns. A row stays the same row while what it says changes.

use domain::{
    access_application::{ApplicationKind, ApplicationState},
    queue::QueuePart,
};
use leptos::prelude::*;

use super::{filters::part_name, held_by, words};
use crate::{
    api::{Moment, queue::QueueRow},
    components::{Countdown, StateTag, kind_name},
    i18n::{Lang, t},
    routes,
};

/// Id of a row's link.
pub(super) fn row_id(id: &str) -> String {
    ["row-", id].concat()
}

/// What a list shows.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// Which; none for what was found.
    pub(super) part: Option<QueuePart>,
    /// Its rows.
    pub(super) rows: Signal<Vec<QueueRow>>,
    /// The server's clock.
    pub(super) now: Signal<Moment>,
    /// Rows that are in no list any more and only stay where they are while somebody points at them.
    pub(super) gone: Signal<Vec<String>>,
    /// There are more than are shown.
    pub(super) more: Signal<bool>,
}

/// One list: heading with the count, then the table or what to do.
pub(super) fn section(lang: Lang, shown: Shown) -> AnyView {
    let (id, title, empty) = match shown.part {
        Some(part @ QueuePart::ToDecide) => ("to-decide", part_name(lang, part), t::office::to_decide_empty(lang)),
        Some(part @ QueuePart::ToDeliver) => ("to-deliver", part_name(lang, part), t::office::to_deliver_empty(lang)),
        Some(part @ QueuePart::Submitted) => ("submitted", part_name(lang, part), t::office::submitted_empty(lang)),
        Some(part @ QueuePart::Closed) => ("closed", part_name(lang, part), t::office::closed_empty(lang)),
        None => ("found", t::office::found(lang), t::office::found_empty(lang)),
    };
    let count = Memo::new(move |_| shown.rows.with(Vec::len));
    let any = Memo::new(move |_| count.get() > 0);
    let more = move || shown.more.get().then_some("+");
    let body = move || {
        if any.get() { table(lang, id, shown) } else { view! { <p class="queue__empty">{empty}</p> }.into_any() }
    };
    view! {
        <section class="queue" aria-labelledby=id>
            <h2 class="office__heading" id=id>
                {title} " " <span class="queue__count">{move || count.get().to_string()} {more}</span>
            </h2>
            {body}
        </section>
    }
    .into_any()
}

fn table(lang: Lang, id: &'static str, shown: Shown) -> AnyView {
    let [third, fourth, last] = match shown.part {
        Some(QueuePart::ToDecide) => [t::office::number(lang), t::office::inspector(lang), t::office::time_left(lang)],
        Some(QueuePart::ToDeliver) => [t::office::number(lang), t::office::inspector(lang), t::office::decision(lang)],
        Some(QueuePart::Submitted) => [t::office::filed_at(lang), t::office::kind(lang), t::office::state(lang)],
        Some(QueuePart::Closed) | None => {
            [t::office::filed_at(lang), t::office::inspector(lang), t::office::state(lang)]
        }
    };
    view! {
        <table class="queue__table" aria-labelledby=id>
            <thead>
                <tr>
                    <th scope="col" class="queue__name">{t::office::applicant(lang)}</th>
                    <th scope="col" class="queue__inn">{t::office::inn(lang)}</th>
                    <th scope="col" class="queue__third">{third}</th>
                    <th scope="col" class="queue__fourth">{fourth}</th>
                    <th scope="col" class="queue__last">{last}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || shown.rows.get() key=|row| row.id.clone() children=move |row| line(lang, shown, row) />
            </tbody>
        </table>
    }
    .into_any()
}

fn line(lang: Lang, shown: Shown, first: QueueRow) -> AnyView {
    let QueueRow { id, name, inn, kind, submitted_at, .. } = first.clone();
    let (link, href) = (row_id(&id), routes::case(&id));
    let own = id.clone();
    // what may change of a row; the last it said, once it has gone
    let row = Memo::new(move |before: Option<&QueueRow>| {
        let now = shown.rows.with(|rows| rows.iter().find(|row| row.id == own).cloned());
        now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    });
    let by_filing = !matches!(shown.part, Some(QueuePart::ToDecide | QueuePart::ToDeliver));
    let third = move || if by_filing { submitted_at.date_time() } else { row.with(|row| row.number.clone()) };
    let kind_column = shown.part == Some(QueuePart::Submitted);
    let fourth = move || {
        if kind_column { kind_name(lang, kind).to_owned() } else { row.with(|row| row.inspector.clone()) }
    };
    let last = move || {
        row.with(|row| match row.due {
            Some(due) if row.state == ApplicationState::Accepted => {
                view! { <Countdown due=due now=shown.now.get_untracked() /> }.into_any()
            }
            _ => view! { <StateTag state=row.state /> }.into_any(),
        })
    };
    // where no column tells the kind, all but the usual one are told below the name
    let kind = (!kind_column && kind != ApplicationKind::Grant)
        .then(|| view! { <span class="queue__kind">{kind_name(lang, kind)}</span> });
    let holder = move || row.with(|row| row.holder.as_ref().map(|holder| held_by(lang, holder)));
    let theirs = move || row.with(|row| row.holder.as_ref().is_some_and(|holder| !holder.me));
    let gone = Memo::new(move |_| shown.gone.with(|gone| gone.contains(&id)));
    let gone_word = move || gone.get().then(|| view! { <span class="held">{t::office::gone(lang)}</span> });
    view! {
        <tr class="queue__row" class:queue__row--held=theirs class:queue__row--gone=move || gone.get()>
            <th scope="row" class="queue__name">
                <a class="queue__link" id=link href=href>{name}</a>
                {kind}
                {holder}
                {gone_word}
            </th>
            <td class="queue__inn">{words::grouped(&inn)}</td>
            <td class="queue__third">{third}</td>
            <td class="queue__fourth">{fourth}</td>
            <td class="queue__last">{last}</td>
        </tr>
    }
    .into_any()
}
