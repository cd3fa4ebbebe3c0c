//! A schema with a discriminator that others extend by `allOf`, without any `oneOf`: where the document refers to it,
//! a value is any of its heirs. So it is a union of them, and of what they have in common, for any other value.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{Discriminator, ReferenceOr};

use super::Lowerer;
use super::keywords::{Keywords, Sub};
use super::tags::Tags;
use super::union::Alternative;
use crate::diagnostic::Code;
use crate::ir::{Doc, JsonKind, Limits, Rule, Test, TypeRef, Union, Variant};
use crate::names::Scope;
use crate::source::Pointer;

impl<'a> Lowerer<'a, '_> {
    /// Whether a schema extends one that has a discriminator, or is extended itself.
    pub(super) fn is_in_hierarchy(&self, at: &Pointer) -> bool {
        self.heirs.is_heir(at) || self.heirs.of_parent(at).is_some()
    }

    /// The union that a schema with a discriminator stands for; nothing where no other schema is one of its values.
    pub(super) fn hierarchy(&mut self, keywords: &Keywords<'a>, name: &str) -> Option<Union> {
        let discriminator = keywords.discriminator?;
        let at = keywords.origin.key("discriminator");
        // Otherwise it is inherited, and tells the parent's heirs apart.
        self.input.value(&at)?;
        let heirs = self.heirs_of(keywords, discriminator);
        let has_heirs = !heirs.is_empty();
        let told = self.told_by(discriminator, keywords, &heirs);
        let told: HashSet<usize> = told.values.into_iter().map(|tag| tag.of).collect();
        let heirs = heirs.into_iter().enumerate().filter(|(index, _)| told.contains(index));
        let heirs: Vec<Alternative<'a>> = heirs.map(|(_, heir)| heir).collect();
        if heirs.is_empty() {
            let (why, help) = if has_heirs {
                let help = "name the value of each under `mapping`";
                ("none of the schemas that extend this one has a value", help)
            } else if discriminator.mapping.is_empty() {
                return None;
            } else {
                let help = "list the alternatives under `oneOf`, or compose them with this schema by `allOf`";
                ("no other schema is one of its values", help)
            };
            let message = format!("the `discriminator` makes no union: {why}");
            self.report(Code::IgnoredKeyword, &at, &message, help);
            return None;
        }
        let tags = self.told_by(discriminator, keywords, &heirs);
        let base = Keywords { discriminator: None, title: None, ..keywords.clone() };
        let base = self.define_inline(&base, &format!("{name}Base"));
        let common = Keywords { properties: IndexMap::new(), ..keywords.clone() };
        let union = self.union(&common, &heirs, Some(&tags), name);
        Some(with_base(union, base, &keywords.origin))
    }

    /// The schemas that may be meant where this one is referred to: those that extend it, and those that only its
    /// mapping names, if they are objects by themselves.
    pub(super) fn heirs_of(
        &mut self,
        keywords: &Keywords<'a>,
        discriminator: &'a Discriminator,
    ) -> Vec<Alternative<'a>> {
        let mut targets = self.heirs.of_parent(&keywords.origin).cloned().unwrap_or_default();
        let at = keywords.origin.key("discriminator");
        let mapped = discriminator.mapping.values();
        let mapped: Vec<Pointer> =
            mapped.filter_map(|text| self.input.mapping_target(&at, text)).collect();
        for target in mapped {
            if target != keywords.origin && self.is_plain_object(&target) {
                targets.insert(target);
            }
        }
        targets.iter().filter_map(|target| self.alternative(&referring(target))).collect()
    }

    fn is_plain_object(&mut self, at: &Pointer) -> bool {
        let Some(schema) = self.input.schema(at) else { return false };
        let keywords = self.merged(Keywords::of(schema, at));
        let is_choice = !keywords.one_of.is_empty() || !keywords.any_of.is_empty();
        keywords.is_object() && keywords.all_of.is_empty() && !is_choice
    }

    /// The schema that stands for all alternatives: one of them that all others extend, or that which just these
    /// extend, unless the choice has a discriminator of its own.
    pub(super) fn whole_hierarchy(
        &mut self,
        keywords: &Keywords<'a>,
        alternatives: &[Alternative<'a>],
    ) -> Option<Sub<'a>> {
        let targets: IndexSet<&Pointer> = alternatives.iter().map(|it| &it.target).collect();
        let are_all = |heirs: &IndexSet<Pointer>| {
            heirs.len() == targets.len() && heirs.iter().all(|heir| targets.contains(heir))
        };
        let parent = self.heirs.iter().find(|(_, heirs)| are_all(heirs));
        if let Some(parent) = parent.map(|(parent, _)| parent.clone())
            && keywords.discriminator.is_none()
            && self.inherited_tags(alternatives).is_some_and(|tags| !tags.values.is_empty())
        {
            return Some(referring(&parent));
        }
        let is_whole = |parent: &&Alternative<'a>| {
            let heirs = self.heirs.of_parent(&parent.target);
            let is_within = |it: &Alternative<'a>| {
                it.target == parent.target || heirs.is_some_and(|heirs| heirs.contains(&it.target))
            };
            heirs.is_some() && alternatives.iter().all(is_within)
        };
        alternatives.iter().find(is_whole).map(|parent| parent.sub.clone())
    }

    /// What the discriminator of a schema says that all alternatives extend.
    pub(super) fn inherited_tags(&mut self, alternatives: &[Alternative<'a>]) -> Option<Tags> {
        let extend =
            |heirs: &IndexSet<Pointer>| alternatives.iter().all(|it| heirs.contains(&it.target));
        let parent = self.heirs.iter().find(|(_, heirs)| extend(heirs))?.0.clone();
        let keywords = Keywords::of(self.input.schema(&parent)?, &parent);
        let discriminator = keywords.discriminator?;
        let tags = self.told_by(discriminator, &keywords, alternatives);
        // What is only a name may be written otherwise.
        Some(Tags { certain: !discriminator.mapping.is_empty(), ..tags })
    }
}

/// A reference to what stands at a place.
fn referring<'a>(target: &Pointer) -> Sub<'a> {
    let reference = format!("#{}", target.as_str().replace('%', "%25"));
    Sub::new(ReferenceOr::Reference { reference }, target.clone())
}

/// The union with the variant for all other objects.
fn with_base(mut union: Union, base: TypeRef, origin: &Pointer) -> Union {
    let mut scope = Scope::default();
    for taken in union.variants.iter().map(|variant| &variant.ident).chain([&union.unknown]) {
        scope.claim(taken);
    }
    let description = "A value of any other kind: what all have in common.".to_owned();
    let ty = match base {
        TypeRef::Named(_) => TypeRef::Boxed(Box::new(base)),
        other => other,
    };
    union
        .dispatch
        .push(Rule { test: Test::Kind(vec![JsonKind::Object]), variant: union.variants.len() });
    union.variants.push(Variant {
        ident: scope.claim("Base"),
        ty,
        limits: Limits::default(),
        doc: Doc { description: Some(description), ..Doc::default() },
        origin: origin.clone(),
    });
    union
}
