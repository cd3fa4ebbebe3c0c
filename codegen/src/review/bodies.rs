//! Changes of what is sent as a whole.

use indexmap::IndexSet;

use super::direction::{self, Change};
use super::draft::Draft;
use super::finding::Verdict;
use super::operations::{Both, REQUEST};
use super::params::{is_written_alike, written_otherwise};
use super::{Rule, code};
use crate::ir::{Api, Body, Format, Operation, Param, Place, Struct};

/// All changes of the bodies of an operation.
pub(super) fn compare(both: &Both<'_>) -> Vec<Draft> {
    let (old, new) = (both.old, both.new);
    let mut drafts = Vec::new();
    match (&old.body, &new.body) {
        (Some(was), Some(is)) => drafts.extend(changed(both, was, is)),
        (Some(was), None) if new.fields.is_none() => {
            let draft = both.draft(Rule::BodyRemoved, "it takes no body any more");
            drafts.push(
                draft
                    .at(Some(&was.origin), Some(&new.origin))
                    .wire(Verdict::breaking("what callers send there means nothing any more"))
                    .items(items(both)),
            );
        }
        (None, Some(is)) if old.fields.is_none() => {
            let (word, wire) = if is.required {
                (
                    "required",
                    Verdict::breaking(
                        "a request without it may be refused, and callers do not send it",
                    ),
                )
            } else {
                ("optional", Verdict::compatible("requests without it are still good"))
            };
            let draft = both.draft(Rule::BodyAdded, format!("it takes a body, which is {word}"));
            drafts
                .push(draft.at(Some(&old.origin), Some(&is.origin)).wire(wire).items(items(both)));
        }
        _ => {}
    }
    drafts.extend(encodings(both));
    drafts.extend(required(both));
    let media = media(both);
    drafts.extend(parts(both).filter(|_| media.is_none()));
    drafts.extend(media);
    drafts
}

/// How the fields of a form are written that is given as a whole.
fn encodings(both: &Both<'_>) -> Vec<Draft> {
    let Some((old, new)) = form(both.old).zip(form(both.new)) else { return Vec::new() };
    let names = old.encoding.iter().chain(&new.encoding).map(|field| &field.name.wire);
    let names: IndexSet<&String> = names.collect();
    let changed = names.into_iter().filter_map(|name| {
        let (was, is) = (encoding(old, name), encoding(new, name));
        let is_alike = was.zip(is).is_some_and(|(was, is)| is_written_alike(was, is));
        // What comes or goes is told by that.
        if is_alike
            || !has_field(both.comparison.old, old, name)
            || !has_field(both.comparison.new, new, name)
        {
            return None;
        }
        let message = format!("the field {} of the form is written in another way", code(name));
        let was = was.map_or(&old.origin, |field| &field.origin);
        let is = is.map_or(&new.origin, |field| &field.origin);
        let [wire, run_time] = written_otherwise();
        let draft = both.draft(Rule::ParameterStyle, message).at(Some(was), Some(is));
        Some(draft.wire(wire).run_time(run_time))
    });
    changed.collect()
}

/// The body that is a form, and given as a whole.
fn form(operation: &Operation) -> Option<&Body> {
    operation.bodies().find(|body| body.format == Format::Form)
}

/// Whether the document names a field of a body.
fn has_field(api: &Api, form: &Body, name: &str) -> bool {
    let has = |body: &Struct| body.fields.iter().any(|field| field.name.wire == name);
    api.as_struct(&form.ty).is_none_or(has)
}

/// How a field of a form is written, where that is not as all are.
fn encoding<'a>(form: &'a Body, name: &str) -> Option<&'a Param> {
    form.encoding.iter().find(|field| field.name.wire == name)
}

/// Whether the parts of a body are given by name.
fn parts(both: &Both<'_>) -> Option<Draft> {
    let message = match (both.old.media_of_parts(), both.new.media_of_parts()) {
        (was, is) if was == is => return None,
        (None, Some(_)) => "the parts of its body are given by name",
        (Some(_), None) => "the parts of its body are not known by name any more",
        _ => "the parts of another body are given by name",
    };
    let origin = |operation: &Operation| operation.origin.key("requestBody");
    let draft = both.draft(Rule::BodyType, message);
    Some(draft.at(Some(&origin(both.old)), Some(&origin(both.new))).items(items(both)))
}

/// The methods that give a body, and what depends on it.
fn items(both: &Both<'_>) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for operation in [both.new, both.old] {
        for body in operation.bodies() {
            items.push(both.setter(&body.name.ident));
            let setters = body.setters.iter();
            let names = setters.flat_map(|it| [Some(&it.name), it.null.as_ref()]);
            items.extend(names.flatten().map(|name| both.setter(name)));
        }
    }
    for operation in [both.new, both.old] {
        let fields = operation.params.iter().filter(|param| is_field(param));
        items.extend(fields.map(|field| both.setter(&field.name.ident)));
    }
    for (path, parts) in both.parts() {
        items.extend(parts.params.iter().map(|param| format!("{path}::{}", param.name.ident)));
        items.push(format!("{path}::new"));
        // Under another name stood another type before.
        items.extend(both.keeps_parts().then_some(path));
    }
    items.extend(both.chain());
    items
}

/// Whether a body may be left out. One that comes with a whole body, or goes with it, is told by that.
fn required(both: &Both<'_>) -> Option<Draft> {
    let of = |operation: &Operation| match (&operation.body, &operation.fields) {
        (Some(body), _) => Some(body.required),
        (None, fields) => fields.as_ref().map(|it| it.required),
    };
    let (was, is) = (of(both.old), of(both.new));
    let told = match (was, is) {
        (None, _) => both.new.body.is_some(),
        (_, None) => true,
        _ => false,
    };
    if told || was.unwrap_or_default() == is.unwrap_or_default() {
        return None;
    }
    let (rule, word, change) = if is.unwrap_or_default() {
        (Rule::BodyRequired, "the body is required", Change::Tighter)
    } else {
        (Rule::BodyOptional, "the body may be left out", Change::Looser)
    };
    // Given member by member or field by field, a body that is required is sent empty where nothing is given.
    let empty = |operation: &Operation| match &operation.body {
        Some(body) => (!body.setters.is_empty()).then_some("`{}`"),
        None if operation.fields.is_none() => Some("nothing"),
        None => operation
            .params
            .iter()
            .all(|param| !is_field(param) || !param.required)
            .then_some("an empty body"),
    };
    let run_time = match (empty(both.old), empty(both.new), rule) {
        (Some(_), Some(sent), Rule::BodyRequired) => {
            Verdict::compatible(format!("without any setter {sent} is sent, and was nothing"))
        }
        (Some(sent), Some(_), _) => {
            Verdict::compatible(format!("without any setter nothing is sent, and was {sent}"))
        }
        _ => Verdict::none("what compiles does the same"),
    };
    let origin = |operation: &Operation| match &operation.body {
        Some(body) => body.origin.clone(),
        None if operation.fields.is_none() => operation.origin.clone(),
        None => operation.origin.key("requestBody"),
    };
    let draft = both.draft(rule, word).at(Some(&origin(both.old)), Some(&origin(both.new)));
    Some(draft.wire(change.on_wire(REQUEST)).run_time(run_time).items(items(both)))
}

fn is_field(param: &Param) -> bool {
    matches!(param.place, Place::Form | Place::Part)
}

fn changed(both: &Both<'_>, was: &Body, is: &Body) -> Vec<Draft> {
    let draft = |rule, message: String| {
        both.draft(rule, message).at(Some(&was.origin), Some(&is.origin)).items(items(both))
    };
    let mut drafts = Vec::new();
    // Another media type has another type, and is told by itself.
    if was.format == is.format && !both.is_same(&was.ty, &is.ty) {
        let comparison = both.comparison;
        let (before, after) = (comparison.old_type(&was.ty), comparison.new_type(&is.ty));
        let wire = both.change(&was.ty, &is.ty).on_wire(REQUEST);
        drafts.push(
            draft(Rule::BodyType, format!("the body is {after}, and was {before}")).wire(wire),
        );
    }
    if let Some(found) =
        direction::limits(&was.limits, &is.limits).filter(|_| was.format == is.format)
    {
        let message = format!("other limits for the body: {}", found.words);
        let run_time = direction::checked(&found, is.is_model());
        let wire = found.change.on_wire(REQUEST);
        drafts.push(draft(Rule::BodyLimits, message).wire(wire).run_time(run_time));
    }
    drafts
}

/// The media types in which a body can be given.
fn media(both: &Both<'_>) -> Option<Draft> {
    let of = |operation: &Operation| -> Vec<String> {
        let bodies = operation.bodies().map(|body| body.content_type.clone());
        bodies.chain(operation.fields.iter().map(|it| it.content_type.clone())).collect()
    };
    let (was, is) = (of(both.old), of(both.new));
    if was == is || was.is_empty() || is.is_empty() {
        return None;
    }
    let text = |media: &[String]| media.iter().map(|it| code(it)).collect::<Vec<_>>().join(", ");
    let message = format!("the body is sent as {}, and was sent as {}", text(&is), text(&was));
    let wire = if was.iter().all(|media| is.contains(media)) {
        Verdict::compatible("what was sent is still taken")
    } else {
        Verdict::breaking("a body in a media type that is gone may be refused")
    };
    let of_one_name = both.old.bodies().flat_map(|was| both.new.bodies().map(move |is| (was, is)));
    let mut of_one_name = of_one_name.filter(|(was, is)| was.name.ident == is.name.ident);
    let run_time = if was.first() != is.first() {
        Verdict::breaking("the usual body is sent in another media type")
    } else if of_one_name.any(|(was, is)| was.content_type != is.content_type) {
        Verdict::breaking("the same method sends another media type")
    } else {
        Verdict::none("what compiles does the same")
    };
    let origin = |operation: &Operation| operation.origin.key("requestBody");
    Some(
        both.draft(Rule::BodyMedia, message)
            .at(Some(&origin(both.old)), Some(&origin(both.new)))
            .wire(wire)
            .run_time(run_time)
            .items(items(both)),
    )
}
