//! Every node of the seed's payload, changed in every way that an API changes things.
//!
//! What must hold is said here a second time, independently of the codec: which keys are required, and
//! which JSON values fit which key. From that follow, for every mutation, whether reading may fail, and
//! which path must be told.

use expect_test::expect;
use serde_json::{Value, json};

use super::models::{ConversationResponse, EntityReference};
use super::seed::PAYLOAD;
use super::value;
use crate::{DriftKind, Model};

/// Steps to a node.
type Path = Vec<String>;

/// A payload in which one place is changed.
struct Mutation {
    name: &'static str,
    /// The node that is changed.
    path: Path,
    payload: Value,
}

fn pointer(path: &[String]) -> String {
    path.iter().fold(String::new(), |pointer, step| pointer + "/" + step)
}

/// A path as drift and errors write it.
fn told(path: &[String]) -> String {
    let mut text = String::new();
    for step in path {
        match step.parse::<usize>() {
            Ok(index) => text = format!("{text}[{index}]"),
            Err(_) if text.is_empty() => text += step,
            Err(_) => text = format!("{text}.{step}"),
        }
    }
    text
}

fn all_paths(value: &Value, path: &Path, paths: &mut Vec<Path>) {
    paths.push(path.clone());
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        Value::Object(members) => {
            members.iter().map(|(key, member)| (key.clone(), member)).collect()
        }
        _ => Vec::new(),
    };
    for (step, value) in inner {
        all_paths(value, &[path.as_slice(), &[step]].concat(), paths);
    }
}

fn replacements(old: &Value) -> Vec<(&'static str, Value)> {
    let mut all = vec![
        ("null", Value::Null),
        ("empty list", json!([])),
        ("empty object", json!({})),
        ("empty string", json!("")),
        ("a word never seen", json!("never seen")),
        ("zero", json!(0)),
        ("a fraction", json!(1.5)),
        ("a whole fraction", json!(5.0)),
        ("a huge integer", json!(u64::MAX)),
        ("true", json!(true)),
        ("in a list", json!([old])),
        ("in an object", json!({"never seen": old})),
    ];
    match old {
        Value::String(text) if text.parse::<i64>().is_ok() => {
            all.push(("unquoted", json!(text.parse::<i64>().ok())));
        }
        Value::Number(number) => all.push(("quoted", json!(number.to_string()))),
        _ => {}
    }
    all.retain(|(_, new)| new != old);
    all
}

fn mutations() -> Vec<Mutation> {
    let whole = value(PAYLOAD);
    let mut paths = Vec::new();
    all_paths(&whole, &Vec::new(), &mut paths);
    let mut all = Vec::new();
    for path in paths {
        let at = pointer(&path);
        let mut add = |name, path: &Path, change: &dyn Fn(&mut Value)| {
            let mut payload = whole.clone();
            change(payload.pointer_mut(&at).expect("a path of the payload"));
            all.push(Mutation { name, path: path.clone(), payload });
        };
        for (name, new) in replacements(whole.pointer(&at).expect("a path of the payload")) {
            add(name, &path, &|node| *node = new.clone());
        }
        let Some(Value::Object(members)) = whole.pointer(&at) else {
            continue;
        };
        let with = |step: &str| [path.as_slice(), &[step.to_owned()]].concat();
        add("an extra key", &with("neverSeen"), &|node| {
            node["neverSeen"] = json!({"a": [1.0]});
        });
        for key in members.keys() {
            add("a key removed", &with(key), &|node| {
                drop(node.as_object_mut().map(|node| node.remove(key)));
            });
            add("a key renamed", &with(key), &|node| {
                let old = node.as_object_mut().and_then(|node| node.remove(key));
                node["neverSeen"] = json!(old);
            });
        }
    }
    all
}

/// Whether a value fits the last key of a path, as the models say.
fn fits(path: &[String], new: &Value) -> bool {
    let key = path.last().map_or("", String::as_str);
    let parent = path.iter().rev().nth(1).map_or("", String::as_str);
    match key {
        "" | "lastMessage" | "conversationWith" | "receipts" | "by" | "on" | "for" | "entity"
        | "entities" => new.is_object(),
        "data" => match parent {
            "" => new.is_object() || new.is_array(),
            "receipts" => new.is_array(),
            _ => new.is_object(),
        },
        "0" => path.len() > 2 || new.is_object(),
        "conversationType" | "receiverType" => new == "user" || new == "group",
        "type" if parent == "conversationWith" || parent == "entity" => {
            ["public", "private", "password"].iter().any(|known| new == known)
        }
        "createdAt" | "updatedAt" | "sentAt" | "joinedAt" | "membersCount" => is_integer(new),
        "unreadMessageCount" | "updatedBy" => is_integer(new) || new.is_string(),
        "hasJoined" => new.is_boolean(),
        _ => new.is_string(),
    }
}

fn is_integer(value: &Value) -> bool {
    value.as_i64().is_some() || value.as_f64() == Some(5.0)
}

/// Whether everything from the top to this node is required.
fn is_required(path: &[String]) -> bool {
    let depth = path.len();
    depth <= 2 || depth == 3 && matches!(path[2].as_str(), "conversationId" | "conversationType")
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

fn new_value(mutation: &Mutation) -> Option<&Value> {
    mutation.payload.pointer(&pointer(&mutation.path))
}

/// The paths at which a mutation may be told: at its node, within a value that was put there, or, for a
/// tag, at the union that it tags.
fn may_be_told(mutation: &Mutation, path: &str) -> bool {
    let node = told(&mutation.path);
    let (tag, of) =
        mutation.path.split_last().map_or(("", &[][..]), |(last, of)| (last.as_str(), of));
    let renamed = mutation.name == "a key renamed"
        && path == told(&[of, &["neverSeen".to_owned()]].concat()).as_str();
    path.starts_with(&node) || renamed || tag == "entityType" && path == told(of)
}

#[test]
fn nothing_is_lost_and_nothing_breaks_that_need_not() {
    let (mut read, mut refused, mut drifted) = (0, 0, 0);
    for mutation in mutations() {
        let json = mutation.payload.to_string();
        let about = format!("{} at {}", mutation.name, told(&mutation.path));
        match ConversationResponse::from_json(json.as_bytes()) {
            Err(error) => {
                refused += 1;
                assert!(is_required(&mutation.path), "{about}: {error}");
                assert!(may_be_told(&mutation, error.path()), "{about}: {error}");
                assert!(mutation.name != "an extra key" && error.is_json(), "{about}: {error}");
                let fits_well = new_value(&mutation)
                    .is_some_and(|new| is_scalar(new) && fits(&mutation.path, new));
                assert!(!fits_well, "{about}: {error}");
            }
            Ok(response) => {
                read += 1;
                assert_eq!(value(&response.to_json()), mutation.payload, "{about}");
                assert_eq!(serde_json::to_value(&response).unwrap(), mutation.payload, "{about}");
                drifted += usize::from(check_drift(&mutation, &response, &about));
            }
        }
    }
    let counts = format!(
        "{read} read and given back equal, {drifted} of them with drift; {refused} refused"
    );
    println!("mutations: {counts}");
    expect!["996 read and given back equal, 814 of them with drift; 61 refused"].assert_eq(&counts);
}

/// Whether there is drift; that it names the place, and that there is some if the value does not fit.
fn check_drift(mutation: &Mutation, response: &ConversationResponse, about: &str) -> bool {
    let drift = response.drift();
    for drift in &drift {
        assert!(may_be_told(mutation, &drift.path), "{about}: {drift}");
    }
    match mutation.name {
        // The keys of the map of entities are the API's own.
        "a key renamed" if mutation.path.iter().rev().nth(1).is_some_and(|of| of == "entities") => {
        }
        "an extra key" | "a key renamed" => assert!(!drift.is_empty(), "{about}: no drift"),
        "a key removed" => {}
        _ => {
            let told = new_value(mutation).is_some_and(|new| !fits(&mutation.path, new));
            assert!(!told || !drift.is_empty(), "{about}: no drift");
            let scalar = new_value(mutation).is_some_and(is_scalar);
            let tag = mutation.path.last().is_some_and(|key| key == "entityType");
            assert!(told || !scalar || tag || drift.is_empty(), "{about}: {drift:?}");
        }
    }
    !drift.is_empty()
}

/// Reads the payload with the value of `lastMessage.data.entities.on` spelled like this.
fn with_entity(spelled: &str) -> ConversationResponse {
    let mut payload = value(PAYLOAD);
    payload["data"][0]["lastMessage"]["data"]["entities"]["on"] = json!("HERE");
    let json = payload.to_string().replace("\"HERE\"", spelled);
    super::read(&json).unwrap()
}

fn entity_of(response: &ConversationResponse) -> Option<&EntityReference> {
    let message = response.data.first()?.last_message.as_ref()?;
    message.data.as_ref()?.entities.as_ref()?.get("on")
}

#[test]
fn a_tag_may_come_last_or_be_unknown() {
    for spelled in [
        r#"{"entityType":"user","entity":{"uid":"u"}}"#,
        r#"{"entity":{"uid":"u"},"entityType":"user"}"#,
        r#"{"entity":{"uid":"u","entityType":"group"},"x":[{"entityType":"group"}],"entityType":"user"}"#,
    ] {
        let response = with_entity(spelled);
        assert!(
            matches!(entity_of(&response), Some(EntityReference::User(user)) if user.entity.uid == "u"),
            "{spelled}"
        );
    }
    for spelled in [
        r#"{"entity":{"uid":"u"},"entityType":"call"}"#,
        r#"{"entity":{"uid":"u"}}"#,
        "[]",
        "\"user\"",
        "{}",
    ] {
        let response = with_entity(spelled);
        assert!(
            matches!(entity_of(&response), Some(EntityReference::Unknown(json)) if json.text() == spelled)
        );
        let drift = response.drift();
        assert_eq!(drift.len(), 1);
        assert_eq!(
            (drift[0].kind, drift[0].path.as_str()),
            (DriftKind::UnknownMember, "data[0].lastMessage.data.entities.on")
        );
    }
}

#[test]
fn three_unknown_keys_in_every_object_come_back() {
    fn add(node: &mut Value) -> usize {
        match node {
            Value::Object(members) => {
                let inner: usize = members.values_mut().map(add).sum();
                for (key, new) in
                    [("x1", json!(1.25)), ("x2", json!({"a": [null]})), ("x3", Value::Null)]
                {
                    members.insert(key.to_owned(), new);
                }
                inner + 3
            }
            Value::Array(items) => items.iter_mut().map(add).sum(),
            _ => 0,
        }
    }
    let mut payload = value(PAYLOAD);
    // The map of entities takes any key, so that its three are no unknown keys but unknown members.
    let added = add(&mut payload);
    let response: ConversationResponse = super::read(&payload.to_string()).unwrap();
    assert_eq!(response.drift().len(), added);
}
