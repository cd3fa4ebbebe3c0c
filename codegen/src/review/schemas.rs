//! Changes of definitions: which there are, and what each is. Their parts have files of their own.

use super::direction::{self, Change, Types};
use super::draft::{Draft, Node};
use super::finding::Verdict;
use super::{Comparison, Rule, answers, code, enums, neutral, structs, unions};
use crate::emit::surface;
use crate::ir::{Alias, Api, TypeDef, TypeId, TypeKind, TypeRef, Usage};

/// A definition that both documents have.
pub(super) struct Pair<'a> {
    pub(super) comparison: &'a Comparison<'a>,
    pub(super) ids: (TypeId, TypeId),
    pub(super) old: &'a TypeDef,
    pub(super) new: &'a TypeDef,
    /// In which direction those who know the old document send its values.
    pub(super) usage: Usage,
}

impl Pair<'_> {
    /// The path of the type in the new crate.
    pub(super) fn path(&self) -> String {
        surface::type_path(self.new)
    }

    /// The name as people know it.
    pub(super) fn name(&self) -> String {
        code(&self.new.name.wire)
    }

    pub(super) fn nodes(&self) -> [Node; 2] {
        [Node::OldType(self.ids.0), Node::NewType(self.ids.1)]
    }

    /// A finding about the definition as a whole.
    pub(super) fn draft(&self, rule: Rule, message: impl Into<String>) -> Draft {
        Draft::new(rule, message)
            .at(Some(&self.old.origin), Some(&self.new.origin))
            .about(self.nodes())
    }

    /// Compares the types of two parts.
    pub(super) fn change(&self, old: &TypeRef, new: &TypeRef) -> Change {
        let numbers = self.comparison.numbers();
        let types = Types { old: self.comparison.old, new: self.comparison.new, numbers: &numbers };
        types.change(old, new)
    }

    /// Whether two uses name the same type.
    pub(super) fn is_same(&self, old: &TypeRef, new: &TypeRef) -> bool {
        neutral::ty(old, &self.comparison.numbers()) == *new
    }
}

/// All changes of definitions.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (id, def) in comparison.old.types.iter().enumerate() {
        match comparison.matching.new_of(TypeId(id)) {
            Some(new) => drafts.extend(matched(comparison, TypeId(id), new)),
            None => drafts.push(removed(def, TypeId(id), &comparison.old_items(TypeId(id)))),
        }
    }
    for (id, def) in comparison.new.types.iter().enumerate() {
        if comparison.matching.old_of(TypeId(id)).is_none() {
            drafts.push(added(def, TypeId(id), &comparison.new_items(TypeId(id))));
        }
    }
    let now =
        (0..comparison.old.types.len()).filter_map(|id| comparison.matching.new_of(TypeId(id)));
    if !now.is_sorted() {
        drafts.push(super::reordered("/components/schemas", "the schemas stand in another order"));
    }
    drafts
}

fn added(def: &TypeDef, id: TypeId, items: &[String]) -> Draft {
    Draft::new(Rule::SchemaAdded, format!("the schema {} is new", code(&def.name.wire)))
        .at(None, Some(&def.origin))
        .about([Node::NewType(id)])
        .items(items.iter().cloned())
}

fn removed(def: &TypeDef, id: TypeId, items: &[String]) -> Draft {
    // What is sent and answered changes where the schema was used, and is told there.
    Draft::new(Rule::SchemaRemoved, format!("the schema {} is gone", code(&def.name.wire)))
        .at(Some(&def.origin), None)
        .about([Node::OldType(id)])
        .items(items.iter().cloned())
}

fn matched(comparison: &Comparison<'_>, old_id: TypeId, new_id: TypeId) -> Vec<Draft> {
    let (old, new) = (comparison.old.type_def(old_id), comparison.new.type_def(new_id));
    let pair = Pair { comparison, ids: (old_id, new_id), old, new, usage: old.usage };
    let mut drafts = Vec::new();
    if old.name.ident != new.name.ident {
        drafts.push(renamed(&pair));
    }
    let was = neutral::shape(old, &comparison.numbers());
    if was != neutral::shape(new, &|id| id) {
        drafts.extend(differing(&pair));
    }
    drafts
}

fn renamed(pair: &Pair<'_>) -> Draft {
    let (old, new) = (pair.old, pair.new);
    let (was, is) = (&old.name, &new.name);
    let message = if was.wire == is.wire {
        format!(
            "the schema {} is called {} in Rust, and was {}",
            code(&is.wire),
            code(&is.ident),
            code(&was.ident)
        )
    } else {
        format!("the schema {} is renamed to {}", code(&was.wire), code(&is.wire))
    };
    let alias = format!(
        "#[deprecated(note = \"renamed to {0}\")] pub type {1} = {0};",
        is.ident, was.ident
    );
    let items = pair
        .comparison
        .old_items(pair.ids.0)
        .into_iter()
        .chain(pair.comparison.new_items(pair.ids.1));
    pair.draft(Rule::SchemaRenamed, message)
        .help(format!("callers keep compiling with an alias beside the models: {}", code(&alias)))
        .names(declared(pair.comparison.old, old), declared(pair.comparison.new, new))
        .items(items)
        .items([answers::reader(old), answers::reader(new)])
}

/// How a definition itself is declared.
fn declared(api: &Api, def: &TypeDef) -> String {
    let items = surface::of_type(api, def);
    items.into_iter().next().map(|item| item.signature).unwrap_or_default()
}

fn differing(pair: &Pair<'_>) -> Vec<Draft> {
    let mut drafts = match (&pair.old.kind, &pair.new.kind) {
        (TypeKind::Struct(old), TypeKind::Struct(new)) => structs::compare(pair, old, new),
        (TypeKind::Enum(old), TypeKind::Enum(new)) => enums::compare(pair, old, new),
        (TypeKind::Union(old), TypeKind::Union(new)) => unions::compare(pair, old, new),
        (TypeKind::Alias(old), TypeKind::Alias(new)) => aliases(pair, old, new),
        _ => vec![kind(pair)],
    };
    drafts.extend(limits(pair));
    if drafts.is_empty() {
        let message = format!("parts of {} stand in another order", pair.name());
        drafts.push(pair.draft(Rule::Reordered, message));
    }
    drafts
}

fn limits(pair: &Pair<'_>) -> Option<Draft> {
    let found = direction::limits(&pair.old.limits, &pair.new.limits)?;
    let is_enum = matches!(pair.new.kind, TypeKind::Enum(_));
    let message = format!("other limits for {}: {}", pair.name(), found.words);
    let checked = if is_enum {
        Verdict::none("the client does not check the values of enums")
    } else {
        direction::checked(&found, pair.usage.request)
    };
    Some(
        pair.draft(Rule::SchemaLimits, message)
            .wire(found.change.on_wire(pair.usage))
            .run_time(checked),
    )
}

fn aliases(pair: &Pair<'_>, old: &Alias, new: &Alias) -> Vec<Draft> {
    let mut drafts = Vec::new();
    if !pair.is_same(&old.ty, &new.ty) {
        let change = pair.change(&old.ty, &new.ty);
        let message = format!(
            "{} is {}, and was {}",
            pair.name(),
            pair.comparison.new_type(&new.ty),
            pair.comparison.old_type(&old.ty)
        );
        drafts.push(
            pair.draft(Rule::SchemaType, message).wire(change.on_wire(pair.usage)).items([
                pair.path(),
                answers::reader(pair.old),
                answers::reader(pair.new),
            ]),
        );
    }
    if old.nullable != new.nullable {
        let (change, word) = if new.nullable {
            (Change::Looser, "may be null")
        } else {
            (Change::Tighter, "may no longer be null")
        };
        let message = format!("{} {word}", pair.name());
        drafts.push(pair.draft(Rule::SchemaNullable, message).wire(change.on_wire(pair.usage)));
    }
    drafts
}

fn kind(pair: &Pair<'_>) -> Draft {
    let message = format!(
        "{} is {}, and was {}",
        pair.name(),
        kind_words(pair.comparison, pair.new, false),
        kind_words(pair.comparison, pair.old, true)
    );
    let change = match (&pair.old.kind, &pair.new.kind) {
        (TypeKind::Alias(old), _) => pair.change(&old.ty, &TypeRef::Named(pair.ids.1)),
        (_, TypeKind::Alias(new)) => pair.change(&TypeRef::Named(pair.ids.0), &new.ty),
        // A discriminator tells which schema a value is of, and makes no other value good.
        (TypeKind::Struct(_), TypeKind::Union(new)) => match new.base() {
            Some(base) => pair.change(&TypeRef::Named(pair.ids.0), &base.ty),
            None => Change::Other,
        },
        (TypeKind::Union(old), TypeKind::Struct(_)) => match old.base() {
            Some(base) => pair.change(&base.ty, &TypeRef::Named(pair.ids.1)),
            None => Change::Other,
        },
        _ => Change::Other,
    };
    let items = pair
        .comparison
        .old_items(pair.ids.0)
        .into_iter()
        .chain(pair.comparison.new_items(pair.ids.1));
    pair.draft(Rule::SchemaKind, message)
        .wire(change.on_wire(pair.usage))
        .items(items)
        .items([answers::reader(pair.old), answers::reader(pair.new)])
}

fn kind_words(comparison: &Comparison<'_>, def: &TypeDef, is_old: bool) -> String {
    match &def.kind {
        TypeKind::Struct(body) if body.fields.is_empty() => "an object".to_owned(),
        TypeKind::Struct(_) => "an object with named members".to_owned(),
        TypeKind::Enum(_) => "one of several values".to_owned(),
        TypeKind::Union(_) => "one of several schemas".to_owned(),
        TypeKind::Alias(alias) if is_old => comparison.old_type(&alias.ty),
        TypeKind::Alias(alias) => comparison.new_type(&alias.ty),
    }
}
