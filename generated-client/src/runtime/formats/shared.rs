//! What all strings with a format share.

use super::super::codec::{DriftKind, Walk, Writer};

/// The text of a type, in and out, its place in a payload and in a request. The type is a tuple of one
/// `String`, has `is_valid`, and is said to be `$expected` where a text does not fit.
macro_rules! exact_text {
    ($name:ident, $expected:literal) => {
        impl $name {
            /// The exact text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The exact text.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                Self(text.clone())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl $crate::runtime::ToParam for $name {
            fn to_param(&self) -> $crate::runtime::ParamValue {
                $crate::runtime::ParamValue::one(self.as_str())
            }
        }

        $crate::runtime::plain! { $name = Self(String::new()) }

        impl $crate::runtime::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::runtime::Reader<'_>,
            ) -> Result<(), $crate::runtime::Fault> {
                if reader.peek()? != $crate::runtime::Kind::String {
                    return Err(reader.misfit($expected));
                }
                $crate::runtime::Slot::read(&mut self.0, reader)
            }

            fn write(
                &self,
                field: Option<&$crate::runtime::Field>,
                writer: &mut $crate::runtime::Writer,
            ) -> bool {
                $crate::runtime::Slot::write(&self.0, field, writer)
            }

            fn clear(&mut self) {
                self.0.clear();
            }

            fn view(&self, by: &mut dyn $crate::runtime::Inspect) {
                by.leaf(self);
                if let Some(walk) = by.walk()
                    && !self.is_valid()
                {
                    super::shared::note_format(walk, $expected, &self.0);
                }
            }
        }

        $crate::runtime::serde_bridge! { $name }
    };
}

pub(super) use exact_text;

/// Notes a text that does not fit its format.
pub(super) fn note_format(walk: &mut Walk, expected: &str, text: &str) {
    let mut spelled = Writer::new();
    spelled.string(text);
    walk.note(DriftKind::WrongFormat, expected, &spelled.finish());
}
