//! Headers of answers by their types.

use super::recorder::{Answer, Recorder};
use super::run::POST;
use super::sample::client;
use crate::runtime::{Call, DateTime, HeaderMap, decode, headers};

headers::headers! {
    /// Of the test.
    #[allow(unreachable_pub, reason = "written as in a generated crate")]
    Described {
        /// A number.
        "X-Count" x_count parsed i64;
        /// A flag.
        "X-Flag" x_flag parsed bool;
        /// Text.
        "X-Text" x_text text String;
        /// A time.
        "x-when" x_when text DateTime;
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
    assert_eq!(headers.x_none(), None);
}
