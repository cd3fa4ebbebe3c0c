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
    seen: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Recorder {
    pub(super) async fn start(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port on loopback");
        let address = listener.local_addr().expect("a bound address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&seen);
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(talk(stream, answer.clone(), Arc::clone(&record)));
            }
        });
        Self { address, seen, connections }
    }

    /// How many connections were made.
    pub(super) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// `http://127.0.0.1:PORT` and a path.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests so far, with `HOST` for the address and without carriage returns.
    pub(super) fn seen(&self) -> Vec<String> {
        let seen = self.seen.lock().expect("no test panics with the lock held");
        seen.iter()
            .map(|text| text.replace(&self.address.to_string(), "HOST").replace('\r', ""))
            .collect()
    }
}

async fn talk(mut stream: TcpStream, answer: Answer, record: Arc<Mutex<Vec<String>>>) {
    let request = read_request(&mut stream).await;
    if request.is_empty() {
        return;
    }
    record
        .lock()
        .expect("no test panics with the lock held")
        .push(String::from_utf8_lossy(&request).into_owned());
    match answer {
        Answer::Bytes(bytes) => {
            // The client may have gone; that is its right.
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Answer::Again(ref bytes) => {
            if stream.write_all(bytes).await.is_ok() {
                Box::pin(talk(stream, answer, record)).await;
            }
        }
        Answer::Stall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Until the client gives up.
            let _ = stream.read(&mut [0]).await;
        }
    }
}

/// Reads a head, and a body of the length that it announces.
async fn read_request(stream: &mut TcpStream) -> Vec<u8> {
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
    let announced =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    request.len() >= head.len() + 4 + announced.unwrap_or(0)
}
