use expect_test::expect;

use super::{check, check_lines};

/// An API with an envelope of its own, and documented examples of it.
const TAGS: &str = "
security: [{key: []}]
paths:
  /tags:
    put:
      operationId: setTags
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [owner]
              properties:
                tags: {type: array, maxItems: 2, items: {type: string, minLength: 1, maxLength: 5}}
                owner: {type: string, nullable: true}
                kind: {type: string, enum: [a, b]}
                who:
                  oneOf:
                    - {type: string}
                    - {type: object, required: [uid], properties: {uid: {type: string}}}
      responses:
        '200': {description: done}
        4XX:
          description: error
          headers: {X-Trace: {example: t1}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Envelope'}
              examples:
                missing: {value: {error: {code: ERR_TAG_NOT_FOUND, message: No such tag., id: 1}}}
                validation:
                  value:
                    error: {code: ERR_BAD_REQUEST, message: Failed to validate the data., details: {x: [The x.]}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: apikey}
  schemas:
    Envelope:
      type: object
      properties:
        error:
          type: object
          properties:
            code: {type: string}
            message: {type: string}
            details: {type: object, additionalProperties: {type: array, items: {type: string}}}
";

fn put(body: &str) -> String {
    format!("PUT /tags\napikey: k\ncontent-type: application/json; charset=utf-8\n\n{body}")
}

#[test]
fn a_bad_body_gets_the_documented_envelope_with_the_field() {
    check(
        TAGS,
        &put(r#"{"owner": null, "tags": [""]}"#),
        &expect![[r#"
        400 setTags
        content-type: application/json
        x-trace: t1
        {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"tags.0":["The tags.0 field must have at least 1 character."]}}}
    "#]],
    );
}

#[test]
fn each_rule_is_said_in_words() {
    let bodies = [
        r#"{"owner": null}"#,
        r#"{"owner": "x", "more": 1, "who": "me"}"#,
        r#"{}"#,
        r#"{"owner": 1}"#,
        r#"{"owner": "x", "tags": ["a", "b", "c"]}"#,
        r#"{"owner": "x", "tags": ["abcdef", 5]}"#,
        r#"{"owner": "x", "kind": "c"}"#,
        r#"{"owner": "x", "who": {}}"#,
        r#"{"owner": "x", "who": 5}"#,
        "[]",
        "{",
        "",
    ];
    let requests: Vec<String> = bodies.iter().map(|body| put(body)).collect();
    let requests: Vec<&str> = requests.iter().map(String::as_str).collect();
    check_lines(
        TAGS,
        &requests,
        &expect![[r#"
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | {"owner": null} => 200 setTags
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | {"owner": "x", "more": 1, "who": "me"} => 200 setTags
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | {} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"owner":["The owner field is required."]}}}
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | {"owner": 1} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"owner":["The owner field must be null or a string."]}}}
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | {"owner": "x", "tags": ["a", "b", "c"]} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"tags":["The tags field may have at most 2 items."]}}}
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | {"owner": "x", "tags": ["abcdef", 5]} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"tags.0":["The tags.0 field may have at most 5 characters."],"tags.1":["The tags.1 field must be a string."]}}}
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | {"owner": "x", "kind": "c"} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"kind":["The kind field must be one of \"a\", \"b\"."]}}}
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | {"owner": "x", "who": {}} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"who.uid":["The who.uid field is required."]}}}
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | {"owner": "x", "who": 5} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"who":["The who field has none of the documented forms."]}}}
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | [] => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"body":["The body must be an object."]}}}
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  | { => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"body":["The body is not valid JSON (EOF while parsing an object at line 1 column 1)."]}}}
        PUT /tags | apikey: k | content-type: application/json; charset=utf-8 |  => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"body":["The body is required."]}}}
    "#]],
    );
}

#[test]
fn the_key_the_path_the_method_and_the_type_are_answered_in_the_same_envelope() {
    check_lines(
        TAGS,
        &[
            "PUT /tags",
            "PUT /tags\napikey:",
            "GET /tags",
            "GET /nowhere",
            "PUT /tags\napikey: k\ncontent-type: text/plain\n\n{}",
            "PUT /tags\napikey: k\n\n{}",
            "PUT /tags\napikey: k\ncontent-type: application/json",
        ],
        &expect![[r#"
            PUT /tags => 401 setTags {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header apikey.","id":1}}
            PUT /tags | apikey: => 401 setTags {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header apikey.","id":1}}
            GET /tags => 405 - {"error":{"code":"METHOD_NOT_ALLOWED","message":"The path does not take GET; it takes PUT.","id":1}}
            GET /nowhere => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path.","id":1}}
            PUT /tags | apikey: k | content-type: text/plain |  | {} => 415 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"The content type must be application/json."}}
            PUT /tags | apikey: k |  | {} => 415 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"The content type must be application/json."}}
            PUT /tags | apikey: k | content-type: application/json => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Failed to validate the data.","details":{"body":["The body is required."]}}}
        "#]],
    );
}

#[test]
fn a_preference_that_cannot_be_met_has_the_code_of_the_api() {
    let send = "apikey: k\ncontent-type: application/json\nprefer";
    let with = |wish: &str| format!("PUT /tags\n{send}: {wish}\n\n{{\"owner\": \"x\"}}");
    let requests = ["code=999", "code=299", "example=nothing"].map(with);
    check_lines(
        TAGS,
        &requests.each_ref().map(String::as_str),
        &expect![[r#"
        PUT /tags | apikey: k | content-type: application/json | prefer: code=999 |  | {"owner": "x"} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Prefer: code=999 is not a status code from 200 to 599."}}
        PUT /tags | apikey: k | content-type: application/json | prefer: code=299 |  | {"owner": "x"} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Prefer: code=299 is not a response of this operation."}}
        PUT /tags | apikey: k | content-type: application/json | prefer: example=nothing |  | {"owner": "x"} => 400 setTags {"error":{"code":"ERR_BAD_REQUEST","message":"Prefer: example=nothing is not an example of this operation; it has: missing, validation."}}
    "#]],
    );
}

#[test]
fn the_key_is_never_told() {
    let mut answers = String::new();
    for text in [
        "PUT /tags\napikey: s3cr3t\ncontent-type: application/json\n\n{}",
        "GET /tags\napikey: s3cr3t",
    ] {
        answers += &super::answer(&super::Router::new(super::document(TAGS)), text);
        answers += format!("{:?}", super::request(text)).as_str();
    }
    assert!(!answers.contains("s3cr3t"));
}

#[test]
fn without_a_documented_error_there_is_a_plain_one() {
    check(
        "paths: {/a: {get: {parameters: [{name: n, in: query, required: true, schema: {type: integer}}]}}}",
        "GET /a?n=x",
        &expect![[r#"
            400 GET /a
            content-type: application/json
            {"error":{"code":"BAD_REQUEST","message":"The n query parameter must be an integer.","details":{"n":["The n query parameter must be an integer."]}}}
        "#]],
    );
}

#[test]
fn other_envelopes_are_followed_too() {
    let with = |schema: &str| {
        format!(
            "
paths:
  /a:
    get:
      parameters: [{{name: n, in: query, required: true, schema: {{type: integer}}}}]
      responses:
        '200': {{description: x}}
        '400':
          description: x
          content: {{application/problem+json: {schema}}}
"
        )
    };
    // Only a message; details that are texts; a list of errors; no object at all; a closed code.
    for (schema, expected) in [
        (
            "{example: {message: Bad., status: 400}}",
            expect![[r#"
            400 GET /a
            content-type: application/problem+json
            {"message":"The n query parameter must be an integer.","status":400}
        "#]],
        ),
        (
            "{example: {message: Bad., details: {a: Wrong.}}}",
            expect![[r#"
            400 GET /a
            content-type: application/problem+json
            {"message":"Bad.","details":{"n":"The n query parameter must be an integer."}}
        "#]],
        ),
        (
            "{schema: {type: object, properties: {message: {type: string}, details: {type: object, additionalProperties: {type: string}}}}}",
            expect![[r#"
            400 GET /a
            content-type: application/problem+json
            {"message":"The n query parameter must be an integer.","details":{"n":"The n query parameter must be an integer."}}
        "#]],
        ),
        (
            "{example: {errors: [{message: Bad.}]}}",
            expect![[r#"
            400 GET /a
            content-type: application/problem+json
            {"errors":[{"message":"Bad."}]}
        "#]],
        ),
        (
            "{example: Bad.}",
            expect![[r#"
            400 GET /a
            content-type: application/json
            {"error":{"code":"BAD_REQUEST","message":"The n query parameter must be an integer.","details":{"n":["The n query parameter must be an integer."]}}}
        "#]],
        ),
        (
            "{schema: {type: object, properties: {code: {type: string, enum: [BAD]}, message: {type: string}}}}",
            expect![[r#"
            400 GET /a
            content-type: application/problem+json
            {"code":"BAD","message":"The n query parameter must be an integer."}
        "#]],
        ),
    ] {
        check(&with(schema), "GET /a?n=x", &expected);
    }
}

#[test]
fn a_listed_code_is_taken_where_it_tells_the_reason() {
    check_lines(
        "
paths:
  /a:
    get:
      responses:
        4XX:
          description: x
          content:
            application/json:
              schema:
                properties:
                  code: {type: string, enum: [ERR_ITEM_NOT_FOUND, ERR_API_NOT_FOUND]}
                  message: {type: string}
              example: {code: ERR_ITEM_NOT_FOUND, message: No such item.}
",
        &["GET /b", "PUT /a"],
        &expect![[r#"
            GET /b => 404 - {"code":"ERR_API_NOT_FOUND","message":"The API has no such path."}
            PUT /a => 405 - {"code":"ERR_API_NOT_FOUND","message":"The path does not take PUT; it takes GET."}
        "#]],
    );
}

#[test]
fn every_kind_of_key_is_looked_for_and_alternatives_are_enough() {
    let yaml = "
paths:
  /header: {get: {security: [{h: []}]}}
  /query: {get: {security: [{q: []}]}}
  /cookie: {get: {security: [{c: []}]}}
  /bearer: {get: {security: [{bearer: []}]}}
  /basic: {get: {security: [{basic: []}]}}
  /oauth: {get: {security: [{oauth: [read]}]}}
  /both: {get: {security: [{h: [], q: []}]}}
  /either: {get: {security: [{h: []}, {q: []}]}}
  /optional: {get: {security: [{h: []}, {}]}}
  /open: {get: {security: []}}
  /undefined: {get: {security: [{nothing: []}]}}
  /default: {get: {}}
  /x-h: {get: {security: [{x-h: []}]}}
security: [{h: []}]
components:
  securitySchemes:
    h: {type: apiKey, in: header, name: X-Key}
    x-h: {type: apiKey, in: header, name: X-Key}
    q: {type: apiKey, in: query, name: 'k y'}
    c: {type: apiKey, in: cookie, name: session}
    bearer: {type: http, scheme: bearer}
    basic: {type: http, scheme: Basic}
    oauth: {type: oauth2, flows: {}}
";
    check_lines(
        yaml,
        &[
            "GET /header",
            "GET /header\nx-key: 1",
            "GET /header\nx-key:",
            "GET /default",
            "GET /x-h",
            "GET /query",
            "GET /query?k+y=1",
            "GET /query?k%20y=",
            "GET /cookie\ncookie: a=b; session=1",
            "GET /cookie\ncookie: sessions=1",
            "GET /bearer\nauthorization: bearer 1",
            "GET /bearer\nauthorization: Basic 1",
            "GET /bearer\nauthorization: Bearer",
            "GET /basic\nauthorization: Basic 1",
            "GET /oauth",
            "GET /oauth\nauthorization: Bearer 1",
            "GET /both\nx-key: 1",
            "GET /both?k%20y=1\nx-key: 1",
            "GET /either",
            "GET /either?k+y=1",
            "GET /optional",
            "GET /open",
            "GET /undefined",
        ],
        &expect![[r#"
            GET /header => 401 GET /header {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header X-Key."}}
            GET /header | x-key: 1 => 200 GET /header
            GET /header | x-key: => 401 GET /header {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header X-Key."}}
            GET /default => 401 GET /default {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header X-Key."}}
            GET /x-h => 401 GET /x-h {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header X-Key."}}
            GET /query => 401 GET /query {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the query parameter k y."}}
            GET /query?k+y=1 => 200 GET /query
            GET /query?k%20y= => 401 GET /query {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the query parameter k y."}}
            GET /cookie | cookie: a=b; session=1 => 200 GET /cookie
            GET /cookie | cookie: sessions=1 => 401 GET /cookie {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the cookie session."}}
            GET /bearer | authorization: bearer 1 => 200 GET /bearer
            GET /bearer | authorization: Basic 1 => 401 GET /bearer {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header Authorization: Bearer …."}}
            GET /bearer | authorization: Bearer => 401 GET /bearer {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header Authorization: Bearer …."}}
            GET /basic | authorization: Basic 1 => 200 GET /basic
            GET /oauth => 401 GET /oauth {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header Authorization: Bearer …."}}
            GET /oauth | authorization: Bearer 1 => 200 GET /oauth
            GET /both | x-key: 1 => 401 GET /both {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header X-Key and the query parameter k y."}}
            GET /both?k%20y=1 | x-key: 1 => 200 GET /both
            GET /either => 401 GET /either {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header X-Key, or the query parameter k y."}}
            GET /either?k+y=1 => 200 GET /either
            GET /optional => 200 GET /optional
            GET /open => 200 GET /open
            GET /undefined => 200 GET /undefined
        "#]],
    );
    check(
        yaml,
        "GET /bearer",
        &expect![[r#"
        401 GET /bearer
        content-type: application/json
        www-authenticate: Bearer
        {"error":{"code":"UNAUTHORIZED","message":"The request carries no key; send the header Authorization: Bearer …."}}
    "#]],
    );
}

#[test]
fn forms_and_texts_are_checked_and_other_types_only_accepted() {
    check_lines(
        "
paths:
  /a:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [n]
              properties: {n: {type: integer}, list: {type: array, maxItems: 2, items: {type: integer}}}
          text/plain: {schema: {type: string, maxLength: 3}}
          image/*: {schema: {type: string, format: binary}}
          application/vnd.api+json: {schema: {type: object}}
",
        &[
            "POST /a",
            "POST /a\ncontent-type: application/x-www-form-urlencoded\n\nn=5&list=1&list=2",
            "POST /a\ncontent-type: application/x-www-form-urlencoded\n\nn=x&list=1&list=2&list=3",
            "POST /a\ncontent-type: application/x-www-form-urlencoded\n\nn=%F",
            "POST /a\ncontent-type: text/plain\n\nabc",
            "POST /a\ncontent-type: text/plain\n\nabcd",
            "POST /a\ncontent-type: image/png\n\nabcd",
            "POST /a\ncontent-type: application/vnd.api+json\n\n[]",
            "POST /a\ncontent-type: application/json\n\n{}",
        ],
        &expect![[r#"
            POST /a => 200 POST /a
            POST /a | content-type: application/x-www-form-urlencoded |  | n=5&list=1&list=2 => 200 POST /a
            POST /a | content-type: application/x-www-form-urlencoded |  | n=x&list=1&list=2&list=3 => 400 POST /a {"error":{"code":"BAD_REQUEST","message":"The n field must be an integer. The list field may have at most 2 items.","details":{"n":["The n field must be an integer."],"list":["The list field may have at most 2 items."]}}}
            POST /a | content-type: application/x-www-form-urlencoded |  | n=%F => 400 POST /a {"error":{"code":"BAD_REQUEST","message":"The body is not a valid form.","details":{"body":["The body is not a valid form."]}}}
            POST /a | content-type: text/plain |  | abc => 200 POST /a
            POST /a | content-type: text/plain |  | abcd => 400 POST /a {"error":{"code":"BAD_REQUEST","message":"The body may have at most 3 characters.","details":{"body":["The body may have at most 3 characters."]}}}
            POST /a | content-type: image/png |  | abcd => 200 POST /a
            POST /a | content-type: application/vnd.api+json |  | [] => 400 POST /a {"error":{"code":"BAD_REQUEST","message":"The body must be an object.","details":{"body":["The body must be an object."]}}}
            POST /a | content-type: application/json |  | {} => 415 POST /a {"error":{"code":"UNSUPPORTED_MEDIA_TYPE","message":"The content type must be application/x-www-form-urlencoded or text/plain or image/* or application/vnd.api+json."}}
        "#]],
    );
}
