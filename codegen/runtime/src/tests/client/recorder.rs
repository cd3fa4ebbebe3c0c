//! A server that writes down what it is sent and answers what it was told, byte for byte.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is done once a request has been read.
#[derive(Clone)]
pub(super) enum Answer {
    /// These bytes, then the connection is closed.
    Bytes(Vec<u8>),
    /// These bytes to each request, and the connection stays open for the next.
    Again(Vec<u8>),
    /// These bytes, and the connection stays open.
    Stall(Vec<u8>),
}

impl Answer {
    pub(super) fn raw(text: impl Into<Vec<u8>>) -> Self {
        Self::Bytes(text.into())
    }

    /// An answer with a body and its true length.
    pub(super) fn with_body(head: &str, body: &str) -> Self {
        Self::raw(format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
    }
}

pub(super) struct Recorder {
    address: SocketAddr,
    state: Arc<State>,
}

struct State {
    /// What the first request is answered, the second, and so on; the last serves all further ones.
    answers: Vec<Answer>,
    seen: Mutex<Vec<String>>,
    connections: AtomicUsize,
    /// How many clients left while an answer stalled.
    left: AtomicUsize,
}

impl Recorder {
    pub(super) async fn start(answer: Answer) -> Self {
        Self::script(vec![answer]).await
    }

    pub(super) async fn script(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port on loopback");
        let address = listener.local_addr().expect("a bound address");
        let state = Arc::new(State {
            answers,
            seen: Mutex::default(),
            connections: AtomicUsize::new(0),
            left: AtomicUsize::new(0),
        });
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(talk(stream, Arc::clone(&shared)));
            }
        });
        Self { address, state }
    }

    /// How many connections were made.
    pub(super) fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// Until a request has been read.
    pub(super) async fn until_seen(&self) {
        while self.seen().is_empty() {
            tokio::task::yield_now().await;
        }
    }

    /// Until a client has closed its connection while an answer stalled.
    pub(super) async fn until_left(&self) {
        while self.state.left.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// `http://127.0.0.1:PORT` and a path.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests so far, with `HOST` for the address and without carriage returns.
    pub(super) fn seen(&self) -> Vec<String> {
        let seen = self.state.seen.lock().expect("no test panics with the lock held");
        seen.iter()
            .map(|text| text.replace(&self.address.to_string(), "HOST").replace('\r', ""))
            .collect()
    }
}

impl State {
    /// Writes a request down, and gives its answer.
    fn record(&self, request: &[u8]) -> Option<Answer> {
        let mut seen = self.seen.lock().expect("no test panics with the lock held");
        seen.push(String::from_utf8_lossy(request).into_owned());
        self.answers.get(seen.len() - 1).or(self.answers.last()).cloned()
    }
}

async fn talk(mut stream: TcpStream, state: Arc<State>) {
    loop {
        let request = read_request(&mut stream).await;
        if request.is_empty() {
            return;
        }
        // Where writing fails the client has gone; that is its right.
        match state.record(&request) {
            Some(Answer::Again(bytes)) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Some(Answer::Bytes(bytes)) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
                return;
            }
            Some(Answer::Stall(bytes)) => {
                let _ = stream.write_all(&bytes).await;
                // Until the client gives up.
                let _ = stream.read(&mut [0]).await;
                state.left.fetch_add(1, Ordering::SeqCst);
                return;
            }
            None => return,
        }
    }
}

/// Reads a head, and a body of the length that it announces, or in chunks up to the last.
pub(super) async fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !is_complete(&request) {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => break,
            Ok(count) => request.extend_from_slice(&buffer[..count]),
        }
    }
    request
}

fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    if head.contains("transfer-encoding: chunked") {
        return request.ends_with(b"\r\n0\r\n\r\n");
    }
    let announced =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    request.len() >= head.len() + 4 + announced.unwrap_or(0)
}
