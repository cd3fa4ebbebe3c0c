//! Required parameters that the compiler insists on.

use std::fmt;
use std::marker::PhantomData;

/// A request that still lacks a required parameter.
///
/// `Needs<T, P>` has one useful method: the setter named after `P`, or after the first of `P` where
/// that is a tuple. Only the last setter gives the request `T` with its `send`, so it cannot be sent
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
/// call of `on_behalf_of` is missing. A request that lacks several parameters names them all in a
/// tuple, `Needs<T, (needs::A, needs::B)>`; they are given in the order of the document, and each
/// setter takes its own marker off the front. The last that is missing stands alone:
/// `Needs<T, needs::B>`.
#[must_use = "the request still lacks a required parameter, and nothing is sent"]
pub struct Needs<T, P> {
    /// The request as it is so far. Only the setters, which are in the same crate, may reach it.
    pub(crate) next: T,
    parameter: PhantomData<fn() -> P>,
}

impl<T, P> Needs<T, P> {
    /// For generated code: `next` lacks the parameters that `P` names.
    #[doc(hidden)]
    pub fn new(next: T) -> Self {
        Self { next, parameter: PhantomData }
    }
}

impl<T: Clone, P> Clone for Needs<T, P> {
    fn clone(&self) -> Self {
        Self::new(self.next.clone())
    }
}

impl<T: fmt::Debug, P> fmt::Debug for Needs<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Needs").field(&self.next).finish()
    }
}
