//! Security schemes: what credentials a client has, and which of them an operation is sent with.

use std::fmt;

use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::error::BuildError;
use super::secret::Secret;
use super::style::check_header_text;
use super::url::encoded;

/// A security scheme of the document.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the document. Errors name it.
    pub name: &'static str,
    /// How its credential is sent.
    pub kind: SchemeKind,
}

/// How a credential is sent; the text is the name of the header, query parameter or cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// In a header of its own.
    ApiKeyHeader(&'static str),
    /// In the query. Servers and proxies tend to log it there.
    ApiKeyQuery(&'static str),
    /// In a cookie.
    ApiKeyCookie(&'static str),
    /// As `Authorization: Bearer …`.
    Bearer,
    /// As `Authorization: Basic …`: user and password, which are given as `user:password`.
    Basic,
}

/// A credential in the form in which it goes into every request. Its `Debug` shows the scheme alone.
pub(super) struct Credential {
    scheme: &'static Scheme,
    pub(super) form: Form,
}

/// Where a credential goes.
pub(super) enum Form {
    /// A header, its value marked sensitive.
    Header(HeaderName, HeaderValue),
    /// `name=value`, encoded.
    Query(String),
    /// `name=value`, encoded.
    Cookie(String),
    /// In the header `Authorization`, as a token that the client gets itself.
    #[cfg(feature = "oauth")]
    Tokens(Box<super::oauth::Tokens>),
}

impl Credential {
    /// Checks a secret and brings it into its form.
    pub(super) fn new(scheme: &'static Scheme, secret: &Secret) -> Result<Self, BuildError> {
        let text = secret.expose();
        if text.is_empty() {
            return Err(BuildError::new(scheme.name, "is empty"));
        }
        let form = match scheme.kind {
            SchemeKind::ApiKeyHeader(header) => {
                header_form(scheme, header_name(scheme, header)?, text)?
            }
            SchemeKind::ApiKeyQuery(name) => Form::Query(pair(name, text)),
            SchemeKind::ApiKeyCookie(name) => Form::Cookie(pair(name, text)),
            SchemeKind::Bearer => header_form(scheme, AUTHORIZATION, &format!("Bearer {text}"))?,
            SchemeKind::Basic => header_form(scheme, AUTHORIZATION, &basic(scheme, text)?)?,
        };
        Ok(Self { scheme, form })
    }

    /// Tokens that the client gets itself.
    #[cfg(feature = "oauth")]
    pub(super) fn tokens(scheme: &'static Scheme, tokens: super::oauth::Tokens) -> Self {
        Self { scheme, form: Form::Tokens(Box::new(tokens)) }
    }

    /// The texts by which an echo of the secret is known: as it was given and as it is sent.
    pub(super) fn echoes(&self, secret: &Secret) -> Vec<String> {
        let plain = secret.expose();
        let quoted = serde_json::Value::from(plain).to_string();
        let mut echoes =
            vec![plain.to_owned(), encoded(plain), quoted.trim_matches('"').to_owned()];
        if matches!(self.scheme.kind, SchemeKind::Basic) {
            echoes.push(base64(plain.as_bytes()));
            echoes.extend(plain.split_once(':').map(|(_, password)| password.to_owned()));
        }
        echoes
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(…)", self.scheme.name)
    }
}

/// The credentials for an operation: those of its first alternative that the client has complete.
///
/// The alternative without any scheme, by which a document says that a credential may be left out,
/// comes last wherever it stands: a credential that was given is meant to be used.
pub(super) fn choose<'c>(
    alternatives: &[&[&Scheme]],
    credentials: &'c [Credential],
) -> Result<Vec<&'c Credential>, BuildError> {
    let all_of = |schemes: &&[&Scheme]| -> Option<Vec<&'c Credential>> {
        schemes
            .iter()
            .map(|scheme| credentials.iter().find(|known| known.scheme.name == scheme.name))
            .collect()
    };
    let chosen = alternatives.iter().filter(|schemes| !schemes.is_empty()).find_map(all_of);
    match chosen {
        Some(chosen) => Ok(chosen),
        None if alternatives.iter().all(|schemes| !schemes.is_empty())
            && !alternatives.is_empty() =>
        {
            Err(BuildError::new(
                wanted(alternatives),
                "is needed, and the client was built without it",
            ))
        }
        None => Ok(Vec::new()),
    }
}

/// `apiKey`, or `user and password, or token`.
fn wanted(alternatives: &[&[&Scheme]]) -> String {
    let names = |schemes: &&[&Scheme]| {
        schemes.iter().map(|scheme| scheme.name).collect::<Vec<_>>().join(" and ")
    };
    alternatives.iter().map(names).collect::<Vec<_>>().join(", or ")
}

fn header_name(scheme: &'static Scheme, name: &str) -> Result<HeaderName, BuildError> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| BuildError::new(scheme.name, "has no valid header name"))
}

/// Refuses what no credential holds: text that is not plain ASCII is a slip of copy and paste.
fn header_form(scheme: &'static Scheme, name: HeaderName, text: &str) -> Result<Form, BuildError> {
    check_header_text(scheme.name, text)?;
    if !text.is_ascii() {
        return Err(BuildError::new(scheme.name, "holds a character that is not ASCII"));
    }
    let value = HeaderValue::from_str(text)
        .map_err(|_| BuildError::new(scheme.name, "is no header value"))?;
    Ok(Form::Header(name, sensitive(value)))
}

/// The value, marked so that no `Debug` shows it and HTTP/2 does not put it into its table.
pub(super) fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", encoded(name), encoded(value))
}

fn basic(scheme: &'static Scheme, login: &str) -> Result<String, BuildError> {
    if !login.contains(':') {
        return Err(BuildError::new(scheme.name, "must have the form `user:password`"));
    }
    Ok(format!("Basic {}", base64(login.as_bytes())))
}

/// These bytes as text, as `Basic` has them.
pub(super) fn base64(bytes: &[u8]) -> String {
    super::Base64::encode(bytes).into_string()
}
