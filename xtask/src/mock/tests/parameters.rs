use expect_test::expect;

use super::check_lines;

fn with(parameters: &str) -> String {
    format!(
        "
paths:
  /a:
    get:
      parameters: {parameters}
  /p/{{x}}:
    get:
      parameters: {parameters}
"
    )
}

#[test]
fn what_is_required_and_missing_is_named_with_its_place() {
    check_lines(
        &with(
            "[{name: q, in: query, required: true}, {name: X-H, in: header, required: true}, {name: c, in: cookie, required: true}, {name: Accept, in: header, required: true}]",
        ),
        &["GET /a", "GET /a?q=\nx-h:\ncookie: c=1", "GET /a?q=1&r=2\nX-H: 1"],
        &expect![[r#"
            GET /a => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The q query parameter is required. The X-H header is required. The c cookie is required.","details":{"q":["The q query parameter is required."],"X-H":["The X-H header is required."],"c":["The c cookie is required."]}}}
            GET /a?q= | x-h: | cookie: c=1 => 200 GET /a
            GET /a?q=1&r=2 | X-H: 1 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The c cookie is required.","details":{"c":["The c cookie is required."]}}}
        "#]],
    );
}

#[test]
fn numbers_flags_and_texts_are_read_from_their_text() {
    check_lines(
        &with("[{name: i, in: query, schema: {type: integer, maximum: 9, format: int32}}, {name: b, in: query, schema: {type: boolean}},
            {name: s, in: query, schema: {type: string, maxLength: 3, pattern: '^[0-9a-z ]*$'}}, {name: u, in: query, schema: {oneOf: [{type: integer}, {type: string, enum: ['x', '7.5']}]}},
            {name: j, in: query, content: {application/json: {schema: {type: object, required: [k]}}}}, {name: d, in: query, schema: {type: string, format: date}}]"),
        &[
            "GET /a?i=5", "GET /a?i=10", "GET /a?i=x", "GET /a?i=", "GET /a?i=5.5", "GET /a?i=1e400", "GET /a?b=true", "GET /a?b=1", "GET /a?s=123",
            "GET /a?s=1234", "GET /a?s=a+b", "GET /a?s=a%20b", "GET /a?s=%FF", "GET /a?s=%E4%B8%AD", "GET /a?u=7", "GET /a?u=7.5", "GET /a?u=7.6",
            "GET /a?j=%7B%22k%22%3A1%7D", "GET /a?j=%7B%7D", "GET /a?j=x", "GET /a?d=2024-02-30",
        ],
        &expect![[r#"
            GET /a?i=5 => 200 GET /a
            GET /a?i=10 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The i query parameter must be at most 9.","details":{"i":["The i query parameter must be at most 9."]}}}
            GET /a?i=x => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The i query parameter must be an integer.","details":{"i":["The i query parameter must be an integer."]}}}
            GET /a?i= => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The i query parameter must be an integer.","details":{"i":["The i query parameter must be an integer."]}}}
            GET /a?i=5.5 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The i query parameter must be an integer.","details":{"i":["The i query parameter must be an integer."]}}}
            GET /a?i=1e400 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The i query parameter must be an integer.","details":{"i":["The i query parameter must be an integer."]}}}
            GET /a?b=true => 200 GET /a
            GET /a?b=1 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The b query parameter must be a boolean.","details":{"b":["The b query parameter must be a boolean."]}}}
            GET /a?s=123 => 200 GET /a
            GET /a?s=1234 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The s query parameter may have at most 3 characters.","details":{"s":["The s query parameter may have at most 3 characters."]}}}
            GET /a?s=a+b => 200 GET /a
            GET /a?s=a%20b => 200 GET /a
            GET /a?s=%FF => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The s query parameter is not written as documented.","details":{"s":["The s query parameter is not written as documented."]}}}
            GET /a?s=%E4%B8%AD => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The s query parameter must match the pattern ^[0-9a-z ]*$.","details":{"s":["The s query parameter must match the pattern ^[0-9a-z ]*$."]}}}
            GET /a?u=7 => 200 GET /a
            GET /a?u=7.5 => 200 GET /a
            GET /a?u=7.6 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The u query parameter has none of the documented forms.","details":{"u":["The u query parameter has none of the documented forms."]}}}
            GET /a?j=%7B%22k%22%3A1%7D => 200 GET /a
            GET /a?j=%7B%7D => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The j.k query parameter is required.","details":{"j.k":["The j.k query parameter is required."]}}}
            GET /a?j=x => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The j query parameter is not written as documented.","details":{"j":["The j query parameter is not written as documented."]}}}
            GET /a?d=2024-02-30 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The d query parameter must be a valid date.","details":{"d":["The d query parameter must be a valid date."]}}}
        "#]],
    );
}

#[test]
fn lists_are_split_by_their_style() {
    let list = "schema: {type: array, items: {type: integer}, maxItems: 2}";
    check_lines(
        &with(&format!("[{{name: e, in: query, {list}}}, {{name: c, in: query, explode: false, {list}}}, {{name: s, in: query, style: spaceDelimited, explode: false, {list}}},
            {{name: p, in: query, style: pipeDelimited, explode: false, {list}}}, {{name: H, in: header, {list}}}]")),
        &[
            "GET /a?e=1&e=2", "GET /a?e=1&e=2&e=3", "GET /a?e=1", "GET /a?e=1,2", "GET /a?c=1,2", "GET /a?c=1,2,3", "GET /a?c=1,x",
            "GET /a?s=1%202", "GET /a?s=1+2+3", "GET /a?p=1|2", "GET /a?p=1%7C2%7C3", "GET /a\nh: 1, 2", "GET /a\nh: 1, 2, 3",
        ],
        &expect![[r#"
            GET /a?e=1&e=2 => 200 GET /a
            GET /a?e=1&e=2&e=3 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The e query parameter may have at most 2 items.","details":{"e":["The e query parameter may have at most 2 items."]}}}
            GET /a?e=1 => 200 GET /a
            GET /a?e=1,2 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The e.0 query parameter must be an integer.","details":{"e.0":["The e.0 query parameter must be an integer."]}}}
            GET /a?c=1,2 => 200 GET /a
            GET /a?c=1,2,3 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The c query parameter may have at most 2 items.","details":{"c":["The c query parameter may have at most 2 items."]}}}
            GET /a?c=1,x => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The c.1 query parameter must be an integer.","details":{"c.1":["The c.1 query parameter must be an integer."]}}}
            GET /a?s=1%202 => 200 GET /a
            GET /a?s=1+2+3 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The s query parameter may have at most 2 items.","details":{"s":["The s query parameter may have at most 2 items."]}}}
            GET /a?p=1|2 => 200 GET /a
            GET /a?p=1%7C2%7C3 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The p query parameter may have at most 2 items.","details":{"p":["The p query parameter may have at most 2 items."]}}}
            GET /a | h: 1, 2 => 200 GET /a
            GET /a | h: 1, 2, 3 => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The H header may have at most 2 items.","details":{"H":["The H header may have at most 2 items."]}}}
        "#]],
    );
}

#[test]
fn objects_are_read_by_their_style() {
    let object = "schema: {type: object, required: [n], properties: {n: {type: integer}, t: {type: string}}}";
    check_lines(
        &with(&format!(
            "[{{name: o, in: query, {object}}}, {{name: f, in: query, explode: false, {object}}}, {{name: d, in: query, style: deepObject, explode: true, {object}}}]"
        )),
        &[
            "GET /a?n=5&t=x",
            "GET /a?n=x",
            "GET /a?t=x",
            "GET /a?other=x",
            "GET /a?f=n,5,t,x",
            "GET /a?f=t,x",
            "GET /a?f=n",
            "GET /a?d[n]=5",
            "GET /a?d%5Bn%5D=5",
            "GET /a?d[n]=x",
            "GET /a?d[t]=x",
        ],
        &expect![[r#"
            GET /a?n=5&t=x => 200 GET /a
            GET /a?n=x => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The o.n query parameter must be an integer.","details":{"o.n":["The o.n query parameter must be an integer."]}}}
            GET /a?t=x => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The o.n query parameter is required.","details":{"o.n":["The o.n query parameter is required."]}}}
            GET /a?other=x => 200 GET /a
            GET /a?f=n,5,t,x => 200 GET /a
            GET /a?f=t,x => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The f.n query parameter is required.","details":{"f.n":["The f.n query parameter is required."]}}}
            GET /a?f=n => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The f query parameter is not written as documented.","details":{"f":["The f query parameter is not written as documented."]}}}
            GET /a?d[n]=5 => 200 GET /a
            GET /a?d%5Bn%5D=5 => 200 GET /a
            GET /a?d[n]=x => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The d.n query parameter must be an integer.","details":{"d.n":["The d.n query parameter must be an integer."]}}}
            GET /a?d[t]=x => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The d.n query parameter is required.","details":{"d.n":["The d.n query parameter is required."]}}}
        "#]],
    );
}

#[test]
fn path_parameters_are_decoded_after_the_path_is_split() {
    let path =
        |parameter: &str| with(&format!("[{{name: x, in: path, required: true, {parameter}}}]"));
    check_lines(
        &path("schema: {type: string, enum: [a/b, 'ä', ..]}"),
        &["GET /p/a%2Fb", "GET /p/%C3%A4", "GET /p/%2e%2e", "GET /p/.."],
        &expect![[r#"
            GET /p/a%2Fb => 200 GET /p/{x}
            GET /p/%C3%A4 => 200 GET /p/{x}
            GET /p/%2e%2e => 200 GET /p/{x}
            GET /p/.. => 200 GET /p/{x}
        "#]],
    );
    let list = "schema: {type: array, items: {type: integer}, maxItems: 2}";
    check_lines(
        &path(list),
        &["GET /p/1,2", "GET /p/1,2,3"],
        &expect![[r#"
        GET /p/1,2 => 200 GET /p/{x}
        GET /p/1,2,3 => 400 GET /p/{x} {"error":{"code":"BAD_REQUEST","message":"The x path parameter may have at most 2 items.","details":{"x":["The x path parameter may have at most 2 items."]}}}
    "#]],
    );
    check_lines(
        &path(&format!("style: label, explode: true, {list}")),
        &["GET /p/.1.2", "GET /p/.1.2.3", "GET /p/1"],
        &expect![[r#"
        GET /p/.1.2 => 200 GET /p/{x}
        GET /p/.1.2.3 => 400 GET /p/{x} {"error":{"code":"BAD_REQUEST","message":"The x path parameter may have at most 2 items.","details":{"x":["The x path parameter may have at most 2 items."]}}}
        GET /p/1 => 400 GET /p/{x} {"error":{"code":"BAD_REQUEST","message":"The x path parameter is not written as documented.","details":{"x":["The x path parameter is not written as documented."]}}}
    "#]],
    );
    check_lines(
        &path(&format!("style: matrix, {list}")),
        &["GET /p/;x=1,2", "GET /p/;x=1,2,3", "GET /p/1"],
        &expect![[r#"
        GET /p/;x=1,2 => 200 GET /p/{x}
        GET /p/;x=1,2,3 => 400 GET /p/{x} {"error":{"code":"BAD_REQUEST","message":"The x path parameter may have at most 2 items.","details":{"x":["The x path parameter may have at most 2 items."]}}}
        GET /p/1 => 400 GET /p/{x} {"error":{"code":"BAD_REQUEST","message":"The x path parameter is not written as documented.","details":{"x":["The x path parameter is not written as documented."]}}}
    "#]],
    );
    check_lines(
        &path(&format!("style: matrix, explode: true, {list}")),
        &["GET /p/;x=1;x=2", "GET /p/;x=1;x=2;x=3"],
        &expect![[r#"
        GET /p/;x=1;x=2 => 200 GET /p/{x}
        GET /p/;x=1;x=2;x=3 => 400 GET /p/{x} {"error":{"code":"BAD_REQUEST","message":"The x path parameter may have at most 2 items.","details":{"x":["The x path parameter may have at most 2 items."]}}}
    "#]],
    );
}

#[test]
fn a_header_of_one_value_comes_once() {
    check_lines(
        "
paths:
  /a:
    get:
      parameters:
        - {name: onBehalfOf, in: header, required: true, schema: {type: string}}
        - {name: tags, in: header, schema: {type: array, items: {type: string}, maxItems: 2}}
        - {name: any, in: header, schema: {}}
",
        &[
            "GET /a\nonbehalfof: a",
            "GET /a\nonbehalfof: a\nonbehalfof: b",
            "GET /a\nonbehalfof: a\nonbehalfof: a",
            "GET /a\nonbehalfof: a\ntags: a\ntags: b\nany: a\nany: b",
            "GET /a\nonbehalfof: a\ntags: a, b\ntags: c",
        ],
        &expect![[r#"
            GET /a | onbehalfof: a => 200 GET /a
            GET /a | onbehalfof: a | onbehalfof: b => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The onBehalfOf header must be given only once.","details":{"onBehalfOf":["The onBehalfOf header must be given only once."]}}}
            GET /a | onbehalfof: a | onbehalfof: a => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The onBehalfOf header must be given only once.","details":{"onBehalfOf":["The onBehalfOf header must be given only once."]}}}
            GET /a | onbehalfof: a | tags: a | tags: b | any: a | any: b => 200 GET /a
            GET /a | onbehalfof: a | tags: a, b | tags: c => 400 GET /a {"error":{"code":"BAD_REQUEST","message":"The tags header may have at most 2 items.","details":{"tags":["The tags header may have at most 2 items."]}}}
        "#]],
    );
}

#[test]
fn an_operation_overrides_the_parameters_of_its_path() {
    check_lines(
        "
paths:
  /a:
    parameters: [{$ref: '#/components/parameters/n'}, {name: m, in: query, required: true}]
    get: {parameters: [{name: n, in: query, schema: {type: string}}]}
    put: {}
components: {parameters: {n: {name: n, in: query, required: true, schema: {type: integer}}}}
",
        &["GET /a?m=1", "GET /a?n=x&m=1", "PUT /a?n=x", "PUT /a?n=1&m="],
        &expect![[r#"
            GET /a?m=1 => 200 GET /a
            GET /a?n=x&m=1 => 200 GET /a
            PUT /a?n=x => 400 PUT /a {"error":{"code":"BAD_REQUEST","message":"The n query parameter must be an integer. The m query parameter is required.","details":{"n":["The n query parameter must be an integer."],"m":["The m query parameter is required."]}}}
            PUT /a?n=1&m= => 200 PUT /a
        "#]],
    );
}
