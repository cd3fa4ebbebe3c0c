//! The lines that models are written with: [`structs`], [`enums`] and [`unions`], and what all of them need.
//!
//! A struct is declared with its fields, and an enum with its variants, each beside what it is called on the wire; a
//! union with the rules that choose its variant. What is said of the type stands first within, as `//!` lines.
#![allow(unused_macros, unused_imports, reason = "used by the generated models")]

mod enums;
mod structs;
mod unions;

pub(crate) use enums::{integer_enum, string_enum};
pub(crate) use structs::{model, new, nulls, slots};
pub(crate) use unions::union;

/// Makes the constant of a type its blank value.
macro_rules! plain {
    ([$($generics:tt)*] $ty:ty = $blank:expr) => {
        impl<$($generics)*> $crate::runtime::Plain for $ty {
            const BLANK: Self = $blank;
        }

        impl<$($generics)*> $crate::runtime::Blank for $ty {
            fn blank() -> Self {
                $crate::runtime::Plain::BLANK
            }
        }
    };
    ($ty:ty = $blank:expr) => {
        $crate::runtime::plain! { [] $ty = $blank }
    };
}

/// Serde for a model: both ways by way of JSON text.
macro_rules! serde_bridge {
    ($name:ident) => {
        $crate::runtime::serde_bridge! { [] $name }
    };
    ([$($generics:tt)*] $ty:ty) => {
        impl<$($generics)*> ::serde::Serialize for $ty {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::serialize(self, serializer)
            }
        }

        impl<'de, $($generics)*> ::serde::Deserialize<'de> for $ty {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use {plain, serde_bridge};
