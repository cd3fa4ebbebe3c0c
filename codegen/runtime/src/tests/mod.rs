//! Tests of the runtime, outside the folder that is copied.

#[allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]
mod client;
#[allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]
mod codec;
#[allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]
mod formats;
