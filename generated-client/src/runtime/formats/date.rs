//! Days.

use super::calendar::{Civil, Cursor};
use super::shared::exact_text;

/// A day as text (format `date`): `2024-02-29`, the `full-date` of RFC 3339.
///
/// Two are equal if their texts are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date(String);

impl Date {
    /// The day of a year (0 to 9999), month (from 1) and day of the month (from 1); none if the calendar
    /// has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let text = format!("{year:04}-{month:02}-{day:02}");
        Some(Self(text)).filter(Self::is_valid)
    }

    /// Whether the text is a day of the calendar, as RFC 3339 writes it.
    pub fn is_valid(&self) -> bool {
        self.day_of_calendar().is_some()
    }

    /// The year, 0 to 9999.
    pub fn year(&self) -> Option<u16> {
        self.day_of_calendar().and_then(|day| day.year.try_into().ok())
    }

    /// The month, 1 to 12.
    pub fn month(&self) -> Option<u8> {
        self.day_of_calendar().map(|day| day.month)
    }

    /// The day of the month, 1 to 31.
    pub fn day(&self) -> Option<u8> {
        self.day_of_calendar().map(|day| day.day)
    }

    fn day_of_calendar(&self) -> Option<Civil> {
        let mut cursor = Cursor::new(&self.0);
        let day = Civil::take(&mut cursor)?;
        cursor.is_at_end().then_some(day)
    }
}

exact_text! { Date, "a date as in RFC 3339" }
