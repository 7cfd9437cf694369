//! What can go wrong inside a service, and what of it the asker hears.

use app::api::ApiError;

use crate::{
    secrets::SecretsError,
    sign_in::{hashing::HashingError, passkey::PasskeyError},
};

/// What can go wrong inside a service.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// What the asker is to hear: not a fault.
    #[error("{0}")]
    Answer(#[from] ApiError),
    /// The database refused, or can't be reached.
    #[error("database: {}", describe(.0))]
    Database(#[from] sqlx::Error),
    /// Something sealed could not be opened, or sealed.
    #[error("secrets: {0}")]
    Secrets(#[from] SecretsError),
    /// A password could not be hashed or verified.
    #[error("hashing: {0}")]
    Hashing(#[from] HashingError),
    /// A passkey could not be asked for, or not be read.
    #[error("passkey: {0}")]
    Passkey(#[from] PasskeyError),
    /// A paper could not be made.
    #[error("paper: {0}")]
    Paper(#[from] papers::PaperError),
    /// A stored value is not what the database promises; names the column, never the value.
    #[error("a stored value is impossible: {0}")]
    Stored(&'static str),
}

impl ServiceError {
    /// What the asker hears. Faults are logged here, with the request's id and without personal data.
    pub fn into_api(self, request_id: &str) -> ApiError {
        match self {
            Self::Answer(answer) => answer,
            Self::Hashing(HashingError::Overloaded) => ApiError::Unavailable,
            Self::Database(error) if is_unavailable(&error) => {
                tracing::error!(request_id, error = %describe(&error), "the database can't answer");
                ApiError::Unavailable
            }
            fault => {
                tracing::error!(request_id, error = %fault, "a request failed");
                ApiError::Internal { request_id: request_id.to_owned() }
            }
        }
    }
}

/// Whether the same request may well succeed a little later: the connection broke, the pool or the database is full,
/// restarting or read-only, or the transaction lost against another.
pub fn is_unavailable(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // SQLSTATE classes of PostgreSQL: connection, resources, operator intervention, rollback, read-only
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            ["08", "53", "57"].iter().any(|class| code.starts_with(class))
                || ["40001", "40P01", "25006"].contains(&code.as_ref())
        }),
        _ => false,
    }
}

/// An error of the database in words that hold no value of a row: PostgreSQL's own text may quote what was stored.
pub fn describe(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => format!(
            "SQLSTATE {}, table {}, constraint {}",
            error.code().unwrap_or_default(),
            error.table().unwrap_or("-"),
            error.constraint().unwrap_or("-"),
        ),
        sqlx::Error::Io(error) => format!("connection: {}", error.kind()),
        sqlx::Error::PoolTimedOut => "no free connection in time".to_owned(),
        sqlx::Error::PoolClosed => "the pool is closed".to_owned(),
        sqlx::Error::RowNotFound => "a row that must exist is missing".to_owned(),
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} can't be read"),
        sqlx::Error::Protocol(_) => "protocol".to_owned(),
        sqlx::Error::Tls(_) => "TLS".to_owned(),
        sqlx::Error::Configuration(_) => "configuration".to_owned(),
        _ => "other".to_owned(),
    }
}
