//! Values shown for people who debug: what `Debug` of a model gives.

use std::fmt;

use super::slot::{List, Rest, Slot, items};
use super::union::Union;
use super::view::{Inspect, View, is_absent};

/// Shows a value: of a struct the fields that have one, and what else is there.
#[doc(hidden)]
pub fn debug_model(model: &dyn Slot, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = Shown { f, result: Ok(()) };
    model.view(&mut shown);
    shown.result
}

/// A value as a part of another that is shown.
struct Part<'v>(&'v dyn Slot);

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_model(self.0, f)
    }
}

/// A value being shown.
struct Shown<'s, 'f> {
    f: &'s mut fmt::Formatter<'f>,
    result: fmt::Result,
}

impl Inspect for Shown<'_, '_> {
    fn object(&mut self, view: View<'_>) {
        let (mut shown, mut is_whole) = (self.f.debug_struct(view.table().name()), true);
        for (field, slot) in view.fields() {
            if is_absent(slot) {
                is_whole = false;
            } else {
                shown.field(field.ident, &Part(slot));
            }
        }
        if let Some(rest) = view.rest() {
            shown.field("additional_properties", &Members(rest));
        }
        if !view.extra().is_empty() {
            shown.field("extra", view.extra());
        }
        self.result = if is_whole { shown.finish() } else { shown.finish_non_exhaustive() };
    }

    fn present(&mut self, value: &dyn Slot) {
        self.result = self.f.debug_tuple("Some").field(&Part(value)).finish();
    }

    fn absent(&mut self, _: &mut dyn Slot) {
        self.result = self.f.write_str("None");
    }

    fn list(&mut self, list: &dyn List) {
        self.result = self.f.debug_list().entries(items(list).map(|(_, item)| Part(item))).finish();
    }

    fn map(&mut self, map: &dyn Rest) {
        self.result = fmt::Debug::fmt(&Members(map), self.f);
    }

    fn union(&mut self, union: &dyn Union) {
        let (member, part): (_, &dyn fmt::Debug) = match (union.chosen(), union.unknown()) {
            (Some((rule, slot)), _) => {
                let member = union.rules().0.get(rule).map_or("", |rule| rule.member);
                (member, &Part(slot))
            }
            (None, Some(unknown)) => ("Unknown", unknown),
            (None, None) => return,
        };
        self.result = self.f.debug_tuple(member).field(part).finish();
    }

    fn leaf(&mut self, value: &dyn fmt::Debug) {
        self.result = value.fmt(self.f);
    }

    fn as_inspect(&mut self) -> &mut dyn Inspect {
        self
    }
}

/// A map being shown.
struct Members<'m>(&'m dyn Rest);

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_map();
        self.0.each(&mut |key, value| {
            shown.entry(&key, &Part(value));
        });
        shown.finish()
    }
}
