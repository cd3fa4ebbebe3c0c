//! Where the values of an amended tree were written: in the document itself, or in what amended it.

use std::collections::HashMap;

use serde_json::Value;

use super::place::{Place, Pointer, Spot, push_token, unescape};

/// Where the values of a tree were written, told as far down as one differs from what holds it.
#[derive(Debug)]
pub(super) enum Origin {
    /// The value at this pointer, with all that is in it.
    Whole(Pointer),
    /// An object that was written here, and whose members were written wherever.
    Object(Pointer, HashMap<String, Origin>),
    /// The same for a list.
    List(Pointer, Vec<Origin>),
}

impl Origin {
    /// Where the value itself was written.
    fn own(&self) -> &Pointer {
        let (Self::Whole(own) | Self::Object(own, _) | Self::List(own, _)) = self;
        own
    }

    /// Tells the parts of `value`, whose origin this is, one by one.
    pub(super) fn open(&mut self, value: &Value) {
        let Self::Whole(own) = self else { return };
        *self = match value {
            Value::Object(members) => {
                let member = |key: &String| (key.clone(), Self::Whole(own.key(key)));
                Self::Object(own.clone(), members.keys().map(member).collect())
            }
            Value::Array(items) => {
                let items = (0..items.len()).map(|index| Self::Whole(own.index(index)));
                Self::List(own.clone(), items.collect())
            }
            _ => return,
        };
    }

    /// The origin of a part, where the parts are told one by one.
    pub(super) fn part(&mut self, token: &str) -> Option<&mut Self> {
        match self {
            Self::Whole(_) => None,
            Self::Object(_, members) => members.get_mut(token),
            Self::List(_, items) => items.get_mut(token.parse::<usize>().ok()?),
        }
    }

    /// Where the value at a pointer was written; the nearest that holds it where it was not.
    fn find(&self, path: &str) -> Pointer {
        let mut origin = self;
        let mut tokens = path.split('/').skip(1);
        while let Some(token) = tokens.next() {
            let token = unescape(token);
            let part = match origin {
                Self::Whole(own) => {
                    let mut path = own.as_str().to_owned();
                    push_token(&mut path, &token);
                    tokens.for_each(|token| push_token(&mut path, &unescape(token)));
                    return Pointer::new(own.file(), path);
                }
                Self::Object(_, members) => members.get(&*token),
                Self::List(_, items) => {
                    token.parse().ok().and_then(|index: usize| items.get(index))
                }
            };
            let Some(part) = part else { return origin.own().clone() };
            origin = part;
        }
        origin.own().clone()
    }

    /// The place in what was written that a place in the amended tree stands for.
    pub(super) fn place(&self, place: &Place) -> Place {
        match &place.spot {
            Spot::Value(path) => self.find(path).into(),
            Spot::Key(path) => self.find(path).at_key(),
            Spot::File | Spot::Text(..) => place.clone(),
        }
    }
}
