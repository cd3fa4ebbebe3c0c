//! How enums of strings and of integers are declared.
#![allow(unused_macros, unused_imports, reason = "used by the generated models")]

/// An enum of strings with an open end: the type with the variant that keeps what it does not list, and what each
/// variant is called. Where other values are `allowed`, they are no disagreement with the document.
macro_rules! string_enum {
    ($vis:vis enum $name:ident else $unknown:ident $(: $allowed:ident)? {
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
                if let (Self::$unknown(value), "") = (self, ::core::stringify!($($allowed)?)) {
                    $crate::runtime::note_string(by, Self::LISTED, value);
                }
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
}

/// The same for an enum of integers.
macro_rules! integer_enum {
    ($vis:vis enum $name:ident else $unknown:ident $(: $allowed:ident)? {
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
                if let (Self::$unknown(value), "") = (self, ::core::stringify!($($allowed)?)) {
                    $crate::runtime::note_integer(by, &[$($value),*], **value);
                }
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
}

pub(crate) use {integer_enum, string_enum};
