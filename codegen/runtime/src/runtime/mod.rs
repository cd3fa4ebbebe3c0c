//! What every generated client shares, written by hand, once.
//!
//! Read it like this. A *model* is a plain struct, enum or union, followed by one line of table. The
//! `codec` reads and writes all of them by a single routine and loses nothing: what a payload has
//! that the document does not know is kept in [`Extra`], and [`Drift`] tells where the two disagree.
//! A *call* holds the values of an operation's parameters, becomes a request, is sent, tried again
//! where that is safe, and ends as a model or as an [`Error`] that still has the whole response.

// ---- models: how values come from JSON and go back to it ----

mod codec;
mod exact;
mod formats;
mod integer_or_string;
mod json;
mod lenient;
mod model;
mod number;
mod number_or_string;
mod one_or_many;
mod unix_time;

pub use codec::*;
pub use exact::Exact;
pub use formats::{Base64, Date, DateTime, NumberText, Uri, Uuid};
pub use integer_or_string::IntegerOrString;
pub use json::Json;
pub use lenient::Lenient;
pub use model::Model;
pub use number::Number;
pub use number_or_string::NumberOrString;
pub use one_or_many::OneOrMany;
pub use unix_time::UnixTime;

// The macros that generated models are written with. The runtime by itself has no model to use them on.
#[allow(unused_imports, reason = "used by the generated models")]
pub(crate) use codec::macros::{
    integer_enum, model, new, nulls, plain, serde_bridge, slots, string_enum, union,
};

// ---- calls: how an operation is sent and what comes back ----

mod api_error;
mod auth;
#[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
mod blocking;
mod body;
mod byte_source;
mod call;
mod check;
mod client;
mod clock;
pub mod decode;
mod error;
mod events;
mod exchange;
mod file;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod flow;
pub mod headers;
mod items;
#[cfg(feature = "limiter")]
mod limiter;
mod limits;
mod multipart;
mod needs;
#[cfg(feature = "oauth")]
mod oauth;
mod operation;
mod paging;
mod param;
mod parts;
mod payload;
mod pending;
mod platform;
mod rate_limit;
mod redact;
mod refusal;
mod request;
mod response;
mod retry;
mod secret;
mod server;
mod service;
mod settings;
mod stream;
mod style;
mod timer;
mod trace;
mod transport_error;
mod tree;
mod url;
mod values;
mod watch;

pub use api_error::ApiError;
pub use auth::{Scheme, SchemeKind};
#[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use blocking::Blocking;
pub use byte_source::ByteSource;
pub use call::Call;
#[allow(unused_imports, reason = "used by the generated limits")]
pub(crate) use check::limits_of;
pub use check::{Limit, SharedLimits};
pub use client::{Client, ClientBuilder};
pub use clock::{Clock, Sleep, SystemClock, Waiting};
pub use error::{BodyError, BuildError, Error};
pub use events::{Event, EventDecoder, EventParser, Events};
pub use file::File;
pub use items::{ItemDecoder, Items};
#[cfg(feature = "limiter")]
pub use limiter::Rate;
pub use limits::TimeLimit;
pub use multipart::Multipart;
pub use needs::Needs;
#[cfg(feature = "oauth")]
pub use oauth::{ClientCredentials, TokenSource};
pub use operation::{Operation, Param, Place, Style};
pub use paging::Paging;
pub use param::{ParamValue, ToParam};
pub use parts::NamedParts;
pub use pending::{Decoder, Pending, PendingResponse};
pub use rate_limit::RateLimit;
pub use request::Gathered;
pub use response::Response;
pub use retry::{Attempt, Attempts, Ending, Outcome, RetryBudget, RetryPolicy};
pub use secret::Secret;
pub use server::Server;
pub use stream::Chunks;
pub use transport_error::TransportError;
pub use watch::DriftReport;

// The macros that generated operations are written with.
#[allow(unused_imports, reason = "used by the generated operations")]
pub(crate) use {
    needs::{needs, needs_body},
    parts::parts,
    request::{Start, accept, decoder, either, failures, is_said, option, request},
};

// Types of the HTTP client that stand in this crate's interface.
pub use bytes::Bytes;
pub use reqwest::header::HeaderMap;
pub use reqwest::{Method, StatusCode, Url};
