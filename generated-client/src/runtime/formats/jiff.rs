//! Times for the `jiff` crate.

use jiff::Timestamp;
use jiff::civil;

use super::super::UnixTime;
use super::calendar::Civil;
use super::date_time::Moment;
use super::{Date, DateTime};

const NANOSECONDS: i128 = 1_000_000_000;

impl DateTime {
    /// The time for `jiff`; none if the text is no time, or one beyond what `jiff` can say (the last day
    /// or so of the year 9999). A leap second is the first second of the next day.
    pub fn to_jiff(&self) -> Option<Timestamp> {
        let Moment { seconds, nanoseconds, .. } = self.moment()?;
        let nanoseconds = i128::from(seconds) * NANOSECONDS + i128::from(nanoseconds);
        Timestamp::from_nanosecond(nanoseconds).ok()
    }
}

impl From<Timestamp> for DateTime {
    /// The time in UTC. Before the year 0, for which RFC 3339 has no form, the year has a sign.
    fn from(time: Timestamp) -> Self {
        let nanoseconds = time.as_nanosecond();
        let seconds = i64::try_from(nanoseconds.div_euclid(NANOSECONDS)).unwrap_or_default();
        let rest = u32::try_from(nanoseconds.rem_euclid(NANOSECONDS)).unwrap_or_default();
        Self::at(seconds, rest)
    }
}

impl Date {
    /// The day for `jiff`; none if the text is none.
    pub fn to_jiff(&self) -> Option<civil::Date> {
        let (year, month, day) = (self.year()?, self.month()?, self.day()?);
        civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    }
}

impl From<civil::Date> for Date {
    /// Before the year 0, for which RFC 3339 has no form, the year has a sign.
    fn from(date: civil::Date) -> Self {
        // Months and days count from 1.
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        Self::from(Civil { year: date.year().into(), month, day }.to_string())
    }
}

impl UnixTime {
    /// The time for `jiff`; none beyond what `jiff` can say.
    pub fn to_jiff(self) -> Option<Timestamp> {
        Timestamp::from_second(self.as_seconds()).ok()
    }
}

impl From<Timestamp> for UnixTime {
    /// The whole second in which the time lies.
    fn from(time: Timestamp) -> Self {
        let seconds = time.as_nanosecond().div_euclid(NANOSECONDS);
        Self::from(i64::try_from(seconds).unwrap_or_default())
    }
}
