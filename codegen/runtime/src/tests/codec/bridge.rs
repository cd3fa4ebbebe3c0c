//! Models within `serde`.

use serde::de::value::{Error as ValueError, MapDeserializer};
use serde::{Deserialize, Serialize};

use super::models::{Color, ConversationResponse, Kinds, Note, Shape};
use super::seed::PAYLOAD;
use super::value;
use crate::{Json, Model, Number, OneOrMany};

#[test]
fn serde_json_reads_and_writes_models() {
    let native = ConversationResponse::from_json(PAYLOAD.as_bytes()).unwrap();
    let texts: ConversationResponse = serde_json::from_str(PAYLOAD).unwrap();
    let bytes: ConversationResponse = serde_json::from_slice(PAYLOAD.as_bytes()).unwrap();
    let reader: ConversationResponse = serde_json::from_reader(PAYLOAD.as_bytes()).unwrap();
    let values: ConversationResponse = serde_json::from_value(value(PAYLOAD)).unwrap();
    for model in [texts, bytes, reader, values] {
        assert_eq!(model, native);
    }
    assert_eq!(serde_json::to_value(&native).unwrap(), value(PAYLOAD));
    assert_eq!(value(&serde_json::to_string_pretty(&native).unwrap()), value(PAYLOAD));
}

#[test]
fn spelling_survives_serde_json() {
    let json = r#"{"i64":5.0,"number":1.10,"json":[1e400,-0,123456789012345678901234567890,1E2]}"#;
    let kinds: Kinds = serde_json::from_str(json).unwrap();
    assert_eq!(kinds.to_json(), json);
    assert_eq!(serde_json::to_string(&kinds).unwrap(), json);
}

#[test]
fn errors_name_the_place() {
    let error = serde_json::from_str::<Vec<Note>>(r#"[{"id":1,"parent":null}]"#).unwrap_err();
    assert!(error.to_string().starts_with("id: expected a string, found 1"), "{error}");
    let error = serde_json::from_str::<OneOrMany<Note>>(r#"[{"id":1,"parent":null}]"#).unwrap_err();
    assert!(error.to_string().starts_with("[0].id: expected a string, found 1"), "{error}");
    assert!(serde_json::from_str::<Note>("{\"id\":").is_err());
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Around {
    before: u8,
    note: Note,
    shapes: Vec<Shape>,
    color: Option<Color>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Flattened {
    around: u8,
    #[serde(flatten)]
    note: Note,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
enum Untagged {
    Count(u8),
    Note(Note),
    Shape(Shape),
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "t")]
enum Internal {
    Note(Note),
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Note(Note),
    Shape(Shape),
}

fn both_ways<T: for<'de> Deserialize<'de> + Serialize>(json: &str) -> T {
    let read: T = serde_json::from_str(json).unwrap();
    assert_eq!(value(&serde_json::to_string(&read).unwrap()), value(json));
    assert_eq!(serde_json::to_value(&read).unwrap(), value(json));
    let from_value: T = serde_json::from_value(value(json)).unwrap();
    assert_eq!(serde_json::to_value(&from_value).unwrap(), value(json));
    read
}

const NOTE: &str =
    r#""id":"a","parent":null,"count":"misfit","new":[1.5,{"x":null}],"big":18446744073709551615"#;

#[test]
fn models_stand_in_types_of_others() {
    let around: Around = both_ways(&format!(
        r#"{{"before":1,"note":{{{NOTE}}},"shapes":["t",5,{{"type":"oval"}}],"color":"green"}}"#
    ));
    assert_eq!(around.color, Some(Color::Unknown("green".to_owned())));
}

#[test]
fn models_stand_within_the_buffers_of_serde() {
    let flattened: Flattened = both_ways(&format!(r#"{{"around":1,{NOTE}}}"#));
    assert!(flattened.note.extra.get("big").is_some());
    assert!(matches!(both_ways(&format!("{{{NOTE}}}")), Untagged::Note(_)));
    assert!(matches!(both_ways("5"), Untagged::Count(5)));
    assert!(matches!(both_ways("[null]"), Untagged::Shape(Shape::List(_))));
    let _: Internal = both_ways(&format!(r#"{{"t":"Note",{NOTE}}}"#));
    let _: Adjacent = both_ways(&format!(r#"{{"c":{{{NOTE}}},"t":"Note"}}"#));
    let _: Adjacent = both_ways(r#"{"c":[-7,"x",1.25,true],"t":"Shape"}"#);
}

#[test]
fn enums_are_keys_of_maps() {
    let json = r#"{"red":1,"other":2}"#;
    let map: std::collections::HashMap<Color, u8> = serde_json::from_str(json).unwrap();
    assert_eq!(map.get(&Color::Red), Some(&1));
    assert_eq!(serde_json::to_value(&map).unwrap(), value(json));
}

/// A format that is not JSON and takes no notice of what type is asked for.
#[test]
fn models_are_read_from_other_formats() {
    let members = [("id", "a"), ("parent", "b"), ("new", "c")];
    let format = MapDeserializer::<_, ValueError>::new(members.into_iter());
    let note = Note::deserialize(format).unwrap();
    assert_eq!(value(&note.to_json()), value(r#"{"id":"a","parent":"b","new":"c"}"#));
    let numbers: Vec<f32> = vec![1.5, 2.0];
    let format = serde::de::value::SeqDeserializer::<_, ValueError>::new(numbers.into_iter());
    assert_eq!(Json::deserialize(format).unwrap().text(), "[1.5,2.0]");
    let keys = [(1_u8, true), (2, false)];
    let format = MapDeserializer::<_, ValueError>::new(keys.into_iter());
    assert_eq!(Json::deserialize(format).unwrap().text(), r#"{"1":true,"2":false}"#);
}

/// What comes back of a number by way of a format that holds integers and `f64`.
#[test]
fn numbers_pass_through_other_formats_as_near_as_those_hold_them() {
    for (sent, back) in [
        ("0", "0"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("18446744073709551615", "18446744073709551615"),
        ("-170141183460469231731687303715884105728", "-170141183460469231731687303715884105728"),
        ("5.0", "5.0"),
        ("-0", "-0.0"),
        ("1e2", "100.0"),
        ("2.50", "2.5"),
        ("0.1234567890123456789", "0.12345678901234568"),
        ("1e-400", "0.0"),
    ] {
        let yaml = serde_yaml::to_string(&sent.parse::<Json>().unwrap()).unwrap();
        assert_eq!(serde_yaml::from_str::<Json>(&yaml).unwrap().text(), back, "{yaml}");
        let kinds = Kinds::from_json(format!("{{\"number\":{sent}}}").as_bytes()).unwrap();
        let yaml = serde_yaml::to_string(&kinds).unwrap();
        let again: Kinds = serde_yaml::from_str(&yaml).unwrap();
        assert_eq!(again.to_json(), format!("{{\"number\":{back}}}"), "{yaml}");
    }
    for beyond in ["1e400", "-1e309"] {
        let error = serde_yaml::to_string(&beyond.parse::<Json>().unwrap()).unwrap_err();
        assert_eq!(error.to_string(), format!("{beyond} is beyond the numbers of this format"));
    }
}

#[test]
fn single_values_pass_too() {
    assert_eq!(serde_json::from_str::<Number>("1.10").unwrap().to_string(), "1.10");
    assert_eq!(serde_json::from_value::<Json>(value("[1]")).unwrap().text(), "[1]");
    assert_eq!(serde_json::to_string(&"[1, 2.50]".parse::<Json>().unwrap()).unwrap(), "[1,2.50]");
    assert!(serde_json::to_string(&"\"\\ud800\"".parse::<Json>().unwrap()).is_err());
}
