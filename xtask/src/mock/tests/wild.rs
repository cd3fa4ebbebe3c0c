//! Whatever is asked, and whatever the document holds, there is an answer.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::text::percent_decode;
use super::super::{Document, Request, Router};
use super::document;

const DOCUMENT: &str = "
servers: [{url: '{scheme}://x/{a}'}]
paths:
  /a/{b}.{c}/{d}:
    post:
      parameters:
        - {name: b, in: path, required: true, schema: {type: integer}}
        - {name: d, in: path, required: true, style: matrix, schema: {type: array, items: {type: boolean}}}
        - {name: q, in: query, style: deepObject, schema: {type: object, properties: {k: {type: number}}}}
        - {name: h, in: header, schema: {type: object, additionalProperties: {type: integer}}}
        - {name: c, in: cookie, schema: {type: string, nullable: true, minLength: 2}}
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/T'}}
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/T'}}
      responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}
components:
  schemas:
    T: {type: object, properties: {t: {$ref: '#/components/schemas/T'}, n: {oneOf: [{type: integer}, {type: string}]}}}
";

/// Words that a document is made of, so that wild documents get somewhere.
const WORDS: &[&str] = &[
    "paths",
    "/a",
    "/{b}",
    "get",
    "parameters",
    "name",
    "in",
    "query",
    "schema",
    "type",
    "object",
    "array",
    "properties",
    "items",
    "$ref",
    "#/components/schemas/T",
    "allOf",
    "oneOf",
    "required",
    "responses",
    "200",
    "default",
    "content",
    "application/json",
    "example",
    "examples",
    "security",
    "components",
    "schemas",
    "T",
    "requestBody",
    "nullable",
    "minimum",
    "headers",
    "servers",
    "url",
];

fn value() -> impl Strategy<Value = Value> {
    let word = || prop::sample::select(WORDS).prop_map(str::to_owned);
    let leaf = prop_oneof![
        word().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(8, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(word(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn any_request_is_answered(
        path in "/a/[0-9a-z.%;=,]{0,8}\\.[a-z]?/[;=,a-z0-9%]{0,8}|\\PC{0,12}",
        query in "(q\\[k\\]=)?[ -~]{0,12}",
        header in "[ -~]{0,12}",
        kind in prop::sample::select(vec!["application/json", "application/x-www-form-urlencoded", "", ";/"]),
        body in prop::collection::vec(any::<u8>(), 0..32),
    ) {
        let headers = [("h", &header), ("cookie", &header), ("prefer", &header), ("accept", &header)];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.clone()));
        let mut request = Request { path, query, headers: headers.into(), body, ..Request::new("POST", "") };
        request.headers.push(("content-type".into(), kind.into()));
        let answer = Router::new(document(DOCUMENT)).answer(&request);
        prop_assert!((200..=599).contains(&answer.status));
    }

    #[test]
    fn any_document_is_served(item in value(), schema in value()) {
        let root = json!({
            "openapi": "3.0.3",
            "paths": { "/a": { "get": item.clone(), "post": { "requestBody": { "content": { "application/json": { "schema": schema.clone() } } }, "responses": item } } },
            "components": { "schemas": { "T": schema } },
        });
        let router = Router::new(Document::new(root));
        for method in ["GET", "POST", "PUT"] {
            let mut request = Request::new(method, "/a");
            request.headers = vec![("content-type".into(), "application/json".into())];
            request.body = b"{\"T\": [1]}".to_vec();
            prop_assert!((200..=599).contains(&router.answer(&request).status));
        }
    }

    #[test]
    fn decoding_undoes_encoding(text in any::<String>()) {
        let encoded: Vec<String> = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
        prop_assert_eq!(percent_decode(&encoded.concat()), Some(text));
    }
}
