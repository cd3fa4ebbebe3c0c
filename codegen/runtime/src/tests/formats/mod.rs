//! Tests of strings with a format: they keep their spelling, and what does not fit is a drift.

mod base64;
mod conversions;
mod date_time;
mod number_text;
mod uri;
mod uuid;

use std::collections::BTreeMap;
use std::fmt::Write;

use expect_test::{Expect, expect};

use crate::{Base64, Date, DateTime, DriftKind, Model, NumberText, ParamValue, ToParam, Uri, Uuid};

/// One line for each text: what `tell` makes of it.
fn check<T: for<'t> From<&'t str>>(texts: &[&str], tell: impl Fn(&T) -> String, expected: &Expect) {
    let mut told = String::new();
    for text in texts {
        let _ = writeln!(told, "{text:?}: {}", tell(&T::from(text)));
    }
    expected.assert_eq(&told);
}

/// What is read of a type is what came, and is a drift only where it does not fit.
fn keeps<T: Model + AsRef<str> + ToParam + for<'t> From<&'t str>>(fits: &str) {
    for text in [fits, "", "no \"format\"\n", "\u{1F600}"] {
        let json = serde_json::to_string(text).unwrap();
        let value = T::from_json(json.as_bytes()).unwrap();
        assert_eq!((value.as_ref(), value.to_json().as_str()), (text, json.as_str()));
        let drift = value.drift();
        assert_eq!(drift.is_empty(), text == fits, "{text:?}: {drift:?}");
        assert!(drift.iter().all(|drift| drift.kind == DriftKind::WrongFormat), "{drift:?}");
        assert_eq!(value.to_param(), ParamValue::one(text));
        assert_eq!(T::from(text).to_json(), json);
    }
    for json in ["1", "null", "[]", "{}", "true"] {
        assert!(T::from_json(json.as_bytes()).is_err(), "{json}");
    }
}

#[test]
fn every_text_is_kept() {
    keeps::<DateTime>("2024-02-29T12:30:00Z");
    keeps::<Date>("2024-02-29");
    keeps::<Uuid>("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    keeps::<Uri>("https://example.com/%C3%BC?a=b#c");
    keeps::<NumberText>("-12.50");
    // Nothing at all is base64, of no bytes.
    assert!(Base64::from("").is_valid());
    let value = Base64::from_json(b"\"a b\"").unwrap();
    assert_eq!((value.to_json().as_str(), value.drift().len()), ("\"a b\"", 1));
}

#[test]
fn drift_names_the_place() {
    let json = br#"{"a":["2024-01-01","2024-13-01"],"b":["yesterday"]}"#;
    let days = BTreeMap::<String, Vec<Date>>::from_json(json).unwrap();
    let told: Vec<String> = days.drift().iter().map(ToString::to_string).collect();
    expect![[r#"
        a[1]: wrong format: expected a date as in RFC 3339, found "2024-13-01"
        b[0]: wrong format: expected a date as in RFC 3339, found "yesterday""#]]
    .assert_eq(&told.join("\n"));
}

crate::runtime::model! {
    struct Event {
        //! A model as the generator writes it.
        required at: DateTime,
        optional_nullable id: Option<Uuid>,
        optional links: Option<Vec<Uri>>,
    }
}

#[test]
fn only_another_type_is_a_misfit() {
    let told = |json: &str| match Event::from_json(json.as_bytes()) {
        Ok(event) => {
            assert_eq!(event.to_json(), json);
            let drift: Vec<String> = event.drift().iter().map(ToString::to_string).collect();
            format!("{:?} {:?} {}", event.id, event.links, drift.join("; "))
        }
        Err(error) => error.to_string(),
    };
    expect![[r#"Some(Uuid("none")) Some([Uri("a:"), Uri("b")]) at: wrong format: expected a date-time as in RFC 3339, found "now"; id: wrong format: expected a UUID as in RFC 9562, found "none"; links[1]: wrong format: expected a URI as in RFC 3986, found "b""#]].assert_eq(&told(r#"{"at":"now","id":"none","links":["a:","b"]}"#));
    expect!["None None id: another type: expected a UUID as in RFC 9562, found 5; links[0]: another type: expected a URI as in RFC 3986, found 1"].assert_eq(&told(r#"{"at":"2024-01-01T00:00:00Z","id":5,"links":[1]}"#));
    expect!["at: expected a date-time as in RFC 3339, found 1704067200 (byte 6)"]
        .assert_eq(&told(r#"{"at":1704067200,"id":null}"#));
}

#[test]
fn texts_come_and_go() {
    let text = "2024-02-29".to_owned();
    let day = Date::from(&text);
    assert_eq!(day, "2024-02-29");
    assert_eq!(day, *"2024-02-29");
    assert_eq!(day, Date::from(text.clone()));
    assert_eq!((day.to_string(), String::from(day.clone())), (text.clone(), text.clone()));
    assert_eq!(day.into_string(), text);
    assert_eq!(serde_json::to_string(&Uri::from("x:")).unwrap(), "\"x:\"");
    assert_eq!(serde_json::from_str::<Uri>("\"x:\"").unwrap(), Uri::from("x:"));
}

#[test]
fn one_value_in_two_spellings_is_two_texts() {
    assert_ne!(DateTime::from("2024-01-01T00:00:00Z"), DateTime::from("2024-01-01T00:00:00+00:00"));
    assert_ne!(
        Uuid::from("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"),
        Uuid::from("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")
    );
}
