//! Wild values for the parameters of a request: what a URL parser reads is what was given.

mod laws;

use proptest::prelude::*;

/// What breaks URLs and headers, more often than chance would make it.
const PIECES: [&str; 40] = [
    ".",
    "..",
    "%2e",
    "%2E",
    ".%2e",
    "%2E.",
    "%252e",
    "%25",
    "%",
    "%2f",
    "%5C",
    "/",
    "//",
    "\\",
    "?",
    "#",
    "&",
    "=",
    "+",
    ";",
    ",",
    ":",
    "@",
    "[",
    "|",
    " ",
    "\t",
    "\n",
    "\r\nX: y",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{202e}",
    "a",
    "é",
    "\u{200b}",
    "🦀",
    "👩\u{200d}👩\u{200d}👧",
    "\u{ff0e}",
    "{x}",
];

fn value() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..8);
    prop_oneof![
        8 => pieces.prop_map(|pieces| pieces.concat().into_bytes()),
        4 => any::<Vec<u8>>(),
        1 => (prop::sample::select(PIECES.to_vec()), 0..8_000_usize)
            .prop_map(|(piece, times)| piece.repeat(times).into_bytes()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_in_comes_out(values in prop::collection::vec(value(), 0..9)) {
        prop_assert_eq!(laws::check(&values.join(&laws::BETWEEN)), Ok(()));
    }
}
