//! Where a payload and the document disagree although the payload could be read.

use std::fmt;

use super::fault::{Fault, Step, path_text};
use super::reader::Reader;
use super::slot::{List, Rest, Slot, items};
use super::table::Field;
use super::text::excerpt;
use super::union::{Union, tag_of, takes_null};
use super::view::{Inspect, View};

/// A place where a value that was read and the API's document disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// Where, such as `data[0].lastMessage.id`; empty for the value as a whole.
    pub path: String,
    /// In what way.
    pub kind: DriftKind,
    /// What the document says, in words.
    pub expected: String,
    /// What is there: a short piece of the payload, or "nothing".
    pub found: String,
}

/// The ways in which a payload and the document can disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A key that the document does not name.
    UnknownKey,
    /// `null` where the document does not allow it.
    UnexpectedNull,
    /// A value of another type. Unless the field's type can hold it all the same (a time in quotes, a number
    /// that is no integer beside a string), the field reads as absent and the value is kept in `extra`.
    Misfit,
    /// Something required is missing inside an optional value, which therefore reads as absent.
    Missing,
    /// A value that the document's list of values does not have.
    UnknownValue,
    /// A value that is none of the members of its union.
    UnknownMember,
    /// A text that does not fit its format, such as a date-time; it is kept as it came.
    WrongFormat,
}

impl fmt::Display for DriftKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownKey => "unknown key",
            Self::UnexpectedNull => "unexpected null",
            Self::Misfit => "another type",
            Self::Missing => "missing",
            Self::UnknownValue => "unknown value",
            Self::UnknownMember => "unknown member",
            Self::WrongFormat => "wrong format",
        })
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, kind, expected, found } = self;
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "{kind}: expected {expected}, found {found}")
    }
}

/// A walk over a value that gathers its drift.
#[doc(hidden)]
#[derive(Default)]
pub struct Walk {
    steps: Vec<Step>,
    found: Vec<Drift>,
    /// The tag that a union chose the next object by; it is known, even if the object's type lacks it.
    pub(super) tag: Option<&'static str>,
}

impl Walk {
    /// What was gathered.
    pub(super) fn finish(self) -> Vec<Drift> {
        self.found
    }

    pub(super) fn enter(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn leave(&mut self) {
        self.steps.pop();
    }

    /// Notes something about the place where the walk is; `found` is JSON text.
    pub fn note(&mut self, kind: DriftKind, expected: &str, found: &str) {
        let path = path_text(self.steps.iter());
        self.found.push(Drift { path, kind, expected: expected.to_owned(), found: excerpt(found) });
    }

    /// Notes why the value `text` does not fit the place where the walk is.
    pub(super) fn note_fault(&mut self, fault: &Fault, text: &str) {
        let path = path_text(self.steps.iter().chain(fault.steps()));
        let (expected, found) = (fault.expected().to_owned(), fault.found(text));
        let kind = match found.as_str() {
            "null" => DriftKind::UnexpectedNull,
            _ if fault.is_missing() => DriftKind::Missing,
            _ => DriftKind::Misfit,
        };
        self.found.push(Drift { path, kind, expected, found });
    }
}

impl Inspect for Walk {
    fn object(&mut self, view: View<'_>) {
        let tag = self.tag.take();
        let (table, extra) = (view.table(), view.extra());
        let kept = extra.by_field(table);
        for (number, (field, slot)) in view.fields().enumerate() {
            self.enter(Step::Field(field.name));
            let kept = match kept.get(&number) {
                None if extra.has_null(table, number) => Some("null"),
                kept => kept.copied(),
            };
            slot.view(&mut Member { walk: self, field, kept });
            self.leave();
        }
        if let Some(rest) = view.rest() {
            self.map(rest);
        }
        self.note_extra(&view, tag);
    }

    fn list(&mut self, list: &dyn List) {
        for (number, item) in items(list) {
            self.enter(Step::Item(number));
            item.view(self);
            self.leave();
        }
    }

    fn map(&mut self, map: &dyn Rest) {
        map.each(&mut |key, value| {
            self.enter(Step::Key(key.to_owned()));
            value.view(self);
            self.leave();
        });
    }

    fn union(&mut self, union: &dyn Union) {
        if let Some(unknown) = union.unknown() {
            let mut members: Vec<&str> = union.rules().0.iter().map(|rule| rule.member).collect();
            members.sort_unstable();
            members.dedup();
            let expected = format!("one of {}", members.join(", "));
            self.note(DriftKind::UnknownMember, &expected, unknown.text());
        } else if let Some((rule, slot)) = union.chosen() {
            self.tag = tag_of(union.rules(), rule).map(|(name, _)| name);
            slot.view(self);
            self.tag = None;
        }
    }

    fn walk(&mut self) -> Option<&mut Walk> {
        Some(self)
    }

    fn as_inspect(&mut self) -> &mut dyn Inspect {
        self
    }
}

impl Walk {
    /// Adds the members that no field has, and that no union chose by.
    fn note_extra(&mut self, view: &View<'_>, tag: Option<&'static str>) {
        let rest = view.rest();
        for member in view.extra().members() {
            let key = &*member.key;
            let is_told = tag == Some(key) || view.table().find(key).is_some();
            if is_told || rest.is_some_and(|rest| rest.has_member(key)) {
                continue;
            }
            self.enter(Step::Key(member.key.into_owned()));
            match rest {
                Some(rest) => rest.fresh(&mut |place| self.note_misfit(place, member.value)),
                None => self.note(DriftKind::UnknownKey, "no such key", member.value),
            }
            self.leave();
        }
    }

    /// Notes why what is kept does not fit the place where it belongs.
    pub(in super::super) fn note_misfit(&mut self, place: &mut dyn Slot, kept: &str) {
        if let Err(fault) = place.read(&mut Reader::new(kept)) {
            self.note_fault(&fault, kept);
        }
    }
}

/// The value of a field, on the walk over the struct that has it.
struct Member<'w> {
    walk: &'w mut Walk,
    field: &'static Field,
    /// What is kept in place of a value.
    kept: Option<&'w str>,
}

impl Inspect for Member<'_> {
    fn object(&mut self, view: View<'_>) {
        self.walk.object(view);
    }

    fn present(&mut self, value: &dyn Slot) {
        value.view(self.walk);
    }

    fn absent(&mut self, place: &mut dyn Slot) {
        match self.kept {
            Some("null") if self.field.nullable || takes_null(place) => {}
            Some("null") => {
                self.walk.note(DriftKind::UnexpectedNull, "a value or no member", "null");
            }
            Some(kept) => self.walk.note_misfit(place, kept),
            None => {}
        }
    }

    fn list(&mut self, list: &dyn List) {
        self.walk.list(list);
    }

    fn map(&mut self, map: &dyn Rest) {
        self.walk.map(map);
    }

    fn union(&mut self, union: &dyn Union) {
        self.walk.union(union);
    }

    fn walk(&mut self) -> Option<&mut Walk> {
        Some(self.walk)
    }

    fn as_inspect(&mut self) -> &mut dyn Inspect {
        self
    }
}
