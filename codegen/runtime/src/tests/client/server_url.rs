//! Server templates and base URLs.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::operation::operation;
use crate::runtime::{Call, ClientBuilder, Error, Method, Operation, Outcome, Server, decode};

static PING: Operation = ping_at(None);

const fn ping_at(server: Option<&'static Server>) -> Operation {
    operation!("ping", Method::GET, "/ping", server = server)
}

/// The URL of an operation at `/ping`, or the refusal.
fn ping(builder: ClientBuilder) -> Result<String, Error> {
    Ok(Call::new(&builder.build()?, &PING).request()?.url().to_string())
}

fn builder(template: &'static str) -> ClientBuilder {
    ClientBuilder::new(Box::leak(Box::new(Server { url: template, variables: &[] })), "test/1")
}

/// Each value in the place of `{v}`.
fn check(template: &'static str, values: &[&str], expect: &Expect) {
    let line = |value: &&str| {
        let outcome =
            ping(builder(template).variable("v", *value)).unwrap_or_else(|error| error.to_string());
        format!("{value:?} -> {outcome}\n")
    };
    expect.assert_eq(&values.iter().map(line).collect::<Vec<_>>().concat());
}

fn check_base(urls: &[&str], expect: &Expect) {
    let line = |url: &&str| {
        let outcome = ping(builder("https://unused").base_url(*url))
            .unwrap_or_else(|error| error.to_string());
        format!("{url:?} -> {outcome}\n")
    };
    expect.assert_eq(&urls.iter().map(line).collect::<Vec<_>>().concat());
}

#[test]
fn a_part_of_the_host() {
    let values = [
        "235391c94852dc7d",
        "evil.com/#",
        "a.b",
        "",
        "a@b",
        "a:1",
        "a b",
        "%61",
        "ä",
        "a\n",
        "..",
        "{v}",
    ];
    check(
        "https://{v}.api-us.cometchat.io/v3",
        &values,
        &expect![[r#"
        "235391c94852dc7d" -> https://235391c94852dc7d.api-us.cometchat.io/v3/ping
        "evil.com/#" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "a.b" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "a@b" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "a:1" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "a b" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "%61" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "ä" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "a\n" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        ".." -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "{v}" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
    "#]],
    );
}

#[test]
fn the_end_of_the_host() {
    check(
        "https://example.{v}/v3",
        &["com", "com.evil", "com/", ""],
        &expect![[r#"
            "com" -> https://example.com/v3/ping
            "com.evil" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
            "com/" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
            "" -> client could not be built: v must be a part of a host name: letters, digits, `-` and `_`
        "#]],
    );
}

#[test]
fn the_whole_host() {
    check(
        "https://{v}/v3",
        &["api.example.com", "localhost:8080", "a:b", "a/b", ".", "user@host"],
        &expect![[r#"
            "api.example.com" -> https://api.example.com/v3/ping
            "localhost:8080" -> https://localhost:8080/v3/ping
            "a:b" -> client could not be built: v must be a host name: letters, digits, `-`, `_` and `.`
            "a/b" -> client could not be built: v must be a host name: letters, digits, `-`, `_` and `.`
            "." -> client could not be built: v must be a host name: letters, digits, `-`, `_` and `.`
            "user@host" -> client could not be built: v must be a host name: letters, digits, `-`, `_` and `.`
        "#]],
    );
    check(
        "https://{v}:8443/v3",
        &["api.example.com", "h:1"],
        &expect![[r#"
            "api.example.com" -> https://api.example.com:8443/v3/ping
            "h:1" -> client could not be built: v must be a host name: letters, digits, `-`, `_` and `.`
        "#]],
    );
}

#[test]
fn port_scheme_and_segment() {
    check(
        "https://h:{v}/v3",
        &["8443", "0", "65536", "1/", ""],
        &expect![[r#"
            "8443" -> https://h:8443/v3/ping
            "0" -> client could not be built: base URL has a host or port that no connection can be made to: names are letters, digits, `-`, `_` and `.`
            "65536" -> client could not be built: v must be a port: a number up to 65535
            "1/" -> client could not be built: v must be a port: a number up to 65535
            "" -> client could not be built: v must be a port: a number up to 65535
        "#]],
    );
    check(
        "{v}://h/v3",
        &["https", "http", "ftp", ""],
        &expect![[r#"
        "https" -> https://h/v3/ping
        "http" -> client could not be built: base URL is plain http to another machine: use https, or allow it by `allow_plain_http(true)`
        "ftp" -> client could not be built: v must be `https` or `http`
        "" -> client could not be built: v must be `https` or `http`
    "#]],
    );
    check(
        "https://h/{v}/x",
        &["v3", "..", "%2e%2e", "a/b", "a/../b", "/a", "a/", "a?b", ""],
        &expect![[r#"
            "v3" -> https://h/v3/x/ping
            ".." -> client could not be built: v must be path segments, with `/` between them: letters, digits, `-`, `.`, `_` and `~`
            "%2e%2e" -> client could not be built: v must be path segments, with `/` between them: letters, digits, `-`, `.`, `_` and `~`
            "a/b" -> https://h/a/b/x/ping
            "a/../b" -> client could not be built: v must be path segments, with `/` between them: letters, digits, `-`, `.`, `_` and `~`
            "/a" -> client could not be built: v must be path segments, with `/` between them: letters, digits, `-`, `.`, `_` and `~`
            "a/" -> client could not be built: v must be path segments, with `/` between them: letters, digits, `-`, `.`, `_` and `~`
            "a?b" -> client could not be built: v must be path segments, with `/` between them: letters, digits, `-`, `.`, `_` and `~`
            "" -> client could not be built: v must be path segments, with `/` between them: letters, digits, `-`, `.`, `_` and `~`
        "#]],
    );
}

#[test]
fn a_part_of_a_segment() {
    check(
        "https://h/v{v}/x",
        &["3", "3/b"],
        &expect![[r#"
        "3" -> https://h/v3/x/ping
        "3/b" -> client could not be built: v must be a path segment: letters, digits, `-`, `.`, `_` and `~`
    "#]],
    );
}

#[test]
fn the_whole_url() {
    check(
        "{v}/v3",
        &["https://h/", "https://h/base", "h", "https://h?x", ""],
        &expect![[r#"
            "https://h/" -> https://h/v3/ping
            "https://h/base" -> https://h/base/v3/ping
            "h" -> client could not be built: base URL is no absolute URL: relative URL without a base
            "https://h?x" -> client could not be built: base URL has a query or a fragment, which would stand before the path
            "" -> client could not be built: base URL is missing: the document does not say the host, so it must be given by `base_url` or `origin`
        "#]],
    );
}

/// What the document itself lists for a variable may be what a caller could not say.
#[test]
fn values_that_the_document_lists() {
    static LISTED: Server = Server {
        url: "https://{stage}api.{site}/{base}",
        variables: &[("stage", ""), ("stage", "test."), ("site", "h.com"), ("base", "api/v1")],
    };
    for (site, stage, expect) in [
        ("h.com", None, expect!["https://api.h.com/api/v1/ping"]),
        ("h", Some("test."), expect!["https://test.api.h/api/v1/ping"]),
        (
            "evil.com",
            None,
            expect![
                "client could not be built: site must be a part of a host name: letters, digits, `-` and `_`"
            ],
        ),
        (
            "h",
            Some("evil."),
            expect![
                "client could not be built: stage must be a part of a host name: letters, digits, `-` and `_`"
            ],
        ),
    ] {
        let builder = ClientBuilder::new(&LISTED, "test/1").variable("site", site);
        let builder = match stage {
            Some(stage) => builder.variable("stage", stage),
            None => builder,
        };
        expect.assert_eq(&ping(builder).unwrap_or_else(|error| error.to_string()));
    }
}

#[test]
fn a_variable_without_a_value() {
    expect!["client could not be built: region is a variable of the server's URL and has no value"]
        .assert_eq(&ping(builder("https://{region}.h")).unwrap_err().to_string());
}

#[test]
fn a_document_without_a_host() {
    expect!["client could not be built: base URL is missing: the document does not say the host, so it must be given by `base_url` or `origin`"].assert_eq(&ping(builder("")).unwrap_err().to_string());
    expect!["client could not be built: base URL is missing: the document does not say the host, so it must be given by `base_url` or `origin`"].assert_eq(&ping(builder("/v3")).unwrap_err().to_string());
    expect!["https://h/v3/ping"]
        .assert_eq(&ping(builder("").base_url("https://h/v3")).expect("a good URL"));
}

#[test]
fn base_urls() {
    check_base(
        &[
            "https://h",
            "https://h/",
            "https://h/v3//",
            "https://h/a/../b",
            "HTTPS://H:443/V",
            "https://münchen.de",
            "h/v3",
            "",
            "/v3",
            "ftp://h",
            "file:///etc",
            "https://",
            "https://h?a=b",
            "https://h#f",
            "https://u:p@h",
        ],
        &expect![[r#"
            "https://h" -> https://h/ping
            "https://h/" -> https://h/ping
            "https://h/v3//" -> https://h/v3/ping
            "https://h/a/../b" -> https://h/b/ping
            "HTTPS://H:443/V" -> https://h/V/ping
            "https://münchen.de" -> https://xn--mnchen-3ya.de/ping
            "h/v3" -> client could not be built: base URL is no absolute URL: relative URL without a base
            "" -> client could not be built: base URL is missing: the document does not say the host, so it must be given by `base_url` or `origin`
            "/v3" -> client could not be built: base URL is missing: the document does not say the host, so it must be given by `base_url` or `origin`
            "ftp://h" -> client could not be built: base URL must begin with https:// or http://
            "file:///etc" -> client could not be built: base URL must begin with https:// or http://
            "https://" -> client could not be built: base URL is no absolute URL: empty host
            "https://h?a=b" -> client could not be built: base URL has a query or a fragment, which would stand before the path
            "https://h#f" -> client could not be built: base URL has a query or a fragment, which would stand before the path
            "https://u:p@h" -> client could not be built: base URL holds a user or password: give credentials to the builder instead
        "#]],
    );
}

/// The document's own path may be odd, with a query or fragment behind it; it still stands as it is written, or
/// nothing is sent.
#[test]
fn odd_paths_of_the_document() {
    for (path, expect) in [
        ("/a b/ü|^{", expect!["https://h/v3/a%20b/%C3%BC%7C%5E%7B"]),
        ("/a?b=it's&c#d", expect!["https://h/v3/a?b=it%27s&c"]),
        ("/#X-Target=a", expect!["https://h/v3/"]),
        ("/a/../b", expect!["odd could not be built: URL would not be read as it is written"]),
        ("/%2e%2E", expect!["odd could not be built: URL would not be read as it is written"]),
        ("/a//b/", expect!["https://h/v3/a//b/"]),
        (
            "/{missing}",
            expect!["odd could not be built: missing is missing, and the path needs it"],
        ),
    ] {
        let operation = Box::leak(Box::new(operation!("odd", Method::GET, path)));
        let client = builder("https://h/v3").build().expect("a good client");
        let outcome = Call::new(&client, operation).request();
        expect.assert_eq(
            &outcome.map_or_else(|error| error.to_string(), |request| request.url().to_string()),
        );
    }
}

#[test]
fn plain_http_is_for_this_machine() {
    check_base(
        &[
            "http://localhost:1",
            "http://127.0.0.1:1",
            "http://127.9.9.9",
            "http://[::1]:1",
            "http://0x7f.1",
            "http://example.com",
            "http://10.0.0.1",
            "http://localhost.evil.com",
            "http://127.0.0.1.evil.com",
            "http://[::]",
        ],
        &expect![[r#"
            "http://localhost:1" -> http://localhost:1/ping
            "http://127.0.0.1:1" -> http://127.0.0.1:1/ping
            "http://127.9.9.9" -> http://127.9.9.9/ping
            "http://[::1]:1" -> http://[::1]:1/ping
            "http://0x7f.1" -> http://127.0.0.1/ping
            "http://example.com" -> client could not be built: base URL is plain http to another machine: use https, or allow it by `allow_plain_http(true)`
            "http://10.0.0.1" -> client could not be built: base URL is plain http to another machine: use https, or allow it by `allow_plain_http(true)`
            "http://localhost.evil.com" -> client could not be built: base URL is plain http to another machine: use https, or allow it by `allow_plain_http(true)`
            "http://127.0.0.1.evil.com" -> client could not be built: base URL is plain http to another machine: use https, or allow it by `allow_plain_http(true)`
            "http://[::]" -> client could not be built: base URL is plain http to another machine: use https, or allow it by `allow_plain_http(true)`
        "#]],
    );
    let allowed = ping(builder("").base_url("http://example.com").allow_plain_http(true));
    assert_eq!(allowed.expect("it was allowed"), "http://example.com/ping");
}

#[test]
fn a_base_url_below_which_nothing_can_be_reached_is_refused_at_once() {
    let long = format!("https://h/{}", "a".repeat(70_000));
    for url in ["http://127.0.0.1:1//v3", "http://127.0.0.1:1//evil.test/", long.as_str()] {
        let error = builder("https://unused").base_url(url).build().expect_err(&url[..20]);
        expect!["client could not be built: base URL makes URLs that are too long, or not read as they are written"]
            .assert_eq(&error.to_string());
    }
}

/// The URL standard takes these for hosts, and what resolves names or checks certificates does not.
#[test]
fn a_host_that_no_connection_can_be_made_to_is_refused_at_once() {
    let long = format!("https://{}.test", "a".repeat(64));
    let longer = format!("https://{}test", "abcdefg.".repeat(32));
    let urls = [
        "https://a\"b.test",
        "https://a{b",
        "https://a!b.test",
        "https://a~b.test",
        "https://.",
        "https://a..b",
        "https://-a.test",
        "https://a-.test",
        "https://h:0",
        "https://*.test",
        &long,
        &longer,
    ];
    for url in urls {
        let error = builder("https://unused").base_url(url).build().expect_err(url).to_string();
        assert!(
            error.contains("no connection can be made to") || error.contains("brace"),
            "{url}: {error}"
        );
    }
    for url in [
        "https://a_b.test",
        "https://a.test.",
        "https://1.2.3.4",
        "https://[::1]:8443",
        "https://xn--mnchen-3ya.de",
    ] {
        builder("https://unused").base_url(url).build().expect(url);
    }
}

/// Whatever base URL a client is built with, a call of it comes as far as the network.
#[test]
fn a_base_url_that_is_taken_can_be_called() {
    let http = reqwest::Client::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    proptest!(|(scheme in "https?", path in "[ -~äß\u{1F980}]{0,12}")| {
        let base_url = format!("{scheme}://127.0.0.1:1/{path}");
        let builder = builder("https://unused").base_url(&base_url).http_client(http.clone());
        if let Ok(client) = builder.build() {
            let call = Call::new(&client, &PING).send(decode::unit).retries(0);
            let error = runtime.block_on(call).expect_err("nobody listens");
            let outcome = error.attempts().last().map(|attempt| attempt.outcome);
            prop_assert_eq!(outcome, Some(Outcome::NotConnected), "{}", base_url);
        }
    });
}

static HERE: Server = Server {
    url: "https://{region}.h.test/{version}",
    variables: &[("region", "eu"), ("version", "v1")],
};
static THERE: Server =
    Server { url: "https://upload.{region}.test", variables: &[("region", "eu")] };
static BESIDE: Server = Server { url: "/files", variables: &[] };

fn called(builder: ClientBuilder, server: Option<&'static Server>) -> String {
    let client = builder.build().expect("a good client");
    let call = Call::new(&client, Box::leak(Box::new(ping_at(server))));
    call.request().map_or_else(|error| error.to_string(), |request| request.url().to_string())
}

#[test]
fn variables_have_defaults_and_one_value_for_all_servers() {
    let here = || ClientBuilder::new(&HERE, "test/1");
    assert_eq!(called(here(), None), "https://eu.h.test/v1/ping");
    let other = here().variable("region", "us").variable("version", "v2");
    assert_eq!(called(other.clone(), None), "https://us.h.test/v2/ping");
    assert_eq!(called(other, Some(&THERE)), "https://upload.us.test/ping");
    assert_eq!(called(here().server(&THERE), None), "https://upload.eu.test/ping");
}

#[test]
fn an_operation_keeps_to_its_own_server_unless_all_calls_go_elsewhere() {
    static LABEL: Server = Server { url: "https://{label}.test", variables: &[] };
    let here = || ClientBuilder::new(&HERE, "test/1");
    assert_eq!(called(here(), Some(&THERE)), "https://upload.eu.test/ping");
    assert_eq!(called(here().server(&HERE), Some(&THERE)), "https://upload.eu.test/ping");
    assert_eq!(
        called(here().base_url("https://mock.test/m"), Some(&THERE)),
        "https://mock.test/m/ping"
    );
    let why = "must be a part of a host name: letters, digits, `-` and `_`";
    let odd = called(here().variable("label", "a/b"), Some(&LABEL));
    assert_eq!(odd, format!("ping could not be built: label {why}"));
}

#[test]
fn relative_urls_are_seen_from_the_origin() {
    let beside = |origin: &str| ClientBuilder::new(&BESIDE, "test/1").origin(origin);
    assert_eq!(
        called(beside("https://h.test/docs/openapi.json"), None),
        "https://h.test/files/ping"
    );
    assert_eq!(
        called(ClientBuilder::new(&HERE, "test/1"), Some(&BESIDE)),
        "https://eu.h.test/files/ping"
    );
    let from = ClientBuilder::new(&HERE, "test/1").origin("https://docs.test");
    assert_eq!(called(from, Some(&BESIDE)), "https://docs.test/files/ping");
    for (origin, why) in [
        (
            "h.test",
            expect![
                "client could not be built: origin is no absolute URL: relative URL without a base"
            ],
        ),
        (
            "http://h.test",
            expect![
                "client could not be built: origin is plain http to another machine: use https, or allow it by `allow_plain_http(true)`"
            ],
        ),
    ] {
        why.assert_eq(&beside(origin).build().expect_err("no origin").to_string());
    }
}

#[test]
fn a_server_of_an_operation_is_not_called_in_plain_text() {
    static PLAIN: Server = Server { url: "http://127.0.0.1:1", variables: &[] };
    let here = || ClientBuilder::new(&HERE, "test/1");
    expect!["ping could not be built: the operation's own server is plain http: use https, or allow it by `allow_plain_http(true)`"]
        .assert_eq(&called(here(), Some(&PLAIN)));
    assert_eq!(called(here().allow_plain_http(true), Some(&PLAIN)), "http://127.0.0.1:1/ping");
}
