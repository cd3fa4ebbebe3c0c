//! What processes used of the machine, as the system counts it.

use std::time::Duration;

/// Time and memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Of all processors, in the program and the system.
    pub cpu: Duration,
    /// The most memory that was resident at once, in bytes.
    pub peak: u64,
}

/// What this process used until now; nothing where the system does not tell.
pub fn own() -> Option<Usage> {
    told(Who::Own)
}

/// What the children of this process that have ended used, and their children: the sum of the times, and the
/// peak of the one with the highest.
pub fn children() -> Option<Usage> {
    told(Who::Children)
}

#[derive(Clone, Copy)]
enum Who {
    Own,
    Children,
}

#[cfg(unix)]
fn told(who: Who) -> Option<Usage> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    // Linux counts in KiB, Apple's systems in bytes.
    const UNIT: u64 = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    let who = match who {
        Who::Own => UsageWho::RUSAGE_SELF,
        Who::Children => UsageWho::RUSAGE_CHILDREN,
    };
    let usage = getrusage(who).ok()?;
    let time = usage.user_time() + usage.system_time();
    let cpu = Duration::from_micros(u64::try_from(time.num_microseconds()).ok()?);
    let peak = u64::try_from(usage.max_rss()).ok()?.checked_mul(UNIT)?;
    Some(Usage { cpu, peak })
}

#[cfg(not(unix))]
fn told(_: Who) -> Option<Usage> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn this_process_used_something() {
        let usage = own().expect("Unix tells");
        assert!(usage.peak > 100_000, "a test holds more than {} bytes", usage.peak);
    }
}
