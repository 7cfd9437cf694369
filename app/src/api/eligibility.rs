//! «Политика допуска»: who may have a password, changed by administrators (`spec/registration.md`, "Registration").

use super::json::Json;
use domain::eligibility::{EligibilityPolicy, EligibilityRule, PermissionChange};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment};

/// The policy in force and its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EligibilityPage {
    /// Who is at work.
    pub administrator: String,
    /// Goes up with every change; sent back with one, so that nobody changes what they have not seen.
    pub version: i32,
    /// In force.
    pub policy: EligibilityPolicy,
    /// The newest hundred changes, newest first; the last one may be the policy that everything began with.
    pub history: Vec<PolicyEvent>,
}

/// A change of the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyEvent {
    /// When.
    pub at: Moment,
    /// Which administrator; empty for the policy that everything began with.
    pub who: String,
    /// Why; empty for the same.
    pub reason: String,
    /// From what to what; empty for the same.
    pub changes: Vec<PermissionChange>,
}

/// What the form sends: a box ticked is `on`, another is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "a box for every kind of taxpayer and every permission, named after both")]
pub struct EligibilityForm {
    /// [`EligibilityPage::version`].
    pub version: i32,
    pub individual_password: String,
    pub individual_vat_payer: String,
    pub individual_foreign_trade: String,
    pub sole_trader_password: String,
    pub sole_trader_vat_payer: String,
    pub sole_trader_foreign_trade: String,
    pub farm_password: String,
    pub farm_vat_payer: String,
    pub farm_foreign_trade: String,
    pub legal_entity_password: String,
    pub legal_entity_vat_payer: String,
    pub legal_entity_foreign_trade: String,
    /// Why.
    pub reason: String,
}

impl EligibilityForm {
    /// The form that asks for this policy.
    pub fn asking_for(version: i32, policy: &EligibilityPolicy, reason: String) -> Self {
        let rule = |rule: EligibilityRule| {
            [rule.may_have_password, rule.vat_payer_allowed, rule.foreign_trade_allowed]
                .map(|ticked| if ticked { "on".to_owned() } else { String::new() })
        };
        let [individual_password, individual_vat_payer, individual_foreign_trade] = rule(policy.individual);
        let [sole_trader_password, sole_trader_vat_payer, sole_trader_foreign_trade] = rule(policy.sole_trader);
        let [farm_password, farm_vat_payer, farm_foreign_trade] = rule(policy.farm);
        let [legal_entity_password, legal_entity_vat_payer, legal_entity_foreign_trade] = rule(policy.legal_entity);
        Self {
            version,
            individual_password,
            individual_vat_payer,
            individual_foreign_trade,
            sole_trader_password,
            sole_trader_vat_payer,
            sole_trader_foreign_trade,
            farm_password,
            farm_vat_payer,
            farm_foreign_trade,
            legal_entity_password,
            legal_entity_vat_payer,
            legal_entity_foreign_trade,
            reason,
        }
    }

    /// The policy that is asked for.
    pub fn policy(&self) -> EligibilityPolicy {
        let rule = |password: &str, vat_payer: &str, foreign_trade: &str| EligibilityRule {
            may_have_password: password == "on",
            vat_payer_allowed: vat_payer == "on",
            foreign_trade_allowed: foreign_trade == "on",
        };
        EligibilityPolicy {
            individual: rule(&self.individual_password, &self.individual_vat_payer, &self.individual_foreign_trade),
            sole_trader: rule(&self.sole_trader_password, &self.sole_trader_vat_payer, &self.sole_trader_foreign_trade),
            farm: rule(&self.farm_password, &self.farm_vat_payer, &self.farm_foreign_trade),
            legal_entity: rule(
                &self.legal_entity_password,
                &self.legal_entity_vat_payer,
                &self.legal_entity_foreign_trade,
            ),
        }
    }
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EligibilityState {
    /// As ticked and typed; `None` before anything was.
    pub form: Option<EligibilityForm>,
    /// What would change: the administrator has asked to see it and may now save.
    pub preview: Vec<PermissionChange>,
    /// The policy was changed.
    pub saved: bool,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of the policy. Each needs `Permission::ChangePolicy`.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Eligibility: Send + Sync {
    /// The policy in force and its history.
    ///
    /// Errors: `Forbidden`.
    async fn page(&self, client: &super::Client) -> Result<EligibilityPage, ApiError>;

    /// What the form would change, in the order of the kinds.
    ///
    /// Errors: `Forbidden`; `Validation`; `Conflict(PolicyChanged)` when the form was made from another version.
    async fn preview(&self, client: &super::Client, form: &EligibilityForm) -> Result<Vec<PermissionChange>, ApiError>;

    /// Puts the policy into force; kept and audited.
    ///
    /// Errors: as [`Eligibility::preview`].
    async fn change(&self, client: &super::Client, form: &EligibilityForm) -> Result<(), ApiError>;
}

/// The policy in force and its history.
#[server(name = AskEligibility, prefix = "/api", endpoint = "eligibility/page", input = Json, output = Json)]
pub async fn eligibility_page() -> Result<EligibilityPage, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.eligibility.page(&asked.client).await
    })
    .await
}

/// What the form would change.
#[server(prefix = "/api", endpoint = "eligibility/preview", input = Json, output = Json)]
pub async fn preview_eligibility(form: EligibilityForm) -> Result<Vec<PermissionChange>, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.eligibility.preview(&asked.client, &form).await
    })
    .await
}

/// Puts the policy into force.
#[server(prefix = "/api", endpoint = "eligibility/change", input = Json, output = Json)]
pub async fn change_eligibility(form: EligibilityForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.eligibility.change(&asked.client, &form).await
    })
    .await
}
