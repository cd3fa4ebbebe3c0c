//! Answers that come in pages: what is recognised, what is not, and what the extension declares.

use expect_test::{Expect, expect};

use super::lower::file;

/// What leads from page to page in `GET /pets` with these parameters of the query, this answer and these other
/// members, and what is said of the document.
fn found(params: &[&str], schema: &str, rest: &str) -> String {
    let params: Vec<String> = params
        .iter()
        .map(|param| {
            let (name, schema) = param.split_once(": ").unwrap_or((param, "{type: integer}"));
            format!("        - {{name: '{name}', in: query, schema: {schema}}}\n")
        })
        .collect();
    let params = if params.is_empty() {
        String::new()
    } else {
        format!("      parameters:\n{}", params.concat())
    };
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Test, version: '1'}}\npaths:\n  /pets:\n    get:\n      operationId: list\n{params}{rest}      responses: {{'200': {{description: d, content: {{application/json: {{schema: {schema}}}}}}}}}\ncomponents: {{schemas: {{Pet: {{type: object, required: [id], properties: {{id: {{type: string}}}}}}}}}}\n"
    );
    paged(&document)
}

/// What is said of a document, and what leads from page to page in its one operation.
fn paged(document: &str) -> String {
    let text = file(document, "src/operations/default.rs");
    let said = text.split("// @generated").next().unwrap_or_default();
    let each = text.split_once("each ").and_then(|(_, rest)| rest.split_once(" }"));
    let each = each.map_or("one page", |(each, _)| each).replace('\n', " ");
    format!("{said}{each}\n")
}

#[track_caller]
fn check(params: &[&str], schema: &str, expected: &Expect) {
    expected.assert_eq(&found(params, schema, ""));
}

#[track_caller]
fn declared(extension: &str, params: &[&str], schema: &str, expected: &Expect) {
    expected.assert_eq(&found(params, schema, &format!("      x-pagination: {extension}\n")));
}

const PETS: &str = "{type: array, items: {$ref: '#/components/schemas/Pet'}}";

/// An object with the pets under a name and other members.
fn object(name: &str, more: &str) -> String {
    format!("{{type: object, required: [{name}], properties: {{{name}: {PETS}, {more}}}}}")
}

/// Pages that are counted end where one says so, and not where a server refuses to give another.
#[test]
fn the_last_of_numbered_pages() {
    const NEXT: &str = "next_page: {type: integer, nullable: true}";
    const TOTAL: &str = "total_pages: {type: integer}";
    for (params, more, end) in [
        (
            ["page", "size"],
            "last: {type: boolean}, totalPages: {type: integer}",
            r#".ended(&["last"])"#,
        ),
        (
            ["page", "size"],
            &format!("{NEXT}, has_more: {{type: boolean}}"),
            r#".more(&["has_more"])"#,
        ),
        (
            ["page", "size"],
            &format!("meta: {{type: object, properties: {{{NEXT}, {TOTAL}}}}}"),
            r#".numbered(&["meta", "next_page"])"#,
        ),
        (["page", "size"], TOTAL, r#".pages(&["total_pages"])"#),
        (["page", "size"], "last_page: {type: integer}", r#".pages(&["last_page"])"#),
        // The last of two is called 1 then.
        (["page: {type: integer, default: 0}", "size"], "last_page: {type: integer}", ""),
        (
            ["page", "size"],
            "meta: {type: object, properties: {pages: {type: integer}}}",
            r#".pages(&["meta", "pages"])"#,
        ),
        (["offset", "size"], "last: {type: boolean}", r#".ended(&["last"])"#),
        // It may be what something else has, as a book does.
        (["page", "size"], "pages: {type: integer}", ""),
        // It may be how many items the page has.
        (["page", "size"], "page_count: {type: integer}", ""),
    ] {
        let found = found(&params, &object("pets", more), "");
        let end = format!(r#".items(&["pets"]){end}"#);
        assert!(found.trim_end().ends_with(&end), "{more}: {found}");
    }
    declared(
        "{page: p, items: /pets, ended: /end, pages: /count}",
        &["p"],
        &object("pets", "end: {type: boolean}"),
        &expect![[r#"
            models::Pet: page(0, 1).items(&["pets"]).ended(&["end"]).pages(&["count"])
        "#]],
    );
    declared(
        "{page: p, items: /pets, ended: /next}",
        &["p"],
        &object("pets", "next: {type: integer}"),
        &expect![[r#"
            models::Pet: page(0, 1).items(&["pets"]).numbered(&["next"])
        "#]],
    );
}

#[test]
fn numbers_of_pages() {
    check(&["page", "per_page"], PETS, &expect!["models::Pet: page(0, 1)\n"]);
    check(
        &["page: {type: integer, default: 0}", "size"],
        PETS,
        &expect!["models::Pet: page(0, 0)\n"],
    );
    check(
        &["page[number]: {type: integer, minimum: 1}"],
        &object("data", "meta: {type: object, properties: {total_pages: {type: integer}}}"),
        &expect![[r#"
            models::Pet: page(0, 1).items(&["data"]).pages(&["meta", "total_pages"])
        "#]],
    );
    check(
        &["sort: {type: string}", "pageNo"],
        &object("rows", "hasNext: {type: boolean}"),
        &expect![[r#"models::Pet: page(1, 1).items(&["rows"]).more(&["hasNext"])
"#]],
    );
}

#[test]
fn offsets() {
    check(&["limit", "offset"], PETS, &expect!["models::Pet: offset(1, 0)\n"]);
    check(
        &["$top", "$skip"],
        &object("value", "count: {type: integer}"),
        &expect![[r#"models::Pet: offset(1, 0).items(&["value"])
"#]],
    );
}

#[test]
fn cursors() {
    let text = "{type: string}";
    check(
        &["cursor: {type: string}"],
        &object(
            "pets",
            "response_metadata: {type: object, properties: {next_cursor: {type: string}}}",
        ),
        &expect![[
            r#"models::Pet: cursor(0, &["response_metadata", "next_cursor"]).items(&["pets"])
"#
        ]],
    );
    check(
        &["cursor: {type: string}"],
        &object("pets", &format!("cursor: {text}")),
        &expect![[r#"models::Pet: cursor(0, &["cursor"]).items(&["pets"])
"#]],
    );
    check(
        &["pageToken: {type: string}", "pageSize"],
        &format!("{{type: object, properties: {{items: {PETS}, nextPageToken: {text}}}}}"),
        &expect![[r#"models::Pet: cursor(0, &["nextPageToken"]).items(&["items"]).lacking()
"#]],
    );
    check(
        &["after: {type: string}"],
        &object(
            "data",
            "paging: {type: object, properties: {cursors: {type: object, properties: {after: {type: string}}}}}",
        ),
        &expect![[r#"models::Pet: cursor(0, &["paging", "cursors", "after"]).items(&["data"])
"#]],
    );
    check(
        &["after_id: {type: string}"],
        &object("data", "last_id: {type: string}, has_more: {type: boolean}"),
        &expect![[r#"models::Pet: cursor(0, &["last_id"]).items(&["data"]).more(&["has_more"])
"#]],
    );
    check(
        &["from", "limit"],
        &object("results", "next: {type: integer, nullable: true}"),
        &expect![[r#"models::Pet: cursor(0, &["next"]).items(&["results"])
"#]],
    );
    check(
        &["starting_after: {type: string}"],
        &object("data", "has_more: {type: boolean}"),
        &expect![[r#"models::Pet: last(0, &["id"]).items(&["data"]).more(&["has_more"])
"#]],
    );
}

#[test]
fn dropshot_says_so() {
    assert_eq!(
        found(
            &["page_token: {type: string}", "limit"],
            &object("items", "next_page: {type: string, nullable: true}"),
            "      x-dropshot-pagination: {required: []}\n",
        ),
        "models::Pet: cursor(0, &[\"next_page\"]).items(&[\"items\"])\n"
    );
}

#[test]
fn addresses() {
    check(
        &["page"],
        &object("results", "next: {type: string, format: uri, nullable: true}"),
        &expect![[r#"models::Pet: link(&["next"]).items(&["results"])
"#]],
    );
    check(
        &[],
        &object("data", "links: {type: object, properties: {next: {type: string}}}"),
        &expect![[r#"models::Pet: link(&["links", "next"]).items(&["data"])
"#]],
    );
    check(
        &[],
        "{type: object, properties: {_embedded: {type: object, properties: {pets: {type: array, items: {type: string}}}}, _links: {type: object, properties: {next: {type: object, properties: {href: {type: string}}}}}}}",
        &expect![[
            r#"String: link(&["_links", "next", "href"]).items(&["_embedded", "pets"]).lacking()
"#
        ]],
    );
    check(
        &[],
        &object("value", "'@odata.nextLink': {type: string}"),
        &expect![[r#"models::Pet: link(&["@odata.nextLink"]).items(&["value"])
"#]],
    );
    let document = "openapi: 3.0.3\ninfo: {title: Test, version: '1'}\npaths:\n  /pets:\n    get:\n      operationId: list\n      responses: {'200': {description: d, headers: {Link: {schema: {type: string}}}, content: {application/json: {schema: {type: array, items: {type: string}}}}}}\n";
    let text = file(document, "src/operations/default.rs").replace("\n    ", " ");
    assert!(text.contains("-> json Vec<String>, each String: header() }"), "{text}");
}

#[test]
fn the_list_is_the_only_one_or_has_a_telling_name() {
    let next = "next_cursor: {type: string}";
    let of = |lists: &str| format!("{{type: object, properties: {{{lists}, {next}}}}}");
    for (lists, is_found) in [
        (
            "a: {type: array, items: {type: string}}, errors: {type: array, items: {type: string}}",
            true,
        ),
        (
            "a: {type: array, items: {type: string}}, results: {type: array, items: {type: string}}",
            true,
        ),
        (
            "a: {type: array, items: {type: string}}, pets: {type: array, items: {type: string}}",
            true,
        ),
        ("a: {type: array, items: {type: string}}, b: {type: array, items: {type: string}}", false),
        ("a: {type: object, properties: {items: {type: array, items: {type: string}}}}", false),
        ("data: {type: object, properties: {pets: {type: array, items: {type: string}}}}", true),
        ("a: {type: integer}", false),
    ] {
        let found = found(&["cursor: {type: string}"], &of(lists), "");
        assert_eq!(found != "one page\n", is_found, "{lists}: {found}");
    }
}

#[test]
fn one_sign_alone_is_none() {
    for (params, schema) in [
        // No list, or no way on.
        (&["page", "per_page"][..], "{$ref: '#/components/schemas/Pet'}".to_owned()),
        (&["limit"], PETS.to_owned()),
        (&["before", "after", "limit"], PETS.to_owned()),
        // A page of a book; a page that may begin with 0 or 1; a name.
        (&["page"], PETS.to_owned()),
        (&["page: {type: integer, minimum: 0}", "limit"], PETS.to_owned()),
        (&["page: {type: string}", "limit"], PETS.to_owned()),
        (&["offset"], PETS.to_owned()),
        // A cursor that nothing gives, one that nothing takes, one of another kind, one that is echoed.
        (&["cursor: {type: string}"], object("pets", "previous_cursor: {type: string}")),
        (&["limit"], object("pets", "next_cursor: {type: string}")),
        (&["cursor"], object("pets", "next_cursor: {type: string}")),
        (&["page_token: {type: string}"], object("pets", "page_token: {type: string}")),
        (&["after_id: {type: string}"], object("data", "last_id: {type: string}")),
        (&["starting_after: {type: string}"], object("data", "url: {type: string}")),
        // What is next may be anything.
        (&[], object("pets", "next: {type: string}")),
        (&[], object("pets", "next: {type: boolean}, url: {type: string}")),
    ] {
        assert_eq!(found(params, &schema, ""), "one page\n", "{params:?} {schema}");
    }
}

#[test]
fn the_extension_declares() {
    let any = "{type: object, properties: {a/b: {type: object, properties: {'': {type: array, items: {type: integer}}}}, more: {type: boolean}}}";
    declared(
        "{page: p, items: '/a~1b/', first: 0, more: /more}",
        &["p"],
        any,
        &expect![[r#"i64: page(0, 0).items(&["a/b", ""]).lacking().more(&["more"])
"#]],
    );
    declared("{offset: start}", &["start"], PETS, &expect!["models::Pet: offset(0, 0)\n"]);
    declared(
        "{cursor: c, next: /x/y}",
        &["c: {type: string}"],
        PETS,
        &expect![[r#"models::Pet: cursor(0, &["x", "y"])
"#]],
    );
    declared(
        "{cursor: c, last: ''}",
        &["c: {type: string}"],
        PETS,
        &expect!["models::Pet: last(0, &[])\n"],
    );
    declared(
        "{next: /n, items: /z/q}",
        &[],
        "{}",
        &expect![[r#"Json: link(&["n"]).items(&["z", "q"]).lacking()
"#]],
    );
    declared("{next: Link}", &[], PETS, &expect!["models::Pet: header()\n"]);
}

#[test]
fn the_extension_switches_off() {
    declared("false", &["page", "per_page"], PETS, &expect!["one page\n"]);
}

#[test]
fn an_extension_that_is_wrong_is_told() {
    let mut told = String::new();
    for extension in [
        "true",
        "{size: p}",
        "{page: q, items: /none, more: none}",
        "{page: q}",
        "{page: p, offset: p}",
        "{page: p, first: one}",
        "{page: p, items: /none}",
        "{page: p, items: none}",
        "{cursor: p}",
        "{items: ''}",
    ] {
        let found = found(&["p"], PETS, &format!("      x-pagination: {extension}\n"));
        let lines: Vec<&str> = found
            .lines()
            .filter(|line| line.contains("warning") || line.contains("help"))
            .collect();
        assert!(found.ends_with("one page\n"), "{extension} is taken: {found}");
        told.extend([extension, "\n  ", &lines.join("\n  "), "\n"]);
    }
    expect![[r#"
        true
          warning[invalid-pagination]: `x-pagination` is neither an object nor `false`
            = help: name a parameter by `page`, `offset` or `cursor`, or say where the address of the next page is by `next`
        {size: p}
          warning[invalid-pagination]: nothing says how the next page is asked for
            = help: give the parameter by `page`, `offset` or `cursor`; or where the address of the next page is by `next`, a JSON pointer or `Link` for the header
          warning[invalid-pagination]: `x-pagination` has no `size`
            = help: it has `cursor`, `ended`, `first`, `items`, `last`, `more`, `next`, `offset`, `page`, `pages`
        {page: q, items: /none, more: none}
          warning[invalid-pagination]: the operation has no parameter "q" of the query or a form that is a text or a number
            = help: a member of a JSON body is given by a JSON pointer, such as `/cursor`
          warning[invalid-pagination]: the answer has no list there
            = help: say where the items are by `items`, a JSON pointer such as `/data`; it is empty where the answer is the list
          warning[invalid-pagination]: `more` is no JSON pointer into the answer
            = help: write it like `/meta/next`
        {page: q}
          warning[invalid-pagination]: the operation has no parameter "q" of the query or a form that is a text or a number
            = help: a member of a JSON body is given by a JSON pointer, such as `/cursor`
        {page: p, offset: p}
          warning[invalid-pagination]: only one of `page`, `offset` and `cursor` leads to the next page
            = help: name a parameter by `page`, `offset` or `cursor`, or say where the address of the next page is by `next`
        {page: p, first: one}
          warning[invalid-pagination]: the number of the first page or item is no integer
            = help: name a parameter by `page`, `offset` or `cursor`, or say where the address of the next page is by `next`
        {page: p, items: /none}
          warning[invalid-pagination]: the answer has no list there
            = help: say where the items are by `items`, a JSON pointer such as `/data`; it is empty where the answer is the list
        {page: p, items: none}
          warning[invalid-pagination]: `items` is no JSON pointer into the answer
            = help: write it like `/meta/next`
        {cursor: p}
          warning[invalid-pagination]: `cursor` needs either `next`, which is where a page has the cursor, or `last`, which is where its last item has it
            = help: name a parameter by `page`, `offset` or `cursor`, or say where the address of the next page is by `next`
        {items: ''}
          warning[invalid-pagination]: nothing says how the next page is asked for
            = help: give the parameter by `page`, `offset` or `cursor`; or where the address of the next page is by `next`, a JSON pointer or `Link` for the header
    "#]].assert_eq(&told);
}

/// What leads from page to page in `POST /pets/search` with these members of the body.
fn searched(rest: &str, members: &str, schema: &str) -> String {
    let body = format!(
        "content: {{application/json: {{schema: {{type: object, properties: {{{members}}}}}}}}}"
    );
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Test, version: '1'}}\npaths:\n  /pets/search:\n    post:\n      operationId: run\n{rest}      requestBody: {{{body}}}\n      responses: {{'200': {{description: d, content: {{application/json: {{schema: {schema}}}}}}}}}\ncomponents: {{schemas: {{Id: {{anyOf: [{{type: integer}}, {{type: string, format: uuid}}]}}, Pet: {{type: object, required: [id], properties: {{id: {{type: string}}}}}}}}}}\n"
    );
    paged(&document)
}

#[test]
fn members_of_the_body_of_a_search() {
    let check = |members: &str, schema: &str, expected: &Expect| {
        expected.assert_eq(&searched("", members, schema));
    };
    check(
        "offset: {type: integer, minimum: 0}, limit: {type: integer}, filter: {type: object}",
        &object("hits", "total: {type: integer}"),
        &expect![[r#"
            models::Pet: body_offset(&["offset"], 0).items(&["hits"])
        "#]],
    );
    check(
        "cursor: {type: string, nullable: true}",
        &object(
            "results",
            "next_cursor: {type: string, nullable: true}, has_more: {type: boolean}",
        ),
        &expect![[r#"
            models::Pet: body_cursor(&["cursor"], &["next_cursor"]).items(&["results"]).more(&["has_more"])
        "#]],
    );
    let schema = object("points", "next_page_offset: {$ref: '#/components/schemas/Id'}");
    check(
        "offset: {$ref: '#/components/schemas/Id'}",
        &schema,
        &expect![[r#"
        models::Pet: body_cursor(&["offset"], &["next_page_offset"]).items(&["points"])
    "#]],
    );
    check(
        "page: {type: integer}, filter: {type: object}",
        PETS,
        &expect![[r#"
        one page
    "#]],
    );
    check(
        "offset: {type: string}, limit: {type: integer}",
        PETS,
        &expect![[r#"
        one page
    "#]],
    );
}

#[test]
fn members_of_the_body_are_declared_by_pointers() {
    let declared = |extension: &str, expected: &Expect| {
        let members = "paging: {type: object, properties: {at: {type: string}}}, free: {}";
        let schema = object("items", "next: {type: string}");
        let rest = format!("      x-pagination: {extension}\n");
        expected.assert_eq(&searched(&rest, members, &schema));
    };
    declared(
        "{cursor: /paging/at, next: /next}",
        &expect![[r#"
        models::Pet: body_cursor(&["paging", "at"], &["next"]).items(&["items"])
    "#]],
    );
    declared(
        "{cursor: /free/a~1b, last: /id, more: /next}",
        &expect![[r#"
        models::Pet: body_last(&["free", "a/b"], &["id"]).items(&["items"]).more(&["next"])
    "#]],
    );
    declared(
        "{page: /paging/number}",
        &expect![[r#"
        warning[invalid-pagination]: the body has no such member
         --> openapi.yaml:7:28
          |
        7 |       x-pagination: {page: /paging/number}
          |                            ^^^^^^^^^^^^^^
          |
          = help: name a parameter by `page`, `offset` or `cursor`, or say where the address of the next page is by `next`
        one page
    "#]],
    );
    declared(
        "{page: at}",
        &expect![[r#"
            warning[invalid-pagination]: the operation has no parameter "at" of the query or a form that is a text or a number
             --> openapi.yaml:7:28
              |
            7 |       x-pagination: {page: at}
              |                            ^^
              |
              = help: a member of a JSON body is given by a JSON pointer, such as `/cursor`
            one page
        "#]],
    );
}

#[test]
fn a_member_needs_a_json_body() {
    declared(
        "{cursor: /at, next: /next}",
        &[],
        &object("items", "next: {type: string}"),
        &expect![[r#"
            warning[invalid-pagination]: the operation has no JSON body
             --> openapi.yaml:7:30
              |
            7 |       x-pagination: {cursor: /at, next: /next}
              |                              ^^^
              |
              = help: name a parameter by `page`, `offset` or `cursor`, or say where the address of the next page is by `next`
            one page
        "#]],
    );
}
