//! The work queue of a tax office: what the caller's own office has to do, what is found in it, and what members of
//! staff keep of it.

mod place;
mod search;
mod show;
mod view;

use app::api::{
    ApiError, Client,
    queue::{Queue, QueueQuery, ViewForm, ViewSaved, WorkQueue},
};
use async_trait::async_trait;

pub(super) use show::{held, rows};

use crate::{
    foundation::{Foundation, answer},
    registry::Offices,
};

/// Rows of a page of a list.
const PAGE: usize = 50;

/// The use cases of the queue.
#[derive(Clone)]
pub struct QueueService {
    foundation: Foundation,
    offices: Offices,
}

impl QueueService {
    /// The directory of offices words whose queue it is.
    #[must_use]
    pub fn new(foundation: Foundation, offices: Offices) -> Self {
        Self { foundation, offices }
    }
}

#[async_trait]
impl WorkQueue for QueueService {
    async fn show(&self, client: &Client, query: &QueueQuery) -> Result<Queue, ApiError> {
        answer(client, self.show_queue(client, query)).await
    }

    async fn save_view(&self, client: &Client, form: &ViewForm) -> Result<ViewSaved, ApiError> {
        answer(client, self.keep_view(client, form)).await
    }

    async fn delete_view(&self, client: &Client, id: &str) -> Result<(), ApiError> {
        answer(client, self.forget_view(client, id)).await
    }

    async fn keep_shortcuts(&self, client: &Client, on: bool) -> Result<(), ApiError> {
        answer(client, self.switch_shortcuts(client, on)).await
    }
}
