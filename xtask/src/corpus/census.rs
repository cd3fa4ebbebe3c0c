//! What a document holds, counted on its plain tree: it knows nothing of what the generator makes of it.

use std::collections::{BTreeMap, HashSet};

use codegen::Source;
use codegen::source::{FileId, Pointer};
use serde_json::{Map, Value};

/// What a document holds.
#[derive(Debug, Default)]
pub(super) struct Census {
    /// Operations below `paths`.
    pub(super) operations: usize,
    /// Members of `components/schemas`.
    pub(super) schemas: usize,
    /// Where its examples stand, each with the kind of place.
    pub(super) examples: Vec<(Pointer, Place)>,
}

/// What an example stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The body of a request or an answer, of this media type.
    Body(String),
    /// A parameter, of whichever place.
    Parameter,
    /// A header of an answer or of a part.
    Header,
    /// A schema.
    Schema,
    /// `components/examples`, from where any of the others may refer to it.
    Shared,
}

impl Place {
    /// The place in words, which is the reason why an example is not tested.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Body(media) => format!("in a body of type {media}"),
            Self::Parameter => "in a parameter".to_owned(),
            Self::Header => "in a header".to_owned(),
            Self::Schema => "in a schema".to_owned(),
            Self::Shared => "in `components/examples`".to_owned(),
        }
    }
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Counts what the files of a document hold.
pub(super) fn of(source: &Source) -> Census {
    let root = source.value(FileId::ROOT);
    let mut census = Census {
        operations: operations(source, root),
        schemas: root.pointer("/components/schemas").and_then(Value::as_object).map_or(0, Map::len),
        examples: Vec::new(),
    };
    for file in source.files() {
        walk(source.value(file), &Pointer::root(file), &Place::Schema, &mut census.examples);
    }
    census
}

/// The examples that no test has, counted by their kind of place.
pub(super) fn untested(census: &Census, tested: &[Pointer]) -> BTreeMap<String, usize> {
    // Forms are tested member by member.
    let tested: HashSet<(FileId, &str)> = tested
        .iter()
        .flat_map(|pointer| around(pointer.as_str()).map(|path| (pointer.file(), path)))
        .collect();
    let mut untested = BTreeMap::new();
    for (pointer, place) in &census.examples {
        // The first of a list counts as `example` for the generator.
        let first = pointer.as_str().strip_suffix("/examples/0");
        let first = first.map(|holder| format!("{holder}/example"));
        let has = |path: &str| tested.contains(&(pointer.file(), path));
        if !has(pointer.as_str()) && !first.is_some_and(|first| has(&first)) {
            *untested.entry(place.name()).or_default() += 1;
        }
    }
    untested
}

/// A path, and those of all values that it is in.
fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rfind('/').map(|end| &path[..end]))
}

fn operations(source: &Source, root: &Value) -> usize {
    let paths = root.get("paths").and_then(Value::as_object);
    let items = paths.into_iter().flatten().filter(|(path, _)| path.starts_with('/'));
    let count = |(_, item): (&String, &Value)| {
        let item = followed(source, root, item);
        METHODS.iter().filter(|method| item.get(method).is_some_and(Value::is_object)).count()
    };
    items.map(count).sum()
}

/// A path item, or the one that it refers to: one step is what documents take.
fn followed<'s>(source: &'s Source, root: &'s Value, item: &'s Value) -> &'s Value {
    let Some(reference) = item.get("$ref").and_then(Value::as_str) else { return item };
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let tree = if file.is_empty() {
        Some(root)
    } else {
        source.file_at(FileId::ROOT, file).map(|file| source.value(file))
    };
    tree.and_then(|tree| tree.pointer(fragment)).unwrap_or(item)
}

/// Notes the examples in `value`, which stands at `at`.
fn walk(value: &Value, at: &Pointer, place: &Place, out: &mut Vec<(Pointer, Place)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                member(key, value, &at.key(key), place, out);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &at.index(index), place, out);
            }
        }
        _ => {}
    }
}

fn member(key: &str, value: &Value, at: &Pointer, place: &Place, out: &mut Vec<(Pointer, Place)>) {
    match (key, value) {
        ("example", _) => out.push((at.clone(), place.clone())),
        ("examples", Value::Array(items)) => {
            out.extend((0..items.len()).map(|index| (at.index(index), place.clone())));
        }
        ("examples", Value::Object(named)) => {
            let place = if at.as_str() == "/components/examples" { &Place::Shared } else { place };
            for (name, example) in named {
                shown(example, &at.key(name), place, out);
            }
        }
        ("default" | "enum" | "const" | "value", _) => {}
        (key, _) if key.starts_with("x-") => {}
        ("content", Value::Object(media)) => {
            for (name, value) in media {
                let inside = match place {
                    Place::Parameter | Place::Header => place.clone(),
                    _ => Place::Body(essence(name)),
                };
                walk(value, &at.key(name), &inside, out);
            }
        }
        ("parameters", _) => names(value, at, &Place::Parameter, out),
        ("headers", _) => names(value, at, &Place::Header, out),
        ("schema", _) => {
            // What stands in the schema of a body stands in a schema.
            walk(value, at, &Place::Schema, out);
        }
        (key, Value::Object(_)) if holds_names(key) => names(value, at, place, out),
        _ => walk(value, at, place, out),
    }
}

/// A map whose keys are names, or a list.
fn names(value: &Value, at: &Pointer, place: &Place, out: &mut Vec<(Pointer, Place)>) {
    match value {
        Value::Object(named) => {
            for (name, value) in named {
                walk(value, &at.key(name), place, out);
            }
        }
        value => walk(value, at, place, out),
    }
}

/// The payload of an Example Object; of one that refers to another, only the other counts.
fn shown(example: &Value, at: &Pointer, place: &Place, out: &mut Vec<(Pointer, Place)>) {
    for key in ["value", "externalValue"] {
        if example.get("$ref").is_none() && example.get(key).is_some() {
            out.push((at.key(key), place.clone()));
        }
    }
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether the keys below this keyword are names that the author chose.
fn holds_names(key: &str) -> bool {
    const MAPS: &[&str] = &[
        "$defs",
        "callbacks",
        "definitions",
        "dependentSchemas",
        "encoding",
        "links",
        "pathItems",
        "paths",
        "patternProperties",
        "properties",
        "requestBodies",
        "responses",
        "schemas",
        "securitySchemes",
        "variables",
        "webhooks",
    ];
    MAPS.contains(&key)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(document: &str, tested: &[&str], expected: &Expect) {
        let source = Source::from_memory(&[("openapi.yaml", document)]);
        let census = of(&source);
        let tested: Vec<Pointer> =
            tested.iter().map(|path| Pointer::new(FileId::ROOT, *path)).collect();
        let lines = census.examples.iter().map(|(at, place)| format!("{at} {}\n", place.name()));
        let head = format!("{} operations, {} schemas\n", census.operations, census.schemas);
        let text: String = std::iter::once(head).chain(lines).collect();
        expected.assert_eq(&format!("{text}untested: {:?}\n", untested(&census, &tested)));
    }

    const DOCUMENT: &str = r"
openapi: 3.1.0
paths:
  /pets:
    parameters: [{name: page, in: query, schema: {type: integer, example: 1}, example: 2}]
    get:
      responses:
        '200':
          headers: {X-Count: {schema: {type: integer}, example: 3}}
          content:
            application/json:
              schema: {type: array, items: {type: object, properties: {example: {type: string, examples: [a, b]}}}}
              examples: {one: {value: {example: 1}}, two: {$ref: '#/components/examples/Two'}}
            text/csv: {example: 'a,b'}
    post: {}
  /shared: {$ref: '#/components/pathItems/Shared'}
components:
  pathItems: {Shared: {delete: {}}}
  examples: {Two: {value: 2}}
  schemas: {Pet: {example: {}, default: {example: 3}, x-more: {example: 4}}}
";

    #[test]
    fn all_that_a_document_holds() {
        check(
            DOCUMENT,
            &["/components/schemas/Pet/example/member"],
            &expect![[r#"
            3 operations, 1 schemas
            #/paths/~1pets/parameters/0/schema/example in a schema
            #/paths/~1pets/parameters/0/example in a parameter
            #/paths/~1pets/get/responses/200/headers/X-Count/example in a header
            #/paths/~1pets/get/responses/200/content/application~1json/schema/items/properties/example/examples/0 in a schema
            #/paths/~1pets/get/responses/200/content/application~1json/schema/items/properties/example/examples/1 in a schema
            #/paths/~1pets/get/responses/200/content/application~1json/examples/one/value in a body of type application/json
            #/paths/~1pets/get/responses/200/content/text~1csv/example in a body of type text/csv
            #/components/examples/Two/value in `components/examples`
            #/components/schemas/Pet/example in a schema
            untested: {"in `components/examples`": 1, "in a body of type application/json": 1, "in a body of type text/csv": 1, "in a header": 1, "in a parameter": 1, "in a schema": 3}
        "#]],
        );
    }
}
