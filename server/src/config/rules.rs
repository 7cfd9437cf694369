//! The rules of the service that a tax authority may change: deadlines, limits, who sees names, its name on papers.

use serde::{Deserialize, Serialize};

/// Sessions (spec/sign-in.md).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// Unused so long, it ends; minutes.
    pub idle_minutes: u32,
    /// Used or not, it ends after; hours.
    pub longest_hours: u32,
    /// With «Запомнить меня»; days.
    pub remember_days: u32,
    /// The same as `idle_minutes` for staff.
    pub staff_idle_minutes: u32,
    /// The same as `longest_hours` for staff: a working day.
    pub staff_longest_hours: u32,
    /// Between the password and the second factor; minutes.
    pub staff_entry_minutes: u32,
    /// A second factor is fresh enough to change rights for so long; minutes.
    pub staff_fresh_minutes: u32,
    /// A one-time password of new staff lapses after; hours.
    pub staff_invitation_hours: u32,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle_minutes: 30,
            longest_hours: 12,
            remember_days: 30,
            staff_idle_minutes: 20,
            staff_longest_hours: 9,
            staff_entry_minutes: 10,
            staff_fresh_minutes: 5,
            staff_invitation_hours: 72,
        }
    }
}

/// Applications for access (spec/access.md).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Access {
    /// From acceptance to decision (regulation, paragraph 14); minutes.
    pub decision_minutes: u32,
    /// Calendar days after the day of acceptance until an annulment is entered (regulation, paragraph 20).
    pub annulment_days: u32,
    /// An application nobody comes with lapses after; days.
    pub application_days: u32,
    /// Open applications of one INN at the most.
    pub open_applications_per_inn: u32,
    /// Applications from one address an hour at the most.
    pub applications_per_client_per_hour: u32,
    /// An inspector who works on an application is shown to the colleagues for so long; minutes.
    pub claim_minutes: u32,
}

impl Default for Access {
    fn default() -> Self {
        Self {
            decision_minutes: 20,
            annulment_days: 2,
            application_days: 30,
            open_applications_per_inn: 20,
            applications_per_client_per_hour: 10,
            claim_minutes: 30,
        }
    }
}

/// The public look-up.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LookUp {
    /// Who sees names and addresses of individuals.
    pub names: LookUpNames,
    /// From one address a minute at the most.
    pub per_client_per_minute: u32,
    /// «Проверка ИНН»: numbers from one address an hour at the most, each of a list counted.
    pub checked_per_client_per_hour: u32,
    /// «Добавить ИНН»: people added from one address an hour at the most.
    pub added_per_client_per_hour: u32,
}

/// Who sees names and addresses of individuals in the public look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookUpNames {
    /// Whoever also types the passport number.
    Masked,
    /// Everybody, as in the live cabinet.
    Full,
}

impl Default for LookUp {
    fn default() -> Self {
        Self {
            names: LookUpNames::Masked,
            per_client_per_minute: 30,
            checked_per_client_per_hour: 2_000,
            added_per_client_per_hour: 10,
        }
    }
}

/// «Состояние заявления».
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Status {
    /// From one address a minute at the most.
    pub per_client_per_minute: u32,
}

impl Default for Status {
    fn default() -> Self {
        Self { per_client_per_minute: 20 }
    }
}

/// «Помощник».
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Assistant {
    /// Questions from one address a minute at the most.
    pub per_client_per_minute: u32,
}

impl Default for Assistant {
    fn default() -> Self {
        Self { per_client_per_minute: 30 }
    }
}

/// Sign-in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    /// Attempts from one address a minute at the most.
    pub per_address_per_minute: u32,
}

impl Default for SignIn {
    fn default() -> Self {
        Self { per_address_per_minute: 60 }
    }
}

/// Papers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Papers {
    /// The tax service's name at the head of a paper, Russian.
    pub authority_ru: String,
    /// The tax service's name at the head of a paper, Kyrgyz.
    pub authority_ky: String,
}

impl Default for Papers {
    fn default() -> Self {
        Self {
            authority_ru: "Государственная налоговая служба Кыргызской Республики".into(),
            authority_ky: "Кыргыз Республикасынын Мамлекеттик салык кызматы".into(),
        }
    }
}
