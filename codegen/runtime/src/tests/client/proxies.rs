//! Plain text for this machine goes to no proxy that the environment names.

use std::env;
use std::process::Command;

use super::recorder::{Answer, Recorder};
use super::sample::client;

/// By itself a plain call; the test below runs it where the environment names a proxy.
#[tokio::test]
async fn a_server_on_this_machine_is_called() {
    let body = r#"{"data":{"conversationId":"c"}}"#;
    let recorder = Recorder::start(Answer::with_body("200 OK", body)).await;
    let call = client(&recorder.url("/v3")).update_group_conversation("g").on_behalf_of("u").send();
    call.await.expect("a success");
    let seen = recorder.seen().concat();
    assert!(seen.starts_with("PUT /v3/groups/g/conversation HTTP/1.1\n"), "{seen}");
}

/// The environment is that of a child: other tests of this process must not see it.
#[test]
fn a_proxy_of_the_environment_is_passed_by() {
    let (_, module) = module_path!().split_once("::").expect("a module of a crate");
    let name = format!("{module}::a_server_on_this_machine_is_called");
    let mut child = Command::new(env::current_exe().expect("the test binary"));
    child.args(["--exact", &name]).env_remove("NO_PROXY").env_remove("no_proxy");
    // Nobody listens there, so a call through this proxy fails.
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(variable, "http://127.0.0.1:1");
    }
    // With this variable set, `HTTP_PROXY` may be a header of a request and is not believed.
    child.env_remove("REQUEST_METHOD");
    let output = child.output().expect("the test binary runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
