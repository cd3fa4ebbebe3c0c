//! The operations of a document, each with what its requests are held against.

use serde_json::Value;

use super::body::{Body, Fault};
use super::document::{Document, elements, fixed_entries, text};
use super::failure::{Failure, Reason};
use super::message::Request;
use super::parameter::Parameter;
use super::response::Responses;
use super::route::{Template, Variables, base_path};
use super::security::Security;

/// The methods that a path can have; a document writes them in small letters.
const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

#[derive(Debug)]
pub(super) struct Operation {
    /// The `operationId`, or the method and the path without one.
    pub(super) id: String,
    /// The method, in capitals.
    pub(super) method: &'static str,
    /// The path as the document writes it.
    pub(super) path: String,
    pub(super) template: Template,
    /// The paths of the servers, which may stand before the path.
    pub(super) bases: Vec<String>,
    pub(super) responses: Responses,
    pub(super) security: Security,
    parameters: Vec<Parameter>,
    body: Option<Body>,
}

/// Reads all operations; what is broken in one is left out and does not touch the others.
pub(super) fn read_all(document: &Document) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in fixed_entries(&document.root()["paths"]) {
        let item = document.follow(item);
        for method in METHODS {
            let operation = document.get(item, &method.to_lowercase());
            if operation.is_object() {
                operations.push(Operation::read(document, path, method, item, operation));
            }
        }
    }
    operations
}

impl Operation {
    fn read(
        document: &Document,
        path: &str,
        method: &'static str,
        item: &Value,
        operation: &Value,
    ) -> Self {
        let id = text(operation, "operationId").map(str::to_owned);
        Self {
            id: id.unwrap_or_else(|| format!("{method} {path}")),
            method,
            path: path.to_owned(),
            template: Template::parse(path),
            bases: bases(document, item, operation),
            responses: Responses::read(document, operation),
            security: Security::read(document, operation),
            parameters: parameters(document, item, operation),
            body: Body::read(document, operation),
        }
    }

    /// The variables of a path that this operation has, base path or not.
    pub(super) fn match_path(&self, path: &str) -> Option<Variables> {
        let shortened = self.bases.iter().filter_map(|base| path.strip_prefix(base.as_str()));
        shortened.chain([path]).find_map(|path| self.template.match_path(path))
    }

    /// What is wrong with a request, if anything, and notes on what could not be checked.
    pub(super) fn fault(
        &self,
        document: &Document,
        request: &Request,
        variables: &Variables,
    ) -> (Option<Failure>, Vec<String>) {
        if !self.security.is_satisfied(request) {
            let message = format!("The request carries no key; send {}.", self.security.wanted());
            return (Some(Failure::new(Reason::NoKey, message)), Vec::new());
        }
        let (mut complaints, mut notes) = (Vec::new(), Vec::new());
        for parameter in &self.parameters {
            match parameter.complaints(document, request, variables) {
                Ok(found) => complaints.extend(found),
                Err(reason) => notes.push(format!("{} is not checked: {reason}", parameter.name)),
            }
        }
        match self.body.as_ref().and_then(|body| body.fault(document, request)) {
            Some(Fault::Type(known)) => {
                let message = format!("The content type must be {}.", known.join(" or "));
                return (Some(Failure::new(Reason::WrongType, message)), notes);
            }
            Some(Fault::Content(found)) => complaints.extend(found),
            Some(Fault::Unchecked(reason)) => {
                notes.push(format!("the body is not checked: {reason}"));
            }
            None => {}
        }
        ((!complaints.is_empty()).then(|| Failure::invalid(complaints)), notes)
    }
}

/// The parameters of an operation, and those of its path that it does not override.
fn parameters(document: &Document, item: &Value, operation: &Value) -> Vec<Parameter> {
    let read = |value: &Value| {
        let values = elements(&value["parameters"]).iter();
        values
            .filter_map(|value| Parameter::read(document, document.follow(value)))
            .collect::<Vec<_>>()
    };
    let mut parameters = read(operation);
    let is_new = |one: &Parameter| {
        !parameters.iter().any(|own| own.name == one.name && own.place == one.place)
    };
    let inherited: Vec<Parameter> = read(item).into_iter().filter(is_new).collect();
    parameters.extend(inherited);
    parameters
}

/// The base paths of the servers that count for an operation: its own, or its path's, or the
/// document's.
fn bases(document: &Document, item: &Value, operation: &Value) -> Vec<String> {
    let stated = [operation, item, document.root()].map(|value| elements(&value["servers"]));
    let servers = stated.into_iter().find(|servers| !servers.is_empty()).unwrap_or_default();
    let mut bases: Vec<String> =
        servers.iter().map(base_path).filter(|base| !base.is_empty()).collect();
    bases.dedup();
    bases
}
