//! Roles, states and problems in the reader's language.

use crate::{
    api::{
        Message,
        staff::{StaffField, StaffProblem, StaffState, Standing},
    },
    i18n::{Lang, message, t},
};

/// The words of the roles, as they are chosen from.
pub(super) fn roles(lang: Lang) -> Vec<(String, String)> {
    ["inspector", "head_of_office", "administrator"].map(|word| (word.to_owned(), role(lang, word).to_owned())).into()
}

pub(super) fn role(lang: Lang, word: &str) -> &'static str {
    match word {
        "head_of_office" => t::staff::head_of_office(lang),
        "administrator" => t::staff::administrator(lang),
        _ => t::staff::inspector(lang),
    }
}

/// Code and name of an office; empty for none.
pub(super) fn office(code: &str, offices: &[(String, String)]) -> String {
    let name = offices.iter().find(|(listed, _)| listed == code).map(|(_, name)| name.as_str());
    name.map(|name| [code, " ", name].concat()).unwrap_or_default()
}

pub(super) fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::AtWork => t::staff::at_work(lang),
        Standing::Invited => t::staff::invited(lang),
        Standing::NotEnrolled => t::staff::not_enrolled(lang),
        Standing::Blocked => t::staff::blocked(lang),
    }
}

/// What is wrong with a field of the form whose button has this action.
pub(super) fn beside(lang: Lang, state: &StaffState, action: &str, field: StaffField) -> Option<&'static str> {
    let found = state.wrong.iter().find(|(wrong, _)| *wrong == field);
    found.filter(|_| state.action == action).map(|(_, what)| problem(lang, *what))
}

/// Everything that is wrong: name of the field, its label, the words.
pub(super) fn wrong(
    lang: Lang,
    wrong: &[(StaffField, StaffProblem)],
) -> Vec<(&'static str, &'static str, &'static str)> {
    let named = |field| match field {
        StaffField::UserName => ("user_name", t::office::user_name(lang)),
        StaffField::Name => ("name", t::staff::name(lang)),
        StaffField::Role => ("role", t::staff::role(lang)),
        StaffField::Office => ("office", t::staff::office(lang)),
        StaffField::Inn => ("inn", t::staff::inn(lang)),
        StaffField::Code => ("code", t::staff::code(lang)),
        StaffField::Form => ("", ""),
    };
    wrong
        .iter()
        .map(|(field, what)| {
            let (name, label) = named(*field);
            (name, label, problem(lang, *what))
        })
        .collect()
}

fn problem(lang: Lang, problem: StaffProblem) -> &'static str {
    match problem {
        StaffProblem::Required => message(lang, Message::Required),
        StaffProblem::UserNameFormat => t::staff::user_name_format(lang),
        StaffProblem::UserNameTaken => t::staff::user_name_taken(lang),
        StaffProblem::NameFormat => t::staff::name_format(lang),
        StaffProblem::OfficeNeeded => t::staff::office_needed(lang),
        StaffProblem::InnFormat => t::staff::inn_format(lang),
        StaffProblem::CodeNeeded => t::staff::code_needed(lang),
        StaffProblem::WrongCode => t::staff_entry::wrong_code(lang),
        StaffProblem::Oneself => t::staff::oneself(lang),
        StaffProblem::Unchanged => t::staff::unchanged(lang),
        StaffProblem::NotWaiting => t::staff::not_waiting(lang),
    }
}
