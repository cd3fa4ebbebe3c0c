//! Tests of the codec: models lose nothing and break on nothing that they need not.

mod bridge;
mod json_suite;
mod keys;
mod lenient;
mod limits;
#[allow(unreachable_pub, clippy::struct_field_names, reason = "written as in a generated crate")]
mod models;
mod mutations;
mod properties;
mod seed;
mod spelling;
mod structs;
mod unions;
mod values;

use std::fmt::Debug;

use expect_test::Expect;
use serde_json::Value;

use crate::{DecodeError, Drift, Model};

/// The JSON text as a plain value, to compare with.
fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("the test's own JSON")
}

/// Reads a model, and checks that what it gives back is equal.
fn read<T: Model>(json: &str) -> Result<T, DecodeError> {
    let model = T::from_json(json.as_bytes())?;
    assert_eq!(value(&model.to_json()), value(json), "{json} came back as {}", model.to_json());
    Ok(model)
}

/// What a model makes of a text: the model, its drift and what is written; or the error.
fn check<T: Model + Debug>(json: &str, expected: &Expect) {
    let told = match T::from_json(json.as_bytes()) {
        Ok(model) => format!("{model:?}\n{}{}\n", drift_lines(&model.drift()), model.to_json()),
        Err(error) => format!("{error}\n"),
    };
    if let Ok(model) = T::from_json(json.as_bytes()) {
        assert_eq!(value(&model.to_json()), value(json), "what is written is not what was read");
    }
    expected.assert_eq(&told);
}

fn drift_lines(drift: &[Drift]) -> String {
    drift.iter().fold(String::new(), |lines, drift| lines + &format!("! {drift}\n"))
}
