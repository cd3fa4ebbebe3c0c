//! Limits that the parts of an `allOf` give together.

use serde_json::{Map, Value};

use super::resolve::{Trees, reference_in};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Pointer;

/// Keywords of which the first must not be more than the second.
pub(super) const PAIRS: [[&str; 2]; 4] = [
    ["minLength", "maxLength"],
    ["minItems", "maxItems"],
    ["minProperties", "maxProperties"],
    ["minimum", "maximum"],
];

/// How many schemas of one `allOf` are looked at: what its parts consist of can multiply.
const MAX_PARTS: usize = 256;

/// A limit: the number, the schema in which it stands, and the keyword.
struct Limit {
    number: f64,
    schema: Pointer,
    key: &'static str,
    /// The part of the `allOf` that brings it; `None` for the schema's own.
    part: Option<usize>,
}

/// The tightest limits met so far, a pair for each of [`PAIRS`].
struct Limits<'t, 's> {
    trees: &'t Trees<'s>,
    pairs: [[Option<Limit>; 2]; 4],
    part: Option<usize>,
    budget: usize,
}

/// What is wrong with the limits of a schema with `allOf`. Limits of one and the same part are its
/// own matter.
pub(super) fn check(
    trees: &Trees<'_>,
    members: &Map<String, Value>,
    at: &Pointer,
) -> Vec<Diagnostic> {
    let mut limits = Limits { trees, pairs: Default::default(), part: None, budget: MAX_PARTS };
    limits.collect(members, at);
    limits.pairs.into_iter().filter_map(|pair| contradiction(pair, at)).collect()
}

fn contradiction([low, high]: [Option<Limit>; 2], at: &Pointer) -> Option<Diagnostic> {
    let (low, high) = (low?, high?);
    if low.number <= high.number || low.part == high.part {
        return None;
    }
    let message =
        format!("`{}` is more than `{}` in these parts: no value has both", low.key, high.key);
    let place = at.key("allOf").at_key();
    let diagnostic = Diagnostic::new(Code::ContradictorySchema, place, message)
        .related(low.schema.key(low.key), "the lower limit")
        .related(high.schema.key(high.key), "the upper limit");
    Some(diagnostic.help("let the parts have limits between which there is a value"))
}

impl Limits<'_, '_> {
    fn collect(&mut self, members: &Map<String, Value>, at: &Pointer) {
        let Some(left) = self.budget.checked_sub(1) else {
            return;
        };
        self.budget = left;
        self.own(members, at);
        let Some(Value::Array(parts)) = members.get("allOf") else {
            return;
        };
        let place = at.key("allOf");
        let outer = self.part;
        for (index, part) in parts.iter().enumerate() {
            self.part = outer.or(Some(index));
            let at = place.index(index);
            let part = match reference_in(part) {
                Some(text) => self.trees.resolve(&at, text).ok(),
                None => Some((at, part)),
            };
            if let Some((at, Value::Object(members))) = part {
                self.collect(members, &at);
            }
        }
        self.part = outer;
    }

    fn own(&mut self, members: &Map<String, Value>, at: &Pointer) {
        let tighter: [fn(f64, f64) -> bool; 2] = [|new, old| new > old, |new, old| new < old];
        for (held, keys) in self.pairs.iter_mut().zip(PAIRS) {
            for ((held, key), tighter) in held.iter_mut().zip(keys).zip(tighter) {
                let Some(number) = members.get(key).and_then(Value::as_f64) else {
                    continue;
                };
                if held.as_ref().is_none_or(|held| tighter(number, held.number)) {
                    *held = Some(Limit { number, schema: at.clone(), key, part: self.part });
                }
            }
        }
    }
}
