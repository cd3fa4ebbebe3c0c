//! The hand-written part of every generated client.
//!
//! The folder `runtime` beside this file is copied verbatim into each generated crate as
//! `src/runtime/`; this crate exists so that it can be built, documented and tested by itself.
mod runtime;
pub use runtime::*;

#[cfg(test)]
mod tests;
