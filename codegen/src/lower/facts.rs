//! What a schema says beside its type, in words.

use crate::ir::{Bound, Limits};

/// A line for the limits, one for the default.
pub(super) fn facts(limits: &Limits, default: Option<&serde_json::Value>) -> Vec<String> {
    let mut facts: Vec<String> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    said.extend(range(limits.min_length, limits.max_length, "character", "characters"));
    said.extend(range(limits.min_items, limits.max_items, "item", "items"));
    said.extend(range(limits.min_properties, limits.max_properties, "member", "members"));
    said.extend(bounds(limits.minimum.as_ref(), limits.maximum.as_ref()));
    if limits.unique_items {
        said.push("no item twice".to_owned());
    }
    if let Some(step) = &limits.multiple_of {
        said.push(format!("a multiple of {step}"));
    }
    if let Some(pattern) = &limits.pattern {
        said.push(format!("matches {}", crate::markdown::code(&pattern.text)));
    }
    if let Some(items) = limits.items.as_deref() {
        let inner: Vec<String> =
            range(items.min_length, items.max_length, "character", "characters")
                .into_iter()
                .chain(bounds(items.minimum.as_ref(), items.maximum.as_ref()))
                .collect();
        said.extend(inner.iter().map(|fact| format!("each {fact}")));
    }
    if !said.is_empty() {
        facts.push(format!("Limits: {}.", said.join("; ")));
    }
    if let Some(default) = default {
        facts
            .push(format!("Default: {}.", crate::markdown::code(&shortened(&default.to_string()))));
    }
    facts
}

fn range(least: Option<usize>, most: Option<usize>, one: &str, many: &str) -> Option<String> {
    let unit = |count: usize| if count == 1 { one } else { many };
    match (least.filter(|least| *least > 0), most) {
        (None, None) => None,
        (Some(least), None) => Some(format!("at least {least} {}", unit(least))),
        (None, Some(most)) => Some(format!("at most {most} {}", unit(most))),
        (Some(least), Some(most)) if least == most => Some(format!("{least} {}", unit(least))),
        (Some(least), Some(most)) => Some(format!("{least} to {most} {}", unit(most))),
    }
}

fn bounds(minimum: Option<&Bound>, maximum: Option<&Bound>) -> Option<String> {
    let low = minimum.map(|Bound { value, exclusive }| {
        if *exclusive { format!("more than {value}") } else { format!("at least {value}") }
    });
    let high = maximum.map(|Bound { value, exclusive }| {
        if *exclusive { format!("less than {value}") } else { format!("at most {value}") }
    });
    match (low, high) {
        (Some(low), Some(high)) => Some(format!("{low}, {high}")),
        (low, high) => low.or(high),
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
