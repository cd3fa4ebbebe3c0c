//! Headers of answers by their types.

use reqwest::header::HeaderValue;

use super::recorder::{Answer, Recorder};
use super::run::POST;
use super::sample::client;
use crate::runtime::{Call, DateTime, HeaderMap, Number, decode, headers};

headers::headers! {
    /// Of the test.
    #[allow(unreachable_pub, reason = "written as in a generated crate")]
    Described {
        /// A number.
        "X-Count" x_count parsed i64;
        /// A flag.
        "X-Flag" x_flag parsed bool;
        /// A number with a fraction.
        "X-Price" x_price number Number;
        /// Text.
        "X-Text" x_text text String;
        /// A time.
        "x-when" x_when text DateTime;
        /// A list of numbers.
        "X-Ids" x_ids parsed_list Vec<i64>;
        /// A list of texts.
        "X-Names" x_names text_list Vec<String>;
        /// Missing.
        "X-None" x_none text String;
    }
}

#[tokio::test]
async fn by_name_and_type() {
    let head =
        "200 OK\r\nx-count: -7 \r\nX-FLAG: yes\r\nx-text: a, b\r\nX-When: 2024-02-29T00:00:00Z";
    let recorder = Recorder::start(Answer::with_body(head, "")).await;
    let call = Call::new(&client(&recorder.url("")), &POST).send(decode::unit).response();
    let headers: HeaderMap = call.await.expect("an answer").headers;
    assert_eq!(headers.x_count(), Some(-7));
    assert_eq!(headers.x_flag(), None, "it is no flag");
    assert_eq!(headers.x_text().as_deref(), Some("a, b"));
    assert_eq!(headers.x_when(), Some(DateTime::from("2024-02-29T00:00:00Z".to_owned())));
    assert_eq!(headers.x_ids(), None);
    assert_eq!(headers.x_none(), None);
}

#[test]
fn numbers() {
    let mut headers = HeaderMap::new();
    assert_eq!(headers.x_price(), None);
    for (value, number) in [(" 1.50", Some(1.5)), ("7", Some(7.0)), ("1,5", None), ("", None)] {
        headers.insert("x-price", HeaderValue::from_static(value));
        assert_eq!(headers.x_price(), number.map(Number::from), "{value}");
    }
}

/// Several lines of a header are one list.
#[test]
fn lists() {
    let mut headers = HeaderMap::new();
    for (name, value) in
        [("x-ids", "1, 2"), ("x-ids", "3"), ("x-names", "a b,, c ,"), ("x-count", "1, 2")]
    {
        headers.append(name, HeaderValue::from_static(value));
    }
    assert_eq!(headers.x_ids(), Some(vec![1, 2, 3]));
    assert_eq!(headers.x_names(), Some(vec!["a b".to_owned(), "c".to_owned()]));
    assert_eq!(headers.x_count(), None, "it is no number");
    headers.append("x-ids", HeaderValue::from_static("no"));
    assert_eq!(headers.x_ids(), None, "one of them is no number");
    headers.insert("x-names", HeaderValue::from_static(""));
    assert_eq!(headers.x_names(), Some(Vec::new()));
}
