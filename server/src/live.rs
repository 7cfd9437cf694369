//! What changes anywhere, told to whoever watches it here. The database tells every server (`LISTEN`, migration 0018),
//! over one connection each; from there it goes to as many readers as there are.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::postgres::{PgListener, PgNotification};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::{foundation::Foundation, storage};

/// Channels of the database.
const QUEUE: &str = "queue_changed";
const ENDED: &str = "staff_session_ended";

/// News that a slow reader may be behind; more, and it is told that it has missed some.
const BUFFERED: usize = 1_024;

/// Without the database, it is looked for again after so long.
const AGAIN: Duration = Duration::from_secs(1);

/// Claims that have run out are looked for so often.
const CLAIMS_EVERY: Duration = Duration::from_secs(20);

/// Something that has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// An application of an office, or who works on it.
    Application {
        /// Code of the office.
        office: String,
        /// Which.
        id: Uuid,
    },
    /// A session of staff has ended, or a member of staff is no longer what they were: the id of either.
    Ended(Uuid),
    /// The database could not be heard for a while: anything may have changed.
    Unsure,
    /// This server ends.
    Closing,
}

/// Hears what changes and passes it on.
#[derive(Clone)]
pub struct Live {
    foundation: Foundation,
    sender: broadcast::Sender<News>,
    listening: Arc<AtomicBool>,
}

impl Live {
    /// Silent until somebody watches.
    #[must_use]
    pub fn of(foundation: &Foundation) -> Self {
        let (sender, _) = broadcast::channel(BUFFERED);
        Self { foundation: foundation.clone(), sender, listening: Arc::default() }
    }

    /// Everything from now on. The first one makes this server listen.
    #[must_use]
    pub fn watch(&self) -> broadcast::Receiver<News> {
        let receiver = self.sender.subscribe();
        if !self.listening.swap(true, Ordering::Relaxed) {
            let live = self.clone();
            tokio::spawn(async move { live.listen().await });
        }
        receiver
    }

    /// Everybody who watches is sent away, so that the server can end.
    pub fn close(&self) {
        self.tell(News::Closing);
    }

    fn tell(&self, news: News) {
        // nobody watching is nothing wrong
        let _listeners = self.sender.send(news);
    }

    async fn listen(&self) {
        loop {
            if let Err(error) = self.hear().await {
                tracing::warn!(%error, "the database can't be heard");
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    async fn hear(&self) -> Result<(), sqlx::Error> {
        let mut listener = PgListener::connect_with(&self.foundation.pool).await?;
        listener.listen_all([QUEUE, ENDED]).await?;
        self.tell(News::Unsure);
        let mut claims = tokio::time::interval(CLAIMS_EVERY);
        loop {
            tokio::select! {
                heard = listener.try_recv() => match heard? {
                    Some(notification) => self.tell(meaning(&notification)),
                    // connected anew; what was said meanwhile is lost
                    None => self.tell(News::Unsure),
                },
                _ = claims.tick() => self.release_claims().await?,
            }
        }
    }

    async fn release_claims(&self) -> Result<(), sqlx::Error> {
        let mut db = self.foundation.pool.acquire().await?;
        storage::queue::release_expired(&mut db, self.foundation.now()).await?;
        Ok(())
    }
}

/// What a notification says; one that a newer version words otherwise may mean anything.
fn meaning(notification: &PgNotification) -> News {
    let text = notification.payload();
    let news = match notification.channel() {
        ENDED => Uuid::try_parse(text).ok().map(News::Ended),
        _ => text.split_once(' ').and_then(|(office, id)| {
            Some(News::Application { office: office.to_owned(), id: Uuid::try_parse(id).ok()? })
        }),
    };
    news.unwrap_or(News::Unsure)
}
