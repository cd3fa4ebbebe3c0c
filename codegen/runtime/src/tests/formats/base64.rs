//! Bytes within text, also as the `base64` crate reads them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use expect_test::expect;
use proptest::prelude::*;

use super::check;
use crate::Base64;

#[test]
fn texts_of_rfc_4648() {
    check(
        &[
            "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "+/+/", "Zg", "Zg=", "Zh==", "Zm9=", "-_-_",
            "Zm9v\n", "====", "Z===", "Zg==Zg==",
        ],
        |text: &Base64| {
            text.decode().map_or("does not fit".to_owned(), |bytes| format!("{bytes:?}"))
        },
        &expect![[r#"
            "": []
            "Zg==": [102]
            "Zm8=": [102, 111]
            "Zm9v": [102, 111, 111]
            "Zm9vYg==": [102, 111, 111, 98]
            "+/+/": [251, 255, 191]
            "Zg": does not fit
            "Zg=": does not fit
            "Zh==": does not fit
            "Zm9=": does not fit
            "-_-_": does not fit
            "Zm9v\n": does not fit
            "====": does not fit
            "Z===": does not fit
            "Zg==Zg==": does not fit
        "#]],
    );
}

#[test]
fn bytes_are_encoded() {
    assert_eq!(Base64::encode(b"hello"), "aGVsbG8=");
    assert_eq!(Base64::from(b"hello".to_vec()), Base64::from(&b"hello"[..]));
    // A text counts as encoded already.
    assert_eq!(Base64::from("hello"), "hello");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn what_is_encoded_is_decoded(bytes: Vec<u8>) {
        let text = Base64::encode(&bytes);
        prop_assert_eq!(text.as_str(), STANDARD.encode(&bytes));
        prop_assert!(text.is_valid());
        prop_assert_eq!(text.decode(), Some(bytes));
    }

    #[test]
    fn the_base64_crate_agrees(text in "[A-Za-z0-9+/]{0,9}[A-Z+/_ -]?={0,3}") {
        let ours = Base64::from(text.as_str());
        let theirs = STANDARD.decode(&text).ok();
        prop_assert_eq!(ours.is_valid(), theirs.is_some());
        prop_assert_eq!(ours.decode(), theirs);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,20}") {
        let ours = Base64::from(text.as_str());
        prop_assert_eq!(ours.decode(), STANDARD.decode(&text).ok());
    }
}
