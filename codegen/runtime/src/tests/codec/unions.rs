//! How a union chooses, and what it makes of what it cannot choose.

use expect_test::{Expect, expect};

use super::models::{Branch, Circle, Kinds, Numbered, Shape, Tree, Triangle};
use super::{read, value};
use crate::{Extra, Json, Model, Number};

#[allow(clippy::needless_pass_by_value, reason = "it reads better where it is used")]
fn check(json: &str, expected: Expect) {
    super::check::<Shape>(json, &expected);
}

#[test]
fn a_tag_chooses_wherever_it_stands() {
    check(
        r#"{"type":"circle","radius":1}"#,
        expect![[r#"
        Circle(Circle { radius: 1, extra: {"type": "circle"} })
        ! type: unknown key: expected no such key, found "circle"
        {"radius":1,"type":"circle"}
    "#]],
    );
    check(
        r#"{"radius":1.50,"new":[],"type":"circle"}"#,
        expect![[r#"
        Circle(Circle { radius: 1.50, extra: {"new": [], "type": "circle"} })
        ! new: unknown key: expected no such key, found []
        ! type: unknown key: expected no such key, found "circle"
        {"radius":1.50,"new":[],"type":"circle"}
    "#]],
    );
    check(
        r#"{"side":2,"t\u0079pe":"squ\u0061re"}"#,
        expect![[r#"
            Square(Square { r#type: "square", side: Some(2) })
            {"type":"square","side":2}
        "#]],
    );
    check(
        r#"{"type":"triangle","base":1}"#,
        expect![[r#"
            Triangle(Triangle { base: Some(1), extra: {"type": "triangle"}, .. })
            {"base":1,"type":"triangle"}
        "#]],
    );
}

/// The first chooses, and the last is the value.
#[test]
fn a_tag_comes_twice() {
    let json = r#"{"type":"square","type":"circle","radius":1}"#;
    check(
        json,
        expect![[r#"
            Square(Square { r#type: "circle", extra: {"radius": 1}, .. })
            ! radius: unknown key: expected no such key, found 1
            {"type":"circle","radius":1}
        "#]],
    );
    let again = Shape::from_json(Shape::from_json(json.as_bytes()).unwrap().to_json().as_bytes());
    assert!(matches!(again, Ok(Shape::Circle(_))), "{again:?}");
    check(
        r#"{"type":"circle","side":2,"type":"square"}"#,
        expect![[r#"
            radius: expected a value, found nothing (byte 0, read as Circle)
        "#]],
    );
    check(
        r#"{"type":5,"type":"square"}"#,
        expect![[r#"
            Unknown({"type":5,"type":"square"})
            ! unknown member: expected one of Amount, Circle, Count, List, Note, Square, Text, Triangle, found an object
            {"type":5,"type":"square"}
        "#]],
    );
}

#[test]
fn keys_choose() {
    check(
        r#"{"type":"oval","radius":1}"#,
        expect![[r#"
        Circle(Circle { radius: 1, extra: {"type": "oval"} })
        ! type: unknown key: expected no such key, found "oval"
        {"radius":1,"type":"oval"}
    "#]],
    );
    check(
        r#"{"radius":1}"#,
        expect![[r#"
            Circle(Circle { radius: 1 })
            {"radius":1}
        "#]],
    );
    check(
        r#"{"type":5,"radius":"x"}"#,
        expect![[r#"
        radius: expected a number, found "x" (byte 19, read as Circle)
    "#]],
    );
}

#[test]
fn numbers_and_booleans_choose_as_they_are_spelled() {
    let chosen = |json: &str| match read::<Numbered>(json).unwrap() {
        Numbered::One(_) => "one",
        Numbered::Minus(_) => "minus",
        Numbered::Yes(_) => "yes",
        Numbered::Unknown(_) => "unknown",
    };
    for (json, expected) in [
        (r#"{"k":1}"#, "one"),
        (r#"{"a":{"k":-1},"k" : 1 }"#, "one"),
        (r#"{"k":1,"a":2}"#, "one"),
        (r#"{"k":-1}"#, "minus"),
        ("{\"k\":-1\n}", "minus"),
        (r#"{"radius":1,"k":true}"#, "yes"),
        (r#"{"k":12}"#, "unknown"),
        (r#"{"k":1.5}"#, "unknown"),
        (r#"{"k":1e0}"#, "unknown"),
        (r#"{"k":"1"}"#, "unknown"),
        (r#"{"k":null}"#, "unknown"),
        (r#"{"l":1}"#, "unknown"),
        ("1", "unknown"),
        ("[1]", "unknown"),
    ] {
        assert_eq!(chosen(json), expected, "{json}");
    }
}

#[test]
fn kinds_choose() {
    check(
        r#""text""#,
        expect![[r#"
        Text("text")
        "text"
    "#]],
    );
    check(
        "17",
        expect![[r#"
        Count(17)
        17
    "#]],
    );
    check(
        "17.0",
        expect![[r#"
        Amount(17.0)
        17.0
    "#]],
    );
    check(
        "99999999999999999999",
        expect![[r#"
        Amount(99999999999999999999)
        99999999999999999999
    "#]],
    );
    check(
        r#"[1,"a",[{"type":"circle","radius":0}],null]"#,
        expect![[r#"
        List([Count(1), Text("a"), List([Circle(Circle { radius: 0, extra: {"type": "circle"} })]), Unknown(null)])
        ! [2][0].type: unknown key: expected no such key, found "circle"
        ! [3]: unknown member: expected one of Amount, Circle, Count, List, Note, Square, Text, Triangle, found null
        [1,"a",[{"radius":0,"type":"circle"}],null]
    "#]],
    );
}

#[test]
fn what_can_be_read_is_chosen_last() {
    check(
        r#"{"id":"a","parent":null}"#,
        expect![[r#"
            Note(Note { id: "a", .. })
            {"id":"a","parent":null}
        "#]],
    );
}

#[test]
fn what_nothing_chooses_is_kept() {
    check(
        r#"{"type":"oval"}"#,
        expect![[r#"
        Unknown({"type":"oval"})
        ! unknown member: expected one of Amount, Circle, Count, List, Note, Square, Text, Triangle, found an object
        {"type":"oval"}
    "#]],
    );
    check(
        "null",
        expect![[r#"
        Unknown(null)
        ! unknown member: expected one of Amount, Circle, Count, List, Note, Square, Text, Triangle, found null
        null
    "#]],
    );
    check(
        "true",
        expect![[r#"
        Unknown(true)
        ! unknown member: expected one of Amount, Circle, Count, List, Note, Square, Text, Triangle, found true
        true
    "#]],
    );
    check(
        "{}",
        expect![[r#"
        Unknown({})
        ! unknown member: expected one of Amount, Circle, Count, List, Note, Square, Text, Triangle, found {}
        {}
    "#]],
    );
}

#[test]
fn a_chosen_member_that_does_not_fit_is_named() {
    check(
        r#"{"type":"circle"}"#,
        expect![[r#"
        radius: expected a value, found nothing (byte 0, read as Circle)
    "#]],
    );
    check(
        r#"[{"type":"circle","radius":{"type":"square"}}]"#,
        expect![[r#"
        [0].radius: expected a number, found an object (byte 27, read as List, read as Circle)
    "#]],
    );
    super::check::<Kinds>(
        r#"{"shape":{"type":"circle"}}"#,
        &expect![[r#"
            Kinds { extra: {"shape": {"type":"circle"}}, .. }
            ! shape.radius: missing: expected a value, found nothing
            {"shape":{"type":"circle"}}
        "#]],
    );
}

#[test]
fn what_is_not_json_is_no_member_at_all() {
    check(
        r#"{"radius":1,"type":"circle""#,
        expect![[r#"
        expected a comma or the end of the list or object, found the end (byte 27, read as Circle)
    "#]],
    );
    check(
        r#"{"id":"a","parent":nul}"#,
        expect![[r#"
            parent: expected a value, found 'n' (byte 19)
        "#]],
    );
}

#[test]
fn a_member_without_its_tag_gets_it() {
    let by_keys_too = Circle { radius: Number::from(2), extra: Extra::default() };
    assert_eq!(Shape::Circle(Box::new(by_keys_too)).to_json(), r#"{"radius":2}"#);
    let triangle = Triangle { base: None, tip: None, extra: Extra::default() };
    let mut shape = Shape::Triangle(Box::new(triangle));
    assert_eq!(shape.to_json(), r#"{"type":"triangle"}"#);
    if let Shape::Triangle(triangle) = &mut shape {
        triangle.tip = Some(Box::new(Shape::Triangle(triangle.clone())));
        triangle.base = Some(Number::from(1));
        triangle.extra.insert("type", "delta");
    }
    assert_eq!(shape.to_json(), r#"{"base":1,"tip":{"type":"triangle"},"type":"delta"}"#);
    // Only the member itself, not what lies within.
    let list = Shape::List(vec![shape, Shape::Text("t".to_owned())]);
    assert_eq!(list.to_json(), r#"[{"base":1,"tip":{"type":"triangle"},"type":"delta"},"t"]"#);
}

#[test]
fn a_union_may_be_a_required_part_of_itself() {
    let json = r#"{"children":[{"children":[],"content":"a"}],"content":{"children":[],"content":"b","x":1}}"#;
    let tree = read::<Tree>(json).unwrap();
    assert!(matches!(&tree.content, Branch::Tree(inner) if inner.extra.get("x").is_some()));
    assert!(
        Tree::from_json(br#"{"children":[],"content":{"children":[{}],"content":"b"}}"#).is_err()
    );
}

#[test]
fn an_unknown_member_is_written_as_it_came() {
    let shape = read::<Shape>(r#"{"type" : "oval", "n": 1.0}"#).unwrap();
    assert_eq!(shape, Shape::Unknown(r#"{"n":1.00,"type":"oval"}"#.parse::<Json>().unwrap()));
    assert_eq!(shape.to_json(), r#"{"type" : "oval", "n": 1.0}"#);
    assert_eq!(serde_json::to_value(&shape).unwrap(), value(r#"{"type":"oval","n":1.0}"#));
}
