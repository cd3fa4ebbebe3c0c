//! Changes of alternatives, and of how they are told apart.

use std::collections::BTreeSet;

use super::direction::{self, Change};
use super::draft::Draft;
use super::finding::Verdict;
use super::schemas::Pair;
use super::{Rule, code};
use crate::ir::{Test, Union, Variant};

/// All changes of the alternatives.
pub(super) fn compare(pair: &Pair<'_>, old: &Union, new: &Union) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut both = Vec::new();
    for (index, was) in old.variants.iter().enumerate() {
        match same(pair, new, was) {
            Some(other) => both.push((index, other)),
            None => drafts.push(removed(pair, was)),
        }
    }
    let known: Vec<usize> = both.iter().map(|(_, new)| *new).collect();
    for (index, is) in new.variants.iter().enumerate() {
        if !known.contains(&index) {
            drafts.push(added(pair, old, is));
        }
    }
    for (was_at, is_at) in &both {
        let (Some(was), Some(is)) = (old.variants.get(*was_at), new.variants.get(*is_at)) else {
            continue;
        };
        drafts.extend(changed(pair, was, is));
    }
    drafts.extend(tags(pair, old, new, &both));
    let old_of = |at| both.iter().find(|(_, new)| *new == at).map(|(old, _)| *old);
    let (was, is) = (untagged(old, Some), untagged(new, old_of));
    if drafts.is_empty() && was != is {
        drafts.push(dispatch(pair));
    }
    drafts
}

/// The alternative of the new document that is the same: by its type, then by its name.
fn same(pair: &Pair<'_>, new: &Union, was: &Variant) -> Option<usize> {
    let by_type =
        new.variants.iter().position(|is| pair.is_same(&was.ty, &is.ty) && is_named(&is.ty));
    by_type.or_else(|| new.variants.iter().position(|is| is.ident == was.ident))
}

fn is_named(ty: &crate::ir::TypeRef) -> bool {
    match ty {
        crate::ir::TypeRef::Boxed(inner) => is_named(inner),
        ty => matches!(ty, crate::ir::TypeRef::Named(_)),
    }
}

fn item(pair: &Pair<'_>, variant: &Variant) -> String {
    format!("{}::{}", pair.path(), variant.ident)
}

fn removed(pair: &Pair<'_>, was: &Variant) -> Draft {
    let message = format!("{} is no longer an alternative of {}", code(&was.ident), pair.name());
    Draft::new(Rule::AlternativeRemoved, message)
        .at(Some(&was.origin), None)
        .about(pair.nodes())
        .wire(Change::Tighter.on_wire(pair.usage))
        .items([item(pair, was)])
}

fn added(pair: &Pair<'_>, old: &Union, is: &Variant) -> Draft {
    let message = format!("{} is a new alternative of {}", code(&is.ident), pair.name());
    let wire = match (pair.usage.request, pair.usage.response) {
        (_, true) => {
            Verdict::compatible("clients of ours keep a value of no alternative that they know")
        }
        _ => Change::Looser.on_wire(pair.usage),
    };
    let draft = Draft::new(Rule::AlternativeAdded, message)
        .at(None, Some(&is.origin))
        .about(pair.nodes())
        .wire(wire)
        .items([item(pair, is)]);
    match old.base() {
        Some(base) => draft.run_time(Verdict::compatible(format!(
            "values that were read as {} may be read as this alternative",
            code(&item(pair, base))
        ))),
        None => draft,
    }
}

fn changed(pair: &Pair<'_>, was: &Variant, is: &Variant) -> Vec<Draft> {
    let draft = |rule, message: String| {
        Draft::new(rule, message)
            .at(Some(&was.origin), Some(&is.origin))
            .about(pair.nodes())
            .items([item(pair, was), item(pair, is)])
    };
    let mut drafts = Vec::new();
    let subject = format!("the alternative {} of {}", code(&is.ident), pair.name());
    if !pair.is_same(&was.ty, &is.ty) {
        let (before, after) = (pair.comparison.old_type(&was.ty), pair.comparison.new_type(&is.ty));
        let wire = pair.change(&was.ty, &is.ty).on_wire(pair.usage);
        drafts.push(
            draft(Rule::AlternativeType, format!("{subject} is {after}, and was {before}"))
                .wire(wire),
        );
    }
    if let Some(found) = direction::limits(&was.limits, &is.limits) {
        let message = format!("other limits for {subject}: {}", found.words);
        drafts.push(
            draft(Rule::AlternativeLimits, message)
                .wire(found.change.on_wire(pair.usage))
                .run_time(direction::checked(&found, pair.usage.request)),
        );
    }
    drafts
}

/// The tags by which an alternative is known.
fn tags_of(union: &Union, at: usize) -> BTreeSet<(&str, &str)> {
    let rules = union.dispatch.iter().filter(|rule| rule.variant == at);
    let tags = rules.filter_map(|rule| match &rule.test {
        Test::Tag { name, value } | Test::Literal { name, value } => {
            Some((name.as_str(), value.as_str()))
        }
        _ => None,
    });
    tags.collect()
}

/// All alternatives that are told by other tags: one change, wherever the tags are named.
fn tags(pair: &Pair<'_>, old: &Union, new: &Union, both: &[(usize, usize)]) -> Option<Draft> {
    let text = |tags: &BTreeSet<(&str, &str)>| {
        let texts: Vec<String> =
            tags.iter().map(|(name, value)| code(&format!("{name}: {value}"))).collect();
        if texts.is_empty() { "no tag".to_owned() } else { texts.join(", ") }
    };
    let (mut changes, mut items, mut is_wider) = (Vec::new(), Vec::new(), true);
    for (was_at, is_at) in both {
        let (was, is) = (tags_of(old, *was_at), tags_of(new, *is_at));
        let variants = (old.variants.get(*was_at), new.variants.get(*is_at));
        if let (Some(before), Some(after)) = variants
            && was != is
        {
            let name = code(&after.ident);
            changes.push(format!("{name} by {}, and was by {}", text(&is), text(&was)));
            items.extend([item(pair, before), item(pair, after)]);
            is_wider &= was.is_subset(&is);
        }
    }
    if changes.is_empty() {
        return None;
    }
    let message =
        format!("an alternative of {} is told by another tag: {}", pair.name(), changes.join("; "));
    let draft = pair.draft(Rule::DiscriminatorChanged, message).items(items);
    Some(if is_wider {
        draft
            .wire(Verdict::compatible("values with the tags that were known are still read so"))
            .run_time(Verdict::compatible("more values are read as this alternative"))
    } else {
        draft
            .wire(if pair.usage.request || pair.usage.response {
                Verdict::breaking("the same value with its old tag is another alternative, or none")
            } else {
                Change::Other.on_wire(pair.usage)
            })
            .run_time(Verdict::breaking(
                "values with the old tag are no longer read as this alternative",
            ))
    })
}

/// The rules in their order, but those by a tag, of which a value has one; each with its alternative.
fn untagged(union: &Union, number: impl Fn(usize) -> Option<usize>) -> Vec<(&Test, Option<usize>)> {
    let rules = union.dispatch.iter().filter(|rule| !rule.test.is_tag());
    rules.map(|rule| (&rule.test, number(rule.variant))).collect()
}

fn dispatch(pair: &Pair<'_>) -> Draft {
    let message = format!("the alternatives of {} are told apart in another way", pair.name());
    pair.draft(Rule::DispatchChanged, message).run_time(Verdict::compatible(
        "a value that fits several alternatives may be read as another one",
    ))
}
