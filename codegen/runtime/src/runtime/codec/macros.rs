//! The lines that models are written with.
//!
//! Structs and unions are already written down, plain; an enum is declared by its line, each variant beside its
//! value. All tell the codec what the parts are called on the wire.
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

/// A struct: its fields in their order, and before those that are alike whether they are `required` or
/// `optional`, and `_nullable`. A field whose name on the wire is another is `field = "wire name"`.
/// `..field;` at the end names the map that takes keys without a field.
///
/// Behind them: what `new` takes, each with the value that is made of it where that is another, or the struct of what
/// is required; and the methods that make fields null, each with its field and the field's key. No macro stands for
/// a type there, nor a function for a conversion: the compiler takes longer for either than for what is written out.
macro_rules! model {
    ($name:ident {
        $($presence:ident: $($field:ident $(= $wire:literal)?),+;)*
        $(..$rest:ident;)?
    }
    $(new($($needed:ident: $taken:ty $(= $made:expr)?),+))?
    $(new_from $holder:ident($($held:ident),+))?
    $(null($($null:ident $nulled:ident $key:literal),+))?) => {
        $(impl $name {
            /// A value with what is required, and nothing else.
            pub fn new($($needed: $taken),+) -> Self {
                Self { $($needed $(: $made)?,)+ ..$crate::runtime::Blank::blank() }
            }
        })?

        $(impl $name {
            /// A value with what is required, and nothing else.
            pub fn new(required: $holder) -> Self {
                Self { $($held: required.$held,)+ ..$crate::runtime::Blank::blank() }
            }
        })?

        $(impl $name {$(
            /// Sends the member as `null`, which is not the same as leaving it out.
            pub fn $null(mut self) -> Self {
                self.$nulled = ::core::option::Option::None;
                self.extra.set_null($key);
                self
            }
        )+})?

        const _: () = {
            static TABLE: $crate::runtime::Table = $crate::runtime::Table::new(
                ::core::stringify!($name),
                ::core::stringify!($($presence: $($field $(= $wire)?),+;)*),
            );

            impl $crate::runtime::Slot for $name {
                fn read(
                    &mut self,
                    reader: &mut $crate::runtime::Reader<'_>,
                ) -> ::core::result::Result<(), $crate::runtime::Fault> {
                    let slots: &mut [&mut dyn $crate::runtime::Slot] = &mut [$($(&mut self.$field),+),*];
                    $crate::runtime::Parts::new(&TABLE, slots, &mut self.extra)$(.with(&mut self.$rest))?.read(reader)
                }

                fn clear(&mut self) {
                    drop(::core::mem::replace(self, $crate::runtime::Plain::BLANK));
                }

                fn view(&self, by: &mut dyn $crate::runtime::Inspect) {
                    let slots: &[&dyn $crate::runtime::Slot] = &[$($(&self.$field),+),*];
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
            $($($field: $crate::runtime::Plain::BLANK,)+)*
            $($rest: $crate::runtime::Plain::BLANK,)?
            extra: $crate::runtime::Plain::BLANK,
        } }

        $crate::runtime::serde_bridge! { $name }
    };
}

/// An enum of strings with an open end: the type with the variant that keeps what it does not list, and what each
/// variant is called.
macro_rules! string_enum {
    ($(#[$said:meta])* pub enum $name:ident else $unknown:ident {
        $($(#[$about:meta])* $variant:ident = $value:literal),* $(,)?
    }) => {
        $(#[$said])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
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
    ($(#[$said:meta])* pub enum $name:ident else $unknown:ident {
        $($(#[$about:meta])* $variant:ident = $value:literal),* $(,)?
    }) => {
        $(#[$said])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
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

pub(crate) use {integer_enum, model, plain, serde_bridge, string_enum, union};
