//! What is worse depends on who speaks: a request must stay acceptable, and an answer readable.

use std::cmp::Ordering;

use serde_json::Number;

use super::finding::Verdict;
use super::neutral::{self, Numbers};
use crate::ir::{Api, Limits, Prim, TypeRef, Usage};

/// How the values that are good now stand to those that were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The same values, written the same.
    Same,
    /// Fewer.
    Tighter,
    /// More.
    Looser,
    /// Others.
    Other,
}

impl Change {
    /// The same change and another one.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, change) | (change, Self::Same) => change,
            (one, other) if one == other => one,
            _ => Self::Other,
        }
    }

    /// What it does on the wire to values that travel so.
    pub(super) fn on_wire(self, usage: Usage) -> Verdict {
        match (self, usage.request, usage.response) {
            (Self::Same, ..) => Verdict::none("the same values are sent"),
            (_, false, false) => Verdict::none("no operation sends or answers it"),
            (Self::Tighter, true, _) | (Self::Other, true, false) => {
                Verdict::breaking("a request that was good may be refused")
            }
            (Self::Tighter, false, true) => {
                Verdict::compatible("answers hold nothing that they could not hold before")
            }
            (Self::Looser, true, false) => {
                Verdict::compatible("all requests that were good still are")
            }
            (Self::Looser, _, true) | (Self::Other, false, true) => {
                Verdict::breaking("an answer may hold what it could not hold before")
            }
            (Self::Other, true, true) => Verdict::breaking(
                "requests that were good may be refused, and answers hold other values",
            ),
        }
    }
}

/// Compares two types by the values that they take.
pub(super) struct Types<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    pub(super) numbers: Numbers<'a>,
}

impl Types<'_> {
    /// How one type stands to another.
    pub(super) fn change(&self, old: &TypeRef, new: &TypeRef) -> Change {
        let (old, new) = (self.old.resolve(old), self.new.resolve(new));
        match (old, new) {
            (TypeRef::Boxed(old), _) => self.change(old, new),
            (_, TypeRef::Boxed(new)) => self.change(old, new),
            (TypeRef::Json, TypeRef::Json) => Change::Same,
            (TypeRef::Json, _) => Change::Tighter,
            (_, TypeRef::Json) => Change::Looser,
            (TypeRef::Prim(old), TypeRef::Prim(new)) => prims(*old, *new),
            (TypeRef::Nullable(old), TypeRef::Nullable(new))
            | (TypeRef::List(old), TypeRef::List(new))
            | (TypeRef::Map(old), TypeRef::Map(new))
            | (TypeRef::OneOrMany(old), TypeRef::OneOrMany(new)) => self.change(old, new),
            (TypeRef::Nullable(old), new) => Change::Tighter.and(self.change(old, new)),
            (old, TypeRef::Nullable(new)) => Change::Looser.and(self.change(old, new)),
            (TypeRef::OneOrMany(item), TypeRef::List(only)) => {
                Change::Tighter.and(self.change(item, only))
            }
            (TypeRef::OneOrMany(item), only) => Change::Tighter.and(self.change(item, only)),
            (TypeRef::List(only), TypeRef::OneOrMany(item)) => {
                Change::Looser.and(self.change(only, item))
            }
            (only, TypeRef::OneOrMany(item)) => Change::Looser.and(self.change(only, item)),
            (TypeRef::Named(old), TypeRef::Named(new)) => {
                let same = neutral::ty(&TypeRef::Named(*old), self.numbers) == TypeRef::Named(*new);
                let shape = neutral::shape(self.old.type_def(*old), self.numbers);
                // What a type that is there in both demands of its values is told once, where it stands.
                if same || shape == neutral::shape(self.new.type_def(*new), &|id| id) {
                    Change::Same
                } else {
                    Change::Other
                }
            }
            (TypeRef::Named(old), TypeRef::Prim(Prim::String)) if self.is_enum(self.old, *old) => {
                Change::Looser
            }
            (TypeRef::Prim(Prim::String), TypeRef::Named(new)) if self.is_enum(self.new, *new) => {
                Change::Tighter
            }
            _ => Change::Other,
        }
    }

    #[expect(clippy::unused_self, reason = "it stands beside what it helps")]
    fn is_enum(&self, api: &Api, id: crate::ir::TypeId) -> bool {
        use crate::ir::{Repr, TypeKind};
        matches!(&api.type_def(id).kind, TypeKind::Enum(body) if body.repr == Repr::String)
    }
}

fn prims(old: Prim, new: Prim) -> Change {
    match (old, new) {
        (old, new) if old == new => Change::Same,
        (old, new) if holds(new, old) => Change::Looser,
        (old, new) if holds(old, new) => Change::Tighter,
        _ => Change::Other,
    }
}

/// Whether every value of `inner` is one of `outer`.
fn holds(outer: Prim, inner: Prim) -> bool {
    use Prim::{
        Base64, Date, DateTime, I32, I64, IntegerOrString, Number, NumberOrString, NumberText,
        String, U32, U64, UnixTime, Uri, Uuid,
    };
    match outer {
        I64 => matches!(inner, I32 | U32 | UnixTime),
        UnixTime => matches!(inner, I32 | U32 | I64),
        U64 => inner == U32,
        Number => matches!(inner, I32 | I64 | U32 | U64 | UnixTime),
        String => matches!(inner, DateTime | Date | Uuid | Uri | Base64 | NumberText),
        IntegerOrString => matches!(inner, I32 | I64 | U32 | U64 | UnixTime | String | NumberText),
        NumberOrString => !matches!(inner, Prim::Bool | Prim::Bytes | Prim::File | Prim::Multipart),
        _ => false,
    }
}

/// How limits stand to those that were, and what of them changed, in words. Whether it is a limit that a
/// client of ours checks is said, too.
pub(super) struct LimitsChange {
    pub(super) change: Change,
    pub(super) words: String,
    pub(super) is_checked: bool,
}

/// Compares limits; nothing where they are the same.
pub(super) fn limits(old: &Limits, new: &Limits) -> Option<LimitsChange> {
    if old == new {
        return None;
    }
    let mut found = Collected { change: Change::Same, words: Vec::new(), is_checked: false };
    found.compare(old, new, "");
    Some(LimitsChange {
        change: found.change,
        words: found.words.join(", "),
        is_checked: found.is_checked,
    })
}

struct Collected {
    change: Change,
    words: Vec<String>,
    is_checked: bool,
}

impl Collected {
    fn compare(&mut self, old: &Limits, new: &Limits, prefix: &str) {
        let (least, most) = (false, true);
        let number = |limit: Option<usize>| limit.map(|limit| (Number::from(limit), false));
        for (name, old, new, is_most) in [
            ("minLength", number(old.min_length), number(new.min_length), least),
            ("maxLength", number(old.max_length), number(new.max_length), most),
            ("minItems", number(old.min_items), number(new.min_items), least),
            ("maxItems", number(old.max_items), number(new.max_items), most),
            ("minProperties", number(old.min_properties), number(new.min_properties), least),
            ("maxProperties", number(old.max_properties), number(new.max_properties), most),
        ] {
            self.bound(&format!("{prefix}{name}"), old, new, is_most);
        }
        let bound = |bound: &Option<crate::ir::Bound>| {
            bound.as_ref().map(|it| (it.value.clone(), it.exclusive))
        };
        self.bound(&format!("{prefix}minimum"), bound(&old.minimum), bound(&new.minimum), least);
        self.bound(&format!("{prefix}maximum"), bound(&old.maximum), bound(&new.maximum), most);
        let unique = |limits: &Limits| limits.unique_items.then(|| "true".to_owned());
        self.other(&format!("{prefix}uniqueItems"), unique(old), unique(new), true);
        let step = |limits: &Limits| limits.multiple_of.as_ref().map(ToString::to_string);
        self.other(&format!("{prefix}multipleOf"), step(old), step(new), true);
        let pattern = |limits: &Limits| limits.pattern.as_ref().map(|it| it.text.clone());
        let checked = [&old.pattern, &new.pattern].into_iter().flatten().any(|it| it.is_checkable);
        self.other(&format!("{prefix}pattern"), pattern(old), pattern(new), checked);
        if old.items != new.items {
            let none = Limits::default();
            let (old, new) = (old.items.as_deref(), new.items.as_deref());
            self.compare(old.unwrap_or(&none), new.unwrap_or(&none), &format!("{prefix}items."));
        }
    }

    fn bound(
        &mut self,
        name: &str,
        old: Option<(Number, bool)>,
        new: Option<(Number, bool)>,
        is_most: bool,
    ) {
        if old == new {
            return;
        }
        let change = match (&old, &new) {
            (None, _) => Change::Tighter,
            (_, None) => Change::Looser,
            (Some((old, was_exclusive)), Some((new, is_exclusive))) => {
                let order = new.as_f64().partial_cmp(&old.as_f64());
                let inward = if is_most { Ordering::Less } else { Ordering::Greater };
                let is_excluded = *is_exclusive && !was_exclusive;
                if order == Some(inward) || order == Some(Ordering::Equal) && is_excluded {
                    Change::Tighter
                } else {
                    Change::Looser
                }
            }
        };
        let text = |limit: Option<(Number, bool)>| {
            limit.map(|(limit, exclusive)| {
                format!("{limit}{}", if exclusive { " (exclusive)" } else { "" })
            })
        };
        self.add(name, text(old), text(new), change, true);
    }

    /// A limit of which it is not known which of two is the tighter one.
    fn other(&mut self, name: &str, old: Option<String>, new: Option<String>, is_checked: bool) {
        if old != new {
            let change = match (&old, &new) {
                (None, _) => Change::Tighter,
                (_, None) => Change::Looser,
                _ => Change::Other,
            };
            self.add(name, old, new, change, is_checked);
        }
    }

    fn add(
        &mut self,
        name: &str,
        old: Option<String>,
        new: Option<String>,
        change: Change,
        is_checked: bool,
    ) {
        let text =
            |limit: Option<String>| limit.map_or("none".to_owned(), |limit| super::code(&limit));
        self.words.push(format!("{name} {} → {}", text(old), text(new)));
        self.change = self.change.and(change);
        self.is_checked |= is_checked;
    }
}

/// What other limits do to those who call the generated client, which holds what is sent against them.
pub(super) fn checked(change: &LimitsChange, is_sent: bool) -> Verdict {
    if !is_sent {
        return Verdict::none("the client does not check limits of what it receives");
    }
    if !change.is_checked {
        return Verdict::none("the client leaves this pattern to the server");
    }
    match change.change {
        Change::Same => Verdict::none("the same values are sent"),
        Change::Looser => Verdict::compatible("the client sends what it refused before"),
        Change::Tighter | Change::Other => {
            Verdict::breaking("the client refuses, before it sends anything, what it sent before")
        }
    }
}
