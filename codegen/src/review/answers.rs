//! Changes of answers and of their headers.

use std::collections::BTreeSet;

use super::direction::Change;
use super::draft::{Draft, Node};
use super::finding::Verdict;
use super::operations::{Both, RESPONSE};
use super::{Comparison, Rule, code};
use crate::ir::{Api, Operation, Response, Status, TypeDef, TypeRef};

/// All changes of the answers of an operation.
pub(super) fn compare(both: &Both<'_>) -> Vec<Draft> {
    let find = |operation: &'_ Operation, status: Status| {
        operation.responses.iter().position(|answer| answer.status == status)
    };
    let mut drafts = Vec::new();
    let mut gone: Vec<&Response> = Vec::new();
    for was in &both.old.responses {
        match find(both.new, was.status).and_then(|at| both.new.responses.get(at)) {
            Some(is) => drafts.extend(changed(both, was, is)),
            None => gone.push(was),
        }
    }
    let mut fresh: Vec<&Response> =
        both.new.responses.iter().filter(|is| find(both.old, is.status).is_none()).collect();
    gone.retain(|was| {
        let found = fresh.iter().position(|is| is_same_answer(both, was, is));
        drafts.extend(found.map(|at| moved(both, was, fresh.remove(at))));
        found.is_none()
    });
    drafts.extend(gone.iter().map(|was| removed(both, was)));
    drafts.extend(fresh.iter().map(|is| added(both, is)));
    drafts
}

/// Whether two successes differ by their status only.
fn is_same_answer(both: &Both<'_>, was: &Response, is: &Response) -> bool {
    let same = match (&was.ty, &is.ty) {
        (Some(was), Some(is)) => both.is_same(was, is),
        (None, None) => true,
        _ => false,
    };
    same && is_success(both.old, was) && is_success(both.new, is)
}

fn moved(both: &Both<'_>, was: &Response, is: &Response) -> Draft {
    let message = format!("{} is now {}", subject(was), code(&is.status.to_string()));
    both.draft(Rule::ResponseStatus, message)
        .at(Some(&was.origin), Some(&is.origin))
        .wire(Verdict::breaking("callers may get a success that they do not know"))
        .items(items(both, Some(was), Some(is)))
}

/// What the answer that was, and the one that is, decide: what a call gives, how its error is read, and which
/// headers are.
fn items(both: &Both<'_>, was: Option<&Response>, is: Option<&Response>) -> Vec<String> {
    let Comparison { old, new, .. } = both.comparison;
    let mut items = Vec::new();
    let mut answers = was.iter().chain(&is);
    if answers.any(|answer| is_success(both.old, answer) || is_success(both.new, answer)) {
        items.extend(both.results());
    }
    if was.iter().chain(&is).any(|answer| !answer.status.is_success()) {
        items.extend(both.failures());
    }
    items.extend(was.iter().flat_map(|answer| readers_of(both.comparison, old, answer)));
    items.extend(is.iter().flat_map(|answer| readers_of(both.comparison, new, answer)));
    items
}

/// What reads the error that an answer of this document is, and those of its headers that come or go.
fn readers_of(comparison: &Comparison<'_>, api: &Api, answer: &Response) -> Vec<String> {
    let mut items = Vec::new();
    if let Some(TypeRef::Named(id)) = &answer.ty {
        items.push(reader(api.type_def(*id)));
    }
    for name in &answer.headers {
        items.extend(header_items(comparison, name).filter(|_| {
            // Of one that stays, another type is told by itself.
            !has_header(comparison.old, name) || !has_header(comparison.new, name)
        }));
    }
    items
}

fn has_header(api: &Api, name: &str) -> bool {
    api.headers.iter().any(|header| header.name.wire.eq_ignore_ascii_case(name))
}

/// The method that reads an error of this type.
pub(super) fn reader(def: &TypeDef) -> String {
    format!("ApiError::as_{}", crate::names::plain_snake(&def.name.ident))
}

/// What reads the errors and headers of all answers of an operation.
pub(super) fn readers(
    comparison: &Comparison<'_>,
    api: &Api,
    operation: &Operation,
) -> Vec<String> {
    let answers = operation.responses.iter();
    answers.flat_map(|answer| readers_of(comparison, api, answer)).collect()
}

fn is_success(operation: &Operation, answer: &Response) -> bool {
    operation.successes().any(|success| success.status == answer.status)
}

fn subject(answer: &Response) -> String {
    match answer.status {
        Status::Default => "the answer to all other statuses".to_owned(),
        status => format!("the answer {}", code(&status.to_string())),
    }
}

fn removed(both: &Both<'_>, was: &Response) -> Draft {
    let wire = if is_success(both.old, was) {
        Verdict::breaking("callers wait for an answer that does not come")
    } else {
        Verdict::compatible("answers are none that they could not be before")
    };
    both.draft(Rule::ResponseRemoved, format!("{} is gone", subject(was)))
        .at(Some(&was.origin), Some(&both.new.origin.key("responses")))
        .wire(wire)
        .items(items(both, Some(was), None))
}

fn added(both: &Both<'_>, is: &Response) -> Draft {
    let known = both.old.responses.iter().any(|was| match (was.status, is.status) {
        (Status::Default, _) => is_success(both.old, was) == is_success(both.new, is),
        (Status::Range(first), Status::Code(code)) => code / 100 == first,
        _ => false,
    });
    let wire = if known {
        Verdict::compatible("a status that was one of many is told by itself")
    } else if is_success(both.new, is) {
        Verdict::breaking("callers may get a success that they do not know")
    } else {
        Verdict::compatible("callers have to reckon with errors that the document does not list")
    };
    both.draft(Rule::ResponseAdded, format!("{} is new", subject(is)))
        .at(Some(&both.old.origin.key("responses")), Some(&is.origin))
        .wire(wire)
        .items(items(both, None, Some(is)))
}

fn changed(both: &Both<'_>, was: &Response, is: &Response) -> Vec<Draft> {
    let draft = |rule, message: String| {
        both.draft(rule, message).at(Some(&was.origin), Some(&is.origin)).items(items(
            both,
            Some(was),
            Some(is),
        ))
    };
    let mut drafts = Vec::new();
    let same = match (&was.ty, &is.ty) {
        (Some(was), Some(is)) => both.is_same(was, is),
        (None, None) => true,
        _ => false,
    };
    if !same {
        let comparison = both.comparison;
        let before =
            was.ty.as_ref().map_or_else(|| "nothing".to_owned(), |ty| comparison.old_type(ty));
        let after =
            is.ty.as_ref().map_or_else(|| "nothing".to_owned(), |ty| comparison.new_type(ty));
        let wire = match (&was.ty, &is.ty) {
            (Some(was), Some(is)) => both.change(was, is).on_wire(RESPONSE),
            (Some(_), None) => Verdict::breaking("callers wait for a body that does not come"),
            _ => Verdict::compatible("who does not look at the body reads past it"),
        };
        let message = format!("{} holds {after}, and held {before}", subject(is));
        drafts.push(draft(Rule::ResponseType, message).wire(wire));
    }
    let same_events = match (&was.events, &is.events) {
        (Some(was), Some(is)) => both.is_same(was, is),
        (was, is) => was.is_none() && is.is_none(),
    };
    if !same_events {
        let (wire, message) = match (&was.events, &is.events) {
            (Some(was), Some(is)) => {
                (both.change(was, is).on_wire(RESPONSE), "events of another type")
            }
            (Some(_), None) => (Verdict::breaking("callers wait for events"), "no events any more"),
            _ => (
                Verdict::compatible("who does not ask for events gets none"),
                "events, if asked for",
            ),
        };
        drafts
            .push(draft(Rule::ResponseType, format!("{} holds {message}", subject(is))).wire(wire));
    }
    if was.accept != is.accept || was.format != is.format && was.ty.is_some() && is.ty.is_some() {
        let text = |media: &[String]| {
            let media: Vec<String> = media.iter().map(|it| code(it)).collect();
            if media.is_empty() { "no media type".to_owned() } else { media.join(", ") }
        };
        if was.ty.is_some() && is.ty.is_some() {
            let message =
                format!("{} is {}, and was {}", subject(is), text(&is.accept), text(&was.accept));
            drafts.push(media(draft(Rule::ResponseMedia, message), was, is));
        }
    }
    drafts.extend(headers(both, was, is));
    drafts
}

fn media(draft: Draft, was: &Response, is: &Response) -> Draft {
    if was.accept.iter().all(|media| is.accept.contains(media)) {
        draft
            .wire(Verdict::compatible("who asks for the old media types still gets them"))
            .run_time(Verdict::compatible("the client asks for more media types"))
    } else {
        draft
            .wire(Change::Other.on_wire(RESPONSE))
            .run_time(Verdict::compatible("the client asks for the media types that there are"))
    }
}

/// Headers that come or go with one answer.
fn headers(both: &Both<'_>, was: &Response, is: &Response) -> Vec<Draft> {
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) =
        (was.headers.iter().collect(), is.headers.iter().collect());
    let place = |answer: &Response| answer.origin.key("headers");
    let draft = |rule, message: String, name: &str| {
        both.draft(rule, message)
            .at(Some(&place(was)), Some(&place(is)))
            .items(header_items(both.comparison, name))
    };
    let gone = old.difference(&new).map(|name| {
        let message = format!("the header {} of {} is gone", code(name), subject(is));
        draft(Rule::HeaderRemoved, message, name)
            .wire(Verdict::breaking("callers no longer find what it said"))
            .run_time(Verdict::compatible("its method gives `None`"))
    });
    let fresh = new.difference(&old).map(|name| {
        let message = format!("the header {} of {} is new", code(name), subject(is));
        draft(Rule::HeaderAdded, message, name)
            .wire(Verdict::compatible("who does not know it reads past it"))
    });
    gone.chain(fresh).collect()
}

fn header_items<'c>(
    comparison: &Comparison<'c>,
    name: &'c str,
) -> impl Iterator<Item = String> + use<'c> {
    let headers = comparison.old.headers.iter().chain(&comparison.new.headers);
    let named = headers.filter(move |header| header.name.wire.eq_ignore_ascii_case(name));
    named.map(|header| format!("headers::AnswerHeaders::{}", header.name.ident))
}

/// Headers whose type changes, for all answers that have them.
pub(super) fn header_types(comparison: &Comparison<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for was in &comparison.old.headers {
        let same = |is: &&crate::ir::Header| is.name.wire.eq_ignore_ascii_case(&was.name.wire);
        let Some(is) = comparison.new.headers.iter().find(same) else { continue };
        if was.ty == is.ty {
            continue;
        }
        let message = format!(
            "the header {} is {}, and was {}",
            code(&is.name.wire),
            comparison.new_type(&is.ty),
            comparison.old_type(&was.ty)
        );
        let name = is.name.wire.to_ascii_lowercase();
        let users = super::matching::all(comparison.new).filter(|(_, operation)| {
            operation.responses.iter().any(|it| it.headers.contains(&name))
        });
        drafts.push(
            Draft::new(Rule::HeaderType, message)
                .at(Some(&was.origin), Some(&is.origin))
                .about(users.map(|(at, _)| Node::NewOperation(at)).collect::<Vec<_>>())
                .wire(Change::Other.on_wire(RESPONSE))
                .items(header_items(comparison, &is.name.wire)),
        );
    }
    drafts
}
