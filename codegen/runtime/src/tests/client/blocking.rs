//! Waiting without an async runtime.

use std::sync::mpsc;
use std::thread;

use expect_test::expect;

use super::recorder::{Answer, Recorder};
use super::sample::{UpdateGroupConversation, client};
use crate::runtime::Client;

const ANSWER: &str =
    "HTTP/1.1 200 OK\r\ncontent-length: 31\r\n\r\n{\"data\":{\"conversationId\":\"c\"}}";

/// A recorder that lives in a thread of its own.
fn recorder(answer: Answer) -> Recorder {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            sender.send(Recorder::start(answer).await).expect("somebody waits");
            std::future::pending::<()>().await;
        });
    });
    receiver.recv().expect("a recorder")
}

fn request(client: &Client) -> UpdateGroupConversation {
    client.update_group_conversation("g").on_behalf_of("u")
}

#[test]
fn calls_wait_and_share_connections() {
    let recorder = recorder(Answer::Again(ANSWER.into()));
    let client = client(&recorder.url(""));
    let answer = request(&client).send().wait().expect("a success");
    assert_eq!(answer.data.conversation_id, "c");
    let other = client.clone();
    let response = thread::spawn(move || request(&other).send().response().retries(0).wait());
    assert_eq!(response.join().expect("no panic").expect("a success").attempts.count(), 1);
    for _ in 0..8 {
        request(&client).send().wait().expect("a success");
    }
    assert_eq!(recorder.seen().len(), 10);
    // Not one: a call may begin before the connection of the last is given back.
    assert!(recorder.connections() < 10, "no connection outlived its call");
}

#[tokio::test]
async fn within_an_async_runtime_it_is_an_error() {
    let error = request(&client("http://localhost")).send().wait().expect_err("no panic");
    expect!["updateGroupConversation could not be built: wait was called within an async runtime: await the call, or give it to `Handle::block_on`"].assert_eq(&error.to_string());
}
