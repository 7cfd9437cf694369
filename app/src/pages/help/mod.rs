//! «Помощь»: how it works, what to bring, passwords, questions, 116.

mod answers;

use leptos::prelude::*;

pub use self::answers::questions;
use crate::{
    components::Page,
    i18n::{Lang, t, use_lang},
};

/// A chapter: the id that the contents lead to, its heading, its text.
struct Chapter(&'static str, &'static str, AnyView);

/// The page of help, with a table of contents.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let chapters = chapters(lang);
    let contents: Vec<AnyView> = chapters
        .iter()
        .map(|Chapter(id, title, _)| {
            // `external`: the browser itself jumps to a place on the page
            view! { <li><a href=["#", id].concat() rel="external">{*title}</a></li> }.into_any()
        })
        .collect();
    let texts: Vec<AnyView> = chapters
        .into_iter()
        .map(|Chapter(id, title, text)| {
            view! {
                <section>
                    <h2 id=id>{title}</h2>
                    {text}
                </section>
            }
            .into_any()
        })
        .collect();
    view! {
        <Page title=t::help::title(lang)>
            <div class="help">
                <h1 class="page__title">{t::help::title(lang)}</h1>
                <nav class="help__contents" aria-labelledby="contents">
                    <h2 id="contents">{t::help::contents(lang)}</h2>
                    <ul>{contents}</ul>
                </nav>
                <div class="help__text">{texts}</div>
            </div>
        </Page>
    }
    .into_any()
}

fn chapters(lang: Lang) -> Vec<Chapter> {
    vec![
        Chapter("access", t::help::how(lang), how(lang)),
        Chapter("bring", t::help::bring(lang), paragraphs(&[t::help::bring_text(lang), t::help::no_printer(lang)])),
        Chapter(
            "password-help",
            t::help::password(lang),
            paragraphs(&[t::help::password_text(lang), t::help::password_one(lang)]),
        ),
        Chapter("login-help", t::help::login(lang), paragraphs(&[t::help::login_text(lang)])),
        Chapter("code-help", t::help::code(lang), paragraphs(&[t::help::code_text(lang)])),
        Chapter("questions", t::help::questions(lang), answers::list(lang)),
        Chapter("contact", t::help::contact(lang), contact(lang)),
    ]
}

fn how(lang: Lang) -> AnyView {
    let steps: Vec<AnyView> =
        [t::help::how_1(lang), t::help::how_2(lang), t::help::how_3(lang), t::help::how_4(lang), t::help::how_5(lang)]
            .into_iter()
            .map(|step| view! { <li>{step}</li> }.into_any())
            .collect();
    view! { <ol>{steps}</ol> }.into_any()
}

fn paragraphs(texts: &[&'static str]) -> AnyView {
    texts.iter().map(|text| view! { <p>{*text}</p> }.into_any()).collect::<Vec<_>>().into_any()
}

fn contact(lang: Lang) -> AnyView {
    view! {
        <p>{t::help::contact_text(lang)}</p>
        <p>
            <a class="button button--secondary" href="tel:116">
                {t::help::call(lang)}
            </a>
        </p>
    }
    .into_any()
}
