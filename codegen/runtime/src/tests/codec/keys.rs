//! What fields are called on the wire, whatever it is.

use super::read;

crate::runtime::model! {
    struct Odd {
        //! A struct whose keys are hard to tell from the line that names them.
        required required: String,
        optional optional: Option<String>,
        required r#type = "type": String,
        optional quotes = "\"": Option<String>,
        optional slashes = "\\\"\\": Option<String>,
        optional controls = "\n\r\t\0": Option<String>,
        optional numbers = "\u{7f}\u{1F600}\x41": Option<String>,
        optional wide = "日本é": Option<String>,
        optional line = "required a = \"b\"; optional c; // {}": Option<String>,
        optional nothing = "": Option<String>,
        required_nullable required_nullable = ";": Option<String>,
    }
}

#[test]
fn every_key_finds_its_field() {
    let json = serde_json::json!({
        "required": "0", "optional": "1", "type": "2", "\"": "3", "\\\"\\": "4", "\n\r\t\0": "5",
        "\u{7f}😀A": "6", "日本é": "7", "required a = \"b\"; optional c; // {}": "8", "": "9", ";": "10",
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
