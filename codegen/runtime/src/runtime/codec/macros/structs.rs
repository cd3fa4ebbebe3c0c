//! How a struct is declared.
#![allow(unused_macros, unused_imports, reason = "used by the generated models")]

/// A struct: its fields in their order, each with whether it is `required` or `optional`, and `_nullable`, what it is
/// called on the wire where that is another name, and its type. `..rest` at the end is the map that takes keys without
/// a field.
///
/// A struct `with new` has a function that takes what is required: `required` as it is, `required_into` what converts
/// into it, `required_by` what is said behind the type, with the value that is made of it. `with new(Holder)` takes a
/// struct of what is required. What is `required_as` or `optional_as` has the value behind the type in every new value,
/// and is not taken; a struct that takes nothing else is `with default` instead. A nullable field may have a method that
/// makes it null, with the field's key.
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
            $(required_as $as:ident)?
            $(required_nullable $null:ident)?
            $(optional $optional:ident)?
            $(optional_as $may:ident)?
            $(optional_nullable $open:ident $(($nulls:ident $key:literal))?)?
            $(= $wire:literal)?: $ty:ty $([$by_ty:ty = $made:expr])? $(= $constant:expr)?,
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
                pub $($taken)? $($into)? $($by)? $($as)? $($null)? $($optional)? $($may)? $($open)?: $ty,
            )*
            $(
                /// The members that have no field of their own.
                pub $rest: $rest_ty,
            )?
            /// The members that the document does not name, and values that do not fit their field, as they came.
            pub extra: $crate::runtime::Extra,
        }

        $crate::runtime::new! { $name [$($new $(($holder))?)?]
            [$($($taken: $ty = $taken,)? $($into: impl Into<$ty> = $into.into(),)? $($by: $by_ty = $made,)?)*]
            [$($($as)? $($may)? $(= $constant)?;)*]
        }

        $crate::runtime::nulls! { $name $($($($nulls $open $key)?)?)* }

        $crate::runtime::slots! { $name
            [$(
                $(required $taken)? $(required $into)? $(required $by)? $(required $as)? $(required_nullable $null)?
                $(optional $optional)? $(optional $may)? $(optional_nullable $open)? $(= $wire)?;
            )*]
            [$($($taken)? $($into)? $($by)? $($as)? $($null)? $($optional)? $($may)? $($open)?)*]
            $($rest)?
        }
    };
}

/// How a struct is made of what is required: of so many arguments, each with the value of its field, or of one struct;
/// and of what has but one value.
macro_rules! new {
    ($name:ident [] $($rest:tt)*) => {};
    ($name:ident [default] [] [$($($as:ident = $constant:expr)?;)*]) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self { $($($as: $constant,)?)* ..$crate::runtime::Blank::blank() }
            }
        }
    };
    ($name:ident [new] [$($field:ident: $taken:ty = $made:expr,)*] [$($($as:ident = $constant:expr)?;)*]) => {
        impl $name {
            /// A value with what is required, and the tag that tells its kind where it has one.
            pub fn new($($field: $taken),*) -> Self {
                Self { $($field: $made,)* $($($as: $constant,)?)* ..$crate::runtime::Blank::blank() }
            }
        }
    };
    ($name:ident [new($holder:ident)] [$($field:ident: $ty:ty = $made:expr,)*] [$($($as:ident = $constant:expr)?;)*]) => {
        #[doc = ::core::concat!("What [`struct@", ::core::stringify!($name), "`] cannot do without.")]
        #[derive(Clone, Debug, PartialEq)]
        pub struct $holder {
            $(pub $field: $ty,)*
        }

        impl $name {
            /// A value with what is required, and the tag that tells its kind where it has one.
            pub fn new(required: $holder) -> Self {
                Self {
                    $($field: required.$field,)*
                    $($($as: $constant,)?)*
                    ..$crate::runtime::Blank::blank()
                }
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

pub(crate) use {model, new, nulls, slots};
