//! Members that may be missing and may be null have three states; each can be sent.

use expect_test::expect;

use super::lower::file;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /things:
    patch:
      operationId: patchThing
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Patch'}
      responses: {'204': {description: done}}
components:
  schemas:
    Patch:
      type: object
      properties:
        type: {type: string, nullable: true}
        type_null: {type: string}
        owner: {$ref: '#/components/schemas/Owner'}
    Owner:
      type: object
      required: [id]
      properties:
        id: {type: string, nullable: true}
        since: {type: integer, nullable: true}
    Received:
      type: object
      properties: {note: {type: string, nullable: true}}
";

/// The signatures of a file with the lines that follow them, where they speak of null.
fn nulls(path: &str) -> String {
    let text = file(DOCUMENT, path);
    let methods = text.split("\n    }\n").filter_map(|part| part.split("\n    /// ").last());
    let shown = methods.filter(|method| method.contains("_null("));
    shown.flat_map(|method| ["/// ", method, "\n"]).collect()
}

#[test]
fn a_member_of_a_body_has_a_setter_for_null() {
    expect![[r#"
        /// Sends `type` as `null`, which is not the same as leaving it out.
            pub fn body_type_null(mut self) -> Self {
                let body = self.0.body(); body.type_ = None; body.extra.set_null("type"); self
        ///     /// `type_null`
            pub fn type_null(mut self, value: impl Into<String>) -> Self {
                self.0.body().type_null = Some(value.into()); self
    "#]]
    .assert_eq(&nulls("src/operations/default.rs"));
}

#[test]
fn a_model_that_is_sent_has_one_too() {
    let text = file(DOCUMENT, "src/models.rs");
    let tables = text.split("\n\n").filter(|item| item.starts_with("model!"));
    expect![[r#"
        model! { #[derive(Default)] pub struct Patch {
            optional_nullable type_(type_null "type") = "type": Option<String>,
            optional type_null: Option<String>,
            optional owner: Option<Owner>,
        } }
        model! { #[derive(Default)] pub struct Owner {
            required_nullable id: Option<String>,
            optional_nullable since(since_null "since"): Option<i64>,
        } }
        model! { #[derive(Default)] pub struct Received {
            optional_nullable note: Option<String>,
        } }
    "#]]
    .assert_eq(&tables.flat_map(|table| [table.trim_end(), "\n"]).collect::<String>());
}
