//! Trying again: when it is safe, when it may help, how long is waited, and when it is enough.

mod attempts;
mod budget;
mod policy;

pub use attempts::{Attempt, Attempts, Ending, Outcome};
pub use budget::RetryBudget;
pub use policy::RetryPolicy;

pub(super) use attempts::may_help;
pub(super) use budget::Taken;
pub(super) use policy::part_of;
