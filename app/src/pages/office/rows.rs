//! The three parts of the queue as tables with the same columns.

use domain::access_application::ApplicationKind;
use leptos::prelude::*;

use super::words;
use crate::{
    api::{Moment, office::QueueRow},
    components::{Countdown, StateTag, kind_name},
    i18n::{Lang, t},
    routes,
};

/// Which part of the queue, and so what its columns hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// Accepted, with the clock.
    ToDecide,
    /// Decided, with the decision.
    ToDeliver,
    /// Filed, with the time and the kind.
    Submitted,
}

/// Id of a row's link.
pub(super) fn row_id(id: &str) -> String {
    ["row-", id].concat()
}

/// One part: heading with the count, then the table or what to do.
pub(super) fn section(lang: Lang, columns: Columns, rows: Signal<(Vec<QueueRow>, Moment)>) -> AnyView {
    let (id, title, empty) = match columns {
        Columns::ToDecide => ("to-decide", t::office::to_decide(lang), t::office::to_decide_empty(lang)),
        Columns::ToDeliver => ("to-deliver", t::office::to_deliver(lang), t::office::to_deliver_empty(lang)),
        Columns::Submitted => ("submitted", t::office::submitted(lang), t::office::submitted_empty(lang)),
    };
    let count = Memo::new(move |_| rows.with(|(rows, _)| rows.len()));
    let any = Memo::new(move |_| count.get() > 0);
    let body = move || {
        if any.get() {
            table(lang, id, columns, rows)
        } else {
            view! { <p class="queue__empty">{empty}</p> }.into_any()
        }
    };
    view! {
        <section class="queue" aria-labelledby=id>
            <h2 class="office__heading" id=id>
                {title} " " <span class="queue__count">{move || count.get().to_string()}</span>
            </h2>
            {body}
        </section>
    }
    .into_any()
}

fn table(lang: Lang, id: &'static str, columns: Columns, rows: Signal<(Vec<QueueRow>, Moment)>) -> AnyView {
    let [third, fourth, last] = match columns {
        Columns::ToDecide => [t::office::number(lang), t::office::inspector(lang), t::office::time_left(lang)],
        Columns::ToDeliver => [t::office::number(lang), t::office::inspector(lang), t::office::decision(lang)],
        Columns::Submitted => [t::office::filed_at(lang), t::office::kind(lang), t::office::state(lang)],
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
                <For
                    each=move || rows.get().0
                    key=|row| [row.id.as_str(), row.state.as_str(), row.inspector.as_str()].concat()
                    children=move |row| line(lang, columns, row, rows.get_untracked().1)
                />
            </tbody>
        </table>
    }
    .into_any()
}

fn line(lang: Lang, columns: Columns, row: QueueRow, now: Moment) -> AnyView {
    let (third, fourth) = match columns {
        Columns::Submitted => (row.submitted_at.date_time(), kind_name(lang, row.kind).to_owned()),
        Columns::ToDecide | Columns::ToDeliver => (row.number, row.inspector),
    };
    let last = match row.due {
        Some(due) if columns == Columns::ToDecide => view! { <Countdown due=due now=now /> }.into_any(),
        _ => view! { <StateTag state=row.state /> }.into_any(),
    };
    // where no column tells the kind, all but the usual one are told below the name
    let kind = (columns != Columns::Submitted && row.kind != ApplicationKind::Grant)
        .then(|| view! { <span class="queue__kind">{kind_name(lang, row.kind)}</span> });
    view! {
        <tr class="queue__row">
            <th scope="row" class="queue__name">
                <a class="queue__link" id=row_id(&row.id) href=routes::case(&row.id)>{row.name}</a>
                {kind}
            </th>
            <td class="queue__inn">{words::grouped(&row.inn)}</td>
            <td class="queue__third">{third}</td>
            <td class="queue__fourth">{fourth}</td>
            <td class="queue__last">{last}</td>
        </tr>
    }
    .into_any()
}
