//! «Состояние системы»: how everything stands, for administrators. Plain HTML.

use leptos::prelude::*;

use super::administration::{refused, who};
use crate::{
    api::health::{HealthLine, HealthPart, HealthState, Standing, SystemHealth},
    components::{InlineMessage, Layout, MessageKind, Page},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/administration/health`.
pub(crate) fn page() -> AnyView {
    let lang = use_lang();
    let (identity, content) = match use_context::<HealthState>().and_then(|state| state.found) {
        Some(Ok(health)) => (Some(who(lang, &health.administrator)), view(lang, &health)),
        Some(Err(error)) => (None, refused(lang, error)),
        None => (None, ().into_any()),
    };
    view! {
        <Page title=t::health::title(lang) layout=Layout::Office identity=identity.into_any()>
            {content}
        </Page>
    }
    .into_any()
}

fn view(lang: Lang, health: &SystemHealth) -> AnyView {
    let (wrong, look) = (health.count(Standing::Wrong), health.count(Standing::Look));
    let (kind, text) = match (wrong, look) {
        (0, 0) => (MessageKind::Success, t::health::all_fine(lang).to_owned()),
        (0, look) => (MessageKind::Warning, t::health::some_look(lang, &look.to_string())),
        (wrong, _) => (MessageKind::Error, t::health::some_wrong(lang, &wrong.to_string())),
    };
    let parts: Vec<AnyView> = health.parts.iter().map(|found| part(lang, found)).collect();
    view! {
        <div class="desk">
            <p class="eligibility__back">
                <a href=routes::ADMINISTRATION>{t::administration::title(lang)}</a>
            </p>
            <h1 class="office__title">{t::health::title(lang)}</h1>
            <InlineMessage kind=kind>{text}</InlineMessage>
            <p class="desk__hint">
                {t::health::seen_at(lang, &health.at.date_time())} " " <a href=routes::HEALTH>{t::audit::refresh(lang)}</a>
            </p>
            {parts}
        </div>
    }
    .into_any()
}

fn part(lang: Lang, part: &HealthPart) -> AnyView {
    let lines: Vec<AnyView> = part.lines.iter().map(|found| line(lang, found)).collect();
    view! {
        <section>
            <h2 class="office__heading">{part.title}</h2>
            <table class="desk__table desk__table--facts">
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn line(lang: Lang, line: &HealthLine) -> AnyView {
    let (class, word) = match line.standing {
        Standing::Fine => ("tag tag--good", t::health::fine(lang)),
        Standing::Look => ("tag tag--active", t::health::look(lang)),
        Standing::Wrong => ("tag tag--bad", t::health::wrong(lang)),
    };
    view! {
        <tr>
            <th scope="row">{line.name}</th>
            <td>{line.value.clone()}</td>
            <td>
                <span class=class>{word}</span>
            </td>
        </tr>
    }
    .into_any()
}
