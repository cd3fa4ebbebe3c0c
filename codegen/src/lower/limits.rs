//! The limits of a schema, held against a value.

use serde_json::Value;

use super::pattern;
use crate::ir::{Bound, Limits, Pattern};

/// What the value violates, and for items of a list or map their key.
pub(super) fn violations(limits: &Limits, value: &Value) -> Vec<(Option<String>, String)> {
    let mut found: Vec<(Option<String>, String)> = Vec::new();
    let mut say = |message: Option<String>| found.extend(message.map(|message| (None, message)));
    match value {
        Value::String(text) => {
            say(counted(text.chars().count(), limits.min_length, limits.max_length, "characters"));
            say(limits.pattern.as_ref().and_then(|pattern| mismatch(pattern, text)));
        }
        Value::Array(items) => {
            say(counted(items.len(), limits.min_items, limits.max_items, "items"));
            let twice = limits.unique_items
                && items
                    .iter()
                    .enumerate()
                    .any(|(at, item)| items.iter().take(at).any(|other| other == item));
            say(twice.then(|| "an item is there twice".to_owned()));
            let inner = items.iter().enumerate().map(|(index, item)| (index.to_string(), item));
            within(limits, inner, &mut found);
        }
        Value::Object(members) => {
            say(counted(members.len(), limits.min_properties, limits.max_properties, "members"));
            within(limits, members.iter().map(|(key, value)| (key.clone(), value)), &mut found);
        }
        Value::Number(number) => say(number.as_f64().and_then(|number| bounds(limits, number))),
        Value::Null | Value::Bool(_) => {}
    }
    found
}

fn within<'v>(
    limits: &Limits,
    values: impl Iterator<Item = (String, &'v Value)>,
    found: &mut Vec<(Option<String>, String)>,
) {
    let Some(limits) = limits.items.as_deref() else {
        return;
    };
    for (key, value) in values {
        found.extend(
            violations(limits, value).into_iter().map(|(_, message)| (Some(key.clone()), message)),
        );
    }
}

fn counted(count: usize, least: Option<usize>, most: Option<usize>, unit: &str) -> Option<String> {
    match (least, most) {
        (Some(least), _) if count < least => {
            Some(format!("{count} {unit}, at least {least} are wanted"))
        }
        (_, Some(most)) if count > most => {
            Some(format!("{count} {unit}, at most {most} are allowed"))
        }
        _ => None,
    }
}

fn mismatch(pattern: &Pattern, text: &str) -> Option<String> {
    let fails = pattern::matches(pattern, text) == Some(false);
    fails.then(|| format!("the text does not match the pattern `{}`", pattern.text))
}

fn bounds(limits: &Limits, number: f64) -> Option<String> {
    let value = |bound: &Bound| bound.value.as_f64();
    if let Some(low) = &limits.minimum
        && value(low).is_some_and(|least| number < least || (low.exclusive && number <= least))
    {
        return Some(format!("{number} is below the minimum {}", low.value));
    }
    if let Some(high) = &limits.maximum
        && value(high).is_some_and(|most| number > most || (high.exclusive && number >= most))
    {
        return Some(format!("{number} is above the maximum {}", high.value));
    }
    let step = limits.multiple_of.as_ref()?.as_f64().filter(|step| *step > 0.0)?;
    let quotient = number / step;
    let off = (quotient - quotient.round()).abs() > 1e-9 * quotient.abs().max(1.0);
    off.then(|| format!("{number} is no multiple of {step}"))
}
