//! The generator's verdict on strings with a format is that of the models which it writes.
//!
//! The generator tells a golden test what to expect of an example, so the two must never differ. They are
//! written in different ways, and are held against each other here on texts that fit, nearly fit and do not.

use codegen::ir::Prim;
use codegen::lower::fits_format;
use cometchat_client::runtime::{Base64, Date, DateTime, NumberText, Uri, Uuid};
use proptest::prelude::*;
use proptest::string::string_regex;

/// The verdict of the models.
fn models_say(prim: Prim, text: &str) -> bool {
    match prim {
        Prim::DateTime => DateTime::from(text).is_valid(),
        Prim::Date => Date::from(text).is_valid(),
        Prim::Uuid => Uuid::from(text).is_valid(),
        Prim::Uri => Uri::from(text).is_valid(),
        Prim::Base64 => Base64::from(text).is_valid(),
        Prim::NumberText => NumberText::from(text).is_valid(),
        _ => true,
    }
}

const FORMATS: [Prim; 6] =
    [Prim::DateTime, Prim::Date, Prim::Uuid, Prim::Uri, Prim::Base64, Prim::NumberText];

/// Whatever the text, both say the same of it.
#[track_caller]
fn agree(text: &str) -> Result<(), TestCaseError> {
    for prim in FORMATS {
        let (generator, models) = (fits_format(prim, text), models_say(prim, text));
        prop_assert_eq!(
            generator,
            models,
            "as a {:?}, {:?} fits for one of the two only",
            prim,
            text
        );
    }
    Ok(())
}

/// Days that are there or nearly.
const DAY: &str =
    "([0-9]{4}|2024|2023|1900|2000|0000)-(0[0-9]|1[0-3]|02|02)-([0-2][0-9]|3[01]|28|29|30|31)";
const CLOCK: &str = "([01][0-9]|2[0-4]|23|00):([0-6][0-9]|59|29):([0-5][0-9]|60|61)";
const OFFSET: &str = "([Zz]|[+-]([01][0-9]|2[0-4]):([0-6][0-9]|00|30)|[+-][0-9]{2}:?[0-9]{0,2}|)";

/// Texts that match.
fn pattern(pattern: &str) -> impl Strategy<Value = String> + use<> {
    string_regex(pattern).expect("a pattern that proptest takes")
}

/// Last minutes of a month in UTC, by clocks anywhere: half of them can have a leap second.
fn leap_seconds() -> impl Strategy<Value = String> {
    let parts = (1999_i64..2030, 1..13_u8, -1439..1440_i64, 0..4_i64, "(\\.[0-9]{1,3})?");
    parts.prop_map(|(year, month, offset, off_by, fraction)| {
        // The first of the month, as many minutes later as the clock is ahead, less one.
        let (day, minute) = match offset - 1 + off_by / 2 {
            before if before < 0 => (last_day(year, month), before + 1440),
            after => (1, after),
        };
        let (shown_year, shown_month) = match (day, month) {
            (1, 12) => (year + 1, 1),
            (1, month) => (year, month + 1),
            _ => (year, month),
        };
        let (sign, offset) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
        format!(
            "{shown_year}-{shown_month:02}-{day:02}T{:02}:{:02}:60{fraction}{sign}{:02}:{:02}",
            minute / 60,
            minute % 60,
            offset / 60,
            offset % 60
        )
    })
}

fn last_day(year: i64, month: u8) -> u8 {
    match month {
        2 => {
            if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) {
                29
            } else {
                28
            }
        }
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn on_times(text in pattern(&format!("{DAY}[Tt ]{CLOCK}(\\.[0-9]{{0,10}})?{OFFSET}"))) {
        agree(&text)?;
    }

    #[test]
    fn on_leap_seconds(text in leap_seconds()) {
        agree(&text)?;
    }

    #[test]
    fn on_days(text in pattern(DAY)) {
        agree(&text)?;
    }

    #[test]
    fn on_uuids(text in "[0-9a-fA-F]{8}(-[0-9a-fA-Fg]{4}){2,4}-?[0-9a-f]{11,13}") {
        agree(&text)?;
    }

    #[test]
    fn on_uris(text in "[a-z1+]{0,3}:?(//)?[a-z%@:.-]{0,4}(\\[([0-9a-f:.]{0,9}|[vV][0-9x]?\\.[a-z:%-]?)\\])?(:[0-9a]{0,3})?(/[a-z%0-9:@\\[ü{/]{0,4})?(\\?[a-z%0-9?/ ]{0,4})?(#[a-z%0-9?/#]{0,3})?") {
        agree(&text)?;
    }

    #[test]
    fn on_base64(text in "([A-Za-z0-9+/]{4}){0,2}[A-Za-z0-9+/_-]{0,3}[AQgwEIMUYcko048s]?={0,3}\\n?") {
        agree(&text)?;
    }

    #[test]
    fn on_numbers(text in "[ +-]?[0-9]{0,3}(\\.[0-9]{0,2})?([eE][+-]?[0-9]{0,2})?[ a,]?") {
        agree(&text)?;
    }

    #[test]
    fn on_anything(text in "\\PC{0,30}") {
        agree(&text)?;
    }
}
