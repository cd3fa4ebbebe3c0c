//! A review as JSON; `docs/review.schema.json` describes it.

use super::Review;

/// The review as JSON, on lines of their own and with a line end.
pub fn json(review: &Review) -> String {
    // What is written is plain data with texts for keys, which always has a JSON text.
    serde_json::to_string_pretty(review).unwrap_or_default() + "\n"
}
