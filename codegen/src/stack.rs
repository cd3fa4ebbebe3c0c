//! Room for calls that nest as deep as documents do.

use std::panic::resume_unwind;
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
