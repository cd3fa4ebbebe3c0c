//! The calendar that RFC 3339 counts by: the Gregorian one, also for the time before it.

use std::fmt;

/// A text of which digits and signs are taken from the front.
pub(super) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text.as_bytes())
    }

    /// Takes exactly so many digits, at most nine.
    pub(super) fn number(&mut self, width: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        let mut value = 0;
        for digit in digits {
            value = value * 10 + digit_of(*digit)?;
        }
        self.0 = rest;
        Some(value)
    }

    /// Takes exactly so many digits, which mean a number between these two.
    pub(super) fn between(&mut self, width: usize, least: u8, most: u8) -> Option<u8> {
        let value = u8::try_from(self.number(width)?).ok()?;
        (least..=most).contains(&value).then_some(value)
    }

    /// Takes one of these signs.
    pub(super) fn sign(&mut self, signs: &[u8]) -> Option<u8> {
        let (sign, rest) = self.0.split_first()?;
        if !signs.contains(sign) {
            return None;
        }
        self.0 = rest;
        Some(*sign)
    }

    /// Takes digits, at least one: a fraction of a second, in nanoseconds. What is finer is cut off.
    pub(super) fn nanoseconds(&mut self) -> Option<u32> {
        let length = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) =
            self.0.split_at_checked(length).filter(|(digits, _)| !digits.is_empty())?;
        self.0 = rest;
        let nine = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
        nine.map(digit_of).try_fold(0, |value, digit| Some(value * 10 + digit?))
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

fn digit_of(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(10)
}

/// A day of the calendar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Civil {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: u8,
    /// From 1.
    pub(super) day: u8,
}

/// The days of 400 years, after which the calendar is the same again.
const CYCLE: i64 = 146_097;

/// The days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

impl Civil {
    /// Takes a `full-date` of RFC 3339: `2024-02-29`.
    pub(super) fn take(cursor: &mut Cursor<'_>) -> Option<Self> {
        let year = cursor.number(4)?.into();
        cursor.sign(b"-")?;
        let month = cursor.between(2, 1, 12)?;
        cursor.sign(b"-")?;
        let day = cursor.between(2, 1, days_in(year, month))?;
        Some(Self { year, month, day })
    }

    /// Days since 1970-01-01. Years are counted from March, so that a leap day is a year's last.
    pub(super) fn since_1970(self) -> i64 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let year_of_cycle = year.rem_euclid(400);
        let day_of_cycle =
            year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
        year.div_euclid(400) * CYCLE + day_of_cycle - EPOCH
    }

    /// The day that lies so many days after 1970-01-01.
    pub(super) fn from_1970(days: i64) -> Self {
        let days = days + EPOCH;
        let day_of_cycle = days.rem_euclid(CYCLE);
        let leap_days = day_of_cycle / 1460 - day_of_cycle / 36_524 + day_of_cycle / (CYCLE - 1);
        let year_of_cycle = (day_of_cycle - leap_days) / 365;
        let year = year_of_cycle + days.div_euclid(CYCLE) * 400;
        let day_of_year =
            day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (month, year) = if month < 10 { (month + 3, year) } else { (month - 9, year + 1) };
        // Both are small by the arithmetic above.
        let small = |number: i64| u8::try_from(number).unwrap_or(1);
        Self { year, month: small(month), day: small(day) }
    }

    /// Whether it is the last day of its month.
    pub(super) fn ends_month(self) -> bool {
        self.day == days_in(self.year, self.month)
    }
}

impl fmt::Display for Civil {
    /// Years of more than four digits, and those before the year 0, have a sign: RFC 3339 has no form
    /// for them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        match year {
            0..=9999 => write!(f, "{year:04}-{month:02}-{day:02}"),
            _ => write!(f, "{year:+05}-{month:02}-{day:02}"),
        }
    }
}

fn days_in(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
