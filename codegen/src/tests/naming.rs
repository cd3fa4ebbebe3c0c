//! What operations are called.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::lower::file;
use crate::{Source, analyze};

/// An operation: path, method, and operationId where it has one.
type Told<'t> = (&'t str, &'t str, Option<&'t str>);

fn document(operations: &[Told<'_>]) -> String {
    let mut paths = Map::new();
    for (path, method, id) in operations {
        let item = paths.entry(*path).or_insert_with(|| json!({}));
        let mut operation = json!({ "responses": {} });
        if let Some(id) = id {
            operation["operationId"] = json!(id);
        }
        item[method] = operation;
    }
    json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": paths })
        .to_string()
}

/// The names of the methods and requests, by method and path.
fn names(operations: &[Told<'_>]) -> Vec<(String, String)> {
    let source = Source::from_memory(&[("openapi.json", &document(operations))]);
    let (api, _) = analyze(&source);
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut names: Vec<_> = operations
        .map(|it| {
            let place = format!("{} {}", it.method.as_str(), it.path);
            (place, format!("{} {}", it.name.ident, it.type_ident))
        })
        .collect();
    names.sort();
    names
}

fn check(operations: &[Told<'_>], expected: &Expect) {
    let lines = names(operations).into_iter().map(|(place, name)| format!("{place}: {name}\n"));
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn without_an_id_of_its_own_an_operation_is_named_by_method_and_path() {
    check(
        &[
            ("/", "get", None),
            ("/users", "get", Some("listUsers")),
            ("/users", "post", None),
            ("/users/{id}", "get", None),
            ("/users/id", "get", None),
            ("/users/{userId}/posts", "get", Some("")),
            ("/twice/a", "get", Some("twice")),
            ("/twice/b", "get", Some("twice")),
            ("/near/a", "get", Some("near_id")),
            ("/near/b", "get", Some("nearId")),
            ("/user-list", "get", None),
            ("/user.list", "get", None),
            ("/taken", "get", None),
            ("/other", "get", Some("getTaken")),
        ],
        &expect![[r#"
            GET /: get Get
            GET /near/a: get_near_a GetNearA
            GET /near/b: get_near_b GetNearB
            GET /other: get_taken GetTaken
            GET /taken: get_taken_fd72 GetTakenFd72
            GET /twice/a: get_twice_a GetTwiceA
            GET /twice/b: get_twice_b GetTwiceB
            GET /user-list: get_user_list_63b5 GetUserList63b5
            GET /user.list: get_user_list_9cdd GetUserList9cdd
            GET /users: list_users ListUsers
            GET /users/id: get_users_id GetUsersId
            GET /users/{id}: get_users_by_id GetUsersById
            GET /users/{userId}/posts: get_users_by_user_id_posts GetUsersByUserIdPosts
            POST /users: post_users PostUsers
        "#]],
    );
}

const SOME: &[Told<'_>] = &[
    ("/a", "get", None),
    ("/a/{id}", "get", None),
    ("/a/{id}", "put", Some("putA")),
    ("/b", "get", Some("twice")),
    ("/c", "get", Some("twice")),
    ("/d-e", "get", None),
    ("/d.e", "get", None),
];

const MORE: &[Told<'_>] = &[
    ("/z", "get", None),
    ("/z", "put", Some("putZ")),
    ("/a", "delete", None),
    ("/z/{id}", "get", Some("twice")),
    ("/d+e", "get", None),
];

proptest! {
    /// Also an operation that wants a name over which others quarrel already renames none of them.
    #[test]
    fn an_operation_more_renames_no_other(
        more in prop::collection::vec((0..MORE.len(), 0..=SOME.len()), 1..6),
    ) {
        let before = names(SOME);
        let mut operations = SOME.to_vec();
        for (which, at) in more {
            if !operations.contains(&MORE[which]) {
                operations.insert(at, MORE[which]);
            }
        }
        let after = names(&operations);
        for name in before {
            prop_assert!(after.contains(&name), "{name:?} is not in {after:#?}");
        }
    }
}

#[test]
fn what_is_renamed_is_said() {
    let source = Source::from_memory(&[(
        "openapi.json",
        &document(&[("/a", "get", Some("getA")), ("/b", "put", Some("get_a"))]),
    )]);
    let said: Vec<Value> = analyze(&source).1.iter().map(|it| json!(it.message)).collect();
    assert_eq!(
        said,
        ["another operation is called `get_a`, too; this one, by method and path, `put_b`"]
    );
}

#[test]
fn requests_without_small_letters_are_no_tables() {
    let operation =
        |id: &str| format!("  /{id}: {{get: {{operationId: {id}, responses: {{}}}}}}\n");
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Test, version: '1'}}\npaths:\n{}",
        ["a", "v1", "aB", "ab", "plain", "ß", "ss"].map(operation).concat()
    );
    let text = file(&document, "src/operations/default.rs");
    let is_table = |line: &&str| line.starts_with("request! {");
    let tables = text.lines().filter(is_table).filter_map(|line| line.split(" by").next());
    expect![[r#"
        request! { A(Call)
        request! { V1(Call)
        request! { AB(Call)
        request! { Ab(Call)
        request! { Plain(Call)
        request! { SS(Call)
        request! { Ss(Call)"#]]
    .assert_eq(&tables.collect::<Vec<_>>().join("\n"));
}

/// A request is a function, too, which would hide what the tables of outcomes call.
#[test]
fn requests_hide_nothing_that_their_module_uses() {
    check(
        &[("/a", "get", Some("ok")), ("/b", "get", Some("err")), ("/c", "get", Some("result"))],
        &expect![[r#"
            GET /a: ok OkRequest
            GET /b: err ErrRequest
            GET /c: result ResultRequest
        "#]],
    );
}
