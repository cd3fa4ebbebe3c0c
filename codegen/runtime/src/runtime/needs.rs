//! Required parameters that the compiler insists on.

use std::fmt;
use std::marker::PhantomData;

/// A request that still lacks a required parameter.
///
/// `Needs<T, P>` has one useful method: the setter named after `P`, which gives the `T` that comes
/// next. Only the last of them is the request with its `send`, so a request cannot be sent
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
/// call of `on_behalf_of` is missing. A request that lacks several parameters is a `Needs` within a
/// `Needs`; they are given in the order of the document.
#[must_use = "the request still lacks a required parameter, and nothing is sent"]
pub struct Needs<T, P> {
    next: T,
    parameter: PhantomData<fn() -> P>,
}

impl<T, P> Needs<T, P> {
    /// For generated code: `next` is what there is once the parameter is given.
    #[doc(hidden)]
    pub fn new(next: T) -> Self {
        Self { next, parameter: PhantomData }
    }

    /// For generated code: only a setter may go on from here.
    #[doc(hidden)]
    pub fn into_inner(self) -> T {
        self.next
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
