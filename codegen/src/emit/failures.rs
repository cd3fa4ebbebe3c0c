//! What the bodies of errors hold, by their status: an enum for all operations of a group whose errors have the
//! same types.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::types::{Types, text};
use super::{Chunk, doc, table};
use crate::ir::{Api, Group, Operation, Response, Status, TypeRef};
use crate::names::{self, Scope};

/// With more types than this an enum is called after its operation.
const MOST_NAMED: usize = 3;

/// The errors of an operation.
pub(super) struct Failures<'a> {
    /// The enum.
    pub(super) ident: String,
    /// Its variants, each after its type.
    variants: BTreeMap<String, &'a TypeRef>,
    /// Which status has which: `404..=404 => NotFound, 400..=499 => Problem`.
    pub(super) table: String,
}

/// The errors of an operation, where they have several types.
pub(super) fn of<'a>(
    api: &Api,
    types: &Types<'_>,
    operation: &'a Operation,
) -> Option<Failures<'a>> {
    let answers: Vec<(&Response, &TypeRef)> =
        operation.failures().into_iter().filter_map(|it| Some((it, it.ty.as_ref()?))).collect();
    // Each type once, in an order that does not depend on the operation.
    let written = |ty: &TypeRef| text(&types.whole(ty));
    let all: BTreeMap<String, &TypeRef> =
        answers.iter().map(|(_, ty)| (written(ty), *ty)).collect();
    if all.is_empty() {
        return None;
    }
    let mut scope = Scope::default();
    let named: BTreeMap<&str, (String, bool)> =
        all.keys().map(|ty| (&**ty, claimed(&mut scope, ty))).collect();
    let variant = |ty: &TypeRef| named.get(&*written(ty)).map_or("", |(variant, _)| variant);
    let lines: Vec<String> = answers
        .iter()
        .map(|(answer, ty)| format!("{} => {}", statuses(answer.status), variant(ty)))
        .collect();
    let variants: BTreeMap<String, &TypeRef> =
        all.values().map(|ty| (variant(ty).to_owned(), *ty)).collect();
    let idents: Vec<&str> = variants.keys().map(String::as_str).collect();
    // Another set of types must not get the same name.
    let is_telling = named.values().all(|(variant, is_own)| *is_own && !holds_or(variant));
    let mut ident = match idents.len() {
        2..=MOST_NAMED if is_telling => idents.join("Or"),
        _ => format!("{}Failure", operation.type_ident),
    };
    // Requests and outcomes stand in the same module, and so does what it imports.
    while names::TAKEN_REQUESTS.contains(&&*ident)
        || api.operations().any(|other| takes(other, &ident))
    {
        ident.push_str("Failure");
    }
    Some(Failures { ident, variants, table: lines.join(", ") })
}

fn takes(operation: &Operation, ident: &str) -> bool {
    operation.type_ident == ident
        || operation.outcomes.as_ref().is_some_and(|outcomes| outcomes.ident == ident)
        || operation.parts().any(|it| it.ident == ident)
}

fn statuses(status: Status) -> String {
    let (from, to) = match status {
        Status::Code(code) => (code, code),
        Status::Range(first) => (first * 100, first * 100 + 99),
        Status::Default => (100, 999),
    };
    format!("{from}..={to}")
}

/// The variant of a type, and whether it has the name that it would have alone.
fn claimed(scope: &mut Scope, ty: &str) -> (String, bool) {
    let wanted = variant(ty);
    let claimed = scope.claim(&wanted);
    let is_own = claimed == wanted;
    (claimed, is_own)
}

/// Whether `Or` stands in a name as a word, so that `AOrB` and `C` would be called as `A` and `BOrC` are.
fn holds_or(variant: &str) -> bool {
    variant.split("Or").skip(1).any(|rest| !rest.starts_with(char::is_lowercase))
}

/// A variant for a type as it is written: `Vec<models::Fault>` is `VecFault`.
fn variant(ty: &str) -> String {
    let word = |c: char| if c.is_alphanumeric() || c == '_' { c } else { ' ' };
    names::variant_ident(&ty.replace("models::", "").chars().map(word).collect::<String>())
}

/// The enums of a group.
pub(super) fn chunks(api: &Api, types: &Types<'_>, group: &Group) -> Vec<Chunk> {
    let items = of_group(api, types, group).into_values();
    items.map(|(failures, users)| Chunk::Text(item(types, &failures, &users))).collect()
}

/// What the macro writes of them that callers can name, as Rust.
pub(super) fn declarations(api: &Api, types: &Types<'_>, group: &Group) -> String {
    let mut out = String::new();
    for (failures, _) in of_group(api, types, group).into_values() {
        let variants = failures.variants(types).join(", ");
        let _ = writeln!(out, "#[non_exhaustive] pub enum {} {{ {variants} }}", failures.ident);
    }
    out
}

/// The errors of a group by their names, with the requests that have them.
fn of_group<'a>(
    api: &Api,
    types: &Types<'_>,
    group: &'a Group,
) -> BTreeMap<String, (Failures<'a>, Vec<&'a str>)> {
    let mut found: BTreeMap<String, (Failures<'_>, Vec<&str>)> = BTreeMap::new();
    for operation in &group.operations {
        if let Some(failures) = of(api, types, operation) {
            let ident = failures.ident.clone();
            let (_, users) = found.entry(ident).or_insert_with(|| (failures, Vec::new()));
            users.push(&operation.type_ident);
        }
    }
    found
}

/// An enum, as the runtime's macro takes it.
fn item(types: &Types<'_>, failures: &Failures<'_>, users: &[&str]) -> String {
    types.runtime("failures");
    let users: Vec<String> = users.iter().map(|user| format!("[`{}`]", doc::item(user))).collect();
    let said = format!("What the body of an error holds, of {}.", users.join(", "));
    let mut item = format!("failures! {{ pub enum {} {{\n", failures.ident);
    for line in doc::wrap(&said).lines() {
        let _ = writeln!(item, "    //! {line}");
    }
    item.push_str("   ");
    table::wrap("", failures.variants(types).into_iter(), " } }", "\n    ", &mut item);
    item
}

impl Failures<'_> {
    fn variants(&self, types: &Types<'_>) -> Vec<String> {
        let variants = self.variants.iter();
        variants.map(|(variant, ty)| format!("{variant}({})", text(&types.whole(ty)))).collect()
    }
}
