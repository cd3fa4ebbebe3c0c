//! References.

use expect_test::expect;

use super::super::check_files;
use super::{check_components, with};

#[test]
fn unresolved_references() {
    check_components(
        "schemas:\n  Pet: {}\n  A: {$ref: '#/components/schemas/Pets'}\n  B: {$ref: '#/components/schema/Pet'}\n  C: {$ref: Pet}\n  D: {$ref: '#Pet'}",
        &expect![[r#"
            error[unresolved-ref]: `#/components/schemas/Pets` leads nowhere
             --> openapi.yaml:7:15
              |
            7 |     A: {$ref: '#/components/schemas/Pets'}
              |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: did you mean `#/components/schemas/Pet`?

            error[unresolved-ref]: `#/components/schema/Pet` leads nowhere
             --> openapi.yaml:8:15
              |
            8 |     B: {$ref: '#/components/schema/Pet'}
              |               ^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: did you mean `#/components/schemas/Pet`?

            error[unreadable-file]: cannot read `Pet`: there is no such file
             --> openapi.yaml:9:15
              |
            9 |     C: {$ref: Pet}
              |               ^^^
              |
              = help: did you mean `#/components/schemas/Pet`?

            error[unresolved-ref]: `#Pet` leads nowhere
              --> openapi.yaml:10:15
               |
            10 |     D: {$ref: '#Pet'}
               |               ^^^^^^
               |
               = help: a reference within a file has the form `#/components/schemas/Name`
        "#]],
    );
    check_components(
        "schemas:\n  A: {$ref: 'https://example.com/a.yaml#/A'}\n  B: {$ref: 'b.yaml'}",
        &expect![[r#"
            error[remote-ref]: `https://example.com/a.yaml#/A` is an address on the network, and nothing is fetched
             --> openapi.yaml:6:15
              |
            6 |     A: {$ref: 'https://example.com/a.yaml#/A'}
              |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: save the file beside the document and refer to it by its path

            error[unreadable-file]: cannot read `b.yaml`: there is no such file
             --> openapi.yaml:7:15
              |
            7 |     B: {$ref: 'b.yaml'}
              |               ^^^^^^^^
              |
              = help: see that the file is there, is a regular file and can be read; paths count from the file that refers to it
        "#]],
    );
    check_components(
        "responses: {A: {$ref: '#/components/schemas/A'}}\nschemas: {A: {}}",
        &expect![[r#"
            error[mismatched-ref]: this leads to one of the `schemas` where a response is expected
             --> openapi.yaml:5:25
              |
            5 |   responses: {A: {$ref: '#/components/schemas/A'}}
              |                         ^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: refer to an object of the kind that is expected
        "#]],
    );
}

#[test]
fn references_across_files() {
    let root = with("3.0.3", "paths: {}\ncomponents", "schemas: {A: {$ref: 'b.yaml#/B'}}");
    let other = "B: {$ref: '#/C'}\nC: {type: object, properties: {d: {$ref: '#/D'}}}\nD: {type: strin}\nE: {type: strin}\n";
    check_files(
        &[("openapi.yaml", &root), ("b.yaml", other)],
        &expect![[r#"
        error[invalid-value]: there is no type `strin`
         --> b.yaml:3:11
          |
        3 | D: {type: strin}
          |           ^^^^^
          |
          = help: did you mean `string`?
    "#]],
    );
    check_files(
        &[("openapi.yaml", &root), ("b.yaml", "B: [")],
        &expect![[r#"
            error[syntax]: did not find expected node content
             --> b.yaml:1:5
              |
            1 | B: [
              |     ^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
    check_files(
        &[("openapi.yaml", &root), ("b.yaml", "B: {$ref: 'openapi.yaml#/components/schemas/A'}")],
        &expect![[r#"
            error[circular-ref]: these references lead in a circle and never reach a definition
             --> openapi.yaml:5:23
              |
            5 |   schemas: {A: {$ref: 'b.yaml#/B'}}
              |                       ^^^^^^^^^^^
              |
             ::: b.yaml:1:11
              |
            1 | B: {$ref: 'openapi.yaml#/components/schemas/A'}
              |           ------------------------------------ goes on here
              |
              = help: replace one of these references by a definition
        "#]],
    );
}

#[test]
fn references_in_a_circle() {
    check_components(
        "schemas:\n  Z: {$ref: '#/components/schemas/A'}\n  B: {$ref: '#/components/schemas/A'}\n  A: {$ref: '#/components/schemas/B'}\n  C: {$ref: '#/components/schemas/C'}",
        &expect![[r#"
            error[circular-ref]: these references lead in a circle and never reach a definition
             --> openapi.yaml:8:15
              |
            8 |     A: {$ref: '#/components/schemas/B'}
              |               ^^^^^^^^^^^^^^^^^^^^^^^^
              |
             ::: openapi.yaml:7:15
              |
            7 |     B: {$ref: '#/components/schemas/A'}
              |               ------------------------ goes on here
              |
              = help: replace one of these references by a definition

            error[circular-ref]: these references lead in a circle and never reach a definition
             --> openapi.yaml:9:15
              |
            9 |     C: {$ref: '#/components/schemas/C'}
              |               ^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: replace one of these references by a definition
        "#]],
    );
}

#[test]
fn schemas_that_contain_themselves() {
    check_components(
        "schemas:\n  A: {allOf: [{$ref: '#/components/schemas/B'}]}\n  B: {allOf: [{type: object}, {allOf: [{$ref: '#/components/schemas/A'}]}]}\n  Tree: {type: object, properties: {next: {$ref: '#/components/schemas/Tree'}}}",
        &expect![[r#"
            error[circular-all-of]: this part of `allOf` leads back to the schema itself
             --> openapi.yaml:7:49
              |
            7 |     B: {allOf: [{type: object}, {allOf: [{$ref: '#/components/schemas/A'}]}]}
              |                                                 ^^^^^^^^^^^^^^^^^^^^^^^^
              |
             ::: openapi.yaml:6:5
              |
            6 |     A: {allOf: [{$ref: '#/components/schemas/B'}]}
              |     - the schema
              |
              = help: take the part out of `allOf`; a schema may hold itself in a property
        "#]],
    );
    check_components(
        "schemas:\n  Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}]}\n  Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}",
        &expect![[""]],
    );
}

#[test]
fn references_out_of_place() {
    check_components(
        "responses:\n  R:\n    description: ''\n    content: {$ref: '#/components/x-content'}\nx-content: {application/json: {schema: {type: strin}}}",
        &expect![[r#"
            warning[misplaced-ref]: a reference is not possible here; it is followed all the same
             --> openapi.yaml:8:23
              |
            8 |       content: {$ref: '#/components/x-content'}
              |                       ^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: write what it refers to here

            error[invalid-value]: there is no type `strin`
             --> openapi.yaml:9:49
              |
            9 |   x-content: {application/json: {schema: {type: strin}}}
              |                                                 ^^^^^
              |
              = help: did you mean `string`?
        "#]],
    );
}

#[test]
fn discriminators() {
    check_components(
        "schemas:\n  A:\n    oneOf: [{$ref: '#/components/schemas/B'}]\n    discriminator:\n      propertyName: t\n      mapping: {b: B, c: C, d: '#/components/schemas/D'}\n  B: {type: object}\n  E: {oneOf: [], discriminator: {}}",
        &expect![[r#"
            error[unresolved-ref]: there is no schema `C`
              --> openapi.yaml:10:28
               |
            10 |         mapping: {b: B, c: C, d: '#/components/schemas/D'}
               |                            ^
               |
               = help: define what it refers to, or correct the reference

            error[unresolved-ref]: `#/components/schemas/D` leads nowhere
              --> openapi.yaml:10:34
               |
            10 |         mapping: {b: B, c: C, d: '#/components/schemas/D'}
               |                                  ^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = help: define what it refers to, or correct the reference

            error[contradictory-schema]: `oneOf` lists no schema: no value is possible
              --> openapi.yaml:12:9
               |
            12 |     E: {oneOf: [], discriminator: {}}
               |         ^^^^^
               |
               = help: list a schema, or leave the keyword out

            error[missing-keyword]: a discriminator must have `propertyName`
              --> openapi.yaml:12:20
               |
            12 |     E: {oneOf: [], discriminator: {}}
               |                    ^^^^^^^^^^^^^
               |
               = help: add it
        "#]],
    );
}

#[test]
fn sections_in_files_of_their_own() {
    let root = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {$ref: paths.yaml}\ncomponents:\n  schemas: {$ref: 'schemas.yaml'}\n";
    let paths = "/a:\n  get: {$ref: 'operation.yaml'}\n";
    let operation = "operationId: a\nresponses: {'200': {description: '', content: {a/b: {schema: {$ref: 'openapi.yaml#/components/schemas/A'}}}}}\n";
    let schemas = "A: {type: strin}\n";
    check_files(
        &[
            ("openapi.yaml", root),
            ("paths.yaml", paths),
            ("operation.yaml", operation),
            ("schemas.yaml", schemas),
        ],
        &expect![[r#"
            warning[misplaced-ref]: a reference is not possible here; it is followed all the same
             --> openapi.yaml:3:15
              |
            3 | paths: {$ref: paths.yaml}
              |               ^^^^^^^^^^
              |
              = help: write what it refers to here

            warning[misplaced-ref]: a reference is not possible here; it is followed all the same
             --> openapi.yaml:5:19
              |
            5 |   schemas: {$ref: 'schemas.yaml'}
              |                   ^^^^^^^^^^^^^^
              |
              = help: write what it refers to here

            warning[misplaced-ref]: a reference is not possible here; it is followed all the same
             --> paths.yaml:2:15
              |
            2 |   get: {$ref: 'operation.yaml'}
              |               ^^^^^^^^^^^^^^^^
              |
              = help: write what it refers to here

            error[invalid-value]: there is no type `strin`
             --> schemas.yaml:1:11
              |
            1 | A: {type: strin}
              |           ^^^^^
              |
              = help: did you mean `string`?
        "#]],
    );
}

#[test]
fn references_that_are_no_text() {
    check_components(
        "schemas:\n  A: {$ref: 3, type: string}\n  B: {properties: {$ref: {type: string}}}\nparameters: {P: {$ref: [a]}}\nresponses: {R: {$ref: }}",
        &expect![[r#"
            error[mistyped-keyword]: `$ref` must be text, and this is a number
             --> openapi.yaml:6:15
              |
            6 |     A: {$ref: 3, type: string}
              |               ^
              |
              = help: give it a value of that type, or leave the keyword out

            error[mistyped-keyword]: `$ref` must be text, and this is a list
             --> openapi.yaml:8:20
              |
            8 |   parameters: {P: {$ref: [a]}}
              |                    ^^^^
              |
              = help: give it a value of that type, or leave the keyword out

            error[mistyped-keyword]: `$ref` must be text, and this is empty (null)
             --> openapi.yaml:9:23
              |
            9 |   responses: {R: {$ref: }}
              |                       ^
              |
              = help: give it a value of that type, or leave the keyword out
        "#]],
    );
}
