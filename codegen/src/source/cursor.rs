//! Finding values whose places have most of their way in common.

use serde_json::Value;

use super::place::{Pointer, step};

/// Finds values one after another: each from where its way parts from that of the one before. What is said of an
/// operation is found so at a few steps each, and not at the ten from the root.
#[derive(Debug, Default)]
pub(crate) struct Cursor<'v> {
    /// The pointer to the last value of the way, and which values lead there: each with the length of its pointer.
    last: Option<Pointer>,
    way: Vec<(usize, &'v Value)>,
}

impl<'v> Cursor<'v> {
    /// The value at a pointer; `root` gives the root of its file.
    pub(crate) fn find(
        &mut self,
        at: &Pointer,
        root: impl FnOnce() -> Option<&'v Value>,
    ) -> Option<&'v Value> {
        let path = at.as_str();
        self.keep_common(at);
        if self.way.is_empty() {
            self.way.push((0, root()?));
        }
        self.last = Some(at.clone());
        loop {
            let (from, value) = *self.way.last()?;
            let rest = path.get(from..).filter(|rest| !rest.is_empty());
            let Some(rest) = rest else { return Some(value) };
            let (next, after) = step(value, rest)?;
            self.way.push((path.len() - after.len(), next));
        }
    }

    /// Goes back to where the way to `at` parts from the last one.
    fn keep_common(&mut self, at: &Pointer) {
        let Some(last) = self.last.take().filter(|last| last.file() == at.file()) else {
            return self.way.clear();
        };
        let (old, new) = (last.as_str().as_bytes(), at.as_str().as_bytes());
        let common = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let is_on_both = |end: usize| {
            end < common || end == common && new.get(end).is_none_or(|byte| *byte == b'/')
        };
        while self.way.last().is_some_and(|(end, _)| !is_on_both(*end)) {
            self.way.pop();
        }
    }
}
