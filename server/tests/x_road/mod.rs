//! The registry at the other end of an X-Road: what is asked and how, what becomes of each answer, and what of none.

mod failures;
mod form;
mod security_server;

use domain::{inn::Inn, passport::Passport, subject::SubjectKind};
use server::{
    config::{RegistryKind, XRoad},
    registry::{Identity, Offices, Registry, WrongSettings, XRoadRegistry},
};
use time::Duration;

use self::security_server::SecurityServer;
use crate::support::TestApp;

const INN: &str = "11503199000123";

fn inn() -> Inn {
    Inn::from_trusted(INN).unwrap()
}

fn passport(text: &str) -> Passport {
    Passport::parse(text).unwrap()
}

/// A cabinet whose registry is behind this address; it waits long enough for a busy machine unless `change` says less.
async fn cabinet(security_server: &str, change: impl FnOnce(&mut XRoad)) -> TestApp {
    TestApp::with(|settings| {
        settings.registry.kind = RegistryKind::XRoad;
        settings.x_road = XRoad {
            security_server: security_server.to_owned(),
            client: "central-server/COM/60000999/cabinet".to_owned(),
            issue: "registration".to_owned(),
            attempt_milliseconds: 20_000,
            total_milliseconds: 20_000,
            connect_milliseconds: 20_000,
            pause_milliseconds: 1,
            ..XRoad::default()
        };
        change(&mut settings.x_road);
    })
    .await
}

fn registry(app: &TestApp) -> XRoadRegistry {
    XRoadRegistry::new(&app.foundation, Offices::of(&app.foundation)).unwrap()
}

#[tokio::test]
async fn a_taxpayer_is_asked_for_as_the_x_road_wants_it() {
    let server = SecurityServer::start().await;
    server.taxpayer(INN, "Асанова Айгүл Бакытовна", 1, "г. Бишкек, пр. Чүй, д. 114");
    let app = cabinet(&server.address, |x_road| x_road.user_id = "KG11503199000123".to_owned()).await;
    let found = registry(&app).taxpayer(&inn()).await.unwrap().unwrap();
    assert_eq!((found.name_ru.as_str(), found.tax_office.as_str()), ("Асанова Айгүл Бакытовна", "001"));
    assert_eq!((found.postcode.as_str(), found.address.as_str()), ("720001", "г. Бишкек, пр. Чүй, д. 114"));
    assert_eq!((found.kind, found.active, found.registered_on), (SubjectKind::Individual, true, None));
    let heard = server.heard();
    assert_eq!(heard.len(), 1);
    // an INN is in no address
    assert_eq!(heard[0].address, "/r1/central-server/GOV/70000002/gns-service/tpDataByINNforBusinessActivity/v1");
    assert_eq!(heard[0].body, serde_json::json!({ "inn": INN }));
    let header = |name: &str| heard[0].headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
    assert_eq!(header("x-road-client"), "central-server/COM/60000999/cabinet");
    assert_eq!(header("x-road-userid"), "KG11503199000123");
    assert_eq!(header("x-road-issue"), "registration");
    assert_eq!(header("content-type"), "application/json");
    assert!(uuid::Uuid::parse_str(header("x-road-id")).is_ok());
}

#[tokio::test]
async fn what_the_service_does_not_say_is_the_tables() {
    let server = SecurityServer::start().await;
    let app = cabinet(&server.address, |_| {}).await;
    let person = app.person(1, "002").await;
    sqlx::query("UPDATE taxpayer SET kind = 'sole_trader', vat_payer = true, name_ky = 'Азамат', status = 'ceased'")
        .execute(&mut app.owner().await)
        .await
        .unwrap();
    server.taxpayer(&person.inn, &person.name, "025", "");
    let inn = Inn::from_trusted(&person.inn).unwrap();
    let found = registry(&app).taxpayer(&inn).await.unwrap().unwrap();
    assert_eq!((found.kind, found.vat_payer, found.active), (SubjectKind::SoleTrader, true, false));
    assert_eq!((found.name_ky.as_str(), found.tax_office.as_str(), found.address.as_str()), ("Азамат", "025", ""));
    // another name is another person's Kyrgyz name no more
    server.taxpayer(&person.inn, "Другое Имя", "025", "");
    assert_eq!(registry(&app).taxpayer(&inn).await.unwrap().unwrap().name_ky, "");
    assert_eq!(registry(&app).risk(&inn).await.unwrap(), []);
    assert_eq!(registry(&app).roles(&inn, &inn).await.unwrap(), []);
    let organisation = "01503200510128";
    server.taxpayer(organisation, "ОсОО «Ромашка»", "025", "");
    let organisation = registry(&app).taxpayer(&Inn::from_trusted(organisation).unwrap()).await.unwrap().unwrap();
    assert_eq!((organisation.kind, organisation.vat_payer), (SubjectKind::LegalEntity, false));
}

#[tokio::test]
async fn an_empty_inn_is_nobody_also_where_the_table_has_a_row() {
    let server = SecurityServer::start().await;
    let app = cabinet(&server.address, |_| {}).await;
    let person = app.person(1, "001").await;
    let inn = Inn::from_trusted(&person.inn).unwrap();
    assert_eq!(registry(&app).taxpayer(&inn).await.unwrap(), None);
    let asked = [inn, self::inn()];
    server.taxpayer(INN, "Асанова", "001", "");
    assert_eq!(registry(&app).registered(&asked).await.unwrap(), [self::inn()].into());
}

#[tokio::test]
async fn a_passport_is_compared_by_the_service() {
    let server = SecurityServer::start().await;
    server.passport(INN, "ID1234567", false);
    server.passport(INN, "AN7654321", true);
    let app = cabinet(&server.address, |_| {}).await;
    let registry = registry(&app);
    for (typed, fits) in [("ID1234567", true), ("ID1234568", false), ("AN7654321", false)] {
        let identity = registry.citizen(&inn(), Some(&passport(typed))).await.unwrap();
        assert_eq!(identity, Identity { citizen: None, passport_fits: Some(fits) }, "{typed}");
    }
    let heard = server.heard();
    assert_eq!(heard[0].address, "/r1/central-server/GOV/70000005/passport-service/passportDataByPSN/v1");
    assert_eq!(heard[0].body, serde_json::json!({ "pin": INN, "series": "ID", "number": "1234567" }));
    let person = app.person(1, "001").await;
    let identity = registry.citizen(&Inn::from_trusted(&person.inn).unwrap(), None).await.unwrap();
    assert_eq!((identity.citizen.unwrap().full_name_ru, identity.passport_fits), (person.name, None));
    assert_eq!(server.heard().len(), 3, "a question without a passport went out");
}

#[tokio::test]
async fn an_answer_is_remembered_for_a_minute() {
    let server = SecurityServer::start().await;
    server.passport(INN, "ID1234567", false);
    let app = cabinet(&server.address, |_| {}).await;
    let registry = registry(&app);
    for _ in 0..3 {
        assert_eq!(registry.taxpayer(&inn()).await.unwrap(), None);
        assert_eq!(registry.citizen(&inn(), Some(&passport("ID1234567"))).await.unwrap().passport_fits, Some(true));
    }
    assert_eq!(server.heard().len(), 2);
    server.taxpayer(INN, "Асанова", "001", "");
    app.clock.advance(Duration::MINUTE);
    assert!(registry.taxpayer(&inn()).await.unwrap().is_some());
    assert_eq!(server.heard().len(), 3);
}

#[tokio::test]
async fn settings_with_which_nothing_could_be_asked_are_named() {
    async fn refusal(change: impl FnOnce(&mut XRoad)) -> String {
        let app = cabinet("http://127.0.0.1:1", change).await;
        let refused = XRoadRegistry::new(&app.foundation, Offices::of(&app.foundation)).err();
        refused.as_ref().map(WrongSettings::to_string).unwrap_or_default()
    }
    for address in ["", "127.0.0.1:8080", "ftp://127.0.0.1", "http://", "http://a b"] {
        let said = refusal(|x_road| x_road.security_server = address.to_owned()).await;
        assert!(said.starts_with("x_road.security_server"), "{address:?}: {said:?}");
    }
    for client in ["", "central-server/COM/60000999", "a/b//d", "a/b/c/d/e", "a/b/c/d\r\nX: y"] {
        assert!(refusal(|x_road| x_road.client = client.to_owned()).await.starts_with("x_road.client"), "{client:?}");
    }
    let said = refusal(|x_road| x_road.passport_service = "passportDataByPSN".to_owned()).await;
    assert!(said.starts_with("x_road.passport_service"), "{said}");
    let said = refusal(|x_road| x_road.issue = "a\nb".to_owned()).await;
    assert!(said.contains("x_road.issue"), "{said}");
    let said = refusal(|x_road| x_road.security_server = "https://127.0.0.1".to_owned()).await;
    assert!(said.starts_with("x_road.ca_file"), "{said}");
    let said = refusal(|x_road| x_road.ca_file = "/there/is/none.pem".into()).await;
    assert!(said.starts_with("/there/is/none.pem"), "{said}");
    assert_eq!(refusal(|_| {}).await, "");
}
