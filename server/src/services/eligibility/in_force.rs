use async_trait::async_trait;
use domain::eligibility::EligibilityPolicy;
use sqlx::PgConnection;

use crate::{
    foundation::Foundation,
    in_force::{InForce, Versioned},
    storage::eligibility as storage,
};

/// The policy in force.
pub type PolicyInForce = InForce<EligibilityPolicy>;

#[async_trait]
impl Versioned for EligibilityPolicy {
    async fn read(db: &mut PgConnection, _: Self) -> Result<Self, sqlx::Error> {
        // the first version came with the table
        Ok(storage::in_force(db).await?.policy)
    }
}

impl PolicyInForce {
    /// Reads through the foundation's pool.
    #[must_use]
    pub fn of(foundation: &Foundation) -> Self {
        Self::new(foundation.pool.clone(), foundation.clock.clone(), EligibilityPolicy::SPECIFIED)
    }
}
