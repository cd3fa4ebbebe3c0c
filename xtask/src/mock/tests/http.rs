//! The router behind a real socket.

use std::io::{Read, Write};
use std::net::TcpStream;

use expect_test::expect;

use super::super::{Mock, spawn};
use super::document;

const DOCUMENT: &str = "
servers: [{url: 'https://example.com/v3'}]
paths:
  /notes/{id}:
    put:
      operationId: putNote
      security: [{key: []}]
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        '200':
          description: x
          headers: {X-Left: {example: 7}, 'bad header': {example: x}, X-Bad: {example: \"a\\nb\"}}
          content: {application/json: {example: {ok: true}}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: apikey}}}
";

/// Sends bytes as they are and reads until the mock closes the connection.
fn exchange(mock: &Mock, text: &str) -> String {
    let address = mock.base_url.trim_start_matches("http://").trim_end_matches("/v3");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let lines = answer.lines().filter(|line| !line.starts_with("date:"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_request_goes_through_and_is_recorded() {
    let mock = spawn(document(DOCUMENT)).unwrap();
    let answer = exchange(
        &mock,
        "PUT /v3/notes/a%2Fb?x=1%202 HTTP/1.1\r\nHost: here\r\nConnection: close\r\nAPIKEY: k\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    );
    expect![[r#"
        HTTP/1.1 200 OK
        content-type: application/json
        x-left: 7
        content-length: 11
        connection: close

        {"ok":true}"#]]
    .assert_eq(&answer);
    let requests = mock.requests();
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!((request.method.as_str(), request.path.as_str()), ("PUT", "/v3/notes/a%2Fb"));
    assert_eq!((request.query.as_str(), request.header("ApiKey")), ("x=1%202", Some("k")));
    assert_eq!(request.body, b"{}");
}

#[test]
fn a_request_that_is_turned_down_is_recorded_too() {
    let mock = spawn(document(DOCUMENT)).unwrap();
    let answer =
        exchange(&mock, "DELETE /notes/1 HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    expect![[r#"
        HTTP/1.1 405 Method Not Allowed
        content-type: application/json
        allow: PUT
        content-length: 96
        connection: close

        {"error":{"code":"METHOD_NOT_ALLOWED","message":"The path does not take DELETE; it takes PUT."}}"#]].assert_eq(&answer);
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn dropping_a_mock_frees_its_port_even_with_a_connection_open() {
    let mock = spawn(document(DOCUMENT)).unwrap();
    let address = mock.base_url.trim_start_matches("http://").trim_end_matches("/v3").to_owned();
    let mut open = TcpStream::connect(&address).unwrap();
    open.write_all(b"PUT /notes/1 HTTP/1.1\r\nHost:").unwrap();
    drop(mock);
    std::net::TcpListener::bind(&address).unwrap();
}
