//! What a generated operation is written with: its table, its request, and values in one expression.
#![allow(
    clippy::needless_pass_by_value,
    reason = "a setter of one value and one of many are written alike"
)]

use super::call::Call;
use super::events::{EventDecoder, Events};
use super::items::{ItemDecoder, Items};
use super::paging::Paging;
use super::pending::{Decoder, Pending};
use super::{Slot, ToParam};

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

/// One operation, in one line as far as it fits: the name of its table, its request and what that holds, the method
/// of the client, then method, path and `operationId` as the document has them, parameters, and what an answer
/// gives and how it is read:
///
/// ```text
/// request! { SHOW_PET: ShowPet(Call) by show_pet, GET "/pets/{id}" as "showPet" [path "id", query "full"]
///     -> json models::Pet }
/// ```
///
/// In between may stand `security [[A B] [C]]` (alternatives of schemes in
/// `auth`), `accept "…"` and `sends "…"` (media types), and at the end what the items of pages are and how one
/// page leads to the next, as [`Paging`](super::Paging) takes it:
/// `, each models::Pet: cursor(1, &["next"]).items(&["pets"])`. Where errors have bodies
/// of several types, what each status has: `, fails FaultOrProblem: [404..=404 => Fault, 400..=499 => Problem]`.
/// Where an answer may be server-sent events, what their
/// data is, and how it is read: `, events models::News: event`.
#[allow(unused_macros, reason = "used by the generated operations")]
macro_rules! request {
    (
        $table:ident: $name:ident($held:ty) by $entry:ident, $method:ident $path:literal as $id:literal
        [$($place:ident $param:literal $(.$with:ident($($argument:tt)*))*),* $(,)?]
        $(security [$([$($scheme:ident)*])*])? $(accept $accept:literal)? $(sends $sends:literal)?
        -> $how:ident $gives:ty
        $(, each $item:ty: $next:ident($($start:tt)*) $(.$also:ident($($about:tt)*))*)?
        $(, fails $failure:ident: [$($from:literal..=$to:literal => $variant:ident),*])?
        $(, events $data:ty: $read:ident)?
    ) => {
        static $table: $crate::runtime::Operation = $crate::runtime::Operation {
            id: $id,
            method: $crate::runtime::Method::$method,
            path: $path,
            params: &[$($crate::runtime::Param::$place($param)$(.$with($($argument)*))*),*],
            security: &[$($(&[$(&auth::$scheme),*]),*)?],
            accept: ::core::concat!($($accept)?),
            content_type: ::core::concat!($($sends)?),
        };

        #[doc = ::core::concat!("The request of [`Client::", ::core::stringify!($entry), "`]: `", ::core::stringify!($method), " ", $path, "`.")]
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent until `send` is called and awaited"]
        pub struct $name($held);

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
pub(crate) use {decoder, request};
