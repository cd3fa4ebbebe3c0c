//! Documents that are made to break their reader: whatever they hold, the generator comes to an end, and
//! what it gives is Rust.

use std::fmt::Write;

use crate::{Config, Generated, Source, generate};

/// Generates, and reads all the Rust that came of it.
fn survives(name: &str, text: &str) -> Generated {
    let source = Source::from_memory(&[(name, text)]);
    let generated = generate(&source, &Config::new("test-client"));
    let _ = generated.diagnostics.render(&source, false);
    crate::stack::with_room(|| all_rust(&generated));
    generated
}

fn all_rust(generated: &Generated) {
    let runtime = |path: &std::path::Path| path.starts_with("src/runtime");
    for (path, bytes) in generated.files.iter().filter(|(path, _)| !runtime(path)) {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = String::from_utf8_lossy(bytes);
            assert!(syn::parse_file(&text).is_ok(), "{} is no Rust", path.display());
        }
    }
}

fn refused(name: &str, text: &str) {
    assert!(survives(name, text).diagnostics.has_errors(), "{text:.80}");
}

fn read(name: &str, text: &str) -> Generated {
    let generated = survives(name, text);
    assert!(!generated.diagnostics.has_errors(), "{text:.80}");
    generated
}

fn models(generated: &Generated) -> String {
    let models = generated.files.get(std::path::Path::new("src/models.rs"));
    String::from_utf8_lossy(models.map_or(&[], Vec::as_slice)).into_owned()
}

fn components(schemas: &str) -> String {
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{{schemas}}}}}}}"#
    )
}

/// As deep as readers of JSON and YAML go: 128 levels, of which the document itself takes three.
const READ: usize = 128;

#[test]
fn values_that_nest() {
    for depth in [10_000, 200_000] {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        refused("a.json", &format!("{{\"openapi\": {open}{close}}}"));
        refused("a.yaml", &format!("openapi: {open}{close}"));
        refused("a.json", &format!("{{\"openapi\": {open}"));
    }
    refused(
        "a.yaml",
        &(0..2000).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "a:\n"),
    );
    refused("a.yaml", &format!("openapi: 3.0.0\npaths: {}x", "- ".repeat(10_000)));
    refused("a.yaml", &format!("openapi: {}x", "? ".repeat(10_000)));
}

#[test]
fn schemas_that_nest() {
    for (open, close) in [
        (r#"{"type": "array", "items": "#, "}"),
        (r#"{"properties": {"a": "#, "}}"),
        (r#"{"additionalProperties": "#, "}"),
        (r#"{"allOf": ["#, "]}"),
        (r#"{"oneOf": [{"type": "string"}, "#, "]}"),
        (r#"{"anyOf": ["#, r#", {"type": "null"}]}"#),
        (r#"{"not": "#, "}"),
        (r#"{"prefixItems": ["#, r#"], "patternProperties": {"a": {}}}"#),
    ] {
        let levels = (READ - 6) / open.matches(['{', '[']).count().min(2);
        for levels in [levels / 2, levels, 10_000] {
            let schema = format!("{}{{}}{}", open.repeat(levels), close.repeat(levels));
            survives("a.json", &components(&format!("\"A\": {schema}")));
        }
    }
}

#[test]
fn aliases_without_end() {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx-a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
            .to_owned();
    for level in 1..20 {
        let below = format!("*a{},", level - 1).repeat(9);
        let _ = writeln!(text, "x-a{level}: &a{level} [{below}]");
    }
    refused("a.yaml", &text);
    survives("a.yaml", "openapi: 3.1.0\npaths: &a\n  /a: *a\n");
    survives("a.yaml", "&a {openapi: 3.1.0, paths: {/a: *a}}");
}

/// A part of a body whose type is only another name for itself.
#[test]
fn circles_of_names_in_bodies() {
    for circle in [
        r#""A": {"allOf": [{"$ref": "\u0023/components/schemas/A"}]}"#,
        r#""A": {"oneOf": [{"$ref": "\u0023/components/schemas/B"}]}, "B": {"allOf": [{"$ref": "\u0023/components/schemas/A"}, {"type": "object", "properties": {"b": {}}}]}"#,
    ] {
        for media in ["multipart/form-data", "application/x-www-form-urlencoded"] {
            let schema = r#"{"type": "object", "properties": {"a": {"$ref": "\u0023/components/schemas/A"}}}"#;
            read(
                "a.json",
                &format!(
                    r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{"/a": {{"post": {{"operationId": "a",
                    "requestBody": {{"content": {{"{media}": {{"schema": {schema}}}}}}}, "responses": {{"200": {{"description": "OK"}}}}}}}}}},
                    "components": {{"schemas": {{{circle}}}}}}}"#
                ),
            );
        }
    }
}

#[test]
fn circles_of_references() {
    let to = |name: &str| format!(r##"{{"$ref": "#/components/schemas/{name}"}}"##);
    let (a, b) = (to("A"), to("B"));
    for schemas in [
        format!(r#""A": {a}"#),
        format!(r#""A": {b}, "B": {a}"#),
        format!(r#""A": {{"allOf": [{a}]}}"#),
        format!(r#""A": {{"allOf": [{b}]}}, "B": {{"allOf": [{a}, {b}]}}"#),
        format!(r#""A": {{"oneOf": [{a}, {b}]}}, "B": {{"anyOf": [{a}, {b}]}}"#),
        format!(r#""A": {{"oneOf": [{a}]}}"#),
        format!(r#""A": {{"type": "array", "items": {a}}}"#),
        format!(r#""A": {{"additionalProperties": {a}}}"#),
        format!(
            r#""A": {{"not": {a}, "if": {a}, "items": {b}}}, "B": {{"properties": {{"a": {a}}}, "required": ["a"], "allOf": [{a}]}}"#
        ),
        format!(
            r##""A": {{"$ref": "#/components/schemas/A/properties/a", "properties": {{"a": {a}}}}}"##
        ),
        r##""A": {"$defs": {"x": {"$ref": "#/components/schemas/A/$defs/x"}}, "$ref": "#/$defs/x"}"##.to_owned(),
        format!(
            r#""A": {{"discriminator": {{"propertyName": "t", "mapping": {{"a": "A"}}}}, "oneOf": [{a}]}}"#
        ),
        r##""A": {"$ref": "#"}, "B": {"$ref": "#/components"}"##.to_owned(),
        r##""A": {"$ref": "a.json#/components/schemas/A"}"##.to_owned(),
    ] {
        read("a.json", &components(&schemas));
    }
    for part in [
        r##""paths": {"/a": {"get": {"parameters": [{"name": "p", "in": "query", "schema": {"$ref": "#/components/schemas/A"}}]}}}, "components": {"schemas": {"A": {"allOf": [{"$ref": "#/components/schemas/B"}]}, "B": {"type": "array", "items": {"allOf": [{"$ref": "#/components/schemas/A"}]}}}}"##,
        r##""paths": {"/a": {"get": {"parameters": [{"name": "p", "in": "query", "schema": {"$ref": "#/components/schemas/A"}}]}}}, "components": {"schemas": {"A": {"oneOf": [{"$ref": "#/components/schemas/A"}]}}}"##,
        r##""paths": {"/a": {"$ref": "#/paths/~1b"}, "/b": {"$ref": "#/paths/~1a"}}"##,
        r##""paths": {"$ref": "#/paths"}"##,
        r##""components": {"$ref": "#/components"}, "paths": {"$ref": "#"}"##,
        r##""paths": {"/a": {"get": {"parameters": [{"$ref": "#/paths/~1a/get/parameters/0"}], "responses": {"200": {"$ref": "#/paths/~1a/get/responses/200"}}, "requestBody": {"$ref": "#/paths/~1a/get/requestBody"}}}}"##,
        r##""paths": {"/a": {"get": {"callbacks": {"c": {"$ref": "#/paths/~1a/get/callbacks/c"}, "d": {"x": {"$ref": "#/paths/~1a"}}}}}}"##,
        r##""paths": {"/a": {"get": {"responses": {"200": {"content": {"application/json": {"$ref": "#/paths/~1a/get/responses/200/content/application~1json"}}}}}}}"##,
    ] {
        read(
            "a.json",
            &format!(r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, {part}}}"#),
        );
    }
}

/// Each level would multiply the work by the number of alternatives, if one did not know of the other.
#[test]
fn examples_of_unions_within_unions() {
    let filter = |kind: &str| {
        format!(
            r##""{kind}": {{"type": "object", "required": ["type", "args"], "properties": {{
                "type": {{"type": "string", "enum": ["{kind}"]}},
                "args": {{"type": "array", "items": {{"$ref": "#/components/schemas/Filter"}}}}}}}}"##
        )
    };
    let kinds = ["And", "Or", "Not"];
    let refs = kinds.map(|kind| format!(r##"{{"$ref": "#/components/schemas/{kind}"}}"##));
    let either = format!(r#"{{"oneOf": [{}]}}"#, refs.join(", "));
    for kind in ["And", "Not", "Nor"] {
        let open = format!(r#"{{"type": "{kind}", "args": ["#);
        let example = format!(r#"{}{}"#, open.repeat(40), "]}".repeat(40));
        let schemas = kinds.map(filter).join(", ");
        read(
            "a.json",
            &components(&format!(
                r#"{schemas}, "Filter": {either}, "A": {{"allOf": [{either}], "example": {example}}}"#
            )),
        );
    }
    // The same union twice, level by level.
    let twice = |level: usize| {
        let inner = format!(r##"{{"$ref": "#/components/schemas/S{}"}}"##, level + 1);
        format!(r#""S{level}": {{"oneOf": [{inner}, {inner}], "example": {{"a": 3}}}}"#)
    };
    let levels: Vec<String> = (0..30).map(twice).collect();
    let last = r#""S30": {"type": "object", "properties": {"a": {"type": "string"}}}"#;
    read("a.json", &components(&format!("{}, {last}", levels.join(", "))));
}

#[test]
fn names_of_every_kind() {
    let long = "x".repeat(1 << 20);
    let names = [
        "",
        " ",
        "_",
        "__",
        "self",
        "Self",
        "crate",
        "super",
        "async",
        "gen",
        "r#fn",
        "1",
        "-1",
        "+1",
        "@",
        "日本",
        "ﬀ",
        "ſ",
        "ǅ",
        "e\u{301}",
        "\u{200d}",
        "\u{202e}evil",
        "a\nb",
        "a\"b",
        "a\\b",
        "a'b",
        "*/",
        "#",
        "{}",
        "%s",
        "Option",
        "Vec",
        "String",
        "Json",
        "extra",
        "Extra",
        "new",
        "to_json",
        "🦀",
        "a.b",
        "a-b",
        "a_b",
        "aB",
        &long,
    ];
    let quoted = names.map(|name| serde_json::to_string(name).unwrap_or_default());
    let object = |value: &dyn Fn(&str) -> String| {
        let members = quoted.iter().map(|name| format!("{name}: {}", value(name)));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    };
    let list = quoted.join(",");
    let schema = format!(
        r#"{{"type": "object", "title": {0}, "description": {0}, "required": [{list}], "properties": {1}}}"#,
        quoted[26],
        object(&|_| "{}".to_owned()),
    );
    let schemas =
        object(&|_| r#"{"type": "object", "properties": {"a": {"enum": ["b"]}}}"#.to_owned());
    let parameters = quoted.iter().flat_map(|name| {
        ["query", "header", "cookie", "path"].map(|place| {
            format!(r#"{{"name": {name}, "in": "{place}", "schema": {{"type": "string"}}}}"#)
        })
    });
    let parameters = parameters.collect::<Vec<_>>().join(",");
    let paths = quoted.iter().map(|name| {
        let path = format!("\"/{}/{{{}}}\"", &name[1..name.len() - 1], &name[1..name.len() - 1]);
        format!(r#"{path}: {{"get": {{"operationId": {name}, "tags": [{name}], "parameters": [{parameters}], "responses": {{}}}}}}"#)
    });
    // One path with the parameters of that size is enough.
    let paths = paths.take(12).collect::<Vec<_>>().join(",");
    let short = |text: String| text.replace(&long, "long");
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": {0}, "version": "1"}}, "tags": [{{"name": {0}}}],
            "servers": [{{"url": "https://{{}}", "variables": {{"": {{"default": "", "enum": ["", "b"]}}}}}}],
            "paths": {{{1}}},
            "components": {{"schemas": {{"S": {schema}, "E": {{"enum": [{list}]}}, "N": {{"oneOf": [{{"title": {0}}}, {{"type": "string"}}]}},
                "O": {{"type": "object", "properties": {schemas}}}}},
            "securitySchemes": {2}}}}}"#,
        quoted[26],
        short(paths),
        object(&|_| r#"{"type": "http", "scheme": "bearer"}"#.to_owned()),
    );
    read("a.json", &text);
}

#[test]
fn many_values() {
    let list = |count: usize, value: &dyn Fn(usize) -> String| {
        (0..count).map(value).collect::<Vec<_>>().join(",")
    };
    let distinct = list(100_000, &|index| format!("\"v{index}\""));
    let alike = list(20_000, &|index| format!("\"{}\"", "€".repeat(index % 30 + 1)));
    let numbers = list(20_000, &|index| index.to_string());
    for values in [distinct, alike, numbers] {
        read("a.json", &components(&format!(r#""A": {{"enum": [{values}]}}"#)));
    }
}

#[test]
fn numbers_of_any_size() {
    for number in [
        "1e400",
        "-1e400",
        "1e-400",
        "99999999999999999999999999",
        "-0",
        "-0.0",
        "9223372036854775808",
        "18446744073709551616",
        "0.1e1",
    ] {
        for keyword in [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "multipleOf",
            "minLength",
            "maxItems",
            "default",
            "const",
            "example",
        ] {
            for kind in ["integer", "number", "string", "array"] {
                survives(
                    "a.json",
                    &components(&format!(r#""A": {{"type": "{kind}", "{keyword}": {number}}}"#)),
                );
            }
        }
    }
}

#[test]
fn the_same_text_however_it_is_written() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {type: object, properties: {a: {type: string}}}\n";
    let plain = models(&read("a.yaml", text));
    for other in [
        format!("\u{feff}{text}"),
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("--- # a\n{text}...\n"),
    ] {
        assert_eq!(models(&read("a.yaml", &other)), plain);
    }
    let twice = text.replace("a: {type: string}", "a: {type: integer}, a: {type: string}");
    assert_eq!(models(&read("a.yaml", &twice)), plain);
}
