//! The lines that models are written with.
//!
//! Each takes a type that is already written down, plain, and tells the codec what its parts are called
//! on the wire.
#![allow(unused_macros, unused_imports, reason = "used by the generated models")]

/// Serde for a model: both ways by way of JSON text.
macro_rules! serde_bridge {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::deserialize(deserializer)
            }
        }
    };
}

/// A struct: `"wire name" field required;`, where the words are `required` or `optional`, and `nullable`.
/// `additional_properties field;` at the end names the map that takes keys without a field.
macro_rules! model {
    ($name:ident {
        $($wire:literal $field:ident $presence:ident $($nullable:ident)?;)*
        $(additional_properties $rest:ident;)?
    }) => {
        const _: () = {
            #[allow(unused_imports)]
            use $crate::runtime::{NULLABLE as nullable, OPTIONAL as optional, REQUIRED as required};

            static TABLE: $crate::runtime::Table = $crate::runtime::Table::new(&[
                $(($wire, ::core::stringify!($field), $presence $(+ $nullable)?)),*
            ]);

            impl $crate::runtime::Slot for $name {
                fn parts(
                    &mut self,
                    work: &mut dyn $crate::runtime::Work,
                ) -> ::core::result::Result<(), $crate::runtime::Fault> {
                    let slots: &mut [&mut dyn $crate::runtime::Slot] = &mut [$(&mut self.$field),*];
                    work.work($crate::runtime::Parts::new(&TABLE, slots, &mut self.extra)$(.with(&mut self.$rest))?)
                }

                fn view(&self, by: &mut dyn $crate::runtime::Inspect) {
                    let slots: &[&dyn $crate::runtime::Slot] = &[$(&self.$field),*];
                    by.inspect($crate::runtime::View::new(&TABLE, slots, &self.extra)$(.with(&self.$rest))?);
                }
            }
        };

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::debug_model(self, ::core::stringify!($name), f)
            }
        }

        impl $crate::runtime::Blank for $name {
            fn blank() -> Self {
                Self {
                    $($field: $crate::runtime::Blank::blank(),)*
                    $($rest: $crate::runtime::Blank::blank(),)?
                    extra: ::core::default::Default::default(),
                }
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
}

/// An enum of strings with an open end: the type, its unknown variant, and what each variant is called.
macro_rules! string_enum {
    ($name:ident $unknown:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $name {
            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$unknown(value) => value,
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::$unknown(::std::borrow::ToOwned::to_owned(other)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl $crate::runtime::ToParam for $name {
            fn to_param(&self) -> $crate::runtime::ParamValue {
                $crate::runtime::ParamValue::one(self.as_str())
            }
        }

        impl $crate::runtime::Blank for $name {
            fn blank() -> Self {
                Self::$unknown(::core::default::Default::default())
            }
        }

        impl $crate::runtime::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::runtime::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::Fault> {
                $crate::runtime::read_string(reader, &mut |text| *self = Self::from(text))
            }

            fn write(&self, writer: &mut $crate::runtime::Writer) {
                writer.string(self.as_str());
            }

            fn clear(&mut self) {
                *self = $crate::runtime::Blank::blank();
            }

            fn note_drift(&self, walk: &mut $crate::runtime::Walk) {
                if let Self::$unknown(value) = self {
                    $crate::runtime::note_string(walk, &[$($value),*], value);
                }
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
}

/// The same for an enum of integers.
macro_rules! integer_enum {
    ($name:ident $unknown:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $name {
            /// The value as it is on the wire.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$unknown(value) => *value,
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::$unknown(other),
                }
            }
        }

        impl $crate::runtime::ToParam for $name {
            fn to_param(&self) -> $crate::runtime::ParamValue {
                $crate::runtime::ToParam::to_param(&self.as_i64())
            }
        }

        impl $crate::runtime::Blank for $name {
            fn blank() -> Self {
                Self::from(0)
            }
        }

        impl $crate::runtime::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::runtime::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::Fault> {
                *self = Self::from($crate::runtime::read_integer(reader)?);
                ::core::result::Result::Ok(())
            }

            fn write(&self, writer: &mut $crate::runtime::Writer) {
                writer.signed(self.as_i64());
            }

            fn clear(&mut self) {
                *self = $crate::runtime::Blank::blank();
            }

            fn note_drift(&self, walk: &mut $crate::runtime::Walk) {
                if let Self::$unknown(value) = self {
                    $crate::runtime::note_integer(walk, &[$($value),*], *value);
                }
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
}

/// A union with an open end: the type, its unknown variant, and the rules that choose, from top to bottom.
macro_rules! union {
    ($name:ident $unknown:ident {
        $($member:ident: $how:ident $($tag:literal = $value:literal)? $($kind:ident)|* $([$($key:literal),* $(,)?])?;)*
    }) => {
        impl $crate::runtime::Union for $name {
            fn rules(&self) -> &'static $crate::runtime::Rules {
                static RULES: $crate::runtime::Rules = $crate::runtime::Rules(&[
                    $($crate::runtime::Rule {
                        member: ::core::stringify!($member),
                        test: $crate::runtime::union!(
                            @$how $($tag = $value)? $($kind)|* $([$($key),*])?
                        ),
                    }),*
                ]);
                &RULES
            }

            #[allow(unused_mut, unused_variables, unused_assignments)]
            fn choose(&mut self, rule: usize) -> ::core::option::Option<&mut dyn $crate::runtime::Slot> {
                let mut next = 0;
                $(
                    if rule == next {
                        *self = Self::$member($crate::runtime::Blank::blank());
                        return match self {
                            Self::$member(value) => ::core::option::Option::Some(value),
                            _ => ::core::option::Option::None,
                        };
                    }
                    next += 1;
                )*
                ::core::option::Option::None
            }

            fn keep(&mut self, value: $crate::runtime::Json) {
                *self = Self::$unknown(value);
            }

            #[allow(unused_mut, unused_variables, unused_assignments)]
            fn chosen(&self) -> ::core::option::Option<(usize, &dyn $crate::runtime::Slot)> {
                let mut next = 0;
                $(
                    if let Self::$member(value) = self {
                        return ::core::option::Option::Some((next, value));
                    }
                    next += 1;
                )*
                ::core::option::Option::None
            }

            fn unknown(&self) -> ::core::option::Option<&$crate::runtime::Json> {
                match self {
                    Self::$unknown(value) => ::core::option::Option::Some(value),
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl $crate::runtime::Blank for $name {
            fn blank() -> Self {
                Self::$unknown($crate::runtime::Blank::blank())
            }
        }

        impl $crate::runtime::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::runtime::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::Fault> {
                $crate::runtime::read_union(self, reader)
            }

            fn write(&self, writer: &mut $crate::runtime::Writer) {
                $crate::runtime::write_union(self, writer);
            }

            fn clear(&mut self) {
                *self = $crate::runtime::Blank::blank();
            }

            fn takes_null(&self) -> bool {
                $crate::runtime::union_takes_null(self)
            }

            fn note_drift(&self, walk: &mut $crate::runtime::Walk) {
                $crate::runtime::drift_union(self, walk);
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
    (@tag $name:literal = $value:literal) => {
        $crate::runtime::Test::Tag($name, $value)
    };
    (@kind $($kind:ident)|+) => {
        $crate::runtime::Test::Kind(&[$($crate::runtime::union!(@named $kind)),+])
    };
    (@keys [$($key:literal),*]) => {
        $crate::runtime::Test::Keys(&[$($key),*])
    };
    (@attempt) => {
        $crate::runtime::Test::Attempt
    };
    (@named null) => { $crate::runtime::Kind::Null };
    (@named boolean) => { $crate::runtime::Kind::Boolean };
    (@named integer) => { $crate::runtime::Kind::Integer };
    (@named number) => { $crate::runtime::Kind::Number };
    (@named string) => { $crate::runtime::Kind::String };
    (@named array) => { $crate::runtime::Kind::Array };
    (@named object) => { $crate::runtime::Kind::Object };
}

pub(crate) use {integer_enum, model, serde_bridge, string_enum, union};
