//! Examples, wherever a document can hold one, as golden tests.

use expect_test::{Expect, expect};

use crate::{Config, Source, generate};

/// The tests of a document, without the functions that they call.
fn check(document: &str, expected: &Expect) {
    let source = Source::from_memory(&[("openapi.yaml", document)]);
    let generated = generate(&source, &Config::new("test-client"));
    let bytes = generated.files.get(std::path::Path::new("tests/golden.rs"));
    let text = String::from_utf8_lossy(bytes.map_or(&[], Vec::as_slice));
    let from = text.find("golden! {").or_else(|| text.find("#[test]")).unwrap_or_default();
    expected.assert_eq(text.get(from..).unwrap_or_default());
}

#[test]
fn examples_are_tested_wherever_they_stand() {
    check(
        r"
openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 7}]
    get:
      operationId: getPet
      parameters:
      - {name: tag, in: query, schema: {type: array, items: {type: string}}, examples: {two: {value: [a, b]}}}
      responses:
        '200':
          description: ok
          headers: {X-Rate: {schema: {type: integer, example: 10}}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              examples: {dog: {value: {name: Rex}}, cat: {$ref: '#/components/examples/Cat'}}
        default: {$ref: '#/components/responses/Error'}
    delete: {operationId: deletePet, responses: {default: {$ref: '#/components/responses/Error'}}}
components:
  examples: {Cat: {value: {name: Tom, born: null}}}
  responses:
    Error: {description: no, content: {application/json: {schema: {type: object}, example: {code: 1}}}}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, example: Rex}
        born: {type: string, format: date, nullable: true, example: null}
        weight: {type: number, example: 5.0}
        owner: {type: object, properties: {id: {type: string, example: 3}}, example: {id: me}}
      example: {born: '2020-02-29'}
",
        &expect![[r##"
            golden! {
                rejected schema_pet: models::Pet, "#/components/schemas/Pet/example" at "name";
                whole get_pet_200_dog: models::Pet, "#/paths/~1pets~1{id}/get/responses/200/content/application~1json/examples/dog/value";
                whole get_pet_200_cat: models::Pet, "#/components/examples/Cat/value";
                whole get_pet_default: BTreeMap<String, Json>, "#/components/responses/Error/content/application~1json/example";
            }

            #[test]
            fn parts_of_components_schemas_pet() {
                whole::<String>("\"Rex\"", "#/components/schemas/Pet/properties/name/example");
                whole::<Option<Date>>("null", "#/components/schemas/Pet/properties/born/example");
                whole::<Number>("5.0", "#/components/schemas/Pet/properties/weight/example");
                rejected::<String>("3", "#/components/schemas/Pet/properties/owner/properties/id/example", "");
                whole::<models::PetOwner>("{\"id\":\"me\"}", "#/components/schemas/Pet/properties/owner/example");
            }

            #[test]
            fn parts_of_paths_pets_id_get() {
                whole::<Vec<String>>("[\"a\",\"b\"]", "#/paths/~1pets~1{id}/get/parameters/0/examples/two/value");
                whole::<i64>("10", "#/paths/~1pets~1{id}/get/responses/200/headers/X-Rate/schema/example");
            }

            #[test]
            fn parts_of_paths_pets_id_parameters() {
                whole::<i64>("7", "#/paths/~1pets~1{id}/parameters/0/example");
            }
        "##]],
    );
}

/// An integer spelled with a fraction is an integer for JSON Schema, and comes back with it.
#[test]
fn integers_with_a_fraction_come_back_with_it() {
    check(
        r"
openapi: 3.0.3
info: {title: Test, version: '1'}
paths: {}
components:
  schemas:
    A: {type: object, properties: {n: {type: integer, example: 5.0}, m: {type: integer, example: 5}}}
    Ids: {type: array, items: {type: integer}, example: [5.0]}
    Level: {type: integer, enum: [1], example: 1.0}
    Either: {oneOf: [{$ref: '#/components/schemas/Ids'}, {type: string}], example: [5.0]}
    In: {type: object, properties: {either: {$ref: '#/components/schemas/Either'}, level: {$ref: '#/components/schemas/Level'}}, example: {either: [5.0], level: 1.0}}
",
        &expect![[r##"
            golden! {
                whole schema_ids: models::Ids, "#/components/schemas/Ids/example";
                whole schema_level: models::Level, "#/components/schemas/Level/example";
                drifts schema_either: models::Either, "#/components/schemas/Either/example";
                whole schema_in: models::In, "#/components/schemas/In/example";
            }

            #[test]
            fn parts_of_components_schemas_a() {
                whole::<Exact<i64>>("5.0", "#/components/schemas/A/properties/n/example");
                whole::<i64>("5", "#/components/schemas/A/properties/m/example");
            }
        "##]],
    );
}

/// A form is tested field by field, files left out; text is a string. What is bytes has no example in JSON.
#[test]
fn examples_of_bodies_that_are_not_json_are_tested() {
    check(
        r"
openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /form:
    post:
      operationId: fields
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, required: [a], properties: {a: {type: string}, n: {type: integer, nullable: true}, when: {type: string, format: date}}}
            example: {a: x, n: null, when: yesterday, other: 1}
            examples: {second: {value: {a: 5, n: 5}}}
      responses: {'200': {description: ok, content: {text/plain: {example: hello}}}}
    put:
      operationId: whole
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, additionalProperties: {type: string}}, example: {a: x}}}}
      responses: {'200': {description: ok, content: {application/xml: {examples: {text: {value: <a/>}, tree: {value: {a: 1}}}}}}}
    patch:
      operationId: parts
      requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, ids: {type: array, items: {type: integer}}}}, example: {file: bytes, ids: [1, 2]}}}}
      responses: {'200': {description: ok, content: {image/png: {example: bytes}}}}
",
        &expect![[r##"
            golden! {
                whole whole_request: BTreeMap<String, String>, "#/paths/~1form/put/requestBody/content/application~1x-www-form-urlencoded/example";
            }

            #[test]
            fn parts_of_paths_form_patch() {
                whole::<Vec<i64>>("[1,2]", "#/paths/~1form/patch/requestBody/content/multipart~1form-data/example/ids");
            }

            #[test]
            fn parts_of_paths_form_post() {
                rejected::<String>("5", "#/paths/~1form/post/requestBody/content/application~1x-www-form-urlencoded/examples/second/value/a", "");
                whole::<Option<i64>>("5", "#/paths/~1form/post/requestBody/content/application~1x-www-form-urlencoded/examples/second/value/n");
                whole::<String>("\"x\"", "#/paths/~1form/post/requestBody/content/application~1x-www-form-urlencoded/example/a");
                whole::<Option<i64>>("null", "#/paths/~1form/post/requestBody/content/application~1x-www-form-urlencoded/example/n");
                drifts::<Date>("\"yesterday\"", "#/paths/~1form/post/requestBody/content/application~1x-www-form-urlencoded/example/when");
                whole::<String>("\"hello\"", "#/paths/~1form/post/responses/200/content/text~1plain/example");
            }

            #[test]
            fn parts_of_paths_form_put() {
                whole::<String>("\"<a/>\"", "#/paths/~1form/put/responses/200/content/application~1xml/examples/text/value");
            }
        "##]],
    );
}

/// The place at which an example is refused is that which the model's error names.
#[test]
fn an_example_is_refused_at_a_place() {
    check(
        r"
openapi: 3.0.3
info: {title: Test, version: '1'}
paths: {}
components:
  schemas:
    Root: {type: array, items: {type: string}, example: {a: 1}}
    Items: {type: array, items: {type: string}, example: [a, 1, 2]}
    Map: {type: object, additionalProperties: {type: array, items: {type: integer}}, example: {a: [1], 'b c': [1, x]}}
    Missing: {type: object, required: [a, b], properties: {a: {type: string}, b: {type: string}}, example: {a: x}}
    First:
      type: object
      required: [a, b, inner]
      properties: {a: {type: string}, b: {type: string}, c: {type: string}, inner: {$ref: '#/components/schemas/Missing'}}
      example: {c: 1, inner: {'0': 1}, b: 2}
    Null: {type: object, required: [a], properties: {a: {type: string}}, example: {a: null}}
    Nullable: {type: object, required: [a], properties: {a: {type: string, nullable: true}}, example: {a: 1}}
    Optional: {type: object, properties: {a: {$ref: '#/components/schemas/Missing'}}, example: {a: {}}}
",
        &expect![[r##"
            golden! {
                rejected schema_root: models::Root, "#/components/schemas/Root/example" at "";
                rejected schema_items: models::Items, "#/components/schemas/Items/example" at "[1]";
                rejected schema_map: models::Map, "#/components/schemas/Map/example" at "[\"b c\"][1]";
                rejected schema_missing: models::Missing, "#/components/schemas/Missing/example" at "b";
                rejected schema_first: models::First, "#/components/schemas/First/example" at "inner.a";
                rejected schema_null: models::Null, "#/components/schemas/Null/example" at "a";
                rejected schema_nullable: models::Nullable, "#/components/schemas/Nullable/example" at "a";
                drifts schema_optional: models::Optional, "#/components/schemas/Optional/example";
            }
        "##]],
    );
}

/// The model takes null for what may be anything, by whatever name.
#[test]
fn null_is_a_value_of_another_name_for_anything() {
    let document = super::lower::schemas(
        "Any: {}
A: {type: object, properties: {a: {$ref: '#/components/schemas/Any'}, b: {}}, example: {a: null, b: null}}",
    );
    let text = super::lower::file(&document, "tests/golden.rs");
    assert!(text.contains("    whole schema_a: models::A, "), "{text}");
}
