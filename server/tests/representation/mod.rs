//! Who acts for whom: links asked for from inside, grants that race, cabinets that are changed, links that end.

mod asking;
mod cabinets;
mod grants;

use app::api::{
    ApiError, Client,
    representation::{CabinetChoice, LinkForm},
};

use crate::support::{Filed, PASSWORD, TestApp};

/// Puts an organisation into the registry, whose head is this person; each number is another one.
async fn organisation(app: &TestApp, number: u32, office: &str, head: &str) -> String {
    let inn = format!("001012015{number:05}");
    let mut owner = app.owner().await;
    sqlx::query(
        "INSERT INTO taxpayer (inn, kind, name_ru, name_ky, tax_office, postcode, address, vat_payer, foreign_trade,
                               status, registered_on)
         VALUES ($1, 'legal_entity', $2, '', $3, '720001', 'г. Бишкек, ул. Ибраимова, 115', false, false, 'active',
                 '2015-01-01')",
    )
    .bind(&inn)
    .bind(format!("ОсОО «Предприятие {number}»"))
    .bind(office)
    .execute(&mut owner)
    .await
    .unwrap();
    sqlx::query("INSERT INTO officer (entity_inn, person_inn, role, since) VALUES ($1, $2, 'head', '2015-01-12')")
        .bind(&inn)
        .bind(head)
        .execute(&mut owner)
        .await
        .unwrap();
    inn
}

/// Somebody in their cabinet.
struct Member {
    client: Client,
    login: String,
    inn: String,
    passport: String,
}

async fn member(app: &TestApp, number: u32) -> Member {
    let (client, login) = app.taxpayer(number).await;
    let (inn, passport) = (login[..14].to_owned(), format!("ID{:07}", 1_000_000 + number));
    Member { client, login, inn, passport }
}

async fn link_form(app: &TestApp, member: &Member, organisation: &str) -> LinkForm {
    LinkForm {
        organisation_inn: organisation.to_owned(),
        passport: member.passport.clone(),
        submission: app.services.representation.link_page(&member.client).await.unwrap().submission,
    }
}

/// Asks for the organisation from inside and finds what the person has in hand: the code.
async fn ask(app: &TestApp, member: &Member, organisation: &str) -> Result<Filed, ApiError> {
    let form = link_form(app, member, organisation).await;
    let cookies = app.services.representation.link(&member.client, &form).await?;
    let holder = app.after(&member.client, &cookies).await;
    let view = app.services.status.current(&holder).await.unwrap().unwrap();
    let id = sqlx::query_scalar(
        "SELECT id FROM access_application WHERE inn = $1 AND person_inn = $2 AND state = 'submitted' LIMIT 1",
    )
    .bind(organisation)
    .bind(&member.inn)
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    Ok(Filed { id, inn: organisation.to_owned(), code: view.code })
}

/// A member with this many organisations, all linked, and signed in anew.
async fn member_of(app: &TestApp, number: u32, organisations: u32) -> (Member, Vec<String>) {
    let member = member(app, number).await;
    let inspector = app.inspector(&format!("links.{number}"), "001").await;
    let mut linked = Vec::new();
    for of in 0..organisations {
        let inn = organisation(app, number * 100 + of, "001", &member.inn).await;
        let filed = ask(app, &member, &inn).await.unwrap();
        assert_eq!(app.grant(&inspector, &filed).await, member.login, "the account's own login is printed");
        linked.push(inn);
    }
    let client = app.sign_in(&app.stranger(), &member.login, PASSWORD).await.unwrap();
    (Member { client, ..member }, linked)
}

/// What the chooser offers for this INN.
async fn choice(app: &TestApp, client: &Client, inn: &str) -> CabinetChoice {
    let chooser = app.services.representation.chooser(client).await.unwrap();
    chooser.cabinets.into_iter().find(|cabinet| cabinet.inn == inn).unwrap()
}

/// Goes to the cabinet with this INN.
async fn enter(app: &TestApp, client: &Client, inn: &str) -> Client {
    let key = choice(app, client, inn).await.key;
    let cookies = app.services.representation.choose(client, &key).await.unwrap();
    app.after(client, &cookies).await
}

/// Entries of the trail about this INN with this action: who did it, and the details.
async fn trail(app: &TestApp, inn: &str, action: &str) -> Vec<(String, serde_json::Value)> {
    sqlx::query_as("SELECT actor_id, details FROM audit_entry WHERE subject_inn = $1 AND action = $2 ORDER BY seq")
        .bind(inn)
        .bind(action)
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap()
}

/// The id of a member's account.
async fn account(app: &TestApp, inn: &str) -> String {
    sqlx::query_scalar("SELECT id::text FROM account WHERE inn = $1")
        .bind(inn)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap()
}
