//! «Выбор учётной записи»: the person's own cabinet and every organisation they act for. Choosing loads a new document,
//! so that nothing of the cabinet before stays on the page.

use domain::inn::{Inn, normalise_digits};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{identity, kept_out};
use crate::{
    api::{
        ApiError, Field, FieldErrors,
        representation::{CabinetChoice, Chooser, ChooserState, OWN, chooser},
    },
    components::{
        ButtonKind, EmptyState, FieldHandle, Icon, InlineMessage, InputKind, Layout, MessageKind, Page, Skeleton,
        SubmitButton, TextField, icon, office_name,
    },
    i18n::{Lang, error_text, t, use_lang},
    pages::{checked_fields::pressed, posted},
    routes,
};

/// With more cabinets than these, they can be searched.
const WITHOUT_SEARCH: usize = 7;

/// A double click is over by then.
const SENDING: std::time::Duration = std::time::Duration::from_secs(2);

/// Room for a name.
const SEARCH_CHARACTERS: u32 = 200;

/// «Выбор учётной записи».
pub(in crate::pages) fn page() -> AnyView {
    let lang = use_lang();
    let state = posted::<ChooserState>();
    let found = Resource::new_blocking(|| (), |()| chooser());
    let search = FieldHandle::new(Field::Search, state.search, &FieldErrors::default());
    let problem = state.error;
    let content = move || {
        let problem = problem.clone();
        Suspend::new(async move {
            match found.await {
                Ok(found) => choosing(lang, search, found, problem),
                Err(error) => kept_out(error),
            }
        })
    };
    let who = view! {
        <Suspense>
            {move || Suspend::new(async move { found.await.ok().map(|found| identity(lang, &found.identity)) })}
        </Suspense>
    }
    .into_any();
    view! {
        <Page title=t::representation::choose(lang) form_id="page-form" layout=Layout::Cabinet identity=who>
            <Transition fallback=|| view! { <Skeleton lines=8 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

fn choosing(lang: Lang, search: FieldHandle, found: Chooser, problem: Option<ApiError>) -> AnyView {
    let problem = problem.map(|error| {
        view! { <InlineMessage kind=MessageKind::Error>{error_text(lang, &error)}</InlineMessage> }
    });
    let removed = found.removed.map(|name| {
        let text = t::representation::removed(lang, &name);
        view! { <InlineMessage kind=MessageKind::Warning>{text}</InlineMessage> }
    });
    let lead = if found.cabinets.is_empty() { "" } else { t::representation::choose_lead(lang) };
    view! {
        <h1 class="page__title">{t::representation::choose(lang)}</h1>
        {problem}
        {removed}
        <p class="page__lead">{lead}</p>
        {form(lang, search, found.cabinets)}
    }
    .into_any()
}

fn form(lang: Lang, search: FieldHandle, cabinets: Vec<CabinetChoice>) -> AnyView {
    // a search is answered at once here; a choice is the browser's to post, once: it is answered with another token
    let chosen = StoredValue::new(false);
    let send = move |event: SubmitEvent| {
        let (name, _) = pressed(&event);
        if name == "cabinet" && !chosen.get_value() {
            chosen.set_value(true);
            // whoever comes back to this page, or has lost the connection, may choose again
            set_timeout(move || _ = chosen.try_set_value(false), SENDING);
        } else if name != "switch_language" {
            event.prevent_default();
        }
    };
    let none = cabinets.is_empty();
    let searched = (cabinets.len() > WITHOUT_SEARCH).then(|| search_field(lang, search));
    let cabinets = StoredValue::new(cabinets);
    let shown = move || {
        let search = search.value.get();
        cabinets.with_value(|cabinets| list(lang, cabinets, &search))
    };
    let found = move || {
        let search = search.value.get();
        let number = cabinets.with_value(|cabinets| cabinets.iter().filter(|cabinet| fits(cabinet, &search)).count());
        (!search.trim().is_empty()).then(|| t::representation::found(lang, &number.to_string()))
    };
    let inside = if none { nothing(lang) } else { shown.into_any() };
    view! {
        <form id="page-form" class="chooser" method="post" action=routes::CHOOSER on:submit=send>
            {searched}
            // the number is said, not the whole list at every letter
            <p class="unseen" role="status">{found}</p>
            {inside}
        </form>
    }
    .into_any()
}

fn search_field(lang: Lang, search: FieldHandle) -> AnyView {
    view! {
        <TextField
            handle=search
            label=t::representation::search(lang)
            hint=t::representation::search_hint(lang)
            kind=InputKind::Search
            max_length=SEARCH_CHARACTERS
        >
            <SubmitButton
                label=t::representation::find(lang)
                busy=RwSignal::new(false)
                kind=ButtonKind::Secondary
                name="action"
                value="search"
            />
        </TextField>
    }
    .into_any()
}

fn list(lang: Lang, cabinets: &[CabinetChoice], search: &str) -> AnyView {
    let found: Vec<&CabinetChoice> = cabinets.iter().filter(|cabinet| fits(cabinet, search)).collect();
    if found.is_empty() {
        return view! {
            <EmptyState title=t::representation::nothing_found(lang) text=t::representation::nothing_found_text(lang) />
        }
        .into_any();
    }
    let items: Vec<AnyView> = found.into_iter().map(|cabinet| item(lang, cabinet)).collect();
    view! { <ul class="chooser__list">{items}</ul> }.into_any()
}

fn item(lang: Lang, cabinet: &CabinetChoice) -> AnyView {
    let own = cabinet.key == OWN;
    let kind = if own { t::representation::own_cabinet(lang) } else { t::representation::organisation(lang) };
    let inn = Inn::from_trusted(&cabinet.inn).map_or_else(|| cabinet.inn.clone(), |inn| inn.grouped());
    let office = cabinet.office.as_ref().map(|office| {
        view! { <span class="chooser__fact">{t::representation::office(lang)} " " {office_name(lang, office)}</span> }
    });
    let current = cabinet.current.then(|| {
        view! { <span class="chooser__current">{icon(Icon::Check)} " " {t::representation::here(lang)}</span> }
    });
    view! {
        <li>
            <button type="submit" class="chooser__item" name="cabinet" value=cabinet.key.clone()>
                <span class="chooser__kind">{kind} " " {current}</span>
                <span class="chooser__name">{cabinet.name.clone()}</span>
                <span class="chooser__fact">{t::representation::inn(lang)} " " {inn}</span>
                {office}
            </button>
        </li>
    }
    .into_any()
}

/// Nothing is open: the links have been removed, and the person's own cabinet was never asked for.
fn nothing(lang: Lang) -> AnyView {
    view! {
        <EmptyState title=t::representation::none(lang) text=t::representation::none_text(lang) />
        <p class="page__actions">
            <a class="button button--secondary" href=routes::REGISTRATION>{t::representation::register(lang)}</a>
        </p>
    }
    .into_any()
}

/// Whether every word searched for is part of the name, or of the INN where it is digits. Letters that only Kyrgyz has
/// may be typed as their Russian neighbours.
fn fits(cabinet: &CabinetChoice, search: &str) -> bool {
    let digits = normalise_digits(search);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return cabinet.inn.contains(&digits) || folded(&cabinet.name).contains(&digits);
    }
    let name = folded(&cabinet.name);
    folded(search).split_whitespace().all(|word| name.contains(word) || cabinet.inn.contains(word))
}

fn folded(text: &str) -> String {
    let fold = |letter| match letter {
        'ө' => 'о',
        'ү' => 'у',
        'ң' => 'н',
        'ё' => 'е',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> CabinetChoice {
        CabinetChoice {
            key: String::new(),
            name: name.to_owned(),
            inn: "01503200510128".to_owned(),
            office: None,
            current: false,
        }
    }

    #[test]
    fn a_search_finds_parts_of_names_and_of_numbers() {
        let cabinet = named("ОсОО «Ала-Тоо Сүт»");
        for found in ["", "  ", "сут", "СҮТ", "осоо сүт", "сут ала", "0150320", "0 1503 2005"] {
            assert!(fits(&cabinet, found), "{found:?}");
        }
        for missed in ["нан", "сут нан", "99999", "20050199"] {
            assert!(!fits(&cabinet, missed), "{missed:?}");
        }
    }
}
