//! Bodies, answers and parameters of every media type, seen in what is emitted.

use expect_test::{Expect, expect};

use super::lower::file;

/// The table, the types and the signatures of the operation with this YAML under `post` of `/a`.
fn check(operation: &str, expected: &Expect) {
    let operation: String = operation.lines().flat_map(|line| ["      ", line, "\n"]).collect();
    let document = document(&operation);
    let text = file(&document, "src/operations/default.rs");
    let mut in_request = false;
    let told = text.lines().map(str::trim).filter(|line| {
        in_request |= line.starts_with("request! ") || line.starts_with("crate::runtime::parts! ");
        let is_told = in_request || line.contains("pub fn") || line.contains("call.");
        in_request &= !line.ends_with(" }");
        is_told
            || ["error[", "warning[", "json;", "bytes;", "text;", ".within("]
                .iter()
                .any(|word| line.contains(word))
    });
    let told: String = told.flat_map(|line| [line, "\n"]).collect();
    expected.assert_eq(&told);
}

/// The document whose operation has this YAML.
pub(super) fn document(operation: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Test, version: '1'}}\npaths:\n  /a:\n    post:\n      operationId: op\n{operation}components: {{schemas: {{Card: {{type: object, properties: {{n: {{type: integer}}}}}}, Open: {{type: object, additionalProperties: {{type: integer}}}}, Raw: {{type: string, format: binary}}, Upload: {{type: object, properties: {{file: {{type: string, format: binary}}}}}}}}}}\n"
    )
}

const NO_ANSWER: &str = "responses: {'204': {description: No.}}";

#[track_caller]
fn body(content: &str, expected: &Expect) {
    check(
        &format!("requestBody: {{required: true, content: {{{content}}}}}\n{NO_ANSWER}"),
        expected,
    );
}

#[track_caller]
pub(super) fn answers(responses: &str, expected: &Expect) {
    check(&format!("responses: {{{responses}}}"), expected);
}

#[test]
fn a_form_is_given_field_by_field() {
    body(
        "application/x-www-form-urlencoded: {schema: {type: object, required: [a], properties: {a: {type: string}, b: {type: array, items: {type: integer}}, c: {$ref: '#/components/schemas/Card'}, d: {$ref: '#/components/schemas/Open'}}}, encoding: {b: {explode: false}, d: {style: deepObject}}}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::A> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [form "a".required(), form "b".exploded(false), form "c",
            form "d".styled(crate::runtime::Style::DeepObject).exploded(false)]
            sends always "application/x-www-form-urlencoded" -> unit () }
            pub fn b(self, value: impl IntoIterator<Item = i64>) -> Self {
            pub fn c(self, value: models::Card) -> Self { Self(self.0.with_json(2, value)) }
            pub fn d(self, value: BTreeMap<String, i64>) -> Self { Self(self.0.with(3, value)) }
        "#]],
    );
}

#[test]
fn fields_of_an_optional_form_are_optional() {
    check(
        &format!(
            "requestBody: {{content: {{application/x-www-form-urlencoded: {{schema: {{type: object, required: [a], properties: {{a: {{type: string}}}}}}}}}}}}\n{NO_ANSWER}"
        ),
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [form "a"] sends "application/x-www-form-urlencoded" -> unit () }
            pub fn a(self, value: impl Into<String>) -> Self { Self(self.0.with(0, value.into())) }
        "#]],
    );
}

#[test]
fn a_form_whose_fields_are_not_named_is_given_whole() {
    body(
        "application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Open'}}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::FormBody<BTreeMap<String, i64>>> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "application/x-www-form-urlencoded" -> unit () }
        "#]],
    );
    body(
        "multipart/form-data: {schema: {}}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::MultipartBody> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "multipart/form-data" -> unit () }
        "#]],
    );
}

#[test]
fn files_are_parts() {
    body(
        "multipart/form-data: {schema: {type: object, required: [f], properties: {f: {type: string, format: binary}, g: {type: array, items: {type: string, format: binary}}, h: {}, i: {$ref: '#/components/schemas/Card'}, j: {type: string}}}, encoding: {f: {contentType: 'image/png, image/jpeg'}, h: {contentType: image/png}, j: {contentType: text/csv}}}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::F> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [part "f".required(), part "g", part "h".media("image/png"),
            part "i".media("application/json"), part "j".media("text/csv")] sends always "multipart/form-data"
            -> unit () }
            pub fn g(self, value: impl IntoIterator<Item = impl Into<File>>) -> Self {
            pub fn h(self, value: impl Into<File>) -> Self { Self(self.0.with(2, value.into())) }
            pub fn i(self, value: models::Card) -> Self { Self(self.0.with_json(3, value)) }
            pub fn j(self, value: impl Into<String>) -> Self { Self(self.0.with(4, value.into())) }
        "#]],
    );
}

#[test]
fn parts_beside_another_body_have_a_type() {
    body(
        "application/json: {schema: {$ref: '#/components/schemas/Card'}}, multipart/form-data: {schema: {type: object, required: [f, t], properties: {n: {type: integer, maximum: 9}, t: {type: string}, f: {type: string, format: binary}, c: {$ref: '#/components/schemas/Card'}}}, encoding: {f: {contentType: image/png}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Gathered<models::Card>: required) by op, POST "/a" [] sends "application/json" -> unit () }
            pub fn n(mut self, value: i64) -> Self { self.0.body().n = Some(value); self }
            pub fn body(self, value: models::Card) -> Self { Self(self.0.whole(value)) }
            pub fn multipart_body(self, value: impl Into<Multipart>) -> Self {
            Self(self.0.with_body(|call| call.multipart_as("multipart/form-data", value)))
            crate::runtime::parts! { OpMultipart of Op [part "n".limited(&[Limit::Maximum("9")]), part "t".required(),
            part "f".media("image/png").required(), part "c".media("application/json")] }
            pub fn new(t: impl Into<String>, f: impl Into<File>) -> Self {
            pub fn n(self, value: i64) -> Self { Self(self.0.with(0, value)) }
            pub fn c(self, value: models::Card) -> Self { Self(self.0.with_json(3, value)) }
        "#]],
    );
    // No part is required, and nothing but parts and text is taken.
    body(
        "multipart/mixed: {schema: {type: object, properties: {a: {type: string}, new: {type: string}}}}, text/plain: {}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::MultipartBody> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "multipart/mixed" -> unit () }
            pub fn text_body(self, value: impl Into<String>) -> Op {
            self.with_body(|call| call.bytes("text/plain", value.into()))
            crate::runtime::parts! { default OpMultipart of Op [part "a", part "new"] }
            pub fn new() -> Self { Self(crate::runtime::NamedParts::new(Self::PARTS)) }
            pub fn a(self, value: impl Into<String>) -> Self { Self(self.0.with(0, value.into())) }
            pub fn new_(self, value: impl Into<String>) -> Self { Self(self.0.with(1, value.into())) }
        "#]],
    );
    // The same schema as JSON's, which cannot hold the file.
    body(
        "application/json: {schema: {$ref: '#/components/schemas/Upload'}}, multipart/form-data: {schema: {$ref: '#/components/schemas/Upload'}}, application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Upload'}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Gathered<models::Upload>: required) by op, POST "/a" [] sends "application/json" -> unit () }
            pub fn file(mut self, value: impl Into<String>) -> Self { self.0.body().file = Some(value.into()); self }
            pub fn body(self, value: models::Upload) -> Self { Self(self.0.whole(value)) }
            pub fn multipart_body(self, value: impl Into<Multipart>) -> Self {
            Self(self.0.with_body(|call| call.multipart_as("multipart/form-data", value)))
            crate::runtime::parts! { default OpMultipart of Op [part "file"] }
            pub fn new() -> Self { Self(crate::runtime::NamedParts::new(Self::PARTS)) }
            pub fn file(self, value: impl Into<File>) -> Self { Self(self.0.with(0, value.into())) }
        "#]],
    );
    // A file beside null, one of a list, one with words beside its reference, and one by its media type.
    body(
        "text/plain: {}, multipart/mixed: {schema: {type: object, properties: {m: {type: string}}}}, multipart/form-data: {schema: {type: object, required: [l], properties: {o: {anyOf: [{type: string, format: binary}, {enum: [null]}]}, l: {type: array, items: {allOf: [{$ref: '#/components/schemas/Raw'}]}}, w: {allOf: [{$ref: '#/components/schemas/Raw'}], description: A file.}, t: {type: string}, d: {type: array, items: {$ref: '#/components/schemas/Card'}}}}, encoding: {t: {contentType: image/png}, d: {style: deepObject}}}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::MultipartBody> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "multipart/form-data" -> unit () }
            pub fn multipart_body(self, value: impl Into<Multipart>) -> Op {
            self.with_body(|call| call.multipart_as("multipart/mixed", value))
            pub fn text_body(self, value: impl Into<String>) -> Op {
            self.with_body(|call| call.bytes("text/plain", value.into()))
            crate::runtime::parts! { OpMultipart of Op [part "o", part "l".required(), part "w",
            part "t".media("image/png"), part "d".media("application/json")] }
            pub fn new(l: impl IntoIterator<Item = impl Into<File>>) -> Self {
            pub fn o(self, value: impl Into<File>) -> Self { Self(self.0.with(0, value.into())) }
            pub fn w(self, value: impl Into<File>) -> Self { Self(self.0.with(2, value.into())) }
            pub fn t(self, value: impl Into<File>) -> Self { Self(self.0.with(3, value.into())) }
            pub fn d(self, value: impl IntoIterator<Item = models::Card>) -> Self {
        "#]],
    );
    // Parts that are not named are given as a whole.
    body(
        "application/json: {schema: {$ref: '#/components/schemas/Card'}}, multipart/related: {schema: {type: object}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Gathered<models::Card>: required) by op, POST "/a" [] sends "application/json" -> unit () }
            pub fn n(mut self, value: i64) -> Self { self.0.body().n = Some(value); self }
            pub fn body(self, value: models::Card) -> Self { Self(self.0.whole(value)) }
            pub fn multipart_body(self, value: impl Into<Multipart>) -> Self {
            Self(self.0.with_body(|call| call.multipart_as("multipart/related", value)))
        "#]],
    );
}

#[test]
fn text_and_bytes() {
    body(
        "text/plain: {schema: {type: string}}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::TextBody> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "text/plain" -> unit () }
        "#]],
    );
    body(
        "application/octet-stream: {}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::BytesBody> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "application/octet-stream" -> unit () }
        "#]],
    );
    body(
        "image/*: {schema: {type: string, format: binary}}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::FileBody> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "application/octet-stream" -> unit () }
        "#]],
    );
    body(
        "'text/plain; charset=utf-8': {}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::TextBody> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "text/plain; charset=utf-8" -> unit () }
        "#]],
    );
}

#[test]
fn json_is_first_and_others_have_a_name() {
    body(
        "text/plain: {schema: {type: string}}, application/json: {schema: {$ref: '#/components/schemas/Card'}}, application/octet-stream: {}, image/*: {}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Gathered<models::Card>: required) by op, POST "/a" [] sends "application/json" -> unit () }
            pub fn n(mut self, value: i64) -> Self { self.0.body().n = Some(value); self }
            pub fn body(self, value: models::Card) -> Self { Self(self.0.whole(value)) }
            pub fn text_body(self, value: impl Into<String>) -> Self {
            Self(self.0.with_body(|call| call.bytes("text/plain", value.into())))
            pub fn octet_stream_body(self, value: impl Into<ByteSource>) -> Self {
            Self(self.0.with_body(|call| call.bytes("application/octet-stream", value.into())))
            pub fn raw_body(self, value: impl Into<File>) -> Self {
            Self(self.0.with_body(|call| call.file_as("application/octet-stream", value.into())))
        "#]],
    );
}

#[test]
fn json_of_other_schemas_or_another_meaning_has_a_setter_of_its_own() {
    body(
        "application/json-patch+json: {schema: {type: array, items: {}}}, application/merge-patch+json: {schema: {$ref: '#/components/schemas/Card'}}, application/json: {schema: {$ref: '#/components/schemas/Card'}}, application/vnd.card+json: {schema: {$ref: '#/components/schemas/Card'}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Gathered<models::Card>: required) by op, POST "/a" [] sends "application/json" -> unit () }
            pub fn n(mut self, value: i64) -> Self { self.0.body().n = Some(value); self }
            pub fn body(self, value: models::Card) -> Self { Self(self.0.whole(value)) }
            pub fn json_patch_json_body(self, value: impl IntoIterator<Item = impl Into<Json>>) -> Self {
            call.json_as("application/json-patch+json", &value) }))
            pub fn merge_patch_json_body(self, value: models::Card) -> Self {
            Self(self.0.with_body(|call| call.json_as("application/merge-patch+json", &value)))
        "#]],
    );
}

/// Some generators of documents say so of whatever has no media type: only the schema tells what it is.
#[test]
fn any_media_type_of_binary_data_is_bytes() {
    body(
        "'*/*': {schema: {$ref: '#/components/schemas/Raw'}}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::FileBody> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "application/octet-stream" -> unit () }
        "#]],
    );
    answers(
        "'200': {description: OK, content: {'*/*': {schema: {$ref: '#/components/schemas/Raw'}}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] accept "*/*" -> bytes Bytes }
        "#]],
    );
    answers(
        "'200': {description: OK, content: {'*/*': {schema: {$ref: '#/components/schemas/Card'}}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] -> json models::Card }
        "#]],
    );
}

/// Frameworks send a string as it is, unless they know of it that it is JSON.
#[test]
fn any_media_type_of_plain_strings_is_text() {
    body(
        "'*/*': {schema: {type: string, maxLength: 5}}",
        &expect![[r#"
        pub fn op(&self) -> Needs<Op, needs::TextBody> { Call::start(self) }
        request! { Op(Call) by op, POST "/a" [] sends "text/plain" -> unit () }
    "#]],
    );
    answers(
        "'200': {description: OK, content: {'*/*': {schema: {type: string}, example: hello}}}",
        &expect![[r#"
        pub fn op(&self) -> Op { Call::start(self) }
        request! { Op(Call) by op, POST "/a" [] accept "*/*" -> text String }
    "#]],
    );
    answers(
        "'200': {description: OK, content: {'*/*': {schema: {type: string, format: date}}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] -> json Date }
        "#]],
    );
    answers(
        "'200': {description: OK, content: {'*/*': {schema: {type: string, enum: [a]}}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] -> json models::OpResponse }
        "#]],
    );
}

/// What is left out is named.
#[test]
fn media_types_that_are_left_out_are_told() {
    let document = document(
        "      requestBody: {content: {application/xml: {schema: {type: string}}, application/json: {schema: {type: object}}}}
      responses: {'200': {description: OK, content: {application/json: {}, text/csv: {}, text/event-stream: {}}}}
",
    );
    let said = file(&document, "nothing");
    let notes: Vec<&str> = said.lines().filter(|line| line.starts_with("note[")).collect();
    expect![[r#"
        note[ignored-media-type]: the body is sent as `application/json`, and not as `application/xml`
        note[ignored-media-type]: an answer as `text/csv` is not asked for"#]].assert_eq(&notes.join("\n"));
}

/// What `encoding` says and nothing does is told.
#[test]
fn encodings_that_make_no_difference_are_told() {
    let warnings = |version: &str, content: &str| {
        let document = document(&format!(
            "      requestBody: {{content: {{{content}}}}}\n      responses: {{'204': {{description: OK}}}}\n"
        ));
        let said = file(&document.replace("3.0.3", version), "nothing");
        said.lines()
            .filter(|line| line.starts_with("warning["))
            .fold(String::new(), |all, line| all + line + "\n")
    };
    let schema = "schema: {type: object, properties: {a: {type: array, items: {type: string}}, b: {type: string}}}, encoding: {a: {style: form, explode: false}, b: {style: form}}";
    let parts = format!("multipart/form-data: {{{schema}}}");
    let form = format!("application/x-www-form-urlencoded: {{{schema}}}");
    expect![""].assert_eq(&warnings("3.0.3", &parts));
    expect![[r#"
        warning[unsupported-parameter]: the `style` of a part makes no difference
        warning[unsupported-parameter]: the `explode` of a part makes no difference
        warning[unsupported-parameter]: the `style` of a part makes no difference
    "#]]
    .assert_eq(&warnings("3.1.0", &parts));
    expect![""].assert_eq(&warnings("3.0.3", &form));
    expect![""].assert_eq(&warnings("3.0.3", &format!("application/json: {{}}, {form}")));
}

/// A form that is given as a whole, alone or beside other bodies, is written as its `encoding` has it, and held to its
/// limits.
#[test]
fn whole_forms_heed_their_encoding() {
    let form = "application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: array, items: {type: string}}, b: {type: string, maxLength: 3}, c: {type: array, items: {type: integer}}}, additionalProperties: {type: string}}, encoding: {a: {style: form, explode: false}, b: {style: form}, c: {contentType: application/json}, d: {contentType: text/plain}}}";
    body(
        form,
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::FormBody<models::OpBody>> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [form "a".exploded(false), form "c".media("application/json")]
            sends "application/x-www-form-urlencoded" within [crate::limits::OpBody] -> unit () }
        "#]],
    );
    body(
        &format!(
            "application/json: {{schema: {{type: object, properties: {{z: {{type: string}}}}}}}}, {form}"
        ),
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Gathered<models::OpBody>: required) by op, POST "/a" [form "a".exploded(false),
            form "c".media("application/json")] sends "application/json" -> unit () }
            pub fn z(mut self, value: impl Into<String>) -> Self { self.0.body().z = Some(value.into()); self }
            pub fn body(self, value: models::OpBody) -> Self { Self(self.0.whole(value)) }
            pub fn form_body(self, value: models::OpBodyForm) -> Self {
            Self(self.0.with_body(|call| call.form_within(&value, &crate::limits::OpBodyForm)))
        "#]],
    );
}

#[test]
fn headers_of_parts_are_not_sent() {
    body(
        "multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {headers: {X-Part: {schema: {type: string}}, Content-Type: {schema: {type: string}}}}}}",
        &expect![[r#"
            warning[unsupported-parameter]: the header `X-Part` of a part is not sent
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [part "a"] sends always "multipart/form-data" -> unit () }
            pub fn a(self, value: impl Into<String>) -> Self { Self(self.0.with(0, value.into())) }
        "#]],
    );
}

/// A schema of 3.1 says which media type its text is of, unless `encoding` says another.
#[test]
fn parts_have_the_media_type_of_their_content() {
    let parts = "a: {type: string, contentMediaType: image/png}, b: {type: string, contentEncoding: base64}, c: {type: array, items: {type: string, contentMediaType: image/jpeg}}, d: {type: string, contentMediaType: application/json}, e: {type: [string, 'null'], contentMediaType: text/csv}, f: {type: string, contentMediaType: image/png}, g: {$ref: '#/components/schemas/Lists'}";
    let text = document(&format!(
        "      requestBody: {{content: {{multipart/form-data: {{schema: {{type: object, properties: {{{parts}}}}}, encoding: {{f: {{contentType: image/gif}}}}}}}}}}\n      responses: {{'204': {{description: OK}}}}\n"
    ));
    let text = text.replace("3.0.3", "3.1.0");
    let text = text.replace(
        "schemas: {",
        "schemas: {Lists: {type: array, items: {$ref: '#/components/schemas/Lists'}}, ",
    );
    let made = file(&text, "src/operations/default.rs");
    let table = made.split_once("request!").and_then(|(_, rest)| rest.split_once(']'));
    let table = table.map_or("", |(table, _)| table).replace("\n   ", "");
    expect![[r#" { Op(Call) by op, POST "/a" [part "a".media("image/png"), part "b".media("application/octet-stream"), part "c".media("image/jpeg"), part "d".media("application/json"), part "e".media("text/csv"), part "f".media("image/gif"), part "g".media("application/json")"#]].assert_eq(&table);
}

/// A call that is given one is refused when it is sent.
#[test]
fn headers_of_http_itself_are_no_parameters() {
    let document = document(
        "      parameters: [{name: Content-Length, in: header, required: true, schema: {type: integer}}, {name: Host, in: query, schema: {type: string}}]
      responses: {'204': {description: OK}}
",
    );
    let said = file(&document, "src/operations/default.rs");
    let lines = said.lines().filter(|line| line.contains("warning[") || line.contains("request!"));
    expect![[r#"
        warning[unsupported-parameter]: the header `Content-Length` is not a parameter of the call
        request! { Op(Call) by op, POST "/a" [query "Host"] -> unit () }"#]]
    .assert_eq(&lines.collect::<Vec<_>>().join("\n"));
}

/// What the runtime refuses to send is what is left out.
#[test]
fn no_parameter_is_a_header_that_is_refused() {
    let operation = |params: &str| {
        document(&format!(
            "      parameters: [{params}]\n      responses: {{'204': {{description: OK}}}}\n"
        ))
    };
    let runtime = file(&operation(""), "src/runtime/call.rs");
    let refused = runtime.split_once("const FRAMING").and_then(|(_, rest)| rest.split_once('='));
    let refused = refused.and_then(|(_, rest)| rest.split_once(']')).expect("a list").0;
    let refused = refused.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).split(',');
    let names: Vec<String> = refused.map(|name| name.trim().replace('_', "-")).collect();
    assert!(names.len() > 5, "{names:?}");
    let params: Vec<String> = names
        .iter()
        .map(|name| format!("{{name: {name}, in: header, schema: {{type: string}}}}"))
        .collect();
    let made = file(&operation(&params.join(", ")), "src/operations/default.rs");
    assert!(made.contains("request! { Op(Call) by op, POST \"/a\" [] ->"), "{made}");
}

/// A schema without a name is held to its limits as a definition is, also that of another body.
#[test]
fn bodies_have_limits() {
    body(
        "application/json: {schema: {type: array, minItems: 1, items: {type: string, pattern: '^a'}}}, application/json-patch+json: {schema: {type: array, maxItems: 9, items: {}}}",
        &expect![[r#"
            pub fn op(&self) -> Needs<Op, needs::Body<Vec<String>>> { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] sends "application/json"
            within [crate::runtime::SharedLimits(&[Limit::MinItems(1), Limit::Items(&[Limit::Pattern("^a")])])]
            -> unit () }
            pub fn json_patch_json_body(self, value: impl IntoIterator<Item = impl Into<Json>>) -> Op {
            call.json_within("application/json-patch+json", &value, const { &crate::runtime::SharedLimits(&[Limit::MaxItems(9)]) }) })
        "#]],
    );
}

#[test]
fn what_says_the_same_again_is_left_out() {
    body(
        "application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Card'}}, application/xml: {schema: {$ref: '#/components/schemas/Card'}}, application/json: {schema: {$ref: '#/components/schemas/Card'}}, multipart/form-data: {schema: {$ref: '#/components/schemas/Card'}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Gathered<models::Card>: required) by op, POST "/a" [] sends "application/json" -> unit () }
            pub fn n(mut self, value: i64) -> Self { self.0.body().n = Some(value); self }
            pub fn body(self, value: models::Card) -> Self { Self(self.0.whole(value)) }
        "#]],
    );
}

#[test]
fn answers_that_are_no_json() {
    answers(
        "'200': {description: T., content: {text/html: {}, application/xml: {}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] accept "text/html, application/xml" -> text String }
        "#]],
    );
    answers(
        "'200': {description: B., content: {image/png: {}, image/jpeg: {}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] accept "image/png, image/jpeg" -> bytes Bytes }
        "#]],
    );
    answers(
        "'200': {description: J., content: {text/plain: {}, application/hal+json: {schema: {$ref: '#/components/schemas/Card'}}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] accept "application/hal+json" -> json models::Card }
        "#]],
    );
}

/// What an answer is read as is what it is asked to be.
#[test]
fn answers_in_json_by_several_schemas() {
    answers(
        "'200': {description: J., content: {application/vnd.open+json: {schema: {$ref: '#/components/schemas/Open'}}, application/json: {schema: {$ref: '#/components/schemas/Card'}}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] -> json models::Card }
        "#]],
    );
    answers(
        "'200': {description: J., content: {application/vnd.a+json: {schema: {$ref: '#/components/schemas/Card'}}, application/vnd.b+json: {schema: {$ref: '#/components/schemas/Open'}}, application/vnd.c+json: {schema: {$ref: '#/components/schemas/Card'}}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] accept "application/vnd.a+json, application/vnd.c+json"
            -> json models::Card }
        "#]],
    );
}

#[test]
fn answers_by_status() {
    answers(
        "'202': {description: Later., content: {text/plain: {}}}, 2XX: {description: Any., content: {application/octet-stream: {}}}, '200': {description: Now., content: {application/json: {schema: {$ref: '#/components/schemas/Card'}}}}, '204': {description: None.}, default: {description: Error., content: {application/json: {schema: {type: string}}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] accept "text/plain, application/octet-stream, application/json"
            -> outcomes OpOutcome }
            202..=202 Accepted text;
            200..=200 Ok json;
            200..=299 Success bytes;
        "#]],
    );
}

#[test]
fn headers_of_answers_by_name() {
    let document = "openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: A.
          headers:
            X-Limit: {description: How many., schema: {type: integer, minimum: 1}}
            Keys: {schema: {type: string}}
            X-When: {schema: {type: string, format: date-time}}
            X-Ids: {schema: {type: array, items: {type: integer, format: int32}}}
            X-Names: {schema: {type: array, items: {type: string}}}
            X-Price: {schema: {type: number}}
            X-Left: {content: {application/json: {schema: {type: integer}}}}
            X-Said: {content: {application/json: {schema: {type: string, format: date}}}}
            Content-Type: {schema: {type: string}}
            X-Deep: {schema: {type: array, items: {type: array, items: {type: string}}}}
        '404':
          description: None.
          headers: {x-limit: {schema: {type: integer}}, x-when: {schema: {type: string}}}
";
    expect![[r#"
        // @generated by `cargo xtask generate`; edit the document, not this file.

        //! Headers of answers.

        use crate::runtime::Number;

        crate::runtime::headers::headers! {
        /// The headers that the document describes, of whatever operation: methods of the headers of a
        /// response or an error. Each gives nothing where the header is missing or of another type.
        AnswerHeaders {
            /// `Keys`
            "Keys" keys_header text String;
            /// `X-Deep`
            "X-Deep" x_deep text String;
            /// `X-Ids`
            "X-Ids" x_ids parsed_list Vec<i32>;
            /// `X-Left`
            "X-Left" x_left parsed i64;
            /// How many. Limits: at least 1.
            "X-Limit" x_limit parsed i64;
            /// `X-Names`
            "X-Names" x_names text_list Vec<String>;
            /// `X-Price`
            "X-Price" x_price number Number;
            /// `X-Said`. The text is JSON.
            "X-Said" x_said text String;
            /// `X-When`
            "X-When" x_when text String;
        } }
    "#]].assert_eq(&file(document, "src/headers.rs"));
}

#[test]
fn parameters_that_are_objects_or_have_content() {
    check(
        &format!(
            "parameters:\n- {{name: a, in: query, schema: {{$ref: '#/components/schemas/Card'}}}}\n- {{name: a, in: header, schema: {{$ref: '#/components/schemas/Card'}}}}\n- {{name: b, in: query, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Card'}}}}}}}}\n- {{name: c, in: query, content: {{text/plain: {{schema: {{type: string}}}}}}}}\n- {{name: d, in: query, allowReserved: true, schema: {{type: array, items: {{$ref: '#/components/schemas/Card'}}}}}}\n{NO_ANSWER}"
        ),
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [query "a", header "a", query "b", query "c", query "d".reserved(true)]
            -> unit () }
            pub fn a(self, value: models::Card) -> Self { Self(self.0.with_tree(0, value)) }
            pub fn a_header(self, value: models::Card) -> Self { Self(self.0.with_tree(1, value)) }
            pub fn b(self, value: models::Card) -> Self { Self(self.0.with_json(2, value)) }
            pub fn c(self, value: impl Into<String>) -> Self { Self(self.0.with(3, value.into())) }
            pub fn d(self, value: impl IntoIterator<Item = models::Card>) -> Self {
        "#]],
    );
}

#[test]
fn server_sent_events_have_typed_data() {
    let card = "{$ref: '#/components/schemas/Card'}";
    for (media, data) in [
        (format!("schema: {card}"), "models::Card: event"),
        (format!("schema: {{type: array, items: {card}}}"), "models::Card: event"),
        ("schema: {type: string}".to_owned(), "String: event_text"),
        ("schema: {type: string, enum: [a, b]}".to_owned(), "String: event_text"),
        ("schema: {type: integer}".to_owned(), "Exact<i64>: event"),
        (
            "schema: {type: object, properties: {data: {type: string}, other: {type: string}}}"
                .to_owned(),
            "models::OpResponseEvent: event",
        ),
        (
            format!(
                "schema: {{type: object, properties: {{event: {{type: string}}, data: {card}}}}}"
            ),
            "models::Card: event",
        ),
        (
            "schema: {type: object, properties: {id: {type: string}, data: {type: string}}}"
                .to_owned(),
            "String: event_text",
        ),
        (
            format!(
                "itemSchema: {{type: object, properties: {{data: {{type: string, contentMediaType: application/json, contentSchema: {card}}}}}}}"
            ),
            "models::Card: event",
        ),
        (
            "itemSchema: {type: object, properties: {data: {type: string}}}".to_owned(),
            "String: event_text",
        ),
        (String::new(), "String: event_text"),
    ] {
        let operation = format!(
            "      responses: {{'200': {{description: d, content: {{text/event-stream: {{{media}}}, application/json: {{schema: {card}}}}}}}}}\n"
        );
        let text = file(&document(&operation), "src/operations/default.rs").replace("\n    ", " ");
        assert!(
            text.contains(&format!("by op, POST \"/a\" [] -> json models::Card, events {data} }}")),
            "{media}: {text}"
        );
    }
    answers(
        "'200': {description: d, content: {text/event-stream: {}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] accept "text/event-stream" -> text String, events String: event_text }
        "#]],
    );
    // Errors are no streams.
    answers(
        "'204': {description: d}, '400': {description: d, content: {text/event-stream: {}}}",
        &expect![[r#"
            pub fn op(&self) -> Op { Call::start(self) }
            request! { Op(Call) by op, POST "/a" [] -> unit () }
        "#]],
    );
}
