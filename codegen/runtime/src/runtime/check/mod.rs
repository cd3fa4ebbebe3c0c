//! What the document demands of a value beyond its type, held against a call before it is sent.
//!
//! A [`limit`] is a line of a static table. [`given`] holds the values of parameters against them, and
//! [`sent`] walks over the text of a body: what is checked is what the server gets, and models need not
//! know of it. [`value`] judges one text, number or count; [`pattern`] one regular expression, brought from
//! the document's dialect to the engine's by [`ecma`].

#[cfg(feature = "patterns")]
mod ecma;
mod given;
mod limit;
mod pattern;
mod sent;
mod value;

pub(super) use given::check_param;
pub use limit::{Limit, SharedLimits};
pub(super) use sent::check_body;

/// A value that is not as the document demands.
pub(super) struct Breach {
    /// The parameter, or the place in the body: `tags[3]`.
    pub(super) path: String,
    /// What is wrong with it, as in "is longer than 100 characters"; never the value itself.
    pub(super) reason: String,
}

/// How many tables may lead to one another before a value is looked at.
const MOST_STEPS: usize = 64;

/// All limits of a value, those of shared tables among them; what depends on the value is chosen by `choose`.
fn gather(
    limits: &'static [Limit],
    choose: &mut impl FnMut(&'static [(super::Test, &'static [Limit])]) -> &'static [Limit],
    steps: usize,
    found: &mut Vec<&'static Limit>,
) {
    for limit in limits {
        let inner = match limit {
            Limit::Of(shared) => shared.0,
            Limit::Choice(rules) => choose(rules),
            _ => {
                found.push(limit);
                continue;
            }
        };
        if steps > 0 {
            gather(inner, choose, steps - 1, found);
        }
    }
}
