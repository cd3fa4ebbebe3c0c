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
    /// How a page says that it is the last one.
    pub ends: Vec<End>,
    /// What an item is.
    pub item: TypeRef,
}

/// What says that a page is the last one, by the keys that lead to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// A flag, which is false.
    More(Vec<String>),
    /// A flag, which is true.
    Ended(Vec<String>),
    /// The number of the next page, which is null.
    Numbered(Vec<String>),
    /// The number of pages, where they are counted.
    Pages(Vec<String>),
}

/// What leads to the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A number that counts pages.
    Page {
        /// What takes it.
        turn: Turn,
        /// The number of the first page.
        first: i64,
    },
    /// A number that counts items.
    Offset {
        /// What takes it.
        turn: Turn,
        /// The number of the first item.
        first: i64,
    },
    /// A text or number which the page before has.
    Cursor {
        /// What takes it.
        turn: Turn,
        /// The keys that lead to it.
        at: Vec<String>,
    },
    /// A text or number which the last item of the page before has.
    Last {
        /// What takes it.
        turn: Turn,
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

/// What of a request asks for the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// A parameter of the query or field of a form, as an index into
    /// [`Operation::params`](super::Operation::params).
    Param(usize),
    /// A member of the JSON body, by the keys that lead to it.
    Member(Vec<String>),
}

impl Next {
    /// The parameter by which the next page is asked for, where it is one.
    pub fn param(&mut self) -> Option<&mut usize> {
        match self {
            Next::Page { turn: Turn::Param(param), .. }
            | Next::Offset { turn: Turn::Param(param), .. }
            | Next::Cursor { turn: Turn::Param(param), .. }
            | Next::Last { turn: Turn::Param(param), .. } => Some(param),
            _ => None,
        }
    }
}
