//! The items of all pages, over loopback.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use expect_test::{Expect, expect};
use tower_service::Service;

use super::clock::TestClock;
use super::models::ConversationResponse;
use super::operation::operation;
use super::recorder::{Answer, Recorder};
use super::sample::{API_KEY, builder};
use crate::runtime::{
    Call, Client, ClientBuilder, DriftReport, Items, Json, Method, Operation, Paging, Param,
    Scheme, SchemeKind, decode,
};

static LIST: Operation = list(&[]);
static KEYED: Operation = list(&[&[&API_KEY, &QUERY_KEY]]);

const PARAMS: [Param; 2] = [Param::query("from"), Param::query("filter")];

const fn list(security: &'static [&'static [&'static Scheme]]) -> Operation {
    operation!("list", Method::GET, "/list", params = &PARAMS, security = security)
}

static QUERY_KEY: Scheme = Scheme { name: "queryKey", kind: SchemeKind::ApiKeyQuery("key") };

/// Pages that are answered, one after the other, each with a head such as `200 OK`.
async fn server(pages: &[(&str, &str)]) -> Recorder {
    Recorder::script(pages.iter().map(|(head, body)| Answer::with_body(head, body)).collect()).await
}

fn client(recorder: &Recorder) -> Client {
    built(builder(&recorder.url(""), &TestClock::new()))
}

fn built(builder: ClientBuilder) -> Client {
    builder.build().expect("a good client")
}

/// The items or errors of all pages.
async fn gathered(mut items: Items<i64>) -> String {
    let mut text = String::new();
    while let Some(item) = items.next().await {
        let _ = match item {
            Ok(item) => writeln!(text, "{item}"),
            Err(error) => writeln!(text, "{error}"),
        };
    }
    assert!(items.next().await.is_none(), "an end is the end");
    text
}

/// The items or errors of all pages, and the first lines of what was asked for.
async fn tell(items: Items<i64>, recorder: &Recorder) -> String {
    let mut text = gathered(items).await;
    for request in recorder.seen() {
        let _ = writeln!(text, "{}", request.lines().next().unwrap_or_default());
    }
    text
}

/// Holds what comes of pages against what is expected.
async fn check(paging: &'static Paging, pages: &[(&str, &str)], expected: Expect) {
    let recorder = server(pages).await;
    let call = Call::new(&client(&recorder), &LIST).with(1, "x y");
    expected.assert_eq(&tell(call.paginate(paging, decode::item), &recorder).await);
}

/// Pages that are answered 200.
async fn check_bodies(paging: &'static Paging, bodies: &[&str], expected: Expect) {
    let pages: Vec<(&str, &str)> = bodies.iter().map(|body| ("200 OK", *body)).collect();
    check(paging, &pages, expected).await;
}

static PAGES: Paging = Paging::page(0, 1);
static ENDED: Paging = Paging::page(0, 0).items(&["items"]).ended(&["last"]);
static NUMBERED: Paging = Paging::page(0, 1).items(&["items"]).numbered(&["meta", "next"]);
static COUNTED: Paging = Paging::page(0, 0).items(&["items"]).pages(&["pages"]);
static CURSOR: Paging = Paging::cursor(0, &["meta", "next"]).items(&["data"]);
static LINK: Paging = Paging::link(&["next"]).items(&["data"]).lacking();
static HEADER: Paging = Paging::header();
static NAMED: Paging = Paging::cursor(0, &["next"]).items(&["a b"]);

#[tokio::test]
async fn numbers_of_pages_go_on_until_one_is_empty() {
    check_bodies(
        &PAGES,
        &["[1,2]", "[3]", "[]"],
        expect![[r#"
            1
            2
            3
            GET /list?filter=x%20y HTTP/1.1
            GET /list?from=2&filter=x%20y HTTP/1.1
            GET /list?from=3&filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
}

#[tokio::test]
async fn numbers_of_pages_go_on_from_the_one_that_is_asked_for() {
    let recorder = server(&[("200 OK", "[7]"), ("200 OK", "[]")]).await;
    let call = Call::new(&client(&recorder), &LIST).with(0, 5_u32);
    expect![[r#"
        7
        GET /list?from=5 HTTP/1.1
        GET /list?from=6 HTTP/1.1
    "#]]
    .assert_eq(&tell(call.paginate(&PAGES, decode::item), &recorder).await);
}

#[tokio::test]
async fn offsets_count_the_items_that_came() {
    static OFFSET: Paging = Paging::offset(0, 0).items(&["data"]).more(&["more"]);
    check_bodies(
        &OFFSET,
        &[r#"{"data":[1,2]}"#, r#"{"data":[3],"more":true}"#, r#"{"data":[4],"more":false}"#],
        expect![[r#"
            1
            2
            3
            4
            GET /list?filter=x%20y HTTP/1.1
            GET /list?from=2&filter=x%20y HTTP/1.1
            GET /list?from=3&filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
}

#[tokio::test]
async fn cursors_are_texts_or_numbers() {
    check_bodies(
        &CURSOR,
        &[
            r#"{"meta":{"next":"a/b"},"data":[1]}"#,
            r#"{"data":[],"meta":{"next":12}}"#,
            r#"{"meta":{"next":""},"data":[2]}"#,
        ],
        expect![[r#"
            1
            2
            GET /list?filter=x%20y HTTP/1.1
            GET /list?from=a%2Fb&filter=x%20y HTTP/1.1
            GET /list?from=12&filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
    check_bodies(
        &CURSOR,
        &[r#"{"meta":null,"data":[1]}"#],
        expect![[r#"
            1
            GET /list?filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
}

#[tokio::test]
async fn the_last_item_leads_on_while_there_are_more() {
    static LAST: Paging = Paging::last(0, &["id"]).items(&["data"]).more(&["has_more"]);
    let recorder = server(&[
        ("200 OK", r#"{"data":[{"id":"p"},{"id":"q"}],"has_more":true}"#),
        ("200 OK", r#"{"data":[{"id":"r"}],"has_more":false}"#),
    ])
    .await;
    let call = Call::new(&client(&recorder), &LIST);
    let mut items: Items<crate::runtime::Json> = call.paginate(&LAST, decode::item);
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.expect("an item").to_string());
    }
    assert_eq!(ids, [r#"{"id":"p"}"#, r#"{"id":"q"}"#, r#"{"id":"r"}"#]);
    assert!(recorder.seen()[1].starts_with("GET /list?from=q "), "{:?}", recorder.seen());
}

#[tokio::test]
async fn addresses_are_followed_as_they_are() {
    check_bodies(
        &LINK,
        &[
            r#"{"data":[1],"next":"?cursor=a%2Fb"}"#,
            r#"{"data":[2],"next":"/other/list?page=3#top"}"#,
            r#"{"next":null}"#,
        ],
        expect![[r#"
            1
            2
            GET /list?filter=x%20y HTTP/1.1
            GET /list?cursor=a%2Fb HTTP/1.1
            GET /other/list?page=3 HTTP/1.1
        "#]],
    )
    .await;
}

#[tokio::test]
async fn the_header_link_is_read_by_its_relations() {
    check(
        &HEADER,
        &[
            ("200 OK\r\nlink: </list?p=1>; rel=first, </list?p=2>; title=\"a, <b>; rel=next\"; rel=\"prev Next\"", "[1]"),
            ("200 OK\r\nlink: </list?p=1>; rel=prev\r\nlink: <?p=3>;rel=next", "[2]"),
            ("200 OK\r\nlink: </list?p=1>; rel=prev; rel=next, nonsense", "[3]"),
        ],
        expect![[r#"
            1
            2
            3
            GET /list?filter=x%20y HTTP/1.1
            GET /list?p=2 HTTP/1.1
            GET /list?p=3 HTTP/1.1
        "#]],
    )
    .await;
}

#[tokio::test]
async fn credentials_go_along_to_the_same_server() {
    let recorder = server(&[
        ("200 OK", r#"{"data":[1],"next":"/list?p=2"}"#),
        ("200 OK", r#"{"data":[2],"next":"/list?key=mine&p=3"}"#),
        ("200 OK", "{}"),
    ])
    .await;
    let builder = builder(&recorder.url(""), &TestClock::new()).credential(&QUERY_KEY, "s3cret");
    let call = Call::new(&built(builder), &KEYED);
    expect![[r#"
        1
        2
        GET /list?key=s3cret HTTP/1.1
        GET /list?p=2&key=s3cret HTTP/1.1
        GET /list?key=mine&p=3 HTTP/1.1
    "#]]
    .assert_eq(&tell(call.paginate(&LINK, decode::item), &recorder).await);
    assert!(recorder.seen().iter().all(|request| request.contains("apikey: k3y-of-the-kingdom")));
}

#[tokio::test]
async fn nothing_is_sent_to_another_server() {
    for link in [
        "http://127.0.0.1:1/list",
        "http://localhost/list",
        "https://a.test/",
        "//a.test/list",
        "http://u@HOST/",
    ] {
        let recorder = server(&[("200 OK", &format!(r#"{{"data":[1],"next":"{link}"}}"#))]).await;
        let call = Call::new(&client(&recorder), &LIST);
        let told = tell(call.paginate(&LINK, decode::item), &recorder).await;
        let lines: Vec<&str> = told.lines().collect();
        let [first, error, only] = lines.as_slice() else { panic!("{told}") };
        assert_eq!((*first, *only), ("1", "GET /list HTTP/1.1"));
        assert!(
            error.contains("expected an address on the server of the call, found \""),
            "{error}"
        );
    }
    check(
        &HEADER,
        &[("200 OK\r\nlink: <https://a.test/list>; rel=next", "[1]")],
        expect![[r#"
            1
            list: answer not decoded: expected an address on the server of the call, found https://a.test/list (byte 0); 200 OK: [1]
            GET /list?filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
}

/// Takes requests to `https://api.test` to a server on loopback, and notes where they were to go.
#[derive(Clone)]
struct Detour {
    http: reqwest::Client,
    to: String,
    wanted: Arc<Mutex<Vec<String>>>,
}

impl Service<reqwest::Request> for Detour {
    type Response = reqwest::Response;
    type Error = reqwest::Error;
    type Future = <reqwest::Client as Service<reqwest::Request>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.http.poll_ready(context)
    }

    fn call(&mut self, mut request: reqwest::Request) -> Self::Future {
        self.wanted.lock().expect("no panic while it was held").push(request.url().to_string());
        *request.url_mut() = self.to.parse().expect("an address");
        self.http.call(request)
    }
}

#[tokio::test]
async fn an_address_that_lost_its_tls_has_it_again() {
    let recorder = server(&[
        ("200 OK", r#"{"data":[1],"next":"http://api.test/list?p=2"}"#),
        ("200 OK", r#"{"data":[2],"next":"http://api.test:80/list?p=3"}"#),
        ("200 OK", r#"{"data":[3],"next":"http://api.test:8080/list?p=4"}"#),
    ])
    .await;
    let (to, wanted) = (recorder.url("/"), Arc::new(Mutex::new(Vec::new())));
    let seen = Arc::clone(&wanted);
    let builder = builder("https://api.test", &TestClock::new());
    let client = built(builder.middleware(move |http| Detour {
        http,
        to: to.clone(),
        wanted: Arc::clone(&seen),
    }));
    let told = tell(Call::new(&client, &LIST).paginate(&LINK, decode::item), &recorder).await;
    assert!(
        told.contains("3\nlist: answer not decoded: expected an address on the server"),
        "{told}"
    );
    let wanted = wanted.lock().expect("no panic while it was held");
    assert_eq!(
        *wanted,
        ["https://api.test/list", "https://api.test/list?p=2", "https://api.test/list?p=3"]
    );
}

#[tokio::test]
async fn a_server_that_goes_round_in_circles_is_left() {
    check_bodies(
        &CURSOR,
        &[r#"{"meta":{"next":"a"},"data":[1]}"#],
        expect![[r#"
            1
            1
            list: answer not decoded: expected something else than on a page before, found "a" (byte 16); 200 OK: {"meta":{"next":"a"},"data":[1]}
            GET /list?filter=x%20y HTTP/1.1
            GET /list?from=a&filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
    check_bodies(
        &PAGES,
        &["[1, 2]"],
        expect![[r#"
            1
            2
            1
            2
            list: answer not decoded: expected something else than on a page before, found 1 (byte 1); 200 OK: [1, 2]
            GET /list?filter=x%20y HTTP/1.1
            GET /list?from=2&filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
}

#[tokio::test]
async fn pages_without_end_have_one() {
    let cursors: Vec<String> =
        (0..200).map(|n| format!(r#"{{"meta":{{"next":{n}}},"data":[]}}"#)).collect();
    let pages: Vec<(&str, &str)> = cursors.iter().map(|body| ("200 OK", body.as_str())).collect();
    let recorder = server(&pages).await;
    let call = Call::new(&client(&recorder), &LIST);
    let told = tell(call.clone().paginate(&CURSOR, decode::item), &recorder).await;
    assert!(
        told.starts_with(
            "list: answer not decoded: expected a page with items before so many without"
        ),
        "{told}"
    );
    assert_eq!(recorder.seen().len(), 101);

    let recorder = server(&[("200 OK", "[1]"), ("200 OK", "[2]"), ("200 OK", "[3]")]).await;
    let call = Call::new(&client(&recorder), &LIST);
    let told = tell(call.paginate(&PAGES, decode::item).max_pages(2), &recorder).await;
    assert!(
        told.starts_with(
            "1\n2\nlist: answer not decoded: expected the last page within the number"
        ),
        "{told}"
    );
    assert_eq!(recorder.seen().len(), 2);
}

#[tokio::test]
async fn an_item_that_does_not_fit_is_an_error_in_its_place() {
    check_bodies(
        &CURSOR,
        &[r#"{"data":[1,"two",3],"meta":{}}"#],
        expect![[r#"
            1
            list: answer not decoded: data[1]: expected an integer of 64 bits, found "two" (byte 11); 200 OK: {"data":[1,"two",3],"meta":{}}
            3
            GET /list?filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
}

#[tokio::test]
async fn what_is_no_page_is_an_error() {
    for (head, body, error) in [
        (
            "200 OK",
            "{}",
            "list: answer not decoded: data: expected a value, found nothing (byte 0); 200 OK: {}",
        ),
        (
            "200 OK",
            "[1]",
            "list: answer not decoded: expected an object, found a list (byte 0); 200 OK: [1]",
        ),
        (
            "200 OK",
            r#"{"data":7}"#,
            r#"list: answer not decoded: data: expected a list, found 7 (byte 8); 200 OK: {"data":7}"#,
        ),
        (
            "200 OK",
            r#"{"data":[1"#,
            r#"list: answer not decoded: expected a comma or the end of the list or object, found the end (byte 10); 200 OK: {"data":[1"#,
        ),
        (
            "200 OK",
            r#"{"error":{"code":"E"},"more":1}"#,
            r#"list: 200 OK: {"error":{"code":"E"},"more":1}"#,
        ),
        ("200 OK", r#"{"error":{"code":"E"}}"#, r#"list: 200 OK: {"error":{"code":"E"}}"#),
        ("404 Not Found", "gone", "list: 404 Not Found: gone"),
    ] {
        let recorder = server(&[(head, body)]).await;
        let call = Call::new(&client(&recorder), &LIST);
        let told = tell(call.paginate(&CURSOR, decode::item), &recorder).await;
        assert_eq!(told, format!("{error}\nGET /list HTTP/1.1\n"));
    }
    // A cursor that is none comes to light behind the items.
    check_bodies(
        &CURSOR,
        &[r#"{"data":[1],"meta":{"next":[]}}"#],
        expect![[r#"
            1
            list: answer not decoded: meta.next: expected a text or a number that leads to the next page, found [] (byte 27); 200 OK: {"data":[1],"meta":{"next":[]}}
            GET /list?filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_page_that_fails_ends_what_came_before_it() {
    check(
        &PAGES,
        &[("200 OK", "[1]"), ("403 Forbidden", "no")],
        expect![[r#"
            1
            list: 403 Forbidden: no
            GET /list?filter=x%20y HTTP/1.1
            GET /list?from=2&filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
}

#[tokio::test]
async fn the_drift_of_items_is_told_for_each_page() {
    let told = Arc::new(Mutex::new(String::new()));
    let hook = {
        let told = Arc::clone(&told);
        move |report: &DriftReport<'_>| {
            let mut told = told.lock().expect("no panic while it was held");
            for drift in report.drift {
                let _ = writeln!(told, "{} {drift}", report.operation);
            }
        }
    };
    let item = r#"{"data":{"conversationId":"c","x":1}}"#;
    let recorder = server(&[("200 OK", &format!(r#"{{"a b":[{item},{item}]}}"#))]).await;
    let builder = builder(&recorder.url(""), &TestClock::new()).on_drift(hook);
    let mut items: Items<ConversationResponse> =
        Call::new(&built(builder), &LIST).paginate(&NAMED, decode::item);
    while let Some(item) = items.next().await {
        item.expect("an item");
    }
    expect![[r#"
        list ["a b"][0].data.x: unknown key: expected no such key, found 1
        list ["a b"][1].data.x: unknown key: expected no such key, found 1
    "#]]
    .assert_eq(&told.lock().expect("no panic while it was held"));
}

/// A `Link` header of any bytes is read to its end.
#[tokio::test]
async fn any_header_link_ends() {
    for link in [
        "<",
        "<>",
        "<a",
        "<a>;",
        "<a>; rel",
        "<a>; rel=\"next",
        "a>;rel=next",
        ",,,",
        "<a>;rel=\"\\\"next\"",
        "<b>;x=\"\\",
    ] {
        let recorder =
            server(&[(&format!("200 OK\r\nlink: {link}"), "[1]"), ("200 OK", "[]")]).await;
        let call = Call::new(&client(&recorder), &LIST);
        let told = tell(call.paginate(&HEADER, decode::item), &recorder).await;
        assert!(told.starts_with("1\n"), "{link}: {told}");
    }
}

static SEARCH: Operation = operation!(
    "search",
    Method::POST,
    "/search",
    params = &PARAMS,
    content_type = "application/json"
);

/// Holds what comes of pages that a JSON body asks for, and the bodies, against what is expected.
async fn check_members(
    paging: &'static Paging,
    body: Option<&str>,
    bodies: &[&str],
    expected: Expect,
) {
    let pages: Vec<(&str, &str)> = bodies.iter().map(|body| ("200 OK", *body)).collect();
    let recorder = server(&pages).await;
    let mut call = Call::new(&client(&recorder), &SEARCH);
    if let Some(body) = body {
        call.json(&body.parse::<Json>().expect("JSON"));
    }
    let mut text = gathered(call.paginate(paging, decode::item)).await;
    for request in recorder.seen() {
        let body = request.split_once("\n\n").unwrap_or_default().1;
        let _ = writeln!(text, "sent {body}");
    }
    expected.assert_eq(&text);
}

#[tokio::test]
async fn a_member_of_the_body_takes_a_cursor_as_it_is_spelled() {
    static CURSOR: Paging = Paging::body_cursor(&["offset"], &["next"]).items(&["data"]);
    check_members(
        &CURSOR,
        Some(r#"{"filter": {"offset": 1.50}, "limit":2}"#),
        &[
            r#"{"data":[1,2],"next":"a\"b"}"#,
            r#"{"data":[3],"next":12345678901234567890}"#,
            r#"{"data":[],"next":null}"#,
        ],
        expect![[r#"
            1
            2
            3
            sent {"filter": {"offset": 1.50}, "limit":2}
            sent {"offset":"a\"b","filter": {"offset": 1.50}, "limit":2}
            sent {"offset":12345678901234567890,"filter": {"offset": 1.50}, "limit":2}
        "#]],
    )
    .await;
    check_members(
        &CURSOR,
        None,
        &[r#"{"data":[1],"next":"x"}"#, r#"{"data":[2]}"#],
        expect![[r#"
            1
            2
            sent 
            sent {"offset":"x"}
        "#]],
    )
    .await;
    check_members(
        &CURSOR,
        Some(r#"{"offset":null}"#),
        &[r#"{"data":[1],"next":"x"}"#, r#"{"data":[2]}"#],
        expect![[r#"
            1
            2
            sent {"offset":null}
            sent {"offset":"x"}
        "#]],
    )
    .await;
    check_members(
        &CURSOR,
        Some("[1]"),
        &[r#"{"data":[1],"next":"x"}"#],
        expect![[r#"
        1
        search could not be built: offset is in no JSON object, so that there is no next page
        sent [1]
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_member_of_the_body_counts() {
    static OFFSET: Paging = Paging::body_offset(&["from"], 0).items(&["data"]);
    static LAST: Paging = Paging::body_last(&["after"], &[]).items(&["data"]).more(&["more"]);
    static PAGE: Paging = Paging::body_page(&["paging", "page"], 1).items(&["data"]);
    let pages = [r#"{"data":[1]}"#, r#"{"data":[2]}"#, r#"{"data":[]}"#];
    check_members(
        &PAGE,
        Some("{ }"),
        &pages,
        expect![[r#"
        1
        2
        sent { }
        sent {"paging":{"page":2} }
        sent {"paging":{"page":3} }
    "#]],
    )
    .await;
    check_members(
        &PAGE,
        Some(r#"{"paging":{"size":1}}"#),
        &pages,
        expect![[r#"
        1
        2
        sent {"paging":{"size":1}}
        sent {"paging":{"page":2,"size":1}}
        sent {"paging":{"page":3,"size":1}}
    "#]],
    )
    .await;
    check_members(
        &PAGE,
        Some(r#"{"paging":null}"#),
        &pages,
        expect![[r#"
        1
        2
        sent {"paging":null}
        sent {"paging":{"page":2}}
        sent {"paging":{"page":3}}
    "#]],
    )
    .await;
    check_members(
        &PAGE,
        Some(r#"{"paging":{"page":"a"}}"#),
        &pages,
        expect![[r#"
        1
        search could not be built: page is no number, so that there is no next page
        sent {"paging":{"page":"a"}}
    "#]],
    )
    .await;
    check_members(
        &PAGE,
        Some(r#"{"paging":7}"#),
        &pages,
        expect![[r#"
        1
        search could not be built: page is in no JSON object, so that there is no next page
        sent {"paging":7}
    "#]],
    )
    .await;
    let pages = [r#"{"data":[1,2]}"#, r#"{"data":[3]}"#, r#"{"data":[]}"#];
    check_members(
        &OFFSET,
        Some(r#"{"from":10}"#),
        &pages,
        expect![[r#"
        1
        2
        3
        sent {"from":10}
        sent {"from":12}
        sent {"from":13}
    "#]],
    )
    .await;
    let pages = [r#"{"data":[1,2],"more":true}"#, r#"{"data":[3],"more":false}"#];
    check_members(
        &LAST,
        None,
        &pages,
        expect![[r#"
        1
        2
        3
        sent 
        sent {"after":2}
    "#]],
    )
    .await;
}

/// Another page is not asked for: the server might refuse it, or give the last one again.
#[tokio::test]
async fn numbered_pages_end_where_one_says_so() {
    check_bodies(
        &ENDED,
        &[r#"{"items":[1],"last":false}"#, r#"{"items":[2]}"#, r#"{"items":[3],"last":true}"#],
        expect![[r#"
            1
            2
            3
            GET /list?filter=x%20y HTTP/1.1
            GET /list?from=1&filter=x%20y HTTP/1.1
            GET /list?from=2&filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
    // A flag that is null says nothing, nor does a place that is not there.
    check_bodies(
        &ENDED,
        &[r#"{"items":[1],"last":null}"#, r#"{"items":[2]}"#, r#"{"items":[]}"#],
        expect![[r#"
            1
            2
            GET /list?filter=x%20y HTTP/1.1
            GET /list?from=1&filter=x%20y HTTP/1.1
            GET /list?from=2&filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
    let pages = [
        r#"{"items":[1],"meta":[]}"#,
        r#"{"items":[2],"meta":{}}"#,
        r#"{"items":[3],"meta":{"next":4}}"#,
        r#"{"items":[4],"meta":{"next":null}}"#,
    ];
    check_bodies(
        &NUMBERED,
        &pages,
        expect![[r#"
        1
        2
        3
        4
        GET /list?filter=x%20y HTTP/1.1
        GET /list?from=2&filter=x%20y HTTP/1.1
        GET /list?from=3&filter=x%20y HTTP/1.1
        GET /list?from=4&filter=x%20y HTTP/1.1
    "#]],
    )
    .await;
    check_bodies(
        &COUNTED,
        &[r#"{"items":[1],"pages":2}"#, r#"{"items":[2],"pages":2}"#],
        expect![[r#"
            1
            2
            GET /list?filter=x%20y HTTP/1.1
            GET /list?from=1&filter=x%20y HTTP/1.1
        "#]],
    )
    .await;
    // A server that does not count.
    for pages in ["0", "-1", "null", "[]", "\"many\""] {
        let recorder = server(&[
            ("200 OK", &format!(r#"{{"items":[1],"pages":{pages}}}"#)),
            ("200 OK", r#"{"items":[]}"#),
        ])
        .await;
        let call = Call::new(&client(&recorder), &LIST);
        assert_eq!(gathered(call.paginate(&COUNTED, decode::item)).await, "1\n", "{pages}");
        assert_eq!(recorder.seen().len(), 2, "{pages}");
    }
}
