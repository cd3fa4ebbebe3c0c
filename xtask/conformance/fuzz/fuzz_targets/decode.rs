//! Bytes, read as each model of the client: nothing panics, what is read is given back equal, and what is
//! JSON is decided as `serde_json` decides it.
//!
//! The first byte picks the model; from 128 on, serde reads and writes it as well. The laws, and the judge of JSON, are those of the tests.
#![no_main]

use libfuzzer_sys::fuzz_target;

// What the tests use besides is no use here.
#[allow(dead_code)]
#[path = "../../tests/models/bytes.rs"]
mod bytes;
#[allow(dead_code)]
#[path = "../../tests/models/node.rs"]
mod node;
#[allow(dead_code)]
#[path = "../../tests/models/subjects.rs"]
mod subjects;

fuzz_target!(|input: &[u8]| {
    if let [first, payload @ ..] = input {
        let number = usize::from(*first) % subjects::all().count();
        let subject = subjects::all().nth(number).expect("a subject of this number");
        let mut lawful = bytes::check(subject, payload);
        if *first >= 128 {
            lawful = lawful.and_then(|()| (subject.bridge)(payload));
        }
        if let Err(broken) = lawful {
            panic!("{}: {broken}", subject.name);
        }
    }
});
