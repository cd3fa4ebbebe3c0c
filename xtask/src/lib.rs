//! The command that people run, as a library so that tests can call its parts.

pub mod cli;
pub mod demo;
pub mod files;
pub mod generate;
pub mod mock;

mod bench;
mod bundle;
mod corpus;
mod curl;
mod lint;
mod review;
mod say;
mod workspace;
