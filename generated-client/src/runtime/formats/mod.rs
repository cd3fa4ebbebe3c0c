//! Strings with a format.
//!
//! Each type here holds the exact text that came or is to be sent, and gives typed access beside it.
//! Nothing is checked while reading: a text that does not fit its format is kept like any other, its
//! typed access gives `None`, and it is a drift ([`DriftKind::WrongFormat`](super::DriftKind)). The
//! formats are those of the `OpenAPI` format registry.

mod base64;
mod calendar;
#[cfg(feature = "chrono")]
mod chrono;
mod date;
mod date_time;
#[cfg(feature = "jiff")]
mod jiff;
mod number_text;
mod shared;
mod uri;
mod uuid;

pub use base64::Base64;
pub use date::Date;
pub use date_time::DateTime;
pub use number_text::NumberText;
pub use uri::Uri;
pub use uuid::Uuid;
