//! A rate of the client's own.

use std::time::Duration;

use expect_test::{Expect, expect};

use super::recorder::Answer;
use super::run::{GET, PUT, Run, status};
use super::sample::builder;
use crate::runtime::{Call, Client, Error, Rate, Waiting, decode};

/// When each of so many calls was sent, in virtual time.
async fn times(rate: Rate, calls: usize) -> Vec<Duration> {
    let run =
        Run::new([Answer::Again(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".into())]).await;
    let client = builder(&run.recorder.url(""), &run.clock).rate(rate).build().expect("a client");
    let mut times = Vec::new();
    for _ in 0..calls {
        let call = Call::new(&client.clone(), &GET).send(decode::unit).timeout(Duration::MAX);
        call.await.expect("a success");
        times.push(crate::runtime::Clock::now(&run.clock));
    }
    times
}

#[tokio::test]
async fn calls_are_spread_evenly() {
    let millis: Vec<u128> =
        times(Rate::per_second(4), 6).await.iter().map(Duration::as_millis).collect();
    assert_eq!(millis, [0, 250, 500, 750, 1_000, 1_250]);
}

#[tokio::test]
async fn no_period_has_more_calls_than_the_rate() {
    let second = Duration::from_secs(1);
    for (requests, burst) in [(1, 1), (3, 1), (3, 3), (7, 2), (7, 7), (10, 4), (5, 99), (5, 0)] {
        let times = times(Rate::new(requests, second).burst(burst), 40).await;
        for begin in &times {
            let count = times.iter().filter(|at| *at >= begin && **at < *begin + second).count();
            assert!(count <= requests as usize, "{count} of {requests}, burst {burst}: {times:?}");
        }
        let whole = times.last().expect("forty").as_secs_f64();
        assert!(whole < 40.0, "{requests} a second, burst {burst}: 40 calls took {whole} s");
    }
}

#[tokio::test]
async fn attempts_count_one_by_one() {
    let run = Run::new([status("503 Down"), status("200 OK")]).await;
    let run = run.with(|builder| builder.rate(Rate::per_second(1)).jitter(|| 0.0));
    expect![[r#"
        ok 200 OK
        - 503 Service Unavailable
        - after 1s: 200 OK
        ending: Settled
        requests: 2
    "#]]
    .assert_eq(&run.tell(&PUT).await);
    assert!(run.clock.waits().iter().any(|(why, _)| *why == Waiting::ForRate));
}

#[tokio::test]
async fn a_place_that_would_come_too_late() {
    let run = Run::new([status("200 OK")]).await;
    let client = builder(&run.recorder.url(""), &run.clock).rate(Rate::per_minute(1)).build();
    let client = client.expect("a good client");
    let call = || Call::new(&client, &PUT).send(decode::unit).timeout(Duration::from_secs(5));
    call().await.expect("a success");
    let error = call().await.expect_err("no place in time");
    assert!(matches!(&error, Error::Timeout(_)), "{error:?}");
    assert_eq!((error.attempts().count(), run.recorder.seen().len()), (0, 1));
    expect!["probe: timed out before the answer came: the client's own rate has no place in time"]
        .assert_eq(&error.to_string());
}

#[tokio::test]
async fn a_retry_without_a_place_leaves_what_the_server_said() {
    let budget = crate::runtime::RetryBudget::with_tokens(20);
    let run = Run::new([status("503 Down\r\nx-why: repairs"), status("200 OK")]).await;
    let run = run.with(|builder| {
        builder.rate(Rate::per_minute(1)).jitter(|| 0.0).retry_budget(budget.clone())
    });
    let error = run.call(&PUT).timeout(Duration::from_secs(3)).await.expect_err("no place in time");
    assert!(matches!(&error, Error::Api(_)), "{error:?}");
    let why = error.headers().and_then(|headers| headers.get("x-why"));
    assert_eq!(why.map(reqwest::header::HeaderValue::as_bytes), Some(&b"repairs"[..]));
    assert_eq!(error.attempts().ending(), crate::runtime::Ending::TimeOver);
    assert_eq!((error.attempts().count(), budget.tokens()), (1, Some(20)));
}

fn refused(rate: Rate, expect: &Expect) {
    let builder = Client::sample("app", "us").api_key("k").rate(rate);
    expect.assert_eq(&builder.build().expect_err("no good client").to_string());
}

#[test]
fn rates_that_are_none() {
    refused(Rate::per_second(0), &expect!["client could not be built: rate is zero"]);
    refused(
        Rate::new(1, Duration::ZERO),
        &expect!["client could not be built: rate has a period of zero"],
    );
    refused(
        Rate::new(1, Duration::MAX),
        &expect!["client could not be built: rate has a period of over a year"],
    );
}
