//! Who may do what: every endpoint of the router and every registered server function, tried with everybody, against
//! the table of rules. An endpoint without a rule fails here.

use app::api::{Client, Permission, StaffRole};
use axum::{Router, body::Body};
use http::{HeaderMap, Method, Request, StatusCode, header};
use server::http::{RouteEntry, Rule, rule};
use tower::ServiceExt;

use crate::{
    http::{request, site},
    support::{Filed, PASSWORD, TestApp},
};

/// Everybody who may come, with the token of their session.
struct Visitor {
    who: &'static str,
    client: Client,
    token: Option<String>,
}

/// Where whoever may not is led to instead of being told.
const DOORS: [&str; 4] = ["/sign-in", "/office/sign-in", "/administration", "/cabinet/choose"];

async fn everybody(app: &TestApp) -> Vec<Visitor> {
    let person = app.person(7, "001").await;
    let inspector = app.staff_with_token("own", StaffRole::Inspector, Some("001")).await;
    let filed = app.file(&person, PASSWORD).await;
    let login = app.grant(&inspector.0, &filed).await;
    let (taxpayer, token) = app.sign_in_with_token(&login, PASSWORD).await;
    let visitor = |who, (client, token): (Client, String)| Visitor { who, client, token: Some(token) };
    vec![
        Visitor { who: "nobody", client: app.stranger(), token: None },
        visitor("a taxpayer", (taxpayer, token)),
        visitor("an inspector of the office", inspector),
        visitor("an inspector elsewhere", app.staff_with_token("other", StaffRole::Inspector, Some("032")).await),
        visitor("the head of the office", app.staff_with_token("head", StaffRole::HeadOfOffice, Some("001")).await),
        visitor("a head elsewhere", app.staff_with_token("far", StaffRole::HeadOfOffice, Some("032")).await),
        visitor("an administrator", app.staff_with_token("admin", StaffRole::Administrator, None).await),
    ]
}

/// A request of the right shape, about this case and from a version of it that never was: whoever is let in changes
/// nothing.
fn asking(entry: &RouteEntry, case: &Filed, token: Option<&str>) -> Request<Body> {
    let id = case.id.to_string();
    let path = ["{id}", ":id"].iter().fold(entry.path.clone(), |path, part| path.replace(part, &id));
    let path = path.replace("{slug}", "access").replace("{file}", "x.webp").replace("{mark}", "K7QM39XT2VHP4TAB");
    let fields = [
        ("id", id.as_str()),
        ("inn", &case.inn),
        ("code", &case.code),
        ("form_complete", "on"),
        ("requisites_match", "on"),
        ("identity_confirmed", "on"),
        ("ground", "identity_not_confirmed"),
        ("session", &id),
        ("representation", &id),
        ("before", ""),
        ("search", ""),
        ("from", ""),
        ("to", ""),
        ("person", ""),
        ("slug", "access"),
        ("kind", "grant"),
        ("subject_kind", "individual"),
    ];
    let mut builder = request(entry.method.clone(), &path).header("sec-fetch-site", "same-origin");
    if let Some(token) = token {
        builder = builder.header(header::COOKIE, format!("__Host-session={token}"));
    }
    if entry.method == Method::GET {
        return builder.body(Body::empty()).unwrap();
    }
    if path.starts_with("/api/") {
        let mut form: serde_json::Map<_, _> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), serde_json::Value::from(*value))).collect();
        form.insert("version".to_owned(), serde_json::Value::from(-1));
        let mut body = form.clone();
        body.insert("form".to_owned(), form.into());
        body.insert("query".to_owned(), serde_json::json!({}));
        body.insert("on".to_owned(), true.into());
        let json = builder.header(header::CONTENT_TYPE, "application/json");
        return json.body(Body::from(serde_json::to_vec(&body).unwrap())).unwrap();
    }
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let form = builder.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    form.body(Body::from(format!("version=-1&{}", body.join("&")))).unwrap()
}

fn refused(status: StatusCode, headers: &HeaderMap) -> bool {
    let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok()).unwrap_or_default();
    let place = location.split('?').next().unwrap_or_default();
    status == StatusCode::UNAUTHORIZED
        || status == StatusCode::FORBIDDEN
        || status.is_redirection() && DOORS.contains(&place)
}

async fn answer(site: &Router, request: Request<Body>) -> (StatusCode, HeaderMap) {
    let (parts, _) = site.clone().oneshot(request).await.unwrap().into_parts();
    (parts.status, parts.headers)
}

#[tokio::test]
async fn every_endpoint_has_a_rule() {
    let app = TestApp::new().await;
    let (_, routes) = site(&app).await;
    let without: Vec<String> = routes
        .iter()
        .filter(|entry| rule(entry).is_none())
        .map(|entry| format!("{} {}", entry.method, entry.path))
        .collect();
    assert!(without.is_empty(), "no rule in server/src/http/rules.rs: {without:#?}");
    let functions = routes.iter().filter(|entry| entry.path.starts_with("/api/") && entry.method == Method::POST);
    assert!(functions.count() > 30, "the server functions are not registered");
}

#[tokio::test]
async fn every_endpoint_lets_in_whom_the_table_lets_in_and_nobody_else() {
    let app = TestApp::with(|settings| settings.server.development = true).await;
    let visitors = everybody(&app).await;
    let inspector = &visitors[2].client;
    let person = app.person(8, "001").await;
    let case = app.file(&person, PASSWORD).await;
    app.accept(inspector, &case).await.unwrap();
    let (site, mut routes) = site(&app).await;
    // whoever has signed out is nobody afterwards
    routes.sort_by_key(|entry| entry.path.contains("sign-out") || entry.path.contains("sign_out"));
    let mut wrong = Vec::new();
    for entry in &routes {
        let Some(rule) = rule(entry) else { continue };
        for visitor in &visitors {
            let (status, headers) = answer(&site, asking(entry, &case, visitor.token.as_deref())).await;
            let expected = rule.admits(&visitor.client.caller, "001");
            // a public endpoint may lead to a door, and an operator's one asks for no role
            let refused = match rule {
                Rule::Anybody | Rule::Operator => [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status),
                _ => refused(status, &headers),
            };
            let not_run = entry.path.starts_with("/api/") && status == StatusCode::NOT_FOUND && !expected;
            if refused == expected || status.is_server_error() || not_run {
                let location = headers.get(header::LOCATION);
                wrong.push(format!("{} {}, {}: {status} {location:?}", entry.method, entry.path, visitor.who));
            }
        }
    }
    assert!(wrong.is_empty(), "not as the table says: {wrong:#?}");
}

#[tokio::test]
async fn the_table_of_roles_is_as_specified() {
    use Permission as P;
    // everybody's own second factor
    let own = [P::KeepKeys];
    let decide = [P::SeeQueue, P::SeeCase, P::Accept, P::Decide, P::Annul, P::IssueCards];
    let head = [P::SeeFigures, P::Reassign, P::SearchAudit];
    // the policies: who is eligible, limits, papers and the words of what is printed
    let policies = [P::ChangePolicy, P::ChangeLimits, P::ChangeRequiredPapers, P::ChangeGrounds];
    let administer = [&policies[..], &own[..], &[P::Administer, P::ManageStaff, P::SearchAudit]].concat();
    for permission in P::ALL {
        let may = |role| permission.of(role).is_some();
        assert_eq!(
            may(StaffRole::Inspector),
            decide.contains(&permission) || own.contains(&permission),
            "{permission:?}"
        );
        let of_head = own.contains(&permission) || decide.contains(&permission) || head.contains(&permission);
        assert_eq!(may(StaffRole::HeadOfOffice), of_head, "{permission:?}");
        assert_eq!(may(StaffRole::Administrator), administer.contains(&permission), "{permission:?}");
    }
}
