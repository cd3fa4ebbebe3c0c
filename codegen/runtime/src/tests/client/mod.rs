//! Tests of calls: what is sent, what is refused before it, and what each answer becomes.

#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
mod builder;
mod checks;
mod clock;
mod drift;
mod faults;
mod headers;
mod hostile;
#[cfg(feature = "limiter")]
mod limiter;
mod limits;
mod middleware;
#[allow(clippy::struct_field_names, reason = "written as in a generated crate")]
mod models;
#[cfg(feature = "oauth")]
mod oauth;
mod operation;
mod outcomes;
mod paging;
mod payloads;
mod peers;
mod properties;
mod proxies;
mod rate_limits;
mod recorder;
mod redirects;
mod refusals;
mod request;
mod retries;
mod run;
mod sample;
mod secrets;
mod security;
mod server_url;
mod shared;
mod streams;
mod styles;
#[cfg(feature = "tracing")]
mod trace;
mod uploads;
