//! The network around the router, and nothing else.

use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as StdListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::thread::JoinHandle;

use anyhow::{Context, Result};
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{self, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::{Answer, Document, Request, Router};
use crate::say;

/// The largest body that is read, in bytes.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// What is done with each request beside answering it.
type Observer = dyn Fn(Request, &Answer) + Send + Sync;

/// A mock that runs in this process, on a free port of the loopback interface, until it is
/// dropped.
#[derive(Debug)]
pub struct Mock {
    /// Where it is reached: `http://127.0.0.1:40123`.
    pub origin: String,
    /// The same with the base path of the document's first server: `http://127.0.0.1:40123/v3`.
    pub base_url: String,
    requests: Arc<Mutex<Vec<Request>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Mock {
    /// All requests so far, in the order of their answers.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// All requests since the last time they were taken.
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut *self.requests.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // Either fails only when the thread has ended already.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Starts a mock of a document in a thread of its own, so that it serves blocking and
/// asynchronous callers alike. It is ready when this returns.
///
/// # Errors
/// When no port or no thread is to be had.
pub fn spawn(document: Document) -> Result<Mock> {
    spawn_router(Router::new(document))
}

/// Starts a mock that answers by this router, as [`spawn`] does.
///
/// # Errors
/// As [`spawn`].
pub fn spawn_router(router: Router) -> Result<Mock> {
    let listener = listen(0)?;
    let origin = format!("http://{}", listener.local_addr()?);
    let base_url = format!("{origin}{}", router.base_path());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&requests);
    let record = move |request, _: &Answer| {
        seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    };
    let app = app(router, Arc::new(record));
    let runtime = runtime()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let thread = std::thread::Builder::new().name("mock".into()).spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = accept(listener, app, std::future::pending()) => {}
                // A dropped sender stops it as well.
                _ = stopped => {}
            }
        });
    })?;
    Ok(Mock { origin, base_url, requests, stop: Some(stop), thread: Some(thread) })
}

/// Runs a mock until Ctrl-C, with a line on standard error for each request: status, method,
/// path, operation. Keys are never in it, since neither headers nor query are.
///
/// # Errors
/// When the port is taken, or the network fails.
pub fn serve(router: Router, port: u16) -> Result<()> {
    let listener = listen(port)?;
    let introduction = introduction(&router, listener.local_addr()?);
    let app = app(router, Arc::new(|request, answer: &Answer| log(&request, answer)));
    runtime()?.block_on(async {
        let (stop, stopped) = oneshot::channel::<()>();
        let server = accept(listener, app, async { drop(stopped.await) });
        let mut interrupt = Box::pin(interrupted());
        // From here on Ctrl-C is ours, so only now may anybody be told to use it.
        poll_fn(|context| Poll::Ready(interrupt.as_mut().poll(context).is_ready())).await;
        say::out(&introduction);
        tokio::select! {
            done = server => done.context("the mock failed"),
            () = async {
                interrupt.await;
                let _ = stop.send(()); // fails when the server has ended by itself
                // Whoever presses it twice does not want to wait for open requests.
                interrupted().await;
            } => Ok(()),
        }
    })
}

/// Where the mock is and what it answers.
fn introduction(router: &Router, address: SocketAddr) -> String {
    let base = router.base_path();
    let operation = |(method, path, id)| format!("\n  {method:<6} {base}{path}  {id}");
    let operations: String = router.operations().map(operation).collect();
    format!("listening on http://{address}{operations}")
}

fn log(request: &Request, answer: &Answer) {
    let operation = answer.operation.as_deref().unwrap_or("-");
    say::err(&format!("{} {} {} {operation}", answer.status, request.method, request.path));
    for note in &answer.notes {
        say::err(&format!("    note: {note}"));
    }
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a signal to wait for, the mock runs until it is killed.
        std::future::pending::<()>().await;
    }
}

fn listen(port: u16) -> Result<StdListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener =
        StdListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_io().build().context("cannot start the mock")
}

async fn accept(
    listener: StdListener,
    app: axum::Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    axum::serve(listener, app).with_graceful_shutdown(stop).await
}

/// The whole application: one handler for whatever comes.
fn app(router: Router, observer: Arc<Observer>) -> axum::Router {
    axum::Router::new().fallback(handle).with_state((Arc::new(router), observer))
}

async fn handle(
    State((router, observer)): State<(Arc<Router>, Arc<Observer>)>,
    request: http::Request<Body>,
) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = head.headers.iter().map(|(name, value)| (name.to_string(), text(value)));
    let request = Request {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: body.to_vec(),
    };
    let answer = router.answer(&request);
    observer(request, &answer);
    respond(answer)
}

fn respond(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = status;
    for (name, value) in answer.headers {
        // A header that the document shows and HTTP does not allow is left out.
        let name = HeaderName::try_from(name);
        if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

fn plain(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
