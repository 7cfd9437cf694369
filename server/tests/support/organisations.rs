//! Organisations of the registry, and who may register them.

use app::api::{
    ApiError, Client,
    registration::RegistrationForm,
    status::{ApplicationView, StatusForm},
};
use domain::{application_code::ApplicationCode, inn::Inn};
use server::{secrets::purpose, storage};

use super::{Filed, PASSWORD, Person, TestApp};

/// An organisation of the registry.
#[derive(Debug, Clone)]
pub(crate) struct Organisation {
    pub(crate) inn: String,
    pub(crate) name: String,
}

impl TestApp {
    /// Puts an organisation without officers into the registry; each number is another one.
    pub(crate) async fn organisation(&self, number: u32, office: &str) -> Organisation {
        let inn = format!("015032005{number:05}");
        let name = format!("ОсОО «Ала-Тоо {number}»");
        sqlx::query(
            "INSERT INTO taxpayer (inn, kind, name_ru, name_ky, tax_office, postcode, address, vat_payer, foreign_trade,
                                   status, registered_on)
             VALUES ($1, 'legal_entity', $2, '', $3, '720001', 'г. Бишкек, ул. Ибраимова, 115', false, false, 'active',
                     '2005-03-15')",
        )
        .bind(&inn)
        .bind(&name)
        .bind(office)
        .execute(&mut self.owner().await)
        .await
        .unwrap();
        Organisation { inn, name }
    }

    /// Gives somebody a role there, since 2015.
    pub(crate) async fn officer(&self, organisation: &Organisation, person: &Person, role: &str) {
        sqlx::query("INSERT INTO officer (entity_inn, person_inn, role, since) VALUES ($1, $2, $3, '2015-01-12')")
            .bind(&organisation.inn)
            .bind(&person.inn)
            .bind(role)
            .execute(&mut self.owner().await)
            .await
            .unwrap();
    }

    /// An organisation of office 001 with its head.
    pub(crate) async fn headed(&self, number: u32) -> (Organisation, Person) {
        let organisation = self.organisation(number, "001").await;
        let head = self.person(number, "001").await;
        self.officer(&organisation, &head, "head").await;
        (organisation, head)
    }

    /// What somebody types who registers the organisation.
    pub(crate) fn organisation_form(
        &self,
        organisation: &Organisation,
        person: &Person,
        password: &str,
    ) -> RegistrationForm {
        RegistrationForm {
            subject_kind: "legal_entity".to_owned(),
            organisation_inn: organisation.inn.clone(),
            ..self.registration_form(person, password)
        }
    }

    /// Sends a form; the application as its holder sees it.
    pub(crate) async fn send(&self, form: &RegistrationForm) -> Result<(Client, ApplicationView), ApiError> {
        let stranger = self.stranger();
        let cookies = self.services.registration.register(&stranger, form).await?;
        let holder = self.after(&stranger, &cookies).await;
        let view = self.services.status.current(&holder).await?.unwrap();
        Ok((holder, view))
    }

    /// Registers the organisation; what the holder has in hand.
    pub(crate) async fn file_organisation(&self, organisation: &Organisation, person: &Person) -> Filed {
        let (_, view) = self.send(&self.organisation_form(organisation, person, PASSWORD)).await.unwrap();
        self.filed(&organisation.inn, &view.code).await
    }

    /// The application with this INN and code.
    pub(crate) async fn filed(&self, inn: &str, code: &str) -> Filed {
        let parsed = ApplicationCode::parse(code).unwrap();
        let digest = self.foundation.secrets.digest(purpose::APPLICATION_CODE, parsed.as_str().as_bytes());
        let mut db = self.foundation.pool.acquire().await.unwrap();
        let subject = Inn::from_trusted(inn).unwrap();
        let record = storage::access_application::by_inn_and_code(&mut db, &subject, &digest).await.unwrap().unwrap();
        Filed { id: record.id, inn: inn.to_owned(), code: code.to_owned() }
    }

    /// The application that INN and code open on «Состояние заявления».
    pub(crate) async fn found(&self, filed: &Filed) -> ApplicationView {
        let form = StatusForm { inn: filed.inn.clone(), code: filed.code.clone() };
        let stranger = self.stranger();
        let cookies = self.services.status.find(&stranger, &form).await.unwrap();
        let holder = self.after(&stranger, &cookies).await;
        self.services.status.current(&holder).await.unwrap().unwrap()
    }
}
