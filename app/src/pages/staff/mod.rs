//! «Сотрудники»: the list with its search, an invitation, and one person's page. Posted by the browser itself.

mod person;
mod words;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    administration::{refused, who},
    confirming::confirmation,
    plain_form::{PlainChoice, PlainField, button, summary},
    posted,
};
use crate::{
    api::staff::{OneTimePassword, StaffField, StaffPage, StaffRow, StaffState, staff_page},
    components::{CopyButton, EmptyState, ErrorSummary, InlineMessage, Layout, MessageKind, Page, Skeleton},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/administration/staff`, `?person=` for one of them.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let state = posted::<StaffState>();
    let query = use_query_map();
    let search = state.form.search.clone();
    let person = Memo::new(move |_| query.read().get("person").unwrap_or_default());
    let state = StoredValue::new(state);
    let found = Resource::new_blocking(move || person.get(), move |person| staff_page(search.clone(), person));
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok(found) => shown(lang, found, &state.get_value()),
                Err(error) => refused(lang, error),
            }
        })
    };
    let identity = view! {
        <Suspense>
            {move || Suspend::new(async move { found.await.ok().map(|found| who(lang, &found.administrator)) })}
        </Suspense>
    }
    .into_any();
    view! {
        <Page title=t::staff::title(lang) form_id="page-form" layout=Layout::Office identity=identity>
            <Transition fallback=|| view! { <Skeleton lines=12 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

fn shown(lang: Lang, found: StaffPage, state: &StaffState) -> AnyView {
    let about = found.person.is_some();
    let back = if about {
        view! { <a href=routes::STAFF>{t::staff::title(lang)}</a> }.into_any()
    } else {
        view! { <a href=routes::ADMINISTRATION>{t::administration::title(lang)}</a> }.into_any()
    };
    let news = state.one_time_password.clone().map(|password| one_time(lang, password));
    let wrong = summary(lang, words::wrong(lang, &state.wrong));
    let error = RwSignal::new(state.error.clone());
    let proving = proving(&found);
    let inside = match found.person {
        Some(card) => person::card(lang, card, &found.offices, proving, state),
        None => list(lang, found, state),
    };
    view! {
        <div class="administration staff">
            <p class="eligibility__back">{back}</p>
            {news}
            {wrong}
            <ErrorSummary error=error />
            {inside}
        </div>
    }
    .into_any()
}

/// Whether the second factor must be proved again, and then whether a passkey can prove it.
fn proving(found: &StaffPage) -> Option<bool> {
    (!found.fresh).then_some(found.by_passkey)
}

/// A one-time password, shown this once.
fn one_time(lang: Lang, password: OneTimePassword) -> AnyView {
    let OneTimePassword { user_name, password, until, .. } = password;
    view! {
        <InlineMessage kind=MessageKind::Success>
            <p>{t::staff::one_time_made(lang, &user_name)}</p>
            <p class="staff__password">
                <code translate="no">{password.clone()}</code>
                " "
                <CopyButton text=password what=t::staff::one_time(lang) />
            </p>
            <p>{t::staff::one_time_until(lang, &until.date_time())}</p>
        </InlineMessage>
    }
    .into_any()
}

fn list(lang: Lang, found: StaffPage, state: &StaffState) -> AnyView {
    let searched = !state.form.search.trim().is_empty();
    let rows: Vec<AnyView> = found.people.iter().map(|person| row(lang, person, &found.offices)).collect();
    let people = if rows.is_empty() {
        view! { <EmptyState title=t::staff::nobody_title(lang) text=t::staff::nobody_text(lang) /> }.into_any()
    } else {
        table(lang, rows)
    };
    let more = found.more.then(|| view! { <p class="eligibility__hint">{t::staff::more(lang)}</p> });
    let all = searched.then(|| view! { <a href=routes::STAFF>{t::staff::all(lang)}</a> });
    let search = PlainField { value: state.form.search.clone(), ..PlainField::new("search", t::staff::search(lang)) };
    let search = PlainField { hint: t::staff::search_hint(lang), ..search }.view(lang);
    let inviting = state.action == "invite" && state.one_time_password.is_none();
    view! {
        <h1 class="office__title">{t::staff::title(lang)}</h1>
        <form method="post" action=routes::STAFF id="page-form" class="staff__search" role="search">
            {search}
            <div class="form__actions">
                {button(t::staff::find(lang), "search", "secondary")} {all}
            </div>
        </form>
        {people}
        {more}
        <details class="staff__invite" open=inviting>
            <summary>{t::staff::invite(lang)}</summary>
            {invitation(lang, &found.offices, proving(&found), state)}
        </details>
    }
    .into_any()
}

fn table(lang: Lang, rows: Vec<AnyView>) -> AnyView {
    view! {
        <table class="eligibility__table staff__table">
            <thead>
                <tr>
                    <th scope="col">{t::staff::name(lang)}</th>
                    <th scope="col">{t::office::user_name(lang)}</th>
                    <th scope="col">{t::staff::role(lang)}</th>
                    <th scope="col">{t::staff::office(lang)}</th>
                    <th scope="col">{t::staff::standing(lang)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(lang: Lang, person: &StaffRow, offices: &[(String, String)]) -> AnyView {
    view! {
        <tr>
            <th scope="row">
                <a href=routes::staff(&person.id)>{person.name.clone()}</a>
            </th>
            <td>
                <bdi translate="no">{person.user_name.clone()}</bdi>
            </td>
            <td>{words::role(lang, &person.role)}</td>
            <td>{words::office(&person.office, offices)}</td>
            <td>{words::standing(lang, person.standing)}</td>
        </tr>
    }
    .into_any()
}

fn invitation(lang: Lang, offices: &[(String, String)], proving: Option<bool>, state: &StaffState) -> AnyView {
    let typed = &state.form;
    let wrong = |field| words::beside(lang, state, "invite", field);
    let name = PlainField { value: typed.name.clone(), ..PlainField::new("name", t::staff::name(lang)) };
    let name = PlainField { hint: t::staff::name_hint(lang), wrong: wrong(StaffField::Name), ..name };
    let user_name =
        PlainField { value: typed.user_name.clone(), ..PlainField::new("user_name", t::office::user_name(lang)) };
    let user_name =
        PlainField { hint: t::staff::user_name_hint(lang), wrong: wrong(StaffField::UserName), ..user_name };
    let inn = PlainField { value: typed.inn.clone(), digits: true, ..PlainField::new("inn", t::staff::inn(lang)) };
    let inn = PlainField { hint: t::staff::inn_hint(lang), wrong: wrong(StaffField::Inn), max_length: 20, ..inn };
    let (role, office) = place(lang, offices, (&typed.role, &typed.office), state, "invite");
    view! {
        <form method="post" action=routes::STAFF class="form" novalidate>
            <p>{t::staff::invite_text(lang)}</p>
            {name.view(lang)}
            {user_name.view(lang)}
            {role}
            {office}
            {inn.view(lang)}
            {proving.map(|by_passkey| {
                confirmation(lang, t::staff::code_hint(lang), wrong(StaffField::Code), by_passkey)
            })}
            <div class="form__actions">{button(t::staff::invite_button(lang), "invite", "primary")}</div>
        </form>
    }
    .into_any()
}

/// The fields of role and office.
fn place(
    lang: Lang,
    offices: &[(String, String)],
    (role, office): (&str, &str),
    state: &StaffState,
    action: &str,
) -> (AnyView, AnyView) {
    let role = PlainChoice {
        name: "role",
        label: t::staff::role(lang),
        hint: "",
        chosen: role.to_owned(),
        choices: words::roles(lang),
        wrong: words::beside(lang, state, action, StaffField::Role),
    };
    let none = (String::new(), t::staff::no_office(lang).to_owned());
    let named = offices.iter().map(|(code, name)| (code.clone(), [code, " ", name].concat()));
    let office = PlainChoice {
        name: "office",
        label: t::staff::office(lang),
        hint: t::staff::office_hint(lang),
        chosen: office.to_owned(),
        choices: [none].into_iter().chain(named).collect(),
        wrong: words::beside(lang, state, action, StaffField::Office),
    };
    (role.view(lang), office.view(lang))
}
