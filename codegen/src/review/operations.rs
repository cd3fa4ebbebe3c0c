//! Changes of operations: which there are, where, and what each is called. Their parts have files of
//! their own.

use super::direction::{Change, Types};
use super::draft::{Draft, Node};
use super::finding::Verdict;
use super::matching::At;
use super::{Comparison, Rule, answers, bodies, code, neutral, params, security, servers};
use crate::emit::surface;
use crate::ir::{Api, BodyParts, Group, Method, Operation, Outcomes, TypeRef, Usage};

/// In which direction a parameter or a body travels.
pub(super) const REQUEST: Usage = Usage { request: true, response: false };
/// In which direction an answer travels.
pub(super) const RESPONSE: Usage = Usage { request: false, response: true };

/// An operation that both documents have.
pub(super) struct Both<'a> {
    pub(super) comparison: &'a Comparison<'a>,
    at: (At, At),
    groups: (&'a Group, &'a Group),
    pub(super) old: &'a Operation,
    pub(super) new: &'a Operation,
}

impl Both<'_> {
    /// A finding about the operation.
    pub(super) fn draft(&self, rule: Rule, message: impl Into<String>) -> Draft {
        Draft::new(rule, message)
            .at(Some(&self.old.origin), Some(&self.new.origin))
            .about([Node::OldOperation(self.at.0), Node::NewOperation(self.at.1)])
    }

    /// The path of a method of the request.
    pub(super) fn setter(&self, name: &str) -> String {
        format!("{}::{name}", surface::request_path(self.groups.1, self.new))
    }

    /// The bodies in parts, each with its path. An operation has one at most.
    pub(super) fn parts(&self) -> impl Iterator<Item = (String, &BodyParts)> {
        // As with setters, what stands in another module or has another name is looked for where it is now.
        let parts = self.old.parts().chain(self.new.parts());
        parts.map(|parts| {
            let named = self.new.parts().next().unwrap_or(parts);
            (surface::parts_path(self.groups.1, named), parts)
        })
    }

    /// Whether the type of its body in parts has the name that it had, where both have one.
    pub(super) fn keeps_parts(&self) -> bool {
        let (was, is) = (self.old.parts().next(), self.new.parts().next());
        was.zip(is).is_none_or(|(was, is)| was.ident == is.ident)
    }

    /// The items whose types say what a request still lacks.
    pub(super) fn chain(&self) -> Vec<String> {
        let mut items = vec![surface::method_path(self.new)];
        items.extend(needs(self.old).or(needs(self.new)));
        for operation in [self.old, self.new] {
            let params = operation.params.iter().map(|param| &param.name.ident);
            let bodies = operation.bodies().map(|body| &body.name.ident);
            let setters = params.chain(bodies).map(|name| self.setter(name));
            items.extend(setters);
            let markers = operation.params.iter().map(|param| &param.marker);
            let markers = markers.chain(operation.bodies().map(|body| &body.marker));
            items.extend(markers.map(|marker| format!("operations::needs::{marker}")));
        }
        items
    }

    /// What a call gives.
    pub(super) fn results(&self) -> Vec<String> {
        let mut items = vec![self.setter("send"), self.setter("event_stream")];
        let found = items_of(self.comparison.new, self.groups.1, self.new);
        items.extend(found.into_iter().filter(|path| self.is_of_outcomes(path)));
        if let Some(outcomes) = &self.old.outcomes {
            let Outcomes { ident, .. } = self.new.outcomes.as_ref().unwrap_or(outcomes);
            let path = format!("operations::{}::{ident}", self.groups.1.name.ident);
            items.extend(outcomes.variants.iter().map(|it| format!("{path}::{}", it.ident)));
            if outcomes.ident == *ident {
                items.push(path);
            } else {
                // What had this name before was another type.
                items.retain(|item| *item != path);
            }
        }
        items
    }

    /// How its errors are read by their status.
    pub(super) fn failures(&self) -> Vec<String> {
        let Comparison { old, new, .. } = self.comparison;
        let was = surface::of_failures(old, self.groups.0, self.old);
        let is = surface::of_failures(new, self.groups.1, self.new);
        let items = was.into_iter().chain(is).map(|item| item.path);
        std::iter::once(self.setter("failure")).chain(items).collect()
    }

    fn is_of_outcomes(&self, path: &str) -> bool {
        let module = format!("operations::{}::", self.groups.1.name.ident);
        self.new.outcomes.as_ref().is_some_and(|outcomes| {
            let rest = path.strip_prefix(&module).and_then(|it| it.strip_prefix(&outcomes.ident));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        })
    }

    /// How two types stand to one another.
    pub(super) fn change(&self, old: &TypeRef, new: &TypeRef) -> Change {
        let numbers = self.comparison.numbers();
        let (old_api, new_api) = (self.comparison.old, self.comparison.new);
        Types { old: old_api, new: new_api, numbers: &numbers }.change(old, new)
    }

    /// Whether two uses name the same type.
    pub(super) fn is_same(&self, old: &TypeRef, new: &TypeRef) -> bool {
        neutral::ty(old, &self.comparison.numbers()) == *new
    }
}

/// All changes of operations.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Draft> {
    let matching = &comparison.matching;
    let mut drafts = Vec::new();
    drafts.extend(matching.gone.iter().filter_map(|at| removed(comparison, *at)));
    drafts.extend(matching.fresh.iter().filter_map(|at| added(comparison, *at)));
    for (old, new) in &matching.operations {
        let (Some((old_group, was)), Some((new_group, is))) =
            (old.of(comparison.old), new.of(comparison.new))
        else {
            continue;
        };
        let groups = (old_group, new_group);
        let both = Both { comparison, at: (*old, *new), groups, old: was, new: is };
        drafts.extend(matched(&both));
    }
    if !matching.operations.is_sorted_by_key(|(old, _)| *old) {
        drafts.push(super::reordered("/paths", "the operations stand in another order"));
    }
    drafts
}

fn items_of(api: &Api, group: &Group, operation: &Operation) -> Vec<String> {
    let items = surface::of_operation(api, group, operation);
    items.into_iter().map(|item| item.path).collect()
}

fn address(operation: &Operation) -> String {
    code(&format!("{} {}", operation.method.as_str(), operation.path))
}

fn removed(comparison: &Comparison<'_>, at: At) -> Option<Draft> {
    let api = comparison.old;
    let (group, operation) = at.of(api)?;
    let draft = Draft::new(Rule::OperationRemoved, format!("{} is gone", address(operation)))
        .at(Some(&operation.origin), None)
        .about([Node::OldOperation(at)])
        .wire(Verdict::breaking("who still calls it gets an error"))
        .items(items_of(api, group, operation))
        .items(answers::readers(comparison, api, operation))
        .items(markers(group, operation));
    Some(draft)
}

fn added(comparison: &Comparison<'_>, at: At) -> Option<Draft> {
    let api = comparison.new;
    let (group, operation) = at.of(api)?;
    let draft = Draft::new(Rule::OperationAdded, format!("{} is new", address(operation)))
        .at(None, Some(&operation.origin))
        .about([Node::NewOperation(at)])
        .wire(Verdict::compatible("nobody calls it yet"))
        .items(items_of(api, group, operation))
        .items(answers::readers(comparison, api, operation))
        .items(markers(group, operation));
    Some(draft)
}

/// The module of what requests lack, if this one may be why it is there.
fn needs(operation: &Operation) -> Option<String> {
    let body = operation.body.as_ref().is_some_and(|body| body.required);
    let lacks = body || operation.params.iter().any(|param| param.required);
    lacks.then(|| "operations::needs".to_owned())
}

/// What belongs to an operation and stands elsewhere.
fn markers(group: &Group, operation: &Operation) -> Vec<String> {
    let markers = operation.params.iter().map(|param| &param.marker);
    let markers = markers.chain(operation.bodies().map(|body| &body.marker));
    let markers = markers.map(|marker| format!("operations::needs::{marker}"));
    let module = format!("operations::{}", group.name.ident);
    markers.chain([module]).chain(needs(operation)).collect()
}

fn matched(both: &Both<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    drafts.extend(moved(both));
    drafts.extend(renamed(both));
    drafts.extend(renamed_types(both));
    drafts.extend(regrouped(both));
    drafts.extend(deprecated(both));
    drafts.extend(security::of_operation(both.comparison, both));
    drafts.extend(servers::of_operation(both));
    let was = neutral::operation(both.old, &both.comparison.numbers());
    if was != neutral::operation(both.new, &|id| id) {
        drafts.extend(params::compare(both));
        drafts.extend(bodies::compare(both));
        drafts.extend(answers::compare(both));
        drafts.extend(paged(both));
        if drafts.is_empty() && has_other_order(both) {
            let message = format!("parts of {} stand in another order", address(both.new));
            drafts.push(both.draft(Rule::Reordered, message));
        }
    }
    drafts
}

/// Whether the items of all pages can be had, and how one page leads to the next.
fn paged(both: &Both<'_>) -> Option<Draft> {
    let was = neutral::paging(both.old, &both.comparison.numbers());
    let is = neutral::paging(both.new, &|id| id);
    if was == is {
        return None;
    }
    let (message, run_time) = match (&was, &is) {
        (None, _) => ("is paginated", Verdict::none("only who asks for all pages gets them")),
        (_, None) => ("is no longer paginated", Verdict::none("what compiles does the same")),
        _ => (
            "has its pages or their items in another way",
            Verdict::compatible("the client finds them as the document says"),
        ),
    };
    let message = format!("{} {message}", address(both.new));
    let draft = both.draft(Rule::PaginationChanged, message);
    Some(draft.run_time(run_time).items([both.setter("paginate")]))
}

/// Whether parameters or answers stand in another order. What else differs comes from the type of a body.
fn has_other_order(both: &Both<'_>) -> bool {
    let params = |operation: &'_ Operation| -> Vec<String> {
        operation.params.iter().map(|param| param.name.wire.clone()).collect()
    };
    let answers = |operation: &'_ Operation| -> Vec<crate::ir::Status> {
        operation.responses.iter().map(|answer| answer.status).collect()
    };
    params(both.old) != params(both.new) || answers(both.old) != answers(both.new)
}

/// Whether RFC 9110 lets a request of the method be sent again.
fn is_idempotent(method: Method) -> bool {
    !matches!(method, Method::Post | Method::Patch)
}

fn moved(both: &Both<'_>) -> Option<Draft> {
    let (old, new) = (both.old, both.new);
    if old.method == new.method && old.path == new.path {
        return None;
    }
    let is_template = old.method == new.method && !super::matching::is_moved(&old.path, &new.path);
    if is_template {
        // The names of path parameters are told with the parameters.
        return None;
    }
    if old.method == new.method {
        // The path is told once for all of its methods.
        let message = format!("the path {} is now {}", code(&old.path), code(&new.path));
        let at = |operation: &Operation| operation.origin.parent();
        return Some(
            both.draft(Rule::OperationMoved, message)
                .at(at(old).as_ref(), at(new).as_ref())
                .wire(Verdict::breaking("who still calls the old address gets an error"))
                .run_time(Verdict::breaking("the same call goes to another address"))
                .items([surface::method_path(new)]),
        );
    }
    let message = format!("{} is now {}", address(old), address(new));
    let retries = match (is_idempotent(old.method), is_idempotent(new.method)) {
        (true, false) => "; a call that failed is no longer tried again",
        (false, true) => "; a call that failed is tried again",
        _ => "",
    };
    let run_time = format!("the same call goes to another address{retries}");
    Some(
        both.draft(Rule::OperationMoved, message)
            .wire(Verdict::breaking("who still calls the old address gets an error"))
            .run_time(Verdict::breaking(run_time))
            .items([surface::method_path(new)]),
    )
}

fn renamed(both: &Both<'_>) -> Option<Draft> {
    let (old, new) = (both.old, both.new);
    if old.name.ident == new.name.ident && old.type_ident == new.type_ident {
        return None;
    }
    let message = format!(
        "{} is called {} in Rust, and was {}",
        address(new),
        code(&new.name.ident),
        code(&old.name.ident)
    );
    let declared = |operation: &Operation| format!("pub fn {}(&self, …)", operation.name.ident);
    let old_method = surface::method_path(old);
    Some(
        both.draft(Rule::OperationRenamed, message)
            .items([old_method, surface::method_path(new)])
            .items(items_of(both.comparison.old, both.groups.0, old))
            .items(items_of(both.comparison.new, both.groups.1, new))
            .items(answers::readers(both.comparison, both.comparison.old, old))
            .items(answers::readers(both.comparison, both.comparison.new, new))
            .items(both.failures())
            .names(declared(old), declared(new)),
    )
}

/// Types that belong to an operation and are called otherwise though it is not, as another operation is called now
/// what they were.
fn renamed_types(both: &Both<'_>) -> Vec<Draft> {
    let (old, new) = (both.old, both.new);
    if old.type_ident != new.type_ident {
        return Vec::new();
    }
    let outcomes = old.outcomes.iter().zip(&new.outcomes);
    let outcomes = outcomes.map(|(was, is)| ("what is answered to", "enum", &was.ident, &is.ident));
    let parts = old.parts().zip(new.parts());
    let parts = parts.map(|(was, is)| ("the body in parts of", "struct", &was.ident, &is.ident));
    let renamed = outcomes.chain(parts).filter(|(.., was, is)| was != is);
    let draft = |(what, kind, was, is): (&str, &str, &String, &String)| {
        let message = format!(
            "{what} {} is called {} in Rust, and was {}",
            address(new),
            code(is),
            code(was)
        );
        let path = |group: &Group, ident| format!("operations::{}::{ident}", group.name.ident);
        both.draft(Rule::OperationRenamed, message)
            .items([path(both.groups.0, was), path(both.groups.1, is)])
            .items(items_of(both.comparison.new, both.groups.1, new))
            .names(format!("pub {kind} {was}"), format!("pub {kind} {is}"))
    };
    renamed.map(draft).collect()
}

fn regrouped(both: &Both<'_>) -> Option<Draft> {
    let (old, new) = both.groups;
    if old.name.ident == new.name.ident {
        return None;
    }
    // A tag that is gone was renamed, and is told once, with the first of its operations.
    let is_gone = both.comparison.new.groups.iter().all(|group| group.name.ident != old.name.ident);
    let subject = if is_gone {
        format!("the operations of {} stand", code(&old.name.wire))
    } else {
        format!("{} stands", address(both.new))
    };
    let message = format!(
        "{subject} in the module {}, and stood in {}",
        code(&new.name.ident),
        code(&old.name.ident)
    );
    let place = |group: &Group, operation: &Operation| {
        let first = group.operations.first().filter(|_| is_gone);
        first.unwrap_or(operation).origin.key("tags")
    };
    let (before, after) =
        (format!("operations::{}", old.name.ident), format!("operations::{}", new.name.ident));
    let named = (format!("pub mod {}", old.name.ident), format!("pub mod {}", new.name.ident));
    Some(
        both.draft(Rule::OperationRegrouped, message)
            .at(Some(&place(old, both.old)), Some(&place(new, both.new)))
            .items([before, after])
            .items(both.failures())
            .names(named.0, named.1),
    )
}

fn deprecated(both: &Both<'_>) -> Option<Draft> {
    let (was, is) = (both.old.doc.deprecated, both.new.doc.deprecated);
    if was == is {
        return None;
    }
    let word = if is { "is deprecated" } else { "is no longer deprecated" };
    let message = format!("{} {word}", address(both.new));
    Some(both.draft(Rule::OperationDeprecated, message).items([surface::method_path(both.new)]))
}
