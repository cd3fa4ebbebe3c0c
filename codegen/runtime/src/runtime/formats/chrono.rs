//! Times for the `chrono` crate.

use chrono::{Datelike, FixedOffset, NaiveDate, SecondsFormat, TimeZone, Utc};

use super::super::UnixTime;
use super::calendar::Civil;
use super::date_time::Moment;
use super::{Date, DateTime};

impl DateTime {
    /// The time for `chrono`, with the offset of the text; none if the text is no time. A leap second is
    /// the first second of the next day.
    pub fn to_chrono(&self) -> Option<chrono::DateTime<FixedOffset>> {
        let Moment { seconds, nanoseconds, offset } = self.moment()?;
        let time = chrono::DateTime::<Utc>::from_timestamp(seconds, nanoseconds)?;
        Some(time.with_timezone(&FixedOffset::east_opt(offset * 60)?))
    }
}

impl<Z: TimeZone> From<chrono::DateTime<Z>> for DateTime {
    /// The time with its offset, as `chrono` writes it. Beyond the years 0 to 9999, for which RFC 3339 has
    /// no form, the year has a sign.
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self::from(time.fixed_offset().to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Date {
    /// The day for `chrono`; none if the text is none.
    pub fn to_chrono(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year()?.into(), self.month()?.into(), self.day()?.into())
    }
}

impl From<NaiveDate> for Date {
    /// Beyond the years 0 to 9999, for which RFC 3339 has no form, the year has a sign.
    fn from(date: NaiveDate) -> Self {
        // Months and days are small.
        let small = |number: u32| u8::try_from(number).unwrap_or_default();
        let (month, day) = (small(date.month()), small(date.day()));
        Self::from(Civil { year: date.year().into(), month, day }.to_string())
    }
}

impl UnixTime {
    /// The time for `chrono`; none beyond what `chrono` can say.
    pub fn to_chrono(self) -> Option<chrono::DateTime<Utc>> {
        chrono::DateTime::from_timestamp(self.as_seconds(), 0)
    }
}

impl<Z: TimeZone> From<chrono::DateTime<Z>> for UnixTime {
    /// The whole second in which the time lies.
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self::from(time.timestamp())
    }
}
