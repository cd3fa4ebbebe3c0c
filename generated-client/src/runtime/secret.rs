//! A value that must not be seen.

use std::fmt;

/// A credential: an API key, a token, a password.
///
/// It has no `Display`, and its `Debug` shows `Secret(…)`, so that it cannot end up in a log by the
/// way. It is not wiped from memory when dropped.
///
/// Take it from text: `Secret::from(key)`, or pass the text where `impl Into<Secret>` is asked.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for the few places that must send it.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
