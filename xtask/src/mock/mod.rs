//! A stand-in for the API that a document describes.
//!
//! [`Router`] holds a request against the document and answers it from the document's examples;
//! it is pure and knows no network. [`spawn`] and [`serve()`] put it behind a socket. Nothing here
//! knows any particular API.

mod body;
mod check;
mod document;
mod envelope;
mod failure;
mod load;
mod message;
mod operation;
mod parameter;
mod response;
mod route;
mod sample;
mod schema;
mod security;
mod server;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use anyhow::{Result, bail};

pub use document::Document;
pub use message::{Answer, Request};
pub use server::{Mock, serve, spawn, spawn_router};

use failure::{Failure, Reason};
use operation::Operation;
use response::{Preference, render};
use route::Variables;

/// Answers requests as the API of a document would, from its examples.
#[derive(Debug)]
pub struct Router {
    document: Document,
    operations: Vec<Operation>,
    example: Option<String>,
}

impl Router {
    /// A router for all operations of a document. What is broken in one is left out; it does not
    /// touch the others.
    pub fn new(document: Document) -> Self {
        let operations = operation::read_all(&document);
        Self { document, operations, example: None }
    }

    /// Answers with the example of this name, where an operation has one.
    ///
    /// # Errors
    /// When no operation has one.
    pub fn prefer_example(mut self, name: &str) -> Result<Self> {
        let all = self.operations.iter().flat_map(|one| one.responses.example_names());
        let all: BTreeSet<&str> = all.collect();
        if !all.contains(name) {
            let all = all.into_iter().collect::<Vec<_>>().join(", ");
            bail!("no operation has an example {name:?}; there are: {all}");
        }
        self.example = Some(name.to_owned());
        Ok(self)
    }

    /// Method, path and `operationId` of each operation, in the order of the document.
    pub fn operations(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.operations.iter().map(|one| (one.method, one.path.as_str(), one.id.as_str()))
    }

    /// The path of the document's first server, such as `/v3`; empty when it has none. Requests
    /// are understood with it and without it.
    pub fn base_path(&self) -> String {
        let servers = &self.document.root()["servers"];
        document::elements(servers).first().map(route::base_path).unwrap_or_default()
    }

    /// Answers one request.
    pub fn answer(&self, request: &Request) -> Answer {
        match self.find(request) {
            Ok((operation, variables)) => {
                let mut answer = self.answer_as(operation, &variables, request);
                answer.operation = Some(operation.id.clone());
                answer
            }
            Err(answer) => answer,
        }
    }

    /// The operation that a request asks for. A literal path wins over a template, among those
    /// that have the method.
    fn find(&self, request: &Request) -> std::result::Result<(&Operation, Variables), Answer> {
        let fits = |one: &'_ Operation| one.match_path(&request.path);
        let all: Vec<_> =
            self.operations.iter().filter_map(|one| Some((one, fits(one)?))).collect();
        let methods: BTreeSet<&str> = all.iter().map(|(one, _)| one.method).collect();
        let others: Vec<&Operation> = all.iter().map(|(one, _)| *one).collect();
        let right = all.into_iter().filter(|(one, _)| one.method == request.method);
        let best = right.min_by_key(|(one, _)| one.template.looseness());
        best.ok_or_else(|| self.nowhere(&request.method, &methods, &others))
    }

    /// The answer to a request that no operation takes.
    fn nowhere(&self, method: &str, allowed: &BTreeSet<&str>, near: &[&Operation]) -> Answer {
        if allowed.is_empty() {
            let failure = Failure::new(Reason::UnknownPath, "The API has no such path.");
            return failure
                .answer(&self.document, self.operations.iter().map(|one| &one.responses));
        }
        let allowed = allowed.iter().copied().collect::<Vec<_>>().join(", ");
        let message = format!("The path does not take {method}; it takes {allowed}.");
        let failure = Failure::new(Reason::WrongMethod, message);
        let mut answer = failure.answer(&self.document, near.iter().map(|one| &one.responses));
        answer.headers.push(("allow".into(), allowed));
        answer
    }

    fn answer_as(&self, operation: &Operation, variables: &Variables, request: &Request) -> Answer {
        let (failure, notes) = operation.fault(&self.document, request, variables);
        let mut answer = match failure {
            Some(failure) => self.turn_down(operation, &failure),
            None => self.respond(operation, request),
        };
        answer.notes.extend(notes);
        answer
    }

    fn turn_down(&self, operation: &Operation, failure: &Failure) -> Answer {
        let mut answer = failure.answer(&self.document, std::iter::once(&operation.responses));
        if let Some(challenge) =
            operation.security.challenge().filter(|_| failure.reason == Reason::NoKey)
        {
            answer.headers.push(("www-authenticate".into(), challenge.to_owned()));
        }
        answer
    }

    fn respond(&self, operation: &Operation, request: &Request) -> Answer {
        let chosen = Preference::read(request).and_then(|mut wish| {
            if wish == Preference::default() {
                wish.example =
                    self.example.clone().filter(|name| operation.responses.has_example(name));
            }
            let response = operation.responses.choose(&self.document, &wish)?;
            Ok((response, wish))
        });
        match chosen {
            Ok((response, wish)) => {
                let accept = request.header("accept").unwrap_or_default();
                render(&self.document, response, wish.example.as_deref(), accept)
            }
            Err(message) => {
                let mut answer =
                    self.turn_down(operation, &Failure::new(Reason::Invalid, message.as_str()));
                // The API's envelope may have no place for it.
                answer.notes.push(message);
                answer
            }
        }
    }
}
