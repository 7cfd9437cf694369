//! The page of help as passages: the same texts, under the anchors that `app/src/pages/help` gives them.

use app::i18n::t;
use domain::lang::Lang;

use super::{Guide, Section};

/// The page of help in a language.
pub(super) fn read(lang: Lang) -> Guide {
    Guide {
        address: app::routes::HELP.to_owned(),
        title: t::help::title(lang).to_owned(),
        sections: sections(lang),
        ..Guide::default()
    }
}

fn sections(lang: Lang) -> Vec<Section> {
    let mut sections = vec![
        section("bring", t::help::bring(lang), &[t::help::bring_text(lang), t::help::no_printer(lang)]),
        section("password-help", t::help::password(lang), &[t::help::password_text(lang), t::help::password_one(lang)]),
        Section {
            asked: t::assistant::login_words(lang).to_owned(),
            ..section("login-help", t::help::login(lang), &[t::help::login_text(lang)])
        },
        section("code-help", t::help::code(lang), &[t::help::code_text(lang)]),
    ];
    sections.extend(app::pages::help::questions(lang).map(|(id, question, answer)| section(id, question, &[answer])));
    sections.push(Section {
        asked: t::assistant::contact_words(lang).to_owned(),
        ..section("contact", t::help::contact(lang), &[t::help::contact_text(lang)])
    });
    sections
}

fn section(id: &str, title: &str, paragraphs: &[&str]) -> Section {
    Section {
        id: id.to_owned(),
        title: title.to_owned(),
        paragraphs: paragraphs.iter().map(|text| (*text).to_owned()).collect(),
        ..Section::default()
    }
}
