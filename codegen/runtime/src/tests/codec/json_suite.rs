//! What is JSON and what is not, held against `serde_json`.

use serde_json::Value;
use serde_json::value::RawValue;

use crate::{Json, Model};

/// Texts that RFC 8259 takes.
const ACCEPTED: &[&str] = &[
    "[]",
    "{}",
    " [ ] ",
    "\t\n\r {}\n",
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "123",
    "1.5",
    "-0.0",
    "1e1",
    "1E1",
    "1e+1",
    "1e-1",
    "0e0",
    "0e+1",
    "1.0e10",
    "20e1",
    "1.234567890123456789",
    "-123123123123123123123123123123",
    "0.00000000000000000000000000000000000000000000000000000000000000000000001",
    "\"\"",
    "\"a\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\u0000\"",
    "\"\\u00e9\\uD834\\uDD1E\"",
    "\"\\uDBFF\\uDFFF\"",
    "\"é𝄞\u{7f}\u{2028}\"",
    "\"\u{feff}\"",
    "\"\\\\u0000\"",
    "\"        \\\"        \"",
    "[1,2]",
    "[1 , 2]",
    "[[],[[]],{}]",
    "[null,1,\"a\",{}]",
    "{\"a\":1}",
    "{\"a\" : 1 , \"b\" : [ ] }",
    "{\"\":0}",
    "{\"a\":1,\"a\":2}",
    "{\"\\u0061\":1}",
    "{\"a\\u0000b\":{}}",
    "{\"a\":{\"b\":{\"c\":[{}]}}}",
    "\"1234567\"",
    "\"12345678\"",
    "\"123456789\"",
    "\"1234567\\n\"",
    "[\"12345678901234567890\"]",
];

/// Texts that RFC 8259 refuses.
const REFUSED: &[&str] = &[
    "",
    " ",
    "[",
    "]",
    "{",
    "}",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[,]",
    "[1,,2]",
    "[1 2]",
    "[1:2]",
    "[1}",
    "[\"a\"",
    "[\"a",
    "[\"a\",\n4\n,1,",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":1,",
    "{\"a\":1,}",
    "{,}",
    "{:1}",
    "{1:1}",
    "{a:1}",
    "{'a':1}",
    "{\"a\",1}",
    "{\"a\" 1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1]",
    "{\"a\"::1}",
    "{\"a\":1,,\"b\":2}",
    "{null:1}",
    "{[]:1}",
    "nul",
    "nulll",
    "tru",
    "truee",
    "fals",
    "True",
    "NULL",
    "nan",
    "NaN",
    "Infinity",
    "-Infinity",
    "-",
    "+1",
    "- 1",
    "--1",
    "01",
    "-01",
    "00",
    "1.",
    ".5",
    "-.5",
    "1.e1",
    "1e",
    "1e+",
    "1e-",
    "1E",
    "1.5e",
    "1..2",
    "1.2.3",
    "1e1.5",
    "0x1",
    "1_000",
    "1a",
    "１",
    "\"",
    "\"a",
    "\"\\\"",
    "\"\\x\"",
    "\"\\'\"",
    "\"\\u\"",
    "\"\\u12\"",
    "\"\\u12G4\"",
    "\"\\u 123\"",
    "\"\\U0041\"",
    "\"\\",
    "\"\\a\"",
    "\"\n\"",
    "\"\t\"",
    "\"\u{0}\"",
    "\"\u{1f}\"",
    "\"1234567\n\"",
    "\"12345678\u{1}\"",
    "'a'",
    "[1]x",
    "[] []",
    "{}{}",
    "1 2",
    "null null",
    "\"a\"\"b\"",
    "[]]",
    "{}}",
    "//",
    "/**/[]",
    "[1]//",
    "#",
    "[\u{a0}1]",
    "\u{feff}[]",
    "[\u{b}1]",
    "\u{c}[]",
    "[1,\u{2028}2]",
    "*",
    "(1)",
    "[;]",
    "{\"a\":/**/1}",
    "{\"a\\\":1}",
    "[-]",
    "[+1]",
    "[\"a\\\"]",
    "=1",
];

/// Texts that are JSON by its grammar, and that `serde_json` takes only as long as it need not make text
/// or a number of them.
const RAW_ONLY: &[&str] = &[
    "\"\\uD800\"",
    "\"\\uDC00\\uD800\"",
    "\"\\uD800\\u0041\"",
    "\"\\uD800a\"",
    "{\"\\uDFFF\":1}",
    "1e999",
    "[-1e400]",
];

#[test]
fn the_table_holds() {
    assert!(ACCEPTED.len() + REFUSED.len() + RAW_ONLY.len() >= 150);
    for text in ACCEPTED {
        let kept = Json::from_json(text.as_bytes());
        let plain = serde_json::from_str::<Value>(text);
        assert_eq!(kept.map(|json| json.parse().ok()), Ok(plain.ok()), "{text:?}");
    }
    for text in REFUSED {
        assert!(Json::from_json(text.as_bytes()).is_err(), "{text:?} was accepted");
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?} is accepted by serde_json");
    }
    for text in RAW_ONLY {
        assert_eq!(
            Json::from_json(text.as_bytes()).map(|json| json.text().to_owned()),
            Ok((*text).to_owned())
        );
        assert!(
            serde_json::from_str::<&RawValue>(text).is_ok()
                && serde_json::from_str::<Value>(text).is_err()
        );
    }
}

#[test]
fn strings_without_a_rust_string_do_not_fit_one() {
    for text in RAW_ONLY.iter().filter(|text| text.starts_with('"')) {
        assert!(String::from_json(text.as_bytes()).is_err_and(|error| error.is_json()), "{text}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    for bytes in [&b"\"\xff\""[..], b"\"\xc3\"", b"\"\xed\xa0\x80\"", b"[1,\xf0\x9f]", b"\xef\xbb"]
    {
        let error = Json::from_json(bytes).unwrap_err();
        assert!(!error.is_json() && error.expected() == "UTF-8 text", "{error}");
    }
}

#[test]
fn every_byte_in_a_string_is_told_from_its_neighbours() {
    for byte in 0..=0x7f_u8 {
        for place in 0..17 {
            let mut text = "\"".to_owned()
                + &"x".repeat(place)
                + std::str::from_utf8(&[byte]).unwrap()
                + "yyyyyyyyy\"";
            for suffix in ["", "\""] {
                text.push_str(suffix);
                let plain = serde_json::from_str::<String>(&text).ok();
                assert_eq!(String::from_json(text.as_bytes()).ok(), plain, "{text:?}");
            }
        }
    }
}

#[test]
fn what_is_written_is_read_by_others() {
    let all: String =
        (0..0x300).filter_map(char::from_u32).chain("𝄞\u{2028}\u{ffff}".chars()).collect();
    let json = all.to_json();
    assert_eq!(serde_json::from_str::<String>(&json).unwrap(), all);
    assert_eq!(String::from_json(json.as_bytes()), Ok(all));
    for number in [0, 1, -1, 9, 10, 99, 100, i64::MAX, i64::MIN] {
        assert_eq!(number.to_json(), number.to_string());
    }
    assert_eq!(u64::MAX.to_json(), u64::MAX.to_string());
}
