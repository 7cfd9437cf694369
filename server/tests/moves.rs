//! The table of moves in `domain` and the database's trigger are the same, and the role of the server can't get round
//! the latter.

use domain::access_application::{ApplicationKind, ApplicationState, Move};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::support::{PASSWORD, TestApp};

/// What a row must hold to be in a state by the table's own checks, so that only the trigger is asked about the move.
fn columns(state: ApplicationState) -> &'static str {
    use ApplicationState as State;
    match state {
        State::Submitted => "password_hash = 'x'",
        State::Accepted => {
            "password_hash = 'x', acceptance_number = 'a', accepted_at = now(), accepted_by = :staff, \
                            decision_due_at = now()"
        }
        State::Annulled => {
            "password_hash = NULL, acceptance_number = 'a', accepted_at = now(), accepted_by = :staff, \
             decision_due_at = now(), decision = 'annulment', decision_number = 'd', decided_at = now(), \
             decided_by = :staff"
        }
        State::Granted => {
            "password_hash = NULL, acceptance_number = 'a', accepted_at = now(), accepted_by = :staff, \
             decision_due_at = now(), decision = 'grant', decision_number = 'd', decided_at = now(), \
             decided_by = :staff, login = '11503199000001000'"
        }
        State::Refused => {
            "password_hash = NULL, acceptance_number = 'a', accepted_at = now(), accepted_by = :staff, \
             decision_due_at = now(), decision = 'refusal', decision_number = 'd', decided_at = now(), \
             decided_by = :staff, refusal_ground = 'no_tax_registration'"
        }
        State::Delivered => {
            "password_hash = NULL, acceptance_number = 'a', accepted_at = now(), accepted_by = :staff, \
             decision_due_at = now(), decision = 'grant', decision_number = 'd', decided_at = now(), \
             decided_by = :staff, login = '11503199000001000', delivered_at = now(), delivered_by = :staff"
        }
        State::Expired | State::Withdrawn | State::Superseded => "password_hash = NULL",
    }
}

/// Whose application of this kind can be: only an organisation is linked to an account.
fn subject(kind: ApplicationKind, person: &str) -> String {
    match kind {
        ApplicationKind::Link => format!(
            "inn = '01503200510128', person_inn = '{person}', person_name_ru = 'x', person_name_ky = '', \
             person_role = 'head'"
        ),
        ApplicationKind::Grant | ApplicationKind::Restore | ApplicationKind::Annul => format!("inn = '{person}'"),
    }
}

async fn execute(db: &mut PgConnection, text: String) -> Result<(), sqlx::Error> {
    sqlx::query(AssertSqlSafe(text)).execute(db).await.map(drop)
}

#[tokio::test]
async fn every_pair_of_states_is_judged_alike() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    app.inspector("gulnara", "001").await;
    let mut owner = app.owner().await;
    let staff: uuid::Uuid = sqlx::query_scalar("SELECT id FROM staff").fetch_one(&mut owner).await.unwrap();
    let set = |state: ApplicationState| columns(state).replace(":staff", &format!("'{staff}'"));
    for &kind in ApplicationKind::ALL {
        for &from in ApplicationState::ALL {
            for &to in ApplicationState::ALL {
                let mut tx = owner.begin().await.unwrap();
                let id = filed.id;
                execute(&mut tx, "ALTER TABLE access_application DISABLE TRIGGER USER".to_owned()).await.unwrap();
                let start = format!(
                    "UPDATE access_application SET kind = '{kind}', state = '{from}', {}, {} WHERE id = '{id}'",
                    set(from),
                    subject(kind, &person.inn),
                );
                execute(&mut tx, start).await.unwrap();
                execute(&mut tx, "ALTER TABLE access_application ENABLE TRIGGER USER".to_owned()).await.unwrap();
                let moved = execute(&mut tx, step(from, to, id, staff)).await;
                let expected = from == to
                    || Move::ALL.iter().any(|&attempted| from.after(kind, attempted).is_ok_and(|after| after == to));
                assert_eq!(moved.is_ok(), expected, "{kind}: {from} to {to}: {moved:?}");
                if let Err(error) = moved {
                    let trigger = error.as_database_error().is_some_and(|error| error.message().contains("can not go"));
                    assert!(trigger, "{kind}: {from} to {to} fell to something else: {error:?}");
                }
                tx.rollback().await.unwrap();
            }
        }
    }
}

/// A change of state that adds what the new one needs and takes nothing away.
fn step(from: ApplicationState, to: ApplicationState, id: uuid::Uuid, staff: uuid::Uuid) -> String {
    use ApplicationState as State;
    let acceptance = format!(
        "acceptance_number = coalesce(acceptance_number, 'a'), accepted_at = coalesce(accepted_at, now()), \
         accepted_by = coalesce(accepted_by, '{staff}'), decision_due_at = coalesce(decision_due_at, now())"
    );
    let decision = |what: &str, rest: &str| {
        format!(
            "{acceptance}, decision = coalesce(decision, '{what}'), decision_number = coalesce(decision_number, 'd'), \
             decided_at = coalesce(decided_at, now()), decided_by = coalesce(decided_by, '{staff}'), {rest}"
        )
    };
    let grant = "login = CASE WHEN refusal_ground IS NULL AND decision IS DISTINCT FROM 'annulment' \
                 THEN '11503199000001000' END";
    let refusal = "refusal_ground = CASE WHEN login IS NULL AND decision IS DISTINCT FROM 'annulment' \
                   THEN 'no_tax_registration' END";
    let added = match to {
        _ if to == from => "postcode = postcode".to_owned(),
        State::Submitted | State::Expired | State::Withdrawn | State::Superseded => "postcode = postcode".to_owned(),
        State::Accepted => acceptance.clone(),
        State::Granted => decision("grant", grant),
        State::Annulled => decision("annulment", "postcode = postcode"),
        State::Refused => decision("refusal", refusal),
        State::Delivered => format!(
            "{}, delivered_at = coalesce(delivered_at, now()), delivered_by = coalesce(delivered_by, '{staff}')",
            decision("grant", grant)
        ),
    };
    let hash = if to.is_open() { "password_hash" } else { "NULL" };
    format!(
        "UPDATE access_application SET state = '{to}', version = version + 1, password_hash = {hash}, {added} \
         WHERE id = '{id}'"
    )
}

#[tokio::test]
async fn what_was_filed_marked_or_decided_does_not_change() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    app.grant(&inspector, &filed).await;
    let mut server = app.foundation.pool.acquire().await.unwrap();
    for change in [
        "inn = '11503199000099'",
        "phone = '+996700000000'",
        "accepted_at = accepted_at + interval '1 minute'",
        "decided_at = decided_at - interval '1 hour'",
        "login = '11503199000001999'",
        "password_hash = 'again'",
        "state = 'submitted'",
    ] {
        let text = format!("UPDATE access_application SET version = version + 1, {change} WHERE id = '{}'", filed.id);
        assert!(execute(&mut server, text).await.is_err(), "{change}");
    }
    let text = format!("UPDATE access_application SET postcode = '1' WHERE id = '{}'", filed.id);
    assert!(execute(&mut server, text).await.is_err(), "without a new version");
}

#[tokio::test]
async fn the_role_of_the_server_owns_nothing_and_rewrites_nothing() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    app.file(&person, PASSWORD).await;
    let mut server = app.foundation.pool.acquire().await.unwrap();
    for forbidden in [
        "UPDATE audit_entry SET action = 'nothing'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "INSERT INTO audit_entry SELECT * FROM audit_entry",
        "UPDATE audit_head SET seq = 0",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "ALTER TABLE account ADD COLUMN x int",
        "DROP TABLE account",
        "CREATE TABLE mine (x int)",
        "DELETE FROM access_application",
        "DELETE FROM account",
        "UPDATE account SET login = login",
        "UPDATE staff SET role = 'administrator'",
        "UPDATE taxpayer SET name_ru = 'x'",
        "SET session_replication_role = replica",
    ] {
        let refused = execute(&mut server, forbidden.to_owned()).await;
        let code = refused.as_ref().err().and_then(|error| error.as_database_error()?.code().map(|c| c.into_owned()));
        assert_eq!(code.as_deref(), Some("42501"), "{forbidden}: {refused:?}");
    }
}
