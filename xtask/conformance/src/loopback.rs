//! A quick server for measuring: a thread for each connection, nothing allocated for a request once it
//! is warm, so that what is counted in this process is the client's.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Writes the answer to a request, head and body, each as it stands on the wire.
type Answer = dyn Fn(&[u8], &mut Vec<u8>) + Send + Sync;

/// The server. It goes on until the process ends.
#[derive(Debug)]
pub struct Loopback {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Loopback {
    /// Starts one on a free port of loopback.
    ///
    /// # Panics
    /// When no port is to be had.
    pub fn start(answer: impl Fn(&[u8], &mut Vec<u8>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound port has an address");
        let connections = Arc::<AtomicUsize>::default();
        let (count, answer) = (Arc::clone(&connections), Arc::new(answer) as Arc<Answer>);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::Relaxed);
                let answer = Arc::clone(&answer);
                // A connection that breaks ends, and the client sees to it.
                thread::spawn(move || talk(stream, &*answer));
            }
        });
        Self { address, connections }
    }

    /// `http://127.0.0.1:PORT` and a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

fn talk(mut stream: TcpStream, answer: &Answer) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut request = Vec::with_capacity(1 << 16);
    let mut out = Vec::with_capacity(1 << 16);
    let mut buffer = [0; 1 << 14];
    loop {
        while request_length(&request).is_none_or(|length| request.len() < length) {
            match stream.read(&mut buffer)? {
                0 => return Ok(()),
                count => request.extend_from_slice(&buffer[..count]),
            }
        }
        out.clear();
        answer(&request, &mut out);
        stream.write_all(&out)?;
        let length = request_length(&request).unwrap_or(request.len());
        request.drain(..length);
    }
}

/// How long a request is, once its head is there.
pub fn request_length(request: &[u8]) -> Option<usize> {
    let end = request.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&request[..end]).ok()?;
    let announced = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    Some(end + announced.and_then(|length| length.parse().ok()).unwrap_or(0))
}
