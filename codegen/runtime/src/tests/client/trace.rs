//! Spans: their names and fields, and that no secret is in them.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex, OnceLock};

use expect_test::{Expect, expect};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Event, Metadata, Subscriber};

use super::operation::operation;
use super::recorder::Answer;
use super::run::{GET, POST, Run, status};
use super::sample::{KEY, client};
use crate::runtime::{Call, ClientBuilder, Method, Operation, Scheme, SchemeKind, Server, decode};

/// Writes down every span of this crate.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Line<'l>(&'l mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "\n  {field} = {value:?}");
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with(env!("CARGO_CRATE_NAME"))
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut lines = self.0.lock().expect("no panic");
        let mut line = span.metadata().name().to_owned();
        span.record(&mut Line(&mut line));
        lines.push(line);
        Id::from_u64(lines.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut lines = self.0.lock().expect("no panic");
        let at = usize::try_from(span.into_u64()).expect("a small number") - 1;
        values.record(&mut Line(&mut lines[at]));
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = "event".to_owned();
        event.record(&mut Line(&mut line));
        self.0.lock().expect("no panic").push(line);
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}
    fn enter(&self, _span: &Id) {}
    fn exit(&self, _span: &Id) {}
}

impl Log {
    fn text(&self, host: &str) -> String {
        let text = self.0.lock().expect("no panic").join("\n");
        let (_, port) = host.rsplit_once(':').expect("a port");
        text.replace(port, "PORT")
    }
}

/// A log of what this thread does.
fn watched() -> (Log, DefaultGuard) {
    // While there is only one subscriber, `tracing` asks the thread that reaches a place first whether somebody
    // watches it. That may be a test that nobody watches, and would hold for all.
    static ANOTHER: OnceLock<Dispatch> = OnceLock::new();
    ANOTHER.get_or_init(|| Dispatch::new(Log::default()));
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    (log, guard)
}

async fn check(operation: &'static Operation, answers: Vec<Answer>, expect: Expect) {
    let (log, _guard) = watched();
    let run = Run::new(answers).await;
    let _ = run.call(operation).await;
    expect.assert_eq(&log.text(&run.recorder.url("")));
}

#[tokio::test]
async fn a_success_after_a_retry() {
    check(
        &GET,
        vec![status("503 Down"), status("200 OK")],
        expect![[r#"
        http_client_request
          otel.kind = "client"
          otel.name = GET /probe
          http.request.method = "GET"
          url.template = "/probe"
          url.full = http://127.0.0.1:PORT/probe
          server.address = "127.0.0.1"
          server.port = PORT
          operation.id = "probe"
          http.response.status_code = 503
          error.type = "503"
          otel.status_code = "ERROR"
        event
          message = trying again
          operation.id = "probe"
          outcome = 503 Service Unavailable
          wait = 200ms
        http_client_request
          otel.kind = "client"
          otel.name = GET /probe
          http.request.method = "GET"
          url.template = "/probe"
          url.full = http://127.0.0.1:PORT/probe
          server.address = "127.0.0.1"
          server.port = PORT
          operation.id = "probe"
          http.request.resend_count = 1
          http.response.status_code = 200"#]],
    )
    .await;
}

#[tokio::test]
async fn a_broken_connection() {
    check(
        &POST,
        vec![Answer::raw("")],
        expect![[r#"
        http_client_request
          otel.kind = "client"
          otel.name = POST /probe
          http.request.method = "POST"
          url.template = "/probe"
          url.full = http://127.0.0.1:PORT/probe
          server.address = "127.0.0.1"
          server.port = PORT
          operation.id = "probe"
          error.type = "broken"
          otel.status_code = "ERROR""#]],
    )
    .await;
}

static SERVER: Server = Server { url: "", variables: &[] };
static LOCK: Scheme = Scheme { name: "lock", kind: SchemeKind::ApiKeyQuery("key") };
static OPEN: Operation = operation!("open", Method::POST, "/open", security = &[&[&LOCK]]);

#[tokio::test]
async fn no_key_is_in_a_span() {
    let (log, _guard) = watched();
    let run = Run::new([status("401 No")]).await;
    let url = run.recorder.url("");
    let builder = ClientBuilder::new(&SERVER, "test/1").credential(&LOCK, KEY).base_url(&url);
    let own = builder.build().expect("a good client");
    let _ = Call::new(&own, &OPEN).send(decode::unit).await;
    // In a header, and as a part of the path.
    let _ = client(&url).update_group_conversation(KEY).on_behalf_of(KEY).tags([KEY]).send().await;
    let text = log.text(&url);
    assert!(text.contains("url.full") && text.contains("401") && !text.contains(KEY), "{text}");
    assert_eq!(run.recorder.seen().len(), 2);
}
