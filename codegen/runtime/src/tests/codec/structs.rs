//! What a struct makes of an object.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};

use super::models::{Empty, Kinds, Note, Scores};
use super::{read, value};
use crate::{Json, Model, Number, UnixTime};

#[allow(clippy::needless_pass_by_value, reason = "it reads better where it is used")]
fn check<T: Model + std::fmt::Debug + PartialEq>(json: &str, expected: Expect) {
    super::check::<T>(json, &expected);
    if let Ok(model) = T::from_json(json.as_bytes()) {
        let again = T::from_json(model.to_json().as_bytes());
        assert_eq!(again, Ok(model), "what is written is read as another model");
    }
}

#[test]
fn all_that_is_named_is_read() {
    check::<Note>(
        r#"{"id":"a","count":1,"parent":"b","text":"c"}"#,
        expect![[r#"
            Note { id: "a", count: Some(1), parent: Some("b"), text: Some("c") }
            {"id":"a","count":1,"parent":"b","text":"c"}
        "#]],
    );
}

#[test]
fn unknown_keys_are_kept_as_they_are_spelled() {
    check::<Note>(
        r#"{"new": 1.0,"id":"a","parent":null,"x":{"y" : [1 ,2]}}"#,
        expect![[r#"
            Note { id: "a", extra: {"new": 1.0, "x": {"y" : [1 ,2]}}, .. }
            ! new: unknown key: expected no such key, found 1.0
            ! x: unknown key: expected no such key, found an object
            {"id":"a","parent":null,"new": 1.0,"x":{"y" : [1 ,2]}}
        "#]],
    );
}

#[test]
fn null_differs_from_absent() {
    check::<Note>(
        r#"{"id":"a","parent":null,"text":null}"#,
        expect![[r#"
            Note { id: "a", extra: {"text": null}, .. }
            {"id":"a","parent":null,"text":null}
        "#]],
    );
    check::<Note>(
        r#"{"id":"a","parent":null,"count":null}"#,
        expect![[r#"
            Note { id: "a", extra: {"count": null}, .. }
            ! count: unexpected null: expected a value or no member, found null
            {"id":"a","count":null,"parent":null}
        "#]],
    );
}

#[test]
fn what_does_not_fit_an_optional_field_is_kept() {
    check::<Note>(
        r#"{"id":"a","parent":null,"count":"1"}"#,
        expect![[r#"
            Note { id: "a", extra: {"count": "1"}, .. }
            ! count: another type: expected an integer of 64 bits, found "1"
            {"id":"a","count":"1","parent":null}
        "#]],
    );
    check::<Kinds>(
        r#"{"inner":[],"list":[1,"2"],"notes":[{"id":"a"}]}"#,
        expect![[r#"
            Kinds { extra: {"inner": [], "list": [1,"2"], "notes": [{"id":"a"}]}, .. }
            ! list[1]: another type: expected an integer of 64 bits, found "2"
            ! inner: another type: expected an object, found []
            ! notes[0].parent: missing: expected a value, found nothing
            {"list":[1,"2"],"inner":[],"notes":[{"id":"a"}]}
        "#]],
    );
}

#[test]
fn what_is_required_must_be_there_and_fit() {
    check::<Note>(
        r#"{"id":"a"}"#,
        expect![[r#"
        parent: expected a value, found nothing (byte 0)
    "#]],
    );
    check::<Note>(
        r#"{"id":null,"parent":null}"#,
        expect![[r#"
        id: expected a string, found null (byte 6)
    "#]],
    );
    check::<Note>(
        r#"{"id":"a","parent":5}"#,
        expect![[r#"
        parent: expected a string, found 5 (byte 19)
    "#]],
    );
    check::<Note>(
        "[]",
        expect![[r#"
        expected an object, found [] (byte 0)
    "#]],
    );
    check::<Vec<Note>>(
        r#"[{"id":"a","parent":null},{"id":["a"],"parent":null}]"#,
        expect![[r#"
        [1].id: expected a string, found a list (byte 32)
    "#]],
    );
}

#[test]
fn of_a_key_that_comes_twice_the_last_value_counts() {
    check::<Note>(
        r#"{"id":"a","id":"b","parent":null}"#,
        expect![[r#"
            Note { id: "b", .. }
            {"id":"b","parent":null}
        "#]],
    );
    check::<Note>(
        r#"{"id":"a","parent":null,"count":"x","count":2}"#,
        expect![[r#"
            Note { id: "a", count: Some(2), .. }
            {"id":"a","count":2,"parent":null}
        "#]],
    );
    check::<Note>(
        r#"{"id":"a","parent":null,"count":2,"count":"x"}"#,
        expect![[r#"
            Note { id: "a", extra: {"count": "x"}, .. }
            ! count: another type: expected an integer of 64 bits, found "x"
            {"id":"a","count":"x","parent":null}
        "#]],
    );
    check::<Note>(
        r#"{"id":"a","parent":null,"count":2,"count":null}"#,
        expect![[r#"
            Note { id: "a", extra: {"count": null}, .. }
            ! count: unexpected null: expected a value or no member, found null
            {"id":"a","count":null,"parent":null}
        "#]],
    );
    check::<Note>(
        r#"{"id":"a","parent":null,"count":null,"count":2}"#,
        expect![[r#"
            Note { id: "a", count: Some(2), .. }
            {"id":"a","count":2,"parent":null}
        "#]],
    );
    check::<Note>(
        r#"{"id":"a","parent":null,"count":null,"count":"x"}"#,
        expect![[r#"
            Note { id: "a", extra: {"count": "x"}, .. }
            ! count: another type: expected an integer of 64 bits, found "x"
            {"id":"a","count":"x","parent":null}
        "#]],
    );
    check::<Note>(
        r#"{"id":"a","parent":null,"z":1,"z":2}"#,
        expect![[r#"
            Note { id: "a", extra: {"z": 2}, .. }
            ! z: unknown key: expected no such key, found 1
            ! z: unknown key: expected no such key, found 2
            {"id":"a","parent":null,"z":1,"z":2}
        "#]],
    );
}

#[test]
fn a_required_key_that_comes_again_and_fits_is_no_fault() {
    check::<Note>(
        r#"{"id":null,"id":5,"parent":null,"id":"a"}"#,
        expect![[r#"
            Note { id: "a", .. }
            {"id":"a","parent":null}
        "#]],
    );
    check::<Note>(
        r#"{"id":null,"parent":[],"id":"a"}"#,
        expect![[r#"
        parent: expected a string, found [] (byte 20)
    "#]],
    );
    check::<Note>(
        r#"{"id":"a","id":null,"parent":null}"#,
        expect![[r#"
        id: expected a string, found null (byte 15)
    "#]],
    );
    check::<Note>(
        r#"{"parent":[],"id":null}"#,
        expect![[r#"
        parent: expected a string, found [] (byte 10)
    "#]],
    );
    check::<Note>(
        r#"{"id":null,"parent":[],"id":5}"#,
        expect![[r#"
        parent: expected a string, found [] (byte 20)
    "#]],
    );
    check::<Note>(
        r#"{"id":null}"#,
        expect![[r#"
        id: expected a string, found null (byte 6)
    "#]],
    );
    check::<Note>(
        r#"{"id":null,"parent":nul}"#,
        expect![[r#"
        parent: expected a value, found 'n' (byte 20)
    "#]],
    );
    check::<Note>(
        r#"{"id":[1,}"#,
        expect![[r#"
        id: expected a value, found '}' (byte 9)
    "#]],
    );
    check::<BTreeMap<String, Note>>(
        r#"{"a":{"id":5},"b":{"id":"b","parent":null},"a":{"id":"a","parent":"b"}}"#,
        expect![[r#"
            {"a": Note { id: "a", parent: Some("b"), .. }, "b": Note { id: "b", .. }}
            {"a":{"id":"a","parent":"b"},"b":{"id":"b","parent":null}}
        "#]],
    );
    check::<BTreeMap<String, Vec<bool>>>(
        r#"{"a":[true,5],"b":null,"a":[0]}"#,
        expect![[r#"
        b: expected a list, found null (byte 18)
    "#]],
    );
    check::<BTreeMap<String, Vec<bool>>>(
        r#"{"a":[true,5],"b":[false}"#,
        expect![[r#"
        b: expected a comma or the end of the list or object, found '}' (byte 24)
    "#]],
    );
    check::<BTreeMap<String, Vec<bool>>>(
        r#"{"a":[true,5}"#,
        expect![[r#"
        a: expected a comma or the end of the list or object, found '}' (byte 12)
    "#]],
    );
}

#[test]
fn what_is_kept_of_a_key_goes_when_the_key_comes_again() {
    let kept = |json: &str| {
        let note = read::<Note>(&format!(r#"{{"id":"a","parent":null,{json}}}"#)).unwrap();
        let misfits = note.extra.misfits().map(|(key, value)| format!("{key}:{value}"));
        let unknown = note.extra.unknown().map(|(key, value)| format!("{key}:{value}"));
        misfits.chain(unknown).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(kept(r#""count":"x","count":1"#), "");
    assert_eq!(kept(r#""count":5.0,"count":1"#), "");
    assert_eq!(kept(r#""count":"x","count":null"#), "");
    assert_eq!(kept(r#""count":"x","z":1,"count":[],"text":2"#), r#"count:[] text:2 z:1"#);
    assert_eq!(kept(r#""text":1,"count":"x","text":2,"count":5,"text":3"#), "text:3");
    assert_eq!(kept(r#""\u0063ount":"x","c\u006funt":1"#), "");
    check::<Scores>(
        r#"{"a":"x","b":1,"a":2,"b":"y"}"#,
        expect![[r#"
            Scores { additional_properties: {"a": 2}, extra: {"b": "y"}, .. }
            ! b: another type: expected an integer of 64 bits, found "y"
            {"a":2,"b":"y"}
        "#]],
    );
}

#[test]
fn keys_may_be_spelled_with_escapes() {
    check::<Note>(
        r#"{"\u0069d":"a","parent":null,"t\"x":1}"#,
        expect![[r#"
            Note { id: "a", extra: {"t\"x": 1}, .. }
            ! ["t\"x"]: unknown key: expected no such key, found 1
            {"id":"a","parent":null,"t\"x":1}
        "#]],
    );
}

#[test]
fn an_integer_keeps_the_spelling_of_a_decimal() {
    check::<Kinds>(
        r#"{"i64":5.0,"i32":-1e2,"u64":0.0,"list":[1,2.0]}"#,
        expect![[r#"
            Kinds { i32: Some(-100), i64: Some(5), u64: Some(0), list: Some([1, 2]), extra: {"i32": -1e2, "i64": 5.0, "list": [1,2.0], "u64": 0.0}, .. }
            {"i32":-1e2,"i64":5.0,"u64":0.0,"list":[1,2.0]}
        "#]],
    );
    check::<Kinds>(
        r#"{"i64":5.5,"i32":3000000000,"u32":-1,"u64":1e30}"#,
        expect![[r#"
            Kinds { extra: {"i32": 3000000000, "i64": 5.5, "u32": -1, "u64": 1e30}, .. }
            ! i32: another type: expected an integer of 32 bits, found 3000000000
            ! i64: another type: expected an integer of 64 bits, found 5.5
            ! u32: another type: expected an integer of 32 bits, not negative, found -1
            ! u64: another type: expected an integer of 64 bits, not negative, found 1e30
            {"i32":3000000000,"i64":5.5,"u32":-1,"u64":1e30}
        "#]],
    );
    let mut changed = read::<Kinds>(r#"{"i64":5.0}"#).unwrap();
    changed.i64 = Some(6);
    assert_eq!(changed.to_json(), r#"{"i64":6}"#);
}

#[test]
fn typed_maps_take_what_fits() {
    check::<Scores>(
        r#"{"name":"n","a":1,"b":"two","c":null,"d":4.0,"e":5}"#,
        expect![[r#"
            Scores { name: Some("n"), additional_properties: {"a": 1, "e": 5}, extra: {"b": "two", "c": null, "d": 4.0} }
            ! b: another type: expected an integer of 64 bits, found "two"
            ! c: unexpected null: expected an integer of 64 bits, found null
            {"name":"n","a":1,"e":5,"b":"two","c":null,"d":4.0}
        "#]],
    );
    check::<Scores>(
        r#"{"a":1,"a":"x"}"#,
        expect![[r#"
            Scores { additional_properties: {}, extra: {"a": "x"}, .. }
            ! a: another type: expected an integer of 64 bits, found "x"
            {"a":"x"}
        "#]],
    );
    check::<Scores>(
        r#"{"a":"x","a":1}"#,
        expect![[r#"
            Scores { additional_properties: {"a": 1}, .. }
            {"a":1}
        "#]],
    );
}

#[test]
fn a_struct_without_fields_keeps_everything() {
    check::<Empty>(
        r#"{"a":1,"b":[{}]}"#,
        expect![[r#"
        Empty { extra: {"a": 1, "b": [{}]} }
        ! a: unknown key: expected no such key, found 1
        ! b: unknown key: expected no such key, found a list
        {"a":1,"b":[{}]}
    "#]],
    );
    check::<Empty>(
        "{}",
        expect![[r#"
            Empty
            {}
        "#]],
    );
}

#[test]
fn a_value_that_the_caller_sets_wins() {
    let mut note = read::<Note>(r#"{"id":"a","parent":null,"count":"x","text":null}"#).unwrap();
    note.count = Some(3);
    note.text = Some("t".to_owned());
    assert_eq!(value(&note.to_json()), value(r#"{"id":"a","parent":null,"count":3,"text":"t"}"#));
}

#[test]
fn absent_null_and_present_can_be_sent() {
    let mut kinds = Kinds::default();
    assert_eq!(kinds.to_json(), "{}");
    kinds.extra.set_null("inner");
    assert!(kinds.extra.is_null("inner"));
    assert_eq!(kinds.to_json(), r#"{"inner":null}"#);
    kinds.inner = Some(Box::default());
    assert_eq!(kinds.to_json(), r#"{"inner":{}}"#);
    kinds.extra.remove("inner");
    kinds.inner = None;
    assert_eq!(kinds.to_json(), "{}");
    kinds.list = Some(Vec::new());
    assert_eq!(kinds.to_json(), r#"{"list":[]}"#);
}

#[test]
fn extra_is_a_map_to_look_into_and_to_change() {
    let mut note =
        read::<Note>(r#"{"id":"a","parent":null,"count":"x","text":null,"b":[1],"a":2,"a":3}"#)
            .unwrap();
    assert!(note.extra.is_null("text"));
    assert!(!note.extra.is_null("count") && !note.extra.is_null("nothing"));
    let unknown: Vec<_> =
        note.extra.unknown().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(unknown, ["b=[1]", "a=2", "a=3"]);
    let misfits: Vec<_> =
        note.extra.misfits().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(misfits, [r#"count="x""#]);
    assert_eq!(note.extra.get("a").and_then(|value| value.as_i64()), Some(3));
    note.extra.insert("a", "text");
    note.extra.insert("count", Json::null());
    assert_eq!(note.extra.remove("b"), Some("[1]".parse().unwrap()));
    assert_eq!(note.extra.remove("text"), Some(Json::null()));
    assert_eq!(
        value(&note.to_json()),
        value(r#"{"id":"a","parent":null,"count":null,"a":"text"}"#)
    );
}

#[test]
fn extra_is_equal_by_what_it_holds() {
    let one = read::<Note>(r#"{"id":"a","parent":null,"text":null,"x":[1, 2.0],"y":1}"#).unwrap();
    let mut other = read::<Note>(r#"{"id":"a","parent":null,"y":1.0,"x":[1,2]}"#).unwrap();
    assert_ne!(one, other);
    other.extra.set_null("text");
    assert_eq!(one, other);
}

#[test]
fn extra_of_another_type_means_the_same_names() {
    let mut kinds = read::<Kinds>(r#"{"inner":null,"string":null,"list":1}"#).unwrap();
    let empty = Empty { extra: std::mem::take(&mut kinds.extra) };
    assert_eq!(kinds.to_json(), "{}");
    assert!(empty.extra.is_null("inner"));
    assert_eq!(value(&empty.to_json()), value(r#"{"list":1,"inner":null,"string":null}"#));
}

/// Where a document lists some values and allows any other, one that is not listed is no disagreement with it.
#[test]
fn values_that_are_allowed_beside_those_listed_are_not_told() {
    check::<Kinds>(
        r#"{"kind":"pink","level":7,"size":"huge","year":7}"#,
        expect![[r#"
            Kinds { kind: Some(Unknown("pink")), level: Some(Unknown(7)), size: Some(Unknown("huge")), year: Some(Unknown(7)), .. }
            ! kind: unknown value: expected one of red, dark blue, found "pink"
            ! level: unknown value: expected one of 0, 1, found 7
            {"kind":"pink","level":7,"size":"huge","year":7}
        "#]],
    );
}

#[test]
fn every_kind_of_field_comes_back() {
    let json = r#"{"string":"s","boolean":true,"i32":-1,"i64":-9223372036854775808,"u32":4294967295,
        "u64":18446744073709551615,"number":1.10,"time":1630071782,"json":{"a":[null]},"numberOrString":"7",
        "oneOrMany":["a"],"list":[],"listOfNullable":["a",null],"map":{"b":1e400,"a":0.1},"kind":"dark blue",
        "level":1,"shape":"text","inner":{"inner":{"time":5}},"notes":[]}"#;
    let kinds = Kinds::from_json(json.as_bytes()).unwrap();
    assert_eq!(kinds.drift(), []);
    assert_eq!(kinds.number.as_ref().map(Number::as_f64), Some(1.1));
    assert_eq!(kinds.time, Some(UnixTime::from(1_630_071_782)));
    let compact: String =
        json.split_whitespace().collect::<Vec<_>>().concat().replace("darkblue", "dark blue");
    assert_eq!(kinds.to_json(), compact.replace(r#""b":1e400,"a":0.1"#, r#""a":0.1,"b":1e400"#));
}
