//! Times as seconds since 1970.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime};

use super::codec::{DriftKind, Fault, Field, Inspect, Kind, Reader, Slot, Writer};
use super::{ParamValue, ToParam};

/// A time in whole seconds since 1970-01-01 00:00 UTC, as the format `unixtime` of the `OpenAPI` format
/// registry has it. A string of its digits is read as well, and is a drift; it is written as what it was
/// read.
///
/// Two are equal if they are the same time.
#[derive(Clone, Copy, Default)]
pub struct UnixTime {
    seconds: i64,
    /// Whether it is a string on the wire.
    quoted: bool,
}

impl UnixTime {
    /// Seconds since 1970-01-01 00:00 UTC; negative before.
    pub const fn as_seconds(self) -> i64 {
        self.seconds
    }

    /// The time for the standard library; none beyond what the system can say.
    pub fn to_system_time(self) -> Option<SystemTime> {
        let distance = Duration::from_secs(self.seconds.unsigned_abs());
        if self.seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(distance)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(distance)
        }
    }
}

impl From<i64> for UnixTime {
    fn from(seconds: i64) -> Self {
        Self { seconds, quoted: false }
    }
}

impl From<UnixTime> for i64 {
    fn from(time: UnixTime) -> Self {
        time.seconds
    }
}

impl From<SystemTime> for UnixTime {
    /// The whole second in which the time lies.
    fn from(time: SystemTime) -> Self {
        let whole = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::from(whole(after)),
            Err(before) => {
                let before = before.duration();
                Self::from(-whole(before) - i64::from(before.subsec_nanos() > 0))
            }
        }
    }
}

impl PartialEq for UnixTime {
    fn eq(&self, other: &Self) -> bool {
        self.seconds == other.seconds
    }
}

impl Eq for UnixTime {}

impl PartialOrd for UnixTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for UnixTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.seconds.cmp(&other.seconds)
    }
}

impl Hash for UnixTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.seconds.hash(state);
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.seconds.fmt(f)
    }
}

impl fmt::Debug for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnixTime({})", self.seconds)
    }
}

impl ToParam for UnixTime {
    fn to_param(&self) -> ParamValue {
        ParamValue::one(self.to_string())
    }
}

super::plain! { UnixTime = Self { seconds: 0, quoted: false } }

impl Slot for UnixTime {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        const EXPECTED: &str = "seconds since 1970";
        let quoted = reader.peek()? == Kind::String;
        let seconds = if quoted {
            let fault = reader.misfit(EXPECTED);
            let text = reader.string()?;
            let seconds = text.parse::<i64>().ok().filter(|seconds| seconds.to_string() == text);
            seconds.ok_or(fault)?
        } else {
            reader.integer_as(EXPECTED)?
        };
        *self = Self { seconds, quoted };
        Ok(())
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        writer.begin(field);
        if self.quoted {
            writer.string(&self.seconds.to_string());
        } else {
            writer.signed(self.seconds);
        }
        true
    }

    fn clear(&mut self) {
        *self = Self::default();
    }

    fn view(&self, by: &mut dyn Inspect) {
        by.leaf(self);
        if self.quoted
            && let Some(walk) = by.walk()
        {
            let found = format!("\"{}\"", self.seconds);
            walk.note(DriftKind::Misfit, "seconds since 1970 as a number", &found);
        }
    }
}

super::serde_bridge! { UnixTime }
