//! Identifiers.

use expect_test::{Expect, expect};

use crate::names::{self, Scope};

fn check(wires: &[&str], expected: &Expect) {
    let mut text = String::new();
    for wire in wires {
        let line = format!(
            "{wire:?}: type {}, variant {}, field {}, static {}\n",
            names::type_ident(wire),
            names::variant_ident(wire),
            names::field_ident(wire),
            names::static_ident(wire),
        );
        text.push_str(&line);
    }
    expected.assert_eq(&text);
}

#[test]
fn cases() {
    check(
        &["onBehalfOf", "ERR_UID_NOT_FOUND", "X-Rate-Limit", "HTTPServer", "user id", "a.b/c"],
        &expect![[r#"
            "onBehalfOf": type OnBehalfOf, variant OnBehalfOf, field on_behalf_of, static ON_BEHALF_OF
            "ERR_UID_NOT_FOUND": type ErrUidNotFound, variant ErrUidNotFound, field err_uid_not_found, static ERR_UID_NOT_FOUND
            "X-Rate-Limit": type XRateLimit, variant XRateLimit, field x_rate_limit, static X_RATE_LIMIT
            "HTTPServer": type HttpServer, variant HttpServer, field http_server, static HTTP_SERVER
            "user id": type UserId, variant UserId, field user_id, static USER_ID
            "a.b/c": type ABC, variant ABC, field a_b_c, static A_B_C
        "#]],
    );
}

#[test]
fn taken_names() {
    check(
        &[
            "type",
            "self",
            "Self",
            "extra",
            "Option",
            "Result",
            "String",
            "Vec",
            "crate",
            "gen",
            "Error",
            "Into",
            "IntoIterator",
        ],
        &expect![[r#"
            "type": type Type, variant Type, field type_, static TYPE
            "self": type SelfType, variant SelfValue, field self_, static SELF
            "Self": type SelfType, variant SelfValue, field self_, static SELF
            "extra": type ExtraType, variant Extra, field extra_, static EXTRA
            "Option": type OptionType, variant Option, field option, static OPTION
            "Result": type ResultType, variant Result, field result, static RESULT
            "String": type StringType, variant String, field string, static STRING
            "Vec": type VecType, variant Vec, field vec, static VEC
            "crate": type Crate, variant Crate, field crate_, static CRATE
            "gen": type Gen, variant Gen, field gen_, static GEN
            "Error": type Error, variant Error, field error, static ERROR
            "Into": type IntoType, variant Into, field into, static INTO
            "IntoIterator": type IntoIteratorType, variant IntoIterator, field into_iterator, static INTO_ITERATOR
        "#]],
    );
}

#[test]
fn signs_digits_and_unicode() {
    check(
        &[
            "+1",
            "-1",
            "-created_at",
            "<=",
            "",
            "***",
            "2xl",
            "größe",
            "日本",
            "m²",
            "_",
            "__typename",
            "\u{202e}x",
        ],
        &expect![[r#"
            "+1": type Plus1, variant Plus1, field plus_1, static PLUS_1
            "-1": type Minus1, variant Minus1, field minus_1, static MINUS_1
            "-created_at": type MinusCreatedAt, variant MinusCreatedAt, field minus_created_at, static MINUS_CREATED_AT
            "<=": type LessEqual, variant LessEqual, field less_equal, static LESS_EQUAL
            "": type Unnamed, variant Empty, field unnamed, static UNNAMED
            "***": type StarStarStar, variant StarStarStar, field star_star_star, static STAR_STAR_STAR
            "2xl": type N2xl, variant N2xl, field n2xl, static N2XL
            "größe": type Größe, variant Größe, field größe, static GRÖSSE
            "日本": type 日本, variant 日本, field 日本, static 日本
            "m²": type M, variant M, field m, static M
            "_": type Underscore, variant Underscore, field underscore, static UNDERSCORE
            "__typename": type Typename, variant Typename, field typename, static TYPENAME
            "\u{202e}x": type X, variant X, field x, static X
        "#]],
    );
}

#[test]
fn a_scope_gives_each_name_once() {
    let mut scope = Scope::default();
    let given: Vec<String> = ["Foo", "Foo", "Foo", "V1", "V1", "bar", "bar"]
        .iter()
        .map(|name| scope.claim(name))
        .collect();
    expect!["Foo, Foo2, Foo3, V1, V1N2, bar, bar_2"].assert_eq(&given.join(", "));
}

#[test]
fn every_identifier_is_one() {
    proptest::proptest!(|(wire in "\\PC{0,12}")| {
        for ident in [
            names::type_ident(&wire),
            names::variant_ident(&wire),
            names::field_ident(&wire),
            names::setter_ident(&wire),
            names::method_ident(&wire),
            names::module_ident(&wire),
            names::static_ident(&wire),
        ] {
            proptest::prop_assert!(syn::parse_str::<syn::Ident>(&ident).is_ok(), "{wire:?} became {ident:?}");
        }
    });
}

/// What a document calls like a method of the client or its builder would be there twice.
#[test]
fn methods_of_the_client_are_taken() {
    let document = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n";
    let source = crate::Source::from_memory(&[("openapi.yaml", document)]);
    let generated = crate::generate(&source, &crate::Config::new("a"));
    let runtime = generated.files.iter().filter(|(path, _)| path.starts_with("src/runtime"));
    let mut free = Vec::new();
    for (path, bytes) in runtime {
        let text = std::str::from_utf8(bytes).expect("Rust is text");
        let file = syn::parse_file(text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        free.extend(file.items.iter().flat_map(client_methods));
    }
    assert!(free.iter().any(|name| name == "origin"), "the methods are found: {free:?}");
    free.retain(|name| names::method_ident(name) == *name);
    assert!(free.is_empty(), "add to `TAKEN_METHODS`: {free:?}");
}

fn client_methods(item: &syn::Item) -> Vec<String> {
    let syn::Item::Impl(block) = item else { return Vec::new() };
    let syn::Type::Path(ty) = &*block.self_ty else { return Vec::new() };
    if block.trait_.is_some()
        || !["Client", "ClientBuilder"].iter().any(|name| ty.path.is_ident(name))
    {
        return Vec::new();
    }
    let methods = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
        _ => None,
    });
    methods.collect()
}

/// Most names take a shorter way, which leads to the same words.
#[test]
fn names_in_snake_case_are_what_the_library_makes_of_them() {
    use heck::{ToSnakeCase, ToUpperCamelCase};
    proptest::proptest!(|(wire in "[a-z0-9_]{1,12}")| {
        proptest::prop_assert_eq!(names::plain_snake(&wire), wire.to_snake_case());
        let (variant, field) = (names::variant_ident(&wire), names::field_ident(&wire));
        let (camel, snake) = (wire.to_upper_camel_case(), wire.to_snake_case());
        if wire.starts_with(|first: char| first.is_ascii_lowercase()) {
            proptest::prop_assert!(variant.starts_with(&camel), "{wire} became {variant}");
            proptest::prop_assert!(field.trim_start_matches("r#").starts_with(&snake), "{wire} became {field}");
        }
    });
}

#[test]
fn modules_have_names_that_files_can_have() {
    let long = names::module_ident(&"a very long name ".repeat(30));
    assert!(long.len() <= 80 && !long.ends_with('_'), "{long}");
}
