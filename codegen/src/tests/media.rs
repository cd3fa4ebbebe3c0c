//! Bodies, answers and parameters of every media type, seen in what is emitted.

use expect_test::{Expect, expect};

use super::lower::file;

/// The table, the types and the signatures of the operation with this YAML under `post` of `/a`.
fn check(operation: &str, expected: &Expect) {
    let operation: String = operation.lines().flat_map(|line| ["      ", line, "\n"]).collect();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Test, version: '1'}}\npaths:\n  /a:\n    post:\n      operationId: op\n{operation}components: {{schemas: {{Card: {{type: object, properties: {{n: {{type: integer}}}}}}, Open: {{type: object, additionalProperties: {{type: integer}}}}}}}}\n"
    );
    let text = file(&document, "src/operations/default.rs");
    let told = text.lines().map(str::trim).filter(|line| {
        ["Param::", "accept:", "content_type:", "pub fn", "self.call.", "request.call."]
            .iter()
            .any(|word| line.starts_with(word))
            || line.contains("error[")
            || line.contains("warning[")
            || line.contains("json;")
            || line.contains("bytes;")
            || line.contains("text;")
    });
    let told: String = told.flat_map(|line| [line, "\n"]).collect();
    expected.assert_eq(&told);
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
fn answers(responses: &str, expected: &Expect) {
    check(&format!("responses: {{{responses}}}"), expected);
}

#[test]
fn a_form_is_given_field_by_field() {
    body(
        "application/x-www-form-urlencoded: {schema: {type: object, required: [a], properties: {a: {type: string}, b: {type: array, items: {type: integer}}, c: {$ref: '#/components/schemas/Card'}, d: {$ref: '#/components/schemas/Open'}}}, encoding: {b: {explode: false}, d: {style: deepObject}}}",
        &expect![[r#"
            Param::form("a"),
            Param::form("b").exploded(false),
            Param::form("c"),
            Param::form("d").styled(crate::runtime::Style::DeepObject).exploded(false),
            accept: "",
            content_type: "application/x-www-form-urlencoded",
            pub fn op(&self) -> Needs<Op, needs::A> {
            pub fn a(self, a: impl Into<String>) -> Op {
            request.call.set(0, a);
            pub fn b(mut self, b: impl IntoIterator<Item = i64>) -> Self {
            self.call.set(1, b);
            pub fn c(mut self, c: models::Card) -> Self {
            self.call.set_json(2, &c);
            pub fn d(mut self, d: models::Open) -> Self {
            self.call.set(3, d);
            pub fn send(self) -> Pending<()> {
            self.call.send(decode::unit)
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
            accept: "",
            content_type: "application/x-www-form-urlencoded",
            pub fn op(&self) -> Op {
            pub fn a(mut self, a: impl Into<String>) -> Self {
            self.call.set(0, a);
            pub fn send(self) -> Pending<()> {
            self.call.send(decode::unit)
        "#]],
    );
}

#[test]
fn a_form_whose_fields_are_not_named_is_given_whole() {
    body(
        "application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Open'}}",
        &expect![[r#"
            accept: "",
            content_type: "application/x-www-form-urlencoded",
            pub fn op(&self) -> Needs<Op, needs::Body> {
            pub fn body(self, body: models::Open) -> Op {
            request.call.form(&body);
            pub fn send(self) -> Pending<()> {
            self.call.send(decode::unit)
        "#]],
    );
    body(
        "multipart/form-data: {schema: {}}",
        &expect![[r#"
        accept: "",
        content_type: "multipart/form-data",
        pub fn op(&self) -> Needs<Op, needs::Body> {
        pub fn body(self, body: Multipart) -> Op {
        request.call.multipart(body);
        pub fn send(self) -> Pending<()> {
        self.call.send(decode::unit)
    "#]],
    );
}

#[test]
fn files_are_parts() {
    body(
        "multipart/form-data: {schema: {type: object, required: [f], properties: {f: {type: string, format: binary}, g: {type: array, items: {type: string, format: binary}}, h: {}, i: {$ref: '#/components/schemas/Card'}, j: {type: string}}}, encoding: {f: {contentType: 'image/png, image/jpeg'}, h: {contentType: image/png}, j: {contentType: text/csv}}}",
        &expect![[r#"
            Param::part("f"),
            Param::part("g"),
            Param::part("h").media("image/png"),
            Param::part("i").media("application/json"),
            Param::part("j").media("text/csv"),
            accept: "",
            content_type: "multipart/form-data",
            pub fn op(&self) -> Needs<Op, needs::F> {
            pub fn f(self, f: impl Into<File>) -> Op {
            request.call.set(0, f);
            pub fn g(mut self, g: impl IntoIterator<Item = impl Into<File>>) -> Self {
            self.call.set(1, g);
            pub fn h(mut self, h: impl Into<File>) -> Self {
            self.call.set(2, h);
            pub fn i(mut self, i: models::Card) -> Self {
            self.call.set_json(3, &i);
            pub fn j(mut self, j: impl Into<String>) -> Self {
            self.call.set(4, j);
            pub fn send(self) -> Pending<()> {
            self.call.send(decode::unit)
        "#]],
    );
}

#[test]
fn text_and_bytes() {
    body(
        "text/plain: {schema: {type: string}}",
        &expect![[r#"
        accept: "",
        content_type: "text/plain",
        pub fn op(&self) -> Needs<Op, needs::Body> {
        pub fn body(self, body: impl Into<String>) -> Op {
        request.call.bytes("text/plain", body);
        pub fn send(self) -> Pending<()> {
        self.call.send(decode::unit)
    "#]],
    );
    body(
        "application/octet-stream: {}",
        &expect![[r#"
        accept: "",
        content_type: "application/octet-stream",
        pub fn op(&self) -> Needs<Op, needs::Body> {
        pub fn body(self, body: impl Into<Bytes>) -> Op {
        request.call.bytes("application/octet-stream", body);
        pub fn send(self) -> Pending<()> {
        self.call.send(decode::unit)
    "#]],
    );
    body(
        "image/*: {schema: {type: string, format: binary}}",
        &expect![[r#"
        accept: "",
        content_type: "application/octet-stream",
        pub fn op(&self) -> Needs<Op, needs::Body> {
        pub fn body(self, body: impl Into<Bytes>) -> Op {
        request.call.bytes("application/octet-stream", body);
        pub fn send(self) -> Pending<()> {
        self.call.send(decode::unit)
    "#]],
    );
    body(
        "'text/plain; charset=utf-8': {}",
        &expect![[r#"
        accept: "",
        content_type: "text/plain; charset=utf-8",
        pub fn op(&self) -> Needs<Op, needs::Body> {
        pub fn body(self, body: impl Into<String>) -> Op {
        request.call.bytes("text/plain; charset=utf-8", body);
        pub fn send(self) -> Pending<()> {
        self.call.send(decode::unit)
    "#]],
    );
}

#[test]
fn json_is_first_and_others_have_a_name() {
    body(
        "text/plain: {schema: {type: string}}, application/json: {schema: {$ref: '#/components/schemas/Card'}}, application/octet-stream: {}",
        &expect![[r#"
            accept: "",
            content_type: "application/json",
            pub fn op(&self) -> Op {
            pub fn n(mut self, n: i64) -> Self {
            pub fn body(mut self, body: models::Card) -> Self {
            pub fn text_body(mut self, text_body: impl Into<String>) -> Self {
            self.call.bytes("text/plain", text_body);
            pub fn octet_stream_body(mut self, octet_stream_body: impl Into<Bytes>) -> Self {
            self.call.bytes("application/octet-stream", octet_stream_body);
            pub fn send(mut self) -> Pending<()> {
            self.call.json(&self.body.unwrap_or_default());
            self.call.send(decode::unit)
        "#]],
    );
}

#[test]
fn what_says_the_same_again_is_left_out() {
    body(
        "application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Card'}}, application/xml: {schema: {$ref: '#/components/schemas/Card'}}, application/json: {schema: {$ref: '#/components/schemas/Card'}}, multipart/form-data: {schema: {$ref: '#/components/schemas/Card'}}",
        &expect![[r#"
            accept: "",
            content_type: "application/json",
            pub fn op(&self) -> Op {
            pub fn n(mut self, n: i64) -> Self {
            pub fn body(mut self, body: models::Card) -> Self {
            pub fn send(mut self) -> Pending<()> {
            self.call.json(&self.body.unwrap_or_default());
            self.call.send(decode::unit)
        "#]],
    );
}

#[test]
fn answers_that_are_no_json() {
    answers(
        "'200': {description: T., content: {text/html: {}, application/xml: {}}}",
        &expect![[r#"
        accept: "text/html, application/xml",
        content_type: "",
        pub fn op(&self) -> Op {
        pub fn send(self) -> Pending<String> {
        self.call.send(decode::text)
    "#]],
    );
    answers(
        "'200': {description: B., content: {image/png: {}, image/jpeg: {}}}",
        &expect![[r#"
        accept: "image/png, image/jpeg",
        content_type: "",
        pub fn op(&self) -> Op {
        pub fn send(self) -> Pending<Bytes> {
        self.call.send(decode::bytes)
    "#]],
    );
    answers(
        "'200': {description: J., content: {text/plain: {}, application/hal+json: {schema: {$ref: '#/components/schemas/Card'}}}}",
        &expect![[r#"
            accept: "application/hal+json",
            content_type: "",
            pub fn op(&self) -> Op {
            pub fn send(self) -> Pending<models::Card> {
            self.call.send(decode::json)
        "#]],
    );
}

#[test]
fn answers_by_status() {
    answers(
        "'202': {description: Later., content: {text/plain: {}}}, 2XX: {description: Any., content: {application/octet-stream: {}}}, '200': {description: Now., content: {application/json: {schema: {$ref: '#/components/schemas/Card'}}}}, '204': {description: None.}, default: {description: Error., content: {application/json: {schema: {type: string}}}}",
        &expect![[r#"
            accept: "text/plain, application/octet-stream, application/json",
            content_type: "",
            pub fn op(&self) -> Op {
            pub fn send(self) -> Pending<OpOutcome> {
            self.call.send(OpOutcome::decode)
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
        '404':
          description: None.
          headers: {x-limit: {schema: {type: integer}}, x-when: {schema: {type: string}}}
";
    expect![[r#"
        // @generated by `cargo xtask generate`; edit the document, not this file.

        //! Headers of answers.

        crate::runtime::headers::headers! {
        /// The headers that the document describes, of whatever operation: methods of the headers of a
        /// response or an error. Each gives nothing where the header is missing or of another type.
        AnswerHeaders {
            /// `Keys`
            "Keys" keys_header text String;
            /// How many.
            ///
            /// Limits: at least 1.
            "X-Limit" x_limit parsed i64;
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
            Param::query("a"),
            Param::header("a"),
            Param::query("b"),
            Param::query("c"),
            Param::query("d").reserved(true),
            accept: "",
            content_type: "",
            pub fn op(&self) -> Op {
            pub fn a(mut self, a: models::Card) -> Self {
            self.call.set_tree(0, &a);
            pub fn a_header(mut self, a_header: models::Card) -> Self {
            self.call.set_tree(1, &a_header);
            pub fn b(mut self, b: models::Card) -> Self {
            self.call.set_json(2, &b);
            pub fn c(mut self, c: impl Into<String>) -> Self {
            self.call.set(3, c);
            pub fn d(mut self, d: impl IntoIterator<Item = models::Card>) -> Self {
            self.call.set_tree(4, &d);
            pub fn send(self) -> Pending<()> {
            self.call.send(decode::unit)
        "#]],
    );
}
