//! The tables of what the document demands.

use std::fmt;

use super::super::Test;

/// One thing that the document demands of a value beyond its type.
///
/// Each is for one kind of value, and says nothing of others, as in JSON Schema. Numbers are spelled
/// as JSON spells them, so that none is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// A text has at least so many characters (Unicode scalar values).
    MinLength(usize),
    /// A text has at most so many characters (Unicode scalar values).
    MaxLength(usize),
    /// A regular expression of ECMA-262 matches somewhere in a text. Checked with the feature `patterns`.
    Pattern(&'static str),
    /// A number is this or more.
    Minimum(&'static str),
    /// A number is more than this.
    Above(&'static str),
    /// A number is this or less.
    Maximum(&'static str),
    /// A number is less than this.
    Below(&'static str),
    /// A number is a multiple of this.
    MultipleOf(&'static str),
    /// A list has at least so many items.
    MinItems(usize),
    /// A list has at most so many items.
    MaxItems(usize),
    /// A list has no item twice.
    UniqueItems,
    /// Of each item of a list.
    Items(&'static [Limit]),
    /// An object has at least so many members.
    MinMembers(usize),
    /// An object has at most so many members.
    MaxMembers(usize),
    /// Of the member with this key.
    Member(&'static str, &'static [Limit]),
    /// Of each member of an object.
    Values(&'static [Limit]),
    /// Of each member that no [`Member`](Self::Member) is for.
    Rest(&'static [Limit]),
    /// Of a type that has a name.
    Of(&'static SharedLimits),
    /// Of the alternative whose test holds first; nothing where it cannot be told without decoding.
    #[doc(hidden)]
    Choice(&'static [(Test, &'static [Limit])]),
}

/// The limits of a type that has a name, which may lead to itself again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SharedLimits(pub &'static [Limit]);

/// The limits of a type, as a static of its name: `limits_of! { Tags: Limit::MinItems(1), Limit::MaxItems(25) }`.
#[allow(unused_macros, reason = "used by the generated limits")]
macro_rules! limits_of {
    ($name:ident: $($limit:expr),+) => {
        pub(crate) static $name: $crate::runtime::SharedLimits = $crate::runtime::SharedLimits(&[$($limit),+]);
    };
}

#[allow(unused_imports, reason = "used by the generated limits")]
pub(crate) use limits_of;

impl fmt::Debug for SharedLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is within may lead back to here.
        f.write_str("SharedLimits(…)")
    }
}
