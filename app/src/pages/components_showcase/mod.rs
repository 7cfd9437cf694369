//! `/_components`: every component in every state, for those who build the site. Elsewhere the address leads nowhere.
//!
//! What is a sample and no part of a component is not translated.

mod fields;
mod states;

use leptos::prelude::*;

use self::{fields::fields, states::states};
use super::NotFoundPage;
use crate::{
    api::{ApiError, Field, FieldErrors, Message},
    app::Development,
    components::{
        ButtonKind, CopyCode, Dialog, EmptyState, ErrorSummary, InlineMessage, MessageKind, Page, Panel, Skeleton,
        SubmitButton, SummaryList,
    },
};

/// The page in a server that runs for development, 404 in any other.
pub(super) fn page() -> AnyView {
    if !use_context::<Development>().unwrap_or_default().0 {
        return view! { <NotFoundPage /> }.into_any();
    }
    view! {
        <Page title="Components">
            <h1 class="page__title">"Components"</h1>
            {summaries()}
            {messages()}
            {fields()}
            {buttons()}
            {states()}
            {lists()}
        </Page>
    }
    .into_any()
}

fn summaries() -> AnyView {
    let validation = RwSignal::new(Some(ApiError::Validation(FieldErrors(vec![
        (Field::Phone, Message::Required),
        (Field::Form, Message::WrongCredentials),
    ]))));
    let busy = RwSignal::new(Some(ApiError::Throttled { retry_after: 90 }));
    view! {
        <h2>"Error summary"</h2>
        <ErrorSummary error=validation />
        <ErrorSummary error=busy />
    }
    .into_any()
}

fn messages() -> AnyView {
    view! {
        <h2>"Messages and panel"</h2>
        <InlineMessage>"Info: сообщение с " <a href="/help">"ссылкой"</a></InlineMessage>
        <InlineMessage kind=MessageKind::Success>"Success: пароль изменён"</InlineMessage>
        <InlineMessage kind=MessageKind::Warning>"Warning: срок истекает"</InlineMessage>
        <InlineMessage kind=MessageKind::Error>"Error: сервис не отвечает"</InlineMessage>
        <Panel title="Заявление на регистрацию сохранено">
            <CopyCode text="K7QM-39XT-2VHP-4T" plain="K7QM39XT2VHP4T" label="Код заявления" />
            <p>"Сохраните код: с ним вы узнаете состояние заявления."</p>
        </Panel>
    }
    .into_any()
}

fn buttons() -> AnyView {
    let still = RwSignal::new(false);
    let busy = RwSignal::new(true);
    let open = RwSignal::new(false);
    view! {
        <h2>"Buttons and dialog"</h2>
        <form class="page__actions" on:submit=|event| event.prevent_default()>
            <SubmitButton label="Primary" busy=still />
            <SubmitButton label="Secondary" busy=still kind=ButtonKind::Secondary />
            <SubmitButton label="Danger" busy=still kind=ButtonKind::Danger />
            <SubmitButton label="Link" busy=still kind=ButtonKind::Link />
            <SubmitButton label="Busy" busy=busy />
            <button type="button" class="button button--secondary" on:click=move |_| open.set(true)>
                "Dialog"
            </button>
        </form>
        <Dialog open=open title="Завершить другие сеансы?">
            <p>"На других устройствах придётся войти снова."</p>
        </Dialog>
    }
    .into_any()
}

fn lists() -> AnyView {
    let rows = vec![
        ("ФИО", "Токтогулов Азамат Бакытович".to_owned()),
        ("Код УГНС", "001 - Октябрьский р-н".to_owned()),
        ("Пустое не показывается", String::new()),
    ];
    view! {
        <h2>"Summary list"</h2>
        <SummaryList rows=rows />
        <h2>"Empty state"</h2>
        <EmptyState title="Заявлений нет" text="Новые появятся здесь сами." />
        <h2>"Skeleton"</h2>
        <Skeleton lines=3 />
    }
    .into_any()
}
