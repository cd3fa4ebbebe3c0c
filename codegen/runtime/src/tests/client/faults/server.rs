//! A server that does what a row says, step by step, on bare TCP: no library would be so ill-behaved.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::super::clock::TestClock;
use super::super::recorder::read_request;
use super::tls;

/// What a server does on a connection, in order. After the last step it closes the connection as a
/// good server does: it says that it has no more, and waits until the client has gone, too.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Reads a request and notes it.
    Read,
    /// Sends these bytes at once.
    Write(Vec<u8>),
    /// Sends this again and again until the client has gone.
    Endless(&'static str),
    /// Sends these bytes one by one, each after a second.
    Drip(&'static str),
    /// Does nothing until the client's limit of this length runs out, which it does at once.
    Stall(Duration),
    /// Waits until something of a request is there, and leaves it unread.
    Await,
    /// Resets the connection.
    Reset,
    /// Speaks TLS with a certificate that nobody trusts, and notes what comes through it.
    Tls,
}

/// What is done on the first connection, on the second, and so on; the last serves all further ones.
pub(super) type Script = Vec<Vec<Step>>;

pub(super) struct FaultServer {
    address: SocketAddr,
    seen: Arc<Seen>,
}

struct Seen {
    script: Script,
    clock: TestClock,
    connections: AtomicUsize,
    requests: Mutex<Vec<String>>,
}

impl FaultServer {
    /// A server; with no script at all, nobody listens.
    pub(super) async fn start(script: Script, clock: &TestClock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port on loopback");
        let address = listener.local_addr().expect("a bound address");
        let seen = Arc::new(Seen {
            script,
            clock: clock.clone(),
            connections: AtomicUsize::new(0),
            requests: Mutex::default(),
        });
        if !seen.script.is_empty() {
            tokio::spawn(accept(listener, Arc::clone(&seen)));
        }
        Self { address, seen }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// The requests that were read.
    pub(super) fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().expect("no test panics with the lock held").clone()
    }
}

async fn accept(listener: TcpListener, seen: Arc<Seen>) {
    while let Ok((stream, _)) = listener.accept().await {
        let number = seen.connections.fetch_add(1, Ordering::SeqCst);
        let steps = seen.script.get(number).or(seen.script.last()).cloned().unwrap_or_default();
        tokio::spawn(talk(stream, steps, Arc::clone(&seen)));
    }
}

async fn talk(mut stream: TcpStream, steps: Vec<Step>, seen: Arc<Seen>) {
    for step in steps {
        // Where it cannot be done the client has gone; that is its right.
        if step.take(&mut stream, &seen).await.is_none() {
            return;
        }
    }
    let _ = stream.shutdown().await;
    let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
}

impl Step {
    /// None once there is nobody left to do a further step with.
    async fn take(self, stream: &mut TcpStream, seen: &Seen) -> Option<()> {
        match self {
            Self::Read => {
                let request = read_request(stream).await;
                seen.note(&request)?;
            }
            Self::Write(bytes) => stream.write_all(&bytes).await.ok()?,
            Self::Endless(piece) => loop {
                stream.write_all(piece.as_bytes()).await.ok()?;
            },
            Self::Drip(text) => drip(text, stream, &seen.clock).await?,
            Self::Stall(limit) => {
                seen.clock.until_limited(limit).await;
                seen.clock.advance(limit);
                let _ = stream.read_to_end(&mut Vec::new()).await;
                return None;
            }
            Self::Await => drop(stream.peek(&mut [0]).await.ok()?),
            Self::Reset => {
                stream.set_zero_linger().ok()?;
                return None;
            }
            Self::Tls => {
                let through = tls::serve(stream).await;
                seen.note(&through)?;
            }
        }
        Some(())
    }
}

impl Seen {
    fn note(&self, request: &[u8]) -> Option<()> {
        if request.is_empty() {
            return None;
        }
        let mut requests = self.requests.lock().expect("no test panics with the lock held");
        requests.push(String::from_utf8_lossy(request).into_owned());
        Some(())
    }
}

/// Whether the client has closed the connection.
fn has_left(stream: &TcpStream) -> bool {
    !matches!(stream.try_read(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock)
}

/// Each byte is given to the client before the next second goes by: the runtime of a test has one
/// thread, and looks for what came on its sockets at least once in so many turns.
async fn drip(text: &str, stream: &mut TcpStream, clock: &TestClock) -> Option<()> {
    const TURNS: usize = 200;
    for byte in text.bytes() {
        stream.write_all(&[byte]).await.ok()?;
        for _ in 0..TURNS {
            tokio::task::yield_now().await;
        }
        if has_left(stream) {
            return None;
        }
        clock.advance(Duration::from_secs(1));
    }
    Some(())
}
