//! Tokens of OAuth 2.0 that a client gets by itself.

use std::time::Duration;

use expect_test::expect;

use super::clock::TestClock;
use super::operation::operation;
use super::recorder::{Answer, Recorder};
use crate::runtime::{
    Call, Client, ClientBuilder, ClientCredentials, Error, Method, Operation, Outcome, Scheme,
    SchemeKind, Server, TokenSource, decode,
};

static SERVER: Server = Server { url: "", variables: &[] };
static OAUTH: Scheme = Scheme { name: "oauth", kind: SchemeKind::Bearer };
static SOURCE: TokenSource =
    TokenSource { url: "https://unused.test/token", scopes: &["read", "write:all"] };
static ACT: Operation = operation!("act", Method::POST, "/act", security = &[&[&OAUTH]]);

const SECRET: &str = "s3cr3t&more";
const TOKEN: &str = "t0ken-one";

fn token(text: &str, seconds: u64) -> Answer {
    let body = format!(
        r#"{{"access_token":"{text}","token_type":"Bearer","expires_in":{seconds},"extra":[]}}"#
    );
    Answer::with_body("200 OK", &body)
}

fn done() -> Answer {
    Answer::with_body("200 OK", "")
}

fn credentials(recorder: &Recorder) -> ClientCredentials {
    ClientCredentials::new("my id", SECRET).token_url(recorder.url("/token"))
}

fn builder(api: &Recorder, credentials: ClientCredentials, clock: &TestClock) -> ClientBuilder {
    let builder = ClientBuilder::new(&SERVER, "test/1").base_url(api.url("/v1"));
    builder.client_credentials(&OAUTH, &SOURCE, credentials).clock(clock.clone()).jitter(|| 1.0)
}

/// A client whose API and tokens come from one server.
fn client(recorder: &Recorder, clock: &TestClock) -> Client {
    builder(recorder, credentials(recorder), clock).build().expect("a good client")
}

async fn act(client: &Client) -> Result<(), Error> {
    Call::new(client, &ACT).send(decode::unit).await
}

/// The first line of each request, and its `Authorization`.
fn told(recorder: &Recorder) -> String {
    let line = |request: &String| {
        let first = request.lines().next().unwrap_or_default();
        let header = request.lines().find(|line| line.starts_with("authorization: "));
        format!("{first} {}\n", header.unwrap_or_default())
    };
    recorder.seen().iter().map(line).collect()
}

#[track_caller]
fn hides(error: &Error, texts: &[&str]) {
    let mut said = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        said = format!("{said} {cause} {cause:?}");
        source = cause.source();
    }
    for text in texts {
        assert!(!said.contains(text), "{text}: {said}");
    }
}

#[tokio::test]
async fn a_token_is_got_once_and_kept() {
    let clock = TestClock::new();
    let recorder = Recorder::script(vec![token(TOKEN, 3_600), done()]).await;
    let client = client(&recorder, &clock);
    for _ in 0..2 {
        act(&client.clone()).await.expect("a success");
    }
    expect![[r#"
        POST /token HTTP/1.1 authorization: Basic bXkraWQ6czNjcjN0JTI2bW9yZQ==
        POST /v1/act HTTP/1.1 authorization: Bearer t0ken-one
        POST /v1/act HTTP/1.1 authorization: Bearer t0ken-one
    "#]]
    .assert_eq(&told(&recorder));
    let request = recorder.seen().into_iter().next().expect("a request for a token");
    // A header of the HTTP client, which names the compressions that its features bring.
    let lines = request.split('\n').filter(|line| !line.starts_with("accept-encoding:"));
    let request = lines.collect::<Vec<_>>().join("\n");
    expect![[r#"
        POST /token HTTP/1.1
        user-agent: test/1
        accept: application/json
        content-type: application/x-www-form-urlencoded
        authorization: Basic bXkraWQ6czNjcjN0JTI2bW9yZQ==
        host: HOST
        content-length: 52

        grant_type=client_credentials&scope=read+write%3Aall"#]]
    .assert_eq(&request);
}

#[tokio::test]
async fn other_scopes_and_the_secret_in_the_body() {
    let recorder = Recorder::script(vec![token(TOKEN, 3_600), done()]).await;
    let given = credentials(&recorder).scopes(["one"]).in_body();
    let client = builder(&recorder, given, &TestClock::new()).build().expect("a good client");
    act(&client).await.expect("a success");
    let request = recorder.seen().into_iter().next().expect("a request for a token");
    assert!(!request.contains("authorization"), "{request}");
    let body =
        "grant_type=client_credentials&scope=one&client_id=my+id&client_secret=s3cr3t%26more";
    assert!(request.ends_with(body), "{request}");
}

#[tokio::test]
async fn a_token_is_renewed_shortly_before_its_end() {
    let clock = TestClock::new();
    let answers = vec![token("one", 3_600), done(), done(), token("two", 3_600), done()];
    let recorder = Recorder::script(answers).await;
    let client = client(&recorder, &clock);
    act(&client).await.expect("a success");
    clock.advance(Duration::from_secs(3_569));
    act(&client).await.expect("a success");
    clock.advance(Duration::from_secs(1));
    act(&client).await.expect("a success");
    expect![[r#"
        POST /token HTTP/1.1 authorization: Basic bXkraWQ6czNjcjN0JTI2bW9yZQ==
        POST /v1/act HTTP/1.1 authorization: Bearer one
        POST /v1/act HTTP/1.1 authorization: Bearer one
        POST /token HTTP/1.1 authorization: Basic bXkraWQ6czNjcjN0JTI2bW9yZQ==
        POST /v1/act HTTP/1.1 authorization: Bearer two
    "#]]
    .assert_eq(&told(&recorder));
}

/// A POST, too: whoever is not known has not done anything.
#[tokio::test]
async fn a_token_that_is_not_taken_is_renewed_once() {
    let no = || Answer::with_body("401 Unauthorized", "");
    let answers = vec![token("one", 3_600), no(), token("two", 3_600), done()];
    let recorder = Recorder::script(answers).await;
    let call = Call::new(&client(&recorder, &TestClock::new()), &ACT).send(decode::unit);
    let response = call.retries(0).response().await.expect("a success");
    assert_eq!(response.attempts.count(), 2);

    let answers = vec![token("one", 3_600), no(), token("two", 3_600), no()];
    let recorder = Recorder::script(answers).await;
    let error = act(&client(&recorder, &TestClock::new())).await.expect_err("a refusal");
    let attempts: Vec<Outcome> = error.attempts().iter().map(|attempt| attempt.outcome).collect();
    assert_eq!(attempts, [Outcome::Answered(reqwest::StatusCode::UNAUTHORIZED); 2]);
    assert_eq!((recorder.seen().len(), error.operation()), (4, Some("act")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_calls_wait_for_one_token() {
    let tokens = Recorder::start(token(TOKEN, 3_600)).await;
    let body = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_vec();
    let api = Recorder::start(Answer::Again(body)).await;
    let client = builder(&api, credentials(&tokens), &TestClock::new()).build();
    let client = client.expect("a good client");
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { act(&client).await })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("a success");
    }
    assert_eq!((tokens.seen().len(), api.seen().len()), (1, 32));
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_asks_holds_up_nobody() {
    let answers = vec![Answer::Stall(Vec::new()), token(TOKEN, 3_600), done()];
    let recorder = Recorder::script(answers).await;
    let client = client(&recorder, &TestClock::new());
    let first = tokio::spawn({
        let client = client.clone();
        async move { act(&client).await }
    });
    recorder.until_seen().await;
    let second = tokio::spawn({
        let client = client.clone();
        async move { act(&client).await }
    });
    tokio::task::yield_now().await;
    first.abort();
    second.await.expect("no panic").expect("a success");
    assert_eq!(recorder.seen().len(), 3);
}

#[tokio::test]
async fn a_server_of_tokens_that_falls_silent_ends_the_call_in_time() {
    let recorder = Recorder::start(Answer::Stall(Vec::new())).await;
    let clock = TestClock::new();
    let client = client(&recorder, &clock);
    let limit = Duration::from_secs(5);
    let call = Call::new(&client, &ACT).send(decode::unit).timeout(limit);
    let task = tokio::spawn(call);
    clock.until_limited(limit).await;
    clock.advance(limit);
    let error = task.await.expect("no panic").expect_err("nothing came");
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert_eq!((error.operation(), error.attempts().count()), (Some("act"), 0));
    assert_eq!(clock.limits(), 0, "nothing goes on");
}

#[tokio::test]
async fn a_refusal_of_the_secret_is_told_as_that() {
    let body = r#"{"error":"invalid_client","error_description":"unknown: s3cr3t&more"}"#;
    let recorder = Recorder::start(Answer::with_body("401 Unauthorized", body)).await;
    let error = act(&client(&recorder, &TestClock::new())).await.expect_err("a refusal");
    expect![[r#"access token: 401 Unauthorized: {"error":"invalid_client","error_description":"unknown: [redacted]"}"#]]
        .assert_eq(&error.to_string());
    let refusal = error.as_api().expect("an answer that refuses");
    assert_eq!(refusal.code().as_deref(), Some("invalid_client"));
    hides(&error, &[SECRET, "bXkraWQ6czNjcjN0JTI2bW9yZQ"]);
    assert_eq!(recorder.seen().len(), 1, "the API is not called");
}

#[tokio::test]
async fn a_token_that_cannot_be_had_for_now_is_asked_for_again() {
    let busy = Answer::with_body("503 Busy", "");
    let recorder = Recorder::script(vec![busy, token(TOKEN, 3_600), done()]).await;
    act(&client(&recorder, &TestClock::new())).await.expect("a success");
    assert_eq!(recorder.seen().len(), 3);
}

#[tokio::test]
async fn no_token_shows() {
    // Echoed by the API.
    let echo = Answer::with_body("403 No", &format!("not with {TOKEN}"));
    let recorder = Recorder::script(vec![token(TOKEN, 3_600), echo]).await;
    let client_of_it = client(&recorder, &TestClock::new());
    let error = act(&client_of_it).await.expect_err("a refusal");
    expect!["act: 403 Forbidden: not with [redacted]"].assert_eq(&error.to_string());
    hides(&error, &[TOKEN]);
    let shown = format!("{client_of_it:?} {:?}", credentials(&recorder));
    assert!(!shown.contains(SECRET) && !shown.contains(TOKEN), "{shown}");
    // In an answer that is not what it should be, or is not whole.
    let cut = format!("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{{\"access_token\":\"{TOKEN}");
    let odd = [
        Answer::with_body("200 OK", &format!(r#"{{"access_token":"{TOKEN}","token_type":"mac"}}"#)),
        Answer::with_body("200 OK", &format!(r#"{{"token":"{TOKEN}"}}"#)),
        Answer::with_body("200 OK", &format!(r#"{{"access_token":"{TOKEN}\n"}}"#)),
        Answer::with_body("200 OK", TOKEN),
        Answer::raw(cut),
    ];
    for answer in odd {
        let recorder = Recorder::start(answer).await;
        let error = act(&client(&recorder, &TestClock::new())).await.expect_err("no token");
        hides(&error, &[TOKEN, SECRET]);
    }
}

#[test]
fn what_is_refused_when_the_client_is_built() {
    let build = |base_url: &str, given: ClientCredentials| {
        let builder = ClientBuilder::new(&SERVER, "test/1").base_url(base_url);
        let builder = builder.client_credentials(&OAUTH, &SOURCE, given);
        builder.build().map_or_else(|error| error.to_string(), |_| "a client".to_owned())
    };
    let at = |url: &str| ClientCredentials::new("id", "secret").token_url(url);
    let said = [
        build("https://h.test", ClientCredentials::new("id", "secret")),
        build("https://h.test", ClientCredentials::new("id", "")),
        build("https://h.test", at("/token")),
        build("https://h.test", at("http://h.test/token")),
        build("https://h.test", at("http://127.0.0.1/token")),
        build("http://127.0.0.1", at("http://127.0.0.1/token")),
        build("https://h.test", at("https://user:pass@h.test/token")),
    ];
    expect![[r#"
        a client
        client could not be built: oauth has an empty id or secret
        client could not be built: oauth has a token URL that is no absolute URL: relative URL without a base
        client could not be built: oauth has a token URL that is plain http to another machine: use https, or allow it by `allow_plain_http(true)`
        client could not be built: oauth has a token URL that is plain http, and the API is not
        a client
        client could not be built: oauth has a token URL that holds a user or password: give credentials to the builder instead"#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn a_request_to_look_at_has_the_token_only_if_there_is_one() {
    let given = ClientCredentials::new("id", "secret");
    let builder = ClientBuilder::new(&SERVER, "test/1").base_url("https://h.test");
    let client = builder.client_credentials(&OAUTH, &SOURCE, given).build().expect("a client");
    let request = Call::new(&client, &ACT).request().expect("a request");
    assert!(!request.headers().contains_key("authorization"));
}
