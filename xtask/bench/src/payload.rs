//! What is read and written: the payloads, each made from those of `spec/examples/`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// The vendor's own sample, which the others are made of.
const SEED: &str = "update-group-conversation.200.json";
/// How long a page of conversations is at least, in bytes.
const PAGE: usize = 1_000_000;

/// One or more texts that are read one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// Its name, which is the name of its file, too.
    pub name: &'static str,
    /// What it is, for people.
    pub about: &'static str,
    /// Its texts.
    pub texts: Vec<String>,
}

impl Payload {
    fn new(name: &'static str, about: &'static str, texts: Vec<String>) -> Self {
        Self { name, about, texts }
    }

    /// How many bytes of JSON it has.
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }

    /// The texts in one file, a record separator before each (RFC 7464).
    pub fn file(&self) -> String {
        format!("\u{1e}{}", self.texts.join("\u{1e}"))
    }
}

/// All payloads, in the order of the report.
///
/// # Errors
/// When the examples cannot be read, or the sample has no conversation.
pub fn all(examples: &Path) -> Result<Vec<Payload>> {
    let pretty = read(&examples.join(SEED))?;
    let seed: Value = serde_json::from_str(&pretty).context("the sample is no JSON")?;
    let conversation = seed.pointer("/data/0").context("the sample has no conversation")?;
    let page = page(conversation, PAGE);
    let four = page.repeated(4);
    Ok(vec![
        Payload::new("sample", "the vendor's sample, without white space", vec![seed.to_string()]),
        Payload::new("sample, pretty", "the same as the vendor prints it", vec![pretty]),
        Payload::new(
            "unknown keys",
            "the sample, with three keys in every object that the document does not know",
            vec![with_unknown_keys(&seed).to_string()],
        ),
        Payload::new("examples", "every conversation of `spec/examples/`", successes(examples)?),
        Payload::new("page", "a page of conversations", vec![page.text]),
        Payload::new("four pages", "four times as many", vec![four]),
        Payload::new("tag first", "entities, each after its tag", vec![unions(true).to_string()]),
        Payload::new("tag last", "the same, each before its tag", vec![unions(false).to_string()]),
    ])
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Every answer of success, in the order of the file names.
fn successes(examples: &Path) -> Result<Vec<String>> {
    let folder =
        fs::read_dir(examples).with_context(|| format!("cannot read {}", examples.display()))?;
    let mut paths = folder.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let is_success = |path: &&std::path::PathBuf| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.contains(".200."))
    };
    paths.iter().filter(is_success).map(|path| read(path)).collect()
}

/// Conversations, as the text of an answer.
struct Page {
    items: Vec<String>,
    text: String,
}

impl Page {
    /// The answer with all conversations so many times.
    fn repeated(&self, times: usize) -> String {
        answer(&vec![self.items.join(","); times].join(","))
    }
}

fn answer(items: &str) -> String {
    format!("{{\"data\":[{items}]}}")
}

/// The sample's conversation again and again, until there are so many bytes.
fn page(conversation: &Value, bytes: usize) -> Page {
    let mut items = Vec::new();
    let mut length = 0;
    while length < bytes {
        let mut item = conversation.clone();
        vary(&mut item, items.len());
        let text = item.to_string();
        length += text.len() + 1;
        items.push(text);
    }
    let text = answer(&items.join(","));
    Page { items, text }
}

/// Gives the values of the sample another length and content. Texts that choose (types, tags, roles) stay.
fn vary(value: &mut Value, number: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| vary(item, number)),
        Value::Object(members) => members.iter_mut().for_each(|(key, value)| match value {
            Value::String(text) => vary_text(key, text, number),
            other => vary(other, number),
        }),
        Value::Number(_) => {
            let varied = value.as_u64().unwrap_or_default() + number as u64 * 37;
            *value = json!(varied);
        }
        _ => {}
    }
}

fn vary_text(key: &str, text: &mut String, number: usize) {
    match key {
        "unreadMessageCount" | "id" => *text = (number * 7).to_string(),
        "uid" | "guid" | "sender" | "receiver" | "owner" | "updatedBy" | "conversationId" => {
            let _ = write!(text, "-{number}");
        }
        "name" | "description" => text.push_str(suffix(number)),
        _ => {}
    }
}

/// What names have behind them: mostly nothing that a reader must look at twice.
fn suffix(number: usize) -> &'static str {
    match number % 16 {
        0 => " of \"quotes\" and\nlines",
        4 => " søndag Ω",
        8 => " of the people who write every day",
        _ => "",
    }
}

/// Three more keys in every object: before, amid and behind the others.
fn with_unknown_keys(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(with_unknown_keys).collect(),
        Value::Object(members) => {
            let half = members.len() / 2;
            let mut wider = Map::new();
            wider.insert("newText".to_owned(), json!("a text of some length"));
            for (place, (key, member)) in members.iter().enumerate() {
                if place == half {
                    wider.insert("newNumber".to_owned(), json!(1_630_071_782));
                }
                wider.insert(key.clone(), with_unknown_keys(member));
            }
            wider.insert("newObject".to_owned(), json!({"kind": "new", "list": [1, 2, 3]}));
            Value::Object(wider)
        }
        other => other.clone(),
    }
}

/// Twenty conversations whose message names nine entities of all four kinds.
fn unions(tag_first: bool) -> Value {
    let entity = |kind: &str, value: Value| {
        let (tag, content) = (("entityType", json!(kind)), ("entity", value));
        let pair = if tag_first { [tag, content] } else { [content, tag] };
        Value::Object(pair.map(|(key, value)| (key.to_owned(), value)).into_iter().collect())
    };
    let user = |uid: &str| {
        let name = "Captain America";
        json!({"uid": uid, "name": name, "role": "default", "status": "offline", "createdAt": 1_629_869_270})
    };
    let group =
        json!({"guid": "project-group", "name": "Project", "type": "private", "membersCount": 4});
    let parties = json!({"sender": entity("user", user("superhero1")), "receiver": entity("group", group.clone())});
    let message = json!({"id": "49", "sender": "superhero1", "category": "message", "type": "text",
        "data": {"text": "see you", "entities": parties.clone()}, "sentAt": 1_630_305_562});
    let call = json!({"sessionid": "v1", "status": "ongoing", "data": {"entities": parties}, "startedAt": 1_630_490_195});
    let entities = json!({
        "by": entity("user", user("superhero4")),
        "on": entity("message", message),
        "for": entity("group", group.clone()),
        "sender": entity("call", call),
        "receiver": entity("user", user("superhero2")),
    });
    let conversation = json!({
        "conversationId": "group_project-group",
        "conversationType": "group",
        "lastMessage": {"id": "50", "category": "action", "data": {"action": "edited", "entities": entities}},
        "conversationWith": group,
    });
    json!({"data": vec![conversation; 20]})
}
