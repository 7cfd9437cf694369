//! Access given up and taken away (regulation, paragraphs 18 to 21): who may, what ends with it and when, what is told,
//! how somebody comes back, and what the papers prove.

mod evidence;
mod given_up;
mod issued;

use app::api::{
    ApiError, Caller, Client, Conflict, CookieChange,
    annulment::{AnnulmentForm, CabinetAnnulmentForm},
    office::{Case, MoveForm},
    sign_in::AnnulledNotice,
};

use crate::support::{Filed, PASSWORD, Person, TestApp, sign_in_form};

/// A person with access, signed in, and their login.
async fn member(app: &TestApp, number: u32) -> (Person, Client, String) {
    let (client, login) = app.taxpayer(number).await;
    let (inn, passport) = (login[..14].to_owned(), format!("ID{:07}", 1_000_000 + number));
    (Person { inn, passport, name: "Токтогулов Азамат Бекович".to_owned() }, client, login)
}

/// What somebody types who is not signed in.
fn form(app: &TestApp, person: &Person) -> AnnulmentForm {
    AnnulmentForm {
        inn: person.inn.clone(),
        passport: person.passport.clone(),
        phone: "+996 555 123 456".to_owned(),
        email: String::new(),
        submission: app.services.annulment.new_submission(),
    }
}

/// What the browser that filed an application has in hand.
async fn filed(app: &TestApp, client: &Client, inn: &str, cookies: &[CookieChange]) -> Filed {
    let holder = app.after(client, cookies).await;
    let view = app.services.status.current(&holder).await.unwrap().unwrap();
    app.filed(inn, &view.code).await
}

/// Files from outside.
async fn file_outside(app: &TestApp, person: &Person) -> Filed {
    let cookies = app.services.annulment.apply(&app.stranger(), &form(app, person)).await.unwrap();
    filed(app, &app.stranger(), &person.inn, &cookies).await
}

/// Files from inside the cabinet that the client is in.
async fn file_inside(app: &TestApp, client: &Client, passport: &str, inn: &str) -> Filed {
    let submission = app.services.annulment.page(client).await.unwrap().submission;
    let form = CabinetAnnulmentForm { passport: passport.to_owned(), submission };
    let cookies = app.services.annulment.file(client, &form).await.unwrap();
    filed(app, client, inn, &cookies).await
}

/// Opens, accepts and enters.
async fn enter(app: &TestApp, inspector: &Client, filed: &Filed) -> Result<(), ApiError> {
    app.accept(inspector, filed).await?;
    let MoveForm { id, version } = app.move_form(filed).await;
    app.services.office_annulment.enter(inspector, &MoveForm { id, version }).await
}

async fn case(app: &TestApp, inspector: &Client, filed: &Filed) -> Case {
    app.services.office.case(inspector, &filed.id.to_string()).await.unwrap()
}

/// What the sign-in says to who knows the password; none when it lets them in.
async fn told(app: &TestApp, login: &str) -> Option<AnnulledNotice> {
    let cookies = app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(login, PASSWORD)).await.unwrap();
    let entered = app.after(&app.stranger(), &cookies).await;
    match cookies.as_slice() {
        [CookieChange::AnnulmentPass(pass)] => {
            assert_eq!(entered.caller, Caller::Nobody);
            app.services.annulment.told(&app.stranger(), pass).await.unwrap()
        }
        _ => None,
    }
}

fn no_access() -> ApiError {
    ApiError::Conflict(Conflict::AccessAnnulled)
}

/// How often the trail has this action about the INN.
async fn kept(app: &TestApp, inn: &str, action: &str) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM audit_entry WHERE subject_inn = $1 AND action = $2")
        .bind(inn)
        .bind(action)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap()
}
