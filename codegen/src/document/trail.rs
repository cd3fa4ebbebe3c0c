//! The way from the root to the value at hand, kept on the stack: a pointer is made of it only when
//! something must be said or remembered.

use crate::source::{Pointer, push_token};

/// A step of the way.
#[derive(Clone, Copy, Debug)]
enum Step<'t> {
    /// Where the walk started.
    Start(&'t Pointer),
    Key(&'t Trail<'t>, &'t str),
    Item(&'t Trail<'t>, usize),
}

/// The way to a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trail<'t>(Step<'t>);

impl<'t> Trail<'t> {
    pub(super) fn start(pointer: &'t Pointer) -> Self {
        Self(Step::Start(pointer))
    }

    pub(super) fn key(&'t self, key: &'t str) -> Self {
        Self(Step::Key(self, key))
    }

    pub(super) fn item(&'t self, index: usize) -> Self {
        Self(Step::Item(self, index))
    }

    pub(crate) fn pointer(&self) -> Pointer {
        let mut path = String::new();
        let start = self.write(&mut path);
        Pointer::new(start.file(), path)
    }

    fn write(&self, path: &mut String) -> &'t Pointer {
        match self.0 {
            Step::Start(pointer) => {
                path.push_str(pointer.as_str());
                pointer
            }
            Step::Key(parent, key) => {
                let start = parent.write(path);
                push_token(path, key);
                start
            }
            Step::Item(parent, index) => {
                let start = parent.write(path);
                push_token(path, &index.to_string());
                start
            }
        }
    }
}
