//! The threads that hash passwords: a fixed number, each with one block of memory that it uses again and again (and
//! gives back when nobody has come for a while), behind a queue of fixed length. A flood of sign-ins therefore can't exhaust the memory, and who can't be served soon is told
//! so at once.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use argon2::Block;

/// Work for a thread. It is handed the thread's memory, which it may enlarge, and gives back how its answer is delivered.
pub(super) type Job = Box<dyn FnOnce(&mut Vec<Block>) -> Delivery + Send>;

/// Hands an answer to whoever waits for it.
pub(super) type Delivery = Box<dyn FnOnce() + Send>;

/// A thread without work for so long gives its memory back.
const KEPT_FOR: Duration = Duration::from_secs(30);

/// The threads; they end when this is dropped, after the work that is queued.
pub(super) struct Workers {
    shared: Arc<Shared>,
}

/// While others wait, so many answers of a thread are delivered together (docs/decisions/0018): what follows a hash finds
/// the caches full of the hash's memory, and four sign-ins that follow each other find them so once, not four times.
const TOGETHER: usize = 4;

struct Shared {
    queue: Mutex<Queue>,
    arrived: Condvar,
    longest: usize,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

impl Workers {
    /// Starts `threads` threads, each that keep memory for `blocks` blocks of 1 KiB; at most `longest` jobs wait.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub(super) fn start(threads: usize, blocks: usize, longest: usize) -> std::io::Result<Self> {
        let shared = Arc::new(Shared { queue: Mutex::default(), arrived: Condvar::new(), longest });
        // dropped on an early return, it lets the threads that have started go
        let workers = Self { shared: Arc::clone(&shared) };
        for number in 0..threads {
            let shared = Arc::clone(&shared);
            std::thread::Builder::new().name(format!("hashing-{number}")).spawn(move || shared.work(blocks))?;
        }
        Ok(workers)
    }

    /// Queues a job, or gives `false` at once when the queue is full.
    pub(super) fn submit(&self, job: Job) -> bool {
        let mut queue = self.shared.locked();
        let room = queue.jobs.len() < self.shared.longest;
        if room {
            queue.jobs.push_back(job);
            self.shared.arrived.notify_one();
        }
        room
    }

    /// Jobs that wait.
    pub(super) fn waiting(&self) -> usize {
        self.shared.locked().jobs.len()
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.shared.locked().closed = true;
        self.shared.arrived.notify_all();
    }
}

impl Shared {
    fn work(&self, blocks: usize) {
        let mut memory = Vec::new();
        let mut finished = Vec::with_capacity(TOGETHER);
        while let Some(job) = self.next(&mut memory, &mut finished) {
            if memory.is_empty() {
                memory = huge_pages::vec_with_capacity(blocks);
                memory.resize(blocks, Block::default());
            }
            finished.push(job(&mut memory));
            if memory.len() > blocks {
                memory = Vec::new();
            }
        }
    }

    /// The next job; `None` when no more will come. Before it waits for one, nothing that is finished is left.
    fn next(&self, memory: &mut Vec<Block>, finished: &mut Vec<Delivery>) -> Option<Job> {
        if finished.len() < TOGETHER
            && let Some(job) = self.locked().jobs.pop_front()
        {
            return Some(job);
        }
        finished.drain(..).for_each(|deliver| deliver());
        self.wait(memory)
    }

    /// Waits for a job, giving the memory back if none comes for a while; `None` when no more will come.
    fn wait(&self, memory: &mut Vec<Block>) -> Option<Job> {
        let mut queue = self.locked();
        loop {
            match queue.jobs.pop_front() {
                Some(job) => return Some(job),
                None if queue.closed => return None,
                None if memory.is_empty() => {
                    queue = self.arrived.wait(queue).unwrap_or_else(PoisonError::into_inner);
                }
                None => {
                    let waited = self.arrived.wait_timeout(queue, KEPT_FOR);
                    let (locked, result) = waited.unwrap_or_else(PoisonError::into_inner);
                    queue = locked;
                    if result.timed_out() && queue.jobs.is_empty() {
                        *memory = Vec::new();
                    }
                }
            }
        }
    }

    fn locked(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn every_answer_is_delivered_though_another_thread_takes_the_last_job() {
        let workers = Workers::start(3, 1, 64).unwrap();
        for jobs in (0..40).map(|round| round % (3 * TOGETHER)).cycle().take(2_000) {
            let (sender, answers) = mpsc::channel();
            for number in 0..jobs {
                let sender = sender.clone();
                let answer: Delivery = Box::new(move || sender.send(number).unwrap());
                assert!(workers.submit(Box::new(move |_| answer)));
            }
            let mut delivered: Vec<usize> =
                (0..jobs).map(|_| answers.recv_timeout(Duration::from_secs(10)).unwrap()).collect();
            delivered.sort_unstable();
            assert!(delivered.into_iter().eq(0..jobs));
        }
    }
}
