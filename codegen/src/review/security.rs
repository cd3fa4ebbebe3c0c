//! Changes of how calls are authenticated.

use super::draft::{Draft, Node};
use super::finding::Verdict;
use super::operations::Both;
use super::{Comparison, Rule, code};
use crate::ir::{Api, AuthKind, AuthScheme, Operation, Place, Tokens};
use crate::source::Pointer;

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

/// Changes of the schemes of the document.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Draft> {
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
        drafts.extend(tokens(comparison, was, is));
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

/// Where a client gets its tokens by itself, and for what.
fn tokens(comparison: &Comparison<'_>, was: &AuthScheme, is: &AuthScheme) -> Option<Draft> {
    let name = code(&is.name.wire);
    let (message, wire, run_time) = match (&was.tokens, &is.tokens) {
        (None, None) => return None,
        (None, Some(new)) => (
            format!("a client can get its tokens for {name} by itself, at {}", code(&new.url)),
            Verdict::compatible("tokens that callers got elsewhere are still good"),
            Verdict::none("what compiles does the same"),
        ),
        (Some(_), None) => (
            format!("a client can no longer get its tokens for {name} by itself"),
            Verdict::breaking("who gets tokens so may get none any more"),
            Verdict::none("what compiles does the same"),
        ),
        (Some(old), Some(new)) => other_tokens(&name, old, new)?,
    };
    let setters = [&was.tokens, &is.tokens].into_iter().flatten();
    let draft = Draft::new(Rule::SchemeTokens, message)
        .at(Some(&was.origin), Some(&is.origin))
        .about(users(comparison, &is.name.wire))
        .wire(wire)
        .run_time(run_time)
        .items(setters.map(|it| format!("ClientBuilder::{}", it.ident)));
    Some(draft)
}

fn other_tokens(name: &str, old: &Tokens, new: &Tokens) -> Option<(String, Verdict, Verdict)> {
    if old.url != new.url {
        let reason = "tokens are asked for elsewhere";
        return Some((
            format!(
                "tokens for {name} come from {}, and came from {}",
                code(&new.url),
                code(&old.url)
            ),
            Verdict::breaking("who asks for them at the old address may get none"),
            Verdict::breaking(reason),
        ));
    }
    let text = |scopes: &[String]| {
        let scopes: Vec<String> = scopes.iter().map(|scope| code(scope)).collect();
        if scopes.is_empty() { "no scope".to_owned() } else { scopes.join(", ") }
    };
    if old.scopes == new.scopes {
        return None;
    }
    let message = format!(
        "tokens for {name} are for {}, and were for {}",
        text(&new.scopes),
        text(&old.scopes)
    );
    if new.scopes.iter().all(|scope| old.scopes.contains(scope)) {
        let reason = "a token for more than is needed still is enough";
        return Some((
            message,
            Verdict::compatible(reason),
            Verdict::compatible("the client asks for fewer scopes"),
        ));
    }
    Some((
        message,
        Verdict::breaking("a token for the scopes that were enough may be refused"),
        Verdict::breaking("the client asks for scopes that it may not be given"),
    ))
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
