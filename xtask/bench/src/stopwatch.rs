//! How long a command takes.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::scratch::output;
use crate::usage;

/// The time on the wall, and that of the processors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// From start to end.
    pub wall: Duration,
    /// Of all processors, in the program and the system. It is far less disturbed by what else the machine
    /// does. Where the system does not tell it is the time on the wall.
    pub cpu: Duration,
}

impl Taken {
    /// The median of each of the two.
    pub fn median(all: &[Self]) -> Self {
        Self {
            wall: median(all.iter().map(|taken| taken.wall)),
            cpu: median(all.iter().map(|taken| taken.cpu)),
        }
    }

    /// What is left without the time of another.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self { wall: self.wall.saturating_sub(other.wall), cpu: self.cpu.saturating_sub(other.cpu) }
    }
}

/// The median of some values, and the default of none.
pub(crate) fn median<T: Ord + Copy + Default>(values: impl IntoIterator<Item = T>) -> T {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be run, or fails.
pub(crate) fn time(command: &mut Command) -> Result<Taken> {
    let cpu = || usage::children().map(|usage| usage.cpu);
    let (start, before) = (Instant::now(), cpu());
    output(command)?;
    let wall = start.elapsed();
    let cpu = before.zip(cpu()).map(|(before, after)| after.saturating_sub(before));
    Ok(Taken { wall, cpu: cpu.unwrap_or(wall) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_median_is_its_own() {
        let taken =
            |wall, cpu| Taken { wall: Duration::from_secs(wall), cpu: Duration::from_secs(cpu) };
        assert_eq!(Taken::median(&[taken(1, 9), taken(5, 2), taken(3, 4)]), taken(3, 4));
        assert_eq!(taken(3, 4).without(taken(1, 5)), taken(2, 0));
    }
}
