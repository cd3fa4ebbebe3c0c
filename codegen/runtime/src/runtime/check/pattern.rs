//! Regular expressions of the document, each compiled once.

/// Whether a pattern matches somewhere in a text; true for one that the engine does not take.
#[cfg(feature = "patterns")]
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    compiled(pattern).is_none_or(|regex| regex.is_match(text))
}

/// Without the feature, every text passes.
#[cfg(not(feature = "patterns"))]
pub(super) fn matches(_pattern: &'static str, _text: &str) -> bool {
    true
}

#[cfg(feature = "patterns")]
fn compiled(pattern: &'static str) -> Option<regex_lite::Regex> {
    use std::collections::BTreeMap;
    use std::sync::{PoisonError, RwLock};

    use regex_lite::Regex;

    static COMPILED: RwLock<BTreeMap<&str, Option<Regex>>> = RwLock::new(BTreeMap::new());
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(pattern).cloned();
    known.unwrap_or_else(|| {
        let regex = super::ecma::translate(pattern).and_then(|text| Regex::new(&text).ok());
        let mut compiled = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
        compiled.entry(pattern).or_insert(regex).clone()
    })
}
