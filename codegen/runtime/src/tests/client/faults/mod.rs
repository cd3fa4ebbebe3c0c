//! What the network and a server can do wrong, one row a fault, and what becomes of a call then.
//!
//! The rows are in `rows`; `server` does what they say; `told` is all that can be seen of a call. The
//! outcome stands in `docs/faults.md`, which the one test here holds to what it observes.

mod page;
mod rows;
mod server;
mod statuses;
mod tls;
mod told;

use expect_test::expect_file;

/// Below this line the page is written by the test.
const MARK: &str =
    "<!-- Written by the tests of the runtime; how to write it again is said above. -->\n";

#[tokio::test]
async fn the_page_says_what_becomes_of_each_fault() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/faults.md");
    let page = std::fs::read_to_string(path).expect("docs/faults.md is there");
    let (text, _) = page.split_once(MARK).expect("docs/faults.md has the mark above its tables");
    let mut expected = format!("{text}{MARK}");
    // By rustls also where the feature `native-tls` is on, which does not tell why TLS failed.
    let http = reqwest::Client::builder().tls_backend_rustls();
    let http = http.redirect(reqwest::redirect::Policy::none()).no_proxy();
    let http = http.build().expect("a client");
    for section in rows::sections() {
        page::write(&section, &http, &mut expected).await;
    }
    page::write_statuses(&statuses::observed(&http).await, &mut expected);
    expect_file!["../../../../../../docs/faults.md"].assert_eq(&expected);
}
