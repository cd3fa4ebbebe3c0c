//! Changes of where the API is.

use super::draft::{Draft, Node};
use super::finding::Verdict;
use super::operations::Both;
use super::{Comparison, Rule, code};
use crate::ir::{Api, Operation, Server, TypeId};
use crate::source::{FileId, Pointer};

/// Changes of the servers of the document.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Draft> {
    let (old, new) = (&comparison.old.servers, &comparison.new.servers);
    let has = |servers: &[Server], url: &str| servers.iter().any(|server| server.url == url);
    // How many servers there are decides which of them callers can name.
    let idents = old.iter().chain(new).map(|server| format!("servers::{}", server.ident));
    let names = ["Client::builder", "servers"].map(str::to_owned);
    let all_items: Vec<String> = names.into_iter().chain(idents).collect();
    let mut drafts = Vec::new();
    if let (Some(was), Some(is)) = (old.first(), new.first())
        && (was.url != is.url || !is_same(comparison, was, is))
    {
        let message = if was.url == is.url {
            other_variables(is)
        } else {
            format!("calls go to {} by default, and went to {}", code(&is.url), code(&was.url))
        };
        let wire = if has(new, &was.url) || was.url == is.url {
            Verdict::compatible("the document still lists the server that was the first")
        } else {
            Verdict::breaking("the document no longer lists the server that callers know")
        };
        let crate_items = ["Client::builder".to_owned()].into_iter();
        let variables = setters(was, is);
        drafts.push(
            Draft::new(Rule::ServerChanged, message)
                .at(Some(&listed(0)), Some(&listed(0)))
                .about([Node::Everything])
                .wire(wire)
                .run_time(Verdict::breaking(
                    "calls go elsewhere, unless the caller gives an address",
                ))
                .items(crate_items.chain(variables).chain(all_items.clone())),
        );
    }
    for (index, was) in old.iter().enumerate().skip(usize::from(!new.is_empty())) {
        if !has(new, &was.url) {
            let draft =
                Draft::new(Rule::ServerRemoved, format!("the server {} is gone", code(&was.url)));
            let run_time = if new.is_empty() {
                Verdict::none("the compiler asks for an address")
            } else {
                Verdict::none("the client calls the first server")
            };
            drafts.push(
                draft
                    .at(Some(&listed(index)), None)
                    .about([Node::Everything])
                    .wire(Verdict::breaking("who calls it may find nothing there"))
                    .run_time(run_time)
                    .items(all_items.clone()),
            );
        }
    }
    for (index, is) in new.iter().enumerate().skip(usize::from(!old.is_empty())) {
        if !has(old, &is.url) {
            let draft =
                Draft::new(Rule::ServerAdded, format!("the server {} is new", code(&is.url)));
            drafts.push(
                draft
                    .at(None, Some(&listed(index)))
                    .about([Node::Everything])
                    .wire(Verdict::compatible("nobody calls it yet"))
                    .items(all_items.clone()),
            );
        }
    }
    drafts.extend(others(comparison));
    drafts
}

/// Servers that callers can choose, under the same address.
fn others(comparison: &Comparison<'_>) -> Vec<Draft> {
    let (old, new) = (&comparison.old.servers, &comparison.new.servers);
    let mut drafts = Vec::new();
    for (at, was) in old.iter().enumerate() {
        let found = new.iter().position(|is| is.url == was.url);
        let Some((now, is)) = found.and_then(|now| Some((now, new.get(now)?))) else { continue };
        // The first one is told as what calls go to.
        if (at, now) == (0, 0) || is_same(comparison, was, is) {
            continue;
        }
        drafts.push(
            Draft::new(Rule::ServerChanged, other_variables(is))
                .at(Some(&listed(at)), Some(&listed(now)))
                .about([Node::Everything])
                .wire(Verdict::compatible("the document still lists the server"))
                .run_time(Verdict::breaking("who chose it calls another address"))
                .items([format!("servers::{}", is.ident)])
                .items(setters(was, is)),
        );
    }
    drafts
}

/// The server of an operation, where it has one of its own.
pub(super) fn of_operation(both: &Both<'_>) -> Option<Draft> {
    let (was, is) = (own(both.comparison.old, both.old), own(both.comparison.new, both.new));
    let message = match (was, is) {
        (None, None) => return None,
        (Some(was), Some(is)) if was.url == is.url => {
            if is_same(both.comparison, was, is) {
                return None;
            }
            other_variables(is)
        }
        _ => format!("calls go to {}, and went to {}", words(is), words(was)),
    };
    let servers: Vec<&Server> = was.into_iter().chain(is).collect();
    let names = servers.iter().map(|server| format!("servers::{}", server.ident));
    let variables = servers.iter().flat_map(|server| setters(server, server));
    Some(
        both.draft(Rule::ServerChanged, message)
            .place_at(
                servers_place(both.comparison.old, both.old),
                servers_place(both.comparison.new, both.new),
            )
            .wire(Verdict::breaking("who calls the old address may find nothing there"))
            .run_time(Verdict::breaking("calls go elsewhere, unless the caller gives an address"))
            .items(["servers".to_owned()].into_iter().chain(names).chain(variables)),
    )
}

fn own<'a>(api: &'a Api, operation: &Operation) -> Option<&'a Server> {
    operation.server.and_then(|at| api.own_servers.get(at))
}

fn words(server: Option<&Server>) -> String {
    server.map_or_else(|| "the servers of the document".to_owned(), |it| code(&it.url))
}

/// Where an operation says that it has a server of its own; where its path does, when all of its operations
/// have the same: then it is told once.
fn servers_place(api: &Api, operation: &Operation) -> Pointer {
    let item = operation.origin.parent();
    let beside: Vec<&Operation> =
        api.operations().filter(|it| it.origin.parent() == item).collect();
    let is_shared = beside.len() > 1 && beside.iter().all(|it| it.server == operation.server);
    item.filter(|_| is_shared).unwrap_or_else(|| operation.origin.clone()).key("servers")
}

fn listed(index: usize) -> Pointer {
    Pointer::new(FileId::ROOT, "/servers").index(index)
}

/// The methods that set the variables of two servers.
fn setters(was: &Server, is: &Server) -> Vec<String> {
    let variables = was.variables.iter().chain(&is.variables);
    variables.map(|it| format!("ClientBuilder::{}", it.name.ident)).collect()
}

fn other_variables(server: &Server) -> String {
    format!("the variables of {} have other defaults or values", code(&server.url))
}

/// Whether two servers under one address have the same variables.
fn is_same(comparison: &Comparison<'_>, was: &Server, is: &Server) -> bool {
    let of = |server: &Server, number: &dyn Fn(TypeId) -> TypeId| -> Vec<_> {
        let variables = server.variables.iter();
        variables.map(|it| (it.name.wire.clone(), it.default.clone(), it.ty.map(number))).collect()
    };
    of(was, &comparison.numbers()) == of(is, &|id| id)
}
