use expect_test::expect;

use super::{Router, answer, check, check_lines, document};

const NOTES: &str = "
paths:
  /notes/{id}:
    get:
      operationId: note
      responses:
        '404':
          description: unknown
          content: {application/json: {examples: {unknown: {value: {error: unknown}}}}}
        '200':
          description: a note
          headers:
            X-Left: {schema: {type: integer, example: 7}}
            x-small: {example: yes}
            X-List: {example: [a, b]}
            X-Unsaid: {schema: {type: string}}
            Content-Length: {example: 3}
          content:
            text/plain: {example: hello}
            application/json:
              examples:
                short: {value: {text: hi}}
                long: {$ref: '#/components/examples/long'}
                filed: {externalValue: examples/filed.json}
        4XX: {description: other, content: {application/json: {example: {error: other}}}}
components:
  examples:
    long: {value: {text: once upon a time}}
";

#[test]
fn the_first_example_of_the_first_success_is_the_answer() {
    check(
        NOTES,
        "GET /notes/1",
        &expect![[r#"
            200 note
            content-type: application/json
            x-left: 7
            x-small: yes
            x-list: a,b
            {"text":"hi"}
        "#]],
    );
}

#[test]
fn a_caller_may_choose_the_example_or_the_status() {
    check_lines(
        NOTES,
        &[
            "GET /notes/1\nprefer: example=long",
            "GET /notes/1\nprefer: example=\"short\"; wait=10",
            "GET /notes/1\nprefer: example=unknown",
            "GET /notes/1\nprefer: code=404",
            "GET /notes/1\nprefer: code=404, example=unknown",
            "GET /notes/1\nprefer: code=429",
            "GET /notes/1\nprefer: code=500",
            "GET /notes/1\nprefer: code=100",
            "GET /notes/1\nprefer: example=nothing",
            "GET /notes/1\nprefer: respond-async",
        ],
        &expect![[r#"
            GET /notes/1 | prefer: example=long => 200 note {"text":"once upon a time"}
            GET /notes/1 | prefer: example="short"; wait=10 => 200 note {"text":"hi"}
            GET /notes/1 | prefer: example=unknown => 404 note {"error":"unknown"}
            GET /notes/1 | prefer: code=404 => 404 note {"error":"unknown"}
            GET /notes/1 | prefer: code=404, example=unknown => 404 note {"error":"unknown"}
            GET /notes/1 | prefer: code=429 => 429 note {"error":"other"}
            GET /notes/1 | prefer: code=500 => 400 note {"error":"other"}
            GET /notes/1 | prefer: code=100 => 400 note {"error":"other"}
            GET /notes/1 | prefer: example=nothing => 400 note {"error":"other"}
            GET /notes/1 | prefer: respond-async => 200 note {"text":"hi"}
        "#]],
    );
}

#[test]
fn the_command_line_may_choose_the_example() {
    let router = Router::new(document(NOTES)).prefer_example("long").unwrap();
    expect![[r#"
        200 note
        content-type: application/json
        x-left: 7
        x-small: yes
        x-list: a,b
        {"text":"once upon a time"}
    "#]]
    .assert_eq(&answer(&router, "GET /notes/1"));
    let error = Router::new(document(NOTES)).prefer_example("elsewhere").unwrap_err();
    expect![[r#"no operation has an example "elsewhere"; there are: filed, long, short, unknown"#]]
        .assert_eq(&error.to_string());
}

#[test]
fn a_file_is_given_as_it_is() {
    let bytes = b"{ \"text\":  1.0e2,\n\"text\": \"twice\" }\n";
    let document = document(NOTES).with_payload("examples/filed.json", bytes.to_vec());
    let mut request = super::request("GET /notes/1\nprefer: example=filed");
    assert_eq!(Router::new(document.clone()).answer(&request).body, bytes);
    request.headers.clear();
    assert_ne!(Router::new(document).answer(&request).body, bytes);
}

#[test]
fn the_content_type_follows_what_the_caller_accepts() {
    check_lines(
        NOTES,
        &[
            "GET /notes/1\naccept: application/json",
            "GET /notes/1\naccept: */*",
            "GET /notes/1\naccept: image/png",
        ],
        &expect![[r#"
            GET /notes/1 | accept: application/json => 200 note {"text":"hi"}
            GET /notes/1 | accept: */* => 200 note {"text":"hi"}
            GET /notes/1 | accept: image/png => 200 note {"text":"hi"}
        "#]],
    );
    check(
        NOTES,
        "GET /notes/1\naccept: text/*;q=0.5",
        &expect![[r#"
            200 note
            content-type: text/plain
            x-left: 7
            x-small: yes
            x-list: a,b
            hello
        "#]],
    );
}

/// A response has no range for its type: a string without more is text, as the client reads it.
#[test]
fn a_range_is_text_or_json() {
    let document = "
paths:
  /text: {get: {responses: {'200': {description: x, content: {'*/*': {schema: {type: string}, example: hello}}}}}}
  /day: {get: {responses: {'200': {description: x, content: {'*/*': {schema: {type: string, format: date}, example: '2024-02-29'}}}}}}
";
    check(
        document,
        "GET /text",
        &expect![[r#"
        200 GET /text
        content-type: text/plain
        hello
    "#]],
    );
    check(
        document,
        "GET /day",
        &expect![[r#"
        200 GET /day
        content-type: application/json
        "2024-02-29"
    "#]],
    );
}

#[test]
fn the_status_comes_from_the_document() {
    check_lines(
        "
paths:
  /created: {get: {responses: {'201': {description: x}, default: {description: x}}}}
  /range: {get: {responses: {2XX: {description: x}, '400': {description: x}}}}
  /default: {get: {responses: {default: {description: x}}}}
  /moved: {get: {responses: {'302': {description: x, headers: {Location: {example: /there}}}}}}
  /none: {get: {}}
  /empty: {get: {responses: {'204': {description: x, content: {application/json: {example: 1}}}}}}
",
        &["GET /created", "GET /range", "GET /default", "GET /moved", "GET /none", "GET /empty"],
        &expect![[r#"
            GET /created => 201 GET /created
            GET /range => 200 GET /range
            GET /default => 200 GET /default
            GET /moved => 302 GET /moved
            GET /none => 200 GET /none
            GET /empty => 204 GET /empty
        "#]],
    );
}

#[test]
fn an_answer_without_example_is_made_from_the_schema() {
    check(
        "
paths:
  /pet:
    get:
      responses:
        default:
          description: x
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: {type: integer, minimum: 3}
        name: {type: string, example: Rex}
        secret: {type: string, writeOnly: true}
        parent: {$ref: '#/components/schemas/Pet'}
        friends: {type: array, items: {$ref: '#/components/schemas/Pet'}}
",
        "GET /pet",
        &expect![[r#"
            200 GET /pet
            content-type: application/json
            {"id":3,"name":"Rex","friends":[]}
        "#]],
    );
}

#[test]
fn a_preference_that_cannot_be_met_is_noted_for_who_runs_the_mock() {
    check(
        NOTES,
        "GET /notes/1\nprefer: code=100",
        &expect![[r#"
        400 note
        content-type: application/json
        note: Prefer: code=100 is not a status code from 200 to 599.
        {"error":"other"}
    "#]],
    );
}
