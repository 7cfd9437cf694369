//! `/office/events`: tells the browsers of an office that its queue has changed, as server-sent events (HTML Standard,
//! "Server-sent events"). What has changed they ask for themselves, with the rights they have then.

use std::{convert::Infallible, time::Duration};

use app::api::{Client, Permission};
use axum::{
    Extension,
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::stream;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Interval, interval},
};
use uuid::Uuid;

use super::{Web, failure};
use crate::{
    error::ServiceError,
    live::News,
    services::sign_in::session::{self, staff_idle_since},
    storage,
};

/// A session that runs out by itself is noticed after so long at the latest.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// The browser comes again after so long when the connection is cut.
const AGAIN: Duration = Duration::from_secs(1);

/// The queue of the caller's own office.
pub(super) async fn queue(State(web): State<Web>, Extension(client): Extension<Client>) -> Response {
    let watcher = match Watcher::of(web, &client) {
        Ok(watcher) => watcher,
        Err(error) => return failure::json(&error.into_api(&client.request_id)),
    };
    let events = stream::unfold(watcher, |mut watcher| async {
        let event = watcher.next().await?;
        Some((Ok::<_, Infallible>(event), watcher))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}

/// Somebody of an office who watches its queue.
struct Watcher {
    web: Web,
    news: Receiver<News>,
    office: String,
    staff: Uuid,
    session: Uuid,
    look: Interval,
    greeted: bool,
}

impl Watcher {
    fn of(web: Web, client: &Client) -> Result<Self, ServiceError> {
        let caller = client.staff_who_may(Permission::SeeQueue)?;
        let (staff, session) = (session::id(&caller.staff)?, session::id(&caller.session)?);
        let (news, office) = (web.live().watch(), caller.office.clone());
        Ok(Self { web, news, office, staff, session, look: interval(LOOK_EVERY), greeted: false })
    }

    /// The next event; none when the session has ended or the server does.
    async fn next(&mut self) -> Option<Event> {
        if !self.greeted {
            self.greeted = true;
            return Some(Event::default().event("watching").data("").retry(AGAIN));
        }
        loop {
            tokio::select! {
                heard = self.news.recv() => match heard {
                    Ok(News::Application { office, id }) => {
                        if office == self.office {
                            return Some(Event::default().data(id.to_string()));
                        }
                    }
                    Ok(News::Ended(id)) => {
                        if id == self.session || id == self.staff {
                            return None;
                        }
                    }
                    // also for who was too slow: the page is to ask anew
                    Ok(News::Unsure) | Err(RecvError::Lagged(_)) => {
                        if !self.in_force().await {
                            return None;
                        }
                        return Some(Event::default().data(""));
                    }
                    Ok(News::Closing) | Err(RecvError::Closed) => return None,
                },
                // the first look is at once: the session may have ended before the news were watched
                _ = self.look.tick() => {
                    if !self.in_force().await {
                        return None;
                    }
                }
            }
        }
    }

    /// Whether the session still stands, at this office. Nothing is told when that can't be found out.
    async fn in_force(&self) -> bool {
        let foundation = &self.web.foundation;
        let now = foundation.now();
        let look = async {
            let mut db = foundation.pool.acquire().await?;
            storage::queue::in_force(&mut db, self.session, &self.office, now, staff_idle_since(foundation, now)).await
        };
        look.await.unwrap_or(false)
    }
}
