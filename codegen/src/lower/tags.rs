//! What tells the alternatives of a union apart: a property that has other values in each of them.

use std::collections::HashSet;

use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase};
use openapiv3::{Discriminator, ReferenceOr};
use serde_json::Value;

use super::Lowerer;
use super::keywords::{Keywords, Kind};
use super::union::Alternative;
use crate::names;
use crate::source::Pointer;

/// A value that tells an alternative from the others.
pub(super) struct Tag {
    pub(super) value: Value,
    /// The index of the alternative.
    pub(super) of: usize,
    pub(super) known: Known,
}

/// How it is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// The document says it: by a mapping, or by the values that it lists.
    Said,
    /// It is the name of the alternative, which the specification has count where nothing is said.
    Named,
    /// It is that name written in another way.
    Respelled,
}

/// The property that tells the alternatives apart, and the values that do.
pub(super) struct Tags {
    pub(super) property: String,
    pub(super) values: Vec<Tag>,
    /// Whether a payload always has the property: then nothing else need be looked at.
    pub(super) certain: bool,
}

impl Tags {
    /// Adds values that alternatives may have, but those that another is certainly told by.
    fn add_others(&mut self, others: impl IntoIterator<Item = Tag>) {
        let mut taken: HashSet<Value> = self.values.iter().map(|tag| tag.value.clone()).collect();
        let others = others.into_iter().filter(|tag| taken.insert(tag.value.clone()));
        self.values.extend(others);
    }
}

impl<'a> Lowerer<'a, '_> {
    /// By the `discriminator`, or by a property whose values are others in each alternative, or in each that has it.
    pub(super) fn tags(
        &mut self,
        keywords: &Keywords<'a>,
        alternatives: &[Alternative<'a>],
    ) -> Option<Tags> {
        if let Some(discriminator) = keywords.discriminator {
            let mut tags = self.told_by(discriminator, keywords, alternatives);
            self.add_tags_of_heirs(&mut tags, alternatives);
            return Some(tags);
        }
        let tags = self.listed_tags(alternatives);
        let tags = tags.or_else(|| self.inherited_tags(alternatives));
        tags.or_else(|| self.tags_of_some(alternatives))
    }

    /// What a discriminator says, which stands in the schema of these keywords.
    pub(super) fn told_by(
        &mut self,
        discriminator: &'a Discriminator,
        keywords: &Keywords<'a>,
        alternatives: &[Alternative<'a>],
    ) -> Tags {
        // Where each value of the mapping leads; what leads nowhere was said by the document's check.
        let at = keywords.origin.key("discriminator");
        let target = |text: &String| self.input.mapping_target(&at, text);
        let mapping: Vec<(&String, Option<Pointer>)> =
            discriminator.mapping.iter().map(|(value, text)| (value, target(text))).collect();
        let property = &discriminator.property_name;
        let declared = std::iter::once(keywords).chain(alternatives.iter().map(|it| &it.keywords));
        let declared: Vec<&Pointer> =
            declared.filter_map(|it| Some(&it.properties.get(property.as_str())?.origin)).collect();
        let (mut values, mut respelled) = (Vec::new(), Vec::new());
        for (index, alternative) in alternatives.iter().enumerate() {
            let mapped = mapping.iter().filter(|(_, to)| to.as_ref() == Some(&alternative.target));
            let mapped: Vec<String> = mapped.map(|(value, _)| (*value).clone()).collect();
            let found = if mapped.is_empty() {
                self.unmapped(alternative, property, &declared)
            } else {
                let values = self.spelled(alternative, property, mapped).into_iter();
                values.map(|value| (value, Known::Said)).collect()
            };
            for (value, known) in found {
                let tags = if known == Known::Respelled { &mut respelled } else { &mut values };
                tags.push(Tag { value, of: index, known });
            }
        }
        let mut tags = Tags { property: property.clone(), values, certain: true };
        tags.add_others(respelled);
        tags
    }

    /// The values of an alternative that no mapping names: those that it lists, or its name if that may be one; and
    /// the other ways to write that name.
    fn unmapped(
        &mut self,
        alternative: &Alternative<'a>,
        property: &str,
        declared: &[&Pointer],
    ) -> Vec<(Value, Known)> {
        // What AutoRest reads, and the documents of Azure say.
        if let Some(value) = self.input.text(&alternative.target.key("x-ms-discriminator-value")) {
            return vec![(Value::String(value), Known::Said)];
        }
        let keywords = &alternative.keywords;
        let name = alternative.name.clone().filter(|_| !self.is_literal(alternative, property));
        let own = keywords.properties.get(property).map(|sub| &sub.origin);
        // A list that others have, too, has the values of all.
        let is_shared = declared.iter().filter(|at| Some(**at) == own).count() > 1;
        let listed = if is_shared {
            self.values(keywords, property)
                .and_then(|(values, _)| named_like(values, name.as_ref()?))
        } else {
            self.listed(keywords, property)
        };
        match (listed, name) {
            (Some(listed), _) => listed.into_iter().map(|value| (value, Known::Said)).collect(),
            (None, Some(name)) => {
                let others = respelled(&name).into_iter().map(|other| (other, Known::Respelled));
                std::iter::once((Value::String(name), Known::Named)).chain(others).collect()
            }
            (None, None) => Vec::new(),
        }
    }

    /// Adds what an alternative is told by that stands for its heirs, where it tells them by the same property.
    fn add_tags_of_heirs(&mut self, tags: &mut Tags, alternatives: &[Alternative<'a>]) {
        for (index, Alternative { target, .. }) in alternatives.iter().enumerate() {
            if self.heirs.of_parent(target).is_none() {
                continue;
            }
            let Some(schema) = self.input.schema(target) else { continue };
            let keywords = self.merged(Keywords::of(schema, target));
            let own = keywords.discriminator.filter(|own| own.property_name == tags.property);
            let Some(discriminator) = own else { continue };
            let heirs = self.heirs_of(&keywords, discriminator);
            let of_heirs = self.told_by(discriminator, &keywords, &heirs).values;
            tags.add_others(of_heirs.into_iter().map(|tag| Tag { of: index, ..tag }));
        }
    }

    /// Whether the property is a number or a boolean in this alternative.
    fn is_literal(&mut self, alternative: &Alternative<'a>, property: &str) -> bool {
        let sub = alternative.keywords.properties.get(property).cloned();
        let kind = sub.and_then(|sub| self.kind_at(&sub));
        matches!(kind, Some(Kind::Integer | Kind::Boolean))
    }

    /// The values of a mapping, whose keys are texts, as the property holds them.
    fn spelled(
        &mut self,
        alternative: &Alternative<'a>,
        property: &str,
        keys: Vec<String>,
    ) -> Vec<Value> {
        let literal = self.is_literal(alternative, property);
        let value = |key: String| {
            let read = serde_json::from_str(&key).ok().filter(|_| literal);
            read.filter(is_tag).unwrap_or(Value::String(key))
        };
        keys.into_iter().map(value).collect()
    }

    /// A property of all alternatives for which each lists values of its own.
    fn listed_tags(&mut self, alternatives: &[Alternative<'a>]) -> Option<Tags> {
        let properties = alternatives.first()?.keywords.properties.keys();
        let mut shared =
            properties.filter(|property| alternatives.iter().all(|it| it.knows(property)));
        shared.find_map(|property| {
            let certain = alternatives.iter().all(|it| it.requires(property));
            let values = self.own_values(property, alternatives)?;
            Some(Tags { property: (*property).to_owned(), values, certain })
        })
    }

    /// A property that two alternatives or more require, each with values of its own, and that no other knows: those
    /// that have it are told by it first.
    fn tags_of_some(&mut self, alternatives: &[Alternative<'a>]) -> Option<Tags> {
        let mut seen = HashSet::new();
        let properties = alternatives.iter().flat_map(|it| it.keywords.required.clone());
        properties.filter(|property| seen.insert(*property)).find_map(|property| {
            let knowing = || alternatives.iter().filter(|it| it.knows(property));
            let is_tag = knowing().count() > 1 && knowing().all(|it| it.requires(property));
            let values = is_tag.then(|| self.own_values(property, alternatives))??;
            Some(Tags { property: property.to_owned(), values, certain: false })
        })
    }

    /// What a property may be in each alternative that knows it; nothing unless each lists values, and all differ.
    fn own_values(&mut self, property: &str, alternatives: &[Alternative<'a>]) -> Option<Vec<Tag>> {
        let mut values: Vec<Tag> = Vec::with_capacity(alternatives.len());
        let knowing = alternatives.iter().enumerate().filter(|(_, it)| it.knows(property));
        for (index, alternative) in knowing {
            let listed = self.listed(&alternative.keywords, property)?;
            let tag = |value| Tag { value, of: index, known: Known::Said };
            values.extend(listed.into_iter().map(tag));
        }
        let distinct: HashSet<&Value> = values.iter().map(|tag| &tag.value).collect();
        (distinct.len() == values.len()).then_some(values)
    }

    /// The texts, integers and booleans that a property can be, where its schema lists them. A list that has a
    /// name of its own, as that of all countries, is no tag, save of one value.
    fn listed(&mut self, keywords: &Keywords<'a>, property: &str) -> Option<Vec<Value>> {
        let (values, is_named) = self.values(keywords, property)?;
        (!is_named || values.len() == 1).then_some(values)
    }

    /// The same, with whether the list has a name of its own.
    fn values(&mut self, keywords: &Keywords<'a>, property: &str) -> Option<(Vec<Value>, bool)> {
        let sub = keywords.properties.get(property)?;
        let is_named = matches!(sub.schema, ReferenceOr::Reference { .. });
        let said = self.said(&sub.clone())?;
        let values = self.merged(said).enumeration;
        let are_tags = !values.is_empty() && values.iter().all(is_tag);
        are_tags.then_some((values, is_named))
    }
}

impl Alternative<'_> {
    fn knows(&self, property: &str) -> bool {
        self.keywords.properties.contains_key(property)
    }

    fn requires(&self, property: &str) -> bool {
        self.keywords.required.contains(&property)
    }
}

/// The one of several texts that is a name, however it is written.
fn named_like(values: Vec<Value>, name: &str) -> Option<Vec<Value>> {
    let ident = names::type_ident(name);
    let is_same =
        |value: &Value| value.as_str().is_some_and(|text| names::type_ident(text) == ident);
    values.into_iter().find(is_same).map(|value| vec![value])
}

/// A name as those write it who give a class another one on the wire.
fn respelled(name: &str) -> Vec<Value> {
    let mut others =
        vec![name.to_lower_camel_case(), name.to_snake_case(), name.to_shouty_snake_case()];
    others.dedup();
    others.retain(|other| other != name && !other.is_empty());
    others.into_iter().map(Value::String).collect()
}

/// Whether a value can tell an alternative from the others.
fn is_tag(value: &Value) -> bool {
    value.is_string() || value.is_i64() || value.is_boolean()
}
