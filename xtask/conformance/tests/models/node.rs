//! JSON as it is spelled: keys in their order, also those that come twice, and numbers digit by digit.

use std::collections::BTreeMap;

/// The discriminator of the document's unions.
pub(crate) const TAG: &str = "entityType";

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number as it is spelled.
    Number(String),
    /// A string. One that holds half of a surrogate pair stands as it is spelled, with its quotes.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// The members of an object, in their order.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// Reads text that is known to be JSON.
    ///
    /// # Panics
    /// When it is not JSON: this is no judge of it.
    pub(crate) fn parse(text: &str) -> Self {
        let mut parser = Parser { text, at: 0 };
        let node = parser.value();
        assert_eq!(parser.peek(), None, "something is left after the value: {text}");
        node
    }

    /// A string.
    pub(crate) fn string(text: &str) -> Self {
        Self::String(text.to_owned())
    }

    /// A number.
    pub(crate) fn number(spelling: &str) -> Self {
        Self::Number(spelling.to_owned())
    }

    /// The value under a key; the last one if it comes twice, which is the one that counts.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().rev().find(|(own, _)| own == key).map(|(_, value)| value)
    }

    /// The members of an object; none of any other value.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    /// The members of an object and the items of a list, by their keys as text.
    pub(crate) fn children(&self) -> Vec<(String, &Self)> {
        match self {
            Self::Object(members) => {
                members.iter().map(|(key, node)| (key.clone(), node)).collect()
            }
            Self::List(items) => {
                items.iter().enumerate().map(|(index, node)| (index.to_string(), node)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The child at a position, to change it.
    pub(crate) fn child_mut(&mut self, position: usize) -> Option<&mut Self> {
        match self {
            Self::Object(members) => members.get_mut(position).map(|(_, node)| node),
            Self::List(items) => items.get_mut(position),
            _ => None,
        }
    }

    /// What a JSON pointer leads to.
    pub(crate) fn pointer(&self, pointer: &str) -> Option<&Self> {
        pointer.split('/').skip(1).try_fold(self, |node, step| {
            node.children().into_iter().find(|(key, _)| key == step).map(|(_, child)| child)
        })
    }

    /// Whether the discriminator comes twice in one of its objects: a union is chosen by the first, and the
    /// last is written.
    pub(crate) fn has_tag_twice(&self) -> bool {
        self.members().iter().filter(|(key, _)| key == TAG).count() > 1
            || self.children().iter().any(|(_, child)| child.has_tag_twice())
    }

    /// The value as compact JSON.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(spelling) => out.push_str(spelling),
            Self::String(text) => out.push_str(&quoted(text)),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    out.push_str(&quoted(key));
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// Whether both are the same JSON value, numbers spelled alike. The order of keys makes no difference,
    /// and of a key that comes twice the last counts.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Object(one), Self::Object(other)) => {
                let (one, other) = (by_key(one), by_key(other));
                one.len() == other.len()
                    && one.iter().zip(&other).all(|(a, b)| a.0 == b.0 && a.1.is_same(b.1))
            }
            (Self::List(one), Self::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.is_same(b))
            }
            _ => self == other,
        }
    }
}

fn by_key(members: &[(String, Node)]) -> BTreeMap<&str, &Node> {
    members.iter().map(|(key, node)| (key.as_str(), node)).collect()
}

fn quoted(text: &str) -> String {
    if text.contains(|char: char| char < ' ' || char == '"' || char == '\\') {
        return serde_json::to_string(text).expect("text is JSON");
    }
    format!("\"{text}\"")
}

/// Walks over text that is JSON.
struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let space = rest.iter().take_while(|byte| b" \n\r\t".contains(byte)).count();
        self.at += space;
        rest.get(space).copied()
    }

    fn value(&mut self) -> Node {
        match self.peek() {
            Some(b'{') => {
                Node::Object(self.all(b'}', |parser| (text_of(parser.token()), parser.member())))
            }
            Some(b'[') => Node::List(self.all(b']', Self::value)),
            Some(_) => match self.token() {
                "null" => Node::Null,
                "true" => Node::Boolean(true),
                "false" => Node::Boolean(false),
                string if string.starts_with('"') => Node::String(text_of(string)),
                number => Node::number(number),
            },
            None => panic!("no value at byte {} of {}", self.at, self.text),
        }
    }

    /// What stands between brackets, with commas between.
    fn all<T>(&mut self, close: u8, read: impl Fn(&mut Self) -> T) -> Vec<T> {
        let mut all = Vec::new();
        self.at += 1;
        while self.peek() != Some(close) {
            all.push(read(self));
            if self.peek() == Some(b',') {
                self.at += 1;
                self.peek();
            }
        }
        self.at += 1;
        all
    }

    fn member(&mut self) -> Node {
        assert_eq!(self.peek(), Some(b':'), "a colon at byte {} of {}", self.at, self.text);
        self.at += 1;
        self.value()
    }

    /// A scalar as it is spelled.
    fn token(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        let length = match rest.strip_prefix('"') {
            Some(inner) => 1 + end_of_string(inner),
            None => rest.find([',', ']', '}', ' ', '\n', '\r', '\t']).unwrap_or(rest.len()),
        };
        let token = &rest[..length];
        self.at += length;
        token
    }
}

/// The length of a string after its opening quote, the closing one included.
fn end_of_string(inner: &str) -> usize {
    let mut end = 0;
    while let Some(at) = inner[end..].find(['"', '\\']) {
        end += at + 1;
        if inner.as_bytes()[end - 1] == b'"' {
            break;
        }
        end += 1;
    }
    end
}

/// The text of a string.
fn text_of(token: &str) -> String {
    let inner = token.get(1..token.len().saturating_sub(1)).unwrap_or_default();
    if inner.contains('\\') {
        return serde_json::from_str(token).unwrap_or_else(|_| token.to_owned());
    }
    inner.to_owned()
}
