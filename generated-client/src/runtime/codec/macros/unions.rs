//! How a union is declared.
#![allow(unused_macros, unused_imports, reason = "used by the generated models")]

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

pub(crate) use union;
