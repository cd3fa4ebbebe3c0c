//! What the tests of this package share. The package is nothing but tests: it holds the generated client
//! against the mock, and against the client that an independent generator, progenitor, makes of the same
//! document.

pub mod clients;
pub mod load;
pub mod loopback;
pub mod recorder;
pub mod scratch;
pub mod spec;

/// Progenitor's client, as `build/main.rs` generated it.
#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unreachable_pub,
    // Progenitor puts the arm of `4XX` before those of `401` and others.
    unreachable_patterns,
    reason = "not our code"
)]
pub mod progenitor {
    include!(concat!(env!("OUT_DIR"), "/progenitor.rs"));
}
