//! Calls of every kind, as a server on loopback gets them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use obstacle_media::runtime::{Bytes, File, Multipart};
use obstacle_media::{Client, Model, models};

/// Answers each connection with the next of `answers`, and gives what it was sent.
fn server(answers: &'static [&'static str]) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("a bound address");
    let (sender, seen) = channel();
    thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !is_complete(&request) {
                let count = stream.read(&mut buffer).expect("a request");
                request.extend_from_slice(&buffer[..count]);
            }
            sender.send(String::from_utf8(request).expect("text")).expect("a test that listens");
            stream.write_all(answer.as_bytes()).expect("a client");
        }
    });
    (address, seen)
}

fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().expect("a length"))
}

fn client(address: SocketAddr) -> Client {
    Client::builder(format!("http://{address}")).build().expect("a good client")
}

fn card() -> models::Card {
    let mut card = models::Card::default();
    card.n = Some(1);
    card.s = Some("a b".to_owned());
    card
}

const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const TEXT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\ntext";
const CARD: &str = "HTTP/1.1 201 Created\r\ncontent-length: 7\r\nconnection: close\r\n\r\n{\"n\":1}";
const LATER: &str = "HTTP/1.1 202 Accepted\r\nretry-after: 7\r\nx-flag: true\r\ncontent-length: 4\r\nconnection: close\r\n\r\nsoon";
const LIST: &str = "HTTP/1.1 207 Several\r\ncontent-length: 5\r\nconnection: close\r\n\r\n[\"a\"]";
const NOTHING: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

#[track_caller]
fn ends_with(seen: &Receiver<String>, line: &str, content_type: &str, body: &str) {
    let request = seen.recv().expect("a request");
    assert!(request.starts_with(line), "{request}");
    assert!(request.contains(&format!("content-type: {content_type}\r\n")), "{request}");
    assert!(request.ends_with(&format!("\r\n\r\n{body}")), "{request}");
}

#[tokio::test]
async fn forms() {
    let (address, seen) = server(&[TEXT, NOTHING]);
    let client = client(address);
    let mut options = models::SendFormBodyOptions::default();
    let mut deep = models::SendFormBodyOptionsDeep::default();
    deep.er = Some(true);
    options.deep = Some(deep);
    let answer = client
        .send_form()
        .to("+1 &")
        .call_(7)
        .media_url(["https://a/b", "https://c"])
        .ids([1, 2])
        .options(options)
        .card(card())
        .kind("a")
        .send()
        .await;
    assert_eq!(answer.expect("a text"), "text");
    ends_with(&seen, "POST /forms ", "application/x-www-form-urlencoded", "To=%2B1%20%26&call=7&media_url=https%3A%2F%2Fa%2Fb&media_url=https%3A%2F%2Fc&ids=1,2&options%5Bdeep%5D%5Ber%5D=true&card=%7B%22n%22%3A1%2C%22s%22%3A%22a%20b%22%7D&kind=a");
    let fields = [("k".to_owned(), "v w".to_owned())].into();
    assert_eq!(client.replace_form().body(fields).send().await.expect("nothing"), "");
    ends_with(&seen, "PUT /forms ", "application/x-www-form-urlencoded", "k=v%20w");
}

#[tokio::test]
async fn files() {
    use obstacle_media::headers::AnswerHeaders as _;
    use obstacle_media::operations::default::UploadOutcome;

    let (address, seen) = server(&[CARD, LATER, NOTHING, LIST, TEXT, NOTHING]);
    let client = client(address);
    let upload = || {
        client
            .upload(card())
            .file(File::new("PNG").named("a.png").typed("image/png"))
            .meta(card())
            .thumbnails([File::new("1"), File::new("2")])
            .labels(["x", "y"])
            .cards([card()])
            .send()
    };
    let UploadOutcome::Created(stored) = upload().await.expect("stored") else { panic!("not 201") };
    assert_eq!(stored.n, Some(1));
    let request = seen.recv().expect("a request");
    assert!(request.starts_with("POST /files/.n=1.s=a%20b "), "{request}");
    let (_, rest) = request.split_once("content-type: multipart/form-data; boundary=").expect("parts");
    let boundary = rest.lines().next().expect("a boundary");
    let (_, body) = request.split_once("\r\n\r\n").expect("a body");
    let parts: Vec<String> = body.split(&format!("--{boundary}")).map(|part| part.replace("\r\n", "|")).collect();
    assert_eq!(parts, [
        "",
        "|Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"|Content-Type: image/png||PNG|",
        "|Content-Disposition: form-data; name=\"thumbnails\"; filename=\"file\"|Content-Type: image/png||1|",
        "|Content-Disposition: form-data; name=\"thumbnails\"; filename=\"file\"|Content-Type: image/png||2|",
        "|Content-Disposition: form-data; name=\"meta\"|Content-Type: application/json||{\"n\":1,\"s\":\"a b\"}|",
        "|Content-Disposition: form-data; name=\"cards\"|Content-Type: application/json||{\"n\":1,\"s\":\"a b\"}|",
        "|Content-Disposition: form-data; name=\"labels\"||x|",
        "|Content-Disposition: form-data; name=\"labels\"||y|",
        "--|",
    ]);
    let later = client.upload(card()).file(File::new("")).meta(card()).send().response().await;
    let later = later.expect("later");
    assert_eq!(later.body, UploadOutcome::Accepted("soon".to_owned()));
    assert_eq!((later.headers.retry_after(), later.headers.x_flag()), (Some(7), Some(true)));
    assert_eq!((later.headers.keys_header(), later.headers.x_expires()), (None, None));
    assert_eq!(upload().await.expect("nothing"), UploadOutcome::NoContent);
    assert_eq!(upload().await.expect("a list"), UploadOutcome::Success(vec!["a".to_owned()]));
    (0..3).for_each(|_| drop(seen.recv()));
    assert_eq!(client.download(card()).send().await.expect("bytes"), Bytes::from("text"));
    let request = seen.recv().expect("a request");
    assert!(request.contains("accept: application/octet-stream, image/png\r\n"), "{request}");
    client.remove(card()).n(2).send().await.expect("gone");
    ends_with(&seen, "DELETE /files/.n=1.s=a%20b ", "application/json", "{\"n\":2}");
}

#[tokio::test]
async fn several_media_types() {
    use obstacle_media::operations::default::SeveralMultipart;

    let (address, seen) = server(&[TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, CARD, CARD, TEXT, TEXT]);
    let client = client(address);
    client.several().body(models::Named::new("x")).send().await.expect("JSON");
    ends_with(&seen, "POST /several ", "application/vnd.card+json", "{\"name\":\"x\"}");
    client.several().x_markdown_body("# x").send().await.expect("text");
    ends_with(&seen, "POST /several ", "text/x-markdown", "# x");
    client.several().form_body(card()).send().await.expect("a form");
    ends_with(&seen, "POST /several ", "application/x-www-form-urlencoded", "n=1&s=a%20b");
    client.several().raw_body("PNG").send().await.expect("bytes");
    ends_with(&seen, "POST /several ", "application/octet-stream", "PNG");
    client.several().raw_body(File::new("PNG").typed("image/png")).send().await.expect("bytes");
    ends_with(&seen, "POST /several ", "image/png", "PNG");
    let parts = SeveralMultipart::new(File::new("PNG").named("a.png")).note("x").new_([card()]);
    client.several().multipart_body(parts.clone().note("y")).send().await.expect("parts");
    let request = seen.recv().expect("a request");
    assert!(request.contains("name=\"note\"\r\n\r\ny\r\n--"), "{request}");
    assert!(request.contains("filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--"), "{request}");
    assert!(request.contains("name=\"new\"\r\nContent-Type: application/json\r\n\r\n{\"n\":1"), "{request}");
    let long = client.several().multipart_body(parts.clone().labels(["ok", "long"])).send().await;
    let long = long.expect_err("a limit").to_string();
    assert!(long.contains("labels[1] is longer than 3 characters"), "{long}");
    let more = Multipart::from(parts).text("more", "z");
    client.several().multipart_body(more).send().await.expect("parts");
    let request = seen.recv().expect("a request");
    assert!(request.contains("name=\"more\"\r\n\r\nz\r\n--"), "{request}");
    client.several_optional().text_body("x").send().await.expect("text");
    ends_with(&seen, "PUT /several ", "text/plain", "x");
    client.several_optional().n(3).send().await.expect("JSON");
    ends_with(&seen, "PUT /several ", "application/json", "{\"n\":3}");
    client.several_required().text_body("x").send().await.expect("text");
    ends_with(&seen, "PATCH /several ", "text/plain", "x");
    client.several_required().send().await.expect("JSON");
    ends_with(&seen, "PATCH /several ", "application/json", "{}");
}

#[tokio::test]
async fn raw() {
    let (address, seen) = server(&[EMPTY, EMPTY, EMPTY]);
    let client = client(address);
    client.send_text().body("é").send().await.expect("text");
    ends_with(&seen, "POST /raw ", "text/plain", "é");
    client.send_bytes().body(vec![b'x']).send().await.expect("bytes");
    ends_with(&seen, "PUT /raw ", "application/octet-stream", "x");
    let parts = Multipart::new().text("a", "b").file("c", File::new("d"));
    client.send_parts().body(parts).send().await.expect("parts");
    let request = seen.recv().expect("a request");
    assert!(request.contains("name=\"a\"\r\n\r\nb\r\n--"), "{request}");
}

#[tokio::test]
async fn parameters() {
    let (address, seen) = server(&[EMPTY]);
    let mut named = models::Named::new("x");
    named.card = Some(card());
    client(address)
        .params()
        .card(card())
        .a_b("a/b")
        .a_b_path(["x", "y"])
        .card_query_2(named)
        .card_query(card())
        .filter(card())
        .note("n")
        .url("https://a?b")
        .cards([card()])
        .either(models::ParamsEither::Boolean(true))
        .x_card(card())
        .x_card_header(card())
        .x_json(card())
        .card_cookie(card())
        .send()
        .await
        .expect("an answer");
    let request = seen.recv().expect("a request");
    let (line, headers) = request.split_once("\r\n").expect("a head");
    assert_eq!(line, "GET /params/;n=1;s=a%20b/a%2Fb/x,y?n=1&s=a%20b&Card%5Bname%5D=x&Card%5Bcard%5D%5Bn%5D=1&Card%5Bcard%5D%5Bs%5D=a%20b&filter=%7B%22n%22%3A1%2C%22s%22%3A%22a%20b%22%7D&note=n&url=https://a?b&cards=%7B%22n%22%3A1%2C%22s%22%3A%22a%20b%22%7D&either=true HTTP/1.1");
    let mut headers: Vec<&str> = headers.lines().filter(|line| line.contains("card") || line.contains("json")).collect();
    headers.sort_unstable();
    assert_eq!(headers, [
        "cookie: card=n,1,s,a%20b",
        "x-card: n,1,s,a b",
        "x-json: {\"n\":1,\"s\":\"a b\"}",
        "x_card: n=1,s=a b",
    ]);
}

fn page(head: &str, body: &str) -> &'static str {
    let length = body.len();
    Box::leak(format!("HTTP/1.1 200 OK\r\n{head}content-length: {length}\r\nconnection: close\r\n\r\n{body}").into_boxed_str())
}

#[tokio::test]
async fn pages() {
    let answers = [
        page("", "[1,null]"),
        page("", "[]"),
        page("", r#"{"cards":[{"n":1}],"page":{"next":"x","more":true}}"#),
        page("", r#"{"cards":[{"n":2}],"page":{"next":"y","more":false}}"#),
        page("link: </pages/7?from=b>; rel=next\r\n", r#"{"items":["a"]}"#),
        page("", r#"{"items":[true]}"#),
    ];
    let (address, seen) = server(answers.to_vec().leak());
    let client = client(address);
    let mut numbers = client.numbered().limit(2).paginate();
    let mut found = Vec::new();
    while let Some(number) = numbers.next().await {
        found.push(number.expect("a number"));
    }
    assert_eq!(found, [Some(1), None]);
    let mut cards = client.declared().paginate_(true).n(5).paginate();
    let mut found = Vec::new();
    while let Some(card) = cards.next().await {
        found.extend(card.expect("a card").n);
    }
    assert_eq!(found, [1, 2]);
    let mut items = client.linked("7").x_who("me").paginate().max_pages(9);
    let mut count = 0;
    while let Some(item) = items.next().await {
        count += usize::from(item.is_ok());
    }
    assert_eq!(count, 2);
    let lines: Vec<String> = (0..6).map(|_| seen.recv().expect("a request").lines().next().unwrap_or_default().to_owned()).collect();
    assert_eq!(lines, [
        "GET /pages?limit=2 HTTP/1.1",
        "GET /pages?page=2&limit=2 HTTP/1.1",
        "POST /pages?paginate=true HTTP/1.1",
        "POST /pages?after=x&paginate=true HTTP/1.1",
        "GET /pages/7 HTTP/1.1",
        "GET /pages/7?from=b HTTP/1.1",
    ]);
}

#[tokio::test]
async fn pages_of_a_search() {
    let answers = [
        page("", r#"{"items":["a"],"next_cursor":"x\u0022y"}"#),
        page("", r#"{"items":["b"],"next_cursor":null}"#),
    ];
    let (address, seen) = server(answers.to_vec().leak());
    let mut texts = client(address).searched().body(models::SearchedBody::new("t")).paginate();
    let mut found = Vec::new();
    while let Some(text) = texts.next().await {
        found.push(text.expect("a text"));
    }
    assert_eq!(found, ["a", "b"]);
    ends_with(&seen, "POST /pages/search ", "application/json", r#"{"text":"t"}"#);
    ends_with(&seen, "POST /pages/search ", "application/json", r#"{"cursor":"x\u0022y","text":"t"}"#);
}

#[tokio::test]
async fn events() {
    const EVENTS: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\nevent: add\ndata: {\"n\":1}\n\ndata: [DONE]\n\n";
    let (address, seen) = server(&[EVENTS, EVENTS, EVENTS]);
    let client = client(address);
    let mut cards = client.events().stream(true).event_stream_("x").event_stream();
    let card = cards.next().await.expect("an event").expect("a card");
    assert_eq!((card.name.as_str(), card.data.n), ("add", Some(1)));
    assert!(cards.next().await.is_none());
    let request = seen.recv().expect("a request");
    assert!(request.contains("accept: text/event-stream\r\n"), "{request}");
    let mut texts = client.texts().event_stream();
    assert_eq!(texts.next().await.expect("an event").expect("a text").data, "{\"n\":1}");
    assert_eq!(texts.next().await.expect("an event").expect("a text").data, "[DONE]");
    let mut chunks = client.texts().send().chunks();
    assert!(chunks.next().await.expect("a piece").expect("bytes").starts_with(b"event: add"));
}

#[tokio::test]
async fn failures() {
    use obstacle_media::operations::default::{CardOrNamed, Failing, FailingAlike, FailingFailure};

    const GONE: &str = "HTTP/1.1 404 Gone\r\ncontent-length: 7\r\nconnection: close\r\n\r\n{\"n\":1}";
    const WRONG: &str = "HTTP/1.1 422 Wrong\r\ncontent-length: 5\r\nconnection: close\r\n\r\n[\"a\"]";
    const NAMED: &str = "HTTP/1.1 400 Wrong\r\ncontent-length: 12\r\nconnection: close\r\n\r\n{\"name\":\"x\"}";
    const OTHER: &str = "HTTP/1.1 404 Gone\r\ncontent-length: 4\r\nconnection: close\r\n\r\nHTML";
    let (address, _seen) = server(&[GONE, WRONG, NAMED, OTHER, NAMED]);
    let client = client(address);
    let mut card = models::Card::default();
    card.n = Some(1);
    for expected in [
        Some(FailingFailure::Card(card)),
        Some(FailingFailure::VecString(vec!["a".to_owned()])),
        Some(FailingFailure::Named(models::Named::new("x"))),
        None,
    ] {
        let error = client.failing().send().await.expect_err("a failure");
        assert_eq!(Failing::failure(&error), expected);
        assert!(error.body().is_some_and(|body| !body.is_empty()));
    }
    let error = client.failing_alike().send().await.expect_err("a failure");
    assert!(matches!(FailingAlike::failure(&error), Some(CardOrNamed::Card(_))));
}

#[tokio::test]
async fn bodies_without_a_name_have_limits() {
    let (address, seen) = server(&[NOTHING, NOTHING]);
    let client = client(address);
    let refused = client.send_limited().body([String::new()]).send().await.expect_err("a limit");
    assert!(refused.to_string().contains("[0]"), "{refused}");
    let refused = client.send_limited().json_patch_json_body(["a", "b"]).send().await;
    assert!(refused.expect_err("a limit").to_string().contains("1 item"));
    client.send_limited().body(["a".to_owned()]).send().await.expect("nothing");
    ends_with(&seen, "POST /alone ", "application/json", r#"["a"]"#);
    client.send_alone().body("bytes").send().await.expect("nothing");
    ends_with(&seen, "PUT /alone ", "application/octet-stream", "bytes");
}

#[tokio::test]
async fn forms_that_are_given_as_a_whole() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let (address, seen) = server(&[NOTHING, NOTHING, NOTHING]);
    let client = client(address);
    let mut form = models::SendWholeBodyForm::new([1, 2]);
    form.when = Some(models::SendWholeBodyFormWhen::from_json(b"7").expect("an integer"));
    form.list = Some(vec!["a".to_owned()]);
    client.send_whole().form_body(form.clone()).send().await.expect("nothing");
    ends_with(&seen, "POST /whole-forms ", FORM, "ids=1,2&when=7&list=%5B%22a%22%5D");
    form.when = Some(models::SendWholeBodyFormWhen::from_json(br#"{"gt":7}"#).expect("an object"));
    client.send_whole().form_body(form.clone()).send().await.expect("nothing");
    ends_with(&seen, "POST /whole-forms ", FORM, "ids=1,2&when%5Bgt%5D=7&list=%5B%22a%22%5D");
    form.ids.push(3);
    let refused = client.send_whole().form_body(form).send().await.expect_err("a limit");
    assert!(refused.to_string().contains("ids has more than 2 items"), "{refused}");
    let free = std::collections::BTreeMap::from([("a".to_owned(), "long".to_owned())]);
    client.send_free().form_body(free).send().await.expect("nothing");
    ends_with(&seen, "PUT /whole-forms ", FORM, "a=long");
}
