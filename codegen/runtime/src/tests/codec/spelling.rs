//! How numbers are spelled: whatever holds them gives them back as they came.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Debug;

use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::models::{Integers, Kinds, Level, Note, Scores, Shape};
use crate::{Exact, Json, Model, Number, OneOrMany, UnixTime};

type Map<T> = BTreeMap<String, T>;

/// Spellings of an integer that are not its own.
const SPELLINGS: &[&str] = &["5.0", "1e1", "-0", "50e-1", "1E+2", "0.0", "-0.0e0", "1.00"];

/// Reads a text and checks that it comes back letter by letter, by itself and by way of `serde`.
#[track_caller]
fn keeps<T: Model + Debug + PartialEq + Serialize + DeserializeOwned>(json: &str) -> T {
    let model = T::from_json(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(model.to_json(), json);
    assert_eq!(serde_json::to_string(&model).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), model);
    model
}

/// Every container that stands outside of any object, with a number in it.
#[test]
fn numbers_outside_of_objects_keep_their_spelling() {
    for number in SPELLINGS {
        let of = |template: &str| template.replace('_', number);
        keeps::<Exact<i64>>(number);
        keeps::<Exact<i32>>(number);
        keeps::<Exact<UnixTime>>(number);
        keeps::<Exact<Box<i64>>>(number);
        keeps::<Exact<OneOrMany<i64>>>(number);
        keeps::<Exact<OneOrMany<i64>>>(&of("[_,7]"));
        keeps::<Exact<Vec<i64>>>(&of("[7,_,7,_]"));
        keeps::<Exact<Vec<Option<i64>>>>(&of("[null,_]"));
        keeps::<Exact<Vec<Vec<UnixTime>>>>(&of("[[7],[7,_],[]]"));
        keeps::<Exact<Map<i64>>>(&of("{\"a\":_,\"b\":7}"));
        keeps::<Exact<Vec<Map<Vec<i64>>>>>(&of("[{\"a\":[7],\"b\":[_]},{}]"));
        keeps::<Vec<Exact<Vec<i64>>>>(&of("[[7],[_]]"));
        keeps::<Level>(number);
        keeps::<Vec<Level>>(&of("[1,_,7]"));
        keeps::<Map<Level>>(&of("{\"a\":_,\"b\":7}"));
        keeps::<OneOrMany<Level>>(number);
        keeps::<Number>(number);
        keeps::<Map<Number>>(&of("{\"a\":_}"));
        for template in ["_", "[7,_]", "{\"a\":_}", "{\"a\":7,\"b\":_}", "{\"name\":\"n\",\"a\":_}"]
        {
            keeps::<Integers>(&of(template));
        }
        keeps::<Vec<Integers>>(&of("[[7,_],{\"name\":\"n\",\"a\":7},7,_,{\"b\":_}]"));
        keeps::<Shape>(&of("[_,7,[_]]"));
    }
    keeps::<Exact<u32>>("5.0");
    keeps::<Exact<u64>>("1.8446744073709551615e19");
}

/// Every container within an object, which keeps the spelling for all of its fields.
#[test]
fn numbers_inside_of_objects_keep_their_spelling() {
    for number in SPELLINGS {
        let of = |template: &str| template.replace('_', number);
        for field in
            ["{\"i64\":_}", "{\"time\":_}", "{\"list\":[7,_]}", "{\"level\":_}", "{\"shape\":[_]}"]
        {
            keeps::<Kinds>(&of(field));
            keeps::<Vec<Kinds>>(&format!("[{},{{}}]", of(field)));
            keeps::<Kinds>(&format!("{{\"inner\":{}}}", of(field)));
        }
        keeps::<Scores>(&of("{\"name\":\"n\",\"a\":_}"));
        keeps::<Note>(&of("{\"id\":\"a\",\"count\":_,\"parent\":null}"));
        keeps::<Around>(&of(
            "{\"integers\":[[_],{\"name\":\"n\",\"a\":7}],\"level\":_,\"ids\":[_]}",
        ));
    }
}

crate::runtime::model! {
    #[derive(Default)]
    struct Around {
        //! Values that are not objects, one after the other in a field: none takes what is another's.
        optional integers: Option<Vec<Integers>>,
        optional level: Option<Level>,
        optional ids: Option<Exact<Vec<i64>>>,
    }
}

/// Where something around keeps the spelling, the value is read as the type says.
#[test]
fn what_is_kept_elsewhere_is_read_as_its_type_says() {
    let around = keeps::<Around>("{\"integers\":[[5.0]],\"level\":1.0,\"ids\":[5.0]}");
    assert_eq!(around.integers, Some(vec![Integers::Many(vec![5])]));
    assert_eq!(around.level, Some(Level::V1));
    assert_eq!(around.ids.as_deref(), Some(&vec![5]));
    assert!(around.drift().is_empty());
    assert_eq!(*keeps::<Exact<Vec<Level>>>("[1.0,7.0]"), [Level::V1, Level::from(7)]);
}

/// Where nothing does, an enum has the value as one it does not list, and a union as one of no member.
#[test]
fn what_nothing_else_keeps_is_unknown() {
    let level = keeps::<Level>("1.0");
    assert_eq!(level, Level::Unknown(1.into()));
    assert_eq!(Level::from(level.as_i64()), Level::V1);
    assert_eq!((level.drift(), format!("{level} {level:?}")), (vec![], "1 Unknown(1)".to_owned()));
    assert_eq!(keeps::<Level>("7.0").drift().len(), 1);
    assert_eq!(keeps::<Integers>("[5.0]"), Integers::Unknown("[5.0]".parse().unwrap()));
    assert_eq!(keeps::<Integers>("[5]"), Integers::Many(vec![5]));
    // A member that has no such number in it is read on.
    assert!(matches!(keeps::<Integers>("{\"name\":\"n\",\"a\":5.0}"), Integers::Scores(_)));
    assert!(matches!(keeps::<Integers>("{\"a\":1.0}"), Integers::Levels(_)));
}

/// What is used as its value is made, changed and compared as such.
#[test]
fn an_exact_value_is_used_as_what_it_holds() {
    let mut ids = keeps::<Exact<Vec<i64>>>("[1,2.0]");
    assert_eq!((ids.len(), ids.first(), &ids), (2, Some(&1), &Exact::from(vec![1, 2])));
    assert_eq!(
        (ids.iter().sum::<i64>(), (&ids).into_iter().count(), ids == vec![1, 2]),
        (3, 2, true)
    );
    assert_eq!(ids.clone().into_iter().collect::<Exact<Vec<i64>>>(), ids);
    ids.push(3);
    assert_eq!(ids.to_json(), "[1,2,3]");
    assert_eq!(ids.into_inner(), [1, 2, 3]);
    assert_eq!(
        (Exact::from(5).to_string(), format!("{:?}", Exact::<i64>::default())),
        ("5".to_owned(), "0".to_owned())
    );
    assert_eq!(HashSet::from([Exact::from(5), keeps("5.0")]).len(), 1);
    assert_eq!(Exact::<Vec<i64>>::from_json(b"[1,\"a\"]").unwrap_err().path(), "[1]");
    assert_eq!(Exact::<i64>::from_json(b"99999999999999999999").unwrap_err().path(), "");
}

/// A field that is such a value, and has lost it, is written as one that has none.
#[test]
fn an_exact_value_that_is_gone_is_not_written() {
    let mut ids = keeps::<Exact<Option<i64>>>("5.0");
    *ids = None;
    assert_eq!(ids.to_json(), "null");
}

/// A number in any spelling that JSON has, most of them of integers.
fn any_number() -> impl Strategy<Value = String> {
    let integer = prop_oneof![any::<i64>(), -20_i64..20].prop_map(|integer| integer.to_string());
    let whole = (-999_i32..999, 0_usize..3, select(&["", "e0", "E+0", "e-0", "e1"][..]));
    let whole = whole.prop_map(|(integer, zeros, power)| {
        let zeros = if zeros == 0 { String::new() } else { format!(".{}", "0".repeat(zeros)) };
        format!("{integer}{zeros}{power}")
    });
    let any =
        ("-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?").prop_map(|text| text);
    prop_oneof![3 => whole, 2 => integer, 1 => any]
}

/// Lists and maps of numbers, at any depth, as compact text.
fn any_numbers() -> impl Strategy<Value = String> {
    any_number().prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(","))),
            proptest::collection::btree_map("[a-z]{1,2}", inner, 0..4).prop_map(|members| {
                let members = members.iter().map(|(key, value)| format!("\"{key}\":{value}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

/// What takes the text gives it back letter by letter; whether it takes it.
fn kept<T: Model + Debug>(json: &str) -> bool {
    let Ok(model) = T::from_json(json.as_bytes()) else { return false };
    assert_eq!(model.to_json(), json, "{model:?}");
    true
}

/// The fields of [`Kinds`] that numbers are put into.
const FIELDS: &[&str] =
    &["i32", "i64", "u32", "u64", "number", "time", "list", "map", "kind", "level", "shape"];

fn member(field: &str, json: &str) -> String {
    format!("{{\"{field}\":{json}}}")
}

/// A list of two [`Around`], each with the value in every field.
fn around(json: &str) -> String {
    let object = format!("{{\"integers\":[{json}],\"level\":{json},\"ids\":{json}}}");
    format!("[{object},{object}]")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn any_numbers_in_any_container_keep_their_spelling(json in any_numbers()) {
        let taken = [
            kept::<Exact<i64>>(&json),
            kept::<Exact<u64>>(&json),
            kept::<Exact<Vec<i64>>>(&json),
            kept::<Exact<Vec<Vec<i32>>>>(&json),
            kept::<Exact<Map<i64>>>(&json),
            kept::<Exact<Map<Vec<UnixTime>>>>(&json),
            kept::<Exact<OneOrMany<i64>>>(&json),
            kept::<Vec<Exact<i64>>>(&json),
            kept::<Level>(&json),
            kept::<Vec<Level>>(&json),
            kept::<Map<OneOrMany<Level>>>(&json),
            kept::<Vec<Number>>(&json),
            kept::<Shape>(&json),
            kept::<Vec<Shape>>(&json),
            kept::<Integers>(&json),
            kept::<OneOrMany<Integers>>(&json),
            kept::<Map<Integers>>(&json),
            kept::<Json>(&json),
        ];
        prop_assert!(taken.contains(&true));
        prop_assert!(kept::<Vec<Around>>(&around(&json)));
        for field in FIELDS {
            prop_assert!(kept::<Kinds>(&member(field, &json)));
        }
    }
}
