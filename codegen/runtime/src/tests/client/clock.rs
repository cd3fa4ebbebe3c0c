//! A clock in the hand of a test.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};
use std::time::Duration;

use crate::runtime::{Clock, Sleep, Waiting};

/// When the clock of a test begins, since 1970: Sun, 06 Nov 1994 08:49:37 GMT, as in RFC 9110.
pub(super) const BEGIN: u64 = 784_111_777;

/// Waits between attempts are over at once, and move the time; limits run out when the test says so.
#[derive(Clone)]
pub(super) struct TestClock(Arc<Mutex<Times>>);

struct Times {
    now: Duration,
    /// What was waited for, and how long.
    waited: Vec<(Waiting, Duration)>,
    /// The limits that are being waited for now, by their length.
    limits: Vec<Limit>,
}

struct Limit {
    number: usize,
    length: Duration,
    waker: Waker,
}

impl TestClock {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Times {
            now: Duration::ZERO,
            waited: Vec::new(),
            limits: Vec::new(),
        })))
    }

    fn times(&self) -> MutexGuard<'_, Times> {
        self.0.lock().expect("no test panics with the lock held")
    }

    /// Lets time go by.
    pub(super) fn advance(&self, time: Duration) {
        let mut times = self.times();
        times.now += time;
        for limit in times.limits.drain(..) {
            limit.waker.wake();
        }
    }

    /// Until a limit of this length is being waited for.
    pub(super) async fn until_limited(&self, length: Duration) {
        while !self.times().limits.iter().any(|limit| limit.length == length) {
            tokio::task::yield_now().await;
        }
    }

    /// How many limits are being waited for, and not dropped.
    pub(super) fn limits(&self) -> usize {
        self.times().limits.len()
    }

    /// The waits so far that nothing else went on in.
    pub(super) fn waits(&self) -> Vec<(Waiting, Duration)> {
        let mut waits = self.times().waited.clone();
        waits.retain(|(why, _)| *why != Waiting::ForServer);
        waits
    }
}

/// Takes a limit off the list when its sleep is dropped.
struct Guard(TestClock, usize);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.times().limits.retain(|limit| limit.number != self.1);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Duration {
        self.times().now
    }

    fn unix_time(&self) -> Duration {
        Duration::from_secs(BEGIN) + self.now()
    }

    fn sleep(&self, time: Duration, why: Waiting) -> Sleep {
        let mut times = self.times();
        let number = times.waited.len();
        times.waited.push((why, time));
        if why != Waiting::ForServer {
            times.now += time;
            return Box::pin(async {});
        }
        let due = times.now.saturating_add(time);
        let guard = Guard(self.clone(), number);
        Box::pin(poll_fn(move |context| {
            let mut times = guard.0.times();
            times.limits.retain(|limit| limit.number != number);
            if times.now >= due {
                return Poll::Ready(());
            }
            times.limits.push(Limit { number, length: time, waker: context.waker().clone() });
            Poll::Pending
        }))
    }
}
