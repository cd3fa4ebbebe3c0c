//! A limit on how long something is waited for.

use std::future::{Future, poll_fn};
use std::pin::pin;
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

    /// The output of `future`, unless the clock shows `due` before.
    pub(super) async fn within<F: Future>(
        &mut self,
        due: Duration,
        future: F,
    ) -> Option<F::Output> {
        let mut future = pin!(future);
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => self.poll_due(due, context).map(|()| None),
        })
        .await
    }

    fn poll_due(&mut self, due: Duration, context: &mut Context<'_>) -> Poll<()> {
        loop {
            let left = due.saturating_sub(self.clock.now());
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
        }
    }
}
