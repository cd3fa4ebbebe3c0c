//! Calls by each way to authenticate, over loopback, and the places that calls go to.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use obstacle_security::{Client, ClientBuilder, ClientCredentials, servers};

/// A server that answers each request on a connection of its own and tells what came.
fn server() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("a bound address"));
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 1 << 14];
            let length = stream.read(&mut request).expect("a request");
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let body = r#"{"access_token":"token","token_type":"bearer"}"#;
            let head = if request.starts_with("POST /token") { "200 OK" } else { "204 No Content" };
            let body = if head == "200 OK" { body } else { "" };
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            stream.write_all(answer.as_bytes()).expect("the client listens");
            if tell.send(request).is_err() {
                return;
            }
        }
    });
    (url, told)
}

fn builder() -> ClientBuilder {
    let builder = Client::builder("acme").in_header("h").in_query("q").in_cookie("c");
    builder.login("u", "p").bearer("b").identity("i")
}

#[tokio::test]
async fn each_scheme_is_sent_in_its_place() {
    let (url, told) = server();
    let machine = ClientCredentials::new("id", "secret").token_url(format!("{url}/token"));
    let client = builder().machine_client(machine).base_url(&url).build().expect("a client");
    let sent = |texts: &[&str]| {
        let request = told.recv().expect("a request");
        for text in texts {
            assert!(request.contains(text), "{text}: {request}");
        }
    };
    client.by_header().send().await.expect("a success");
    sent(&["GET /header ", "x-key: h"]);
    client.by_query().send().await.expect("a success");
    sent(&["GET /query?key=q "]);
    client.by_cookie().send().await.expect("a success");
    sent(&["cookie: session=c"]);
    client.by_login().send().await.expect("a success");
    sent(&["authorization: Basic dTpw"]);
    client.by_bearer().send().await.expect("a success");
    sent(&["authorization: Bearer b"]);
    client.by_identity().send().await.expect("a success");
    sent(&["authorization: Bearer i"]);
    client.by_both().send().await.expect("a success");
    sent(&["GET /both?key=q ", "authorization: Basic dTpw"]);
    client.by_either().send().await.expect("a success");
    sent(&["authorization: Bearer b"]);
    client.by_machine().send().await.expect("a success");
    sent(&["POST /token ", "grant_type=client_credentials&scope=things.read+things.write"]);
    sent(&["POST /machine ", "authorization: Bearer token"]);
    client.by_anybody().send().await.expect("a success");
    sent(&["x-key: h"]);
    for call in [client.by_nobody().send(), client.by_unsupported().send()] {
        call.await.expect("a success");
        let request = told.recv().expect("a request");
        assert!(!request.contains("x-key") && !request.contains("authorization"), "{request}");
    }
}

#[tokio::test]
async fn a_scheme_that_is_needed_and_not_given() {
    let client =
        Client::builder("acme").allow_plain_http(true).in_header("h").build().expect("a client");
    let error = client.by_both().send().await.expect_err("nothing is sent").to_string();
    assert!(error.contains("inQuery and login is needed"), "{error}");
}

// By plain http: these crates are tested without TLS.
#[test]
fn the_places_of_calls() {
    let client = Client::builder("acme")
        .allow_plain_http(true)
        .version("v2".into())
        .build()
        .expect("a client");
    let shown = format!("{client:?}");
    assert!(shown.contains("http://acme.h.test/v2"), "{shown}");
    let client = Client::builder("acme")
        .allow_plain_http(true)
        .server(&servers::SANDBOX)
        .build()
        .expect("a client");
    let shown = format!("{client:?}");
    assert!(shown.contains("http://sandbox.h.test"), "{shown}");
}
