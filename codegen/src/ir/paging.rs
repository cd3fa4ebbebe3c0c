//! Answers that come in pages.

use super::TypeRef;

/// How the pages of an operation follow one another, and what their items are.
#[derive(Debug, Clone, PartialEq)]
pub struct Paging {
    /// What leads to the next page.
    pub next: Next,
    /// The keys that lead to the list of items; none where the answer is the list.
    pub items: Vec<String>,
    /// Whether a page may lack the list.
    pub may_lack: bool,
    /// The keys that lead to a flag which says whether there is another page.
    pub more: Option<Vec<String>>,
    /// What an item is.
    pub item: TypeRef,
}

/// What leads to the next page. Parameters are indices into
/// [`Operation::params`](super::Operation::params).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A parameter that counts pages.
    Page {
        /// The parameter.
        param: usize,
        /// The number of the first page.
        first: i64,
    },
    /// A parameter that counts items.
    Offset {
        /// The parameter.
        param: usize,
        /// The number of the first item.
        first: i64,
    },
    /// A parameter that takes a text or number which the page before has.
    Cursor {
        /// The parameter.
        param: usize,
        /// The keys that lead to it.
        at: Vec<String>,
    },
    /// A parameter that takes a text or number which the last item of the page before has.
    Last {
        /// The parameter.
        param: usize,
        /// The keys that lead to it within the item.
        at: Vec<String>,
    },
    /// An address that the page before has.
    Link {
        /// The keys that lead to it.
        at: Vec<String>,
    },
    /// An address in the header `Link` of the page before.
    Header,
}

impl Next {
    /// The parameter by which the next page is asked for, where there is one.
    pub fn param(&mut self) -> Option<&mut usize> {
        match self {
            Next::Page { param, .. }
            | Next::Offset { param, .. }
            | Next::Cursor { param, .. }
            | Next::Last { param, .. } => Some(param),
            Next::Link { .. } | Next::Header => None,
        }
    }
}
