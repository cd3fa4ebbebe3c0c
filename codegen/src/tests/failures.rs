//! Bodies of errors, seen in what is emitted.

use expect_test::expect;

use super::lower::file;
use super::media::{answers, document};

#[test]
fn errors_of_several_types_are_told_apart_by_status() {
    let card = "content: {application/json: {schema: {$ref: '#/components/schemas/Card'}}}";
    let open = "content: {application/problem+json: {schema: {$ref: '#/components/schemas/Open'}}}";
    answers(
        &format!(
            "'200': {{description: d}}, default: {{description: d, {card}}}, 5XX: {{description: d, {open}}}, '404': {{description: d, {card}}}"
        ),
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] -> unit (),
            fails CardOrOpen: [404..=404 => Card, 500..=599 => Open, 100..=999 => Card] }
        "#]],
    );
    // One type says it all, and text is no type.
    answers(
        &format!(
            "'200': {{description: d}}, '400': {{description: d, {card}}}, '404': {{description: d, {card}}}, '500': {{description: d, content: {{text/plain: {{}}}}}}"
        ),
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] -> unit () }
        "#]],
    );
    // What it would be called after its types, a request is called already.
    let document = document(&format!(
        "      responses: {{'204': {{description: d}}, '400': {{description: d, {card}}}, '500': {{description: d, {open}}}}}\n    get:\n      operationId: cardOrOpen\n      responses: {{'204': {{description: d}}}}\n"
    ));
    let text = file(&document, "src/operations/default.rs");
    assert!(text.contains("pub enum CardOrOpenFailure {"), "{text}");
}

#[test]
fn errors_whose_types_would_be_called_alike_are_told_apart() {
    let answer = |schema: &str| {
        format!("{{description: d, content: {{application/json: {{schema: {schema}}}}}}}")
    };
    let named = |name: &str| answer(&format!("{{$ref: '#/components/schemas/{name}'}}"));
    let list = answer("{type: array, items: {$ref: '#/components/schemas/A'}}");
    let operation = |id: &str, first: &str, second: &str| {
        format!(
            "  /{id}: {{get: {{operationId: {id}, responses: {{'400': {first}, '404': {second}}}}}}}\n"
        )
    };
    let paths = [
        operation("plain", &named("A"), &named("C")),
        operation("left", &named("A"), &named("BOrC")),
        operation("right", &named("AOrB"), &named("C")),
        operation("list", &list, &named("VecA")),
    ];
    let schemas = ["A", "AOrB", "BOrC", "C", "VecA"]
        .map(|name| format!("    {name}: {{type: object, properties: {{x: {{type: string}}}}}}\n"));
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Test, version: '1'}}\npaths:\n{}components:\n  schemas:\n{}",
        paths.concat(),
        schemas.concat()
    );
    let text = file(&document, "src/operations/default.rs");
    let is_shown = |line: &&str| line.contains("fails ") || line.starts_with("failures! ");
    let shown: Vec<&str> = text.lines().filter(is_shown).map(str::trim).collect();
    expect![[r#"
        request! { Plain(Call) by plain, GET "/plain" [] -> unit (), fails AOrC: [400..=400 => A, 404..=404 => C] }
        request! { Left(Call) by left, GET "/left" [] -> unit (), fails LeftFailure: [400..=400 => A, 404..=404 => BOrC] }
        fails RightFailure: [400..=400 => AOrB, 404..=404 => C] }
        fails ListFailure: [400..=400 => VecA, 404..=404 => VecA2] }
        failures! { pub enum AOrC {
        failures! { pub enum LeftFailure {
        failures! { pub enum ListFailure {
        failures! { pub enum RightFailure {"#]]
    .assert_eq(&shown.join("\n"));
}

#[test]
fn an_enum_of_errors_takes_no_name_that_its_module_imports() {
    let answer = |kind: &str| {
        format!("{{description: d, content: {{application/json: {{schema: {{type: {kind}}}}}}}}}")
    };
    let (text, number) = (answer("string"), answer("number"));
    answers(
        &format!("'204': {{description: d}}, '400': {text}, '404': {number}"),
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] -> unit (),
            fails NumberOrStringFailure: [400..=400 => String, 404..=404 => Number] }
        "#]],
    );
}

#[test]
fn types_that_differ_by_case_alone_have_a_method_each() {
    let answer = |name: &str| {
        format!(
            "{{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}"
        )
    };
    let document = format!(
        "openapi: 3.0.3
info: {{title: Test, version: '1'}}
paths:
  /a: {{get: {{operationId: a, responses: {{'400': {}, '404': {}}}}}}}
components:
  schemas:
    ab: {{type: object, properties: {{x: {{type: string}}}}}}
    aB: {{type: object, properties: {{x: {{type: string}}}}}}
",
        answer("ab"),
        answer("aB")
    );
    let text = file(&document, "src/client.rs");
    let methods = text.lines().map(str::trim).filter(|line| line.contains("pub fn as_"));
    expect![[r#"
        pub fn as_ab(&self) -> Option<models::AB> {
        pub fn as_ab_2(&self) -> Option<models::Ab> {"#]]
    .assert_eq(&methods.collect::<Vec<_>>().join("\n"));
}
