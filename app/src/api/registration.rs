//! Registration of a person or an organisation: the look-ups behind «Поиск», and «Зарегистрироваться»; of a person also
//! the application to restore.

use super::json::Json;
use domain::{
    access_application::ApplicationKind,
    officer::OfficerRole,
    subject::{Ineligible, SubjectKind},
};
use leptos::prelude::*;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, Visitor},
};
use std::fmt;

use super::{ApiError, OfficeSummary};

/// What the form sends, as typed. The same for the server function and for a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RegistrationForm {
    /// What is applied for: `grant`, also when empty, or `restore`.
    pub kind: String,
    /// «Тип лица»: `individual`, also for sole traders and farms that have a person's INN, or `legal_entity`.
    pub subject_kind: String,
    /// «ИНН юридического лица»; counts for nothing unless an organisation registers, as the three below.
    pub organisation_inn: String,
    /// «Присоединиться как международная организация»: `on` or empty.
    pub international: String,
    /// «Присоединиться как филиал»: `on` or empty.
    pub branch: String,
    /// INN of the organisation that it is a branch of.
    pub head_inn: String,
    /// «ИНН физического лица»: the person's own, or of who registers the organisation.
    pub inn: String,
    /// Cell 106, typed by hand.
    pub passport: String,
    /// «Телефон».
    pub phone: String,
    /// «Электронная почта», may be empty.
    pub email: String,
    /// «Пароль»; never sent back.
    pub password: String,
    /// «Повторите пароль»; never sent back.
    pub password_repeated: String,
    /// Made by the server with the page, so that a repeated click makes one application. Not a secret of the person.
    pub submission: String,
}

impl RegistrationForm {
    /// Whether an organisation registers.
    pub fn is_organisation(&self) -> bool {
        self.subject_kind == SubjectKind::LegalEntity.as_str()
    }

    /// The form without its passwords: what may be shown again.
    pub fn without_passwords(&self) -> Self {
        Self { password: String::new(), password_repeated: String::new(), ..self.clone() }
    }
}

/// Every member is a text, and one that is not there is empty. Said once here: derived, it would be said for each of them
/// in every browser.
impl<'de> Deserialize<'de> for RegistrationForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = RegistrationForm;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the members of a registration form")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<RegistrationForm, A::Error> {
        let mut form = RegistrationForm::default();
        while let Some((name, text)) = members.next_entry::<String, String>()? {
            if let Some(member) = form.member(&name) {
                *member = text;
            }
        }
        Ok(form)
    }
}

impl RegistrationForm {
    fn member(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "kind" => &mut self.kind,
            "subject_kind" => &mut self.subject_kind,
            "organisation_inn" => &mut self.organisation_inn,
            "international" => &mut self.international,
            "branch" => &mut self.branch,
            "head_inn" => &mut self.head_inn,
            "inn" => &mut self.inn,
            "passport" => &mut self.passport,
            "phone" => &mut self.phone,
            "email" => &mut self.email,
            "password" => &mut self.password,
            "password_repeated" => &mut self.password_repeated,
            "submission" => &mut self.submission,
            _ => return None,
        })
    }
}

/// Whom «Поиск» asks about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sought {
    /// A person who registers for themselves.
    #[default]
    Person,
    /// An organisation: public.
    Organisation,
    /// The head or the accountant of an organisation, who registers it.
    Officer,
}

/// What «Поиск» asks, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LookUpQuestion {
    /// About whom.
    pub sought: Sought,
    /// Their INN.
    pub inn: String,
    /// Of a person: may be empty or nonsense, and unmasks only when it matches the registry's.
    pub passport: String,
    /// Of an officer: the INN of the organisation.
    pub organisation_inn: String,
}

/// What the registry says of an INN. One shape whatever is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookUp {
    /// In the registry.
    Found(TaxpayerSummary),
    /// «Пользователь с данным ИНН не является налогоплательщиком».
    NotTaxpayer,
    /// Head or accountant of the organisation.
    Officer(OfficerSummary),
    /// «Вы не указаны как руководитель или бухгалтер этой организации», whoever it is, known to a registry or not.
    NotOfficer,
}

/// The head or the accountant of an organisation as the public form shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerSummary {
    /// «ФИО», masked unless the passport number matched, or the setting shows names to all.
    pub name: String,
    /// Whether the name is whole.
    pub whole: bool,
    /// What they are in the organisation; the head is named so also where they keep the accounts.
    pub role: OfficerRole,
}

impl LookUp {
    /// As the form of an application of this kind takes it. Who has access may have it restored whatever they have become
    /// since, and nobody is told whether they have it (docs/decisions/0016-restore.md).
    #[must_use]
    pub fn for_kind(self, kind: ApplicationKind) -> Self {
        match self {
            Self::Found(found) if kind == ApplicationKind::Restore => {
                Self::Found(TaxpayerSummary { ineligible: None, ..found })
            }
            other => other,
        }
    }
}

/// A taxpayer as the public form shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxpayerSummary {
    /// Which kind of person.
    pub kind: SubjectKind,
    /// «Код УГНС».
    pub office: OfficeSummary,
    /// «ФИО», masked unless `whole`, or «Наименование юридического лица».
    pub name: String,
    /// «Место жительства (прописки)», masked unless `whole`, or «Юридический адрес».
    pub address: String,
    /// The passport number matched, or the setting shows names to all, or it is an organisation.
    pub whole: bool,
    /// Why access by password is not for them.
    pub ineligible: Option<Ineligible>,
}

/// What the page needs when the server makes it: after a plain post, everything that was typed and what came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationState {
    /// As typed, without passwords, with a `submission` token made for this page.
    pub form: RegistrationForm,
    /// The registry's answer about the person, when it was asked.
    pub look_up: Option<LookUp>,
    /// The registry's answer about the organisation.
    pub organisation: Option<LookUp>,
    /// The registry's answer about the head organisation of a branch.
    pub head: Option<LookUp>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of registration.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Registration: Send + Sync {
    /// A token for one showing of the form (see [`RegistrationForm::submission`]).
    fn new_submission(&self) -> String;

    /// Looks an INN up; `passport` may be empty or nonsense, and unmasks only when it matches the registry's.
    ///
    /// Errors: `Validation` at `inn`; `Throttled`; `RegistryUnavailable`.
    async fn look_up(&self, client: &super::Client, inn: &str, passport: &str) -> Result<LookUp, ApiError>;

    /// Looks up an organisation, the head or accountant of one, or a person.
    ///
    /// Errors: `Validation` at `organisation_inn` or `inn`; `Throttled`; `RegistryUnavailable`.
    async fn seek(&self, client: &super::Client, question: &LookUpQuestion) -> Result<LookUp, ApiError>;

    /// Stores the application and returns the cookies that show it to this browser.
    ///
    /// Errors: `Validation`, `Throttled`, `Unavailable`, `RegistryUnavailable`.
    async fn register(
        &self,
        client: &super::Client,
        form: &RegistrationForm,
    ) -> Result<Vec<super::CookieChange>, ApiError>;
}

/// A token for a form that the browser shows without having asked for the page.
#[server(prefix = "/api", endpoint = "registration/new_submission", input = Json, output = Json)]
pub async fn new_submission() -> Result<String, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        Ok(asked.services.registration.new_submission())
    })
    .await
}

/// «Поиск».
#[server(name = AskLookUp, prefix = "/api", endpoint = "registration/look_up", input = Json, output = Json)]
pub async fn look_up(
    inn: String,
    passport: String,
    #[server(default)] sought: Sought,
    #[server(default)] organisation_inn: String,
) -> Result<LookUp, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let question = LookUpQuestion { sought, inn, passport, organisation_inn };
        asked.services.registration.seek(&asked.client, &question).await
    })
    .await
}

/// «Зарегистрироваться». The application is then at `/application`.
#[server(prefix = "/api", endpoint = "registration/register", input = Json, output = Json)]
pub async fn register(form: RegistrationForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.registration.register(&asked.client, &form).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_form_comes_back_as_it_was_sent_with_every_member_in_its_place() {
        let empty = serde_json::to_value(RegistrationForm::default()).unwrap();
        let names: Vec<String> = empty.as_object().unwrap().keys().cloned().collect();
        let sent: serde_json::Value = names
            .iter()
            .map(|name| (name.clone(), format!("of {name}").into()))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let form: RegistrationForm = serde_json::from_value(sent.clone()).unwrap();
        assert_eq!(serde_json::to_value(form).unwrap(), sent);
    }

    #[test]
    fn what_is_not_there_is_empty_and_what_is_not_known_counts_for_nothing() {
        let form: RegistrationForm = serde_json::from_str(r#"{"inn":"1","action":"look_up"}"#).unwrap();
        assert_eq!(form, RegistrationForm { inn: "1".to_owned(), ..RegistrationForm::default() });
        for wrong in ["7", "[]", r#""inn""#, r#"{"inn":7}"#, r#"{"inn":null}"#] {
            assert!(serde_json::from_str::<RegistrationForm>(wrong).is_err(), "{wrong}");
        }
    }
}
