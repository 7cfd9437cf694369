//! What is said of an application, put together on the server.

use domain::{
    acceptance::AcceptanceCheck,
    access_application::{ApplicationKind, ApplicationState},
    inn::Inn,
    officer::OfficerRole,
    subject::SubjectKind,
};

use super::outcome::{granted_title, outcome, refused_title};
use crate::{
    api::{
        shown_application::{Mood, Part, Said, ShownApplication},
        status::{ApplicationView, OrganisationView, ReturnView},
    },
    components::{kind_name, office_name},
    i18n::{Lang, t},
};

type Fact = (String, Vec<Part>);

/// The application in the reader's language.
pub(crate) fn shown(lang: Lang, found: &ApplicationView) -> ShownApplication {
    let confirmation = found.just_saved && found.state == ApplicationState::Submitted;
    let running = found.acceptance.as_ref().filter(|_| found.state == ApplicationState::Accepted);
    ShownApplication {
        code: found.code.clone(),
        state: found.state,
        confirmation,
        office: found.office.clone(),
        until: t::status::until(lang, &found.expires_at.date()),
        clock: running.map(|acceptance| (acceptance.due, found.now)),
        outcome: if confirmation { saved(lang, found.kind) } else { outcome(lang, found) },
        returned: found.returned.as_ref().map(|returned| given_back(lang, returned)),
        steps: steps(lang, found.kind, found.term.into()),
        facts: facts(lang, found, confirmation),
    }
}

/// «Заявление … сохранено».
fn saved(lang: Lang, kind: ApplicationKind) -> Said {
    let title = match kind {
        ApplicationKind::Restore => t::status::restore_saved(lang),
        ApplicationKind::Annul => t::status::annul_saved(lang),
        ApplicationKind::Grant | ApplicationKind::Link => t::status::saved(lang),
    };
    Said { mood: Mood::Success, title: title.to_owned(), ..Said::default() }
}

/// What was missing at the window, and what to do about it.
fn given_back(lang: Lang, returned: &ReturnView) -> Said {
    let checks = returned.checks.iter().map(|check| match check {
        AcceptanceCheck::FormComplete => t::status::missing_form(lang).to_owned(),
        AcceptanceCheck::RequisitesMatch => t::status::missing_requisites(lang).to_owned(),
        AcceptanceCheck::IdentityConfirmed => t::status::missing_identity(lang).to_owned(),
    });
    let note = (!returned.note.is_empty()).then(|| returned.note.clone());
    Said {
        mood: Mood::Warning,
        title: t::status::returned_title(lang, &returned.at.date()),
        paragraphs: vec![t::status::returned_text(lang).to_owned()],
        points: checks.chain(returned.papers.iter().cloned()).chain(note).collect(),
        onward: None,
    }
}

/// Acceptance, decision within the term, login.
fn steps(lang: Lang, kind: ApplicationKind, term: u64) -> Vec<String> {
    let accept = t::status::next_accept(lang).to_owned();
    let enter = match kind {
        ApplicationKind::Annul => return vec![accept, t::annulment::after(lang, term)],
        ApplicationKind::Restore => t::status::restore_enter(lang),
        ApplicationKind::Grant | ApplicationKind::Link => t::status::next_enter(lang),
    };
    vec![accept, t::status::next_decide(lang, term), enter.to_owned()]
}

/// Code, person, office, and what has happened so far. The confirmation has the code above already.
fn facts(lang: Lang, found: &ApplicationView, confirmation: bool) -> Vec<Fact> {
    let mut rows: Vec<Fact> = Vec::with_capacity(10);
    if !confirmation {
        rows.push(fact(t::status::code(lang), Part::Unbroken(found.code.clone())));
    }
    rows.push(fact(t::status::kind(lang), words(kind_name(lang, found.kind))));
    let name = if found.organisation.is_some() { t::status::organisation(lang) } else { t::status::applicant(lang) };
    rows.push(fact(name, words(&found.name)));
    rows.push(fact(t::status::inn(lang), inn(&found.inn)));
    match found.subject_kind {
        SubjectKind::SoleTrader => rows.push(fact(t::status::subject_kind(lang), words(t::status::sole_trader(lang)))),
        SubjectKind::Farm => rows.push(fact(t::status::subject_kind(lang), words(t::status::farm(lang)))),
        SubjectKind::Individual | SubjectKind::LegalEntity => {}
    }
    if let Some(organisation) = &found.organisation {
        of_organisation(lang, organisation, &mut rows);
    }
    rows.push(fact(t::status::office(lang), words(&office_name(lang, &found.office))));
    rows.push(fact(t::status::submitted(lang), words(&found.submitted_at.date_time())));
    if let Some(acceptance) = &found.acceptance {
        let mark = vec![number(&acceptance.number), words(&[", ", &acceptance.at.date_time()].concat())];
        rows.push((t::status::acceptance(lang).to_owned(), mark));
    }
    if let Some(decision) = &found.decision {
        let granted = decision.refused.is_none();
        let what = if granted { granted_title(lang, found.kind) } else { refused_title(lang, found.kind) };
        let line = vec![
            words(&[what, ", "].concat()),
            number(&decision.number),
            words(&[", ", &decision.at.date_time()].concat()),
        ];
        rows.push((t::status::decision(lang).to_owned(), line));
        if let Some(delivered) = decision.delivered_at {
            rows.push(fact(t::status::delivered(lang), words(&delivered.date_time())));
        }
    }
    rows
}

/// Who registers the organisation, and what it joins as.
fn of_organisation(lang: Lang, organisation: &OrganisationView, rows: &mut Vec<Fact>) {
    let role = match organisation.person_role {
        OfficerRole::Head => t::status::head(lang),
        OfficerRole::Accountant => t::status::accountant(lang),
    };
    rows.push((role.to_owned(), named(&organisation.person_name, &organisation.person_inn)));
    if organisation.international {
        rows.push(fact(t::status::joins_as(lang), words(t::status::international(lang))));
    }
    let (head_inn, head_name) = &organisation.head;
    if !head_inn.is_empty() {
        rows.push((t::status::branch_of(lang).to_owned(), named(head_name, head_inn)));
    }
}

fn fact(name: &str, value: Part) -> Fact {
    (name.to_owned(), vec![value])
}

fn words(text: &str) -> Part {
    Part::Words(text.to_owned())
}

fn inn(text: &str) -> Part {
    Part::Groups(Inn::from_trusted(text).map_or_else(|| text.to_owned(), |inn| inn.grouped()))
}

fn named(name: &str, number: &str) -> Vec<Part> {
    vec![words(&[name, ", "].concat()), inn(number)]
}

/// The number of an acceptance or a decision.
fn number(number: &str) -> Part {
    Part::Unbroken(["№\u{a0}", number].concat())
}
