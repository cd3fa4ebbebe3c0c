//! Times.

use std::time::{Duration, SystemTime};

use super::calendar::{Civil, Cursor};
use super::shared::exact_text;

/// A time as text (format `date-time`): `2024-02-29T12:30:00.5+01:00`, the `date-time` of RFC 3339.
///
/// Two are equal if their texts are: one time in two spellings is two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime(String);

/// What a text says.
pub(super) struct Moment {
    /// Seconds since 1970-01-01 00:00 UTC.
    pub(super) seconds: i64,
    /// Nanoseconds since then.
    pub(super) nanoseconds: u32,
    /// Minutes by which the clock of the text is ahead of UTC.
    pub(super) offset: i32,
}

impl DateTime {
    /// Whether the text is a time as RFC 3339 writes it. `t` and `z` may be small; a leap second (`:60`)
    /// is one only at the end of a month in UTC; an hour of 24 and a space instead of `T` are not taken.
    pub fn is_valid(&self) -> bool {
        self.moment().is_some()
    }

    /// The time for the standard library. What is finer than a nanosecond is cut off, and a leap second
    /// is the first second of the next day, as Unix counts. None if the text is no time, or one beyond
    /// what the system can say.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let Moment { seconds, nanoseconds, .. } = self.moment()?;
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let second = if seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(whole)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(whole)
        };
        second?.checked_add(Duration::from_nanos(nanoseconds.into()))
    }

    /// Minutes by which the clock of the text is ahead of UTC: 60 for `+01:00`, 0 for `Z`, and also for
    /// `-00:00`, which says that the place of the clock is not known.
    pub fn offset_minutes(&self) -> Option<i32> {
        self.moment().map(|moment| moment.offset)
    }

    /// The text of a time in UTC.
    pub(super) fn at(seconds: i64, nanoseconds: u32) -> Self {
        let day = Civil::from_1970(seconds.div_euclid(86_400));
        let second = seconds.rem_euclid(86_400);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let fraction = if nanoseconds == 0 { String::new() } else { format!(".{nanoseconds:09}") };
        let fraction = fraction.trim_end_matches('0');
        Self(format!("{day}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
    }

    pub(super) fn moment(&self) -> Option<Moment> {
        let mut cursor = Cursor::new(&self.0);
        let day = Civil::take(&mut cursor)?;
        cursor.sign(b"Tt")?;
        let hour = cursor.between(2, 0, 23)?;
        cursor.sign(b":")?;
        let minute = cursor.between(2, 0, 59)?;
        cursor.sign(b":")?;
        let second = cursor.between(2, 0, 60)?;
        let fraction = cursor.sign(b".").is_some();
        let nanoseconds = if fraction { cursor.nanoseconds()? } else { 0 };
        let offset = take_offset(&mut cursor)?;
        let minutes = day.since_1970() * 1440 + i64::from(hour) * 60 + i64::from(minute);
        let minutes = minutes - i64::from(offset);
        let fits = cursor.is_at_end() && (second < 60 || ends_month(minutes));
        fits.then(|| Moment { seconds: minutes * 60 + i64::from(second), nanoseconds, offset })
    }
}

/// Takes `Z`, `+01:00` or the like, in minutes.
fn take_offset(cursor: &mut Cursor<'_>) -> Option<i32> {
    let sign = match cursor.sign(b"Zz+-")? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some(0),
    };
    let hours = cursor.between(2, 0, 23)?;
    cursor.sign(b":")?;
    let minutes = cursor.between(2, 0, 59)?;
    Some(sign * (i32::from(hours) * 60 + i32::from(minutes)))
}

/// Whether this is the last minute of a month: only there are leap seconds.
fn ends_month(minutes: i64) -> bool {
    minutes.rem_euclid(1440) == 1439 && Civil::from_1970(minutes.div_euclid(1440)).ends_month()
}

impl From<SystemTime> for DateTime {
    /// The time in UTC, with as many digits of a second as it needs. Beyond the years 0 to 9999, for
    /// which RFC 3339 has no form, the year has a sign.
    fn from(time: SystemTime) -> Self {
        let whole = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::at(whole(after), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                match before.subsec_nanos() {
                    0 => Self::at(-whole(before), 0),
                    nanoseconds => Self::at(-whole(before) - 1, 1_000_000_000 - nanoseconds),
                }
            }
        }
    }
}

exact_text! { DateTime, "a date-time as in RFC 3339" }
