//! The operations of a document, and what must hold between an operation and its path.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::mend::Mend;
use super::objects::placeholders;
use super::resolve::{Trees, reference_in};
use super::shape::METHODS;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Pointer};

/// An operation where it stands in the document. All pointers but those in `parameters` are of
/// values that are there as themselves: references on the way have been followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationAt {
    /// The path template, as written.
    pub path: String,
    /// The method in lower case: `get`, `put`, `post`, `delete`, `options`, `head`, `patch` or `trace`.
    pub method: &'static str,
    /// The operation object.
    pub pointer: Pointer,
    /// The path item object that holds it.
    pub item: Pointer,
}

/// The operations in the order of the document.
pub(super) fn list(trees: &Trees<'_>) -> Vec<OperationAt> {
    let mut operations = Vec::new();
    let paths = Pointer::root(FileId::ROOT).key("paths");
    let Ok((paths, Value::Object(members))) = trees.deref(&paths) else {
        return operations;
    };
    for key in members.keys() {
        let Some(path) = template(key) else { continue };
        let place = paths.key(key);
        let mut of_path = own_operations(trees, &path, &place);
        // A `$ref` may stand beside operations; those of the path itself count.
        if let Ok((item, _)) = trees.deref(&place)
            && item != place
        {
            let referred = own_operations(trees, &path, &item).into_iter();
            let own: Vec<_> = of_path.iter().map(|operation| operation.method).collect();
            of_path.extend(referred.filter(|operation| !own.contains(&operation.method)));
        }
        operations.append(&mut of_path);
    }
    operations
}

/// The path that a key of `paths` stands for: its first `/` may have been forgotten. An extension or a
/// whole address is none.
fn template(key: &str) -> Option<String> {
    match key {
        _ if key.starts_with('/') => Some(key.to_owned()),
        _ if key.starts_with("x-") || key.contains("://") => None,
        _ => Some(format!("/{key}")),
    }
}

fn own_operations(trees: &Trees<'_>, path: &str, item: &Pointer) -> Vec<OperationAt> {
    let members = trees.get(item).and_then(Value::as_object);
    let operation = |key: &String| {
        let method = METHODS.iter().find(|method| *method == key)?;
        let (pointer, value) = trees.deref(&item.key(key)).ok()?;
        let (path, item) = (path.to_owned(), item.clone());
        value.is_object().then_some(OperationAt { path, method, pointer, item })
    };
    members.into_iter().flat_map(|members| members.keys()).filter_map(operation).collect()
}

/// A parameter: where it stands, and what it is. One that cannot be resolved is its diagnostic.
type Listed<'t> = Result<(Pointer, &'t Value), Diagnostic>;

/// The operation's parameters: those of its path item that it does not override, then its own.
fn parameters<'t>(trees: &'t Trees<'_>, operation: &OperationAt) -> Vec<Listed<'t>> {
    let own = listed(trees, &operation.pointer);
    let names: HashSet<_> = own.iter().filter_map(identity).collect();
    let mut all = listed(trees, &operation.item);
    all.retain(|parameter| identity(parameter).is_none_or(|identity| !names.contains(&identity)));
    all.extend(own);
    all
}

/// The parameters that an operation can be called with: without those that stand for nothing in the
/// path, and the first of those that are listed twice.
pub(super) fn usable_parameters(
    trees: &Trees<'_>,
    operation: &OperationAt,
) -> Vec<Result<Pointer, Diagnostic>> {
    let (wanted, _) = placeholders(&operation.path);
    let mut seen = HashSet::new();
    let mut all = parameters(trees, operation);
    all.retain(|parameter| {
        identity(parameter).is_none_or(|(place, name)| {
            let has_place = place != "path" || wanted.contains(&&*name);
            has_place && seen.insert((place, name))
        })
    });
    all.into_iter().map(|parameter| parameter.map(|(at, _)| at)).collect()
}

fn listed<'t>(trees: &'t Trees<'_>, holder: &Pointer) -> Vec<Listed<'t>> {
    let place = holder.key("parameters");
    let items = trees.get(&place).and_then(Value::as_array).into_iter().flatten();
    let parameters = items.enumerate().map(|(index, item)| {
        let at = place.index(index);
        match reference_in(item) {
            Some(text) => trees.resolve(&at, text),
            None => Ok((at, item)),
        }
    });
    parameters.collect()
}

/// Place and name, by which a parameter is told from others. Header names have no case.
fn identity<'t>(parameter: &Listed<'t>) -> Option<(&'t str, Cow<'t, str>)> {
    let (_, parameter) = parameter.as_ref().ok()?;
    let place = parameter.get("in")?.as_str()?;
    let name = parameter.get("name")?.as_str()?;
    Some((place, if place == "header" { name.to_ascii_lowercase().into() } else { name.into() }))
}

/// Checks every operation, and gives what has to be changed so that each can be called.
pub(super) fn check(trees: &Trees<'_>, out: &mut Diagnostics) -> Vec<Mend> {
    let mut ids: HashMap<&str, Pointer> = HashMap::new();
    let mut items = HashSet::new();
    let mut mends = Vec::new();
    for operation in list(trees) {
        operation_id(trees, &operation, &mut ids, out);
        path_parameters(trees, &operation, out, &mut mends);
        duplicates(trees, &operation.pointer, out);
        if items.insert(operation.item.clone()) {
            duplicates(trees, &operation.item, out);
        }
    }
    mends
}

fn operation_id<'t>(
    trees: &'t Trees<'_>,
    operation: &OperationAt,
    ids: &mut HashMap<&'t str, Pointer>,
    out: &mut Diagnostics,
) {
    let place = operation.pointer.key("operationId");
    let written = trees.get(&place);
    let id = written.and_then(Value::as_str).filter(|id| !id.is_empty());
    let Some(id) = id else {
        // One that is no text has been said already.
        if written.is_some_and(|id| !id.is_string()) {
            return;
        }
        let message = format!(
            "`{} {}` has no `operationId`",
            operation.method.to_uppercase(),
            operation.path
        );
        let help = "its method and path name it until there is one";
        return out.push(Diagnostic::new(Code::MissingOperationId, &place, message).help(help));
    };
    match ids.get(id) {
        // The same path item can be referred to twice.
        Some(first) if *first == place => {}
        Some(first) => {
            let message = format!("the operationId `{id}` is taken");
            let diagnostic = Diagnostic::new(Code::DuplicateOperationId, place, message);
            out.push(diagnostic.related(first, "first here"));
        }
        None => {
            ids.insert(id, place);
        }
    }
}

fn path_parameters(
    trees: &Trees<'_>,
    operation: &OperationAt,
    out: &mut Diagnostics,
    mends: &mut Vec<Mend>,
) {
    let (wanted, matched) = placeholders(&operation.path);
    let all = parameters(trees, operation);
    let complete = matched && all.iter().all(Result::is_ok);
    let mut given = HashSet::new();
    for parameter in &all {
        let (Ok((at, _)), Some(("path", name))) = (parameter, identity(parameter)) else {
            continue;
        };
        if !wanted.contains(&&*name) && matched {
            unused(trees, operation, at, &name, &wanted, out);
        }
        given.insert(name);
    }
    for name in wanted {
        if !given.insert(name.into()) {
            continue;
        }
        // A part of the path is text, whatever else might have been said of it.
        let text =
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
        mends.push(Mend::Append(operation.pointer.clone(), "parameters", text));
        if !complete {
            continue;
        }
        let message =
            format!("there is no parameter for `{{{name}}}` of the path `{}`", operation.path);
        let help = format!("add a parameter with `name: {name}` and `in: path`");
        out.push(
            Diagnostic::new(Code::UndeclaredPathParameter, &operation.pointer, message).help(help),
        );
    }
}

fn unused(
    trees: &Trees<'_>,
    operation: &OperationAt,
    at: &Pointer,
    name: &str,
    wanted: &[&str],
    out: &mut Diagnostics,
) {
    // Of a shared parameter the reference is at fault, not the definition.
    let place = reference_to(trees, operation, at).unwrap_or_else(|| at.key("name"));
    let message = format!("the path `{}` has no `{{{name}}}`", operation.path);
    let diagnostic = Diagnostic::new(Code::UnusedPathParameter, place, message);
    out.push(match super::suggest::closest(name, wanted.iter().copied()) {
        Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
        None => diagnostic,
    });
}

fn reference_to(trees: &Trees<'_>, operation: &OperationAt, target: &Pointer) -> Option<Pointer> {
    [&operation.pointer, &operation.item].into_iter().find_map(|holder| {
        let place = holder.key("parameters");
        let found = listed(trees, holder)
            .iter()
            .position(|parameter| parameter.as_ref().is_ok_and(|(at, _)| at == target))?;
        let reference = place.index(found);
        (reference != *target).then(|| reference.key("$ref"))
    })
}

fn duplicates(trees: &Trees<'_>, holder: &Pointer, out: &mut Diagnostics) {
    let place = holder.key("parameters");
    let mut seen: HashMap<_, usize> = HashMap::new();
    for (index, parameter) in listed(trees, holder).iter().enumerate() {
        let Some(identity) = identity(parameter) else { continue };
        if let Some(first) = seen.get(&identity) {
            let message = format!("the {} parameter `{}` is listed twice", identity.0, identity.1);
            let diagnostic = Diagnostic::new(
                Code::DuplicateParameter,
                name_of(trees, &place.index(index)),
                message,
            );
            out.push(diagnostic.related(name_of(trees, &place.index(*first)), "first here"));
        } else {
            seen.insert(identity, index);
        }
    }
}

/// What to show of a listed parameter: its name or its reference.
fn name_of(trees: &Trees<'_>, at: &Pointer) -> Pointer {
    let reference = at.key("$ref");
    if trees.get(&reference).is_some() { reference } else { at.key("name") }
}
