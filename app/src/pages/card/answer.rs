//! What the check came to: the card that can be issued, or why there is none.

use domain::subject::Ineligible;
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    api::{
        Message,
        card::{CardForm, CardPreview, CardRefusal},
    },
    components::{InlineMessage, MessageKind, office_name},
    i18n::{Lang, message, t},
    pages::checked_fields::switches_language,
    routes,
};

/// The card that can be issued: whose, until when, what dies with it. It is issued by a plain post, whose answer is the
/// paper, in a tab of its own.
pub(super) fn ready(lang: Lang, preview: &CardPreview, asked: &CardForm, issued: RwSignal<bool>) -> AnyView {
    let warn = |text: String| view! { <InlineMessage kind=MessageKind::Warning>{text}</InlineMessage> };
    let replaced =
        preview.replaces.as_ref().map(|card| warn(t::card::replaces(lang, &card.issued_at.date_time(), &card.number)));
    let overtaken = preview.overtaken.then(|| warn(t::card::overtaken(lang).to_owned()));
    let unknown = preview.passport_unknown.then(|| warn(t::card::passport_unknown(lang).to_owned()));
    let replaces = preview.replaces.as_ref().map(|card| card.id.clone()).unwrap_or_default();
    // once the browser has sent it: the form must stand until then
    let sent = move |event: SubmitEvent| {
        if !switches_language(&event) {
            request_animation_frame(move || {
                let _ = issued.try_set(true);
            });
        }
    };
    let row = |name: &'static str, value: String| {
        view! {
            <div class="summary-list__row">
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let known = [
        ("inn", asked.inn.clone()),
        ("passport", asked.passport.clone()),
        ("phone", asked.phone.clone()),
        ("email", asked.email.clone()),
        ("language", asked.language.clone()),
        ("checks", asked.checks.clone()),
    ];
    let hidden = |(name, value): (&'static str, String)| view! { <input type="hidden" name=name value=value /> };
    let typed: Vec<_> = known.iter().cloned().map(hidden).collect();
    let again: Vec<_> = known.into_iter().map(hidden).collect();
    view! {
        <h2 class="office__heading">{t::card::ready(lang)}</h2>
        {overtaken}
        {replaced}
        {unknown}
        <dl class="summary-list">
            {row(t::card::person(lang), preview.name.clone())}
            {row(t::office::inn(lang), asked.inn.clone())}
            {row(t::cabinet::office(lang), office_name(lang, &preview.office))}
            {row(t::card::valid_until(lang), preview.valid_until.date_time())}
        </dl>
        <p>{t::card::once(lang)}</p>
        <div class="form__actions">
            <form method="post" action=routes::CARD_ISSUE target="_blank" on:submit=sent>
                {typed}
                <input type="hidden" name="card" value=preview.card.clone() />
                <input type="hidden" name="replaces" value=replaces />
                <button type="submit" class="button button--primary">{t::card::issue(lang)}</button>
            </form>
            <form method="post" action=routes::CARD id="page-form">
                {again}
                <button type="submit" class="button button--secondary" name="action" value="edit">
                    {t::card::edit(lang)}
                </button>
            </form>
        </div>
    }
    .into_any()
}

/// Why there is none, and the way instead.
pub(super) fn refused(lang: Lang, refusal: CardRefusal) -> AnyView {
    let text = match refusal {
        CardRefusal::NotTaxpayer => message(lang, Message::NotTaxpayer),
        CardRefusal::Ineligible(why) => ineligible(lang, why),
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

fn ineligible(lang: Lang, why: Ineligible) -> &'static str {
    message(lang, Message::Ineligible(why))
}
