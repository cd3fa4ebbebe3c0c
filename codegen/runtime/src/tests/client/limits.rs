//! Limits of time and room, by a clock that goes only when it is told to.

use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use expect_test::{Expect, expect};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::clock::{BEGIN, TestClock};
use super::recorder::{Answer, Recorder};
use super::run::{GET, POST, PUT, Run, status};
use super::sample::builder;
use crate::runtime::{Call, ClientBuilder, Clock, Error, Sleep, TimeLimit, Waiting, decode};

const CALL: Duration = Duration::from_secs(60);
const ATTEMPT: Duration = Duration::from_secs(20);
const STALL: Duration = Duration::from_secs(10);

/// A head, and the beginning of a body that is longer.
const HALF: &str = "HTTP/1.1 200 OK\r\nx-request-id: 7\r\ncontent-length: 9\r\n\r\n{\"a\"";

/// Lets each limit of a length run out once it is being waited for, so many times.
async fn run_out(run: &Run, length: Duration, times: usize) {
    for _ in 0..times {
        run.clock.until_limited(length).await;
        run.clock.advance(length);
    }
}

#[tokio::test]
async fn a_silent_server() {
    let run = Run::new([Answer::Stall(Vec::new())]).await;
    let patience = async {
        run.recorder.until_seen().await;
        run_out(&run, ATTEMPT, 1).await;
    };
    let (error, ()) = tokio::join!(run.call(&POST), patience);
    expect![[r#"
        probe: timed out before the answer came: the time for an attempt is over
        - the time for an attempt is over, before the answer
        ending: NotSafe
        requests: 1
    "#]]
    .assert_eq(&run.told(&error));
}

#[tokio::test]
async fn a_silent_server_is_asked_again_where_that_is_safe() {
    let run = Run::new([Answer::Stall(Vec::new()), status("200 OK")]).await;
    let patience = async {
        run.recorder.until_seen().await;
        run_out(&run, ATTEMPT, 1).await;
    };
    let (answer, ()) = tokio::join!(run.call(&PUT), patience);
    expect![[r#"
        ok 200 OK
        - the time for an attempt is over, before the answer
        - after 200ms: 200 OK
        ending: Settled
        requests: 2
    "#]]
    .assert_eq(&run.told(&answer));
}

#[tokio::test]
async fn the_time_for_the_call_cuts_an_attempt_short() {
    let run = Run::new([Answer::Stall(Vec::new())]).await;
    let patience = async {
        run.recorder.until_seen().await;
        run_out(&run, Duration::from_secs(7), 1).await;
    };
    let call = run.call(&PUT).timeout(Duration::from_secs(7));
    let (error, ()) = tokio::join!(call, patience);
    expect![[r#"
        probe: timed out before the answer came: the time for the call is over
        - the time for the call is over, before the answer
        ending: TimeOver
        requests: 1
    "#]]
    .assert_eq(&run.told(&error));
}

#[tokio::test]
async fn a_body_that_stalls_keeps_what_came() {
    let run = Run::new([Answer::Stall(HALF.into())]).await;
    let (error, ()) = tokio::join!(run.call(&POST), run_out(&run, STALL, 1));
    let Err(Error::Timeout(error)) = error else { panic!("{error:?}") };
    assert_eq!(
        (error.time_limit(), error.partial_body()),
        (Some(TimeLimit::Stall), &b"{\"a\""[..])
    );
    assert_eq!(error.headers().map(|headers| headers["x-request-id"].as_bytes()), Some(&b"7"[..]));
    expect![[r#"
        probe: timed out within the body, 4 bytes after 200 OK: nothing more came for too long
        - nothing more came for too long, within 200 OK
        ending: NotSafe
        requests: 1
    "#]]
    .assert_eq(&run.told(&Err(Error::Timeout(error))));
}

#[tokio::test]
async fn a_body_that_stalls_each_time() {
    let run = Run::new([Answer::Stall(HALF.into())]).await;
    let (error, ()) = tokio::join!(run.call(&GET), run_out(&run, STALL, 3));
    expect![[r#"
        probe: timed out within the body, 4 bytes after 200 OK: nothing more came for too long; 3 attempts
        - nothing more came for too long, within 200 OK
        - after 200ms: nothing more came for too long, within 200 OK
        - after 400ms: nothing more came for too long, within 200 OK
        ending: AttemptsSpent
        requests: 3
    "#]].assert_eq(&run.told(&error));
}

#[tokio::test]
async fn the_limits_of_a_call_that_goes_well_are_dropped() {
    let run = Run::new([status("200 OK")]).await;
    run.call(&GET).await.expect("a success");
    assert_eq!(run.clock.limits(), 0);
    run.clock.advance(CALL);
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_nothing_behind() {
    let run = Run::new([Answer::Stall(HALF.into())]).await;
    let call = tokio::spawn(run.call(&GET));
    run.clock.until_limited(STALL).await;
    call.abort();
    assert!(call.await.is_err_and(|error| error.is_cancelled()));
    run.recorder.until_left().await;
    assert_eq!((run.clock.limits(), run.recorder.seen().len()), (0, 1));
}

async fn check(answer: &str, most: u64, expect: Expect) {
    let run = Run::new([Answer::raw(answer)]).await.with(|builder| builder.max_body(most));
    let outcome = run.call(&GET).await;
    let kept = outcome.as_ref().err().map(|error| {
        let headers = error.headers().into_iter().flatten().count();
        let body = String::from_utf8_lossy(error.body().unwrap_or_default());
        format!("kept: {headers} headers, {body:?}\n")
    });
    expect.assert_eq(&format!("{}{}", run.told(&outcome), kept.unwrap_or_default()));
}

#[tokio::test]
async fn a_body_that_is_announced_too_large() {
    check(
        "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n123456",
        5,
        expect![[r#"
        probe: answer larger than 5 bytes, given up within the body, 0 bytes after 200 OK
        - 200 OK with too large a body
        ending: Settled
        requests: 1
        kept: 1 headers, ""
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_body_that_turns_out_too_large() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let whole = format!("{head}3\r\n123\r\n2\r\n45\r\n0\r\n\r\n");
    check(
        &whole,
        5,
        expect![[r#"
        ok 200 OK
        - 200 OK
        ending: Settled
        requests: 1
    "#]],
    )
    .await;
    let more = format!("{head}3\r\n123\r\n3\r\n456\r\n0\r\n\r\n");
    check(
        &more,
        5,
        expect![[r#"
        probe: answer larger than 5 bytes, given up within the body, 5 bytes after 200 OK
        - 200 OK with too large a body
        ending: Settled
        requests: 1
        kept: 1 headers, "12345"
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_body_without_end() {
    let endless = format!("HTTP/1.1 500 Oops\r\n\r\n{}", "x".repeat(1 << 20));
    let run = Run::new([Answer::Stall(endless.into_bytes())]).await;
    let error = run.call(&GET).max_body(100_000).await.expect_err("too large");
    assert_eq!(error.body().map(<[u8]>::len), Some(100_000));
    expect!["probe: answer larger than 100000 bytes, given up within the body, 100000 bytes after 500 Internal Server Error"].assert_eq(&error.to_string());
}

#[tokio::test]
async fn a_refusal_for_the_moment_is_one_whatever_its_size() {
    let large = Answer::with_body("503 Down", "a long page");
    let run = Run::new([large, status("200 OK")]).await.with(|builder| builder.max_body(4));
    expect![[r#"
        ok 200 OK
        - 503 Service Unavailable with too large a body
        - after 200ms: 200 OK
        ending: Settled
        requests: 2
    "#]]
    .assert_eq(&run.tell(&GET).await);
}

fn refused(change: impl FnOnce(ClientBuilder) -> ClientBuilder, expect: &Expect) {
    let builder = change(crate::runtime::Client::sample("app", "us").api_key("k"));
    expect.assert_eq(&builder.build().expect_err("no good client").to_string());
}

#[test]
fn no_limit_is_zero() {
    refused(
        |builder| builder.timeout(Duration::ZERO),
        &expect!["client could not be built: timeout is zero"],
    );
    refused(
        |builder| builder.attempt_timeout(Duration::ZERO),
        &expect!["client could not be built: attempt timeout is zero"],
    );
    refused(
        |builder| builder.stall_timeout(Duration::ZERO),
        &expect!["client could not be built: stall timeout is zero"],
    );
}

/// A clock by which time goes by whenever it is looked at, and no wait ends.
struct Ticking(AtomicU64);

impl Clock for Ticking {
    fn now(&self) -> Duration {
        Duration::from_millis(10 * self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn unix_time(&self) -> Duration {
        Duration::from_secs(BEGIN)
    }

    fn sleep(&self, _time: Duration, _why: Waiting) -> Sleep {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_body_that_unfolds_ends_in_time_although_nothing_is_waited_for() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![b' '; 16 << 20]).expect("a Vec takes all");
    let packed = packed.finish().expect("a Vec takes all");
    let length = packed.len();
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n");
    let recorder = Recorder::start(Answer::Bytes([head.into_bytes(), packed].concat())).await;
    let client = builder(&recorder.url(""), &TestClock::new()).clock(Ticking(AtomicU64::new(0)));
    let client = client.build().expect("a good client");
    let call = Call::new(&client, &GET).send(decode::unit).timeout(Duration::from_secs(1));
    let error = call.await.expect_err("a body of which there is no end in time");
    let Error::Timeout(late) = &error else { panic!("{error:?}") };
    assert_eq!(late.time_limit(), Some(TimeLimit::Call));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200), "{error:?}");
}
