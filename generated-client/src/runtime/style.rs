//! How a parameter's value is written in its place, by its style.
//!
//! Two rules stand above the styles. A value never leaves its place: what would separate it from its
//! neighbours is encoded, and where it cannot be (headers), it is refused. And what is refused is
//! refused before anything is sent, with the name of the parameter.
//!
//! An empty list or object has no form outside a path and is left out there, as in RFC 6570.

use std::borrow::Cow;

use reqwest::header::HeaderValue;

use super::error::BuildError;
use super::operation::{Param, Style};
use super::param::{ParamValue, Shape};
use super::url::{encode, encoded, is_dots, is_unreserved};

/// Writes a value as one path segment or a part of one.
pub(super) fn write_path(
    param: &Param,
    value: &ParamValue,
    url: &mut String,
) -> Result<(), BuildError> {
    let atoms = Atoms::encoded(param, value)?;
    let name = || encoded(param.name);
    let text = match (param.style, param.explode) {
        (Style::Label, true) => format!(".{}", atoms.joined("=", ".")).into(),
        (Style::Label, false) => format!(".{}", atoms.joined(",", ",")).into(),
        (Style::Matrix, true) => format!(";{}", atoms.named(&name()).join(";")).into(),
        (Style::Matrix, false) => format!(";{}={}", name(), atoms.joined(",", ",")).into(),
        (_, true) => atoms.joined("=", ","),
        (_, false) => atoms.joined(",", ","),
    };
    if atoms.is_empty() {
        return Err(BuildError::new(param.name, "is empty: a path value must be one segment"));
    }
    if is_dots(&text) {
        return Err(BuildError::new(
            param.name,
            "is `.` or `..`, which a URL takes for a step within the path",
        ));
    }
    url.push_str(&text);
    Ok(())
}

/// Appends a value to a query: `name=value`, several joined by `&`.
pub(super) fn write_query(
    param: &Param,
    value: &ParamValue,
    query: &mut String,
) -> Result<(), BuildError> {
    let atoms = if param.allow_reserved {
        Atoms::reserved(param, value)?
    } else {
        Atoms::encoded(param, value)?
    };
    let name = encoded(param.name);
    let (delimiter, raw) = match param.style {
        Style::DeepObject => {
            write_deep(&name, &atoms, query);
            return Ok(());
        }
        Style::SpaceDelimited => ("%20", ' '),
        Style::PipeDelimited => ("%7C", '|'),
        _ => (",", ','),
    };
    if param.explode {
        atoms.named(&name).iter().for_each(|pair| separate(query, "&", pair));
        return Ok(());
    }
    if delimiter != "," && holds(value, raw) {
        return Err(separated(param, raw));
    }
    if !atoms.is_left_out() {
        separate(query, "&", &format!("{name}={}", atoms.joined(delimiter, delimiter)));
    }
    Ok(())
}

/// Appends a field of a form whose names are not known beforehand: a list by its items.
pub(super) fn write_field(
    name: &str,
    value: &ParamValue,
    form: &mut String,
) -> Result<(), BuildError> {
    const FIELD: &Param = &Param::form("body");
    let atoms = Atoms::encoded(FIELD, value)?;
    atoms.named(&encoded(name)).iter().for_each(|pair| separate(form, "&", pair));
    Ok(())
}

/// `name[key]=value` for each member. The specification has the style for objects alone; those who use it for other
/// values, as Stripe's API does, number the items of a list, and write a text as any other style does.
fn write_deep(name: &str, atoms: &Atoms, query: &mut String) {
    let mut bracketed =
        |key: &str, value: &str| separate(query, "&", &format!("{name}%5B{key}%5D={value}"));
    match atoms {
        Atoms::One(text) => separate(query, "&", &format!("{name}={text}")),
        Atoms::Many(items) => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(index, item)| bracketed(&index.to_string(), item));
        }
        Atoms::Pairs(pairs) => pairs.iter().for_each(|(key, value)| bracketed(key, value)),
    }
}

/// Appends a value to the `Cookie` header's text: `name=value`, several joined by `; `.
pub(super) fn write_cookie(
    param: &Param,
    value: &ParamValue,
    cookie: &mut String,
) -> Result<(), BuildError> {
    let atoms = Atoms::encoded(param, value)?;
    let name = encoded(param.name);
    if param.explode {
        atoms.named(&name).iter().for_each(|pair| separate(cookie, "; ", pair));
    } else if !atoms.is_left_out() {
        separate(cookie, "; ", &format!("{name}={}", atoms.joined(",", ",")));
    }
    Ok(())
}

/// The value of a header.
///
/// Nothing is encoded, because nothing on the other side would decode it. Non-ASCII text goes out as
/// its UTF-8 bytes, which RFC 9110 has recipients treat as opaque. Refused are control characters
/// (a line break would start another header), spaces at an end (a recipient strips them), and within
/// a list or object the characters that separate its elements.
pub(super) fn header_value(
    param: &Param,
    value: &ParamValue,
) -> Result<Option<HeaderValue>, BuildError> {
    let atoms = Atoms::plain(param, value)?;
    atoms.each(|atom| check_header_text(param.name, atom))?;
    let alone = matches!(atoms, Atoms::One(_));
    let separators: &[char] = if param.explode { &[',', '='] } else { &[','] };
    let found = separators.iter().find(|separator| !alone && holds(value, **separator));
    if let Some(separator) = found {
        return Err(separated(param, *separator));
    }
    let text = atoms.joined(if param.explode { "=" } else { "," }, ",");
    let value = HeaderValue::from_bytes(text.as_bytes())
        .map_err(|_| BuildError::new(param.name, "is no header value"))?;
    Ok(Some(value).filter(|_| !atoms.is_left_out()))
}

fn separated(param: &Param, by: char) -> BuildError {
    BuildError::new(param.name, format!("has an element with `{by}`, which separates its elements"))
}

/// Refuses what would change a header or others beside it.
pub(super) fn check_header_text(name: &'static str, text: &str) -> Result<(), BuildError> {
    if text.chars().any(char::is_control) {
        return Err(BuildError::new(name, "holds a control character, such as a line break"));
    }
    if text.starts_with(' ') || text.ends_with(' ') {
        return Err(BuildError::new(
            name,
            "begins or ends with a space, which a header would lose",
        ));
    }
    Ok(())
}

/// Appends with a separator, if something is there already.
pub(super) fn separate(to: &mut String, separator: &str, text: &str) {
    if !to.is_empty() {
        to.push_str(separator);
    }
    to.push_str(text);
}

/// Whether an element of a list or object holds a character.
fn holds(value: &ParamValue, c: char) -> bool {
    match &value.0 {
        Shape::Many(items) => items.iter().any(|item| item.contains(c)),
        Shape::Pairs(pairs) => {
            pairs.iter().any(|(key, value)| key.contains(c) || value.contains(c))
        }
        Shape::One(_) | Shape::Files(_) | Shape::Nested => false,
    }
}

/// The texts of a value, each already encoded as its place asks.
enum Atoms {
    One(String),
    Many(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Atoms {
    fn plain(param: &Param, value: &ParamValue) -> Result<Self, BuildError> {
        Self::map(param, value, str::to_owned, str::to_owned)
    }

    fn encoded(param: &Param, value: &ParamValue) -> Result<Self, BuildError> {
        Self::map(param, value, encoded, encoded)
    }

    /// As `allowReserved` asks: RFC 6570's reserved expansion, less what would end the value.
    fn reserved(param: &Param, value: &ParamValue) -> Result<Self, BuildError> {
        let alone = matches!(value.0, Shape::One(_)) || param.explode;
        Self::map(param, value, encoded, |text| encode_reserved(text, alone))
    }

    fn map(
        param: &Param,
        value: &ParamValue,
        write_key: impl Fn(&str) -> String,
        write: impl Fn(&str) -> String,
    ) -> Result<Self, BuildError> {
        match &value.0 {
            Shape::One(text) => Ok(Self::One(write(text))),
            Shape::Many(items) => Ok(Self::Many(items.iter().map(|item| write(item)).collect())),
            Shape::Pairs(pairs) => Ok(Self::Pairs(
                pairs.iter().map(|(key, value)| (write_key(key), write(value))).collect(),
            )),
            Shape::Files(_) | Shape::Nested => Err(BuildError::new(
                param.name,
                "has a list or an object within another, which has no form here",
            )),
        }
    }

    /// No text at all: nothing that a path could hold.
    fn is_empty(&self) -> bool {
        match self {
            Self::One(text) => text.is_empty(),
            Self::Many(items) => items.iter().all(String::is_empty),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }

    /// A list or object without elements.
    fn is_left_out(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::Many(items) => items.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }

    fn each(
        &self,
        mut check: impl FnMut(&str) -> Result<(), BuildError>,
    ) -> Result<(), BuildError> {
        match self {
            Self::One(text) => check(text),
            Self::Many(items) => items.iter().try_for_each(|item| check(item)),
            Self::Pairs(pairs) => {
                pairs.iter().try_for_each(|(key, value)| check(key).and_then(|()| check(value)))
            }
        }
    }

    /// The elements; `between` stands between a member's key and value.
    fn items(&self, between: &str) -> Vec<String> {
        match self {
            Self::One(text) => vec![text.clone()],
            Self::Many(items) => items.clone(),
            Self::Pairs(pairs) => {
                pairs.iter().map(|(key, value)| format!("{key}{between}{value}")).collect()
            }
        }
    }

    /// The elements in one text, which a lone text is already.
    fn joined(&self, between: &str, separator: &str) -> Cow<'_, str> {
        match self {
            Self::One(text) => Cow::Borrowed(text),
            _ => Cow::Owned(self.items(between).join(separator)),
        }
    }

    /// The exploded form: `name=item` for each item, `key=value` for each member.
    fn named(&self, name: &str) -> Vec<String> {
        match self {
            Self::One(text) => vec![format!("{name}={text}")],
            Self::Many(items) => items.iter().map(|item| format!("{name}={item}")).collect(),
            Self::Pairs(_) => self.items("="),
        }
    }
}

/// Reserved characters and `%XX` stay, but for those that would end the value or change its reading:
/// `#` and `&`, `+` (a space to many servers), `'`, `[` and `]` (not allowed in a query), and, in an
/// element of a list that is written in one piece, `,` and `%`.
fn encode_reserved(text: &str, alone: bool) -> String {
    let keep =
        |byte| is_unreserved(byte) || b":/?@!$()*;=".contains(&byte) || (alone && byte == b',');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        encode(before, keep, &mut out);
        let is_triple = after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        out.push_str(if is_triple && alone { "%" } else { "%25" });
        rest = after;
    }
    encode(rest, keep, &mut out);
    out
}
