//! The answer to a list: how many, which, and the same as a file.

use domain::inn::Inn;
use leptos::prelude::*;

use crate::{
    api::{
        Message,
        check_inn::{CheckedList, CheckedRow, Verdict},
    },
    i18n::{Lang, message, t},
    routes,
};

/// The answer above the form, where it is seen first.
pub(super) fn checked(lang: Lang, list: &CheckedList) -> AnyView {
    let rows: Vec<AnyView> = list.rows.iter().enumerate().map(|(place, row)| table_row(lang, place + 1, row)).collect();
    view! {
        <section class="checked" aria-labelledby="checked" tabindex="-1" autofocus>
            <h2 class="checked__title" id="checked">{t::check_inn::result(lang)}</h2>
            <p>{counts(lang, &list.rows)}</p>
            <form class="checked__download" method="post" action=routes::CHECK_INN_CSV>
                <input type="hidden" name="checked" value=list.sealed.clone() />
                <button type="submit" class="button button--secondary">{t::check_inn::download(lang)}</button>
            </form>
            <table class="checked__table" aria-labelledby="checked">
                <thead>
                    <tr>
                        <th scope="col" class="checked__place">{t::check_inn::number_column(lang)}</th>
                        <th scope="col">{t::check_inn::inn_column(lang)}</th>
                        <th scope="col">{t::check_inn::result_column(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn table_row(lang: Lang, place: usize, row: &CheckedRow) -> AnyView {
    let (class, result) = match row.verdict {
        Verdict::Registered => ("checked__result checked__result--good", t::check_inn::registered(lang)),
        Verdict::NotRegistered => ("checked__result", t::check_inn::not_registered(lang)),
        Verdict::Wrong(error) => ("checked__result checked__result--bad", message(lang, Message::Inn(error))),
    };
    let number = Inn::from_trusted(&row.text).map_or_else(|| row.text.clone(), |inn| inn.grouped());
    view! {
        <tr>
            <td class="checked__place">{place.to_string()}</td>
            // whatever direction the marks in it ask for, it ends with its cell
            <td class="checked__number">
                <bdi>{number}</bdi>
            </td>
            <td class=class>{result}</td>
        </tr>
    }
    .into_any()
}

fn counts(lang: Lang, rows: &[CheckedRow]) -> String {
    let count = |wanted: fn(&Verdict) -> bool| rows.iter().filter(|row| wanted(&row.verdict)).count().to_string();
    t::check_inn::counts(
        lang,
        &count(|verdict| *verdict == Verdict::NotRegistered),
        &rows.len().to_string(),
        &count(|verdict| *verdict == Verdict::Registered),
        &count(|verdict| matches!(verdict, Verdict::Wrong(_))),
    )
}
