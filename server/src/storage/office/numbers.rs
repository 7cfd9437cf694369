//! Numbers of accepted applications, of decisions and of registration cards, without gaps, each office's own from 1 every year.

use sqlx::PgConnection;

/// The series of numbers of an office.
#[derive(Debug, Clone, Copy)]
pub enum Series {
    /// Numbers of accepted applications.
    Acceptance,
    /// Numbers of decisions.
    Decision,
    /// Numbers of annulments.
    Annulment,
    /// Numbers of registration cards.
    Card,
}

/// Takes the next number of the office's year. It is given back if the transaction fails, so that none is missing.
///
/// # Errors
/// The database's.
pub async fn take_number(db: &mut PgConnection, office: &str, year: i32, series: Series) -> Result<i32, sqlx::Error> {
    let series = match series {
        Series::Acceptance => "acceptance",
        Series::Decision => "decision",
        Series::Annulment => "annulment",
        Series::Card => "card",
    };
    sqlx::query_scalar!(
        "INSERT INTO office_counter AS c (tax_office, year, series, last) VALUES ($1, $2, $3, 1)
         ON CONFLICT (tax_office, year, series) DO UPDATE SET last = c.last + 1 RETURNING last",
        office,
        year,
        series,
    )
    .fetch_one(db)
    .await
}
