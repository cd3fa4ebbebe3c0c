//! The styles of parameters, in each place.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use expect_test::{Expect, expect};
use reqwest::header::COOKIE;

use super::operation::operation;
use crate::runtime::{
    Call, Client, ClientBuilder, IntegerOrString, Method, Number, NumberOrString, Param, Place,
    Server, Style, ToParam, UnixTime,
};

static NOWHERE: Server = Server { url: "https://h", variables: &[] };

fn client() -> Client {
    ClientBuilder::new(&NOWHERE, "styles/1").build().expect("a good client")
}

/// A call with one parameter `p`.
fn call(param: Param, value: impl ToParam) -> Call {
    let operation = operation!(
        "styles",
        Method::GET,
        if param.place == Place::Path { "/a/{p}/z" } else { "/a" },
        params = Box::leak(Box::new([param]))
    );
    let mut call = Call::new(&client(), Box::leak(Box::new(operation)));
    call.set(0, value);
    call
}

/// What is sent of a value: the path and query, or the header, or the refusal.
fn sent(param: Param, value: impl ToParam) -> String {
    let request = match call(param, value).request() {
        Ok(request) => request,
        Err(error) => return error.to_string(),
    };
    let header = match param.place {
        Place::Header => request.headers().get("p"),
        Place::Cookie => request.headers().get(COOKIE),
        _ => return request.url().as_str().replace("https://h", ""),
    };
    header.map_or("(left out)".to_owned(), |value| {
        String::from_utf8_lossy(value.as_bytes()).into_owned()
    })
}

/// A text, a list, an empty list and an object, each exploded and not.
fn check(param: Param, styles: &[Style], expect: &Expect) {
    let object: BTreeMap<String, i32> = [("k".to_owned(), 1), ("ö".to_owned(), 2)].into();
    let mut table = String::new();
    for (style, explode) in styles.iter().flat_map(|style| [(style, false), (style, true)]) {
        let param = param.styled(*style).exploded(explode);
        let name = format!("{style:?}{}", if explode { "*" } else { "" });
        for (kind, sent) in [
            ("text", sent(param, "a b")),
            ("list", sent(param, ["a", "b", "&ö"])),
            ("none", sent(param, Vec::<String>::new())),
            ("object", sent(param, object.clone())),
        ] {
            writeln!(table, "{name:<16} {kind:<6} {sent}").expect("a String takes all");
        }
    }
    expect.assert_eq(&table);
}

#[test]
fn in_a_path() {
    check(
        Param::path("p"),
        &[Style::Simple, Style::Label, Style::Matrix],
        &expect![[r#"
            Simple           text   /a/a%20b/z
            Simple           list   /a/a,b,%26%C3%B6/z
            Simple           none   styles could not be built: p is empty: a path value must be one segment
            Simple           object /a/k,1,%C3%B6,2/z
            Simple*          text   /a/a%20b/z
            Simple*          list   /a/a,b,%26%C3%B6/z
            Simple*          none   styles could not be built: p is empty: a path value must be one segment
            Simple*          object /a/k=1,%C3%B6=2/z
            Label            text   /a/.a%20b/z
            Label            list   /a/.a,b,%26%C3%B6/z
            Label            none   styles could not be built: p is empty: a path value must be one segment
            Label            object /a/.k,1,%C3%B6,2/z
            Label*           text   /a/.a%20b/z
            Label*           list   /a/.a.b.%26%C3%B6/z
            Label*           none   styles could not be built: p is empty: a path value must be one segment
            Label*           object /a/.k=1.%C3%B6=2/z
            Matrix           text   /a/;p=a%20b/z
            Matrix           list   /a/;p=a,b,%26%C3%B6/z
            Matrix           none   styles could not be built: p is empty: a path value must be one segment
            Matrix           object /a/;p=k,1,%C3%B6,2/z
            Matrix*          text   /a/;p=a%20b/z
            Matrix*          list   /a/;p=a;p=b;p=%26%C3%B6/z
            Matrix*          none   styles could not be built: p is empty: a path value must be one segment
            Matrix*          object /a/;k=1;%C3%B6=2/z
        "#]],
    );
}

#[test]
fn in_a_query() {
    check(
        Param::query("p"),
        &[Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject],
        &expect![[r#"
            Form             text   /a?p=a%20b
            Form             list   /a?p=a,b,%26%C3%B6
            Form             none   /a
            Form             object /a?p=k,1,%C3%B6,2
            Form*            text   /a?p=a%20b
            Form*            list   /a?p=a&p=b&p=%26%C3%B6
            Form*            none   /a
            Form*            object /a?k=1&%C3%B6=2
            SpaceDelimited   text   /a?p=a%20b
            SpaceDelimited   list   /a?p=a%20b%20%26%C3%B6
            SpaceDelimited   none   /a
            SpaceDelimited   object /a?p=k%201%20%C3%B6%202
            SpaceDelimited*  text   /a?p=a%20b
            SpaceDelimited*  list   /a?p=a&p=b&p=%26%C3%B6
            SpaceDelimited*  none   /a
            SpaceDelimited*  object /a?k=1&%C3%B6=2
            PipeDelimited    text   /a?p=a%20b
            PipeDelimited    list   /a?p=a%7Cb%7C%26%C3%B6
            PipeDelimited    none   /a
            PipeDelimited    object /a?p=k%7C1%7C%C3%B6%7C2
            PipeDelimited*   text   /a?p=a%20b
            PipeDelimited*   list   /a?p=a&p=b&p=%26%C3%B6
            PipeDelimited*   none   /a
            PipeDelimited*   object /a?k=1&%C3%B6=2
            DeepObject       text   /a?p=a%20b
            DeepObject       list   /a?p%5B0%5D=a&p%5B1%5D=b&p%5B2%5D=%26%C3%B6
            DeepObject       none   /a
            DeepObject       object /a?p%5Bk%5D=1&p%5B%C3%B6%5D=2
            DeepObject*      text   /a?p=a%20b
            DeepObject*      list   /a?p%5B0%5D=a&p%5B1%5D=b&p%5B2%5D=%26%C3%B6
            DeepObject*      none   /a
            DeepObject*      object /a?p%5Bk%5D=1&p%5B%C3%B6%5D=2
        "#]],
    );
}

#[test]
fn in_a_header() {
    check(
        Param::header("p"),
        &[Style::Simple],
        &expect![[r#"
        Simple           text   a b
        Simple           list   a,b,&ö
        Simple           none   (left out)
        Simple           object k,1,ö,2
        Simple*          text   a b
        Simple*          list   a,b,&ö
        Simple*          none   (left out)
        Simple*          object k=1,ö=2
    "#]],
    );
}

#[test]
fn in_a_cookie() {
    check(
        Param::cookie("p"),
        &[Style::Form],
        &expect![[r#"
        Form             text   p=a%20b
        Form             list   p=a,b,%26%C3%B6
        Form             none   (left out)
        Form             object p=k,1,%C3%B6,2
        Form*            text   p=a%20b
        Form*            list   p=a; p=b; p=%26%C3%B6
        Form*            none   (left out)
        Form*            object k=1; %C3%B6=2
    "#]],
    );
}

fn check_one(param: Param, value: impl ToParam, expect: &Expect) {
    expect.assert_eq(&sent(param, value));
}

#[test]
fn plain_values() {
    check_one(Param::query("p"), true, &expect!["/a?p=true"]);
    check_one(Param::query("p"), -7_i64, &expect!["/a?p=-7"]);
    check_one(Param::query("p"), u64::MAX, &expect!["/a?p=18446744073709551615"]);
    check_one(Param::query("p"), vec![1_u32, 2], &expect!["/a?p=1&p=2"]);
    check_one(Param::query("p"), "", &expect!["/a?p="]);
}

#[test]
fn values_of_the_codec() {
    check_one(Param::query("p"), Number::from(1.5), &expect!["/a?p=1.5"]);
    check_one(Param::query("p"), UnixTime::from(1_700_000_000), &expect!["/a?p=1700000000"]);
    let either = [NumberOrString::Number(Number::from(7_i64)), NumberOrString::String("x".into())];
    check_one(Param::query("p"), either, &expect!["/a?p=7&p=x"]);
    let either = [IntegerOrString::from(7), IntegerOrString::from("x")];
    check_one(Param::query("p"), either, &expect!["/a?p=7&p=x"]);
}

#[test]
fn names_are_encoded_too() {
    check_one(Param::query("p[]&x"), ["1", "2"], &expect!["/a?p%5B%5D%26x=1&p%5B%5D%26x=2"]);
    check_one(Param::cookie("p=;"), "1", &expect!["p%3D%3B=1"]);
}

#[test]
fn allow_reserved_keeps_what_cannot_leave_the_value() {
    let reserved = "a:/?#[]@!$&'()*+,;=%41% é|";
    check_one(
        Param::query("p").reserved(true),
        reserved,
        &expect!["/a?p=a:/?%23%5B%5D@!$%26%27()*%2B,;=%41%25%20%C3%A9%7C"],
    );
    check_one(
        Param::query("p"),
        reserved,
        &expect![
            "/a?p=a%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%2541%25%20%C3%A9%7C"
        ],
    );
    check_one(
        Param::query("p").reserved(true).exploded(false),
        ["a%2Cb", "c"],
        &expect!["/a?p=a%252Cb,c"],
    );
    let object = BTreeMap::from([("a=b&c".to_owned(), "d=e")]);
    check_one(Param::query("p").reserved(true), object, &expect!["/a?a%3Db%26c=d=e"]);
    check_one(
        Param::query("p").reserved(true).exploded(false),
        ["a,b", "c"],
        &expect!["/a?p=a%2Cb,c"],
    );
}

#[test]
fn an_element_that_holds_the_delimiter_is_refused() {
    check_one(
        Param::query("p").styled(Style::SpaceDelimited).exploded(false),
        ["a b"],
        &expect![
            "styles could not be built: p has an element with ` `, which separates its elements"
        ],
    );
    check_one(
        Param::query("p").styled(Style::PipeDelimited).exploded(false),
        ["a|b"],
        &expect![
            "styles could not be built: p has an element with `|`, which separates its elements"
        ],
    );
    check_one(
        Param::header("p"),
        ["a,b"],
        &expect![
            "styles could not be built: p has an element with `,`, which separates its elements"
        ],
    );
    check_one(Param::query("p").exploded(false), ["a,b", "c"], &expect!["/a?p=a%2Cb,c"]);
}

#[test]
fn nested_values_are_refused() {
    check_one(
        Param::query("p"),
        vec![vec!["a"]],
        &expect![
            "styles could not be built: p has a list or an object within another, which has no form here"
        ],
    );
}

#[test]
fn a_list_of_nothing_is_no_path_segment() {
    check_one(
        Param::path("p"),
        [""],
        &expect!["styles could not be built: p is empty: a path value must be one segment"],
    );
    check_one(
        Param::path("p").styled(Style::Matrix),
        "",
        &expect!["styles could not be built: p is empty: a path value must be one segment"],
    );
}
