//! Services around the HTTP client.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use expect_test::expect;
use tower_service::Service;

use super::recorder::Answer;
use super::run::{GET, POST, Run, status};
use super::sample::KEY;
use crate::runtime::Error;

/// Adds a header, and counts how often it was asked whether it is ready.
#[derive(Clone)]
struct Tagged {
    http: reqwest::Client,
    asked: Arc<AtomicUsize>,
}

impl Service<reqwest::Request> for Tagged {
    type Response = reqwest::Response;
    type Error = reqwest::Error;
    type Future = <reqwest::Client as Service<reqwest::Request>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.http.poll_ready(context)
    }

    fn call(&mut self, mut request: reqwest::Request) -> Self::Future {
        request.headers_mut().insert("x-tag", reqwest::header::HeaderValue::from_static("t"));
        self.http.call(request)
    }
}

#[tokio::test]
async fn a_service_sees_every_attempt() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let run = Run::new([status("503 Down"), status("302 Found\r\nlocation: /"), status("200 OK")])
        .await
        .with(|builder| builder.middleware(move |http| Tagged { http, asked: Arc::clone(&count) }));
    // The HTTP client that it is given is our own, which follows no redirect.
    expect![[r#"
        probe: 302 Found with an empty body; 2 attempts
        - 503 Service Unavailable
        - after 200ms: 302 Found
        ending: Settled
        requests: 2
    "#]]
    .assert_eq(&run.tell(&GET).await);
    assert!(run.recorder.seen().iter().all(|request| request.contains("x-tag: t")));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn the_http_client_is_a_service_itself() {
    let run = Run::new([Answer::raw("")]).await.with(|builder| builder.middleware(|http| http));
    expect![[r#"
        probe: connection failed before the answer came
        - broken off before the answer
        ending: NotSafe
        requests: 1
    "#]]
    .assert_eq(&run.tell(&POST).await);
}

/// Fails by itself, and tells what it was to send.
#[derive(Clone)]
struct Chatty;

impl Service<reqwest::Request> for Chatty {
    type Response = reqwest::Response;
    type Error = String;
    type Future = Pin<Box<dyn Future<Output = Result<reqwest::Response, String>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), String>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: reqwest::Request) -> Self::Future {
        Box::pin(async move { Err(format!("cannot send {} with {KEY}", request.url().path())) })
    }
}

#[tokio::test]
async fn an_error_of_a_service_shows_no_key() {
    let run = Run::new([]).await.with(|builder| builder.middleware(|_| Chatty));
    let error = run.call(&POST).await.expect_err("it always fails");
    let Error::Transport(error) = &error else { panic!("{error:?}") };
    let source = std::error::Error::source(error.as_ref()).map(ToString::to_string);
    expect!["probe: connection failed before the answer came: cannot send /probe with [redacted]"]
        .assert_eq(&format!("{error}: {}", source.unwrap_or_default()));
    assert!(!format!("{error:?}").contains(KEY));
    assert!(!error.is_connect(), "what a service did before it failed is not known");
}
