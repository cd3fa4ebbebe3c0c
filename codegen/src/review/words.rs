//! Changes of what is only said: words, examples, and what the document says of itself.

use std::collections::BTreeMap;

use super::draft::{Draft, Node};
use super::finding::Verdict;
use super::{Comparison, Rule, code, shown};
use crate::ir::{Api, Doc, Example, Operation, TypeDef, TypeId, TypeKind};
use crate::source::{FileId, Pointer};

/// All changes of words.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Draft> {
    let mut drafts = info(comparison);
    for (old, new) in comparison.old.types.iter().enumerate().filter_map(|(id, def)| {
        Some((def, comparison.new.type_def(comparison.matching.new_of(TypeId(id))?)))
    }) {
        let id = comparison.new.types.iter().position(|def| std::ptr::eq(def, new));
        let subject = code(&new.name.wire);
        let node = id.map(|id| Node::NewType(TypeId(id)));
        drafts.extend(said(&of_type(old), &of_type(new), &subject, node));
    }
    for (old, new) in &comparison.matching.operations {
        let (Some((_, was)), Some((_, is))) = (old.of(comparison.old), new.of(comparison.new))
        else {
            continue;
        };
        let subject = code(&format!("{} {}", is.method.as_str(), is.path));
        drafts.extend(said(
            &of_operation(was),
            &of_operation(is),
            &subject,
            Some(Node::NewOperation(*new)),
        ));
    }
    drafts.extend(of_groups(comparison));
    drafts.extend(of_access(comparison));
    drafts.extend(examples(comparison));
    drafts
}

/// The words of a definition or an operation, by the part that they are about.
type Words<'a> = BTreeMap<String, (Vec<&'a str>, &'a Pointer)>;

/// What is said of a part that nobody is warned of by the compiler.
fn all_texts(doc: &Doc) -> Vec<&str> {
    let mut texts = texts(doc);
    texts.extend(doc.deprecated.then_some("deprecated"));
    texts
}

fn texts(doc: &Doc) -> Vec<&str> {
    doc.summary.iter().chain(&doc.description).map(String::as_str).collect()
}

fn of_type(def: &TypeDef) -> Words<'_> {
    let mut words = Words::from([(String::new(), (all_texts(&def.doc), &def.origin))]);
    match &def.kind {
        TypeKind::Struct(body) => words.extend(
            body.fields
                .iter()
                .map(|field| (field.name.wire.clone(), (all_texts(&field.doc), &field.origin))),
        ),
        TypeKind::Union(body) => words.extend(
            body.variants.iter().map(|it| (it.ident.clone(), (texts(&it.doc), &it.origin))),
        ),
        TypeKind::Enum(body) => words.extend(body.symbols.iter().map(|symbol| {
            (symbol.ident.clone(), (symbol.doc.iter().map(String::as_str).collect(), &def.origin))
        })),
        TypeKind::Alias(_) => {}
    }
    words
}

fn of_operation(operation: &Operation) -> Words<'_> {
    let mut words = Words::from([(String::new(), (texts(&operation.doc), &operation.origin))]);
    words.extend(operation.inputs().map(|param| {
        let part = format!("{:?} {}", param.place, param.name.wire);
        (part, (all_texts(&param.doc), &param.origin))
    }));
    words.extend(
        operation
            .bodies()
            .map(|it| (format!("body {}", it.content_type), (texts(&it.doc), &it.origin))),
    );
    words.extend(
        operation.responses.iter().map(|it| (it.status.to_string(), (texts(&it.doc), &it.origin))),
    );
    words
}

/// Parts that both have and of which other words are said: one finding for all, at the first.
fn said(old: &Words<'_>, new: &Words<'_>, subject: &str, node: Option<Node>) -> Vec<Draft> {
    let mut found: Vec<(&Pointer, &Pointer)> = Vec::new();
    for (part, (is, place)) in new {
        if let Some((was, before)) = old.get(part)
            && was != is
        {
            found.push((before, place));
        }
    }
    let Some((before, place)) = found.first() else { return Vec::new() };
    // A part that is referred to is told once, whoever refers to it.
    let is_own =
        found.iter().all(|(_, place)| new.get("").is_some_and(|(_, own)| own.holds(place)));
    let message = if is_own {
        format!("the words of {subject} change")
    } else {
        "the words of a part change".to_owned()
    };
    let draft = Draft::new(Rule::Documentation, message).at(Some(before), Some(place)).about(node);
    vec![draft]
}

fn of_groups(comparison: &Comparison<'_>) -> Option<Draft> {
    let words = |api: &'_ Api| -> BTreeMap<String, Doc> {
        api.groups.iter().map(|group| (group.name.wire.clone(), group.doc.clone())).collect()
    };
    let (old, new) = (words(comparison.old), words(comparison.new));
    let differs = new.iter().any(|(tag, doc)| old.get(tag).is_some_and(|was| was != doc));
    let headers = |api: &'_ Api| -> BTreeMap<String, Doc> {
        api.headers.iter().map(|header| (header.name.wire.clone(), header.doc.clone())).collect()
    };
    let (old, new) = (headers(comparison.old), headers(comparison.new));
    let differs =
        differs || new.iter().any(|(name, doc)| old.get(name).is_some_and(|was| was != doc));
    let root = Pointer::root(FileId::ROOT);
    differs.then(|| {
        Draft::new(Rule::Documentation, "the words of tags or headers change")
            .at(Some(&root.key("tags")), Some(&root.key("tags")))
    })
}

/// What is said of servers and of security schemes.
fn of_access(comparison: &Comparison<'_>) -> Option<Draft> {
    let words = |api: &'_ Api| -> BTreeMap<String, Vec<String>> {
        let servers = api.servers.iter().chain(&api.own_servers).map(|server| {
            let variables = server.variables.iter().flat_map(|it| all_texts(&it.doc));
            let said = server.description.iter().map(String::as_str).chain(variables);
            (format!("server {}", server.url), said.map(str::to_owned).collect())
        });
        let schemes = api.auth.iter().map(|scheme| {
            let said = all_texts(&scheme.doc).into_iter().map(str::to_owned);
            (format!("scheme {}", scheme.name.wire), said.collect())
        });
        servers.chain(schemes).collect()
    };
    let (old, new) = (words(comparison.old), words(comparison.new));
    let differs = new.iter().any(|(part, said)| old.get(part).is_some_and(|was| was != said));
    let root = Pointer::root(FileId::ROOT);
    differs.then(|| {
        Draft::new(Rule::Documentation, "the words of servers or security schemes change")
            .at(Some(&root.key("servers")), Some(&root.key("servers")))
    })
}

fn info(comparison: &Comparison<'_>) -> Vec<Draft> {
    let (old, new) = (&comparison.old.info, &comparison.new.info);
    let place = Pointer::new(FileId::ROOT, "/info");
    let text = |text: &str| shown(Some(&text.into()));
    let mut changed = Vec::new();
    for (name, was, is) in
        [("title", &old.title, &new.title), ("version", &old.version, &new.version)]
    {
        if was != is {
            changed.push(format!("{name} {} → {}", text(was), text(is)));
        }
    }
    if old.license != new.license {
        changed.push("the licence".to_owned());
    }
    let mut drafts = Vec::new();
    if !changed.is_empty() {
        let message = format!("the document says of itself: {}", changed.join(", "));
        drafts.push(Draft::new(Rule::DocumentInfo, message).at(Some(&place), Some(&place)));
    }
    if old.description != new.description {
        let message = "the words of the document change";
        drafts.push(Draft::new(Rule::Documentation, message).at(Some(&place), Some(&place)));
    }
    drafts
}

/// Payloads that come, go or change, and those of parts of payloads: all of one name together, as they are one
/// test.
fn examples(comparison: &Comparison<'_>) -> Vec<Draft> {
    fn by_name(api: &Api) -> BTreeMap<&str, Vec<&Example>> {
        let mut found: BTreeMap<&str, Vec<&Example>> = BTreeMap::new();
        for example in api.examples.iter().chain(&api.parts) {
            found.entry(&example.name).or_default().push(example);
        }
        found
    }
    let texts =
        |examples: &[&Example]| examples.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    let (old, new) = (by_name(comparison.old), by_name(comparison.new));
    let mut drafts = Vec::new();
    let mut add = |word: &str, was: Option<&&Example>, is: Option<&&Example>, name: &str| {
        let message = format!("the example {} {word}", code(name));
        let draft = Draft::new(Rule::Examples, message);
        drafts.push(
            draft
                .at(was.map(|it| &it.origin), is.map(|it| &it.origin))
                .wire(Verdict::none("an example is none of what is demanded")),
        );
    };
    for (name, is) in &new {
        match old.get(name) {
            None => add("is new", None, is.first(), name),
            Some(was) if texts(was) != texts(is) => add("changes", was.first(), is.first(), name),
            Some(_) => {}
        }
    }
    for (name, was) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        add("is gone", was.first(), None, name);
    }
    drafts
}
