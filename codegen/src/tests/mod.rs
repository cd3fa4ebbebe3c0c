//! Small inputs, expected texts.
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod acknowledge;
mod diagnostic;
mod doc;
mod document;
mod failures;
mod features;
mod formats;
mod golden;
mod hierarchy;
mod hostile;
mod limits;
mod lint;
mod lower;
mod media;
mod names;
mod naming;
mod nulls;
mod overlay;
mod paging;
mod review;
mod review_fields;
mod review_forms;
mod review_html;
mod schemas;
mod security;
mod source;
mod versions;

use expect_test::Expect;

use crate::{document as documents, source::Source};

/// What is said of a document, as people read it.
fn check(text: &str, expected: &Expect) {
    check_files(&[("openapi.yaml", text)], expected);
}

/// The same for a document of several files, the root first.
fn check_files(files: &[(&str, &str)], expected: &Expect) {
    let source = Source::from_memory(files);
    let (_, diagnostics) = documents::read(&source);
    expected.assert_eq(&diagnostics.render(&source, false));
}
