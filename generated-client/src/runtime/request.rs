//! What a generated operation is written with: its table, its request, and values in one expression.
#![allow(
    clippy::needless_pass_by_value,
    reason = "a setter of one value and one of many are written alike"
)]

use super::call::Call;
use super::client::Client;
use super::events::{EventDecoder, Events};
use super::items::{ItemDecoder, Items};
use super::needs::Needs;
use super::operation::Operation;
use super::paging::Paging;
use super::pending::{Decoder, Pending};
use super::{Slot, ToParam};

#[allow(dead_code, reason = "not every generated crate has operations that use all of them")]
impl Call {
    /// The request of an operation, without any value.
    pub(crate) fn start<R: Start>(client: &Client) -> R {
        R::of(Self::new(client, R::operation()))
    }

    /// The same with the value of the parameter at `index`, as [`with`](Self::with) takes it.
    pub(crate) fn start_with<R: Start>(client: &Client, index: usize, value: impl ToParam) -> R {
        R::of(Self::new(client, R::operation()).with(index, value))
    }

    /// The same, as [`with_tree`](Self::with_tree) takes it.
    pub(crate) fn start_with_tree<R: Start>(client: &Client, index: usize, value: impl Slot) -> R {
        R::of(Self::new(client, R::operation()).with_tree(index, value))
    }

    /// The same, as [`with_json`](Self::with_json) takes it.
    pub(crate) fn start_with_json<R: Start>(client: &Client, index: usize, value: impl Slot) -> R {
        R::of(Self::new(client, R::operation()).with_json(index, value))
    }
}

impl Call {
    /// The same call with the value of the parameter at `index`, as [`set`](Self::set) gives it.
    #[must_use]
    pub fn with(mut self, index: usize, value: impl ToParam) -> Self {
        self.set(index, value);
        self
    }

    /// The same for a value that is a list or an object of any type.
    #[must_use]
    pub fn with_tree(mut self, index: usize, value: impl Slot) -> Self {
        self.set_tree(index, &value);
        self
    }

    /// The same for a value that is sent as JSON text.
    #[must_use]
    pub fn with_json(mut self, index: usize, value: impl Slot) -> Self {
        self.set_json(index, &value);
        self
    }

    /// The items of all pages, of which the call asks for the first.
    pub fn paginate<T>(self, paging: &'static Paging, decode: ItemDecoder<T>) -> Items<T> {
        Items::new(self, paging, decode)
    }

    /// The same call with a body, by one of the methods that take it.
    #[must_use]
    pub fn with_body(mut self, set: impl FnOnce(&mut Self)) -> Self {
        set(&mut self);
        self
    }
}

/// A call whose JSON body is given member by member.
#[derive(Clone, Debug)]
pub struct Gathered<B> {
    call: Call,
    /// What was given of the body, if anything.
    body: Option<B>,
    is_required: bool,
}

impl<B: Slot + Default> Gathered<B> {
    /// A call that has a body if a member of it is given.
    pub fn optional(call: Call) -> Self {
        Self { call, body: None, is_required: false }
    }

    /// A call that has a body in any case, if need be one without members.
    pub fn required(call: Call) -> Self {
        Self { call, body: None, is_required: true }
    }

    /// As [`Call::with`].
    #[must_use]
    pub fn with(self, index: usize, value: impl ToParam) -> Self {
        Self { call: self.call.with(index, value), ..self }
    }

    /// As [`Call::with_tree`].
    #[must_use]
    pub fn with_tree(self, index: usize, value: impl Slot) -> Self {
        Self { call: self.call.with_tree(index, value), ..self }
    }

    /// As [`Call::with_json`].
    #[must_use]
    pub fn with_json(self, index: usize, value: impl Slot) -> Self {
        Self { call: self.call.with_json(index, value), ..self }
    }

    /// As [`Call::with_body`].
    #[must_use]
    pub fn with_body(self, set: impl FnOnce(&mut Call)) -> Self {
        Self { call: self.call.with_body(set), ..self }
    }

    /// The body, to be given a member.
    pub fn body(&mut self) -> &mut B {
        self.body.get_or_insert_default()
    }

    /// The same call with a whole body, in place of the members that were given.
    #[must_use]
    pub fn whole(self, body: B) -> Self {
        Self { body: Some(body), ..self }
    }

    /// The whole call.
    pub fn call(mut self) -> Call {
        // One that was given in another media type stands, unless members were given, too.
        if self.body.is_some() || (self.is_required && !self.call.has_body()) {
            self.call.json(&self.body.unwrap_or_default());
        }
        self.call
    }

    /// As [`Call::send`].
    pub fn send<T>(self, decode: Decoder<T>) -> Pending<T> {
        self.call().send(decode)
    }

    /// As [`Call::event_stream`].
    pub fn event_stream<T>(self, decode: EventDecoder<T>) -> Events<T> {
        self.call().event_stream(decode)
    }

    /// As [`Call::paginate`].
    pub fn paginate<T>(self, paging: &'static Paging, decode: ItemDecoder<T>) -> Items<T> {
        self.call().paginate(paging, decode)
    }
}

/// What a method of the client gives: a request, or one that still lacks something. It is not public: nobody else is
/// to begin a request, and so leave out what it needs.
#[allow(dead_code, reason = "used by the generated operations")]
pub(crate) trait Start: Sized {
    /// What is called.
    fn operation() -> &'static Operation;

    /// The request, of a call of the operation.
    fn of(call: Call) -> Self;
}

impl<T: Start, P> Start for Needs<T, P> {
    fn operation() -> &'static Operation {
        T::operation()
    }

    fn of(call: Call) -> Self {
        Self::new(call, T::of)
    }
}

/// One operation, in one line as far as it fits: its request and what that holds, the method of the client, then
/// method, path and (where it is not the name of the client's method) `operationId` as the document has them,
/// parameters, and what an answer gives and how it is read:
///
/// ```text
/// request! { ShowPet(Call) by show_pet, GET "/pets/{id}" as "showPet" [path "id", query "full"] -> json models::Pet }
/// ```
///
/// A request whose JSON body is given member by member holds `Gathered<models::Pet>: required`, or `optional`.
/// In between may stand `at SERVER` (its own, in `servers`), `security [[A B] [C]]` (alternatives of schemes in
/// `auth`), `accept "…"` and `sends "…"` (media types; JSON is accepted by what reads it; a form of which no field need
/// be given is sent nevertheless where it is `sends always`), and `within [crate::limits::Pet]` (what the document demands
/// of a JSON body), and at the end what the items of pages are and how one
/// page leads to the next, as [`Paging`](super::Paging) takes it:
/// `, each models::Pet: cursor(1, &["next"]).items(&["pets"])`. Where errors have bodies
/// of several types, what each status has: `, fails FaultOrProblem: [404..=404 => Fault, 400..=499 => Problem]`.
/// Where an answer may be server-sent events, what their
/// data is, and how it is read: `, events models::News: event`.
#[allow(unused_macros, reason = "used by the generated operations")]
macro_rules! request {
    (
        $name:ident($held:ty $(: $gathered:ident)?) by $entry:ident, $method:ident $path:literal $(as $id:literal)?
        [$($place:ident $param:literal $(.$with:ident($($argument:tt)*))*),* $(,)?] $(at $server:ident)?
        $(security [$([$($scheme:ident)*])*])? $(accept $accept:literal)? $(sends $($always:ident)? $sends:literal)?
        $(within [$limits:expr])?
        -> $how:ident $gives:ty
        $(, each $item:ty: $next:ident($($start:tt)*) $(.$also:ident($($about:tt)*))*)?
        $(, fails $failure:ident: [$($from:literal..=$to:literal => $variant:ident),*])?
        $(, events $data:ty: $read:ident)?
    ) => {
        #[doc = ::core::concat!("The request of [`Client::", ::core::stringify!($entry), "`]: `", ::core::stringify!($method), " ", $path, "`.")]
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent until `send` is called and awaited"]
        pub struct $name($held);

        impl $crate::runtime::Start for $name {
            fn operation() -> &'static $crate::runtime::Operation {
                static OPERATION: $crate::runtime::Operation = $crate::runtime::Operation {
                    id: $crate::runtime::either!($($id)? or ::core::stringify!($entry)),
                    method: $crate::runtime::Method::$method,
                    path: $path,
                    params: &[$($crate::runtime::Param::$place($param)$(.$with($($argument)*))*),*],
                    security: &[$($(&[$(&auth::$scheme),*]),*)?],
                    accept: $crate::runtime::either!($($accept)? or $crate::runtime::accept!($how)),
                    content_type: ::core::concat!($($sends)?),
                    sends_always: $crate::runtime::is_said!($($($always)?)?),
                    server: $crate::runtime::option!($(&servers::$server)?),
                    limits: $crate::runtime::option!($(&$limits)?),
                };
                &OPERATION
            }

            fn of(call: $crate::runtime::Call) -> Self {
                Self($($crate::runtime::Gathered::$gathered)?(call))
            }
        }

        impl $name {
            /// Sends the request; the future gives the body of a successful answer.
            pub fn send(self) -> $crate::runtime::Pending<$gives> {
                self.0.send($crate::runtime::decoder!($how $gives))
            }

            $(
                /// The items of this page and of all that follow, as a stream. Nothing is sent before the first
                /// is asked for.
                pub fn paginate(self) -> $crate::runtime::Items<$item> {
                    static PAGING: $crate::runtime::Paging =
                        $crate::runtime::Paging::$next($($start)*)$(.$also($($about)*))*;
                    self.0.paginate(&PAGING, $crate::runtime::decode::item)
                }
            )?

            $(
                /// What the body of an error holds, by its status; nothing where the document does not describe
                /// the status, or the body is something else.
                pub fn failure(error: &$crate::runtime::Error) -> Option<$failure> {
                    let error = error.as_api()?;
                    match error.status().as_u16() {
                        $($from..=$to => error.json().ok().map($failure::$variant),)*
                        _ => None,
                    }
                }
            )?

            $(
                /// The answer as server-sent events, as they come. Nothing is sent before the first is asked for.
                pub fn event_stream(self) -> $crate::runtime::Events<$data> {
                    self.0.event_stream($crate::runtime::decode::$read)
                }
            )?
        }
    };
}

/// What the bodies of errors hold: each type as a variant.
#[allow(unused_macros, reason = "used by the generated operations")]
macro_rules! failures {
    (pub enum $name:ident { $(#![$said:meta])* $($variant:ident($ty:ty)),+ }) => {
        $(#[$said])*
        #[allow(clippy::large_enum_variant, reason = "there is one an error")]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {$(
            #[doc = ::core::concat!("A body that is `", ::core::stringify!($ty), "` by its status.")]
            $variant($ty),
        )+}
    };
}

/// What is said, or else another expression.
#[allow(unused_macros, reason = "used by the macro above")]
macro_rules! either {
    (or $other:expr) => {
        $other
    };
    ($said:literal or $other:expr) => {
        $said
    };
}

/// Whether anything is said.
#[allow(unused_macros, reason = "used by the macro above")]
macro_rules! is_said {
    () => {
        false
    };
    ($word:ident) => {
        true
    };
}

/// The media types of an answer that is read in this way, where nothing else is said.
#[allow(unused_macros, reason = "used by the macro above")]
macro_rules! accept {
    (json) => {
        "application/json"
    };
    (optional) => {
        "application/json"
    };
    ($how:ident) => {
        ""
    };
}

/// What is said, if anything.
#[allow(unused_macros, reason = "used by the macro above")]
macro_rules! option {
    () => {
        ::core::option::Option::None
    };
    ($said:expr) => {
        ::core::option::Option::Some($said)
    };
}

/// The function that reads an answer.
#[allow(unused_macros, reason = "used by the macro above")]
macro_rules! decoder {
    (outcomes $gives:ty) => {
        <$gives>::decode
    };
    ($how:ident $gives:ty) => {
        $crate::runtime::decode::$how
    };
}

#[allow(unused_imports, reason = "used by the generated operations")]
pub(crate) use {accept, decoder, either, failures, is_said, option, request};
