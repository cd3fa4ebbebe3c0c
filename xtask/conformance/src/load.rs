//! Many calls at the same time against a server that refuses some of them, each call counted on both
//! sides.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use cometchat_client::runtime::RetryPolicy;
use cometchat_client::{Client, Error, Region};

use crate::clients::KEY;
use crate::loopback::Loopback;

/// One call in so many is refused at first, by 429 and 503 in turn, and answered when it comes again.
const REFUSED_ONCE: usize = 20;
/// One call in so many is refused for good, by 404.
const REFUSED: usize = 100;

/// What came of it.
#[derive(Debug)]
pub struct Report {
    /// How many calls were made.
    pub calls: usize,
    /// How many of them ended as they must.
    pub right: usize,
    /// How many requests the server never saw.
    pub lost: usize,
    /// How many it saw once too often, or oftener.
    pub doubled: usize,
    /// How many connections were made.
    pub connections: usize,
    /// The memory of this process after the first tenth, in KiB, where the system tells.
    pub memory_warm: Option<u64>,
    /// The same at the end.
    pub memory_end: Option<u64>,
    /// How long all of it took.
    pub took: Duration,
}

/// Makes so many calls by so many tasks on the runtime of the caller.
///
/// # Panics
/// When the client cannot be made, or a task panics.
pub async fn run(tasks: usize, calls: usize) -> Report {
    let visits: Arc<[AtomicU8]> = (0..calls).map(|_| AtomicU8::new(0)).collect();
    let seen = Arc::clone(&visits);
    let server = Loopback::start(move |request, answer| respond(request, answer, &seen));
    let client = client(&server);
    let began = Instant::now();
    let warm = calls / 10;
    let mut right = batch(&client, tasks, 0, warm).await;
    let memory_warm = memory();
    right += batch(&client, tasks, warm, calls).await;
    let memory_end = memory();
    let took = began.elapsed();
    let counts = || visits.iter().map(|count| usize::from(count.load(Ordering::Relaxed)));
    let wrong = |is_wrong: fn(usize, usize) -> bool| {
        counts().enumerate().filter(|(call, count)| is_wrong(*count, expected(*call))).count()
    };
    Report {
        calls,
        right,
        lost: wrong(|count, expected| count < expected),
        doubled: wrong(|count, expected| count > expected),
        connections: server.connections(),
        memory_warm,
        memory_end,
        took,
    }
}

fn client(server: &Loopback) -> Client {
    // Short waits, since a server on loopback is well again at once.
    let policy = RetryPolicy::new().backoff(Duration::from_millis(1), Duration::from_millis(10));
    let builder = Client::builder("APP_ID", Region::Us).api_key(KEY).retry(policy);
    builder.base_url(server.url("/v3")).build().expect("a good client")
}

/// The calls of a range, dealt to the tasks; how many of them ended as they must.
async fn batch(client: &Client, tasks: usize, from: usize, to: usize) -> usize {
    let tasks: Vec<_> = (0..tasks)
        .map(|task| {
            let client = client.clone();
            let mine = (from + task..to).step_by(tasks);
            tokio::spawn(async move {
                let mut right = 0;
                for call in mine {
                    right += usize::from(is_right(&client, call).await);
                }
                right
            })
        })
        .collect();
    let mut right = 0;
    for task in tasks {
        right += task.await.expect("no task panics");
    }
    right
}

/// Makes a call, and looks whether it ends with its own answer after as many attempts as it must.
async fn is_right(client: &Client, call: usize) -> bool {
    let pending = client
        .update_group_conversation(call.to_string())
        .on_behalf_of("superhero4")
        .tags(["project", "urgent"])
        .send();
    match pending.response().await {
        Ok(response) => {
            let attempts = response.attempts.count();
            let ids = response.body.data.iter().map(|one| one.conversation_id.as_str());
            !is_refused(call)
                && attempts == expected(call)
                && ids.eq([format!("group_{call}").as_str()])
        }
        Err(Error::Api(error)) => is_refused(call) && error.is_not_found(),
        Err(_) => false,
    }
}

fn is_refused(call: usize) -> bool {
    call % REFUSED == REFUSED / 2 - 1
}

/// How often the server is to see a call.
fn expected(call: usize) -> usize {
    if call.is_multiple_of(REFUSED_ONCE) { 2 } else { 1 }
}

/// The answer to a call, which its path numbers.
fn respond(request: &[u8], answer: &mut Vec<u8>, visits: &[AtomicU8]) {
    let call = call_of(request);
    let visit =
        call.and_then(|call| visits.get(call)).map(|seen| seen.fetch_add(1, Ordering::Relaxed));
    match (call, visit) {
        (Some(call), Some(0)) if call.is_multiple_of(2 * REFUSED_ONCE) => {
            write(answer, "429 Too Many Requests\r\nretry-after: 0", "");
        }
        (Some(call), Some(0)) if call.is_multiple_of(REFUSED_ONCE) => {
            write(answer, "503 Service Unavailable", "<html>down</html>");
        }
        (Some(call), Some(_)) if !is_refused(call) => {
            let body = format!(
                r#"{{"data":{{"conversationId":"group_{call}","conversationType":"group"}}}}"#
            );
            write(answer, "200 OK", &body);
        }
        _ => write(answer, "404 Not Found", r#"{"error":{"code":"ERR_GUID_NOT_FOUND"}}"#),
    }
}

fn call_of(request: &[u8]) -> Option<usize> {
    let line = request.split(|byte| *byte == b'\r').next()?;
    let line = std::str::from_utf8(line).ok()?;
    line.strip_prefix("PUT /v3/groups/")?.split('/').next()?.parse().ok()
}

fn write(answer: &mut Vec<u8>, head: &str, body: &str) {
    let length = body.len();
    let text = format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\n\r\n{body}");
    answer.extend_from_slice(text.as_bytes());
}

/// The resident set of this process, in KiB; Linux tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, right, lost, doubled, connections, took, .. } = self;
        writeln!(f, "{calls} calls in {took:.1?}: {right} ended as they must")?;
        writeln!(f, "requests lost: {lost}, doubled: {doubled}; connections: {connections}")?;
        match (self.memory_warm, self.memory_end) {
            (Some(warm), Some(end)) => {
                write!(f, "resident after a tenth of the calls: {warm} KiB, at the end: {end} KiB")
            }
            _ => write!(f, "this system does not tell how much memory is resident"),
        }
    }
}
