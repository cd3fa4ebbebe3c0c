//! Depth, size and number: nothing in a payload crashes the decoder or makes it slow.
//!
//! Work is counted by time only against a bound that is far above what straight-line growth needs and
//! far below what growth by squares would take.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;

use super::models::{Branch, Empty, Kinds, Note, Scores, Shape, Tree};
use super::value;
use crate::runtime::Json;
use crate::{DecodeError, Model};

/// Runs something that must be done soon.
fn soon<T>(run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    assert!(start.elapsed() < Duration::from_secs(20), "it took {:?}", start.elapsed());
    result
}

fn nested(levels: usize, open: &str, innermost: &str, close: &str) -> String {
    [&open.repeat(levels), innermost, &close.repeat(levels)].concat()
}

fn too_deep<T: Model + DeserializeOwned>(json: &str) {
    let error: DecodeError = T::from_json(json.as_bytes()).map(drop).expect_err("an error");
    assert!(error.to_string().contains("at most 127 levels"), "{error}");
    assert!(serde_json::from_str::<T>(json).is_err());
}

#[test]
fn depth_is_bounded_as_it_is_in_serde_json() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"inner\":", "}]")] {
        for levels in [126, 127, 128, 129, 100_000] {
            let json = nested(levels, open, "1", close);
            let here = Json::from_json(json.as_bytes()).is_ok();
            assert_eq!(
                here,
                serde_json::from_str::<serde_json::Value>(&json).is_ok(),
                "{levels} times {open}"
            );
        }
    }
}

#[test]
fn deep_nesting_is_an_error_in_every_type() {
    for levels in [200, 100_000] {
        for (open, close) in
            [("[", "]"), ("{\"inner\":", "}"), ("{\"shape\":[", "]}"), ("{\"children\":[", "]}")]
        {
            for json in [nested(levels, open, "1", close), open.repeat(levels)] {
                too_deep::<Json>(&json);
                too_deep::<Empty>(&nested(1, "{\"x\":", &json, "}"));
                too_deep::<Kinds>(&nested(1, "{\"inner\":", &json, "}"));
                too_deep::<Kinds>(&nested(1, "{\"json\":", &json, "}"));
                too_deep::<Kinds>(&nested(1, "{\"string\":", &json, "}"));
                too_deep::<Shape>(&nested(1, "[", &json, "]"));
                too_deep::<Scores>(&nested(1, "{\"a\":", &json, "}"));
                too_deep::<Tree>(&nested(1, "{\"children\":[],\"content\":", &json, "}"));
            }
        }
    }
}

#[test]
fn every_depth_that_is_allowed_has_room_on_a_small_stack() {
    let run = || {
        let kinds = nested(126, "{\"inner\":", "{}", "}");
        let kinds = Kinds::from_json(kinds.as_bytes()).unwrap();
        assert!(kinds.drift().is_empty() && kinds == kinds.clone());
        let shape = nested(127, "[", "", "]");
        assert_eq!(Shape::from_json(shape.as_bytes()).unwrap().to_json(), shape);
        let tree = nested(126, "{\"children\":[],\"content\":", "\"a\"", "}");
        assert_eq!(Tree::from_json(tree.as_bytes()).unwrap().to_json(), tree);
        // Each of its objects, with 130 fields, counts for two.
        let wide = nested(62, "{\"f7\":", "{}", "}");
        assert_eq!(Wide::from_json(wide.as_bytes()).unwrap().to_json(), wide);
        too_deep::<Wide>(&nested(63, "{\"f7\":", "{}", "}"));
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn many_keys_are_read_and_written_in_a_straight_line() {
    let mut json = "{".to_owned();
    for number in 0..40_000 {
        write!(json, "\"key {number}\":{number},").unwrap();
    }
    json.push_str("\"id\":\"a\",\"parent\":null}");
    soon(|| {
        let note = Note::from_json(json.as_bytes()).unwrap();
        assert_eq!(value(&note.to_json()), value(&json));
        assert_eq!((note.extra.unknown().count(), note.drift().len()), (40_000, 40_000));
        assert_eq!(note, note.clone());
        let map = BTreeMap::<String, Json>::from_json(json.as_bytes()).unwrap();
        assert_eq!(map.len(), 40_002);
    });
}

#[test]
fn one_key_many_times_is_read_in_a_straight_line() {
    for values in ["1", "\"x\"", "null", "1,\"count\":\"x\"", "null,\"count\":\"x\",\"count\":5.0"]
    {
        let json = "{\"id\":\"a\",\"parent\":null".to_owned()
            + &format!(",\"count\":{values}").repeat(30_000)
            + "}";
        soon(|| {
            let note = Note::from_json(json.as_bytes()).unwrap();
            assert_eq!(value(&note.to_json()), value(&json));
        });
    }
}

#[test]
fn keys_that_come_again_among_a_megabyte_of_others_are_read_in_a_straight_line() {
    let unknown = format!(",\"unknown\":\"{}\"", "a long sentence ".repeat(8)).repeat(7_000);
    let again = ",\"count\":\"x\",\"text\":1".repeat(50_000);
    let json = format!(r#"{{"id":"a","parent":null{unknown}{again}{unknown},"text":"b"}}"#);
    soon(|| {
        let note = Note::from_json(json.as_bytes()).unwrap();
        assert_eq!((note.extra.misfits().count(), note.extra.unknown().count()), (1, 14_000));
        assert_eq!(Note::from_json(note.to_json().as_bytes()), Ok(note));
        let scores = Scores::from_json(json.as_bytes()).unwrap();
        assert_eq!(Scores::from_json(scores.to_json().as_bytes()), Ok(scores));
    });
}

#[test]
fn misfits_within_misfits_are_read_in_a_straight_line() {
    // Each level lacks a required member at its very end, so each is read and then kept raw.
    let json = nested(120, "{\"id\":\"a\",\"next\":", &format!("[{}1]", "1,".repeat(10_000)), "}");
    soon(|| {
        let chain = Chain::from_json(json.as_bytes()).expect_err("an error");
        assert_eq!(chain.path(), "parent");
        let whole = nested(1, "{\"id\":\"a\",\"parent\":null,\"next\":", &json, "}");
        let chain = Chain::from_json(whole.as_bytes()).unwrap();
        assert_eq!(value(&chain.to_json()), value(&whole));
        assert_eq!(chain.drift().len(), 1);
    });
}

crate::runtime::model! {
    pub(super) struct Chain {
        required id: String,
        optional next: Option<Box<Chain>>,
        required_nullable parent: Option<String>,
    }
}

crate::runtime::union! {
    pub(super) enum Guess else Unknown {
        //! Both members have the same keys, save one that is looked for last: only trying can tell them apart.
        One(Box<One>),
        Two(Box<Two>),
    } by {
     One: attempt; Two: attempt;
    }
}

crate::runtime::model! {
    pub(super) struct One {
        required inner: Guess,
        required text = "one": String,
    }
}

crate::runtime::model! {
    pub(super) struct Two {
        optional inner: Option<Guess>,
        required text = "two": String,
    }
}

#[test]
fn unions_by_trial_do_not_multiply() {
    // Two attempts on each of 120 levels: 2^120 readings if nothing were remembered.
    for end in ["\"two\":\"b\"}", "\"one\":\"a\"}", "\"x\":1}"] {
        let json = nested(120, "{\"inner\":", "{\"two\":\"\"}", &format!(",{end}"));
        soon(|| {
            let guess = Guess::from_json(json.as_bytes()).unwrap();
            assert_eq!(value(&guess.to_json()), value(&json));
            assert_eq!(matches!(guess, Guess::Unknown(_)), end.contains('x'));
        });
    }
}

#[test]
fn a_long_list_of_trials_is_read_in_a_straight_line() {
    let json = format!("[{}null]", "{\"two\":\"\",\"inner\":{\"two\":\"\"}},".repeat(20_000));
    soon(|| {
        let list = Vec::<Guess>::from_json(json.as_bytes()).unwrap();
        assert_eq!(list.len(), 20_001);
    });
}

macro_rules! wide {
    ($($field:ident $wire:literal)*) => {
        crate::runtime::model! {
            #[derive(Default)]
            pub(super) struct Wide {
                $(optional $field = $wire: Option<Box<Wide>>,)*
            }
        }
    };
}

wide! {
    f0 "f0" f1 "f1" f2 "f2" f3 "f3" f4 "f4" f5 "f5" f6 "f6" f7 "f7" f8 "f8" f9 "f9" f10 "f10" f11 "f11" f12 "f12"
    f13 "f13" f14 "f14" f15 "f15" f16 "f16" f17 "f17" f18 "f18" f19 "f19" f20 "f20" f21 "f21" f22 "f22" f23 "f23"
    f24 "f24" f25 "f25" f26 "f26" f27 "f27" f28 "f28" f29 "f29" f30 "f30" f31 "f31" f32 "f32" f33 "f33" f34 "f34"
    f35 "f35" f36 "f36" f37 "f37" f38 "f38" f39 "f39" f40 "f40" f41 "f41" f42 "f42" f43 "f43" f44 "f44" f45 "f45"
    f46 "f46" f47 "f47" f48 "f48" f49 "f49" f50 "f50" f51 "f51" f52 "f52" f53 "f53" f54 "f54" f55 "f55" f56 "f56"
    f57 "f57" f58 "f58" f59 "f59" f60 "f60" f61 "f61" f62 "f62" f63 "f63" f64 "f64" f65 "f65" f66 "f66" f67 "f67"
    f68 "f68" f69 "f69" f70 "f70" f71 "f71" f72 "f72" f73 "f73" f74 "f74" f75 "f75" f76 "f76" f77 "f77" f78 "f78"
    f79 "f79" f80 "f80" f81 "f81" f82 "f82" f83 "f83" f84 "f84" f85 "f85" f86 "f86" f87 "f87" f88 "f88" f89 "f89"
    f90 "f90" f91 "f91" f92 "f92" f93 "f93" f94 "f94" f95 "f95" f96 "f96" f97 "f97" f98 "f98" f99 "f99" f100 "f100"
    f101 "f101" f102 "f102" f103 "f103" f104 "f104" f105 "f105" f106 "f106" f107 "f107" f108 "f108" f109 "f109"
    f110 "f110" f111 "f111" f112 "f112" f113 "f113" f114 "f114" f115 "f115" f116 "f116" f117 "f117" f118 "f118"
    f119 "f119" f120 "f120" f121 "f121" f122 "f122" f123 "f123" f124 "f124" f125 "f125" f126 "f126" f127 "f127"
    f128 "f128" f129 "f129"
}

#[test]
fn structs_may_have_more_than_64_fields() {
    for number in 0..130 {
        for (given, extra, drift) in
            [("{}", 0, 0), ("null", 1, 1), ("5", 1, 1), ("{\"x\":1}", 0, 1)]
        {
            let json = format!("{{\"f129\":{{}},\"y\":0,\"f{number}\":{given}}}");
            let wide = Wide::from_json(json.as_bytes()).unwrap();
            assert_eq!(value(&wide.to_json()), value(&json));
            let told: Vec<_> = wide.drift().into_iter().map(|drift| drift.path).collect();
            assert_eq!(told.len(), drift + 1, "{json}: {told:?}");
            assert_eq!(wide.extra.is_null(&format!("f{number}")), given == "null");
            assert_eq!(wide.extra.misfits().count() + usize::from(given == "null"), extra);
        }
    }
}

#[test]
fn required_branches_end() {
    assert!(matches!(Branch::from_json(b"\"a\""), Ok(Branch::Leaf(_))));
}
