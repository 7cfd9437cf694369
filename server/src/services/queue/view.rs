//! What a member of staff keeps: filters under a name, and whether keys of one letter work.

use app::api::{
    Client, Permission,
    queue::{ViewForm, ViewSaved, filter_parameters},
};
use uuid::Uuid;

use super::QueueService;
use crate::{
    error::ServiceError,
    services::sign_in::session,
    storage::queue::{self as storage, NewView},
};

/// Filters that one member of staff may keep.
const MOST: i64 = 20;

/// The longest name of filters, characters.
const LONGEST_NAME: usize = 40;

impl QueueService {
    pub(super) async fn keep_view(&self, client: &Client, form: &ViewForm) -> Result<ViewSaved, ServiceError> {
        let staff = session::id(&client.staff_who_may(Permission::SeeQueue)?.staff)?;
        let name: String = form.view_name.chars().filter(|c| !c.is_control()).collect();
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        let name = name.trim_end();
        if name.is_empty() {
            return Ok(ViewSaved::Nameless);
        }
        let filter = form.query().filter();
        let new = NewView { id: self.foundation.new_id(), staff, name, filter };
        let mut db = self.foundation.pool.acquire().await?;
        if !storage::save_view(&mut db, &new, MOST).await? {
            return Ok(ViewSaved::TooMany);
        }
        Ok(ViewSaved::Kept(filter_parameters(&filter)))
    }

    pub(super) async fn forget_view(&self, client: &Client, id: &str) -> Result<(), ServiceError> {
        let staff = session::id(&client.staff_who_may(Permission::SeeQueue)?.staff)?;
        if let Ok(view) = Uuid::parse_str(id) {
            let mut db = self.foundation.pool.acquire().await?;
            storage::delete_view(&mut db, staff, view).await?;
        }
        Ok(())
    }

    pub(super) async fn switch_shortcuts(&self, client: &Client, on: bool) -> Result<(), ServiceError> {
        let staff = session::id(&client.staff_who_may(Permission::SeeQueue)?.staff)?;
        let mut db = self.foundation.pool.acquire().await?;
        storage::keep_shortcuts(&mut db, staff, on).await?;
        Ok(())
    }
}
