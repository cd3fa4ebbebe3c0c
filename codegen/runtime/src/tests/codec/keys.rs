//! What fields are called on the wire, whatever it is.

use super::read;
use crate::Extra;

/// A struct whose keys are hard to tell from the line that names them.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
struct Odd {
    required: String,
    optional: Option<String>,
    r#type: String,
    quotes: Option<String>,
    slashes: Option<String>,
    controls: Option<String>,
    numbers: Option<String>,
    wide: Option<String>,
    line: Option<String>,
    nothing: Option<String>,
    required_nullable: Option<String>,
    extra: Extra,
}
crate::runtime::model! { Odd {
    required: required;
    optional: optional;
    required: r#type = "type";
    optional: quotes = "\"", slashes = "\\\"\\", controls = "\n\r\t\0", numbers = "\u{7f}\u{1F600}\x41",
        wide = "日本é", line = "required: a = \"b\", c; // {}", nothing = "";
    required_nullable: required_nullable = ";";
} }

#[test]
fn every_key_finds_its_field() {
    let json = serde_json::json!({
        "required": "0", "optional": "1", "type": "2", "\"": "3", "\\\"\\": "4", "\n\r\t\0": "5",
        "\u{7f}😀A": "6", "日本é": "7", "required: a = \"b\", c; // {}": "8", "": "9", ";": "10",
    });
    let odd: Odd = read(&json.to_string()).expect("all that is required is there");
    assert!(odd.extra.is_empty(), "a key found no field: {odd:?}");
    let fields = [&odd.optional, &odd.quotes, &odd.slashes, &odd.controls, &odd.numbers, &odd.wide];
    let more = [&odd.line, &odd.nothing, &odd.required_nullable];
    let texts: Vec<&str> =
        fields.iter().chain(&more).filter_map(|field| field.as_deref()).collect();
    assert_eq!((&*odd.required, &*odd.r#type), ("0", "2"));
    assert_eq!(texts, ["1", "3", "4", "5", "6", "7", "8", "9", "10"]);
}

#[test]
fn a_field_is_what_its_line_says_of_it() {
    let null = |key: &str| {
        let mut json = serde_json::json!({ "required": "", "type": "", ";": "" });
        json[key] = serde_json::Value::Null;
        read::<Odd>(&json.to_string()).map(|odd| odd.required_nullable.is_none()).ok()
    };
    assert_eq!([null("required"), null(";"), null("\"")], [None, Some(true), Some(false)]);
}
