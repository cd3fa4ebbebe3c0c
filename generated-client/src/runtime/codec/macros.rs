//! The lines that models are written with.
//!
//! A struct is declared with its fields, and an enum with its variants, each beside what it is called on the wire; a
//! union with the rules that choose its variant. What is said of the type stands first within, as `//!` lines.
#![allow(unused_macros, unused_imports, reason = "used by the generated models")]

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

/// A struct: its fields in their order, each with whether it is `required` or `optional`, and `_nullable`, what it is
/// called on the wire where that is another name, and its type. `..rest` at the end is the map that takes keys without
/// a field.
///
/// A struct `with new` has a function that takes what is required: `required` as it is, `required_into` what converts
/// into it, `required_by` what is said behind the type, with the value that is made of it. `with new(Holder)` takes a
/// struct of what is required. A nullable field may have a method that makes it null, with the field's key.
///
/// No macro stands for a type there, nor a function for a conversion: the compiler takes longer for either than for
/// what is written out.
macro_rules! model {
    ($(#[$derived:meta])* $vis:vis struct $name:ident $(with $new:ident $(($holder:ident))?)? {
        $(#![$said:meta])*
        $(
            $(#[$about:meta])*
            $(required $taken:ident)?
            $(required_into $into:ident)?
            $(required_by $by:ident)?
            $(required_nullable $null:ident)?
            $(optional $optional:ident)?
            $(optional_nullable $open:ident $(($nulls:ident $key:literal))?)?
            $(= $wire:literal)?: $ty:ty $([$by_ty:ty = $made:expr])?,
        )*
        $(..$rest:ident: $rest_ty:ty)?
    }) => {
        $(#[$said])*
        $(#[$derived])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        $vis struct $name {
            $(
                $(#[$about])*
                pub $($taken)? $($into)? $($by)? $($null)? $($optional)? $($open)?: $ty,
            )*
            $(
                /// The members that have no field of their own.
                pub $rest: $rest_ty,
            )?
            /// The members that the document does not name, and values that do not fit their field, as they came.
            pub extra: $crate::runtime::Extra,
        }

        $crate::runtime::new! { $name [$($new $(($holder))?)?]
            $($($taken: $ty = $taken,)? $($into: impl Into<$ty> = $into.into(),)? $($by: $by_ty = $made,)?)*
        }

        $crate::runtime::nulls! { $name $($($($nulls $open $key)?)?)* }

        $crate::runtime::slots! { $name
            [$(
                $(required $taken)? $(required $into)? $(required $by)? $(required_nullable $null)?
                $(optional $optional)? $(optional_nullable $open)? $(= $wire)?;
            )*]
            [$($($taken)? $($into)? $($by)? $($null)? $($optional)? $($open)?)*]
            $($rest)?
        }
    };
}

/// How a struct is made of what is required: of so many arguments, each with the value of its field, or of one struct.
macro_rules! new {
    ($name:ident [] $($rest:tt)*) => {};
    ($name:ident [new] $($field:ident: $taken:ty = $made:expr,)*) => {
        impl $name {
            /// A value with what is required, and nothing else.
            pub fn new($($field: $taken),*) -> Self {
                Self { $($field: $made,)* ..$crate::runtime::Blank::blank() }
            }
        }
    };
    ($name:ident [new($holder:ident)] $($field:ident: $ty:ty = $made:expr,)*) => {
        #[doc = ::core::concat!("What [`struct@", ::core::stringify!($name), "`] cannot do without.")]
        #[derive(Clone, Debug, PartialEq)]
        pub struct $holder {
            $(pub $field: $ty,)*
        }

        impl $name {
            /// A value with what is required, and nothing else.
            pub fn new(required: $holder) -> Self {
                Self { $($field: required.$field,)* ..$crate::runtime::Blank::blank() }
            }
        }
    };
}

/// The methods that make fields null, each with its field and the field's key.
macro_rules! nulls {
    ($name:ident) => {};
    ($name:ident $($null:ident $field:ident $key:literal)+) => {
        impl $name {$(
            /// Sends the member as `null`, which is not the same as leaving it out.
            pub fn $null(mut self) -> Self {
                self.$field = ::core::option::Option::None;
                self.extra.set_null($key);
                self
            }
        )+}
    };
}

/// What the codec needs of a struct: the text of its fields, and the fields themselves.
macro_rules! slots {
    ($name:ident [$($table:tt)*] [$($field:ident)*] $($rest:ident)?) => {
        const _: () = {
            static TABLE: $crate::runtime::Table = $crate::runtime::Table::new(
                ::core::stringify!($name),
                ::core::stringify!($($table)*),
            );

            impl $crate::runtime::Slot for $name {
                fn read(
                    &mut self,
                    reader: &mut $crate::runtime::Reader<'_>,
                ) -> ::core::result::Result<(), $crate::runtime::Fault> {
                    let slots: &mut [&mut dyn $crate::runtime::Slot] = &mut [$(&mut self.$field),*];
                    $crate::runtime::Parts::new(&TABLE, slots, &mut self.extra)$(.with(&mut self.$rest))?.read(reader)
                }

                fn clear(&mut self) {
                    drop(::core::mem::replace(self, $crate::runtime::Plain::BLANK));
                }

                fn view(&self, by: &mut dyn $crate::runtime::Inspect) {
                    let slots: &[&dyn $crate::runtime::Slot] = &[$(&self.$field),*];
                    by.object($crate::runtime::View::new(&TABLE, slots, &self.extra)$(.with(&self.$rest))?);
                }
            }
        };

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::debug_model(self, f)
            }
        }

        $crate::runtime::plain! { $name = Self {
            $($field: $crate::runtime::Plain::BLANK,)*
            $($rest: $crate::runtime::Plain::BLANK,)?
            extra: $crate::runtime::Plain::BLANK,
        } }

        $crate::runtime::serde_bridge! { $name }
    };
}

/// An enum of strings with an open end: the type with the variant that keeps what it does not list, and what each
/// variant is called.
macro_rules! string_enum {
    ($vis:vis enum $name:ident else $unknown:ident {
        $(#![$said:meta])*
        $($(#[$about:meta])* $variant:ident = $value:literal),* $(,)?
    }) => {
        $(#[$said])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$about])* $variant,)*
            /// A value that the document does not list, as it came.
            $unknown(::std::string::String),
        }

        impl $name {
            const LISTED: &'static [&'static str] = &[$($value),*];

            /// The value as it is on the wire.
            #[inline(never)]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$unknown(value) => value,
                }
            }

            #[allow(unused_mut, unused_variables, unused_assignments)]
            fn picked(value: $crate::runtime::Listed) -> Self {
                let number = match value {
                    $crate::runtime::Listed::Known(number) => number,
                    $crate::runtime::Listed::Other(other) => return Self::$unknown(other),
                };
                let mut next = 0;
                $(
                    if number == next {
                        return Self::$variant;
                    }
                    next += 1;
                )*
                $crate::runtime::Plain::BLANK
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => ::core::stringify!($variant),)*
                    Self::$unknown(value) => {
                        return f.debug_tuple(::core::stringify!($unknown)).field(value).finish();
                    }
                })
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::picked($crate::runtime::pick(Self::LISTED, value))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(&*value)
            }
        }

        impl $crate::runtime::ToParam for $name {
            fn to_param(&self) -> $crate::runtime::ParamValue {
                $crate::runtime::ParamValue::text(self.as_str())
            }
        }

        $crate::runtime::plain! { $name = Self::$unknown($crate::runtime::Plain::BLANK) }

        impl $crate::runtime::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::runtime::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::Fault> {
                let listed = $crate::runtime::read_listed(Self::LISTED, reader);
                listed.map(|listed| *self = Self::picked(listed))
            }

            fn write(
                &self,
                field: ::core::option::Option<&$crate::runtime::Field>,
                writer: &mut $crate::runtime::Writer,
            ) -> bool {
                writer.begin(field);
                writer.string(self.as_str());
                true
            }

            fn clear(&mut self) {
                *self = $crate::runtime::Plain::BLANK;
            }

            fn view(&self, by: &mut dyn $crate::runtime::Inspect) {
                by.leaf(self);
                if let Self::$unknown(value) = self {
                    $crate::runtime::note_string(by, Self::LISTED, value);
                }
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
}

/// The same for an enum of integers.
macro_rules! integer_enum {
    ($vis:vis enum $name:ident else $unknown:ident {
        $(#![$said:meta])*
        $($(#[$about:meta])* $variant:ident = $value:literal),* $(,)?
    }) => {
        $(#[$said])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$about])* $variant,)*
            /// A value that the document does not list, as it came.
            $unknown($crate::runtime::Exact<i64>),
        }

        impl $name {
            /// The value as it is on the wire.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$unknown(value) => **value,
                }
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => ::core::stringify!($variant),)*
                    Self::$unknown(value) => {
                        return f.debug_tuple(::core::stringify!($unknown)).field(value).finish();
                    }
                })
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
                    other => Self::$unknown(other.into()),
                }
            }
        }

        impl $crate::runtime::ToParam for $name {
            fn to_param(&self) -> $crate::runtime::ParamValue {
                $crate::runtime::ToParam::to_param(&self.as_i64())
            }
        }

        $crate::runtime::plain! { $name = Self::$unknown($crate::runtime::Plain::BLANK) }

        impl $crate::runtime::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::runtime::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::Fault> {
                let value = $crate::runtime::read_integer(reader)?;
                *self = if value.is_respelled() { Self::$unknown(value) } else { Self::from(*value) };
                ::core::result::Result::Ok(())
            }

            fn write(
                &self,
                field: ::core::option::Option<&$crate::runtime::Field>,
                writer: &mut $crate::runtime::Writer,
            ) -> bool {
                if let Self::$unknown(value) = self {
                    return $crate::runtime::Slot::write(value, field, writer);
                }
                writer.begin(field);
                writer.signed(self.as_i64());
                true
            }

            fn clear(&mut self) {
                *self = $crate::runtime::Plain::BLANK;
            }

            fn view(&self, by: &mut dyn $crate::runtime::Inspect) {
                by.leaf(self);
                if let Self::$unknown(value) = self {
                    $crate::runtime::note_integer(by, &[$($value),*], **value);
                }
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
}

/// A union with an open end: the type with the variant that keeps what no other takes, and the rules that choose, from
/// top to bottom.
macro_rules! union {
    ($vis:vis enum $name:ident else $unknown:ident {
        $(#![$said:meta])*
        $($(#[$about:meta])* $variant:ident($ty:ty),)*
    } by {
        $($member:ident: $how:ident $($tag:literal = $value:literal)? $($kind:ident)|* $([$($key:literal),* $(,)?])?;)*
    }) => {
        $(#[$said])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$about])* $variant($ty),)*
            /// A value that none of the document's members takes, as it came.
            $unknown($crate::runtime::Json),
        }

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

            #[allow(unused_mut, unused_variables, unused_assignments, unreachable_patterns)]
            fn choose(&mut self, rule: usize) -> ::core::option::Option<&mut dyn $crate::runtime::Slot> {
                let mut next = 0;
                *self = 'made: {
                    $(
                        if rule == next {
                            break 'made Self::$member($crate::runtime::Blank::blank());
                        }
                        next += 1;
                    )*
                    return ::core::option::Option::None;
                };
                match self {
                    $(Self::$member(value) => ::core::option::Option::Some(value),)*
                    _ => ::core::option::Option::None,
                }
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

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::debug_model(self, f)
            }
        }

        $crate::runtime::plain! { $name = Self::$unknown($crate::runtime::Plain::BLANK) }

        impl $crate::runtime::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::runtime::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::Fault> {
                $crate::runtime::read_union(self, reader)
            }

            fn write(
                &self,
                field: ::core::option::Option<&$crate::runtime::Field>,
                writer: &mut $crate::runtime::Writer,
            ) -> bool {
                $crate::runtime::write_union(self, field, writer)
            }

            fn clear(&mut self) {
                *self = $crate::runtime::Plain::BLANK;
            }

            fn view(&self, by: &mut dyn $crate::runtime::Inspect) {
                by.union(self);
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
    (@tag $name:literal = $value:literal) => {
        $crate::runtime::Test::Tag($name, $value)
    };
    (@literal $name:literal = $value:literal) => {
        $crate::runtime::Test::Literal($name, $value)
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

pub(crate) use {integer_enum, model, new, nulls, plain, serde_bridge, slots, string_enum, union};
