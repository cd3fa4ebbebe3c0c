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
                rejected schema_pet: models::Pet, "#/components/schemas/Pet/example";
                whole get_pet_200_dog: models::Pet, "#/paths/~1pets~1{id}/get/responses/200/content/application~1json/examples/dog/value";
                whole get_pet_200_cat: models::Pet, "#/components/examples/Cat/value";
                whole get_pet_default: BTreeMap<String, Json>, "#/components/responses/Error/content/application~1json/example";
            }

            #[test]
            fn parts_of_components_schemas_pet() {
                whole::<String>("\"Rex\"", "#/components/schemas/Pet/properties/name/example");
                whole::<Option<Date>>("null", "#/components/schemas/Pet/properties/born/example");
                whole::<Number>("5.0", "#/components/schemas/Pet/properties/weight/example");
                rejected::<String>("3", "#/components/schemas/Pet/properties/owner/properties/id/example");
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
