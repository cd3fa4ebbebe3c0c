//! Headers of answers, read as the document describes them.

use std::str::FromStr;

use super::{HeaderMap, Model as _, Number};

/// The value of a header that is a number or a flag; nothing where it is missing or no such value.
#[doc(hidden)]
pub fn parsed<T: FromStr>(headers: &HeaderMap, name: &'static str) -> Option<T> {
    value(headers, name)?.parse().ok()
}

/// The value of a header that is a number with a fraction or without, as JSON spells it; nothing where it is missing or
/// none.
#[doc(hidden)]
pub fn number(headers: &HeaderMap, name: &'static str) -> Option<Number> {
    Number::from_json(value(headers, name)?.as_bytes()).ok()
}

/// The value of a header that is text, with or without a format; nothing where it is missing or not ASCII.
#[doc(hidden)]
pub fn text<T: From<String>>(headers: &HeaderMap, name: &'static str) -> Option<T> {
    value(headers, name).map(|text| T::from(text.to_owned()))
}

/// The same for a list of numbers or flags, items behind commas; nothing where one of them is no such value.
#[doc(hidden)]
pub fn parsed_list<T: FromStr>(headers: &HeaderMap, name: &'static str) -> Option<Vec<T>> {
    items(headers, name)?.into_iter().map(|item| item.parse().ok()).collect()
}

/// The same for a list of texts.
#[doc(hidden)]
pub fn text_list<T: From<String>>(headers: &HeaderMap, name: &'static str) -> Option<Vec<T>> {
    let items = items(headers, name)?.into_iter();
    Some(items.map(|item| T::from(item.to_owned())).collect())
}

/// The items of all lines of a header, which are one list (RFC 9110, section 5.3).
fn items<'h>(headers: &'h HeaderMap, name: &'static str) -> Option<Vec<&'h str>> {
    let mut items = Vec::new();
    for line in headers.get_all(name) {
        items.extend(line.to_str().ok()?.split(',').map(str::trim));
    }
    items.retain(|item| !item.is_empty());
    headers.contains_key(name).then_some(items)
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
