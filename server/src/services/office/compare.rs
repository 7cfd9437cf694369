//! The form beside the registry.

use app::api::office::{Cell, ComparedRow, RiskEvidence, Verdict};
use domain::{
    bishkek,
    lang::Lang,
    officer::OfficerRole,
    passport::Passport,
    phone::Phone,
    refusal::{self, RefusalGround},
};

use super::OfficeService;
use crate::{
    error::ServiceError,
    registry::{Identity, RiskRecord, TaxpayerRecord},
    secrets::{SecretsError, purpose},
    services::papers,
    storage::access_application::{ApplicationRecord, PersonRecord},
};

/// What the registry knows of an application's subject at this moment.
pub(super) struct Registered {
    taxpayer: Option<TaxpayerRecord>,
    risk: Vec<RiskRecord>,
    passport_matches: Option<bool>,
    /// Of an organisation.
    organisation: Option<RegisteredOrganisation>,
}

/// What the registry knows of section 2 and of the head organisation.
struct RegisteredOrganisation {
    /// Name of who registers, in Russian and Kyrgyz.
    person: Option<(String, String)>,
    /// What they are there now, head before accountant.
    roles: Vec<OfficerRole>,
    head: Option<TaxpayerRecord>,
}

impl Registered {
    pub(super) fn proposed_ground(&self) -> Option<RefusalGround> {
        let active = self.taxpayer.as_ref().is_some_and(|taxpayer| taxpayer.active);
        let officer = self.organisation.as_ref().map(|organisation| !organisation.roles.is_empty());
        refusal::proposed(active, !self.risk.is_empty(), officer)
    }

    pub(super) fn evidence(&self) -> Vec<RiskEvidence> {
        let evidence = |risk: &RiskRecord| RiskEvidence {
            number: risk.document_number.clone(),
            date: bishkek::format_date(risk.document_date),
            note: risk.note.clone(),
        };
        self.risk.iter().map(evidence).collect()
    }
}

impl OfficeService {
    /// Asks the registry about the subject.
    pub(super) async fn registered(&self, record: &ApplicationRecord) -> Result<Registered, ServiceError> {
        let typed = self.foundation.secrets.open_text(purpose::PASSPORT, &record.passport_sealed)?;
        let passport = Passport::parse(&typed).map_err(|_| SecretsError::Broken)?;
        // whoever comes to the window shows their own passport
        let bearer = record.person.as_ref().map_or(record.inn, |person| person.inn);
        let identity = self.registry.citizen(&bearer, Some(&passport)).await?;
        let passport_matches = identity.passport_fits;
        Ok(Registered {
            taxpayer: self.registry.taxpayer(&record.inn).await?,
            risk: self.registry.risk(&record.inn).await?,
            organisation: match &record.person {
                Some(person) => Some(self.registered_organisation(record, person, identity).await?),
                None => None,
            },
            passport_matches,
        })
    }

    async fn registered_organisation(
        &self,
        record: &ApplicationRecord,
        person: &PersonRecord,
        identity: Identity,
    ) -> Result<RegisteredOrganisation, ServiceError> {
        let named = match identity.citizen {
            Some(citizen) => Some((citizen.full_name_ru, citizen.full_name_ky)),
            None => {
                let taxpayer = self.registry.taxpayer(&person.inn).await?;
                taxpayer.map(|taxpayer| (taxpayer.name_ru, taxpayer.name_ky))
            }
        };
        let head = match &record.head {
            Some(head) => self.registry.taxpayer(&head.inn).await?.filter(|head| head.active),
            None => None,
        };
        let roles = self.registry.roles(&record.inn, &person.inn).await?;
        Ok(RegisteredOrganisation { person: named, roles, head })
    }

    /// The cells of the form in their order. What the registry has is shown; of the passport only whether it matches.
    pub(super) async fn compared(
        &self,
        record: &ApplicationRecord,
        registered: &Registered,
        lang: Lang,
    ) -> Result<Vec<ComparedRow>, ServiceError> {
        let taxpayer = registered.taxpayer.as_ref();
        let office = self.office_text(&record.tax_office, lang).await?;
        let registered_office = match taxpayer {
            Some(taxpayer) => Some(self.office_text(&taxpayer.tax_office, lang).await?),
            None => None,
        };
        let phone = Phone::parse(&record.phone).map_or_else(|_| record.phone.clone(), |phone| phone.pretty());
        let passport = ComparedRow {
            cell: Cell::Passport,
            applied: papers::passport(&self.foundation, record)?,
            registry: None,
            verdict: verdict(registered.passport_matches),
        };
        let mut rows = vec![
            row(Cell::Inn, record.inn.as_str().to_owned(), taxpayer.map(|_| record.inn.as_str().to_owned())),
            row(Cell::Name, record.name(lang).to_owned(), taxpayer.map(|taxpayer| taxpayer.name(lang).to_owned())),
            row(Cell::Office, office, registered_office),
            row(
                Cell::SubjectKind,
                record.subject_kind.as_str().to_owned(),
                taxpayer.map(|taxpayer| taxpayer.kind.as_str().to_owned()),
            ),
            passport,
            row(
                Cell::Address,
                address(&record.postcode, &record.address),
                taxpayer.map(|taxpayer| address(&taxpayer.postcode, &taxpayer.address)),
            ),
            row(Cell::Phone, phone, None),
            row(Cell::Email, record.email.clone(), None),
        ];
        if let Some((person, now)) = record.person.as_ref().zip(registered.organisation.as_ref()) {
            rows.extend(organisation_rows(record, person, now, lang));
        }
        Ok(rows)
    }

    async fn office_text(&self, code: &str, lang: Lang) -> Result<String, ServiceError> {
        let office = self.offices.summary(code, lang).await?;
        Ok([office.code.as_str(), " - ", &office.name].concat())
    }
}

/// What only an organisation has: how it joins, its head organisation, section 2.
fn organisation_rows(
    record: &ApplicationRecord,
    person: &PersonRecord,
    now: &RegisteredOrganisation,
    lang: Lang,
) -> Vec<ComparedRow> {
    let in_language = |(ru, ky): &(String, String)| if lang == Lang::Ky && !ky.is_empty() { ky } else { ru }.clone();
    let role = if now.roles.contains(&person.role) { Some(person.role) } else { now.roles.first().copied() };
    let mut rows = Vec::with_capacity(6);
    if record.international {
        rows.push(row(Cell::International, String::new(), None));
    }
    if let Some(head) = &record.head {
        let inn = || head.inn.as_str().to_owned();
        rows.push(row(Cell::HeadInn, inn(), Some(now.head.as_ref().map(|_| inn()).unwrap_or_default())));
        let named = now.head.as_ref().map(|now| now.name(lang).to_owned());
        rows.push(row(Cell::HeadName, head.name(lang).to_owned(), Some(named.unwrap_or_default())));
    }
    let inn = person.inn.as_str().to_owned();
    rows.push(row(Cell::PersonInn, inn.clone(), now.person.as_ref().map(|_| inn)));
    rows.push(row(Cell::PersonName, person.name(lang).to_owned(), now.person.as_ref().map(in_language)));
    let role = role.map_or_else(String::new, |role| role.as_str().to_owned());
    rows.push(row(Cell::PersonRole, person.role.as_str().to_owned(), Some(role)));
    rows
}

fn row(cell: Cell, applied: String, registry: Option<String>) -> ComparedRow {
    let same = registry.as_ref().map(|registry| applied.trim() == registry.trim());
    ComparedRow { cell, applied, registry, verdict: verdict(same) }
}

fn verdict(same: Option<bool>) -> Verdict {
    match same {
        Some(true) => Verdict::Same,
        Some(false) => Verdict::Differs,
        None => Verdict::NotCompared,
    }
}

/// «720000, г. Бишкек, …», without an empty part.
fn address(postcode: &str, address: &str) -> String {
    let parts: Vec<&str> = [postcode, address].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
