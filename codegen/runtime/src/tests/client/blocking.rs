//! Waiting without an async runtime.

use std::sync::mpsc;
use std::thread;

use expect_test::expect;

use super::recorder::{Answer, Recorder};
use super::run::GET;
use super::sample::{UpdateGroupConversation, client};
use crate::runtime::{Call, Client, Items, Paging, decode};

const ANSWER: &str =
    "HTTP/1.1 200 OK\r\ncontent-length: 31\r\n\r\n{\"data\":{\"conversationId\":\"c\"}}";

fn recorder(answer: Answer) -> Recorder {
    script(vec![answer])
}

/// A recorder that lives in a thread of its own.
fn script(answers: Vec<Answer>) -> Recorder {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            sender.send(Recorder::script(answers).await).expect("somebody waits");
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

static PAGES: Paging = Paging::link(&["next"]).items(&["data"]);

#[test]
fn pages_are_an_iterator() {
    let page = |body: &str| Answer::with_body("200 OK", body);
    let recorder =
        script(vec![page(r#"{"data":[1,2],"next":"/probe?p=2"}"#), page(r#"{"data":[3]}"#)]);
    let items: Items<i64> =
        Call::new(&client(&recorder.url("")), &GET).paginate(&PAGES, decode::item);
    let items: Result<Vec<i64>, _> = items.wait().collect();
    assert_eq!(items.expect("numbers"), [1, 2, 3]);
}

#[tokio::test]
async fn within_an_async_runtime_pages_are_an_error_and_end() {
    let items: Items<i64> =
        Call::new(&client("http://localhost"), &GET).paginate(&PAGES, decode::item);
    let told: Vec<String> =
        items.wait().map(|item| item.expect_err("no item").to_string()).collect();
    expect![[r#"
        [
            "probe could not be built: wait was called within an async runtime: await the call, or give it to `Handle::block_on`",
        ]
    "#]]
    .assert_debug_eq(&told);
}
