//! A limit on how long something is waited for.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::clock::{Clock, Sleep, Waiting};

/// Ends what takes too long. It makes a sleep only when something must be waited for, and uses one
/// sleep for many waits: a limit that moves on, as that of a body in pieces does, costs nothing.
pub(super) struct Timer<'c> {
    clock: &'c dyn Clock,
    /// A sleep, and when it ends.
    sleep: Option<(Duration, Sleep)>,
}

impl<'c> Timer<'c> {
    pub(super) fn new(clock: &'c dyn Clock) -> Self {
        Self { clock, sleep: None }
    }

    /// The output of `future`, or the time at which the wait for it ended. `due` tells that time from the
    /// one at which the wait begins, and is not asked where nothing must be waited for.
    ///
    /// It borrows the future, since one that holds another by value has twice its size.
    pub(super) fn within<'t, F: Future>(
        &'t mut self,
        due: impl Fn(Duration) -> Duration,
        mut future: Pin<&'t mut F>,
    ) -> impl Future<Output = Result<F::Output, Duration>> {
        let mut set = None;
        poll_fn(move |context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => {
                let now = self.clock.now();
                let due = *set.get_or_insert_with(|| due(now));
                self.poll_due(due, now, context).map(|()| Err(due))
            }
        })
    }

    fn poll_due(
        &mut self,
        due: Duration,
        mut now: Duration,
        context: &mut Context<'_>,
    ) -> Poll<()> {
        loop {
            let left = due.saturating_sub(now);
            if left.is_zero() {
                return Poll::Ready(());
            }
            if self.sleep.as_ref().is_none_or(|(wakes, _)| *wakes > due) {
                self.sleep = Some((due, self.clock.sleep(left, Waiting::ForServer)));
            }
            if let Some((_, sleep)) = &mut self.sleep {
                ready!(sleep.as_mut().poll(context));
            }
            self.sleep = None;
            now = self.clock.now();
        }
    }
}
