//! Which credentials an operation is sent with, and in what form.

use expect_test::{Expect, expect};

use super::operation::operation;
use super::sample::API_KEY;
use crate::runtime::{
    Call, ClientBuilder, Error, Method, Param, Scheme, SchemeKind, Secret, Server,
};

static SERVER: Server = Server { url: "https://h", variables: &[] };
static QUERY: Scheme = Scheme { name: "inQuery", kind: SchemeKind::ApiKeyQuery("api key") };
static COOKIE: Scheme = Scheme { name: "inCookie", kind: SchemeKind::ApiKeyCookie("session") };
static BEARER: Scheme = Scheme { name: "token", kind: SchemeKind::Bearer };
static BASIC: Scheme = Scheme { name: "login", kind: SchemeKind::Basic };

fn sent(
    security: &[&[&'static Scheme]],
    credentials: &[(&'static Scheme, &str)],
) -> Result<String, Error> {
    let alternatives: Vec<&'static [&'static Scheme]> =
        security.iter().map(|schemes| &*Box::leak(schemes.to_vec().into_boxed_slice())).collect();
    let operation =
        Box::leak(Box::new(operation!("secure", Method::GET, "/", security = alternatives.leak())));
    let mut builder = ClientBuilder::new(&SERVER, "test/1");
    for (scheme, secret) in credentials {
        builder = builder.credential(scheme, Secret::from(*secret));
    }
    let request = Call::new(&builder.build()?, operation).request()?;
    let headers =
        request.headers().iter().filter(|(name, _)| *name != "user-agent").map(|(name, value)| {
            assert!(value.is_sensitive(), "{name}");
            format!(" {name}: {}", value.to_str().expect("visible ASCII"))
        });
    Ok(format!("{}{}", request.url(), headers.collect::<String>()))
}

fn check(
    security: &[&[&'static Scheme]],
    credentials: &[(&'static Scheme, &str)],
    expect: &Expect,
) {
    expect.assert_eq(&sent(security, credentials).unwrap_or_else(|error| error.to_string()));
}

#[test]
fn each_form() {
    check(&[&[&API_KEY]], &[(&API_KEY, "k")], &expect!["https://h/ apikey: k"]);
    check(&[&[&QUERY]], &[(&QUERY, "a&b=c d")], &expect!["https://h/?api%20key=a%26b%3Dc%20d"]);
    check(&[&[&COOKIE]], &[(&COOKIE, "a;b")], &expect!["https://h/ cookie: session=a%3Bb"]);
    check(
        &[&[&BEARER]],
        &[(&BEARER, "t0k.en")],
        &expect!["https://h/ authorization: Bearer t0k.en"],
    );
    // The examples of RFC 7617 and of RFC 4648.
    check(
        &[&[&BASIC]],
        &[(&BASIC, "Aladdin:open sesame")],
        &expect!["https://h/ authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="],
    );
    check(
        &[&[&BASIC]],
        &[(&BASIC, "test:123\u{a3}")],
        &expect!["https://h/ authorization: Basic dGVzdDoxMjPCow=="],
    );
    check(&[&[&BASIC]], &[(&BASIC, "u:")], &expect!["https://h/ authorization: Basic dTo="]);
}

#[test]
fn a_login_without_a_colon() {
    check(
        &[&[&BASIC]],
        &[(&BASIC, "user")],
        &expect!["client could not be built: login must have the form `user:password`"],
    );
}

#[test]
fn the_first_alternative_that_is_complete() {
    let both = [(&API_KEY, "k"), (&BEARER, "t")];
    check(&[&[&BEARER], &[&API_KEY]], &both, &expect!["https://h/ authorization: Bearer t"]);
    check(&[&[&BEARER, &QUERY], &[&API_KEY]], &both, &expect!["https://h/ apikey: k"]);
    check(&[&[&BEARER, &API_KEY]], &both, &expect!["https://h/ authorization: Bearer t apikey: k"]);
}

#[test]
fn a_credential_that_is_not_asked_for_is_not_sent() {
    check(&[], &[(&API_KEY, "k")], &expect!["https://h/"]);
    check(
        &[&[&BEARER]],
        &[(&API_KEY, "k"), (&BEARER, "t")],
        &expect!["https://h/ authorization: Bearer t"],
    );
}

#[test]
fn none_of_the_alternatives() {
    check(
        &[&[&API_KEY]],
        &[],
        &expect![
            "secure could not be built: apiKey is needed, and the client was built without it"
        ],
    );
    check(
        &[&[&API_KEY, &QUERY], &[&BEARER]],
        &[(&QUERY, "q")],
        &expect![
            "secure could not be built: apiKey and inQuery, or token is needed, and the client was built without it"
        ],
    );
}

#[test]
fn a_credential_that_may_be_left_out_is_sent_if_there_is_one() {
    check(&[&[], &[&API_KEY]], &[(&API_KEY, "k")], &expect!["https://h/ apikey: k"]);
    check(&[&[], &[&API_KEY]], &[], &expect!["https://h/"]);
}

/// A parameter or a credential that is the header of all cookies keeps what it holds beside the others.
#[test]
fn cookies_are_one_header() {
    static WHOLE: Scheme = Scheme { name: "whole", kind: SchemeKind::ApiKeyHeader("Cookie") };
    static BY_COOKIE: &[&[&Scheme]] = &[&[&COOKIE, &WHOLE]];
    static PARAMS: [Param; 2] = [Param::header("Cookie"), Param::cookie("page")];
    let operation = operation!("cookies", Method::GET, "/", params = &PARAMS, security = BY_COOKIE);
    let operation: &'static _ = Box::leak(Box::new(operation));
    let client = ClientBuilder::new(&SERVER, "test/1").credential(&COOKIE, Secret::from("s"));
    let client = client.credential(&WHOLE, Secret::from("key=1"));
    let client = client.build().expect("a client");
    for (own, page, sent) in [
        ("theme=dark; lang=en", Some("3"), "theme=dark; lang=en; page=3; session=s; key=1"),
        ("a=1;", None, "a=1; session=s; key=1"),
        ("", None, "session=s; key=1"),
    ] {
        let mut call = Call::new(&client, operation);
        call.set(0, own);
        if let Some(page) = page {
            call.set(1, page);
        }
        let request = call.request().expect("a request");
        let cookies: Vec<_> = request.headers().get_all("cookie").iter().collect();
        assert_eq!(cookies, [sent]);
        assert!(cookies[0].is_sensitive());
    }
}
