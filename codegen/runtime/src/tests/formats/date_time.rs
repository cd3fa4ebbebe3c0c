//! Times and days, also as `jiff` and `chrono` read them.

use std::time::{Duration, SystemTime};

use expect_test::expect;
use proptest::prelude::*;

use super::check;
use crate::{Date, DateTime};

/// Nanoseconds since 1970.
fn nanoseconds(time: &DateTime) -> Option<i128> {
    let time = time.to_system_time()?;
    Some(match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => after.as_nanos().cast_signed(),
        Err(before) => -before.duration().as_nanos().cast_signed(),
    })
}

fn tell(time: &DateTime) -> String {
    match (nanoseconds(time), time.offset_minutes()) {
        (Some(since), Some(offset)) => format!("{since} ns, offset {offset}"),
        (None, None) => "does not fit".to_owned(),
        halves => format!("{halves:?}"),
    }
}

#[test]
fn what_rfc_3339_takes() {
    check(
        &[
            "1970-01-01T00:00:00Z",
            "1970-01-01t00:00:00z",
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1937-01-01T12:00:27.87+00:20",
            "2024-02-29T00:00:00-00:00",
            "1970-01-01T00:00:00.1234567891999Z",
            "1970-01-01T00:00:00+23:59",
            "0000-02-29T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
        ],
        tell,
        &expect![[r#"
            "1970-01-01T00:00:00Z": 0 ns, offset 0
            "1970-01-01t00:00:00z": 0 ns, offset 0
            "1985-04-12T23:20:50.52Z": 482196050520000000 ns, offset 0
            "1996-12-19T16:39:57-08:00": 851042397000000000 ns, offset -480
            "1937-01-01T12:00:27.87+00:20": -1041337172130000000 ns, offset 20
            "2024-02-29T00:00:00-00:00": 1709164800000000000 ns, offset 0
            "1970-01-01T00:00:00.1234567891999Z": 123456789 ns, offset 0
            "1970-01-01T00:00:00+23:59": -86340000000000 ns, offset 1439
            "0000-02-29T00:00:00Z": -62162121600000000000 ns, offset 0
            "9999-12-31T23:59:59.999999999Z": 253402300799999999999 ns, offset 0
        "#]],
    );
}

#[test]
fn leap_seconds_end_a_month_in_utc() {
    check(
        &[
            "1990-12-31T23:59:60Z",
            "1990-12-31T15:59:60-08:00",
            "1991-01-01T00:29:60.5+00:30",
            "2024-02-29T23:59:60Z",
            "2024-02-28T23:59:60Z",
            "1990-12-31T23:58:60Z",
            "1990-12-31T22:59:60Z",
            "1990-12-31T23:59:61Z",
        ],
        tell,
        &expect![[r#"
            "1990-12-31T23:59:60Z": 662688000000000000 ns, offset 0
            "1990-12-31T15:59:60-08:00": 662688000000000000 ns, offset -480
            "1991-01-01T00:29:60.5+00:30": 662688000500000000 ns, offset 30
            "2024-02-29T23:59:60Z": 1709251200000000000 ns, offset 0
            "2024-02-28T23:59:60Z": does not fit
            "1990-12-31T23:58:60Z": does not fit
            "1990-12-31T22:59:60Z": does not fit
            "1990-12-31T23:59:61Z": does not fit
        "#]],
    );
}

#[test]
fn what_rfc_3339_does_not_take() {
    check(
        &[
            "",
            "2024-01-01",
            "2024-01-01T00:00:00",
            "2024-01-01 00:00:00Z",
            "2024-01-01T00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00,5Z",
            "2024-01-01T00:00:00+0100",
            "2024-01-01T00:00:00+01",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01T00:00:00Z ",
            " 2024-01-01T00:00:00Z",
            "2024-01-01T00:00:00Z[UTC]",
            "20240101T000000Z",
            "2023-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "24-01-01T00:00:00Z",
            "-2024-01-01T00:00:00Z",
            "\u{0662}024-01-01T00:00:00Z",
            "Mon, 01 Jan 2024 00:00:00 GMT",
            "1704067200",
        ],
        tell,
        &expect![[r#"
            "": does not fit
            "2024-01-01": does not fit
            "2024-01-01T00:00:00": does not fit
            "2024-01-01 00:00:00Z": does not fit
            "2024-01-01T00:00Z": does not fit
            "2024-01-01T24:00:00Z": does not fit
            "2024-01-01T00:60:00Z": does not fit
            "2024-01-01T00:00:00.Z": does not fit
            "2024-01-01T00:00:00,5Z": does not fit
            "2024-01-01T00:00:00+0100": does not fit
            "2024-01-01T00:00:00+01": does not fit
            "2024-01-01T00:00:00+24:00": does not fit
            "2024-01-01T00:00:00Z ": does not fit
            " 2024-01-01T00:00:00Z": does not fit
            "2024-01-01T00:00:00Z[UTC]": does not fit
            "20240101T000000Z": does not fit
            "2023-02-29T00:00:00Z": does not fit
            "1900-02-29T00:00:00Z": does not fit
            "24-01-01T00:00:00Z": does not fit
            "-2024-01-01T00:00:00Z": does not fit
            "٢024-01-01T00:00:00Z": does not fit
            "Mon, 01 Jan 2024 00:00:00 GMT": does not fit
            "1704067200": does not fit
        "#]],
    );
}

#[test]
fn days() {
    check(
        &[
            "2024-02-29",
            "2000-02-29",
            "0000-01-01",
            "9999-12-31",
            "2023-02-29",
            "1900-02-29",
            "2024-04-31",
            "2024-00-01",
            "2024-01-00",
            "2024-13-01",
            "2024-1-1",
            "20240101",
            "2024-01-01T00:00:00Z",
            "01/02/2024",
            "2024-01-01 ",
            "",
        ],
        |day: &Date| format!("{:?}", day.year().zip(day.month()).zip(day.day())),
        &expect![[r#"
            "2024-02-29": Some(((2024, 2), 29))
            "2000-02-29": Some(((2000, 2), 29))
            "0000-01-01": Some(((0, 1), 1))
            "9999-12-31": Some(((9999, 12), 31))
            "2023-02-29": None
            "1900-02-29": None
            "2024-04-31": None
            "2024-00-01": None
            "2024-01-00": None
            "2024-13-01": None
            "2024-1-1": None
            "20240101": None
            "2024-01-01T00:00:00Z": None
            "01/02/2024": None
            "2024-01-01 ": None
            "": None
        "#]],
    );
    assert_eq!(Date::new(2024, 2, 29).as_ref().map(Date::as_str), Some("2024-02-29"));
    assert_eq!(Date::new(7, 1, 2).as_ref().map(Date::as_str), Some("0007-01-02"));
    assert!(Date::new(2023, 2, 29).is_none() && Date::new(10_000, 1, 1).is_none());
}

#[test]
fn times_are_written_in_utc() {
    let at = |seconds: i64, nanoseconds: u32| {
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let epoch = SystemTime::UNIX_EPOCH;
        let second = if seconds < 0 { epoch - whole } else { epoch + whole };
        DateTime::from(second + Duration::from_nanos(nanoseconds.into()))
    };
    for (seconds, nanoseconds, text) in [
        (0, 0, "1970-01-01T00:00:00Z"),
        (1_709_164_800, 0, "2024-02-29T00:00:00Z"),
        (0, 500_000_000, "1970-01-01T00:00:00.5Z"),
        (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
        (-62_167_219_200, 0, "0000-01-01T00:00:00Z"),
        (253_402_300_799, 0, "9999-12-31T23:59:59Z"),
    ] {
        assert_eq!(at(seconds, nanoseconds), text);
        assert!(at(seconds, nanoseconds).is_valid(), "{text}");
    }
    // RFC 3339 has no form for these.
    for (seconds, text) in
        [(253_402_300_800, "+10000-01-01T00:00:00Z"), (-62_167_219_201, "-0001-12-31T23:59:59Z")]
    {
        assert_eq!(at(seconds, 0), text);
        assert!(!at(seconds, 0).is_valid(), "{text}");
    }
}

/// Texts that are times, or nearly.
fn nearly_times() -> impl Strategy<Value = String> {
    let day = (0..10_000_u32, 0..14_u32, 0..33_u32);
    let day = prop_oneof![8 => day, 1 => (1990..1992_u32, Just(12), Just(31)), 1 => (0..4000_u32, Just(2), 28..30_u32)];
    let separator = prop_oneof![9 => Just("T"), 1 => Just("t"), 1 => Just(" "), 1 => Just("")];
    let clock = (0..25_u32, 0..61_u32, 0..62_u32);
    let clock = prop_oneof![5 => clock, 2 => Just((23, 59, 60))];
    let fraction = prop_oneof![2 => Just(String::new()), 2 => "\\.[0-9]{0,12}", 1 => "[,:][0-9]"];
    let offset = prop_oneof![3 => Just("Z".to_owned()), 1 => Just("z".to_owned()), 1 => Just(String::new()), 6 => "[+-][0-2][0-9]:[0-6][0-9]", 1 => "[+-]?[0-9]{2}:?[0-9]{0,2}"];
    (day, separator, clock, fraction, offset).prop_map(|(day, separator, clock, fraction, offset)| {
        let ((year, month, day), (hour, minute, second)) = (day, clock);
        format!("{year:04}-{month:02}-{day:02}{separator}{hour:02}:{minute:02}:{second:02}{fraction}{offset}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn chrono_agrees(text in nearly_times()) {
        let ours = DateTime::from(text.as_str());
        let theirs = chrono::DateTime::parse_from_rfc3339(&text);
        // Of leap seconds, chrono does not ask when they can be; and it takes a space for the `T`.
        let leap = text.get(17..19) == Some("60");
        if ours.is_valid() {
            let theirs = theirs.unwrap();
            let nanos = i128::from(theirs.timestamp()) * 1_000_000_000 + i128::from(theirs.timestamp_subsec_nanos());
            prop_assert_eq!(nanoseconds(&ours), Some(nanos));
            prop_assert_eq!(ours.offset_minutes().map(|minutes| minutes * 60), Some(theirs.offset().local_minus_utc()));
        } else if !leap && text.get(10..11) != Some(" ") {
            prop_assert!(theirs.is_err(), "{}: chrono takes it", text);
        }
    }

    #[test]
    fn jiff_agrees(text in nearly_times()) {
        let ours = DateTime::from(text.as_str());
        // A leap second is the second before for jiff; it refuses more than nine digits of a fraction, and
        // does not go to the end of the year 9999.
        let leap = text.get(17..19) == Some("60");
        let finer = text.bytes().skip(20).take_while(u8::is_ascii_digit).count() > 9;
        if ours.is_valid() && !leap && !finer && !text.starts_with("9999-12-3") {
            let theirs = text.parse::<jiff::Timestamp>().unwrap();
            prop_assert_eq!(nanoseconds(&ours), Some(theirs.as_nanosecond()));
        }
    }

    #[test]
    fn days_are_those_of_chrono(year in 0..10_000_u16, month in 0..14_u8, day in 0..33_u8) {
        let ours = Date::new(year, month, day);
        let theirs = chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
        prop_assert_eq!(ours.map(Date::into_string), theirs.map(|day| day.to_string()));
    }

    #[test]
    fn times_go_and_come_back(seconds in -70_000_000_000_i64..260_000_000_000, nanos in 0..1_000_000_000_u32) {
        let theirs = chrono::DateTime::from_timestamp(seconds, nanos).unwrap();
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let epoch = SystemTime::UNIX_EPOCH;
        let second = if seconds < 0 { epoch - whole } else { epoch + whole };
        let time = second + Duration::from_nanos(nanos.into());
        let ours = DateTime::from(time);
        prop_assert_eq!(ours.is_valid(), (0..10_000).contains(&chrono::Datelike::year(&theirs)));
        if ours.is_valid() {
            prop_assert_eq!(ours.to_system_time(), Some(time));
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        let (time, day) = (DateTime::from(text.as_str()), Date::from(text.as_str()));
        prop_assert_eq!(time.is_valid(), time.to_system_time().is_some());
        prop_assert_eq!(day.is_valid(), day.month().is_some());
    }
}
