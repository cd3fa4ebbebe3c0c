//! What a call costs more than the same by hand: a bare `reqwest` call that sends and parses the same bytes.
//!
//! ```console
//! cargo run --release -p conformance --example overhead
//! ```
//!
//! The calls take turns, in rounds of some milliseconds, so that what else goes on in the machine meets all of them
//! alike. Of the rounds' times the median is told, and the one that a tenth of them stay below: on a machine
//! that does other things as well, this is what the call costs when it is left alone.
//!
//! All parse the whole answer. "Bare, our model" reads it by the same routine as the client does, so that
//! the difference is what the runtime adds to a call; "with a time limit" it has one of those limits that
//! every call of the client has. "Bare, derived structs" reads it by `serde_json` into the structs that
//! progenitor derives from the same document.

use std::alloc::System;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cometchat_client::models::ConversationResponse;
use cometchat_client::{Client, Model, Region};
use conformance::clients::KEY;
use conformance::loopback::request_length;
use conformance::progenitor::types;
use reqwest::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many, unless the first argument says otherwise.
const ROUNDS: usize = 301;
/// Enough that a round is not spent on warming up what the others have cooled down.
const CALLS: u32 = 200;
/// What the client says of itself, so that the bytes are the same.
const AGENT: &str = concat!("cometchat-client/", env!("CARGO_PKG_VERSION"));
/// That of an attempt of the client.
const LIMIT: Duration = Duration::from_secs(20);
const NAMES: [&str; 4] =
    ["the client", "bare, our model", "bare with a time limit, our model", "bare, derived structs"];

type Done = Result<(), Box<dyn Error>>;

/// The bare body, as a hand would write it.
#[derive(serde::Serialize)]
struct Tags {
    tags: Vec<String>,
}

struct Calls {
    client: Client,
    http: reqwest::Client,
    base_url: String,
}

impl Calls {
    async fn by(&self, contender: usize) -> Done {
        match contender {
            0 => self.client().await,
            1 => self.bare_model(None).await,
            2 => self.bare_model(Some(LIMIT)).await,
            _ => self.bare_derived().await,
        }
    }

    async fn client(&self) -> Done {
        let call = self.client.update_group_conversation("project-group");
        let call = call.on_behalf_of("superhero4").tags(["project", "urgent"]);
        std::hint::black_box(call.send().await?);
        Ok(())
    }

    async fn bare(&self, limit: Option<Duration>) -> Result<reqwest::Response, reqwest::Error> {
        let url = format!("{}/groups/{}/conversation", self.base_url, "project-group");
        let tags = vec!["project".to_owned(), "urgent".to_owned()];
        let mut request = self
            .http
            .put(url)
            .header(USER_AGENT, AGENT)
            .header("apikey", KEY)
            .header("onbehalfof", "superhero4")
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .json(&Tags { tags });
        if let Some(limit) = limit {
            request = request.timeout(limit);
        }
        request.send().await?.error_for_status()
    }

    async fn bare_model(&self, limit: Option<Duration>) -> Done {
        let bytes = self.bare(limit).await?.bytes().await?;
        std::hint::black_box(ConversationResponse::from_json(&bytes)?);
        Ok(())
    }

    async fn bare_derived(&self) -> Done {
        let bytes = self.bare(None).await?.bytes().await?;
        std::hint::black_box(serde_json::from_slice::<types::ConversationResponse>(&bytes)?);
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done {
    let path = conformance::spec::workspace()
        .join("spec/examples/update-group-conversation.200.object.json");
    let body = std::fs::read(path)?;
    let (length, head) = (body.len(), "HTTP/1.1 200 OK\r\ncontent-type: application/json");
    let answer =
        [format!("{head}\r\ncontent-length: {length}\r\n\r\n").into_bytes(), body].concat();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}/v3", listener.local_addr()?);
    tokio::spawn(serve(listener, answer.into()));
    // One for all: the same connection, as warm for one as for the other.
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    let http = http.build()?;
    let builder = Client::builder("APP_ID", Region::Us).api_key(KEY).base_url(&base_url);
    let client = builder.http_client(http.clone()).build()?;
    let calls = Calls { client, http, base_url };
    let rounds = std::env::args().nth(1).map_or(Ok(ROUNDS), |rounds| rounds.parse())?;
    let mut times = [const { Vec::new() }; NAMES.len()];
    let mut allocations = [const { Vec::new() }; NAMES.len()];
    if let Some(only) = std::env::args().nth(2) {
        let only = only.parse()?;
        for _ in 0..=rounds {
            measured(&calls, only).await?;
        }
        return Ok(());
    }
    for round in 0..=rounds {
        for turn in 0..NAMES.len() {
            let contender = (round + turn) % NAMES.len();
            let (time, count) = measured(&calls, contender).await?;
            // The first round makes the connections.
            if round > 0 {
                times[contender].push(time);
                allocations[contender].push(count);
            }
        }
    }
    for contender in 0..NAMES.len() {
        times[contender].sort_unstable();
        allocations[contender].sort_unstable();
    }
    report(length, &times, &allocations);
    Ok(())
}

/// Answers each request. It is on the thread of the client, so that no time is that of the system waking
/// another thread, and allocates nothing for a request.
async fn serve(listener: TcpListener, answer: Arc<[u8]>) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let answer = Arc::clone(&answer);
        tokio::spawn(async move {
            let mut request = Vec::with_capacity(1 << 14);
            while stream.read_buf(&mut request).await.is_ok_and(|count| count > 0) {
                if request_length(&request).is_some_and(|length| length <= request.len()) {
                    request.clear();
                    stream.write_all(&answer).await?;
                }
            }
            std::io::Result::Ok(())
        });
    }
}

/// The time of a call, and how often it allocated.
async fn measured(calls: &Calls, contender: usize) -> Result<(Duration, usize), Box<dyn Error>> {
    let (count, began) = (allocations(), Instant::now());
    for _ in 0..CALLS {
        calls.by(contender).await?;
    }
    let time = began.elapsed() / CALLS;
    Ok((time, (allocations() - count) / usize::try_from(CALLS)?))
}

/// How often anything was allocated, or allocated anew, so far.
fn allocations() -> usize {
    let stats = ALLOCATOR.stats();
    stats.allocations + stats.reallocations
}

fn report(length: usize, times: &[Vec<Duration>], allocations: &[Vec<usize>]) {
    let rounds = times[0].len();
    println!("{rounds} rounds of {CALLS} calls each, an answer of {length} bytes, on loopback\n");
    println!(
        "| | fastest tenth | the client takes | median | the client takes | allocations | the client has |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for ((name, times_of), counts) in NAMES.iter().zip(times).zip(allocations) {
        print!("| {name} |");
        for place in [rounds / 10, rounds / 2] {
            let (ours, time) = (times[0][place], times_of[place]);
            let more = 100.0 * (ours.as_secs_f64() / time.as_secs_f64() - 1.0);
            print!(" {time:.1?} | {more:+.1} % |");
        }
        let (ours, count) = (allocations[0][rounds / 2], counts[rounds / 2]);
        let more = ours.cast_signed() - count.cast_signed();
        println!(" {count} | {more:+} |");
    }
}
