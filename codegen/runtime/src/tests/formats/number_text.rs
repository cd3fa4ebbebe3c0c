//! Numbers within text, also as `serde_json` reads them.

use expect_test::expect;
use proptest::prelude::*;
use serde_json::value::RawValue;

use super::check;
use crate::NumberText;

#[test]
fn numbers_as_json_writes_them() {
    check(
        &[
            "0",
            "-12",
            "5.0",
            "1e2",
            "0.10",
            "18446744073709551615",
            "123456789012345678901",
            "1e400",
            "1.5",
            "",
            " 1",
            "1 ",
            "+1",
            "01",
            ".5",
            "1.",
            "1,000",
            "0x10",
            "NaN",
            "Infinity",
            "1 2",
            "ten",
            "\"1\"",
            "null",
        ],
        |number: &NumberText| {
            let (signed, unsigned) = (number.as_i64(), number.as_u64());
            format!("{} {signed:?} {unsigned:?} {:?}", number.is_valid(), number.as_f64())
        },
        &expect![[r#"
            "0": true Some(0) Some(0) Some(0.0)
            "-12": true Some(-12) None Some(-12.0)
            "5.0": true Some(5) Some(5) Some(5.0)
            "1e2": true Some(100) Some(100) Some(100.0)
            "0.10": true None None Some(0.1)
            "18446744073709551615": true None Some(18446744073709551615) Some(1.8446744073709552e19)
            "123456789012345678901": true None None Some(1.2345678901234568e20)
            "1e400": true None None Some(inf)
            "1.5": true None None Some(1.5)
            "": false None None None
            " 1": false None None None
            "1 ": false None None None
            "+1": false None None None
            "01": false None None None
            ".5": false None None None
            "1.": false None None None
            "1,000": false None None None
            "0x10": false None None None
            "NaN": false None None None
            "Infinity": false None None None
            "1 2": false None None None
            "ten": false None None None
            "\"1\"": false None None None
            "null": false None None None
        "#]],
    );
}

#[test]
fn numbers_are_written() {
    for (number, text) in [
        (NumberText::from(-5), "-5"),
        (NumberText::from(u64::MAX), "18446744073709551615"),
        (NumberText::from(0.1), "0.1"),
        (NumberText::from(2.0), "2"),
    ] {
        assert_eq!(number, text);
        assert!(number.is_valid(), "{text}");
    }
    assert!(!NumberText::from(f64::NAN).is_valid() && !NumberText::from(f64::INFINITY).is_valid());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn serde_json_agrees(text in "-?[0-9]{0,3}(\\.[0-9]{0,2})?([eE][+-]?[0-9]{0,2})?[ a,]?") {
        let ours = NumberText::from(text.as_str());
        let theirs = serde_json::from_str::<&RawValue>(&text).is_ok_and(|raw| raw.get() == text);
        prop_assert_eq!(ours.is_valid(), theirs);
        if theirs {
            prop_assert_eq!(ours.as_f64(), text.parse().ok());
        }
    }

    #[test]
    fn integers_come_back(number: i64, positive: u64) {
        prop_assert_eq!(NumberText::from(number).as_i64(), Some(number));
        prop_assert_eq!(NumberText::from(positive).as_u64(), Some(positive));
    }
}
