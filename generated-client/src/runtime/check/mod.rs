//! What the document demands of a value beyond its type, held against a call before it is sent.
//!
//! A [`limit`] is a line of a static table. [`given`] holds parameters that are texts against them, and
//! [`sent`] walks over the JSON of bodies and of all other parameters: what is checked is what the server
//! gets, and models need not know of it. [`value`] judges one text, number or count; [`pattern`] one regular
//! expression, brought from the document's dialect to the engine's by [`ecma`].

#[cfg(feature = "patterns")]
mod ecma;
mod given;
mod limit;
mod pattern;
mod sent;
mod value;

pub(super) use given::check_param;
#[allow(unused_imports, reason = "used by the generated limits")]
pub(crate) use limit::limits_of;
pub use limit::{Limit, SharedLimits};
pub(super) use sent::{check_body, check_json};

/// A value that is not as the document demands.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Breach {
    /// The place in the body, as `tags[3]`, or the parameter and the place in it, as `filter.tags[3]`.
    pub(super) path: String,
    /// What is wrong with it, as in "is longer than 100 characters"; never the value itself.
    pub(super) reason: String,
}

/// How many tables may lead to one another before a value is looked at.
const MOST_STEPS: usize = 64;

/// All tables that a value is held against. Most values have one or none, and for them nothing is allocated.
struct Tables {
    first: &'static [Limit],
    others: Vec<&'static [Limit]>,
}

impl Tables {
    const NONE: Self = Self { first: &[], others: Vec::new() };

    fn add(&mut self, table: &'static [Limit]) {
        if self.first.is_empty() {
            self.first = table;
        } else {
            self.others.push(table);
        }
    }

    fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// The tables themselves.
    fn each(&self) -> impl Iterator<Item = &'static [Limit]> {
        [self.first].into_iter().chain(self.others.iter().copied())
    }

    /// The limits in them. Those that lead to other tables say nothing by themselves.
    fn limits(&self) -> impl Iterator<Item = &'static Limit> {
        // Flat for the one table that most values have.
        self.first.iter().chain(self.others.iter().copied().flatten())
    }

    fn demand_distinct_items(&self) -> bool {
        self.limits().any(|limit| *limit == Limit::UniqueItems)
    }
}

impl FromIterator<&'static [Limit]> for Tables {
    fn from_iter<I: IntoIterator<Item = &'static [Limit]>>(tables: I) -> Self {
        let mut all = Self::NONE;
        tables.into_iter().for_each(|table| all.add(table));
        all
    }
}

/// Adds a table and those that it leads to; what depends on the value is chosen by `choose`.
fn gather(
    table: &'static [Limit],
    choose: &mut impl FnMut(&'static [(super::Test, &'static [Limit])]) -> &'static [Limit],
    steps: usize,
    found: &mut Tables,
) {
    let leads = |limit: &Limit| matches!(limit, Limit::Of(_) | Limit::Choice(_));
    if !table.iter().all(leads) {
        found.add(table);
    }
    for limit in table {
        let inner = match limit {
            Limit::Of(shared) => shared.0,
            Limit::Choice(rules) => choose(rules),
            _ => continue,
        };
        if steps > 0 {
            gather(inner, choose, steps - 1, found);
        }
    }
}
