//! Addresses.

use std::net::Ipv6Addr;

use reqwest::Url;

use super::shared::exact_text;

/// An address as text (format `uri` or `url`): a URI as in RFC 3986, which begins with its scheme.
///
/// Two are equal if their texts are; nothing is normalised.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Uri(String);

impl Uri {
    /// Whether the text is a URI by the grammar of RFC 3986. It need not be one that can be called: of the
    /// scheme nothing is known, so `http://` fits.
    pub fn is_valid(&self) -> bool {
        is_uri(&self.0)
    }

    /// The address as the HTTP client has it. It reads addresses as browsers do: it also takes some texts
    /// that RFC 3986 does not (spaces and letters of any script become escapes), and of `http` and the
    /// like it refuses hosts and ports that cannot be.
    pub fn to_url(&self) -> Option<Url> {
        Url::parse(&self.0).ok()
    }
}

impl From<Url> for Uri {
    fn from(url: Url) -> Self {
        Self(url.into())
    }
}

/// `scheme ":" hier-part [ "?" query ] [ "#" fragment ]`
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    is_scheme(scheme)
        && is_authority(authority)
        && has_only(path, "/:@")
        && has_only(query, "/:@?")
        && has_only(fragment, "/:@?")
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// `[ userinfo "@" ] host [ ":" port ]`
fn is_authority(authority: &str) -> bool {
    let (user, place) = authority.split_once('@').unwrap_or(("", authority));
    let (is_host, port) = match place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, "")) => (is_literal(address), ""),
        Some((address, rest)) => {
            (is_literal(address) && rest.starts_with(':'), rest.get(1..).unwrap_or_default())
        }
        None => {
            let (name, port) = place.split_once(':').unwrap_or((place, ""));
            (has_only(name, ""), port)
        }
    };
    has_only(user, ":") && is_host && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// An address in brackets: of IP version 6, or of one to come (`v1.x`).
fn is_literal(address: &str) -> bool {
    let Some(future) = address.strip_prefix(['v', 'V']) else {
        return address.parse::<Ipv6Addr>().is_ok();
    };
    future.split_once('.').is_some_and(|(version, address)| {
        let is_version =
            !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_version && !address.is_empty() && !address.contains('%') && has_only(address, ":")
    })
}

/// Whether all signs are unreserved, sub-delimiters, escapes (`%2F`) or among `more`.
fn has_only(text: &str, more: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => [bytes.next(), bytes.next()].into_iter().all(is_hexadecimal),
            byte => {
                byte.is_ascii_alphanumeric()
                    || b"-._~!$&'()*+,;=".contains(&byte)
                    || more.as_bytes().contains(&byte)
            }
        };
        if !fits {
            return false;
        }
    }
    true
}

fn is_hexadecimal(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_hexdigit())
}

exact_text! { Uri, "a URI as in RFC 3986" }
