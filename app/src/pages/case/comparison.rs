//! The form beside the registry's data, differences marked by icon, word and colour.

use domain::{officer::OfficerRole, subject::SubjectKind};
use leptos::prelude::*;

use super::super::office::words;
use crate::{
    api::office::{Case, Cell, ComparedRow, Verdict},
    components::{Digits, Icon, icon},
    i18n::{Lang, t},
};

/// The table with its count of differences.
pub(super) fn view(lang: Lang, case: &Case) -> AnyView {
    let differences = case.rows.iter().filter(|row| row.verdict == Verdict::Differs).count();
    let (class, sign, count) = match u64::try_from(differences).unwrap_or_default() {
        0 => ("verdict verdict--same", Icon::Check, t::case::all_same(lang).to_owned()),
        n => ("verdict verdict--differs", Icon::Warning, t::case::differences(lang, n)),
    };
    let organisation = case.is_organisation();
    view! {
        <section class="comparison" aria-labelledby="comparison-title">
            <h2 class="case__heading" id="comparison-title">
                {t::case::comparison(lang)} <span class=class>{icon(sign)} {count}</span>
            </h2>
            <table class="comparison__table" aria-labelledby="comparison-title">
                <thead>
                    <tr>
                        <th scope="col" class="comparison__cell">{t::case::cell(lang)}</th>
                        <th scope="col">{t::case::applied(lang)}</th>
                        <th scope="col">{t::case::registered(lang)}</th>
                        <th scope="col" class="comparison__verdict">{t::case::verdict(lang)}</th>
                    </tr>
                </thead>
                <tbody>{case.rows.iter().map(|row| line(lang, organisation, row)).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn line(lang: Lang, organisation: bool, row: &ComparedRow) -> AnyView {
    let (number, name) = cell(lang, organisation, row.cell);
    let differs = row.verdict == Verdict::Differs;
    let applied = if row.cell == Cell::International {
        t::case::yes(lang).into_any()
    } else if row.applied.is_empty() {
        faint(t::case::not_given(lang))
    } else {
        value(lang, row.cell, &row.applied)
    };
    let registry = match (&row.registry, row.verdict) {
        (Some(text), _) if !text.is_empty() => value(lang, row.cell, text),
        (None, Verdict::Same | Verdict::Differs) => faint(t::case::hidden(lang)),
        _ => faint(t::case::none(lang)),
    };
    view! {
        <tr class="comparison__row" class:comparison__row--differs=differs>
            <th scope="row" class="comparison__cell">
                <span class="comparison__label">
                    <span class="comparison__number">{number}</span> " " <span>{name}</span>
                </span>
            </th>
            <td class="comparison__applied">
                <span class="comparison__column" aria-hidden="true">{t::case::applied(lang)}</span>
                {applied}
            </td>
            <td class="comparison__registered">
                <span class="comparison__column" aria-hidden="true">{t::case::registered(lang)}</span>
                {registry}
            </td>
            <td class="comparison__verdict">{verdict(lang, row.verdict)}</td>
        </tr>
    }
    .into_any()
}

fn value(lang: Lang, cell: Cell, text: &str) -> AnyView {
    match cell {
        Cell::Inn | Cell::HeadInn | Cell::PersonInn => words::grouped(text),
        Cell::PersonRole => officer_role(lang, text).into_any(),
        Cell::Passport | Cell::Phone => view! { <Digits grouped=text /> }.into_any(),
        Cell::SubjectKind => subject_kind(lang, text).into_any(),
        _ => text.to_owned().into_any(),
    }
}

/// The key of a type of person in words; whatever else stands there, as it is.
fn subject_kind(lang: Lang, key: &str) -> String {
    let word = key.parse().map(|kind| match kind {
        SubjectKind::Individual => t::case::individual(lang),
        SubjectKind::SoleTrader => t::case::sole_trader(lang),
        SubjectKind::Farm => t::case::farm(lang),
        SubjectKind::LegalEntity => t::case::legal_entity(lang),
    });
    word.unwrap_or(key).to_owned()
}

/// The key of a role in words; whatever else stands there, as it is.
fn officer_role(lang: Lang, key: &str) -> String {
    let word = key.parse().map(|role| match role {
        OfficerRole::Head => t::case::head(lang),
        OfficerRole::Accountant => t::case::accountant(lang),
    });
    word.unwrap_or(key).to_owned()
}

fn faint(text: &'static str) -> AnyView {
    view! { <span class="comparison__faint">{text}</span> }.into_any()
}

fn verdict(lang: Lang, verdict: Verdict) -> AnyView {
    let (class, sign, word) = match verdict {
        Verdict::Same => ("verdict verdict--same", Some(Icon::Check), t::case::same(lang)),
        Verdict::Differs => ("verdict verdict--differs", Some(Icon::Warning), t::case::differs(lang)),
        Verdict::NotCompared => ("verdict", None, t::case::not_compared(lang)),
    };
    view! { <span class=class>{sign.map(icon)} {word}</span> }.into_any()
}

/// Number and name of a cell, as on the paper form (`spec/access.md`).
fn cell(lang: Lang, organisation: bool, cell: Cell) -> (&'static str, &'static str) {
    match cell {
        Cell::Inn => ("102", t::case::cell_inn(lang)),
        Cell::Name if organisation => ("103", t::case::cell_entity_name(lang)),
        Cell::Name => ("103", t::case::cell_name(lang)),
        Cell::Office => ("104", t::case::cell_office(lang)),
        Cell::SubjectKind => ("105", t::case::cell_subject_kind(lang)),
        Cell::Passport => ("106", t::case::cell_passport(lang)),
        Cell::Address => ("108–111", t::case::cell_address(lang)),
        Cell::Phone => ("115", t::case::cell_phone(lang)),
        Cell::Email => ("116", t::case::cell_email(lang)),
        // the paper form has no numbers for these
        Cell::International => ("", t::case::cell_international(lang)),
        Cell::HeadInn => ("", t::case::cell_head_inn(lang)),
        Cell::HeadName => ("", t::case::cell_head_name(lang)),
        Cell::PersonInn => ("2", t::case::cell_person_inn(lang)),
        Cell::PersonName => ("2", t::case::cell_person_name(lang)),
        Cell::PersonRole => ("2", t::case::cell_person_role(lang)),
    }
}
