//! Headers of answers, read as the document describes them.

use std::str::FromStr;

use super::HeaderMap;

/// The value of a header that is a number or a flag; nothing where it is missing or no such value.
#[doc(hidden)]
pub fn parsed<T: FromStr>(headers: &HeaderMap, name: &'static str) -> Option<T> {
    value(headers, name)?.parse().ok()
}

/// The value of a header that is text, with or without a format; nothing where it is missing or not ASCII.
#[doc(hidden)]
pub fn text<T: From<String>>(headers: &HeaderMap, name: &'static str) -> Option<T> {
    value(headers, name).map(|text| T::from(text.to_owned()))
}

fn value<'h>(headers: &'h HeaderMap, name: &'static str) -> Option<&'h str> {
    Some(headers.get(name)?.to_str().ok()?.trim())
}

/// What has headers. A trait of headers asks for it, and nobody outside can name it: so nobody else implements
/// the trait, and the document may describe more headers without breaking anybody.
#[doc(hidden)]
pub trait Sealed {}

impl Sealed for HeaderMap {}

/// A trait of headers by name: one line each, with the way in which its value is read.
#[allow(unused_macros, reason = "used by generated crates whose document describes headers")]
macro_rules! headers {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $wire:literal $method:ident $read:ident $ty:ty;)* }) => {
        $(#[$about])*
        pub trait $name: $crate::runtime::headers::Sealed {
            $($(#[$doc])* fn $method(&self) -> Option<$ty>;)*
        }

        impl $name for $crate::runtime::HeaderMap {
            $(fn $method(&self) -> Option<$ty> {
                $crate::runtime::headers::$read(self, $wire)
            })*
        }
    };
}

#[allow(unused_imports, reason = "used by generated crates whose document describes headers")]
pub(crate) use headers;
