//! The document's limits, held against parameters and bodies before anything is sent.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::clock::TestClock;
use super::models::ConversationTags;
use super::operation::operation;
use super::recorder::{Answer, Recorder};
use super::sample::{KEY, builder};
use crate::runtime::{
    Call, Client, ClientBuilder, Error, Json, Kind, Limit, Method, Model, Number, Param, Place,
    Server, SharedLimits, Style, Test, ToParam, decode,
};

static NOWHERE: Server = Server { url: "https://h", variables: &[] };

/// A client that checks, made once: to make one takes longer than a call.
static CHECKING: LazyLock<Client> =
    LazyLock::new(|| ClientBuilder::new(&NOWHERE, "checks/1").build().expect("a good client"));

/// A call of an operation with this parameter, or none.
fn call_of(client: &Client, params: &'static [Param]) -> Call {
    limited(client, params, &SharedLimits(&[]))
}

/// The same with limits of its body.
fn limited(client: &Client, params: &'static [Param], limits: &'static SharedLimits) -> Call {
    let in_path = params.iter().any(|param| param.place == Place::Path);
    let operation = operation!(
        "checked",
        Method::POST,
        if in_path { "/a/{p}" } else { "/a" },
        params = params,
        content_type = "application/json",
        limits = Some(limits)
    );
    Call::new(client, Box::leak(Box::new(operation)))
}

/// What is said of a call, without its beginning.
fn said(call: &Call) -> String {
    match call.request() {
        Ok(_) => "sent".to_owned(),
        Err(Error::Build(error)) => {
            assert_eq!(error.operation(), Some("checked"));
            format!("{} {}", error.name(), error.reason())
        }
        Err(other) => panic!("nothing but the request is built here: {other}"),
    }
}

fn of_param(param: Param, value: impl ToParam) -> String {
    let mut call = call_of(&CHECKING, Box::leak(Box::new([param])));
    call.set(0, value);
    said(&call)
}

fn of_query(limits: &'static [Limit], value: impl ToParam) -> String {
    of_param(Param::query("p").limited(limits), value)
}

fn of_body(limits: &'static [Limit], json: &str) -> String {
    let body = Json::from_json(json.as_bytes()).expect("JSON");
    let mut call = limited(&CHECKING, &[], Box::leak(Box::new(SharedLimits(limits))));
    call.json(&body);
    said(&call)
}

#[test]
fn json_of_another_media_type_has_limits_of_its_own() {
    static OWN: SharedLimits = SharedLimits(&[Limit::MaxItems(1)]);
    let body = Json::from_json(b"[1,2]").expect("JSON");
    let mut call = limited(&CHECKING, &[], &SharedLimits(&[Limit::MinItems(3)]));
    call.json_as("application/json-patch+json", &body);
    assert_eq!(said(&call), "sent");
    call.json_within("application/json-patch+json", &body, &OWN);
    assert_eq!(said(&call), "body has more than 1 item");
}

/// A field that is null is not sent, and is held to nothing.
#[test]
fn forms_have_limits() {
    static OWN: SharedLimits =
        SharedLimits(&[Limit::MinMembers(1), Limit::Member("b", &[Limit::MaxItems(1)])]);
    let of_form = |json: &str| {
        let body = Json::from_json(json.as_bytes()).expect("JSON");
        let mut call = limited(&CHECKING, &[], &SharedLimits(&[Limit::MinMembers(3)]));
        call.form(&body);
        let by_table = said(&call);
        call.form_within(&body, &OWN);
        format!("{by_table}; {}", said(&call))
    };
    expect!["body has fewer than 3 members; sent"].assert_eq(&of_form(r#"{"a":1,"b":[1]}"#));
    expect!["sent; b has more than 1 item"].assert_eq(&of_form(r#"{"a":1,"b":[1,2],"c":3}"#));
    expect!["body has fewer than 3 members; body has fewer than 1 member"]
        .assert_eq(&of_form(r#"{"a":null}"#));
}

fn check_bodies(limits: &'static [Limit], bodies: &[&str], expect: &Expect) {
    let mut table = String::new();
    for body in bodies {
        writeln!(table, "{body}: {}", of_body(limits, body)).expect("a String takes all");
    }
    expect.assert_eq(&table);
}

const NAME: &[Limit] = &[Limit::MinLength(2), Limit::MaxLength(3)];

#[test]
fn a_length_is_counted_in_characters() {
    let texts = ["", "a", "ab", "äöü", "🦀🦀🦀", "abcd", "🦀🦀🦀🦀"];
    let table: Vec<String> =
        texts.iter().map(|text| format!("{text}: {}", of_query(NAME, *text))).collect();
    expect![[r#"
        : p is shorter than 2 characters
        a: p is shorter than 2 characters
        ab: sent
        äöü: sent
        🦀🦀🦀: sent
        abcd: p is longer than 3 characters
        🦀🦀🦀🦀: p is longer than 3 characters"#]]
    .assert_eq(&table.join("\n"));
    assert_eq!(of_query(NAME, "e\u{301}x"), "sent", "an accent of its own is a character");
    assert_eq!(of_query(&[Limit::MinLength(1)], ""), "p is shorter than 1 character");
    assert_eq!(of_query(&[Limit::MaxLength(1)], "ab"), "p is longer than 1 character");
}

#[test]
fn every_place_is_checked() {
    for param in [Param::path("p"), Param::query("p"), Param::header("p"), Param::cookie("p")] {
        assert_eq!(of_param(param.limited(NAME), "abcd"), "p is longer than 3 characters");
        assert_eq!(of_param(param.limited(NAME), "abc"), "sent");
    }
}

#[test]
fn what_is_sent_by_its_json_is_checked_as_json() {
    const LIMITS: &[Limit] = &[
        Limit::MaxMembers(2),
        Limit::Member("name", NAME),
        Limit::Member("tags", &[Limit::Items(NAME)]),
    ];
    let said_of = |as_text: bool, json: &str| {
        let style = if as_text { Style::Form } else { Style::DeepObject };
        let param = Param::query("p").styled(style).limited(LIMITS);
        let mut call = call_of(&CHECKING, Box::leak(Box::new([param])));
        let json = Json::from_json(json.as_bytes()).expect("JSON");
        if as_text {
            call.set_json(0, &json);
        } else {
            call.set_tree(0, &json);
        }
        said(&call)
    };
    for as_text in [true, false] {
        let said_of = |json: &str| said_of(as_text, json);
        assert_eq!(said_of(r#"{"name":"abc","tags":["ab"]}"#), "sent");
        assert_eq!(said_of(r#"{"name":"abcd"}"#), "p.name is longer than 3 characters");
        assert_eq!(said_of(r#"{"tags":["ab","abcd"]}"#), "p.tags[1] is longer than 3 characters");
        assert_eq!(said_of(r#"{"a":1,"b":2,"c":3}"#), "p has more than 2 members");
    }
    // What is null is sent as JSON, and by no member of its own.
    let nulls = r#"{"a":1,"b":null,"tags":["ab",null],"c":null}"#;
    assert_eq!(said_of(false, nulls), "sent");
    assert_eq!(said_of(true, nulls), "p has more than 2 members");
}

#[test]
fn the_rules_of_a_segment_come_first() {
    let param = Param::path("p").limited(NAME);
    assert_eq!(of_param(param, ""), "p is empty: a path value must be one segment");
    assert!(!of_param(param, "..").contains("characters"));
}

#[test]
fn elements_are_checked_before_the_style_is_applied() {
    let list = &[Limit::MinItems(1), Limit::MaxItems(2), Limit::UniqueItems, Limit::Items(NAME)];
    assert_eq!(of_query(list, ["ab", "a,b"]), "sent");
    assert_eq!(of_query(list, ["ab", "a,bc"]), "p[1] is longer than 3 characters");
    assert_eq!(of_query(list, Vec::<String>::new()), "p has fewer than 1 item");
    assert_eq!(of_query(list, ["ab", "cd", "ef"]), "p has more than 2 items");
    assert_eq!(of_query(list, ["ab", "ab"]), "p has an item twice");
    let map = &[Limit::MinMembers(1), Limit::MaxMembers(1), Limit::Values(&[Limit::Minimum("5")])];
    let object = |pairs: &[(&str, i64)]| -> BTreeMap<String, i64> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect()
    };
    assert_eq!(of_query(map, object(&[("k", 5)])), "sent");
    assert_eq!(of_query(map, object(&[("k", 4)])), "p.k is less than 5");
    assert_eq!(of_query(map, object(&[("a key", 4)])), "p[\"a key\"] is less than 5");
    assert_eq!(of_query(map, object(&[])), "p has fewer than 1 member");
    assert_eq!(of_query(map, object(&[("a", 5), ("b", 5)])), "p has more than 1 member");
}

#[test]
fn numbers_are_compared_exactly() {
    let within = &[Limit::Minimum("-1.5"), Limit::Below("9007199254740993")];
    assert_eq!(of_query(within, 9_007_199_254_740_992_i64), "sent");
    assert_eq!(of_query(within, 9_007_199_254_740_993_i64), "p is not less than 9007199254740993");
    assert_eq!(of_query(within, Number::from(-1.5)), "sent");
    assert_eq!(of_query(within, Number::from(-1.500_001)), "p is less than -1.5");
    assert_eq!(of_query(&[Limit::Above("0")], 0), "p is not more than 0");
    assert_eq!(of_query(&[Limit::Above("0")], Number::from(1e-9)), "sent");
    assert_eq!(of_query(&[Limit::Maximum("1e3")], 1_000), "sent");
    assert_eq!(of_query(&[Limit::Maximum("1e3")], 1_001), "p is more than 1e3");
    assert_eq!(
        of_query(&[Limit::Maximum("18446744073709551614")], u64::MAX),
        "p is more than 18446744073709551614"
    );
}

#[test]
fn a_multiple_is_no_matter_of_floats() {
    let tenth = &[Limit::MultipleOf("0.1")];
    for tenths in 0..1_000_i32 {
        assert_eq!(of_query(tenth, Number::from(f64::from(tenths) / 10.0)), "sent");
    }
    assert_eq!(of_query(tenth, Number::from(0.25)), "p is not a multiple of 0.1");
    check_bodies(
        &[Limit::MultipleOf("0.25")],
        &[
            "0",
            "-0.75",
            "1e2",
            "0.7500",
            "0.3",
            "1e-3",
            "123456789012345678901234567890.25",
            "25e-2",
        ],
        &expect![[r#"
            0: sent
            -0.75: sent
            1e2: sent
            0.7500: sent
            0.3: body is not a multiple of 0.25
            1e-3: body is not a multiple of 0.25
            123456789012345678901234567890.25: sent
            25e-2: sent
        "#]],
    );
    assert_eq!(of_query(&[Limit::MultipleOf("7")], i64::MAX), "sent");
    assert_eq!(of_query(&[Limit::MultipleOf("7")], i64::MAX - 1), "p is not a multiple of 7");
}

static TREE: SharedLimits = SharedLimits(&[
    Limit::Member("name", NAME),
    Limit::Member("children", &[Limit::MaxItems(2), Limit::Items(&[Limit::Of(&TREE)])]),
]);

#[test]
fn a_body_is_checked_in_depth_and_its_place_named() {
    check_bodies(
        TREE.0,
        &[
            r#"{"name":"ab","other":"abcdef"}"#,
            r#"{"name":"a"}"#,
            r#"{"name":null,"children":[{"name":"ab"},{"children":[{"name":"abcd"}]}]}"#,
            r#"{"children":[{},{"children":[{},{},{}]}]}"#,
            r#"{"na\u006de":"\ud83e\udd80"}"#,
            r#"[{"name":"a"}]"#,
            "7",
        ],
        &expect![[r#"
            {"name":"ab","other":"abcdef"}: sent
            {"name":"a"}: name is shorter than 2 characters
            {"name":null,"children":[{"name":"ab"},{"children":[{"name":"abcd"}]}]}: children[1].children[0].name is longer than 3 characters
            {"children":[{},{"children":[{},{},{}]}]}: children[1].children has more than 2 items
            {"na\u006de":"\ud83e\udd80"}: name is shorter than 2 characters
            [{"name":"a"}]: sent
            7: sent
        "#]],
    );
}

#[test]
fn a_limit_says_nothing_of_values_of_another_kind() {
    const ALL: &[Limit] = &[
        Limit::MinLength(2),
        Limit::Minimum("2"),
        Limit::MinItems(1),
        Limit::MinMembers(1),
        Limit::UniqueItems,
    ];
    check_bodies(
        ALL,
        &["null", "true", "\"a\"", "\"ab\"", "1", "2", "[]", "[1]", "{}", r#"{"a":1}"#],
        &expect![[r#"
            null: sent
            true: sent
            "a": body is shorter than 2 characters
            "ab": sent
            1: body is less than 2
            2: sent
            []: body has fewer than 1 item
            [1]: sent
            {}: body has fewer than 1 member
            {"a":1}: sent
        "#]],
    );
}

#[test]
fn items_are_the_same_if_their_values_are() {
    check_bodies(
        &[Limit::UniqueItems],
        &[
            "[1,2,\"1\",true,[1],{\"a\":1}]",
            "[1,1.0]",
            r#"["a","\u0061"]"#,
            r#"[{"a":1,"b":[2]},{"b":[2e0],"a":1}]"#,
            r#"["[1]",[1]]"#,
            "[null,null]",
        ],
        &expect![[r#"
            [1,2,"1",true,[1],{"a":1}]: sent
            [1,1.0]: body has an item twice
            ["a","\u0061"]: body has an item twice
            [{"a":1,"b":[2]},{"b":[2e0],"a":1}]: body has an item twice
            ["[1]",[1]]: sent
            [null,null]: body has an item twice
        "#]],
    );
}

#[test]
fn members_that_are_named_are_none_of_the_rest() {
    check_bodies(
        &[Limit::Member("id", &[]), Limit::Rest(NAME), Limit::MaxMembers(2)],
        &[r#"{"id":"abcdef","k":"ab"}"#, r#"{"id":"","k":"a"}"#, r#"{"a":"aa","b":"bb","c":"cc"}"#],
        &expect![[r#"
            {"id":"abcdef","k":"ab"}: sent
            {"id":"","k":"a"}: k is shorter than 2 characters
            {"a":"aa","b":"bb","c":"cc"}: body has more than 2 members
        "#]],
    );
}

#[test]
fn the_alternative_of_a_union_is_told_as_it_is_when_reading() {
    check_bodies(
        &[Limit::Choice(&[
            (Test::Tag("type", "a"), &[Limit::Member("n", &[Limit::Maximum("1")])]),
            (Test::Kind(&[Kind::String]), NAME),
            (Test::Keys(&["k"]), &[Limit::MaxMembers(1)]),
            (Test::Keys(&["m"]), &[]),
        ])],
        &[
            r#"{"n":2,"type":"a"}"#,
            r#"{"n":2,"type":"b"}"#,
            "\"abcd\"",
            r#"{"k":1,"l":1}"#,
            r#"{"k":1,"m":1}"#,
            "[]",
        ],
        &expect![[r#"
            {"n":2,"type":"a"}: n is more than 1
            {"n":2,"type":"b"}: sent
            "abcd": body is longer than 3 characters
            {"k":1,"l":1}: body has more than 1 member
            {"k":1,"m":1}: sent
            []: sent
        "#]],
    );
}

#[cfg(feature = "patterns")]
#[test]
fn patterns_are_those_of_ecma_262() {
    let cases: &[(&'static str, &str, bool)] = &[
        ("^a+$", "aaa", true),
        ("^a+$", "aab", false),
        ("b", "abc", true),
        (r"^\d$", "٣", false),
        (r"^\w$", "ä", false),
        (r"^\s$", "\u{a0}", true),
        (r"^\S$", "\u{a0}", false),
        (r"^[\s\S]$", "\u{2028}", true),
        ("^.$", "\u{2028}", false),
        ("^.$", "🦀", true),
        (r"^\/[/]\-$", "//-", true),
        ("^[[&&~~]$", "[", true),
        (r"^[\b]\x41\u0042$", "\u{8}AB", true),
        ("^(?:a|(?<n>b))$", "b", true),
        // What the engine cannot say passes.
        ("^(?!a)", "a", true),
        (r"^(a)\1$", "ab", true),
        (r"^\p{L}$", "1", true),
        (r"^a\Z", "b", true),
        ("/^a$/i", "b", true),
        ("/a$/", "b", true),
        (r"^/a\$/$", "b", false),
        ("^[[:digit:]]$", "1", true),
        ("^[^]$", "ab", true),
        ("^a{,2}$", "b", true),
        ("[", "b", true),
    ];
    for (pattern, text, fits) in cases {
        let limits = Box::leak(Box::new([Limit::Pattern(pattern)]));
        let expected = if *fits {
            "sent".to_owned()
        } else {
            format!("p does not match the pattern `{pattern}`")
        };
        assert_eq!(of_query(limits, *text), expected, "{pattern} {text:?}");
    }
}

#[test]
fn one_switch_turns_the_checks_off() {
    let builder = ClientBuilder::new(&NOWHERE, "checks/1").check_limits(false);
    let mut call = limited(
        &builder.build().expect("a good client"),
        const { &[Param::query("p").limited(NAME)] },
        &SharedLimits(&[Limit::MinItems(1)]),
    );
    call.set(0, "abcd");
    call.json(&Json::from_json(b"[]").expect("JSON"));
    assert_eq!(said(&call), "sent");
}

#[tokio::test]
async fn nothing_reaches_the_server_and_no_secret_the_message() {
    static LIMITS: SharedLimits =
        SharedLimits(&[Limit::Values(&[Limit::Items(&[Limit::MaxLength(3)])])]);
    let recorder = Recorder::start(Answer::with_body("200 OK", "{}")).await;
    let client = builder(&recorder.url(""), &TestClock::new()).build().expect("a good client");
    let mut call = limited(&client, &[], &LIMITS);
    let body = format!(r#"{{"{KEY}":["{KEY}"]}}"#);
    call.json(&Json::from_json(body.as_bytes()).expect("JSON"));
    let error = call.send(decode::unit).await.expect_err("it is too long");
    assert_eq!(
        error.to_string(),
        "checked could not be built: [redacted][0] is longer than 3 characters"
    );
    assert!(!format!("{error:?}").contains(KEY));
    assert_eq!((recorder.connections(), error.attempts().count()), (0, 0));
}

#[tokio::test]
async fn a_model_is_checked_as_it_is_written() {
    static TAGS: SharedLimits = SharedLimits(&[Limit::Member("tags", &[Limit::MaxItems(1)])]);
    let body = ConversationTags { tags: Some(vec!["a".to_owned(); 2]), ..Default::default() };
    let mut call = limited(&CHECKING, &[], &TAGS);
    call.json(&body);
    assert_eq!(said(&call), "tags has more than 1 item");
}

proptest! {
    /// Whatever the body, the walk ends without a panic and refuses nothing that has no limits of its own.
    #[test]
    fn any_body_is_walked_over(text in r#"[\[\]{}",:0-9eE.+\-\\a-u ]{0,40}"#) {
        if let Ok(body) = Json::from_json(text.as_bytes()) {
            let mut call = limited(&CHECKING, &[], &TREE);
            call.json(&body);
            let _ = call.request();
        }
    }

    #[test]
    fn integers_are_multiples_as_arithmetic_says(number in any::<i64>(), step in 1..10_000_i64) {
        let limits = Box::leak(Box::new([Limit::MultipleOf(Box::leak(step.to_string().into()))]));
        prop_assert_eq!(of_query(limits, number) == "sent", number % step == 0);
    }

    #[test]
    fn integers_are_ordered_as_arithmetic_says(number in any::<i64>(), bound in any::<i64>()) {
        let limits = Box::leak(Box::new([Limit::Minimum(Box::leak(bound.to_string().into()))]));
        prop_assert_eq!(of_query(limits, number) == "sent", number >= bound);
    }
}
