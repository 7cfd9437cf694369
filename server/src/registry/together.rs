//! Look-ups that come while one is under way go to the database together. One trip costs more than what the database
//! does for it, so at a rush, which is when it counts, most of the cost of a look-up falls away; a look-up that comes
//! alone goes at once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::inn::Inn;
use sqlx::PgPool;
use tokio::sync::oneshot;

use super::{RegistryUnavailable, TaxpayerRecord};
use crate::storage::registry as storage;

/// INNs that are asked for by one statement at the most.
const AT_ONCE: usize = 64;

type Answer = Result<Option<TaxpayerRecord>, RegistryUnavailable>;

/// Asks for taxpayers. Cheap to clone; clones ask together.
#[derive(Clone)]
pub(super) struct Together(Arc<Inner>);

struct Inner {
    pool: PgPool,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    asked: Vec<(Inn, oneshot::Sender<Answer>)>,
    under_way: bool,
}

impl Together {
    pub(super) fn new(pool: PgPool) -> Self {
        Self(Arc::new(Inner { pool, waiting: Mutex::default() }))
    }

    /// The taxpayer with this INN.
    pub(super) async fn taxpayer(&self, inn: &Inn) -> Answer {
        let (reply, answer) = oneshot::channel();
        if self.0.join(*inn, reply) {
            // apart from whoever asks first: they may leave, the others want their answers
            tokio::spawn(Turn { inner: Arc::clone(&self.0), over: false }.ask());
        }
        answer.await.unwrap_or_else(|_| Err(RegistryUnavailable::new("a look-up was dropped".to_owned())))
    }
}

impl Inner {
    /// Puts a question to those that wait; whether it is for the asker to have them asked.
    fn join(&self, inn: Inn, reply: oneshot::Sender<Answer>) -> bool {
        let mut waiting = self.locked();
        waiting.asked.push((inn, reply));
        !std::mem::replace(&mut waiting.under_way, true)
    }

    fn locked(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to ask, of which there is one; it is given back however the asking ends.
struct Turn {
    inner: Arc<Inner>,
    over: bool,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.over {
            self.inner.locked().under_way = false;
        }
    }
}

impl Turn {
    async fn ask(mut self) {
        loop {
            let asked = self.next();
            if asked.is_empty() {
                return;
            }
            let inns: Vec<&str> = asked.iter().map(|(inn, _)| inn.as_str()).collect();
            let found = storage::taxpayers(&self.inner.pool, &inns).await.map_err(RegistryUnavailable::from);
            for (inn, reply) in asked {
                let answer = match &found {
                    Ok(found) => Ok(found.iter().find(|(of, _)| *of == inn).map(|(_, taxpayer)| taxpayer.clone())),
                    Err(unavailable) => Err(unavailable.clone()),
                };
                // whoever asked may have left
                drop(reply.send(answer));
            }
        }
    }

    /// Those that wait; with nobody waiting the turn is over, in the same moment, so that nobody is left behind.
    fn next(&mut self) -> Vec<(Inn, oneshot::Sender<Answer>)> {
        let mut waiting = self.inner.locked();
        let many = waiting.asked.len().min(AT_ONCE);
        self.over = many == 0;
        waiting.under_way = many > 0;
        waiting.asked.drain(..many).collect()
    }
}
