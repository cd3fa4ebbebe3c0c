//! What a review says of a change, in short.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::lower::schemas;
use crate::review::{self, Review, Side};
use crate::{Source, analyze};

fn reviewed(old: &str, new: &str) -> Review {
    let source = |text: &str| Source::from_memory(&[("openapi.yaml", text)]);
    let (old, new) = (source(old), source(new));
    let ((was, _), (is, _)) = (analyze(&old), analyze(&new));
    review::review(Side { source: &old, api: &was }, Side { source: &new, api: &is })
}

/// The findings of a change, a line for each and one for its verdicts.
pub(super) fn check(old: &str, new: &str, expected: &Expect) {
    let mut text = String::new();
    let review = reviewed(old, new);
    for finding in &review.findings {
        let verdicts = finding.verdicts().map(|(_, verdict)| verdict.verdict.to_string());
        let items = finding.items.join(" ");
        let _ = writeln!(text, "{}: {}", finding.rule.as_str(), finding.message);
        let _ = writeln!(text, "  {}; {items}", verdicts.join(" "));
    }
    let _ = writeln!(text, "{}", review.bump.as_str());
    expected.assert_eq(&text);
}

fn check_schemas(old: &str, new: &str, expected: &Expect) {
    check(&schemas(old), &schemas(new), expected);
}

#[test]
fn nothing_but_the_way_of_writing_changes() {
    check_schemas(
        "A: {type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}",
        "A:
  allOf:
  - {type: object, properties: {a: {type: string}}}
  - {type: object, required: [a], properties: {b: {type: integer}}}",
        &expect![[r#"
            none
        "#]],
    );
}

#[test]
fn a_schema_is_renamed_with_all_that_is_named_after_it() {
    check_schemas(
        "Group: {properties: {owner: {properties: {id: {type: string}}}}}
List: {properties: {all: {type: array, items: {$ref: '#/components/schemas/Group'}}}}",
        "Team: {properties: {owner: {properties: {id: {type: string}}}}}
List: {properties: {all: {type: array, items: {$ref: '#/components/schemas/Team'}}}}",
        &expect![[r#"
            schema-renamed: the schema `Group` is renamed to `Team`
              none breaking none; models::Group models::Group: Default
            major
        "#]],
    );
}

/// Tools that write schemas in the order of their names move one that gets another name. That they stand in another
/// order is no reason for a type to come or go.
#[test]
fn schemas_that_move_are_told_by_themselves() {
    let [a, b, c] =
        ["b: {type: integer}", "b: {type: string}", "c: {type: string}, d: {type: string}"]
            .map(|properties| format!("{{type: object, properties: {{{properties}}}}}"));
    check_schemas(
        &format!("A: {a}\nB: {b}\nC: {c}"),
        &format!("A: {a}\nC: {c}\nZ: {b}"),
        &expect![[r#"
            schema-removed: the schema `B` is gone
              none breaking none; models::B models::B: Default models::B::b models::B::extra
            schema-added: the schema `Z` is new
              none compatible none; models::Z models::Z: Default models::Z::b models::Z::extra
            major
        "#]],
    );
    check_schemas(
        &format!("A: {a}\nB: {b}\nC: {c}"),
        &format!("B: {b}\nA: {a}\nD: {{type: object, properties: {{z: {{type: boolean}}}}}}"),
        &expect![[r#"
            schema-removed: the schema `C` is gone
              none breaking none; models::C models::C: Default models::C::c models::C::d models::C::extra
            reordered: the schemas stand in another order
              none none none; 
            schema-added: the schema `D` is new
              none compatible none; models::D models::D: Default models::D::z models::D::extra
            major
        "#]],
    );
}

/// What a type has beside its fields comes and goes with the type that leads requests to it.
#[test]
fn a_new_heir_brings_what_is_sent_with_it() {
    let document = |heir: &str| {
        let operations = "  /p:
    post:
      operationId: p
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/P'}}}}
      responses: {'204': {description: OK}}
  /q:
    get:
      operationId: q
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Q'}}}}}
";
        let schemas = schemas(&format!(
            "P: {{type: object, properties: {{k: {{type: string}}}}, discriminator: {{propertyName: k, mapping: {{a: A, b: B}}}}}}
A: {{allOf: [{{$ref: '#/components/schemas/P'}}], properties: {{a: {{type: string}}}}}}
B: {heir}
Q: {{type: object, properties: {{z: {{type: string, nullable: true}}}}}}"
        ));
        schemas.replace("paths: {}\n", &format!("paths:\n{operations}"))
    };
    let heir = document(
        "{allOf: [{$ref: '#/components/schemas/P'}], properties: {q: {$ref: '#/components/schemas/Q'}}}",
    );
    let other = document("{type: string}");
    check(
        &other,
        &heir,
        &expect![[r#"
        schema-kind: `B` is an object with named members, and was `string`
          none breaking none; models::B models::B: Default models::B::k models::B::q models::B::extra models::Q::z_null
        alternative-added: `B` is a new alternative of `P`
          compatible compatible compatible; models::P::B
        major
    "#]],
    );
}

#[test]
fn another_name_for_a_type_is_no_change_for_callers() {
    check_schemas(
        "Id: {type: string}\nA: {properties: {id: {type: string}}}",
        "Id: {type: string}\nA: {properties: {id: {$ref: '#/components/schemas/Id'}}}",
        &expect![[r#"
            property-type: `id` of `A` is `Id`, and was `string`
              none none none; models::A::id
            patch
        "#]],
    );
}

#[test]
fn what_an_alias_stands_for_is_told_where_it_stands() {
    check_schemas(
        "Id: {type: string}\nA: {required: [id], properties: {id: {$ref: '#/components/schemas/Id'}}}",
        "Id: {type: integer}\nA: {required: [id], properties: {id: {$ref: '#/components/schemas/Id'}}}",
        &expect![[r#"
            schema-type: `Id` is `integer`, and was `string`
              none breaking none; models::Id models::A::id models::A::new
            major
        "#]],
    );
}

/// Limits of a schema that has a name are told of that; a body without one tells its own.
#[test]
fn a_body_without_a_name_has_limits() {
    let document = |most: u32| {
        super::media::document(&format!(
            "      requestBody: {{required: true, content: {{application/json: {{schema: {{type: array, maxItems: {most}, items: {{type: string}}}}}}}}}}\n      responses: {{'204': {{description: No.}}}}\n"
        ))
    };
    check(
        &document(9),
        &document(5),
        &expect![[r#"
        body-limits: other limits for the body: maxItems `9` → `5`
          breaking none breaking; operations::default::Op::body
        major
    "#]],
    );
    check(
        &document(5),
        &document(9),
        &expect![[r#"
        body-limits: other limits for the body: maxItems `5` → `9`
          compatible none compatible; operations::default::Op::body
        patch
    "#]],
    );
}

/// What an operation needs, and what it gives a body in, is told where it changes, not as a consequence.
#[test]
fn the_first_need_and_the_media_type_of_a_method() {
    let document = |parameter: &str, media: &str| {
        super::media::document(&format!(
            "      parameters: [{{name: q, in: query, {parameter}schema: {{type: string}}}}]\n      requestBody: {{content: {{application/json: {{}}, multipart/{media}: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}}}}}\n      responses: {{'204': {{description: No.}}}}\n"
        ))
    };
    check(
        &document("", "form-data"),
        &document("required: true, ", "form-data"),
        &expect![[r#"
        parameter-required: the query parameter `q` is required
          breaking breaking none; operations::default::Op::q Client::op operations::needs operations::needs::Q
        major
    "#]],
    );
    check(
        &document("", "form-data"),
        &document("", "mixed"),
        &expect![[r#"
        body-media: the body is sent as `application/json`, `multipart/mixed`, and was sent as `application/json`, `multipart/form-data`
          breaking none breaking; operations::default::Op::body
        major
    "#]],
    );
}

/// A form that no field makes necessary, but the body.
#[test]
fn a_form_that_must_be_sent() {
    let document = |body: &str| {
        super::media::document(&format!(
            "      requestBody: {{{body}content: {{application/x-www-form-urlencoded: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}}}}}\n      responses: {{'204': {{description: No.}}}}\n"
        ))
    };
    let none = super::media::document("      responses: {'204': {description: No.}}\n");
    check(
        &document(""),
        &document("required: true, "),
        &expect![[r#"
        body-required: the body is required
          breaking none compatible; operations::default::Op::a
        patch
    "#]],
    );
    check(
        &document("required: true, "),
        &document(""),
        &expect![[r#"
        body-optional: the body may be left out
          compatible none compatible; operations::default::Op::a
        patch
    "#]],
    );
    check(
        &none,
        &document("required: true, "),
        &expect![[r#"
        body-required: the body is required
          breaking compatible compatible; operations::default::Op::a
        parameter-added: the field `a` is new, and optional
          compatible compatible none; operations::default::Op::a
        minor
    "#]],
    );
    check(
        &none,
        &document(""),
        &expect![[r#"
        parameter-added: the field `a` is new, and optional
          compatible compatible none; operations::default::Op::a
        minor
    "#]],
    );
    check(
        &document("required: true, "),
        &none,
        &expect![[r#"
        parameter-removed: the field `a` is gone
          breaking breaking none; operations::default::Op::a
        major
    "#]],
    );
}

/// A body in parts and an enum of answers, of an operation beside which another may come with their names.
fn uploads(others: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: t, version: '1'}}
paths:
  /up:
    post:
      operationId: upload
      requestBody:
        content:
          application/json: {{schema: {{type: string}}}}
          multipart/form-data: {{schema: {{properties: {{file: {{type: string, format: binary}}}}}}}}
      responses:
        '200': {{description: OK, content: {{application/json: {{schema: {{type: string}}}}}}}}
        '201': {{description: OK, content: {{application/json: {{schema: {{type: integer}}}}}}}}
{others}"
    )
}

fn plain_get(path: &str, id: &str) -> String {
    format!(
        "  {path}:\n    get: {{operationId: {id}, responses: {{'204': {{description: OK}}}}}}\n"
    )
}

#[test]
fn an_operation_takes_the_name_of_a_type_of_another() {
    let both = plain_get("/a", "uploadOutcome") + &plain_get("/b", "uploadMultipart");
    check(
        &uploads(""),
        &uploads(&both),
        &expect![[r#"
            operation-renamed: the body in parts of `POST /up` is called `UploadMultipart2` in Rust, and was `UploadMultipart`
              none breaking none; operations::default::UploadMultipart operations::default::UploadMultipart2
            operation-renamed: what is answered to `POST /up` is called `UploadOutcome2` in Rust, and was `UploadOutcome`
              none breaking none; operations::default::UploadOutcome operations::default::UploadOutcome2
            operation-added: `GET /a` is new
              compatible compatible none; Client::upload_outcome operations::default::UploadOutcome operations::default::UploadOutcome::send
            operation-added: `GET /b` is new
              compatible compatible none; Client::upload_multipart operations::default::UploadMultipart operations::default::UploadMultipart::send
            major
        "#]],
    );
}

#[test]
fn what_reads_an_answer_comes_and_goes_with_it() {
    let answers = |more: &str| {
        format!(
            "openapi: 3.0.3
info: {{title: t, version: '1'}}
paths:
  /a:
    get:
      operationId: get
      responses:
        '204': {{description: OK}}
{more}"
        )
    };
    let more = "        '404':
          description: Gone
          headers: {X-Why: {schema: {type: string}}}
          content: {application/json: {schema: {properties: {a: {type: string}}}}}
";
    check(
        &answers(""),
        &answers(more),
        &expect![[r#"
            response-added: the answer `404` is new
              compatible compatible none; ApiError::as_get_response404 headers::AnswerHeaders::x_why models::GetResponse404 models::GetResponse404: Default models::GetResponse404::a models::GetResponse404::extra
            minor
        "#]],
    );
    let renamed = answers(more).replace("operationId: get", "operationId: find");
    check(
        &answers(more),
        &renamed,
        &expect![[r#"
        operation-renamed: `GET /a` is called `find` in Rust, and was `get`
          none breaking none; Client::get Client::find
        major
    "#]],
    );
}

#[test]
fn a_type_that_is_renamed_changes_under_the_name_that_it_has_now() {
    let taken = plain_get("/a", "uploadOutcome") + &plain_get("/b", "uploadMultipart");
    let more = uploads("")
        .replace("{file:", "{note: {type: string}, file:")
        .replace("        '201'", "        '202': {description: OK, content: {application/json: {schema: {type: boolean}}}}\n        '201'");
    check(
        &more,
        &uploads(&taken),
        &expect![[r#"
        operation-renamed: the body in parts of `POST /up` is called `UploadMultipart2` in Rust, and was `UploadMultipart`
          none breaking none; operations::default::UploadMultipart operations::default::UploadMultipart2
        operation-renamed: what is answered to `POST /up` is called `UploadOutcome2` in Rust, and was `UploadOutcome`
          none breaking none; operations::default::UploadOutcome operations::default::UploadOutcome2
        parameter-removed: the field `note` is gone
          breaking breaking none; operations::default::UploadMultipart2::note
        response-removed: the answer `202` is gone
          breaking breaking none; operations::default::UploadOutcome2::Accepted
        operation-added: `GET /a` is new
          compatible compatible none; Client::upload_outcome operations::default::UploadOutcome operations::default::UploadOutcome::send
        operation-added: `GET /b` is new
          compatible compatible none; Client::upload_multipart operations::default::UploadMultipart operations::default::UploadMultipart::send
        major
    "#]],
    );
    check(
        &uploads(&taken),
        &more,
        &expect![[r#"
        operation-renamed: the body in parts of `POST /up` is called `UploadMultipart` in Rust, and was `UploadMultipart2`
          none breaking none; operations::default::UploadMultipart2 operations::default::UploadMultipart
        operation-renamed: what is answered to `POST /up` is called `UploadOutcome` in Rust, and was `UploadOutcome2`
          none breaking none; operations::default::UploadOutcome2 operations::default::UploadOutcome
        response-added: the answer `202` is new
          breaking compatible none; operations::default::UploadOutcome::Accepted
        operation-removed: `GET /a` is gone
          breaking breaking none; Client::upload_outcome operations::default::UploadOutcome operations::default::UploadOutcome::send
        operation-removed: `GET /b` is gone
          breaking breaking none; Client::upload_multipart operations::default::UploadMultipart operations::default::UploadMultipart::send
        parameter-added: the field `note` is new, and optional
          compatible compatible none; operations::default::UploadMultipart::note
        major
    "#]],
    );
}

#[test]
fn an_error_is_renamed_with_what_reads_it() {
    let document = |name: &str| {
        format!(
            "openapi: 3.0.3
info: {{title: t, version: '1'}}
paths:
  /a: {{get: {{operationId: get, responses: {{'204': {{description: OK}}, '404': {{description: Gone, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}}}}}}}
components:
  schemas: {{{name}: {{type: object, properties: {{a: {{type: string}}}}}}}}
"
        )
    };
    check(
        &document("Err"),
        &document("Oops"),
        &expect![[r#"
        schema-renamed: the schema `Err` is renamed to `Oops`
          none breaking none; models::Err models::Err: Default
        major
    "#]],
    );
}

#[test]
fn another_type_of_a_header_is_told_once() {
    let document =
        |paths: &str| format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}");
    let get = |path: &str, id: &str, ty: &str| {
        format!(
            "  {path}: {{get: {{operationId: {id}, responses: {{'204': {{description: OK, headers: {{X-Why: {{schema: {{type: {ty}}}}}}}}}}}}}}}\n"
        )
    };
    let old = document(&get("/a", "one", "integer"));
    let new = document(&(get("/a", "one", "integer") + &get("/b", "two", "string")));
    check(
        &old,
        &new,
        &expect![[r#"
        header-type: the header `X-Why` is `string`, and was `integer`
          breaking breaking none; headers::AnswerHeaders::x_why
        operation-added: `GET /b` is new
          compatible compatible none; Client::two operations::default::Two operations::default::Two::send
        major
    "#]],
    );
}
