//! A server that writes down what it is sent, byte for byte, and always gives the same answer.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it stood on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// Path and query, escapes not decoded.
    pub target: String,
    /// Names in lower case, and values, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Sent {
    /// Method and target: `PUT /v3/groups/g/conversation`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// The value of a header; the first when there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn parse(head: &str, body: &[u8]) -> Self {
        let mut lines = head.split("\r\n");
        let mut line = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
        let (method, target) = (line.next(), line.next());
        let pair = |line: &str| {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            (name.to_lowercase(), value.trim().to_owned())
        };
        Self {
            method: method.unwrap_or_default(),
            target: target.unwrap_or_default(),
            headers: lines.map(pair).collect(),
            body: body.to_vec(),
        }
    }
}

/// The server. It ends with the runtime of the test.
#[derive(Debug)]
pub struct Recorder {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Sent>>>,
}

impl Recorder {
    /// Starts one on a free port of loopback. `head` is the status line without the version, and more
    /// headers after it: `307 Elsewhere\r\nlocation: /x`.
    ///
    /// # Panics
    /// When no port is to be had.
    pub async fn start(head: &str, body: &[u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port has an address");
        let seen = Arc::<Mutex<Vec<Sent>>>::default();
        let length = body.len();
        let head =
            format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
        let answer = [head.as_bytes(), body].concat();
        let record = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, answer.clone(), Arc::clone(&record)));
            }
        });
        Self { address, seen }
    }

    /// One that answers 200 with JSON.
    pub async fn json(body: &[u8]) -> Self {
        Self::start("200 OK\r\ncontent-type: application/json", body).await
    }

    /// `http://127.0.0.1:PORT` and a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests since this was last asked.
    pub fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads one request, notes it, and only then answers: who has the answer finds the request noted.
async fn talk(mut stream: TcpStream, answer: Vec<u8>, record: Arc<Mutex<Vec<Sent>>>) {
    let mut bytes = Vec::new();
    let sent = loop {
        if let Some(sent) = complete(&bytes) {
            break sent;
        }
        // A connection that ends before its request does is no request.
        match stream.read_buf(&mut bytes).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    };
    record.lock().unwrap_or_else(PoisonError::into_inner).push(sent);
    // The client may have gone; that is its right.
    let _ = stream.write_all(&answer).await;
    let _ = stream.shutdown().await;
}

/// The request, once there are a head and a body of the length that the head announces.
fn complete(bytes: &[u8]) -> Option<Sent> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let body = &bytes[end + 4..];
    let sent = Sent::parse(&String::from_utf8_lossy(&bytes[..end]), body);
    let length = sent.header("content-length").and_then(|length| length.parse().ok());
    (body.len() >= length.unwrap_or(0)).then_some(sent)
}
