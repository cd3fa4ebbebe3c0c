//! Conversions from and to the types of `jiff` and `chrono`.

use chrono::{FixedOffset, NaiveDate, TimeZone, Utc};
use expect_test::expect;
use jiff::{Timestamp, civil};
use proptest::prelude::*;

use super::check;
use crate::{Date, DateTime, UnixTime};

#[test]
fn times() {
    check(
        &[
            "2024-02-29T12:30:00.5+01:00",
            "1990-12-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "yesterday",
        ],
        |time: &DateTime| format!("{:?} {:?}", time.to_jiff(), time.to_chrono()),
        &expect![[r#"
            "2024-02-29T12:30:00.5+01:00": Some(2024-02-29T11:30:00.5Z) Some(2024-02-29T12:30:00.500+01:00)
            "1990-12-31T23:59:60Z": Some(1991-01-01T00:00:00Z) Some(1991-01-01T00:00:00+00:00)
            "0000-01-01T00:00:00Z": Some(0000-01-01T00:00:00Z) Some(0000-01-01T00:00:00+00:00)
            "9999-12-31T23:59:59Z": None Some(9999-12-31T23:59:59+00:00)
            "yesterday": None None
        "#]],
    );
    let offset = FixedOffset::west_opt(3600).unwrap();
    let time = offset.with_ymd_and_hms(2024, 2, 29, 12, 0, 0).unwrap();
    assert_eq!(DateTime::from(time), "2024-02-29T12:00:00-01:00");
    assert_eq!(DateTime::from(time.with_timezone(&Utc)), "2024-02-29T13:00:00Z");
}

#[test]
fn days() {
    check(
        &["2024-02-29", "0000-12-31", "2023-02-29"],
        |day: &Date| format!("{:?} {:?}", day.to_jiff(), day.to_chrono()),
        &expect![[r#"
            "2024-02-29": Some(2024-02-29) Some(2024-02-29)
            "0000-12-31": Some(0000-12-31) Some(0000-12-31)
            "2023-02-29": None None
        "#]],
    );
    assert_eq!(Date::from(civil::date(-44, 3, 15)), "-0044-03-15");
    assert_eq!(Date::from(NaiveDate::from_ymd_opt(12_024, 3, 15).unwrap()), "+12024-03-15");
}

proptest! {
    #[test]
    fn times_come_back(nanoseconds in -62_167_219_200_000_000_000_i128..253_402_207_200_000_000_000) {
        let jiff = Timestamp::from_nanosecond(nanoseconds).unwrap();
        let text = DateTime::from(jiff);
        prop_assert_eq!(text.as_str(), jiff.to_string());
        prop_assert_eq!(text.to_jiff(), Some(jiff));
        let chrono = text.to_chrono().unwrap();
        prop_assert_eq!(DateTime::from(chrono).to_jiff(), Some(jiff));
        let seconds = UnixTime::from(jiff);
        prop_assert_eq!(seconds, UnixTime::from(chrono));
        prop_assert_eq!(i128::from(seconds.as_seconds()), nanoseconds.div_euclid(1_000_000_000));
        prop_assert_eq!(seconds.to_jiff().map(UnixTime::from), Some(seconds));
        prop_assert_eq!(seconds.to_chrono().map(UnixTime::from), Some(seconds));
    }

    #[test]
    fn days_come_back(days in -719_528..2_932_896_i32) {
        let chrono = NaiveDate::from_epoch_days(days).unwrap();
        let text = Date::from(chrono);
        prop_assert_eq!(text.as_str(), chrono.to_string());
        prop_assert_eq!(text.to_chrono(), Some(chrono));
        prop_assert_eq!(text.to_jiff().map(Date::from), Some(text));
    }
}
