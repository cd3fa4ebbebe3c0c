//! Changes of how calls are authenticated, and where the API is.

use super::draft::{Draft, Node};
use super::finding::Verdict;
use super::operations::Both;
use super::{Comparison, Rule, code};
use crate::ir::{Api, AuthKind, AuthScheme, Operation, Place, Server};
use crate::source::{FileId, Pointer};

/// What an operation asks for.
pub(super) fn of_operation(comparison: &Comparison<'_>, both: &Both<'_>) -> Option<Draft> {
    let (was, is) = (names(comparison.old, both.old), names(comparison.new, both.new));
    if was == is {
        return None;
    }
    let message = format!("calls are authenticated by {}, and were by {}", words(&is), words(&was));
    let is_enough = |given: &[&str], alternatives: &[Vec<&str>]| {
        alternatives.is_empty()
            || alternatives.iter().any(|needed| needed.iter().all(|scheme| given.contains(scheme)))
    };
    // Whoever gave what was enough still does?
    let still = if was.is_empty() {
        is_enough(&[], &is)
    } else {
        was.iter().all(|given| is_enough(given, &is))
    };
    let (wire, run_time) = if still {
        (
            Verdict::compatible("what was enough still is"),
            Verdict::compatible(
                "the client takes the first alternative for which it has credentials",
            ),
        )
    } else {
        let reason = "a call with the credentials that were enough is refused";
        (Verdict::breaking(reason), Verdict::breaking(reason))
    };
    let draft = both.draft(Rule::SecurityChanged, message).wire(wire).run_time(run_time);
    Some(draft.place_at(security_place(both.old), security_place(both.new)))
}

fn names<'a>(api: &'a Api, operation: &Operation) -> Vec<Vec<&'a str>> {
    let names = |schemes: &Vec<crate::ir::AuthUse>| {
        let schemes = schemes.iter().filter_map(|scheme| api.auth.get(scheme.0));
        schemes.map(|scheme| scheme.name.wire.as_str()).collect()
    };
    operation.auth.iter().map(names).collect()
}

/// Where an operation says what it asks for, if it does.
fn security_place(operation: &Operation) -> Pointer {
    operation.origin.key("security")
}

fn words(alternatives: &[Vec<&str>]) -> String {
    let alternative = |schemes: &Vec<&str>| {
        let schemes: Vec<String> = schemes.iter().map(|scheme| code(scheme)).collect();
        if schemes.is_empty() { "nothing".to_owned() } else { schemes.join(" with ") }
    };
    let texts: Vec<String> = alternatives.iter().map(alternative).collect();
    if texts.is_empty() { "nothing".to_owned() } else { texts.join(" or ") }
}

/// Changes of the schemes and servers of the document.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Draft> {
    let mut drafts = schemes(comparison);
    drafts.extend(servers(comparison));
    drafts
}

fn users(comparison: &Comparison<'_>, wire: &str) -> Vec<Node> {
    let uses = |api: &Api, operation: &Operation| names(api, operation).concat().contains(&wire);
    let (old, new) = (comparison.old, comparison.new);
    let was = super::matching::all(old)
        .filter(|(_, it)| uses(old, it))
        .map(|(at, _)| Node::OldOperation(at));
    let is = super::matching::all(new)
        .filter(|(_, it)| uses(new, it))
        .map(|(at, _)| Node::NewOperation(at));
    was.chain(is).collect()
}

fn schemes(comparison: &Comparison<'_>) -> Vec<Draft> {
    let find = |api: &'_ Api, wire: &str| api.auth.iter().position(|it| it.name.wire == wire);
    let items = |scheme: &AuthScheme| {
        [format!("ClientBuilder::{}", scheme.name.ident), format!("auth::{}", scheme.static_ident)]
    };
    let mut drafts = Vec::new();
    for was in &comparison.old.auth {
        let wire = &was.name.wire;
        let Some(is) = find(comparison.new, wire).and_then(|at| comparison.new.auth.get(at)) else {
            let message = format!("the security scheme {} is gone", code(wire));
            // What becomes of the operations that asked for it is told with them.
            drafts.push(
                Draft::new(Rule::SchemeRemoved, message)
                    .at(Some(&was.origin), None)
                    .about(users(comparison, wire))
                    .items(items(was)),
            );
            continue;
        };
        if was.kind != is.kind {
            let message = format!(
                "{} is {}, and was {}",
                code(wire),
                kind_words(&is.kind),
                kind_words(&was.kind)
            );
            drafts.push(
                Draft::new(Rule::SchemeChanged, message)
                    .at(Some(&was.origin), Some(&is.origin))
                    .about(users(comparison, wire))
                    .wire(Verdict::breaking(
                        "a credential that is sent in the old way is not found",
                    ))
                    .run_time(Verdict::breaking("the same credential is sent in another way"))
                    .items(items(is)),
            );
        }
    }
    for is in &comparison.new.auth {
        if find(comparison.old, &is.name.wire).is_none() {
            let message = format!("the security scheme {} is new", code(&is.name.wire));
            drafts.push(
                Draft::new(Rule::SchemeAdded, message)
                    .at(None, Some(&is.origin))
                    .about(users(comparison, &is.name.wire))
                    .items(items(is)),
            );
        }
    }
    drafts
}

fn kind_words(kind: &AuthKind) -> String {
    match kind {
        AuthKind::ApiKey { place, name } => {
            let place = match place {
                Place::Query => "query parameter",
                Place::Cookie => "cookie",
                _ => "header",
            };
            format!("a key in the {place} {}", code(name))
        }
        AuthKind::Basic => "user and password".to_owned(),
        AuthKind::Bearer => "a bearer token".to_owned(),
    }
}

fn servers(comparison: &Comparison<'_>) -> Vec<Draft> {
    let (old, new) = (&comparison.old.servers, &comparison.new.servers);
    let place = |index: usize| Pointer::new(FileId::ROOT, "/servers").index(index);
    let has = |servers: &[Server], url: &str| servers.iter().any(|server| server.url == url);
    // How many servers there are decides which of them callers can name.
    let idents = old.iter().chain(new).map(|server| format!("servers::{}", server.ident));
    let names = ["Client::builder", "servers"].map(str::to_owned);
    let all_items: Vec<String> = names.into_iter().chain(idents).collect();
    let mut drafts = Vec::new();
    let defaults = |server: &Server| {
        server
            .variables
            .iter()
            .map(|it| (it.name.wire.clone(), it.default.clone()))
            .collect::<Vec<_>>()
    };
    if let (Some(was), Some(is)) = (old.first(), new.first())
        && (was.url != is.url || defaults(was) != defaults(is))
    {
        let message = if was.url == is.url {
            format!("the variables of {} have other defaults", code(&is.url))
        } else {
            format!("calls go to {} by default, and went to {}", code(&is.url), code(&was.url))
        };
        let wire = if has(new, &was.url) || was.url == is.url {
            Verdict::compatible("the document still lists the server that was the first")
        } else {
            Verdict::breaking("the document no longer lists the server that callers know")
        };
        let crate_items = ["Client::builder".to_owned()].into_iter();
        let variables = was.variables.iter().chain(&is.variables);
        let variables = variables.map(|it| format!("ClientBuilder::{}", it.name.ident));
        drafts.push(
            Draft::new(Rule::ServerChanged, message)
                .at(Some(&place(0)), Some(&place(0)))
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
                    .at(Some(&place(index)), None)
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
                    .at(None, Some(&place(index)))
                    .about([Node::Everything])
                    .wire(Verdict::compatible("nobody calls it yet"))
                    .items(all_items.clone()),
            );
        }
    }
    drafts
}
