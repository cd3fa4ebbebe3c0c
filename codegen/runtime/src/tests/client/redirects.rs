//! Redirects: our own client follows none, so that nothing of a request goes to another origin.

use super::recorder::{Answer, Recorder};
use super::sample::{KEY, client};
use crate::runtime::{Client, Error};

async fn redirected(status: u16, location: &str) -> (Error, Vec<String>) {
    let head = format!("{status} Elsewhere\r\nlocation: {location}");
    let recorder = Recorder::start(Answer::with_body(&head, "gone")).await;
    let call = client(&recorder.url("/v3"))
        .update_group_conversation("g")
        .on_behalf_of("u")
        .tags(["t"])
        .send();
    (call.await.expect_err("a redirect is no success"), recorder.seen())
}

#[tokio::test]
async fn no_kind_of_redirect_reaches_another_origin() {
    let other = Recorder::start(Answer::with_body("200 OK", "{}")).await;
    for status in [300, 301, 302, 303, 307, 308] {
        let (error, seen) = redirected(status, &other.url("/steal")).await;
        let api = error.as_api().expect("the redirect itself is the answer");
        assert_eq!(
            (api.status().as_u16(), api.is_redirect(), api.body()),
            (status, true, &b"gone"[..])
        );
        assert_eq!(api.headers()["location"], other.url("/steal"));
        assert_eq!(seen.len(), 1);
    }
    assert_eq!(other.seen(), Vec::<String>::new());
}

#[tokio::test]
async fn nor_is_one_within_the_origin_followed() {
    let (error, seen) = redirected(307, "/v3/elsewhere").await;
    assert_eq!((error.status().map(|status| status.as_u16()), seen.len()), (Some(307), 1));
}

#[tokio::test]
async fn a_client_handed_in_does_as_its_owner_says() {
    let end = Recorder::start(Answer::with_body("404 Not Found", "")).await;
    let start = Answer::with_body(&format!("302 Found\r\nlocation: {}", end.url("/end")), "");
    let recorder = Recorder::start(start).await;
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::limited(1))
        .build()
        .expect("a client");
    let builder =
        Client::sample("app", "us").api_key(KEY).base_url(recorder.url("")).http_client(http);
    let call = builder
        .build()
        .expect("a good client")
        .update_group_conversation("g")
        .on_behalf_of("u")
        .send();
    assert_eq!(call.await.expect_err("the end").status().map(|status| status.as_u16()), Some(404));
    assert_eq!(end.seen().len(), 1);
}
