//! Keys: whether a request carries one where the document wants it. Any key that is not empty
//! will do; the mock cannot know the right one.

use serde_json::Value;

use super::document::{Document, elements, entries, text};
use super::message::Request;
use super::text::{cookies, form_decode, pairs};

/// Where a security scheme wants its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Header(String),
    Query(String),
    Cookie(String),
    /// An `Authorization` header of this kind, such as `Bearer`.
    Authorization(String),
}

impl Scheme {
    /// Reads a scheme; `None` for one that leaves no trace in a request, such as a certificate.
    fn read(scheme: &Value) -> Option<Self> {
        let capital = |kind: &str| match kind.to_lowercase().as_str() {
            "basic" => "Basic".to_owned(),
            "bearer" => "Bearer".to_owned(),
            _ => kind.to_owned(),
        };
        Some(match text(scheme, "type")? {
            "apiKey" => {
                let name = text(scheme, "name")?.to_owned();
                match text(scheme, "in")? {
                    "header" => Self::Header(name),
                    "query" => Self::Query(name),
                    "cookie" => Self::Cookie(name),
                    _ => return None,
                }
            }
            "http" => Self::Authorization(capital(text(scheme, "scheme")?)),
            "oauth2" | "openIdConnect" => Self::Authorization("Bearer".to_owned()),
            _ => return None,
        })
    }

    /// The key in a request, if there is one.
    fn key(&self, request: &Request) -> Option<String> {
        let key = match self {
            Self::Header(name) => request.header(name).map(str::to_owned),
            Self::Query(name) => {
                let mut found = pairs(&request.query)
                    .filter(|(key, _)| form_decode(key).as_ref() == Some(name));
                found.next().and_then(|(_, value)| form_decode(value))
            }
            Self::Cookie(name) => {
                let mut all = request.headers_named("cookie").flat_map(cookies);
                all.find(|(key, _)| key == name).map(|(_, value)| value.to_owned())
            }
            Self::Authorization(kind) => {
                let (given, key) = request.header("authorization")?.split_once(' ')?;
                given.eq_ignore_ascii_case(kind).then(|| key.to_owned())
            }
        };
        key.filter(|key| !key.trim().is_empty())
    }

    /// What a person has to send.
    fn wanted(&self) -> String {
        match self {
            Self::Header(name) => format!("the header {name}"),
            Self::Query(name) => format!("the query parameter {name}"),
            Self::Cookie(name) => format!("the cookie {name}"),
            Self::Authorization(kind) => format!("the header Authorization: {kind} …"),
        }
    }
}

/// The alternatives of which a request must satisfy one, each a set of schemes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Security {
    alternatives: Vec<Vec<Scheme>>,
}

impl Security {
    /// The security of an operation: its own, or else that of the document.
    pub(super) fn read(document: &Document, operation: &Value) -> Self {
        let own = operation.get("security");
        let stated = own.unwrap_or_else(|| &document.root()["security"]);
        let schemes = document.at("/components/securitySchemes");
        let read = |requirement: &Value| {
            let named = entries(requirement).map(|(name, _)| document.get(schemes, name));
            named.filter_map(Scheme::read).collect()
        };
        Self { alternatives: elements(stated).iter().map(read).collect() }
    }

    /// Whether a request carries what is wanted.
    pub(super) fn is_satisfied(&self, request: &Request) -> bool {
        let carries =
            |schemes: &Vec<Scheme>| schemes.iter().all(|scheme| scheme.key(request).is_some());
        self.alternatives.is_empty() || self.alternatives.iter().any(carries)
    }

    /// What a request must carry, in words: `the header apikey`.
    pub(super) fn wanted(&self) -> String {
        let all = |schemes: &Vec<Scheme>| {
            schemes.iter().map(Scheme::wanted).collect::<Vec<_>>().join(" and ")
        };
        self.alternatives.iter().map(all).collect::<Vec<_>>().join(", or ")
    }

    /// The value of a `WWW-Authenticate` header, where one is fitting.
    pub(super) fn challenge(&self) -> Option<&str> {
        self.alternatives.iter().flatten().find_map(|scheme| match scheme {
            Scheme::Authorization(kind) => Some(kind.as_str()),
            _ => None,
        })
    }
}
