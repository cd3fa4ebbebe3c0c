//! Room for calls that nest as deep as documents do.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Enough for the deepest document that is read, with the calls of an unoptimized build. It is address
/// space; of memory only what is used is taken.
const SIZE: usize = 128 << 20;

/// Does the work on a thread of its own, whose stack does not depend on who asks for it: that of a main
/// thread has from 1 to 8 MiB. Where there are no threads the work is done here.
pub(crate) fn with_room<T: Send>(work: impl Fn() -> T + Sync) -> T {
    let done = thread::scope(|scope| {
        let spawned = thread::Builder::new().stack_size(SIZE).spawn_scoped(scope, &work);
        spawned.ok().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    done.unwrap_or_else(work)
}

/// What the work gives for each of the items, on as many threads as there are processors, each with the same
/// room. Which item is done by which thread is left to chance, as is the order of what is given.
pub(crate) fn share<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let item = || items.get(next.fetch_add(1, Ordering::Relaxed));
        std::iter::from_fn(|| item().map(&work)).collect::<Vec<T>>()
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    thread::scope(|scope| {
        let helper = |_| thread::Builder::new().stack_size(SIZE).spawn_scoped(scope, take).ok();
        let helpers: Vec<_> = (1..threads).filter_map(helper).collect();
        let mut done = take();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    })
}
