//! The measured program does what it is said to do: the yardstick reads what our models read.

use std::path::Path;

use bench::payload;
use cometchat_client::Model;
use cometchat_client::models::ConversationResponse;
use contender::OWN;
use serde_json::Value;

#[path = "../program/contender.rs"]
mod contender;
#[allow(
    dead_code,
    missing_docs,
    clippy::pedantic,
    reason = "its fields are the document's and read by serde only"
)]
#[path = "../program/yardstick.rs"]
mod yardstick;

/// All payloads and their texts.
fn texts() -> Vec<(&'static str, String)> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/examples");
    let payloads = payload::all(&examples).expect("the examples are there");
    // Four pages are one page four times.
    let payloads = payloads.into_iter().filter(|payload| payload.name != "four pages");
    let texts = payloads.map(|payload| (payload.name, payload.texts));
    texts.flat_map(|(name, texts)| texts.into_iter().map(move |text| (name, text))).collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("payloads are JSON")
}

/// Apart from keys that nobody knows, the document's types and the yardstick's have the same.
#[test]
fn the_yardstick_reads_and_writes_what_ours_does() {
    for (name, text) in texts() {
        let ours = ConversationResponse::from_json(text.as_bytes());
        let ours = ours.unwrap_or_else(|error| panic!("our models do not read {name}: {error}"));
        let plain = serde_json::from_str::<yardstick::Response>(&text);
        let plain =
            plain.unwrap_or_else(|error| panic!("the yardstick does not read {name}: {error}"));
        assert!(json(&ours.to_json()) == json(&text), "our models change {name}");
        let written = serde_json::to_value(&plain).expect("plain types are JSON");
        let is_whole = written == json(&text);
        assert_eq!(is_whole, name != "unknown keys", "{name}: give the yardstick the same fields");
        let is_known = ours.drift().is_empty();
        assert_eq!(
            is_known,
            name != "unknown keys",
            "{name}: let the payload have known keys only"
        );
    }
}

/// The union-heavy payloads differ in the place of the tag and in nothing else.
#[test]
fn the_place_of_the_tag_is_all_that_differs() {
    let of = |wanted: &str| {
        let text = texts().into_iter().find(|(name, _)| *name == wanted).expect("it is there").1;
        (text.len(), json(&text), text.find("\"entityType\""), text.find("\"entity\":"))
    };
    let (first, last) = (of("tag first"), of("tag last"));
    assert!(first.1 == last.1 && first.0 == last.0, "the values differ");
    assert!(first.2 < first.3 && last.2 > last.3, "the tags stand elsewhere than is said");
}

#[test]
fn every_contender_of_our_own_does_its_work() {
    let sample = [texts().swap_remove(0).1.into_bytes()];
    for contender in OWN {
        for &operation in contender.operations {
            let work = (contender.work)(operation, &sample);
            let (who, what) = (contender.name, operation.name());
            let work = work.unwrap_or_else(|error| panic!("{who} cannot {what}: {error}"));
            assert!(work() > 0, "{who} did nothing to {what}");
        }
    }
}
