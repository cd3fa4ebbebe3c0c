//! How long a command takes.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::scratch::output;

/// The time on the wall, and that of the processors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// From start to end.
    pub wall: Duration,
    /// Of all processors, in the program and the system. It is told by Linux, in hundredths of a second,
    /// and is far less disturbed by what else the machine does; elsewhere it is the time on the wall.
    pub cpu: Duration,
}

impl Taken {
    /// The median of each of the two.
    pub fn median(all: &[Self]) -> Self {
        let middle = |mut spans: Vec<Duration>| {
            spans.sort();
            spans.get(spans.len() / 2).copied().unwrap_or_default()
        };
        Self {
            wall: middle(all.iter().map(|taken| taken.wall).collect()),
            cpu: middle(all.iter().map(|taken| taken.cpu).collect()),
        }
    }

    /// What is left without the time of another.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self { wall: self.wall.saturating_sub(other.wall), cpu: self.cpu.saturating_sub(other.cpu) }
    }
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be run, or fails.
pub(crate) fn time(command: &mut Command) -> Result<Taken> {
    let (start, before) = (Instant::now(), children());
    output(command)?;
    let wall = start.elapsed();
    let cpu = before.zip(children()).map(|(before, after)| after.saturating_sub(before));
    Ok(Taken { wall, cpu: cpu.unwrap_or(wall) })
}

/// The time of the processors in children of this process that have ended.
fn children() -> Option<Duration> {
    ended(&fs::read_to_string("/proc/self/stat").ok()?)
}

/// Reads `cutime` and `cstime`, the 16th and 17th value of `proc_pid_stat(5)`, in ticks of 1/100 s as Linux
/// shows them on every common architecture. The second value is a name in parentheses.
fn ended(stat: &str) -> Option<Duration> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut values = rest.split_whitespace().skip(13);
    let mut ticks = || values.next()?.parse::<u64>().ok();
    Some(Duration::from_millis((ticks()? + ticks()?) * 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_children_is_found() {
        let stat = "7 (a) b) S 1 2 3 4 5 6 7 8 9 10 11 12 250 50 20 0";
        assert_eq!(ended(stat), Some(Duration::from_secs(3)));
    }

    #[test]
    fn each_median_is_its_own() {
        let taken =
            |wall, cpu| Taken { wall: Duration::from_secs(wall), cpu: Duration::from_secs(cpu) };
        assert_eq!(Taken::median(&[taken(1, 9), taken(5, 2), taken(3, 4)]), taken(3, 4));
        assert_eq!(taken(3, 4).without(taken(1, 5)), taken(2, 0));
    }
}
