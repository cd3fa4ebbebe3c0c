//! A value that is one of several alternatives.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::values::{found, holds, respells};
use super::{Verdict, Walk};
use crate::ir::{Test, TypeDef, TypeRef, Union};
use crate::source::Pointer;

/// What was found of values as alternatives of unions. Without it each level of unions within unions would multiply
/// the work by the number of alternatives.
pub(super) type Trials = HashMap<Trial, Option<Rc<Verdict>>>;

/// A type, a value and whether an object is around: the same pair stands in one place of the payload.
pub(super) type Trial = (*const TypeRef, *const Value, bool);

impl Walk<'_> {
    pub(super) fn union(&mut self, def: &TypeDef, body: &Union, value: &Value) -> bool {
        let mut trials = Vec::new();
        let mut respelled = false;
        for rule in &body.dispatch {
            let Some(variant) = body.variants.get(rule.variant) else { continue };
            // Such a value the model keeps as it came, and none of the alternatives has it.
            if !self.in_object && respells(self.api, &variant.ty, value) {
                respelled |= self.trial(&variant.ty, value, &variant.origin).is_some();
                continue;
            }
            // A scalar of the right kind may still not fit (a huge integer, say): the next rule has
            // its turn then.
            let scalar = !value.is_array() && !value.is_object();
            let trial = match rule.test {
                Test::Attempt => true,
                Test::Kind(_) => scalar && holds(&rule.test, value),
                _ => false,
            };
            if trial {
                trials.push(self.trial(&variant.ty, value, &variant.origin));
            } else if trials.is_empty() && holds(&rule.test, value) {
                return self.value(&variant.ty, value, Some(&variant.origin));
            }
        }
        if respelled && trials.iter().all(Option::is_none) {
            self.verdict.drifts = true;
            return true;
        }
        self.best(trials, def, value)
    }

    /// What a value is as one of the alternatives, and whether it decodes as it.
    fn trial(&mut self, ty: &TypeRef, value: &Value, schema: &Pointer) -> Option<Rc<Verdict>> {
        let trial = (std::ptr::from_ref(ty), std::ptr::from_ref(value), self.in_object);
        if let Some(known) = self.trials.get(&trial) {
            return known.clone();
        }
        let around = std::mem::take(&mut self.verdict);
        let fits = self.value(ty, value, Some(schema));
        let verdict = std::mem::replace(&mut self.verdict, around);
        let found = fits.then(|| Rc::new(verdict));
        self.trials.insert(trial, found.clone());
        found
    }

    /// The model takes the first alternative that decodes; the schema is satisfied by any.
    fn best(&mut self, trials: Vec<Option<Rc<Verdict>>>, def: &TypeDef, value: &Value) -> bool {
        let satisfied = trials.iter().flatten().any(|verdict| verdict.misfits.is_empty());
        let Some(first) = trials.into_iter().flatten().next() else {
            self.verdict.drifts = true;
            let message =
                format!("{} is none of the alternatives of `{}`", found(value), def.name.wire);
            self.misfit(message, Some(&def.origin));
            return true;
        };
        self.verdict.drifts |= first.drifts;
        self.verdict.seen.members.extend(&first.seen.members);
        self.verdict.seen.unknown.extend_from_slice(&first.seen.unknown);
        if !satisfied {
            self.verdict.misfits.extend_from_slice(&first.misfits);
        }
        true
    }
}
