//! Values that may be something else.

use std::collections::BTreeMap;

use super::models::{Kinds, Note, Scores};
use super::{read, value};
use crate::{DriftKind, Exact, Json, Lenient, Model};

/// What came back equal, and why it does not fit.
#[track_caller]
fn misfit<T: Model>(json: &str) -> String {
    let lenient = read::<Lenient<T>>(json).unwrap();
    let misfit = lenient.misfit().expect("it does not fit").clone();
    assert_eq!(T::from_json(json.as_bytes()).err(), Some(misfit.clone()));
    assert!(lenient.value().is_none() && lenient.into_result().is_err());
    misfit.to_string()
}

#[test]
fn what_does_not_fit_is_kept_and_told() {
    assert_eq!(misfit::<Note>("5"), "expected an object, found 5 (byte 0)");
    assert_eq!(misfit::<Note>("[ ]"), "expected an object, found a list (byte 0)");
    assert_eq!(
        misfit::<Note>("{\"parent\":\"a\",\"new\":[1.0,null]}"),
        "id: expected a value, found nothing (byte 0)"
    );
    assert_eq!(
        misfit::<Vec<Note>>("[{\"id\":\"a\",\"parent\":null},{\"id\":5,\"parent\":null}]"),
        "[1].id: expected a string, found 5 (byte 32)"
    );
    assert_eq!(misfit::<String>("null"), "expected a string, found null (byte 0)");
    assert_eq!(
        misfit::<Exact<Vec<i64>>>("[5.0,\"a\"]"),
        "[1]: expected an integer of 64 bits, found \"a\" (byte 5)"
    );
}

#[test]
fn what_fits_is_the_value() {
    let note = "{\"id\":\"a\",\"parent\":null,\"count\":5.0,\"new\":1}";
    let lenient = read::<Lenient<Note>>(note).unwrap();
    assert_eq!(lenient.value(), Note::from_json(note.as_bytes()).ok().as_ref());
    assert_eq!(lenient.drift(), lenient.value().unwrap().drift());
    assert!(lenient.misfit().is_none() && lenient.into_result().is_ok());
    let nothing = read::<Lenient<Option<Note>>>("null").unwrap();
    assert_eq!(nothing.into_result(), Ok(None));
    assert_eq!(Lenient::from(5_i64).to_json(), "5");
}

#[test]
fn what_is_not_json_is_an_error() {
    for json in ["", "{", "[1,", "{\"id\":}", "5 5", "{\"id\":5,\"parent\":nul}"] {
        let error = Lenient::<Note>::from_json(json.as_bytes()).unwrap_err();
        assert!(!error.is_json(), "{json}: {error}");
    }
}

/// The item that does not fit costs the list nothing else.
#[test]
fn a_list_keeps_the_items_that_fit() {
    let json =
        "[{\"id\":\"a\",\"parent\":null}, {\"id\":5}, [1.50], {\"id\":\"b\",\"parent\":null}]";
    let items = read::<Vec<Lenient<Note>>>(json).unwrap();
    let ids: Vec<&str> = items.iter().filter_map(Lenient::value).map(|note| &*note.id).collect();
    assert_eq!(ids, ["a", "b"]);
    let told: Vec<_> = items.drift().into_iter().map(|drift| (drift.path, drift.kind)).collect();
    let expected =
        [("[1].id".to_owned(), DriftKind::Misfit), ("[2]".to_owned(), DriftKind::Misfit)];
    assert_eq!(told, expected);
    // The offset is that in the whole payload, the path that within the item.
    let misfit = items[1].misfit().unwrap();
    assert_eq!((misfit.path(), misfit.offset()), ("id", 33));
    let kept: Json = json.parse().unwrap();
    assert_eq!(kept.parse::<Vec<Lenient<Note>>>().unwrap(), items);
    assert_eq!(serde_json::to_value(&items).unwrap(), value(json));
}

/// What is kept within an object leaves the spelling of what is beside it alone.
#[test]
fn spellings_are_kept_beside_what_does_not_fit() {
    let json = "{\"a\":{\"i64\":5.0,\"list\":[1,{}]},\"b\":{\"kind\":[]},\"c\":[5.0]}";
    let map = read::<BTreeMap<String, Lenient<Kinds>>>(json).unwrap();
    assert_eq!(map.to_json(), json);
    assert_eq!(
        map["c"],
        Lenient::Other("[5.0]".parse().unwrap(), map["c"].misfit().unwrap().clone())
    );
    assert_ne!(map["a"], map["b"]);
    let list = "[5.0,{\"name\":[]},[1e1],{\"name\":\"n\",\"a\":1.0}]";
    assert_eq!(read::<Vec<Lenient<Scores>>>(list).unwrap().to_json(), list);
    assert_eq!(read::<Exact<Vec<Lenient<i64>>>>(list).unwrap().to_json(), list);
}
