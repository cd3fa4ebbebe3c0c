//! Required parameters that the compiler insists on.
#![allow(
    clippy::needless_pass_by_value,
    reason = "a setter of one value and one of many are written alike"
)]

use std::fmt;
use std::marker::PhantomData;

use super::call::Call;
use super::{Slot, ToParam};

/// A request that still lacks a required parameter.
///
/// `Needs<T, P>` has one useful method: the setter named after `P`, or after the first of `P` where
/// that is a pair. Only the last setter gives the request `T` with its `send`, so it cannot be sent
/// incomplete, and no two values can be mistaken for each other, since each is given by name:
///
/// ```text
/// client
///     .update_group_conversation("project-group")   // Needs<UpdateGroupConversation, needs::OnBehalfOf>
///     .on_behalf_of("superhero4")                   // UpdateGroupConversation
///     .send()
/// ```
///
/// Where the compiler says that there is no method `send` for `Needs<…, needs::OnBehalfOf>`, the
/// call of `on_behalf_of` is missing. A request that lacks several parameters names them all, the next
/// one first: `Needs<T, (needs::A, (needs::B, needs::C))>`. They are given in the order of the document,
/// and the last that is missing stands alone: `Needs<T, needs::C>`.
#[must_use = "the request still lacks a required parameter, and nothing is sent"]
pub struct Needs<T, P> {
    call: Call,
    /// Makes the request once nothing is missing.
    made: fn(Call) -> T,
    parameter: PhantomData<fn() -> P>,
}

#[allow(dead_code, reason = "not every generated crate has operations that use all of them")]
impl<T, P> Needs<T, P> {
    /// For generated code: `call` lacks the parameters that `P` names.
    #[doc(hidden)]
    pub fn new(call: Call, made: fn(Call) -> T) -> Self {
        Self { call, made, parameter: PhantomData }
    }

    /// Gives the next parameter its value.
    pub(crate) fn give<Q>(mut self, value: impl ToParam) -> Needs<T, Q> {
        self.call.give(&value);
        Needs::new(self.call, self.made)
    }

    /// The same for a value that is a list or an object of any type.
    pub(crate) fn give_tree<Q>(mut self, value: impl Slot) -> Needs<T, Q> {
        self.call.give_tree(&value);
        Needs::new(self.call, self.made)
    }

    /// The same for a value that is sent as JSON text.
    pub(crate) fn give_json<Q>(mut self, value: impl Slot) -> Needs<T, Q> {
        self.call.give_json(&value);
        Needs::new(self.call, self.made)
    }

    /// Gives the body.
    pub(crate) fn with_body(mut self, set: impl FnOnce(&mut Call)) -> T {
        set(&mut self.call);
        (self.made)(self.call)
    }
}

#[allow(dead_code, reason = "not every generated crate has operations that use it")]
impl<T> Needs<T, ()> {
    /// The request: nothing is missing.
    pub(crate) fn made(self) -> T {
        (self.made)(self.call)
    }
}

impl<T, P> Clone for Needs<T, P> {
    fn clone(&self) -> Self {
        Self::new(self.call.clone(), self.made)
    }
}

impl<T, P> fmt::Debug for Needs<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Needs").field(&self.call).finish()
    }
}

/// The lines of required parameters, one for each name and type, however many operations have it: the type that
/// stands for it while it is missing, its setter with what that takes, and how the value is given:
/// `Owner owner: impl Into<String> => give owner.into();`.
#[allow(unused_macros, reason = "used by the generated operations")]
macro_rules! needs {
    ($($(#[$docs:meta])* $marker:ident $name:ident: $taken:ty => $give:ident $value:expr;)*) => {$(
        #[doc = ::core::concat!("Given by `", ::core::stringify!($name), "`.")]
        #[derive(Clone, Copy, Debug)]
        pub enum $marker {}

        impl<T> $crate::runtime::Needs<T, $marker> {
            $(#[$docs])*
            pub fn $name(self, $name: $taken) -> T {
                self.$give::<()>($value).made()
            }
        }

        impl<T, P> $crate::runtime::Needs<T, ($marker, P)> {
            $(#[$docs])*
            pub fn $name(self, $name: $taken) -> $crate::runtime::Needs<T, P> {
                self.$give($value)
            }
        }
    )*};
}

/// The same for required bodies, which come last: `Body<T> body: json;`, `TextBody body: text;`.
#[allow(unused_macros, reason = "used by the generated operations")]
macro_rules! needs_body {
    ($($marker:ident$(<$held:ident>)? $name:ident: $how:ident;)*) => {
        $($crate::runtime::needs_body! { @$how $marker $name })*
    };
    (@json $marker:ident $name:ident) => {
        $crate::runtime::needs_body! { @model $marker $name json }
    };
    (@form $marker:ident $name:ident) => {
        $crate::runtime::needs_body! { @model $marker $name form }
    };
    (@model $marker:ident $name:ident $set:ident) => {
        #[doc = ::core::concat!("Given by `", ::core::stringify!($name), "`: the body, a `B`.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $marker<B>(::core::marker::PhantomData<fn() -> B>);

        impl<T, B: $crate::runtime::Slot> $crate::runtime::Needs<T, $marker<B>> {
            /// The body. Required.
            pub fn $name(self, $name: impl Into<B>) -> T {
                self.with_body(|call| call.$set(&$name.into()))
            }
        }
    };
    (@text $marker:ident $name:ident) => {
        $crate::runtime::needs_body! { @plain $marker $name raw(impl Into<String>) $name.into() }
    };
    (@bytes $marker:ident $name:ident) => {
        $crate::runtime::needs_body! { @plain $marker $name raw(impl Into<$crate::runtime::ByteSource>) $name.into() }
    };
    (@file $marker:ident $name:ident) => {
        $crate::runtime::needs_body! { @plain $marker $name file(impl Into<$crate::runtime::File>) $name.into() }
    };
    (@multipart $marker:ident $name:ident) => {
        $crate::runtime::needs_body! { @plain $marker $name multipart(impl Into<$crate::runtime::Multipart>) $name }
    };
    (@plain $marker:ident $name:ident $set:ident($taken:ty) $value:expr) => {
        #[doc = ::core::concat!("Given by `", ::core::stringify!($name), "`: the body.")]
        #[derive(Clone, Copy, Debug)]
        pub enum $marker {}

        impl<T> $crate::runtime::Needs<T, $marker> {
            /// The body. Required.
            pub fn $name(self, $name: $taken) -> T {
                self.with_body(|call| call.$set($value))
            }
        }
    };
}

#[allow(unused_imports, reason = "used by the generated operations")]
pub(crate) use {needs, needs_body};
