//! `/office/annulment/{id}`: an annulment that was made, and its note.

use leptos::prelude::*;

use crate::{
    api::annulment::{AnnulmentView, AnnulmentViewState},
    components::{Icon, InlineMessage, Layout, MessageKind, Page, icon, summary_list},
    i18n::{Lang, error_text, t, use_lang},
    pages::facts::{self, Fact, words},
    routes,
};

/// The annulment, or why it is not shown.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let state = use_context::<AnnulmentViewState>().unwrap_or_default();
    let content = state.found.map(|found| match found {
        Ok(made) => view(lang, &made),
        Err(error) => {
            let text = error_text(lang, &error);
            view! { <InlineMessage kind=MessageKind::Error>{text}</InlineMessage> }.into_any()
        }
    });
    view! {
        <Page title=t::annulment::made_title(lang) layout=Layout::Office>
            <p><a href=routes::OFFICE>{t::office::back_to_queue(lang)}</a></p>
            <h1 class="page__title">{t::annulment::made_title(lang)}</h1>
            {content}
        </Page>
    }
    .into_any()
}

fn view(lang: Lang, made: &AnnulmentView) -> AnyView {
    let ground = if made.document.is_empty() { t::annulment::on_application(lang) } else { &made.document };
    let mut facts: Vec<Fact> = vec![
        (t::papers::number(lang), words(&made.number)),
        (t::annulment::at(lang), words(&made.at.date_time())),
        (t::annulment::by(lang), words(&made.inspector)),
        (t::annulment::whose(lang), words(&made.name)),
        (t::annulment::inn(lang), facts::inn(&made.inn)),
        (t::annulment::ground(lang), words(ground)),
    ];
    if !made.note.is_empty() {
        facts.push((t::annulment::note(lang), words(&made.note)));
    }
    view! {
        <InlineMessage kind=MessageKind::Success>{t::annulment::made(lang)}</InlineMessage>
        {summary_list(facts)}
        <p class="case__papers">{papers(lang, &made.id)}</p>
    }
    .into_any()
}

/// The two copies in either official language, the reader's first.
fn papers(lang: Lang, id: &str) -> AnyView {
    let link = |language: &str, label: &'static str| {
        let address = [routes::annulment_note(id).as_str(), "?lang=", language].concat();
        view! {
            <a class="button button--secondary" href=address target="_blank">
                {icon(Icon::Paper)}
                {label}
                <span class="unseen">", " {t::case::new_window(lang)}</span>
            </a>
            " "
        }
        .into_any()
    };
    let (ru, ky) = (link("ru", t::annulment::note_ru(lang)), link("ky", t::annulment::note_ky(lang)));
    if lang == Lang::Ky { view! { {ky} {ru} }.into_any() } else { view! { {ru} {ky} }.into_any() }
}
