//! The URL of a request: percent-encoding, the path template, and the proof that nothing moved.

use reqwest::Url;

use super::error::BuildError;

/// The longest URL that can be sent, in bytes: the limit of the `http` crate's `Uri`.
const LONGEST: usize = 65_534;

/// RFC 3986 `unreserved`: never encoded.
pub(super) fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// What a path in a document may hold besides values: the `pchar` of RFC 3986 and `/`.
fn is_path_literal(byte: u8) -> bool {
    is_unreserved(byte)
        || matches!(
            byte,
            b'/' | b':'
                | b'@'
                | b'!'
                | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b'%'
        )
}

/// Appends `text`, every byte of its UTF-8 as `%XX` that `keep` does not keep.
pub(super) fn encode(text: &str, keep: impl Fn(u8) -> bool, to: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    // Mostly nothing is to be encoded.
    if text.bytes().all(&keep) {
        to.push_str(text);
        return;
    }
    for byte in text.bytes() {
        if keep(byte) {
            to.push(char::from(byte));
        } else {
            let digits = [byte >> 4, byte & 15]
                .map(|digit| HEX.get(usize::from(digit)).copied().unwrap_or(b'0'));
            to.push('%');
            to.extend(digits.map(char::from));
        }
    }
}

/// Every byte but the unreserved ones encoded.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode(text, is_unreserved, &mut out);
    out
}

/// A piece of a template: text as it stands, or the name between braces.
pub(super) enum Piece<'t> {
    Literal(&'t str),
    Name(&'t str),
}

/// Cuts `a{b}c` into its pieces; a brace without its partner is literal.
pub(super) fn pieces(template: &str) -> Pieces<'_> {
    Pieces { rest: Some(template), name: None }
}

/// The pieces of a template that are left.
pub(super) struct Pieces<'t> {
    rest: Option<&'t str>,
    name: Option<&'t str>,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if let Some(name) = self.name.take() {
            return Some(Piece::Name(name));
        }
        let text = self.rest.take()?;
        let Some((before, tail)) = text.split_once('{') else { return Some(Piece::Literal(text)) };
        let Some((name, after)) = tail.split_once('}') else { return Some(Piece::Literal(text)) };
        (self.rest, self.name) = (Some(after), Some(name));
        Some(Piece::Literal(before))
    }
}

/// Appends a template's path to `url` and its query to `query`; `write` appends the encoded value of a name.
///
/// Some documents tell operations of one path apart by a query, others by a fragment, which is never sent.
pub(super) fn write_template(
    template: &str,
    url: &mut String,
    query: &mut String,
    mut write: impl FnMut(&str, &mut String) -> Result<(), BuildError>,
) -> Result<(), BuildError> {
    let sent = template.split('#').next().unwrap_or_default();
    let (path, rest) = sent.split_once('?').unwrap_or((sent, ""));
    fill(path, is_path_literal, url, &mut write)?;
    fill(rest, |byte| is_path_literal(byte) && byte != b'\'', query, &mut write)
}

/// Appends a template, each value in the place of its name.
fn fill(
    template: &str,
    keep: impl Fn(u8) -> bool,
    to: &mut String,
    write: &mut impl FnMut(&str, &mut String) -> Result<(), BuildError>,
) -> Result<(), BuildError> {
    for piece in pieces(template) {
        match piece {
            Piece::Literal(text) => encode(text, &keep, to),
            Piece::Name(name) => write(name, to)?,
        }
    }
    Ok(())
}

/// Whether a URL parser would take `text`, as it stands or decoded once, for `.` or `..` and drop it.
///
/// Decoded once, because servers and proxies exist that decode a path before they resolve it.
pub(super) fn is_dots(text: &str) -> bool {
    const LONGEST_FORM: usize = "%252e%252e".len();
    text.len() <= LONGEST_FORM && text.starts_with(['.', '%']) && {
        let plain = text.to_ascii_lowercase().replace("%25", "%").replace("%2e", ".");
        plain == "." || plain == ".."
    }
}

/// Parses a URL of `origin` that was put together here, and insists that parsing changed nothing. The
/// origin was parsed when the client was built; its host is not parsed again.
///
/// Whatever the pieces were, no segment was dropped, merged or added and the host is the same: the
/// parser's text is byte for byte the one that it was given.
pub(super) fn parse_exact(origin: &Url, text: &str) -> Result<Url, BuildError> {
    if text.len() > LONGEST {
        return Err(BuildError::new("URL", format!("would be longer than {LONGEST} bytes")));
    }
    let start = origin.as_str().trim_end_matches('/');
    match origin.join(text.strip_prefix(start).unwrap_or(text)) {
        Ok(url) if url.as_str() == text => Ok(url),
        _ => Err(BuildError::new("URL", "would not be read as it is written")),
    }
}
