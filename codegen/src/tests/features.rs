//! Groups of operations as features of the crate.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::lower::file;

/// The components: of cats alone, of dogs alone, of both, of neither, of an error, and of what is required.
const SCHEMAS: &str = "
  Cat: {type: object, properties: {claws: {type: array, items: {$ref: '#/components/schemas/Claw'}}, name: {$ref: '#/components/schemas/Name'}}}
  Claw: {type: object, properties: {sharp: {type: boolean}}}
  Dog: {type: object, properties: {name: {$ref: '#/components/schemas/Name'}, breed: {$ref: '#/components/schemas/Breed'}}}
  Breed: {type: string, enum: [pug]}
  Name: {type: object, properties: {first: {type: string}}}
  Alone: {type: object, properties: {part: {$ref: '#/components/schemas/Part'}}}
  Part: {type: object, properties: {a: {type: string}}}
  Fault: {type: object, properties: {why: {type: string}}}
  Colour: {type: string, enum: [black]}
";

/// A document with so many operations, two of which are of dogs.
fn document(operations: usize) -> String {
    let mut text =
        String::from("openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\ncomponents:\n schemas:\n");
    for line in SCHEMAS.lines().filter(|line| !line.is_empty()) {
        let _ = writeln!(text, " {line}");
    }
    text.push_str("paths:\n");
    for index in 0..operations {
        let (tag, schema) = if index < 2 { ("dogs", "Dog") } else { ("big cats", "Cat") };
        let _ = writeln!(
            text,
            "  /{{colour}}/p{index}: {{get: {{tags: [{tag}], operationId: op{index}, \
             parameters: [{{name: size, in: query, required: true, schema: {{type: string}}}}, \
             {{name: colour, in: path, required: true, schema: {{$ref: '#/components/schemas/Colour'}}}}], \
             responses: {{'200': {{description: Y, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}, example: {{}}}}}}}}, \
             '400': {{description: N, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Fault'}}}}}}}}}}}}}}"
        );
    }
    text
}

/// Callers without default features lose operations when a document grows past the bound.
#[test]
fn a_review_tells_of_features() {
    super::review::check(
        &document(99),
        &document(100),
        &expect![[r#"
        features: operations are behind features of Cargo, one for each tag, on by default
          none breaking none; default-features = false features = ["group-dogs"] features = ["group-big-cats"]
        operation-added: `GET /{colour}/p99` is new
          compatible compatible none; Client::op99 operations::big_cats::Op99 operations::big_cats::Op99::size operations::big_cats::Op99::send
        examples: the example `op99_200` is new
          none none none; 
        major
    "#]],
    );
    super::review::check(
        &document(101),
        &document(99),
        &expect![[r#"
        features: operations are behind features of Cargo no longer
          none breaking none; default-features = false features = ["group-dogs"] features = ["group-big-cats"]
        operation-removed: `GET /{colour}/p99` is gone
          breaking breaking none; Client::op99 operations::big_cats::Op99 operations::big_cats::Op99::size operations::big_cats::Op99::send
        operation-removed: `GET /{colour}/p100` is gone
          breaking breaking none; Client::op100 operations::big_cats::Op100 operations::big_cats::Op100::size operations::big_cats::Op100::send
        examples: the example `op99_200` is gone
          none none none; 
        examples: the example `op100_200` is gone
          none none none; 
        major
    "#]],
    );
    super::review::check(
        &document(100),
        &document(100).replace("tags: [dogs]", "tags: [hounds]"),
        &expect![[r#"
            features: the feature `group-dogs` is gone
              none breaking none; features = ["group-dogs"]
            operation-regrouped: the operations of `dogs` stand in the module `hounds`, and stood in `dogs`
              none breaking none; operations::dogs operations::hounds
            features: the feature `group-hounds` is new
              none compatible none; features = ["group-hounds"]
            major
        "#]],
    );
}

/// What the file has of groups, and its types.
#[track_caller]
fn check(operations: usize, path: &str, expected: &Expect) {
    let text = file(&document(operations), path);
    let told = text.lines().map(str::trim).filter(|line| {
        [
            "group",
            "required-features",
            "pub struct",
            "pub enum",
            "pub mod",
            "use super",
            "big_cats",
            "dogs",
        ]
        .iter()
        .any(|word| line.contains(word))
    });
    expected.assert_eq(&told.flat_map(|line| [line, "\n"]).collect::<String>());
}

#[test]
fn a_small_crate_has_no_groups() {
    check(99, "Cargo.toml", &expect![[""]]);
    check(
        99,
        "src/lib.rs",
        &expect![[r#"
        pub mod models;
        pub mod operations;
        pub mod runtime;
    "#]],
    );
    check(
        99,
        "src/models.rs",
        &expect![[r#"
            model! { #[derive(Default)] pub struct Cat {
            model! { #[derive(Default)] pub struct Claw {
            model! { #[derive(Default)] pub struct Dog {
            string_enum! { pub enum Breed else Unknown {
            model! { #[derive(Default)] pub struct Name {
            model! { #[derive(Default)] pub struct Alone {
            model! { #[derive(Default)] pub struct Part {
            model! { #[derive(Default)] pub struct Fault {
            string_enum! { pub enum Colour else Unknown {
        "#]],
    );
}

#[test]
fn each_group_of_a_large_crate_is_a_feature() {
    check(
        100,
        "Cargo.toml",
        &expect![[r#"
        default = ["rustls", "groups"]
        # `default-features = false` and their groups: `features = ["rustls", "group-dogs"]`.
        groups = [
        "group-dogs",
        "group-big-cats",
        group-dogs = []
        group-big-cats = []
        required-features = ["groups"]
    "#]],
    );
    check(
        100,
        "README.md",
        &expect![[r#"
        and the groups that you call, the crate compiles faster.
    "#]],
    );
    check(
        100,
        "src/lib.rs",
        &expect![[r#"
            //! # #[cfg(feature = "group-dogs")]
            not(feature = "groups"),
            allow(dead_code, unused_imports, unused_macros, reason = "groups that are left out would use it")
            pub mod models;
            pub mod operations;
            pub mod runtime;
        "#]],
    );
    check(
        100,
        "src/operations/mod.rs",
        &expect![[r##"
        #[cfg(feature = "group-dogs")]
        pub mod dogs;
        #[cfg(feature = "group-big-cats")]
        pub mod big_cats;
        pub mod needs;
    "##]],
    );
}

#[test]
fn a_group_has_the_models_that_it_alone_leads_to() {
    check(
        100,
        "src/models.rs",
        &expect![[r#"
            macro_rules! groups {
            ($($group:ident $feature:literal;)*) => {$(
            mod $group;
            pub use self::$group::*;
            groups! {
            dogs "group-dogs";
            big_cats "group-big-cats";
            model! { #[derive(Default)] pub struct Name {
            model! { #[derive(Default)] pub struct Alone {
            model! { #[derive(Default)] pub struct Part {
            model! { #[derive(Default)] pub struct Fault {
            string_enum! { pub enum Colour else Unknown {
        "#]],
    );
    check(
        100,
        "src/models/big_cats.rs",
        &expect![[r#"
            use super::*;
            model! { #[derive(Default)] pub struct Cat {
            model! { #[derive(Default)] pub struct Claw {
        "#]],
    );
    check(
        100,
        "src/models/dogs.rs",
        &expect![[r#"
            //! The types that only the operations of `dogs` lead to.
            use super::*;
            model! { #[derive(Default)] pub struct Dog {
            string_enum! { pub enum Breed else Unknown {
        "#]],
    );
}

/// An integer has no name where it is a field.
#[test]
fn a_group_imports_others_only_where_it_names_them() {
    let dog = "properties: {name: {$ref: '#/components/schemas/Name'}, breed: {$ref: '#/components/schemas/Breed'}}";
    let text = document(100);
    assert!(text.contains(dog), "the document has another dog");
    let text = text.replace(dog, "properties: {age: {$ref: '#/components/schemas/Age'}}");
    let text = text.replace("  Name: {", "  Age: {type: integer}\n   Name: {");
    let dogs = file(&text, "src/models/dogs.rs");
    assert!(dogs.contains("optional age: Option<i64>,") && !dogs.contains("use super"), "{dogs}");
}

/// Their modules stand beside what the crate of the models imports.
#[test]
fn groups_may_have_the_names_of_crates() {
    let text = document(100).replace("[dogs]", "[core]").replace("[big cats]", "[std]");
    let models = file(&text, "src/models.rs");
    assert!(models.contains("pub use self::$group::*;"), "{models}");
    assert!(models.contains("    core \"group-core\";\n    std_ \"group-std\";\n"), "{models}");
}
