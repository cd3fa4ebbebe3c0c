//! Where the API is: the server's URL template, its variables, and the checks on a base URL.

use std::net::IpAddr;

use reqwest::Url;

use super::error::BuildError;
use super::url::{Piece, is_dots, is_unreserved, parse_exact, pieces};

/// What errors call a base URL, given or filled from the template.
const BASE_URL: &str = "base URL";

/// A server of the document, its URL with `{name}` where a variable stands.
#[derive(Debug)]
pub struct Server {
    /// The URL as in the document; empty or relative where the document does not say the host.
    pub url: &'static str,
    /// What the document gives the variables: the first value of each stands where none is given. The others are
    /// listed because they would be refused in their place, had only a caller said them.
    pub variables: &'static [(&'static str, &'static str)],
}

/// What a variable may be, by where it stands.
#[derive(Clone, Copy)]
enum Spot {
    /// `{variable}/…`: a whole URL.
    Whole,
    /// `{variable}://…`
    Scheme,
    /// `https://{variable}/…`: the whole host, with a port if none follows.
    Host { port: bool },
    /// `https://{variable}.example.com/…`: a part of a host.
    Label,
    /// `https://example.com:{variable}/…`
    Port,
    /// `https://example.com/{variable}/…`: one segment or several.
    Segments,
    /// `https://example.com/v{variable}/…`: a part of a segment.
    Segment,
}

impl Server {
    /// The base URL of its calls: each variable in its place, and none out of it; a relative URL as it is seen
    /// from `origin`.
    pub(super) fn base_url(
        &self,
        variables: &[(&'static str, String)],
        origin: Option<&Url>,
        allow_plain_http: bool,
    ) -> Result<String, BuildError> {
        let url = self.fill(variables)?;
        match origin.filter(|_| !url.contains("://")) {
            Some(origin) => {
                let url = origin.join(&url).map_err(|error| {
                    BuildError::new(BASE_URL, format!("is no URL as seen from the origin: {error}"))
                })?;
                base_url(url.as_str(), allow_plain_http)
            }
            None => base_url(&url, allow_plain_http),
        }
    }

    fn fill(&self, variables: &[(&'static str, String)]) -> Result<String, BuildError> {
        let mut url = String::new();
        let mut at = 0;
        for piece in pieces(self.url) {
            match piece {
                Piece::Literal(text) => {
                    url.push_str(text);
                    at += text.len();
                }
                Piece::Name(name) => {
                    let before = self.url.get(..at).unwrap_or_default();
                    at += name.len() + "{}".len();
                    let after = self.url.get(at..).unwrap_or_default();
                    let value = self.value_of(name, variables)?;
                    let is_listed = self.variables.contains(&(name, value));
                    url.push_str(fitting(name, value, spot(before, after), is_listed)?);
                }
            }
        }
        Ok(url)
    }

    fn value_of<'v>(
        &self,
        name: &str,
        variables: &'v [(&'static str, String)],
    ) -> Result<&'v str, BuildError> {
        let given = variables.iter().rev().find(|(known, _)| *known == name);
        let default = || self.variables.iter().find(|(known, _)| *known == name);
        given.map(|(_, value)| value.as_str()).or_else(|| Some(default()?.1)).ok_or_else(|| {
            let why = "is a variable of the server's URL and has no value";
            BuildError::new(name.to_owned(), why)
        })
    }
}

/// Where a variable stands, from what the template has before and behind it.
fn spot(before: &str, after: &str) -> Spot {
    let is_whole = before.ends_with('/') && (after.is_empty() || after.starts_with('/'));
    let in_path = if is_whole { Spot::Segments } else { Spot::Segment };
    let Some((_, authority)) = before.split_once("://") else {
        return match (before.is_empty(), after.starts_with("://")) {
            (true, false) => Spot::Whole,
            (true, true) => Spot::Scheme,
            (false, _) => in_path,
        };
    };
    let ends_host = after.is_empty() || after.starts_with(['/', ':']);
    if authority.contains('/') {
        in_path
    } else if authority.ends_with(':') {
        Spot::Port
    } else if authority.is_empty() && ends_host {
        Spot::Host { port: !after.starts_with(':') }
    } else {
        Spot::Label
    }
}

/// The value of a variable, if it keeps to its place, or the document has it there.
fn fitting<'v>(
    name: &str,
    value: &'v str,
    spot: Spot,
    is_listed: bool,
) -> Result<&'v str, BuildError> {
    let fits = match spot {
        _ if is_listed => Ok(()),
        Spot::Whole => Ok(()),
        Spot::Scheme => check(matches!(value, "https" | "http"), "must be `https` or `http`"),
        Spot::Host { port } => {
            check(is_host(value, port), "must be a host name: letters, digits, `-`, `_` and `.`")
        }
        Spot::Label => {
            check(is_label(value), "must be a part of a host name: letters, digits, `-` and `_`")
        }
        Spot::Port => check(value.parse::<u16>().is_ok(), "must be a port: a number up to 65535"),
        Spot::Segments => check(
            value.split('/').all(is_segment),
            "must be path segments, with `/` between them: letters, digits, `-`, `.`, `_` and `~`",
        ),
        Spot::Segment => check(
            is_segment(value),
            "must be a path segment: letters, digits, `-`, `.`, `_` and `~`",
        ),
    };
    fits.map_err(|why| BuildError::new(name.to_owned(), why))?;
    Ok(value.strip_suffix('/').filter(|_| matches!(spot, Spot::Whole)).unwrap_or(value))
}

fn check(holds: bool, why: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(why) }
}

fn is_label(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_host(text: &str, with_port: bool) -> bool {
    match text.split_once(':') {
        Some((host, port)) => with_port && is_host(host, false) && port.parse::<u16>().is_ok(),
        None => text.split('.').all(is_label),
    }
}

fn is_segment(text: &str) -> bool {
    !text.is_empty() && !is_dots(text) && text.bytes().all(is_unreserved)
}

/// Checks a base URL and gives it as it is put before a path: without a slash at its end.
pub(super) fn base_url(text: &str, allow_plain_http: bool) -> Result<String, BuildError> {
    let fault = |why: &'static str| BuildError::new(BASE_URL, why);
    if text.is_empty() || text.starts_with('/') {
        return Err(fault(
            "is missing: the document does not say the host, so it must be given by `base_url` or `origin`",
        ));
    }
    if text.contains(['{', '}']) {
        return Err(fault("holds a brace: is a variable of the template left in it?"));
    }
    let url = Url::parse(text)
        .map_err(|error| BuildError::new(BASE_URL, format!("is no absolute URL: {error}")))?;
    check_address(&url, allow_plain_http).map_err(fault)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(fault("has a query or a fragment, which would stand before the path"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Whether secrets may be sent to an address, and a connection can be made to it.
pub(super) fn check_address(url: &Url, allow_plain_http: bool) -> Result<(), &'static str> {
    match url.scheme() {
        "https" => {}
        "http" if allow_plain_http || is_loopback(url) => {}
        "http" => {
            return Err(
                "is plain http to another machine: use https, or allow it by `allow_plain_http(true)`",
            );
        }
        _ => return Err("must begin with https:// or http://"),
    }
    if !has_reachable_host(url) {
        return Err(
            "has a host or port that no connection can be made to: names are letters, digits, `-`, `_` and `.`",
        );
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a user or password: give credentials to the builder instead");
    }
    Ok(())
}

/// Whether a connection can be made to what stands for the host, as far as its form tells. A URL may hold
/// more than names of DNS (RFC 1123, section 2.1) do, and what resolves and checks them would refuse it only
/// when a call is made. `_` is taken, since names within networks of containers have it.
fn has_reachable_host(url: &Url) -> bool {
    const LONGEST_NAME: usize = 253;
    const LONGEST_LABEL: usize = 63;
    let host = url.host_str().unwrap_or_default();
    let name = host.strip_suffix('.').unwrap_or(host);
    let is_name = name.len() <= LONGEST_NAME
        && name.split('.').all(|label| {
            is_label(label)
                && label.len() <= LONGEST_LABEL
                && !label.starts_with('-')
                && !label.ends_with('-')
        });
    url.port() != Some(0) && (is_name || host.starts_with('['))
}

/// The origin of a base URL, as a URL with the path `/`. A base URL from which no operation could be reached
/// is refused.
pub(super) fn origin(base_url: &str) -> Result<Url, BuildError> {
    let root = Url::parse(base_url).and_then(|url| url.join("/"));
    let fault = |why: String| BuildError::new(BASE_URL, why);
    let root = root.map_err(|error| fault(format!("is no absolute URL: {error}")))?;
    let below = parse_exact(&root, &format!("{base_url}/-"));
    below.map_err(|_| {
        fault("makes URLs that are too long, or not read as they are written".into())
    })?;
    Ok(root)
}

/// Whether calls of a base URL are plain text that must not leave this machine. To a proxy they would
/// be sent as they are; those of https go through a tunnel.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(super) fn is_readable_by_proxies(base_url: &str) -> bool {
    Url::parse(base_url).is_ok_and(|url| url.scheme() == "http" && is_loopback(&url))
}

/// Whether a URL stays on this machine.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
