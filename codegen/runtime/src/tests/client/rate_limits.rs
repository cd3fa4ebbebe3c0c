//! What an answer's headers say about the rate.

use expect_test::{Expect, expect};

use super::run::{GET, Run, status};
use crate::runtime::{Error, RateLimit};

/// The headers are those of an answer that came at 784111777, Sun, 06 Nov 1994 08:49:37 GMT.
async fn check(headers: &str, expect: Expect) {
    let run = Run::new([status(&format!("200 OK{headers}"))]).await;
    let limit = run.call(&GET).await.expect("a success").rate_limit();
    let RateLimit { limit: whole, remaining, reset, retry_after, .. } = limit;
    let reset = reset.map(crate::runtime::UnixTime::as_seconds);
    expect.assert_eq(&format!("{whole:?} {remaining:?} {reset:?} {retry_after:?}"));
    let run = Run::new([status(&format!("400 Bad Request{headers}"))]).await;
    let error = run.call(&GET).await.expect_err("a refusal");
    assert_eq!(error.rate_limit(), Some(limit));
    assert_eq!(error.as_api().map(crate::runtime::ApiError::rate_limit), Some(limit));
}

#[tokio::test]
async fn the_spellings_of_the_vendor() {
    check(
        "\r\nX-Rate-Limit: 700\r\nX-Rate-Limit-Remaining: 699\r\nX-Rate-Limit-Reset: 1625143246",
        expect!["Some(700) Some(699) Some(1625143246) None"],
    )
    .await;
    check(
        "\r\nX-RateLimit-Limit: 700\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1625143246\r\nRetry-After: 15",
        expect!["Some(700) Some(0) Some(1625143246) Some(15s)"],
    )
    .await;
}

#[tokio::test]
async fn none() {
    check("", expect!["None None None None"]).await;
    assert!(RateLimit::default().is_empty());
}

#[tokio::test]
async fn what_cannot_be_read() {
    check(
        "\r\nX-Rate-Limit: many\r\nX-Rate-Limit-Remaining: -1\r\nX-Rate-Limit-Reset: +5\r\nRetry-After: ",
        expect!["None None None None"],
    )
    .await;
    check(
        "\r\nX-Rate-Limit: 99999999999999999999\r\nX-Rate-Limit-Reset: 18446744073709551615\r\nRetry-After: 1.5",
        expect!["None None None None"],
    )
    .await;
}

#[tokio::test]
async fn the_first_that_can_be_read() {
    check(
        "\r\nX-Rate-Limit: x\r\nX-Rate-Limit:  7 \r\nX-RateLimit-Limit: 8",
        expect!["Some(7) None None None"],
    )
    .await;
}

#[tokio::test]
async fn a_reset_in_seconds_from_now() {
    check("\r\nX-RateLimit-Reset: 60", expect!["None None Some(784111837) None"]).await;
}

#[tokio::test]
async fn dates_in_each_form() {
    for date in [
        "Sun, 06 Nov 1994 08:49:39 GMT",
        "Sunday, 06-Nov-94 08:49:39 GMT",
        "Sun Nov  6 08:49:39 1994",
    ] {
        check(&format!("\r\nRetry-After: {date}"), expect!["None None None Some(2s)"]).await;
    }
    check("\r\nRetry-After: Sun, 06 Nov 1994 08:00:00 GMT", expect!["None None None Some(0ns)"])
        .await;
}

#[tokio::test]
async fn a_call_that_was_not_answered_has_none() {
    let run = Run::new([]).await;
    let error = run.call(&GET).await.expect_err("closed");
    assert!(matches!(&error, Error::Transport(_)) && error.rate_limit().is_none());
}
