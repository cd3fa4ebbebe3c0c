//! The bytes of an answer's body while they come.

use std::ops::Deref;

use bytes::Bytes;

/// What came of a body. Most bodies come in one piece, which is kept as it is; of several a copy is made.
pub(super) enum Body {
    /// Nothing yet, or the only piece.
    Piece(Bytes),
    /// Several, one behind the other.
    Copy(Vec<u8>),
}

impl Body {
    /// Nothing.
    pub(super) const EMPTY: Self = Self::Piece(Bytes::new());

    /// Adds a piece, or as much of it as fits below `most`; false if that is not all. If it is the second
    /// one, room for `expected` bytes is made.
    pub(super) fn take(&mut self, mut piece: Bytes, most: u64, expected: usize) -> bool {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let room = most.saturating_sub(self.len());
        let fits = piece.len() <= room;
        piece.truncate(room);
        match self {
            Self::Piece(first) if first.is_empty() => *first = piece,
            Self::Piece(first) => {
                let mut all = Vec::with_capacity(expected.max(first.len() + piece.len()));
                all.extend_from_slice(first);
                all.extend_from_slice(&piece);
                *self = Self::Copy(all);
            }
            Self::Copy(all) => all.extend_from_slice(&piece),
        }
        fits
    }
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Piece(piece) => piece,
            Self::Copy(all) => all,
        }
    }
}
