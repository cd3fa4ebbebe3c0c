//! `allOf`: one schema made of several.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::Lowerer;
use super::keywords::{Additional, Keywords, Kind, Sub};
use super::schema::MAX_DEPTH;
use super::text_format;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::Prim;
use crate::source::Pointer;

impl<'a> Lowerer<'a, '_> {
    /// The keywords with those of its `allOf` taken in; `allOf` stays where it is only a reference.
    pub(crate) fn merged(&mut self, keywords: Keywords<'a>) -> Keywords<'a> {
        self.merged_within(keywords, &mut Vec::new())
    }

    fn merged_within(
        &mut self,
        mut keywords: Keywords<'a>,
        open: &mut Vec<Pointer>,
    ) -> Keywords<'a> {
        if keywords.all_of.is_empty() || self.is_reference(&keywords) {
            return keywords;
        }
        let members = std::mem::take(&mut keywords.all_of);
        let mut base: Option<Keywords<'a>> = None;
        for member in &members {
            let Some(mut member) = self.member(member, open) else {
                continue;
            };
            self.drop_heirs(&mut member, &keywords.origin);
            match &mut base {
                // The later refines the earlier.
                Some(base) => {
                    self.conflicts(base, &member);
                    let earlier = std::mem::replace(base, member);
                    let later = std::mem::take(&mut base.properties);
                    let properties = self.refined(earlier.properties.clone(), later);
                    base.absorb(Keywords { properties: IndexMap::new(), ..earlier });
                    base.properties = properties;
                }
                None => base = Some(member),
            }
        }
        if let Some(base) = base {
            self.conflicts(&base, &keywords);
            let later = std::mem::take(&mut keywords.properties);
            let properties = self.refined(base.properties.clone(), later);
            keywords.absorb(Keywords { properties: IndexMap::new(), ..base });
            keywords.properties = properties;
        }
        keywords
    }

    /// The members of two parts. Of one that both have, the later says what it is, and the earlier what the later
    /// leaves open.
    fn refined(
        &mut self,
        mut members: IndexMap<&'a str, Sub<'a>>,
        later: IndexMap<&'a str, Sub<'a>>,
    ) -> IndexMap<&'a str, Sub<'a>> {
        for (name, mut sub) in later {
            if let Some(earlier) = members.get(name)
                && earlier.origin != sub.origin
                && self.leaves_open(&sub, earlier)
            {
                let mut also = earlier.also.clone();
                also.push(Sub { also: Vec::new(), ..earlier.clone() });
                also.append(&mut sub.also);
                sub.also = also;
            }
            members.insert(name, sub);
        }
        members
    }

    /// Whether a member says less than what an earlier part says of it: only words and limits, or an object with
    /// members of its own.
    fn leaves_open(&mut self, sub: &Sub<'a>, earlier: &Sub<'a>) -> bool {
        let ReferenceOr::Item(schema) = &sub.schema else { return false };
        let keywords = Keywords::of(schema, &sub.origin);
        let is_composed = !keywords.all_of.is_empty()
            || !keywords.one_of.is_empty()
            || !keywords.any_of.is_empty();
        // A list of values, and a list of something, is what it says.
        if is_composed || !keywords.enumeration.is_empty() || keywords.items.is_some() {
            return false;
        }
        let kind = keywords.kind.or(keywords.is_object().then_some(Kind::Object));
        kind.is_none_or(|kind| self.kind_at(earlier).is_none_or(|earlier| earlier == kind))
    }

    /// What a schema says, beside what holds as well.
    pub(super) fn said(&mut self, sub: &Sub<'a>) -> Option<Keywords<'a>> {
        let (schema, origin) = self.followed(sub)?;
        let mut keywords = Keywords::of(schema, &origin);
        keywords.all_of.splice(0..0, sub.also.clone());
        Some(keywords)
    }

    /// Drops the alternatives of a part of `allOf` where the schema that is composed is one of them: a base that lists
    /// its heirs, as springdoc writes it. Each heir has what all have in common, and is no other heir.
    fn drop_heirs(&mut self, member: &mut Keywords<'a>, composed: &Pointer) {
        for alternatives in [&mut member.one_of, &mut member.any_of] {
            if self.are_heirs(alternatives, composed) {
                alternatives.clear();
            }
        }
    }

    /// Whether a schema that is composed with one is among its alternatives.
    fn are_heirs(&mut self, alternatives: &[Sub<'a>], composed: &Pointer) -> bool {
        alternatives.iter().any(|sub| self.followed(sub).is_some_and(|(_, at)| at == *composed))
    }

    /// Whether a schema is but another way to write a reference, and no heir of what that leads to.
    fn is_reference(&mut self, keywords: &Keywords<'a>) -> bool {
        let Some(only) = keywords.all_of.first().filter(|_| is_wrapper(keywords)) else {
            return false;
        };
        let Some((schema, origin)) = self.followed(only) else { return true };
        let Keywords { one_of, any_of, .. } = Keywords::of(schema, &origin);
        !self.are_heirs(&one_of, &keywords.origin) && !self.are_heirs(&any_of, &keywords.origin)
    }

    /// Says where two parts of one `allOf` leave no value for a member, or for the whole. Conflicts of
    /// the types and limits of the parts themselves were said when the document was checked.
    fn conflicts(&mut self, earlier: &Keywords<'a>, later: &Keywords<'a>) {
        for (name, sub) in &later.properties {
            let Some(other) = earlier.properties.get(name).filter(|it| it.origin != sub.origin)
            else {
                continue;
            };
            let kinds = (self.kind_at(sub), self.kind_at(other));
            if let (Some(kind), Some(earlier)) = kinds
                && !refines(kind, earlier)
            {
                let message = format!(
                    "`{name}` has another type in another part of `allOf`; this one is taken"
                );
                self.conflict(&sub.origin, &other.origin, message);
            }
        }
        let (values, others) = (&later.enumeration, &earlier.enumeration);
        if !values.is_empty() && !others.is_empty() && values.iter().all(|it| !others.contains(it))
        {
            let message =
                "no value is listed here and in the other part of `allOf`, too; any is taken";
            self.conflict(&later.origin, &earlier.origin, message.to_owned());
        }
    }

    fn conflict(&mut self, at: &Pointer, other: &Pointer, message: String) {
        let diagnostic = Diagnostic::new(Code::ContradictorySchema, at, message);
        let diagnostic = diagnostic.severity(Severity::Warning).related(other, "the other one");
        self.input.diagnostics.push(diagnostic);
    }

    pub(super) fn kind_at(&mut self, sub: &Sub<'a>) -> Option<Kind> {
        let (schema, origin) = self.followed(sub)?;
        let own = Keywords::of(schema, &origin).kind;
        own.or_else(|| sub.also.iter().rev().find_map(|also| self.kind_at(also)))
    }

    /// A member of an `allOf`, itself merged; nothing where it leads back to where it came from.
    fn member(&mut self, sub: &Sub<'a>, open: &mut Vec<Pointer>) -> Option<Keywords<'a>> {
        let (schema, origin) = self.followed(sub)?;
        if open.contains(&origin) || open.len() > MAX_DEPTH {
            return None;
        }
        if let Some(composed) = self.composed.get(&origin) {
            return Some(composed.clone());
        }
        open.push(origin.clone());
        let merged = self.flattened(Keywords::of(schema, &origin), open);
        open.pop();
        // Two members may lead to one base, and each of their members too.
        self.composed.insert(origin, merged.clone());
        Some(merged)
    }

    /// The keywords with those of its `allOf` taken in, also where that is only a reference: a wrapper within `allOf`
    /// has to give that up.
    pub(super) fn flattened(
        &mut self,
        keywords: Keywords<'a>,
        open: &mut Vec<Pointer>,
    ) -> Keywords<'a> {
        if !self.is_reference(&keywords) {
            return self.merged_within(keywords, open);
        }
        let inner = keywords.all_of.first().cloned();
        let mut outer = Keywords { all_of: Vec::new(), ..keywords };
        if let Some(inner) = inner.and_then(|inner| self.member(&inner, open)) {
            outer.absorb(inner);
        }
        outer
    }

    /// The schema that `sub` is or refers to, and where that stands.
    pub(crate) fn followed(&mut self, sub: &Sub<'a>) -> Option<(&'a openapiv3::Schema, Pointer)> {
        match &sub.schema {
            ReferenceOr::Item(schema) => Some((schema, sub.origin.clone())),
            ReferenceOr::Reference { reference } => {
                let target = self.input.target(&sub.origin, reference)?;
                Some((self.input.schema(&target)?, target))
            }
        }
    }
}

/// Whether a value of one type can be of the other, too.
fn refines(kind: Kind, other: Kind) -> bool {
    let number = |kind| matches!(kind, Kind::Integer | Kind::Number);
    kind == other || number(kind) && number(other)
}

/// `allOf: [$ref]` with nothing beside it that changes the type.
fn is_wrapper(keywords: &Keywords<'_>) -> bool {
    let [only] = keywords.all_of.as_slice() else {
        return false;
    };
    matches!(only.schema, ReferenceOr::Reference { .. })
        && !is_text_of_a_format(keywords)
        && keywords.properties.is_empty()
        && keywords.required.is_empty()
        && keywords.enumeration.is_empty()
        && keywords.one_of.is_empty()
        && keywords.any_of.is_empty()
        && matches!(keywords.additional, Additional::Any)
}

/// Whether what stands beside `allOf` says which text the value is.
fn is_text_of_a_format(keywords: &Keywords<'_>) -> bool {
    match (keywords.kind, text_format::prim(&keywords.formats)) {
        (Some(Kind::String), prim) => prim != Prim::String,
        // Formats of numbers are those of strings that hold numbers, too.
        (None, prim) => !matches!(prim, Prim::String | Prim::NumberText),
        _ => false,
    }
}
