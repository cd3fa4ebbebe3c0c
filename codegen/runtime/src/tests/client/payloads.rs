//! Bodies of each kind, as the server gets them over loopback.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::operation::operation;
use super::recorder::{Answer, Recorder};
use super::sample::client;
use crate::runtime::{
    Bytes, Call, Error, File, Json, Limit, Method, Multipart, NamedParts, Operation, Param, Style,
    decode,
};

static FORM: Operation = post(
    "application/x-www-form-urlencoded",
    &[
        Param::form("name"),
        Param::form("tags"),
        Param::form("ids").exploded(false),
        Param::form("meta").styled(Style::DeepObject),
        Param::form("card"),
    ],
);
static PARTS: Operation = post(
    "multipart/form-data",
    &[
        Param::part("note"),
        Param::part("picture").media("image/png"),
        Param::part("meta").media("application/json"),
    ],
);
static JSON: Operation = post("application/json", &[]);
static WHOLE: Operation = post(
    "application/x-www-form-urlencoded",
    &[
        Param::query("a"),
        Param::form("a").exploded(false),
        Param::form("b").media("application/json"),
        Param::form("c").styled(Style::DeepObject),
        Param::form("d").styled(Style::DeepObject),
        Param::form("e"),
        Param::form("f").exploded(false).reserved(true),
    ],
);

const fn post(content_type: &'static str, params: &'static [Param]) -> Operation {
    sends(Method::POST, content_type, params)
}

const fn sends(method: Method, content_type: &'static str, params: &'static [Param]) -> Operation {
    operation!("post", method, "/post", params = params, content_type = content_type)
}

fn json(text: &str) -> Json {
    text.parse().expect("JSON")
}

/// Sends a call, and gives the media type and the body as the server saw them, its boundary as `BOUNDARY`.
async fn sent(
    operation: &'static Operation,
    fill: impl FnOnce(&mut Call),
) -> Result<String, Error> {
    let recorder = Recorder::start(Answer::with_body("204 No Content", "")).await;
    let mut call = Call::new(&client(&recorder.url("")), operation);
    fill(&mut call);
    call.send(decode::unit).await?;
    let seen = recorder.seen();
    let (head, body) = seen[0].split_once("\n\n").expect("a head");
    let content_type = head.lines().find_map(|line| line.strip_prefix("content-type: "));
    let text = format!("{}\n{body}", content_type.unwrap_or("(no type)"));
    let boundary = content_type.and_then(|text| text.split_once("boundary="));
    Ok(boundary.map_or(text.clone(), |(_, boundary)| text.replace(boundary, "BOUNDARY")))
}

async fn check(operation: &'static Operation, fill: impl FnOnce(&mut Call), expect: Expect) {
    let text = match sent(operation, fill).await {
        Ok(text) => text,
        Err(error) => error.to_string(),
    };
    expect.assert_eq(&text);
}

#[tokio::test]
async fn a_form_by_its_fields() {
    check(
        &FORM,
        |call| {
            call.set(0, "a & b=c +ö");
            call.set(1, ["x", "y"]);
            call.set(2, [1_i64, 2]);
            call.set_tree(3, &json(r#"{"z":"1","a":{"b":true,"c":[5,null]},"n":null}"#));
            call.set_json(4, &json(r#"{"exp":[1,2]}"#));
        },
        expect![[r#"
            application/x-www-form-urlencoded
            name=a%20%26%20b%3Dc%20%2B%C3%B6&tags=x&tags=y&ids=1,2&meta%5Bz%5D=1&meta%5Ba%5D%5Bb%5D=true&meta%5Ba%5D%5Bc%5D%5B0%5D=5&card=%7B%22exp%22%3A%5B1%2C2%5D%7D"#]],
    )
    .await;
}

#[tokio::test]
async fn a_form_without_a_field_is_no_body() {
    check(
        &FORM,
        |_| {},
        expect![[r#"
        (no type)
    "#]],
    )
    .await;
    check(
        &PARTS,
        |_| {},
        expect![[r#"
        (no type)
    "#]],
    )
    .await;
}

/// Where the document demands a body and none of its fields.
#[tokio::test]
async fn a_form_without_a_field_is_sent_where_it_must_be() {
    const FORM: &str = "application/x-www-form-urlencoded";
    static EMPTY: Operation = operation!(
        "post",
        Method::POST,
        "/post",
        params = &[Param::form("name")],
        content_type = FORM,
        sends_always = true,
    );
    static NO_PARTS: Operation = operation!(
        "post",
        Method::POST,
        "/post",
        params = &[Param::part("note")],
        content_type = "multipart/form-data",
        sends_always = true,
    );
    check(
        &EMPTY,
        |_| {},
        expect![[r#"
        application/x-www-form-urlencoded
    "#]],
    )
    .await;
    check(
        &NO_PARTS,
        |_| {},
        expect![[r#"
        multipart/form-data; boundary=BOUNDARY
        --BOUNDARY--
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_form_as_a_whole() {
    check(
        &JSON,
        |call| call.form(&json(r#"{"a":[1,"2"],"b":{"c":1},"d":null,"e":"f&g"}"#)),
        expect![[r#"
            application/x-www-form-urlencoded
            a=1&a=2&b=%7B%22c%22%3A1%7D&e=f%26g"#]],
    )
    .await;
}

/// What is not in the table is written as every field is.
#[tokio::test]
async fn a_form_as_a_whole_with_an_encoding() {
    let body = json(
        r#"{"a":[1,"2,3"],"b":[1],"c":["x",{"y":null,"z":1}],"d":null,"e":{"k":[2]},"f":"a/b","g":[3,4],"a":7}"#,
    );
    check(
        &WHOLE,
        |call| call.form(&body),
        expect![[r#"
        application/x-www-form-urlencoded
        a=1,2%2C3&b=%5B1%5D&c%5B0%5D=x&c%5B1%5D%5Bz%5D=1&k=%5B2%5D&f=a/b&g=3&g=4&a=7"#]],
    )
    .await;
}

#[tokio::test]
async fn parts() {
    check(
        &PARTS,
        |call| {
            call.set(0, "two\r\nlines");
            call.set(
                1,
                vec![File::new("PNG").named("a\"b\r\n.png"), File::new("x").typed("text/x")],
            );
            call.set_json(2, &json(r#"{"k":1}"#));
        },
        expect![[r#"
            multipart/form-data; boundary=BOUNDARY
            --BOUNDARY
            Content-Disposition: form-data; name="note"

            two
            lines
            --BOUNDARY
            Content-Disposition: form-data; name="picture"; filename="a%22b%0D%0A.png"
            Content-Type: image/png

            PNG
            --BOUNDARY
            Content-Disposition: form-data; name="picture"; filename="file"
            Content-Type: text/x

            x
            --BOUNDARY
            Content-Disposition: form-data; name="meta"
            Content-Type: application/json

            {"k":1}
            --BOUNDARY--
        "#]],
    )
    .await;
}

#[tokio::test]
async fn parts_as_a_whole() {
    let parts = Multipart::new()
        .text("a", "b")
        .json("c", &vec![1_i64])
        .file("d", File::new(vec![b'1', b'2']).named("ü.bin"));
    assert_eq!(format!("{parts:?}"), r#"Multipart(["a", "c", "d"])"#);
    check(
        &JSON,
        |call| call.multipart(parts),
        expect![[r#"
            multipart/form-data; boundary=BOUNDARY
            --BOUNDARY
            Content-Disposition: form-data; name="a"

            b
            --BOUNDARY
            Content-Disposition: form-data; name="c"
            Content-Type: application/json

            [1]
            --BOUNDARY
            Content-Disposition: form-data; name="d"; filename="ü.bin"
            Content-Type: application/octet-stream

            12
            --BOUNDARY--
        "#]],
    )
    .await;
}

static NAMED: [Param; 4] = [
    Param::part("id").limited(&[Limit::MaxLength(3)]).required(),
    Param::part("tags"),
    Param::part("card").media("application/json"),
    Param::part("picture").media("image/png"),
];

#[tokio::test]
async fn parts_that_have_names() {
    let parts = NamedParts::new(&NAMED)
        .with(3, [File::new("PNG"), File::new("x").typed("text/x")])
        .with(1, ["a", "b"])
        .with(0, "1")
        .with_json(2, json(r#"{"n":1}"#))
        .with(0, "2");
    check(
        &JSON,
        |call| call.multipart_as("multipart/mixed", Multipart::from(parts).text("more", "y")),
        expect![[r#"
            multipart/mixed; boundary=BOUNDARY
            --BOUNDARY
            Content-Disposition: form-data; name="id"

            2
            --BOUNDARY
            Content-Disposition: form-data; name="tags"

            a
            --BOUNDARY
            Content-Disposition: form-data; name="tags"

            b
            --BOUNDARY
            Content-Disposition: form-data; name="card"
            Content-Type: application/json

            {"n":1}
            --BOUNDARY
            Content-Disposition: form-data; name="picture"; filename="file"
            Content-Type: image/png

            PNG
            --BOUNDARY
            Content-Disposition: form-data; name="picture"; filename="file"
            Content-Type: text/x

            x
            --BOUNDARY
            Content-Disposition: form-data; name="more"

            y
            --BOUNDARY--
        "#]],
    )
    .await;
    let secret = NamedParts::new(&NAMED).with(0, "hunter2");
    assert_eq!(format!("{secret:?}"), r#"NamedParts(["id"])"#);
    let long = NamedParts::new(&NAMED).with(0, "1234");
    check(
        &JSON,
        |call| call.multipart(long),
        expect!["post could not be built: id is longer than 3 characters"],
    )
    .await;
    let object = NamedParts::new(&NAMED).with_tree(1, json(r#"{"n":1}"#));
    check(
        &JSON,
        |call| call.multipart(object),
        expect!["post could not be built: tags is an object, which has no form here"],
    )
    .await;
}

static RELATED: Operation = post("multipart/related", &[]);

#[tokio::test]
async fn whole_parts_are_of_the_media_type_of_the_operation() {
    check(
        &RELATED,
        |call| call.multipart(Multipart::new().text("a", "b")),
        expect![[r#"
            multipart/related; boundary=BOUNDARY
            --BOUNDARY
            Content-Disposition: form-data; name="a"

            b
            --BOUNDARY--
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_media_type_cannot_add_a_header() {
    let evil = File::new("x").typed("text/plain\r\nX-Evil: 1");
    check(&PARTS, |call| call.set(1, evil), expect!["post could not be built: picture has a media type with a control character, such as a line break"]).await;
}

#[tokio::test]
async fn json_under_a_media_type_of_its_own() {
    check(
        &JSON,
        |call| call.json_as("application/merge-patch+json", &json("[1]")),
        expect![[r#"
            application/merge-patch+json
            [1]"#]],
    )
    .await;
}

#[tokio::test]
async fn text_and_bytes() {
    check(
        &JSON,
        |call| call.bytes("text/csv", "a,b\n"),
        expect![[r#"
        text/csv
        a,b
    "#]],
    )
    .await;
    check(
        &JSON,
        |call| call.bytes("image/png", vec![b'P', b'N']),
        expect![[r#"
            image/png
            PN"#]],
    )
    .await;
}

/// A body of any of several media types says of which it is.
#[tokio::test]
async fn files_as_a_whole() {
    let image = || File::new("PN").named("a.png");
    check(
        &JSON,
        |call| call.file_as("application/octet-stream", image()),
        expect![[r#"
        application/octet-stream
        PN"#]],
    )
    .await;
    check(
        &JSON,
        |call| call.file(image().typed("image/png")),
        expect![[r#"
        image/png
        PN"#]],
    )
    .await;
    let evil = image().typed("image/png\r\nX-Evil: 1");
    check(
        &JSON,
        |call| call.file(evil),
        expect!["post could not be built: Content-Type is no header value"],
    )
    .await;
}

#[tokio::test]
async fn what_has_no_form_is_refused() {
    let refused = |error: Result<String, Error>| error.expect_err("it has no form").to_string();
    let text = refused(sent(&FORM, |call| call.set(0, File::new("x"))).await);
    expect!["post could not be built: name has a list or an object within another, which has no form here"].assert_eq(&text);
    let text = refused(sent(&PARTS, |call| call.set_tree(0, &json(r#"{"a":1}"#))).await);
    expect!["post could not be built: note is an object, which has no form here"].assert_eq(&text);
}

#[tokio::test]
async fn parts_are_sent_again_with_each_attempt() {
    let busy = Answer::with_body("503 Service Unavailable", "");
    let recorder = Recorder::script(vec![busy, Answer::with_body("200 OK", "")]).await;
    let mut call = Call::new(&client(&recorder.url("")), &PUT_PARTS);
    call.set(0, "again");
    call.send(decode::unit).await.expect("the second attempt");
    let seen = recorder.seen();
    assert_eq!(seen.iter().filter(|request| request.contains("\n\nagain\n--")).count(), 2);
}

static PUT_PARTS: Operation = sends(Method::PUT, "multipart/form-data", &[Param::part("note")]);

/// What an operation makes of a 200 with these bytes.
async fn answer<T>(body: &[u8], decode: crate::runtime::Decoder<T>) -> Result<T, Error> {
    let mut bytes =
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    let recorder = Recorder::start(Answer::Bytes(bytes)).await;
    Call::new(&client(&recorder.url("")), &JSON).send(decode).await
}

#[tokio::test]
async fn answers_of_text_and_bytes() {
    assert_eq!(answer("é, ".as_bytes(), decode::text).await.expect("text"), "é, ");
    assert_eq!(answer(b"", decode::text).await.expect("no text"), "");
    assert_eq!(
        answer(b"\xFF\0", decode::bytes).await.expect("bytes"),
        Bytes::from_static(b"\xFF\0")
    );
    let error = answer(b"ab\xFF", decode::text).await.expect_err("no UTF-8");
    assert_eq!(error.body(), Some(&b"ab\xFF"[..]));
    expect!["post: answer not decoded: expected UTF-8 text, found the end (byte 2); 200 OK: ab�"]
        .assert_eq(&error.to_string());
    let error = answer(br#"{"error":{"code":"E"}}"#, decode::text).await.expect_err("an envelope");
    assert_eq!(error.as_api().and_then(crate::runtime::ApiError::code).as_deref(), Some("E"));
}

#[derive(Debug, PartialEq)]
enum Got {
    Ok(Json),
    Accepted(Vec<i64>),
    NoContent,
    Success(String),
}
decode::outcomes! { Got {
    200..=200 Ok json;
    202..=202 Accepted json;
    204..=204 NoContent;
    200..=299 Success text;
} }

#[tokio::test]
async fn outcomes_by_status() {
    let mut told = String::new();
    for (status, body) in [
        ("200 OK", "[1]"),
        ("202 Accepted", "[1]"),
        ("204 No Content", ""),
        ("201 Created", "text"),
        ("202 Accepted", "{}"),
        ("200 OK", r#"{"error":{"code":"E"}}"#),
    ] {
        let recorder = Recorder::start(Answer::with_body(status, body)).await;
        let got = Call::new(&client(&recorder.url("")), &JSON).send(Got::decode).await;
        let got = got.map_or_else(|error| error.to_string(), |got| format!("{got:?}"));
        writeln!(told, "{status} {body}: {got}").expect("a String takes all");
    }
    expect![[r#"
        200 OK [1]: Ok([1])
        202 Accepted [1]: Accepted([1])
        204 No Content : NoContent
        201 Created text: Success("text")
        202 Accepted {}: post: answer not decoded: expected a list, found {} (byte 0); 202 Accepted: {}
        200 OK {"error":{"code":"E"}}: post: 200 OK: {"error":{"code":"E"}}
    "#]]
    .assert_eq(&told);
}

#[derive(Debug, PartialEq)]
enum Strict {
    Created(Vec<i64>),
    Empty,
}
decode::outcomes! { Strict {
    201..=201 Created json;
    204..=204 Empty;
} }

#[tokio::test]
async fn a_success_without_a_name_is_the_first_outcome_that_takes_it() {
    assert_eq!(answer(b"[1]", Strict::decode).await.expect("a list"), Strict::Created(vec![1]));
    assert_eq!(answer(b" ", Strict::decode).await.expect("nothing"), Strict::Empty);
    let error = answer(b"{}", Strict::decode).await.expect_err("neither");
    expect!["post: answer not decoded: expected a list, found {} (byte 0); 200 OK: {}"]
        .assert_eq(&error.to_string());
}
