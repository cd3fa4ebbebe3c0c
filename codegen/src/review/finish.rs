//! From what was found to what is said: equal changes put together, items looked up, what is part of
//! another change told with it, and all sorted.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::draft::{Draft, Node};
use super::finding::{Bump, Effect, Finding, Place, Review, Verdict};
use super::ledger::{Fate, Ledger, Owner, direct, operation_at};
use super::matching::{self, At};
use super::reach::Reach;
use super::{Comparison, Rule, code};
use crate::Source;
use crate::diagnostic::Severity;
use crate::ir::{Api, Operation, TypeId};
use crate::source::{Pointer, find};

/// Makes findings of what was found.
pub(super) fn finish(
    comparison: &Comparison<'_>,
    drafts: Vec<Draft>,
    old: &Source,
    new: &Source,
) -> Review {
    let settle = |draft: Draft| Draft {
        old: draft.old.as_ref().map(|place| existing(place, old)),
        new: draft.new.as_ref().map(|place| existing(place, new)),
        ..draft
    };
    let mut drafts = folded(merged(drafts.into_iter().map(settle).collect()));
    let ledger = Ledger::new(comparison);
    let reaches = (Reach::new(comparison.old), Reach::new(comparison.new));
    attribute(comparison, &reaches, &ledger, &mut drafts);
    let mut findings: Vec<Finding> = drafts
        .into_iter()
        .map(|draft| {
            let operations = operations(comparison, &reaches, &draft);
            finding(draft, operations, &ledger, old, new)
        })
        .collect();
    findings.sort_by(|one, other| key(one).cmp(&key(other)));
    Review { bump: bump(&findings), release: None, findings }
}

fn key(finding: &Finding) -> (Severity, Option<(&str, usize, usize)>, Rule, &str) {
    let place = finding.place().map(|place| (place.file.as_str(), place.line, place.column));
    (finding.severity, place, finding.rule, &finding.message)
}

/// Puts together what says the same of the same place: a part that many operations refer to.
fn merged(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut known: HashMap<(Rule, Option<Pointer>, Option<Pointer>, String), usize> =
        HashMap::new();
    for draft in drafts {
        let key = (draft.rule, draft.old.clone(), draft.new.clone(), draft.message.clone());
        if let Some(first) = known.get(&key).and_then(|at| kept.get_mut(*at)) {
            first.nodes.extend(draft.nodes);
            first.items.extend(draft.items);
            worse(&mut first.wire, draft.wire);
            worse(&mut first.run_time, draft.run_time);
        } else {
            known.insert(key, kept.len());
            kept.push(draft);
        }
    }
    kept
}

fn worse(kept: &mut Verdict, other: Verdict) {
    if other.verdict > kept.verdict {
        *kept = other;
    }
}

/// Tells a schema that comes or goes with what it stands in as part of that.
fn folded(drafts: Vec<Draft>) -> Vec<Draft> {
    let is_part =
        |rule| matches!(rule, Rule::SchemaAdded | Rule::SchemaRemoved | Rule::SchemaRenamed);
    let (parts, mut whole): (Vec<_>, Vec<_>) = drafts.into_iter().partition(|it| is_part(it.rule));
    let count = whole.len();
    whole.extend(parts);
    let place =
        |draft: &Draft, is_old: bool| if is_old { draft.old.clone() } else { draft.new.clone() };
    let mut into: Vec<Option<usize>> = vec![None; whole.len()];
    for (index, part) in whole.iter().enumerate().skip(count) {
        let is_old = part.rule == Rule::SchemaRemoved;
        let Some(at) = place(part, is_old) else { continue };
        let holders = whole.iter().enumerate().filter(|(other, _)| *other != index);
        let holders = holders.filter_map(|(other, it)| Some((other, it, place(it, is_old)?)));
        let holders = holders.filter(|(_, it, holder)| {
            // What is said of order and words is no reason for a type to come or go.
            let may_hold = match it.rule {
                // A name that changes is told with another that changes, or by itself.
                rule if part.rule == Rule::SchemaRenamed => {
                    matches!(rule, Rule::SchemaRenamed | Rule::OperationRenamed)
                }
                Rule::Reordered | Rule::Documentation => false,
                Rule::SchemaRemoved => is_old,
                _ => true,
            };
            let is_same = *holder == at && is_part(it.rule);
            may_hold && !is_same && holder.holds(&at) && !holder.as_str().is_empty()
        });
        into[index] =
            holders.max_by_key(|(_, _, holder)| holder.as_str().len()).map(|(other, ..)| other);
    }
    let items: Vec<Vec<String>> = whole.iter().map(|draft| draft.items.clone()).collect();
    for (index, holder) in into.iter().enumerate() {
        // A part of a part is told with the whole.
        let mut holder = *holder;
        let mut steps = 0;
        while let Some(next) = holder.and_then(|at| into.get(at).copied().flatten()) {
            holder = Some(next);
            steps += 1;
            if steps > into.len() {
                break;
            }
        }
        if let Some(draft) = holder.and_then(|at| whole.get_mut(at)) {
            draft.items.extend(items[index].iter().cloned());
        }
    }
    let kept = whole.into_iter().zip(into).filter(|(_, holder)| holder.is_none());
    kept.map(|(draft, _)| draft).collect()
}

/// Gives each item that changes and that no finding names to the finding that explains it: one about a
/// type that the item's owner uses.
fn attribute(
    comparison: &Comparison<'_>,
    reaches: &(Reach, Reach),
    ledger: &Ledger,
    drafts: &mut Vec<Draft>,
) {
    let claimed: HashSet<String> =
        drafts.iter().flat_map(|draft| draft.items.iter().cloned()).collect();
    let mut rest: Vec<String> = Vec::new();
    let mut unclaimed = ledger.unclaimed(&claimed);
    // It comes and goes with what is in it, which is given away before.
    unclaimed.sort_by_key(|(path, _)| *path == NEEDS);
    for (path, fate) in unclaimed {
        let mut nodes = explaining(comparison, path, fate);
        let is_known = |draft: &Draft| draft.nodes.iter().any(|node| nodes.contains(node));
        if let Owner::Type(id) = fate.owner
            && !drafts.iter().any(is_known)
        {
            // What is sent has more methods than what is only received: an operation made it so, or a type that
            // it is part of now.
            nodes.extend(reaches.1.of(id).into_iter().map(Node::NewOperation));
            nodes.extend(reaches.1.users(id).into_iter().map(Node::NewType));
            if let Some(was) = comparison.matching.old_of(id) {
                nodes.extend(reaches.0.of(was).into_iter().map(Node::OldOperation));
                nodes.extend(reaches.0.users(was).into_iter().map(Node::OldType));
            }
        }
        let explains = |draft: &&mut Draft| {
            draft.rule != Rule::Documentation
                && (draft.nodes.iter().any(|node| nodes.contains(node)) || is_marker(path, draft))
        };
        // Where several do, the one that changes most is asked first.
        let mut found: Vec<&mut Draft> = drafts.iter_mut().filter(explains).collect();
        found.sort_by_key(|draft| std::cmp::Reverse(ledger.claim(&draft.items).verdict.verdict));
        match found.into_iter().next() {
            Some(draft) => draft.items.push(path.clone()),
            None => rest.push(path.clone()),
        }
    }
    if !rest.is_empty() {
        let message = "the generated code changes as a consequence of other changes";
        drafts.push(Draft::new(Rule::GeneratedCode, message).items(rest));
    }
}

/// Where the types stand that say what a request still lacks.
const NEEDS: &str = "operations::needs";

/// The name of the type that an item is, where it says what a request still lacks.
fn marker(path: &str) -> Option<&str> {
    path.strip_prefix(NEEDS)?.strip_prefix("::")
}

/// Whether an item stands for what requests still lack, and a finding is about what it is called after: where
/// several types share a name, the name of the type stands beside it. Their module goes with any of them.
fn is_marker(path: &str, draft: &Draft) -> bool {
    let mut of_draft = draft.items.iter().filter_map(|item| marker(item));
    if path == NEEDS {
        return of_draft.next().is_some();
    }
    marker(path).is_some_and(|name| of_draft.any(|marker| is_called(name, marker)))
}

fn is_called(name: &str, marker: &str) -> bool {
    name.starts_with(marker) || name.ends_with(marker)
}

/// What may have made an item another one: its owner, and the types that its owner names.
fn explaining(comparison: &Comparison<'_>, path: &str, fate: &Fate) -> BTreeSet<Node> {
    let api = comparison.new;
    match fate.owner {
        Owner::Type(id) => {
            let used = api.type_def(id).kind.uses().flat_map(|ty| direct(api, ty));
            used.chain([id]).map(Node::NewType).collect()
        }
        Owner::Operation(at) => {
            let used = operation_at(api, at).into_iter().flat_map(Operation::uses);
            let used = used.flat_map(|ty| direct(api, ty)).map(Node::NewType);
            used.chain([Node::NewOperation(at)]).collect()
        }
        Owner::Single | Owner::Crate => marker(path).map_or_else(BTreeSet::new, |name| {
            let mut nodes = BTreeSet::new();
            for (at, types) in bodies_called(comparison.old, name) {
                nodes.insert(Node::OldOperation(at));
                nodes.extend(types.into_iter().map(Node::OldType));
            }
            for (at, types) in bodies_called(api, name) {
                nodes.insert(Node::NewOperation(at));
                nodes.extend(types.into_iter().map(Node::NewType));
            }
            nodes
        }),
    }
}

/// The operations that demand a body for which this stands while it is missing, and the types of such bodies.
fn bodies_called(api: &Api, name: &str) -> Vec<(At, Vec<TypeId>)> {
    let mut found = Vec::new();
    for (at, operation) in matching::all(api) {
        let bodies = operation.bodies().filter(|it| it.required && is_called(name, &it.marker));
        found.extend(bodies.map(|body| (at, direct(api, &body.ty))));
    }
    found
}

/// The operations that a finding reaches, in the order of the documents.
fn operations(comparison: &Comparison<'_>, reaches: &(Reach, Reach), draft: &Draft) -> Vec<String> {
    let (mut old, mut new): (BTreeSet<At>, BTreeSet<At>) = (BTreeSet::new(), BTreeSet::new());
    let nodes: BTreeSet<Node> = draft.nodes.iter().copied().collect();
    for node in nodes {
        match node {
            Node::OldType(id) => old.extend(reaches.0.of(id)),
            Node::NewType(id) => new.extend(reaches.1.of(id)),
            Node::OldOperation(at) => drop(old.insert(at)),
            Node::NewOperation(at) => drop(new.insert(at)),
            Node::Everything => {
                old.extend(matching::all(comparison.old).map(|(at, _)| at));
                new.extend(matching::all(comparison.new).map(|(at, _)| at));
            }
        }
    }
    // Those that are there in both are told once.
    for (was, is) in &comparison.matching.operations {
        if old.contains(was) && same_address(comparison, *was, *is) {
            old.remove(was);
            new.insert(*is);
        }
    }
    let named = |api: &Api, ats: &BTreeSet<At>| -> Vec<String> {
        ats.iter().filter_map(|at| Some(address(operation_at(api, *at)?))).collect()
    };
    let mut found = named(comparison.new, &new);
    found.extend(named(comparison.old, &old));
    found
}

fn same_address(comparison: &Comparison<'_>, was: At, is: At) -> bool {
    let was = operation_at(comparison.old, was).map(address);
    was == operation_at(comparison.new, is).map(address)
}

fn address(operation: &crate::ir::Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

fn finding(
    draft: Draft,
    operations: Vec<String>,
    ledger: &Ledger,
    old: &Source,
    new: &Source,
) -> Finding {
    let mut claim = ledger.claim(&draft.items);
    if draft.names.is_some() {
        claim.verdict = renamed(&draft);
        claim.items = draft.items.iter().take(2).cloned().collect();
        (claim.before, claim.after) = draft.names.clone().unzip();
    }
    if claim.items.is_empty() {
        // What does not change is named where it is what the change is about.
        let most = if draft.rule == Rule::OperationMoved { usize::MAX } else { 1 };
        claim.items.extend(draft.items.iter().take(most).cloned());
    }
    let verdicts = [draft.wire.verdict, claim.verdict.verdict, draft.run_time.verdict];
    let severity = match verdicts.iter().max() {
        Some(Effect::Breaking) => Severity::Error,
        _ if draft.run_time.verdict == Effect::Compatible => Severity::Warning,
        _ => Severity::Note,
    };
    Finding {
        rule: draft.rule,
        severity,
        message: draft.message,
        help: draft.help,
        wire: draft.wire,
        rust: claim.verdict,
        run_time: draft.run_time,
        old: draft.old.map(|place| located(&place, old)),
        new: draft.new.map(|place| located(&place, new)),
        operations,
        items: claim.items,
        before: claim.before,
        after: claim.after,
        acknowledged: None,
    }
}

fn renamed(draft: &Draft) -> Verdict {
    let item = draft.items.first().map(|item| code(item)).unwrap_or_default();
    Verdict::breaking(format!("{item} has another name"))
}

fn located(pointer: &Pointer, source: &Source) -> Place {
    let place = source.written(&pointer.into());
    let location = source.locate_written(&place);
    let (line, column) = location.position.unwrap_or((1, 1));
    let pointer = place.pointer().map(|it| it.as_str().to_owned()).unwrap_or_default();
    Place { file: location.file.to_owned(), line, column, pointer }
}

/// The place, or where the document says the same for more: what is not said for an operation is said for its
/// path, or at the root.
fn existing(pointer: &Pointer, source: &Source) -> Pointer {
    let is_there =
        |pointer: &Pointer| find(source.value(pointer.file()), pointer.as_str()).is_some();
    if is_there(pointer) {
        return pointer.clone();
    }
    let shared = match pointer.last().as_deref() {
        Some("security") => Some(Pointer::root(pointer.file()).key("security")),
        Some("servers") => pointer.parent().and_then(|it| it.parent()).map(|it| it.key("servers")),
        _ => None,
    };
    let shared = shared.filter(is_there);
    shared.or_else(|| pointer.parent()).unwrap_or_else(|| pointer.clone())
}

/// The release that these changes ask for.
fn bump(findings: &[Finding]) -> Bump {
    let of = |finding: &Finding| match (finding.rust.verdict, finding.run_time.verdict) {
        (Effect::Breaking, _) | (_, Effect::Breaking) => Bump::Major,
        (Effect::Compatible, _) => Bump::Minor,
        _ => Bump::Patch,
    };
    findings.iter().map(of).max().unwrap_or(Bump::None)
}
