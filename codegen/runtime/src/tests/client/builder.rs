//! What `build` refuses besides URLs.

use std::time::Duration;

use expect_test::{Expect, expect};

use super::sample::KEY;
use crate::runtime::{Client, ClientBuilder};

fn check(change: impl FnOnce(ClientBuilder) -> ClientBuilder, expect: &Expect) {
    let outcome = change(Client::sample("app", "us").api_key(KEY)).build();
    expect
        .assert_eq(&outcome.map_or_else(|error| error.to_string(), |client| format!("{client:?}")));
}

#[test]
fn a_good_client() {
    check(
        |builder| builder,
        &expect![[
            r#"Client { base_url: "https://app.api-us.cometchat.io/v3", user_agent: "sample/1.2.3", credentials: [apiKey(…)], limits: Limits { call: 60s, attempt: 20s, stall: 10s, body: 67108864 }, retry: RetryPolicy { attempts: 3, first: 200ms, longest: 10s, longest_asked: 30s, repeatable: false }, budget: RetryBudget(500 of 500), .. }"#
        ]],
    );
}

#[test]
fn keys_that_are_no_header_value() {
    for key in ["", "key\n", " key", "ключ", "a\0b"] {
        let error = Client::sample("app", "us").api_key(key).build().expect_err("no good key");
        assert!(error.to_string().starts_with("client could not be built: apiKey "), "{error}");
        assert!(key.trim().is_empty() || !format!("{error} {error:?}").contains(key.trim()));
    }
    check(
        |builder| builder.api_key("key\n"),
        &expect![
            "client could not be built: apiKey holds a control character, such as a line break"
        ],
    );
}

#[test]
fn the_last_key_wins() {
    check(
        |builder| builder.api_key("bad\n").api_key("good"),
        &expect![[
            r#"Client { base_url: "https://app.api-us.cometchat.io/v3", user_agent: "sample/1.2.3", credentials: [apiKey(…)], limits: Limits { call: 60s, attempt: 20s, stall: 10s, body: 67108864 }, retry: RetryPolicy { attempts: 3, first: 200ms, longest: 10s, longest_asked: 30s, repeatable: false }, budget: RetryBudget(500 of 500), .. }"#
        ]],
    );
}

#[test]
fn user_agents() {
    check(
        |builder| builder.user_agent("app/1\r\nX: y"),
        &expect![
            "client could not be built: user agent holds a control character, such as a line break"
        ],
    );
    check(
        |builder| builder.user_agent("ü"),
        &expect![[
            r#"Client { base_url: "https://app.api-us.cometchat.io/v3", user_agent: "\xc3\xbc", credentials: [apiKey(…)], limits: Limits { call: 60s, attempt: 20s, stall: 10s, body: 67108864 }, retry: RetryPolicy { attempts: 3, first: 200ms, longest: 10s, longest_asked: 30s, repeatable: false }, budget: RetryBudget(500 of 500), .. }"#
        ]],
    );
}

#[test]
fn times() {
    check(
        |builder| builder.timeout(Duration::ZERO),
        &expect!["client could not be built: timeout is zero"],
    );
    check(
        |builder| builder.connect_timeout(Duration::ZERO),
        &expect!["client could not be built: connect timeout is zero"],
    );
    check(
        |builder| builder.timeout(Duration::MAX).connect_timeout(Duration::MAX),
        &expect![[
            r#"Client { base_url: "https://app.api-us.cometchat.io/v3", user_agent: "sample/1.2.3", credentials: [apiKey(…)], limits: Limits { call: 18446744073709551615.999999999s, attempt: 20s, stall: 10s, body: 67108864 }, retry: RetryPolicy { attempts: 3, first: 200ms, longest: 10s, longest_asked: 30s, repeatable: false }, budget: RetryBudget(500 of 500), .. }"#
        ]],
    );
}

#[test]
fn a_connect_timeout_for_someone_elses_client() {
    let http = reqwest::Client::new();
    check(
        |builder| builder.http_client(http).connect_timeout(Duration::from_secs(1)),
        &expect![
            "client could not be built: connect timeout has no effect on an HTTP client handed in"
        ],
    );
}
