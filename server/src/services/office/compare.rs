//! The form beside the registry.

use app::api::office::{Cell, ComparedRow, RiskEvidence, Verdict};
use domain::{
    bishkek,
    lang::Lang,
    passport::Passport,
    phone::Phone,
    refusal::{self, RefusalGround},
};

use super::OfficeService;
use crate::{
    error::ServiceError,
    registry::{RiskRecord, TaxpayerRecord},
    secrets::{SecretsError, purpose},
    services::papers,
    storage::access_application::ApplicationRecord,
};

/// What the registry knows of an application's subject at this moment.
pub(super) struct Registered {
    taxpayer: Option<TaxpayerRecord>,
    risk: Vec<RiskRecord>,
    passport_matches: Option<bool>,
}

impl Registered {
    pub(super) fn proposed_ground(&self) -> Option<RefusalGround> {
        let active = self.taxpayer.as_ref().is_some_and(|taxpayer| taxpayer.active);
        refusal::proposed(active, !self.risk.is_empty())
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
        Ok(Registered {
            taxpayer: self.registry.taxpayer(&record.inn).await?,
            risk: self.registry.risk(&record.inn).await?,
            passport_matches: self.registry.citizen(&record.inn, Some(&passport)).await?.passport_fits,
        })
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
        Ok(vec![
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
        ])
    }

    async fn office_text(&self, code: &str, lang: Lang) -> Result<String, ServiceError> {
        let office = self.offices.summary(code, lang).await?;
        Ok([office.code.as_str(), " - ", &office.name].concat())
    }
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
