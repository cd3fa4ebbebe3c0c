//! Bytes, cut into values for the parameters of a request: each comes out of its URL, as the `url` crate reads
//! it, and of its headers as it went in, or the request is refused for a reason. The laws are those of
//! the tests.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/wire/laws.rs"]
mod laws;

fuzz_target!(|input: &[u8]| {
    if let Err(broken) = laws::check(input) {
        panic!("{broken}");
    }
});
