//! What is tried again, after how long, and when it is enough.

use std::sync::Mutex;
use std::time::Duration;

use expect_test::{Expect, expect};
use tokio::net::TcpListener;

use super::recorder::Answer;
use super::run::{DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, Run, TRACE, status};
use super::sample::builder;
use crate::runtime::{
    Attempt, Call, ClientBuilder, Ending, Operation, Outcome, RetryBudget, RetryPolicy, Waiting,
    decode,
};

const DOWN: &str = "503 Service Unavailable";

async fn check(
    operation: &'static Operation,
    answers: impl IntoIterator<Item = Answer>,
    change: impl FnOnce(ClientBuilder) -> ClientBuilder,
    expect: Expect,
) {
    expect.assert_eq(&Run::new(answers).await.with(change).tell(operation).await);
}

#[tokio::test]
async fn a_server_that_recovers() {
    check(
        &PUT,
        [status(DOWN), status("502 Bad Gateway"), status("200 OK")],
        |builder| builder,
        expect![[r#"
            ok 200 OK
            - 503 Service Unavailable
            - after 200ms: 502 Bad Gateway
            - after 400ms: 200 OK
            ending: Settled
            requests: 3
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_server_that_does_not() {
    check(
        &GET,
        [status(DOWN)],
        |builder| builder,
        expect![[r#"
        probe: 503 Service Unavailable with an empty body; 3 attempts
        - 503 Service Unavailable
        - after 200ms: 503 Service Unavailable
        - after 400ms: 503 Service Unavailable
        ending: AttemptsSpent
        requests: 3
    "#]],
    )
    .await;
}

#[tokio::test]
async fn these_statuses_and_no_others() {
    let mut again = Vec::new();
    // To make an HTTP client takes longer than all the rest.
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let http = http.build().expect("a client");
    for code in 200..600 {
        let run = Run::new([status(&format!("{code} X")), status("200 OK")]).await;
        let run = run.with(|builder| builder.http_client(http.clone()));
        let _ = run.call(&GET).await;
        if run.recorder.seen().len() > 1 {
            again.push(code);
        }
    }
    assert_eq!(again, [408, 429, 502, 503, 504]);
}

#[tokio::test]
async fn these_methods_and_no_others() {
    for (operation, requests) in [
        (&GET, 3),
        (&HEAD, 3),
        (&OPTIONS, 3),
        (&TRACE, 3),
        (&PUT, 3),
        (&DELETE, 3),
        (&POST, 1),
        (&PATCH, 1),
    ] {
        // A refusal, a connection closed before the answer, one closed within it.
        let cut = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab";
        for answer in [status(DOWN), Answer::raw(""), Answer::raw(cut)] {
            let run = Run::new([answer]).await;
            let outcome = run.call(operation).await;
            if operation.method == "HEAD" && outcome.is_ok() {
                continue; // It has no body to be cut off.
            }
            assert_eq!(run.recorder.seen().len(), requests, "{}: {outcome:?}", operation.method);
        }
    }
}

#[tokio::test]
async fn a_post_is_not_sent_twice() {
    check(
        &POST,
        [status(DOWN)],
        |builder| builder,
        expect![[r#"
        probe: 503 Service Unavailable with an empty body
        - 503 Service Unavailable
        ending: NotSafe
        requests: 1
    "#]],
    )
    .await;
    check(
        &POST,
        [Answer::raw("")],
        |builder| builder,
        expect![[r#"
        probe: connection failed before the answer came
        - broken off before the answer
        ending: NotSafe
        requests: 1
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_post_that_may_be_repeated() {
    let policy = RetryPolicy::new().repeatable(true);
    check(
        &POST,
        [Answer::raw(""), status("200 OK")],
        |b| b.retry(policy),
        expect![[r#"
        ok 200 OK
        - broken off before the answer
        - after 200ms: 200 OK
        ending: Settled
        requests: 2
    "#]],
    )
    .await;
}

/// A port that nobody listens on.
async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("a bound address").port()
}

#[tokio::test]
async fn a_post_that_did_not_reach_the_server_is_tried_again() {
    let run = Run::new([]).await;
    let url = format!("http://127.0.0.1:{}", free_port().await);
    expect![[r#"
        probe: connection failed while connecting; 3 attempts
        - not connected
        - after 200ms: not connected
        - after 400ms: not connected
        ending: AttemptsSpent
        requests: 0
    "#]]
    .assert_eq(&run.with(|builder| builder.base_url(url)).tell(&POST).await);
}

#[tokio::test]
async fn a_refusal_that_breaks_off_is_one() {
    let cut = "HTTP/1.1 403 Forbidden\r\ncontent-length: 9\r\n\r\n{";
    check(
        &PUT,
        [Answer::raw(cut)],
        |builder| builder,
        expect![[r#"
        probe: connection failed within the body, 1 bytes after 403 Forbidden
        - broken off within 403 Forbidden
        ending: Settled
        requests: 1
    "#]],
    )
    .await;
}

#[tokio::test]
async fn retry_after_in_seconds() {
    let limited = status("429 Too Many Requests\r\nretry-after: 3");
    let answers = [limited, status("200 OK")];
    check(
        &PUT,
        answers.clone(),
        |b| b.jitter(|| 0.0),
        expect![[r#"
        ok 200 OK
        - 429 Too Many Requests
        - after 3s: 200 OK
        ending: Settled
        requests: 2
    "#]],
    )
    .await;
    // The back-off comes on top: all that were refused together must not come back together.
    check(
        &PUT,
        answers,
        |b| b.jitter(|| 0.5),
        expect![[r#"
        ok 200 OK
        - 429 Too Many Requests
        - after 3.1s: 200 OK
        ending: Settled
        requests: 2
    "#]],
    )
    .await;
}

#[tokio::test]
async fn retry_after_as_a_date() {
    let by_date = format!("{DOWN}\r\nretry-after: Sun, 06 Nov 1994 08:49:42 GMT");
    let answers = [status(&by_date), status("200 OK")];
    check(
        &PUT,
        answers,
        |b| b.jitter(|| 0.0),
        expect![[r#"
        ok 200 OK
        - 503 Service Unavailable
        - after 5s: 200 OK
        ending: Settled
        requests: 2
    "#]],
    )
    .await;
    // The server's clock is an hour ahead of ours, and it says so.
    let ahead = format!(
        "{DOWN}\r\ndate: Sun, 06 Nov 1994 09:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 09:49:39 GMT"
    );
    let answers = [status(&ahead), status("200 OK")];
    check(
        &PUT,
        answers,
        |b| b.jitter(|| 0.0),
        expect![[r#"
        ok 200 OK
        - 503 Service Unavailable
        - after 2s: 200 OK
        ending: Settled
        requests: 2
    "#]],
    )
    .await;
}

#[tokio::test]
async fn the_reset_header_in_both_spellings() {
    for name in ["X-Rate-Limit-Reset", "X-RateLimit-Reset"] {
        let limited = format!("429 Too Many Requests\r\n{name}: 784111789");
        let run = Run::new([status(&limited), status("200 OK")]).await;
        let run = run.with(|builder| builder.jitter(|| 0.0));
        run.call(&PUT).await.expect("a success");
        assert_eq!(run.clock.waits(), [(Waiting::ToRetry, Duration::from_secs(12))], "{name}");
    }
}

#[tokio::test]
async fn a_reset_in_seconds_is_not_too_soon() {
    let limited = status("429 Too Many Requests\r\nX-Rate-Limit-Reset: 1");
    let run = Run::new([limited, status("200 OK")]).await.with(|builder| builder.jitter(|| 0.0));
    run.clock.advance(Duration::from_millis(900));
    run.call(&PUT).await.expect("a success");
    let waited: Duration = run.clock.waits().iter().map(|(_, wait)| *wait).sum();
    assert!(waited >= Duration::from_secs(1), "{waited:?}");
}

#[tokio::test]
async fn a_reset_that_has_nothing_to_do_with_the_refusal() {
    for head in [
        "429 Too Many Requests\r\nx-ratelimit-remaining: 7\r\nx-ratelimit-reset: 784111789",
        "503 Service Unavailable\r\nx-ratelimit-reset: 784111789",
        "429 Too Many Requests\r\nx-ratelimit-reset: 784111700",
        "429 Too Many Requests\r\nretry-after: soon\r\nx-ratelimit-reset: never",
    ] {
        let run = Run::new([status(head), status("200 OK")]).await;
        let response = run.call(&PUT).await.expect("a success");
        let waits: Vec<Duration> = response.attempts.iter().map(|attempt| attempt.waited).collect();
        assert_eq!(waits, [Duration::ZERO, Duration::from_millis(200)], "{head}");
    }
}

#[tokio::test]
async fn a_server_that_asks_for_too_long_a_wait() {
    let limited = [status("429 Too Many Requests\r\nretry-after: 31")];
    check(
        &PUT,
        limited.clone(),
        |b| b,
        expect![[r#"
        probe: 429 Too Many Requests with an empty body
        - 429 Too Many Requests
        ending: AskedTooLong
        requests: 1
    "#]],
    )
    .await;
    let run = Run::new(limited).await;
    let error = run.call(&PUT).await.expect_err("a refusal");
    let asked = error.as_api().and_then(crate::runtime::ApiError::retry_after);
    assert_eq!(asked, Some(Duration::from_secs(31)));
}

#[tokio::test]
async fn the_whole_call_has_an_end() {
    let limited = status("429 Too Many Requests\r\nretry-after: 4");
    let timeout = Duration::from_secs(9);
    check(
        &PUT,
        [limited],
        |b| b.timeout(timeout).retry(RetryPolicy::new().attempts(9)),
        expect![[r#"
            probe: 429 Too Many Requests with an empty body; 3 attempts
            - 429 Too Many Requests
            - after 4.2s: 429 Too Many Requests
            - after 4.4s: 429 Too Many Requests
            ending: TimeOver
            requests: 3
        "#]],
    )
    .await;
}

#[tokio::test]
async fn back_off_doubles_up_to_its_longest() {
    let policy =
        RetryPolicy::new().attempts(7).backoff(Duration::from_millis(100), Duration::from_secs(1));
    check(
        &PUT,
        [status(DOWN)],
        |b| b.retry(policy),
        expect![[r#"
        probe: 503 Service Unavailable with an empty body; 7 attempts
        - 503 Service Unavailable
        - after 100ms: 503 Service Unavailable
        - after 200ms: 503 Service Unavailable
        - after 400ms: 503 Service Unavailable
        - after 800ms: 503 Service Unavailable
        - after 1s: 503 Service Unavailable
        - after 1s: 503 Service Unavailable
        ending: AttemptsSpent
        requests: 7
    "#]],
    )
    .await;
    let policy = policy.attempts(2).backoff(Duration::from_secs(9), Duration::from_secs(1));
    check(
        &PUT,
        [status(DOWN)],
        |b| b.retry(policy),
        expect![[r#"
        probe: 503 Service Unavailable with an empty body; 2 attempts
        - 503 Service Unavailable
        - after 1s: 503 Service Unavailable
        ending: AttemptsSpent
        requests: 2
    "#]],
    )
    .await;
}

#[tokio::test]
async fn jitter_is_full() {
    let chances = Mutex::new([0.0, 0.25, 1.0, 7.0, f64::NAN].into_iter());
    let chance = move || chances.lock().expect("no panic").next().unwrap_or(0.0);
    let policy = RetryPolicy::new().attempts(6);
    check(
        &PUT,
        [status(DOWN)],
        |b| b.retry(policy).jitter(chance),
        expect![[r#"
        probe: 503 Service Unavailable with an empty body; 6 attempts
        - 503 Service Unavailable
        - 503 Service Unavailable
        - after 100ms: 503 Service Unavailable
        - after 800ms: 503 Service Unavailable
        - after 1.6s: 503 Service Unavailable
        - after 3.2s: 503 Service Unavailable
        ending: AttemptsSpent
        requests: 6
    "#]],
    )
    .await;
}

#[tokio::test]
async fn none_and_zero_are_one_attempt() {
    for policy in [RetryPolicy::none(), RetryPolicy::new().attempts(0)] {
        let run = Run::new([status(DOWN)]).await.with(|builder| builder.retry(policy));
        let error = run.call(&PUT).await.expect_err("a failure");
        assert_eq!((error.attempts().count(), run.recorder.seen().len()), (1, 1));
        assert_eq!(error.attempts().ending(), Ending::AttemptsSpent);
    }
}

#[tokio::test]
async fn a_call_has_its_own_way() {
    let run = Run::new([status(DOWN)]).await;
    assert!(run.call(&PUT).retries(0).await.is_err());
    assert_eq!(run.recorder.seen().len(), 1);
    assert!(run.call(&PUT).retries(4).await.is_err());
    assert_eq!(run.recorder.seen().len(), 1 + 5);
    assert!(run.call(&POST).retry(RetryPolicy::new().repeatable(true)).await.is_err());
    assert_eq!(run.recorder.seen().len(), 1 + 5 + 3);
    let error = run.call(&PUT).timeout(Duration::ZERO).await.expect_err("no time");
    expect!["probe could not be built: timeout is zero"].assert_eq(&error.to_string());
    assert_eq!((error.attempts().count(), run.recorder.seen().len()), (0, 9));
}

#[tokio::test]
async fn an_outage_is_not_multiplied() {
    let run = Run::new([status(DOWN)]).await;
    let client = builder(&run.recorder.url(""), &run.clock).build().expect("a good client");
    let mut spent = 0;
    for _ in 0..100 {
        let call = Call::new(&client.clone(), &PUT).send(decode::unit);
        let error = call.await.expect_err("the server is down");
        spent += usize::from(error.attempts().ending() == Ending::BudgetSpent);
    }
    // 500 tokens are 100 retries: two for each of the first 50 calls.
    assert_eq!((run.recorder.seen().len(), spent), (200, 50));
}

#[tokio::test]
async fn an_outage_of_several_kinds_is_not_multiplied() {
    let budget = RetryBudget::with_tokens(20);
    let answers = (0..40).flat_map(|_| [status(DOWN), status("500 Oops")]);
    let run = Run::new(answers).await.with(|builder| builder.retry_budget(budget.clone()));
    for _ in 0..20 {
        run.call(&PUT).await.expect_err("a failure");
    }
    assert_eq!(budget.tokens(), Some(0), "a 500 shows no server that is well");
}

#[tokio::test]
async fn successes_fill_the_budget_again() {
    let budget = RetryBudget::with_tokens(7);
    let answers = [status(DOWN), status("404 Not Found"), status(DOWN), status(DOWN)]
        .into_iter()
        .chain([status("200 OK")]);
    let run = Run::new(answers).await.with(|builder| builder.retry_budget(budget.clone()));
    // One retry takes five and, since the server is well, puts them back.
    let error = run.call(&PUT).await.expect_err("a refusal");
    assert_eq!((error.attempts().count(), budget.tokens()), (2, Some(7)));
    // The second retry finds too little, and what the first took is gone.
    let error = run.call(&PUT).await.expect_err("a failure");
    assert_eq!((error.attempts().ending(), budget.tokens()), (Ending::BudgetSpent, Some(2)));
    for tokens in [3, 4, 5, 6, 7, 7] {
        run.call(&PUT).await.expect("a success");
        assert_eq!(budget.tokens(), Some(tokens));
    }
    assert_eq!(RetryBudget::unlimited().tokens(), None);
    expect!["RetryBudget(7 of 7)"].assert_eq(&format!("{budget:?}"));
}

#[tokio::test]
async fn every_attempt_can_be_read() {
    let run = Run::new([status(DOWN), status("200 OK")]).await;
    let response = run.call(&PUT).await.expect("a success");
    let seen: Vec<(Duration, Duration, Outcome)> = response
        .attempts
        .iter()
        .map(|Attempt { waited, took, outcome, .. }| (*waited, *took, *outcome))
        .collect();
    let wait = Duration::from_millis(200);
    let answered = |code| Outcome::Answered(reqwest::StatusCode::from_u16(code).expect("a status"));
    assert_eq!(
        seen,
        [(Duration::ZERO, Duration::ZERO, answered(503)), (wait, Duration::ZERO, answered(200))]
    );
    assert_eq!(run.clock.waits().len(), 1);
}
