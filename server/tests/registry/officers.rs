//! Who is head or accountant of an organisation today.

use domain::{
    inn::Inn,
    officer::OfficerRole::{self, Accountant, Head},
};
use server::registry::{BuiltInRegistry, Registry};
use time::macros::datetime;

use super::{Folder, OFFICERS, import};
use crate::support::TestApp;

const ENTITY: &str = "01503200510128";
const PERSON: &str = "22207198500345";

#[tokio::test]
async fn a_role_counts_from_its_first_day_to_its_last() {
    let app = TestApp::new().await;
    let text = [
        OFFICERS,
        "01503200510128,22207198500345,accountant,2015-01-12,\n",
        "01503200510128,22207198500345,head,2020-01-01,2020-12-31\n",
        "01503200510128,22207198500345,head,2027-01-01,\n",
        "01503200510128,11503199000123,head,2021-01-01,2026-11-21\n",
        "01503200510129,11503199000123,head,2021-01-01,\n",
    ]
    .concat();
    import(&app, &Folder::with(&[("officers.csv", text.as_bytes())]), false).await.unwrap();
    let foundation = &app.foundation;
    let registry = BuiltInRegistry::new(foundation.pool.clone(), foundation.secrets.clone(), foundation.clock.clone());
    let inn = |text| Inn::from_trusted(text).unwrap();
    let roles = async |person| -> Vec<OfficerRole> { registry.roles(&inn(ENTITY), &inn(person)).await.unwrap() };
    assert_eq!(roles(PERSON).await, [Accountant]);
    assert_eq!(roles("11503199000123").await, []);
    assert_eq!(roles("21503199000124").await, []);
    // half past one in the night of the last day in Bishkek, the evening before in UTC
    app.clock.set(datetime!(2020-12-30 19:30 UTC));
    assert_eq!(roles(PERSON).await, [Head, Accountant]);
    app.clock.set(datetime!(2020-12-31 18:00 UTC));
    assert_eq!(roles(PERSON).await, [Accountant]);
    app.clock.set(datetime!(2026-12-31 18:00 UTC));
    assert_eq!(roles(PERSON).await, [Head, Accountant]);
}
