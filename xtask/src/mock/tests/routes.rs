use expect_test::expect;

use super::check_lines;

const PETS: &str = "
servers:
  - url: https://{tenant}.example.com/{version}/
    variables: {tenant: {default: acme}, version: {default: v3}}
  - url: /other
paths:
  /pets:
    get: {operationId: list, responses: {'204': {description: x}}}
    post: {operationId: add, responses: {'201': {description: x}}}
  /pets/mine:
    get: {operationId: mine, responses: {'204': {description: x}}}
  /pets/{id}:
    get: {operationId: get, responses: {'204': {description: x}}}
    delete: {operationId: delete, responses: {'204': {description: x}}}
  /pets/{id}.{ending}:
    get: {operationId: picture, responses: {'204': {description: x}}}
  /pets/{id}/toys:
    get: {responses: {'204': {description: x}}}
  /elsewhere:
    servers: [{url: 'https://example.org/deep/down'}]
    get: {operationId: elsewhere, responses: {'204': {description: x}}}
  /:
    get: {operationId: root, responses: {'204': {description: x}}}
";

#[test]
fn the_closest_path_wins() {
    check_lines(
        PETS,
        &[
            "GET /pets",
            "POST /pets",
            "GET /pets/mine",
            "GET /pets/7",
            "GET /pets/7.png",
            "GET /pets/7/toys",
            "GET /",
            "GET /pets/a%2Fb",
            "GET /pets/%2E%2E/toys",
            "GET /%70ets/mine",
        ],
        &expect![[r#"
            GET /pets => 204 list
            POST /pets => 201 add
            GET /pets/mine => 204 mine
            GET /pets/7 => 204 get
            GET /pets/7.png => 204 picture
            GET /pets/7/toys => 204 GET /pets/{id}/toys
            GET / => 204 root
            GET /pets/a%2Fb => 204 get
            GET /pets/%2E%2E/toys => 204 GET /pets/{id}/toys
            GET /%70ets/mine => 204 mine
        "#]],
    );
}

#[test]
fn the_base_path_of_a_server_is_accepted() {
    check_lines(
        PETS,
        &[
            "GET /v3/pets",
            "GET /other/pets",
            "GET /v3/",
            "GET /deep/down/elsewhere",
            "GET /v3/elsewhere",
            "GET /elsewhere",
        ],
        &expect![[r#"
            GET /v3/pets => 204 list
            GET /other/pets => 204 list
            GET /v3/ => 204 root
            GET /deep/down/elsewhere => 204 elsewhere
            GET /v3/elsewhere => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path."}}
            GET /elsewhere => 204 elsewhere
        "#]],
    );
}

#[test]
fn a_path_that_is_not_there_is_404() {
    check_lines(
        PETS,
        &[
            "GET /pet",
            "GET /pets/",
            "GET /pets//toys",
            "GET /v3",
            "GET pets",
            "GET /pets/%FF",
            "GET /pets/%4",
            "OPTIONS *",
        ],
        &expect![[r#"
            GET /pet => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path."}}
            GET /pets/ => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path."}}
            GET /pets//toys => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path."}}
            GET /v3 => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path."}}
            GET pets => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path."}}
            GET /pets/%FF => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path."}}
            GET /pets/%4 => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path."}}
            OPTIONS * => 404 - {"error":{"code":"NOT_FOUND","message":"The API has no such path."}}
        "#]],
    );
}

#[test]
fn another_method_is_405() {
    check_lines(
        PETS,
        &["PUT /pets", "DELETE /pets/mine", "PATCH /pets/mine", "HEAD /pets", "get /pets"],
        &expect![[r#"
            PUT /pets => 405 - {"error":{"code":"METHOD_NOT_ALLOWED","message":"The path does not take PUT; it takes GET, POST."}}
            DELETE /pets/mine => 204 delete
            PATCH /pets/mine => 405 - {"error":{"code":"METHOD_NOT_ALLOWED","message":"The path does not take PATCH; it takes DELETE, GET."}}
            HEAD /pets => 405 - {"error":{"code":"METHOD_NOT_ALLOWED","message":"The path does not take HEAD; it takes GET, POST."}}
            get /pets => 405 - {"error":{"code":"METHOD_NOT_ALLOWED","message":"The path does not take get; it takes GET, POST."}}
        "#]],
    );
    super::check(
        PETS,
        "PUT /pets/7",
        &expect![[r#"
        405 -
        content-type: application/json
        allow: DELETE, GET
        {"error":{"code":"METHOD_NOT_ALLOWED","message":"The path does not take PUT; it takes DELETE, GET."}}
    "#]],
    );
}

#[test]
fn a_broken_document_is_no_reason_to_panic() {
    for yaml in [
        "{}",
        "paths: 7",
        "paths: {/a: 7}",
        "paths: {/a: {get: 7}}",
        "paths: {/a: {get: {}}}",
        "paths: {/a: {get: {parameters: [7, {name: x}, {$ref: '#/nowhere'}], responses: 7}}}",
        "paths: {/a: {get: {security: 7, requestBody: {content: {application/json: 7}}, responses: {weird: {}, 99: {}, 200: 7}}}}",
        "paths: {'/{a': {get: {}}, '/a}': {get: {}}, '{}': {get: {}}}",
        "paths: {/a: {$ref: '#/paths/~1a'}}",
    ] {
        for path in ["/a", "/{a", "", "*"] {
            super::answer(&super::Router::new(super::document(yaml)), &format!("GET {path}"));
        }
    }
}
