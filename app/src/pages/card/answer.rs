//! What the check came to: the card that can be issued, or why there is none.

use leptos::prelude::*;

use crate::{
    api::{
        Message,
        card::{CardForm, CardPreview, CardRefusal},
    },
    components::{InlineMessage, MessageKind, office_name, summary_list},
    i18n::{Lang, message, t},
    pages::{
        annulment::fields::hidden,
        facts::{self, words},
    },
    routes,
};

/// The card that can be issued: whose, until when, what dies with it. The answer to the post that issues it is the paper,
/// in a tab of its own.
pub(super) fn ready(lang: Lang, preview: &CardPreview, asked: &CardForm) -> AnyView {
    let warn = |text: String| view! { <InlineMessage kind=MessageKind::Warning>{text}</InlineMessage> };
    let replaced =
        preview.replaces.as_ref().map(|card| warn(t::card::replaces(lang, &card.issued_at.date_time(), &card.number)));
    let overtaken = preview.overtaken.then(|| warn(t::card::overtaken(lang).to_owned()));
    let unknown = preview.passport_unknown.then(|| warn(t::card::passport_unknown(lang).to_owned()));
    let replaces = preview.replaces.as_ref().map(|card| card.id.as_str()).unwrap_or_default();
    let card = vec![
        (t::card::person(lang), words(&preview.name)),
        (t::office::inn(lang), facts::inn(&domain::inn::normalise_digits(&asked.inn))),
        (t::cabinet::office(lang), words(&office_name(lang, &preview.office))),
        (t::card::valid_until(lang), words(&preview.valid_until.date_time())),
    ];
    view! {
        <h2 class="office__heading">{t::card::ready(lang)}</h2>
        {overtaken}
        {replaced}
        {unknown}
        {summary_list(card)}
        <p>{t::card::once(lang)}</p>
        <div class="form__actions">
            <form method="post" action=routes::CARD_ISSUE target="_blank">
                {typed(asked)}
                {hidden("card", &preview.card)}
                {hidden("replaces", replaces)}
                <button type="submit" class="button button--primary">
                    {t::card::issue(lang)}
                    <span class="unseen">", " {t::case::new_window(lang)}</span>
                </button>
            </form>
            <form method="post" action=routes::CARD id="page-form">
                {typed(asked)}
                <button type="submit" class="button button--secondary" name="action" value="edit">
                    {t::card::edit(lang)}
                </button>
            </form>
        </div>
        <p>{t::card::afterwards(lang)} " " <a href=routes::CARD>{t::card::next(lang)}</a></p>
    }
    .into_any()
}

/// What was typed, to be sent again.
fn typed(asked: &CardForm) -> AnyView {
    let fields = [
        ("inn", &asked.inn),
        ("passport", &asked.passport),
        ("phone", &asked.phone),
        ("email", &asked.email),
        ("language", &asked.language),
        ("checks", &asked.checks),
    ];
    fields.into_iter().map(|(name, value)| hidden(name, value)).collect::<Vec<_>>().into_any()
}

/// Why there is none, and the way instead.
pub(super) fn refused(lang: Lang, refusal: CardRefusal) -> AnyView {
    let text = match refusal {
        CardRefusal::NotTaxpayer => message(lang, Message::NotTaxpayer),
        CardRefusal::Ineligible(why) => message(lang, Message::Ineligible(why)),
        CardRefusal::PassportDiffers => t::card::passport_differs(lang),
        CardRefusal::HasAccess => t::card::has_access(lang),
        CardRefusal::ActsForOrganisation => t::card::acts_for_organisation(lang),
        CardRefusal::Annulled => t::card::annulled(lang),
        CardRefusal::Risk => t::card::risk(lang),
        CardRefusal::ApplicationAccepted => t::card::application_accepted(lang),
        CardRefusal::OwnCase => t::errors::own_case(lang),
    };
    view! {
        <InlineMessage kind=MessageKind::Error>
            <strong>{t::card::refused(lang)}</strong> " " {text}
        </InlineMessage>
    }
    .into_any()
}
