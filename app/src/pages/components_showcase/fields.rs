use domain::{application_code::ApplicationCodeError, inn::InnError, password::PasswordError};
use leptos::prelude::*;

use crate::{
    api::{Field, FieldErrors, Message},
    components::{Checkbox, CodeField, FieldHandle, InnField, InputKind, PasswordField, PasswordJudge, TextField},
};

/// Fields at rest, filled, doubtful, wrong. Ids repeat nothing: each field of the contract is used once.
pub(super) fn fields() -> AnyView {
    let none = FieldErrors::default();
    let rest = |field| FieldHandle::new(field, String::new(), &none);
    let wrong =
        |field, text: &str, message| FieldHandle::new(field, text.to_owned(), &FieldErrors::one(field, message));
    let doubtful = FieldHandle::new(Field::Inn, "22907200410162".to_owned(), &none);
    view! {
        <h2>"Fields"</h2>
        <TextField handle=rest(Field::Email) label="At rest" hint="Подсказка" kind=InputKind::Email optional_mark=true />
        <TextField handle=wrong(Field::Phone, "", Message::Required) label="Wrong" kind=InputKind::Tel />
        <InnField handle=doubtful label="INN with a doubtful check digit">
            <button type="button" class="button button--secondary">
                "Поиск"
            </button>
        </InnField>
        <InnField handle=wrong(Field::Login, "2290", Message::Inn(InnError::Length)) label="INN too short" />
        <CodeField handle=wrong(Field::Code, "K7QM-39XT-2VHP-4A", Message::Code(ApplicationCodeError::Check)) label="Code" />
        <PasswordField
            handle=rest(Field::Password)
            label="Password"
            autocomplete="new-password"
            requirements=true
            judge=PasswordJudge::default()
        />
        <PasswordField
            handle=wrong(Field::PasswordRepeated, "", Message::Password(PasswordError::NotMatching))
            label="Password, wrong"
            autocomplete="new-password"
        />
        <Checkbox name="ticked" label="Ticked" checked=true />
        <Checkbox name="unticked" label="Wrong" error=RwSignal::new(Some(Message::ChecksMissing)) />
    }
    .into_any()
}
