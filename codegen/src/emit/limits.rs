//! `src/limits.rs`: what the document demands of what is sent beyond its type, one table a type.
//!
//! Only types that a request leads to have a table, and of those only the ones that demand something.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::tables;
use super::types::text;
use super::{Chunk, Module, table};
use crate::ir::{
    Api, Body, Limits, Operation, Param, Prim, Struct, Test, TypeDef, TypeId, TypeKind, TypeRef,
    Union,
};

/// One entry of a table, before it is known which tables there are.
enum Entry {
    /// A limit as it is written.
    Leaf(String),
    /// A pattern that is checked.
    Pattern(String),
    /// Limits of a part, and the call that they are the argument of.
    Part(String, Vec<Entry>),
    /// Limits of the member that has this name.
    Member(String, Vec<Entry>),
    /// Limits of the members that no other entry names.
    Rest(Vec<Entry>),
    /// The table of a type.
    Of(TypeId),
    /// For each rule of a union its test and its limits.
    Choice(Vec<(String, Vec<Entry>)>),
}

/// The table of a body.
pub(super) struct BodyTable {
    /// What a reference to it refers to.
    pub(super) table: String,
    /// Whether it is written out where it stands, and names the type of its entries.
    pub(super) is_list: bool,
}

/// All tables, and which of them demand anything.
pub(super) struct Tables<'a> {
    api: &'a Api,
    entries: Vec<Vec<Entry>>,
    live: BTreeSet<TypeId>,
}

/// What leads to a table from elsewhere.
const OUTSIDE: &str = "crate::limits::";

impl<'a> Tables<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let entries = api.types.iter().map(|def| of_type(api, def)).collect();
        let mut tables = Self { api, entries, live: BTreeSet::new() };
        // A table that only leads back to itself demands nothing: begin with none.
        loop {
            let live: BTreeSet<TypeId> =
                (0..tables.entries.len()).map(TypeId).filter(|id| tables.is_live(*id)).collect();
            if live.len() == tables.live.len() {
                return tables;
            }
            tables.live = live;
        }
    }

    /// Tables that demand nothing.
    pub(super) fn none(api: &'a Api) -> Self {
        Self { api, entries: Vec::new(), live: BTreeSet::new() }
    }

    fn is_live(&self, id: TypeId) -> bool {
        self.entries.get(id.0).is_some_and(|entries| self.demands(entries))
    }

    fn demands(&self, entries: &[Entry]) -> bool {
        entries.iter().any(|entry| match entry {
            Entry::Leaf(_) | Entry::Pattern(_) => true,
            Entry::Part(_, inner) | Entry::Member(_, inner) | Entry::Rest(inner) => {
                self.demands(inner)
            }
            Entry::Of(id) => self.live.contains(id),
            Entry::Choice(rules) => rules.iter().any(|(_, inner)| self.demands(inner)),
        })
    }

    /// The list of what a parameter demands; nothing where that is nothing.
    pub(super) fn param(&self, param: &Param) -> Option<TokenStream> {
        self.list(&of_param(self.api, param))
    }

    /// The table of what a body demands; nothing where that is nothing.
    pub(super) fn body(&self, body: &Body) -> Option<BodyTable> {
        let entries = of_value(self.api, &body.ty, &body.limits);
        if let [Entry::Of(id)] = entries.as_slice() {
            let table = format!("{OUTSIDE}{}", self.api.type_def(*id).name.ident);
            return self.live.contains(id).then_some(BodyTable { table, is_list: false });
        }
        let list = self.list(&entries)?;
        let table = format!("crate::runtime::SharedLimits({})", text(&list));
        Some(BodyTable { table, is_list: true })
    }

    fn list(&self, entries: &[Entry]) -> Option<TokenStream> {
        // What is written here parses; a test compiles it.
        self.demands(entries).then(|| self.text(entries, OUTSIDE).parse().unwrap_or_default())
    }

    /// `&[…]`, without what demands nothing; `path` is what leads to other tables.
    fn text(&self, entries: &[Entry], path: &str) -> String {
        let texts: Vec<String> = self.texts(entries, path).collect();
        format!("&[{}]", texts.join(", "))
    }

    fn texts(&self, entries: &[Entry], path: &str) -> impl Iterator<Item = String> {
        let is_rest = |entry: &Entry| matches!(entry, Entry::Rest(inner) if self.demands(inner));
        let has_rest = entries.iter().any(is_rest);
        entries.iter().filter_map(move |entry| self.entry(entry, has_rest, path))
    }

    /// Nothing for what demands nothing. Beside limits of the rest, a member without any is listed, too: it would be
    /// one of the rest.
    fn entry(&self, entry: &Entry, has_rest: bool, path: &str) -> Option<String> {
        let part = |call: &str, inner: &[Entry]| {
            self.demands(inner).then(|| format!("{call}{})", self.text(inner, path)))
        };
        match entry {
            Entry::Leaf(text) => Some(text.clone()),
            Entry::Pattern(text) => Some(format!("Limit::Pattern({text:?})")),
            Entry::Part(call, inner) => part(call, inner),
            Entry::Rest(inner) => part("Limit::Rest(", inner),
            Entry::Member(name, inner) => (has_rest || self.demands(inner))
                .then(|| format!("Limit::Member({name:?}, {})", self.text(inner, path))),
            Entry::Of(id) => self
                .live
                .contains(id)
                .then(|| format!("Limit::Of(&{path}{})", self.api.type_def(*id).name.ident)),
            Entry::Choice(rules) => self.demands(std::slice::from_ref(entry)).then(|| {
                let rules = rules
                    .iter()
                    .map(|(test, inner)| format!("({test}, {})", self.text(inner, path)));
                format!("Limit::Choice(&[{}])", rules.collect::<Vec<_>>().join(", "))
            }),
        }
    }

    /// The types that requests lead to through tables.
    fn reached(&self) -> BTreeSet<TypeId> {
        let mut reached = BTreeSet::new();
        let mut open = Vec::new();
        for operation in self.api.operations() {
            for param in operation.inputs() {
                self.leads(&of_param(self.api, param), &mut open);
            }
            for body in operation.bodies().filter(|body| body.is_model()) {
                self.leads(&of_value(self.api, &body.ty, &body.limits), &mut open);
            }
        }
        while let Some(id) = open.pop() {
            if reached.insert(id)
                && let Some(entries) = self.entries.get(id.0)
            {
                self.leads(entries, &mut open);
            }
        }
        reached
    }

    fn leads(&self, entries: &[Entry], open: &mut Vec<TypeId>) {
        for entry in entries {
            match entry {
                Entry::Leaf(_) | Entry::Pattern(_) => {}
                Entry::Part(_, inner) | Entry::Member(_, inner) | Entry::Rest(inner) => {
                    self.leads(inner, open);
                }
                Entry::Of(id) => open.extend(self.live.contains(id).then_some(*id)),
                Entry::Choice(rules) => {
                    for (_, inner) in rules {
                        self.leads(inner, open);
                    }
                }
            }
        }
    }

    /// Whether there is a file of tables.
    pub(super) fn has_tables(&self) -> bool {
        !self.reached().is_empty()
    }

    /// Whether a request has a pattern that is checked.
    pub(super) fn has_patterns(&self) -> bool {
        let tables = self.reached();
        let tables = tables.iter().filter_map(|id| self.entries.get(id.0));
        let params = self.api.operations().flat_map(Operation::inputs);
        let params = params.map(|param| of_param(self.api, param));
        let bodies = self.api.operations().flat_map(Operation::bodies);
        let bodies = bodies.filter(|body| body.is_model());
        let bodies = bodies.map(|body| of_value(self.api, &body.ty, &body.limits));
        tables.into_iter().any(|entries| holds_pattern(entries))
            || params.chain(bodies).any(|entries| holds_pattern(&entries))
    }

    /// The file; none where no type that is sent demands anything.
    pub(super) fn module(&self) -> Option<Module> {
        let reached = self.reached();
        if reached.is_empty() {
            return None;
        }
        let mut chunks = vec![Chunk::Items(quote!(
            use crate::runtime::{Limit, limits_of};
        ))];
        let tables: Vec<String> = reached.iter().map(|id| self.table(*id)).collect();
        chunks.push(Chunk::Text(tables.join("\n")));
        let head = vec![
            "//! What the document demands of values that are sent, beyond their types.".to_owned(),
            "#![allow(non_upper_case_globals, reason = \"each is named as its type is\")]"
                .to_owned(),
        ];
        Some(Module { head, chunks })
    }

    /// The members one after another.
    fn table(&self, id: TypeId) -> String {
        let entries = self.entries.get(id.0).map(Vec::as_slice).unwrap_or_default();
        let parts = self.texts(entries, "");
        let ident = &self.api.type_def(id).name.ident;
        let mut item = format!("limits_of! {{ {ident}:");
        table::wrap("", parts, " }", "\n    ", &mut item);
        item
    }
}

/// Whether there is a pattern among the entries themselves; the tables that they refer to are asked by
/// themselves.
fn holds_pattern(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| match entry {
        Entry::Leaf(_) | Entry::Of(_) => false,
        Entry::Pattern(_) => true,
        Entry::Part(_, inner) | Entry::Member(_, inner) | Entry::Rest(inner) => {
            holds_pattern(inner)
        }
        Entry::Choice(rules) => rules.iter().any(|(_, inner)| holds_pattern(inner)),
    })
}

fn of_type(api: &Api, def: &TypeDef) -> Vec<Entry> {
    match &def.kind {
        TypeKind::Alias(alias) => of_value(api, &alias.ty, &def.limits),
        TypeKind::Struct(body) => of_struct(api, body, &def.limits),
        TypeKind::Union(body) => {
            let mut entries = anything(&def.limits);
            entries.extend(of_union(api, body));
            entries
        }
        // Its values are open, and those that the document lists are good.
        TypeKind::Enum(_) => Vec::new(),
    }
}

fn of_struct(api: &Api, body: &Struct, limits: &Limits) -> Vec<Entry> {
    let mut entries = members(limits);
    let rest = body.rest.as_ref().map(|rest| of_value(api, &rest.ty, &rest.limits));
    let rest = rest.unwrap_or_default();
    for field in &body.fields {
        let inner = of_value(api, &field.ty, &field.limits);
        if !inner.is_empty() || !rest.is_empty() {
            entries.push(Entry::Member(field.name.wire.clone(), inner));
        }
    }
    if !rest.is_empty() {
        entries.push(Entry::Rest(rest));
    }
    entries
}

/// The limits of each alternative that is known from outside: a rule whose values may also be those of
/// another alternative has none.
///
/// An alternative that is told by a key stands with all keys that it requires: an object that has those of several
/// may be meant as any of them, and is held to the limits of none.
fn of_union(api: &Api, body: &Union) -> Option<Entry> {
    let known = body.dispatch.iter().take_while(|rule| rule.test != Test::Attempt);
    let mut rules: Vec<(Test, Vec<Entry>)> = Vec::new();
    // What is told by a tag is known before anything else is asked.
    let is_tagged = |index| {
        let mut rules = body.dispatch.iter().filter(|rule| rule.variant == index).peekable();
        rules.peek().is_some() && rules.all(|rule| rule.test.is_tag())
    };
    for rule in known {
        let others = body.variants.iter().enumerate();
        let others = others.filter(|(index, _)| *index != rule.variant && !is_tagged(*index));
        let mut others = others.map(|(_, variant)| &variant.ty);
        let variant = body.variants.get(rule.variant);
        let (test, own) = match &rule.test {
            Test::Kind(kinds) => (rule.test.clone(), !others.any(|ty| may_be_of(api, ty, kinds))),
            Test::Keys(keys) => {
                let required = variant.map(|it| required_keys(api, &it.ty)).unwrap_or_default();
                let own = others.all(|ty| is_told_by_keys(api, ty, keys));
                (Test::Keys(if required.is_empty() { keys.clone() } else { required }), own)
            }
            test => (test.clone(), true),
        };
        let inner = variant.filter(|_| own).map(|it| of_value(api, &it.ty, &it.limits));
        rules.push((test, inner.unwrap_or_default()));
    }
    if rules.iter().any(|(test, inner)| matches!(test, Test::Keys(_)) && !inner.is_empty()) {
        let is_tried =
            |index| body.dispatch.iter().all(|it| it.variant != index || it.test == Test::Attempt);
        let tried = body.variants.iter().enumerate().filter(|(index, _)| is_tried(*index));
        let keys = tried.map(|(_, variant)| required_keys(api, &variant.ty));
        rules.extend(keys.filter(|it| !it.is_empty()).map(|it| (Test::Keys(it), Vec::new())));
    }
    let rules: Vec<_> =
        rules.into_iter().map(|(test, inner)| (tables::test_value(&test), inner)).collect();
    (!rules.is_empty()).then_some(Entry::Choice(rules))
}

/// Whether a value of the type may be of one of these kinds, as far as is seen at a glance.
fn may_be_of(api: &Api, ty: &TypeRef, kinds: &[crate::ir::JsonKind]) -> bool {
    use crate::ir::{JsonKind, Repr};

    let own: &[JsonKind] = match api.resolve(ty) {
        TypeRef::List(_) => &[JsonKind::Array],
        TypeRef::Map(_) => &[JsonKind::Object],
        TypeRef::Prim(Prim::Bool) => &[JsonKind::Boolean],
        TypeRef::Prim(
            Prim::I32 | Prim::I64 | Prim::U32 | Prim::U64 | Prim::Number | Prim::UnixTime,
        ) => &[JsonKind::Integer, JsonKind::Number],
        TypeRef::Prim(Prim::NumberOrString) => {
            &[JsonKind::Integer, JsonKind::Number, JsonKind::String]
        }
        TypeRef::Prim(_) => &[JsonKind::String],
        TypeRef::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Struct(_) => &[JsonKind::Object],
            TypeKind::Enum(body) if body.repr == Repr::String => &[JsonKind::String],
            TypeKind::Enum(_) => &[JsonKind::Integer, JsonKind::Number],
            TypeKind::Union(_) | TypeKind::Alias(_) => return true,
        },
        TypeRef::OneOrMany(_) | TypeRef::Nullable(_) | TypeRef::Json => return true,
        TypeRef::Boxed(inner) => return may_be_of(api, inner, kinds),
    };
    own.iter().any(|kind| kinds.contains(kind))
}

/// Whether the keys that a type requires tell that an object with these keys is none of it. What a type does not
/// name it takes, unless the document forbids it.
fn is_told_by_keys(api: &Api, ty: &TypeRef, keys: &[String]) -> bool {
    let Some(body) = api.as_struct(ty) else {
        return !may_be_of(api, ty, &[crate::ir::JsonKind::Object]);
    };
    let lacks = |key: &String| body.fields.iter().all(|field| field.name.wire != *key);
    keys.iter().any(lacks) && (body.closed || !required_keys(api, ty).is_empty())
}

fn required_keys(api: &Api, ty: &TypeRef) -> Vec<String> {
    let fields = api.as_struct(ty).map(|body| &*body.fields).unwrap_or_default();
    let required = fields.iter().filter(|field| field.presence.required);
    required.map(|field| field.name.wire.clone()).collect()
}

fn of_param(api: &Api, param: &Param) -> Vec<Entry> {
    of_value(api, &param.ty, &param.limits)
}

/// What is demanded of a value of `ty`, whose use has `limits`.
fn of_value(api: &Api, ty: &TypeRef, limits: &Limits) -> Vec<Entry> {
    let inner = limits.items.as_deref();
    match ty {
        // What is a number and what a text is not told apart where it is written without quotes.
        TypeRef::Prim(
            Prim::Bool | Prim::NumberOrString | Prim::Bytes | Prim::File | Prim::Multipart,
        ) => Vec::new(),
        TypeRef::Prim(
            Prim::I32 | Prim::I64 | Prim::U32 | Prim::U64 | Prim::Number | Prim::UnixTime,
        ) => numbers(limits),
        TypeRef::Prim(_) => texts(limits),
        TypeRef::Json => anything(limits),
        TypeRef::List(item) => {
            let inner = of_value(api, item, inner.unwrap_or(&Limits::default()));
            items(limits).into_iter().chain(part("Limit::Items(", inner)).collect()
        }
        TypeRef::Map(value) => {
            let inner = of_value(api, value, inner.unwrap_or(&Limits::default()));
            members(limits).into_iter().chain(part("Limit::Values(", inner)).collect()
        }
        TypeRef::OneOrMany(item) if matches!(api.resolve(item), TypeRef::List(_)) => Vec::new(),
        TypeRef::OneOrMany(item) => {
            let none = Limits::default();
            let many = part("Limit::Items(", of_value(api, item, &none));
            of_value(api, item, &none).into_iter().chain(many).collect()
        }
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => of_value(api, inner, limits),
        TypeRef::Named(id) => {
            let def = api.type_def(*id);
            let mut entries = vec![Entry::Of(*id)];
            if *limits != def.limits && !matches!(def.kind, TypeKind::Enum(_)) {
                entries.extend(beyond(api, ty, limits));
            }
            entries
        }
    }
}

/// What a use of a named type demands beyond the type's own table.
fn beyond(api: &Api, ty: &TypeRef, limits: &Limits) -> Vec<Entry> {
    match api.resolve(ty) {
        TypeRef::Named(_) => anything(&Limits { items: None, ..limits.clone() }),
        resolved => of_value(api, resolved, limits),
    }
}

fn part(call: &str, inner: Vec<Entry>) -> Option<Entry> {
    (!inner.is_empty()).then(|| Entry::Part(call.to_owned(), inner))
}

/// Every limit: each says nothing of values of another kind.
fn anything(limits: &Limits) -> Vec<Entry> {
    let parts = [texts(limits), numbers(limits), items(limits), members(limits)];
    parts.into_iter().flatten().collect()
}

fn texts(limits: &Limits) -> Vec<Entry> {
    let pattern = limits.pattern.as_ref().filter(|pattern| pattern.is_checkable);
    let pattern = pattern.map(|pattern| Entry::Pattern(pattern.text.clone()));
    counts("Length", limits.min_length, limits.max_length).chain(pattern).collect()
}

fn items(limits: &Limits) -> Vec<Entry> {
    let unique = limits.unique_items.then(|| Entry::Leaf("Limit::UniqueItems".to_owned()));
    counts("Items", limits.min_items, limits.max_items).chain(unique).collect()
}

fn members(limits: &Limits) -> Vec<Entry> {
    counts("Members", limits.min_properties, limits.max_properties).collect()
}

fn counts(of: &str, least: Option<usize>, most: Option<usize>) -> impl Iterator<Item = Entry> {
    let least = least.filter(|least| *least > 0).map(|least| format!("Limit::Min{of}({least})"));
    let most = most.map(|most| format!("Limit::Max{of}({most})"));
    least.into_iter().chain(most).map(Entry::Leaf)
}

fn numbers(limits: &Limits) -> Vec<Entry> {
    let minimum = limits
        .minimum
        .as_ref()
        .map(|bound| (if bound.exclusive { "Above" } else { "Minimum" }, &bound.value));
    let maximum = limits
        .maximum
        .as_ref()
        .map(|bound| (if bound.exclusive { "Below" } else { "Maximum" }, &bound.value));
    let step = limits.multiple_of.as_ref().filter(|step| step.as_f64() > Some(0.0));
    let step = step.map(|step| ("MultipleOf", step));
    let all = [minimum, maximum, step].into_iter().flatten();
    all.map(|(limit, number)| Entry::Leaf(format!("Limit::{limit}(\"{number}\")"))).collect()
}
