//! The types of single values.
#![allow(clippy::float_cmp, reason = "what is read is exactly what is spelled")]

use std::time::{Duration, SystemTime};

use super::models::Kinds;
use super::{drift_lines, read, value};
use crate::{DriftKind, IntegerOrString, Json, Model, Number, NumberOrString, OneOrMany, UnixTime};

#[test]
fn numbers_keep_their_spelling() {
    let spellings = [
        "0",
        "-0",
        "1",
        "1.0",
        "1.10",
        "1e5",
        "1E+05",
        "0.1234567890123456789",
        "123456789012345678901234",
    ];
    for spelling in spellings.into_iter().chain(["1e-400", "-1.5e300", "9007199254740993"]) {
        let number = Number::from_json(spelling.as_bytes()).unwrap();
        assert_eq!(number.to_json(), spelling);
        assert_eq!(number.to_string(), spelling);
        assert_eq!(
            serde_json::to_string(&number).unwrap().parse::<f64>().ok(),
            spelling.parse().ok()
        );
        assert_eq!(*number, spelling.parse::<f64>().unwrap());
    }
    assert_eq!(Number::from_json(b"1e999").unwrap().as_f64(), f64::INFINITY);
    for not in ["\"1\"", "null", "01", "1.", ".5", "+1", "NaN", ""] {
        assert!(Number::from_json(not.as_bytes()).is_err(), "{not}");
    }
}

#[test]
fn numbers_are_equal_by_value() {
    let number = |text: &str| Number::from_json(text.as_bytes()).unwrap();
    for (one, other) in
        [("1", "1.0"), ("10e-1", "1"), ("0", "-0.00"), ("1e2", "100"), ("1e400", "10e399")]
    {
        assert_eq!(number(one), number(other));
        assert!(number(one) <= number(other) && number(one) >= number(other));
    }
    for (one, other) in
        [("1", "2"), ("1", "-1"), ("1e400", "1e401"), ("9007199254740993", "9007199254740992")]
    {
        assert_ne!(number(one), number(other));
    }
    assert!(number("1") < number("1.5"));
    assert_eq!(Number::from(2.5), number("2.50"));
    assert_eq!(number("2.5"), 2.5);
    assert_eq!(number("1e99999999999999999999999"), number("1e99999999999999999999999"));
}

#[test]
fn numbers_are_integers_when_they_are() {
    let number = |text: &str| Number::from_json(text.as_bytes()).unwrap();
    assert_eq!(number("12").as_i64(), Some(12));
    assert_eq!(number("1.2e1").as_i64(), Some(12));
    assert_eq!(number("1.2").as_i64(), None);
    assert_eq!(number("-1").as_u64(), None);
    assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
    assert_eq!(number("1e400").as_i64(), None);
}

#[test]
fn numbers_that_are_made_are_short() {
    for (number, text) in [
        (1.0, "1"),
        (0.1, "0.1"),
        (-2.5e-3, "-0.0025"),
        (f64::NAN, "null"),
        (f64::INFINITY, "null"),
    ] {
        assert_eq!(Number::from(number).to_json(), text);
    }
    assert_eq!(Number::from(u64::MAX).to_json(), "18446744073709551615");
    assert_eq!(Number::default().to_json(), "0");
}

#[test]
fn numbers_come_as_strings() {
    let both = |text: &str| NumberOrString::from_json(text.as_bytes());
    for text in ["5", "\"5\""] {
        let five = both(text).unwrap();
        assert_eq!((five.as_i64(), five.as_u64(), five.as_f64()), (Some(5), Some(5), Some(5.0)));
        assert_eq!((five.to_json().as_str(), five.to_string().as_str()), (text, "5"));
    }
    assert_eq!(both("\"1.5\"").unwrap().as_f64(), Some(1.5));
    for text in ["\"\"", "\"x\"", "\"NaN\"", "\"inf\"", "\" 1\"", "\"1 \""] {
        let not = both(text).unwrap();
        assert_eq!((not.as_i64(), not.as_f64()), (None, None), "{text}");
    }
    assert!(both("null").is_err() && both("[5]").is_err());
}

#[test]
fn integers_come_as_strings() {
    let both = |text: &str| IntegerOrString::from_json(text.as_bytes());
    for (text, value) in [
        ("5", Some(5)),
        ("5.0", Some(5)),
        ("\"5\"", Some(5)),
        ("\"x\"", None),
        ("-9223372036854775808", Some(i64::MIN)),
    ] {
        let read = both(text).unwrap();
        assert_eq!((read.as_i64(), read.to_json().as_str()), (value, text));
        assert_eq!((read.clone(), (*read).clone()), (both(text).unwrap(), read.clone().into()));
        assert!(read.drift().is_empty(), "{text}");
    }
    for text in ["1.5", "9223372036854775808", "1e400", "123456789012345678901234567890"] {
        let read = both(text).unwrap();
        assert_eq!((read.as_i64(), read.to_json().as_str()), (None, text));
        let told =
            format!("another type: expected an integer of 64 bits or a string, found {text}");
        assert_eq!(drift_lines(&read.drift()), format!("! {told}\n"));
    }
    for text in ["null", "[5]", "{}", "true"] {
        assert!(both(text).is_err(), "{text}");
    }
    assert_eq!(IntegerOrString::from(5), both("5").unwrap());
    assert_eq!(IntegerOrString::from("5"), both("\"5\"").unwrap());
    assert_eq!(format!("{0} {0:?}", IntegerOrString::from(5)), "5 Number(5)");
}

#[test]
fn times_are_seconds() {
    let time = |text: &str| UnixTime::from_json(text.as_bytes());
    for (text, drift) in [
        ("1630071782", ""),
        (
            "\"1630071782\"",
            "! another type: expected seconds since 1970 as a number, found \"1630071782\"\n",
        ),
    ] {
        let read = time(text).unwrap();
        assert_eq!(drift_lines(&read.drift()), drift);
        assert_eq!(read, UnixTime::from(1_630_071_782));
        assert_eq!(read.to_json(), text);
        assert_eq!(
            read.to_system_time(),
            Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_630_071_782))
        );
    }
    for text in [
        "\"01\"",
        "\"+1\"",
        "\"\"",
        "\"1.5\"",
        "1.5",
        "null",
        "99999999999999999999",
        "\"2021-08-27\"",
    ] {
        assert!(time(text).is_err(), "{text}");
    }
    for seconds in [0, -1, 1, i64::from(i32::MAX), -86_400] {
        let there = UnixTime::from(seconds).to_system_time().unwrap();
        assert_eq!(UnixTime::from(there), UnixTime::from(seconds));
    }
    let half_before = SystemTime::UNIX_EPOCH - Duration::from_millis(500);
    assert_eq!(UnixTime::from(half_before), UnixTime::from(-1));
    assert!(time("1").unwrap() < time("2").unwrap());
}

#[test]
fn neither_one_nor_many_is_kept_in_an_optional_place_only() {
    for (json, path) in
        [("5", "oneOrMany"), ("{\"a\":[]}", "oneOrMany"), ("[\"a\",5]", "oneOrMany[1]")]
    {
        let kinds = read::<Kinds>(&format!("{{\"oneOrMany\":{json}}}")).unwrap();
        assert_eq!(kinds.one_or_many, None);
        let told: Vec<_> =
            kinds.drift().into_iter().map(|drift| (drift.path, drift.kind)).collect();
        assert_eq!(told, [(path.to_owned(), DriftKind::Misfit)]);
        assert!(
            OneOrMany::<String>::from_json(json.as_bytes()).is_err_and(|error| error.is_json())
        );
    }
}

#[test]
fn one_or_many_remembers_which() {
    type Texts = OneOrMany<String>;
    for (json, texts) in [
        ("\"a\"", vec!["a"]),
        ("[\"a\"]", vec!["a"]),
        ("[]", vec![]),
        ("[\"a\",\"b\"]", vec!["a", "b"]),
    ] {
        let read = read::<Texts>(json).unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), texts);
        assert_eq!(
            (read.len(), read.first().map(String::as_str)),
            (texts.len(), texts.first().copied())
        );
        assert_eq!(read.into_iter().collect::<Vec<_>>(), texts);
    }
    assert_eq!(Texts::from("a".to_owned()).to_json(), "\"a\"");
    assert_eq!(Texts::from(vec!["a".to_owned()]).to_json(), "[\"a\"]");
    assert_eq!(Texts::from_json(b"[1]").unwrap_err().path(), "[0]");
    assert!(Texts::from_json(b"null").is_err());
}

#[test]
fn json_is_exact_and_equal_by_value() {
    let json = |text: &str| text.parse::<Json>().unwrap();
    assert_eq!(json(" {\"b\":1.00,\"a\":[]} ").text(), "{\"b\":1.00,\"a\":[]}");
    for (one, other) in [
        ("{\"a\":1,\"b\":[1.0,null]}", "{ \"b\" : [1, null], \"a\": 1e0 }"),
        ("\"\\u0061\\/\"", "\"a/\""),
        ("{\"a\":1,\"a\":2}", "{\"\\u0061\":2}"),
        ("\"\\ud800\"", "\"\\ud800\""),
    ] {
        assert_eq!(json(one), json(other));
    }
    for (one, other) in
        [("[]", "{}"), ("[1]", "[1,1]"), ("{\"a\":1}", "{\"b\":1}"), ("\"\\ud800\"", "\"\\ud801\"")]
    {
        assert_ne!(json(one), json(other));
    }
    assert_eq!(json("[1,{\"a\":null}]"), value("[1,{\"a\":null}]"));
    assert!("{".parse::<Json>().is_err() && "1 2".parse::<Json>().is_err());
}

#[test]
fn json_is_looked_into() {
    let json: Json = value(
        r#"{"s":"a\n","i":-5,"f":1.5,"b":true,"n":null,"l":[1,2],"big":18446744073709551615}"#,
    )
    .into();
    let get = |key| json.get(key).unwrap();
    assert_eq!(get("s").as_str().as_deref(), Some("a\n"));
    assert_eq!(
        (get("i").as_i64(), get("i").as_u64(), get("i").as_f64()),
        (Some(-5), None, Some(-5.0))
    );
    assert_eq!((get("f").as_f64(), get("f").as_i64()), (Some(1.5), None));
    assert_eq!(
        (get("b").as_bool(), get("n").is_null(), get("big").as_u64()),
        (Some(true), true, Some(u64::MAX))
    );
    assert_eq!(get("l").as_list().map(|list| list.len()), Some(2));
    assert_eq!(get("l").parse::<Vec<u8>>().unwrap(), [1, 2]);
    assert!(
        json.get("none").is_none()
            && get("i").get("x").is_none()
            && get("s").parse::<u8>().is_err()
    );
    assert_eq!(
        (Json::from("a\"b").text(), Json::from(5).text(), Json::from(true).text()),
        ("\"a\\\"b\"", "5", "true")
    );
}
