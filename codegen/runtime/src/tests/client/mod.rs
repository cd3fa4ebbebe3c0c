//! Tests of calls: what is sent, what is refused before it, and what each answer becomes.

mod builder;
mod drift;
mod hostile;
#[allow(clippy::struct_field_names, reason = "written as in a generated crate")]
mod models;
mod outcomes;
mod properties;
mod proxies;
mod recorder;
mod redirects;
mod request;
mod sample;
mod secrets;
mod security;
mod server_url;
mod shared;
mod styles;
