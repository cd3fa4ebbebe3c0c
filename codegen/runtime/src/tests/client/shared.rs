//! What may be shared among tasks, and that sharing works.

use super::recorder::{Answer, Recorder};
use super::sample::{UpdateGroupConversation, client};
use crate::runtime::{
    ApiError, BodyError, Call, Client, ClientBuilder, Error, Needs, Pending, PendingResponse,
};

const fn shared<T: Send + Sync + 'static>() {}
const fn sent<T: Send + Unpin + 'static>() {}

const _: () = {
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<Call>();
    shared::<Error>();
    shared::<ApiError>();
    shared::<BodyError>();
    shared::<Needs<UpdateGroupConversation, super::sample::needs::OnBehalfOf>>();
    shared::<UpdateGroupConversation>();
    sent::<Pending<String>>();
    sent::<PendingResponse<String>>();
};

#[test]
fn an_error_is_small() {
    assert_eq!(size_of::<Error>(), 2 * size_of::<usize>());
}

#[tokio::test]
async fn a_connection_is_used_again_by_a_clone() {
    let body = r#"{"data":{"conversationId":"c"}}"#;
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let recorder = Recorder::start(Answer::Again(answer.into_bytes())).await;
    let client = client(&recorder.url("/v3"));
    for _ in 0..5 {
        let call = client.clone().update_group_conversation("g").on_behalf_of("u").send();
        call.await.expect("a success");
    }
    assert_eq!((recorder.seen().len(), recorder.connections()), (5, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clones_call_at_the_same_time() {
    let body = r#"{"data":{"conversationId":"c"}}"#;
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    // A server that closes unannounced would sometimes do so while a connection is being used again.
    let recorder = Recorder::start(Answer::Again(answer.into_bytes())).await;
    let client = client(&recorder.url("/v3"));
    let tasks: Vec<_> = (0..32)
        .map(|task| {
            let client = client.clone();
            tokio::spawn(async move {
                client.update_group_conversation(format!("g{task}")).on_behalf_of("u").send().await
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("a success");
    }
    let mut lines: Vec<String> =
        recorder.seen().iter().filter_map(|seen| Some(seen.lines().next()?.to_owned())).collect();
    lines.sort();
    lines.dedup();
    assert_eq!(lines.len(), 32);
}
