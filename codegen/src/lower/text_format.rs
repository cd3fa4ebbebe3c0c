//! Formats of strings: which of them have a type, and whether a text fits.
//!
//! The verdict is that of the runtime's types, reached in another way, since the generator does not
//! depend on what it copies; a test of the package `conformance` holds the two against each other.

use std::net::Ipv6Addr;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::ir::Prim;

/// The type of a string with these formats: where they ask for several types, it is plain text, and a
/// format without a type of its own asks for none.
pub(super) fn prim(formats: &[String]) -> Prim {
    let mut asked = formats.iter().filter_map(|format| of_format(format));
    match asked.next() {
        Some(first) if asked.all(|other| other == first) => first,
        _ => Prim::String,
    }
}

fn of_format(format: &str) -> Option<Prim> {
    Some(match format {
        "date-time" => Prim::DateTime,
        "date" => Prim::Date,
        "uuid" => Prim::Uuid,
        "uri" | "url" => Prim::Uri,
        "byte" => Prim::Base64,
        "int32" | "int64" | "uint32" | "uint64" | "integer" | "number" | "float" | "double"
        | "decimal" => Prim::NumberText,
        _ => return None,
    })
}

/// What the runtime says is expected of such a text; nothing for a type that takes any text, or none.
pub(super) fn expected(prim: Prim) -> Option<&'static str> {
    Some(match prim {
        Prim::DateTime => "a date-time as in RFC 3339",
        Prim::Date => "a date as in RFC 3339",
        Prim::Uuid => "a UUID as in RFC 9562",
        Prim::Uri => "a URI as in RFC 3986",
        Prim::Base64 => "base64 as in RFC 4648",
        Prim::NumberText => "a number as text",
        _ => return None,
    })
}

/// Whether the text is one of the format that the type stands for. Types without a format take any.
pub fn fits_format(prim: Prim, text: &str) -> bool {
    match prim {
        Prim::DateTime => is_date_time(text),
        Prim::Date => is_date(text),
        Prim::Uuid => matches(&UUID, text),
        Prim::Uri => is_uri(text),
        Prim::Base64 => matches(&BASE64, text),
        Prim::NumberText => matches(&NUMBER, text),
        _ => true,
    }
}

/// A pattern of our own; none of them is wrong, as their tests show.
type Pattern = LazyLock<Option<Regex>>;

static UUID: Pattern =
    LazyLock::new(|| whole("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"));

/// The last letter before the padding has no bits beyond the last byte.
static BASE64: Pattern = LazyLock::new(|| {
    whole("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?")
});

static NUMBER: Pattern = LazyLock::new(|| whole(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?"));

static URI: Pattern = LazyLock::new(|| {
    let letter = r"A-Za-z0-9._~!$&'()*+,;=\-";
    let escape = "%[0-9A-Fa-f]{2}";
    let (sign, path) = (format!("([{letter}:@]|{escape})"), format!("([{letter}:@/]|{escape})"));
    let (user, name) = (format!("([{letter}:]|{escape})*"), format!("([{letter}]|{escape})*"));
    let literal = format!(r"\[((?<six>[0-9A-Fa-f:.]+)|[vV][0-9A-Fa-f]+\.[{letter}:]+)\]");
    let authority = format!("//({user}@)?({literal}|{name})(:[0-9]*)?(/{path}*)?");
    let rest = format!("({path}|[?])*");
    whole(&format!(
        "[A-Za-z][A-Za-z0-9+.-]*:({authority}|/?({sign}{path}*)?)([?]{rest})?(#{rest})?"
    ))
});

/// A pattern for a whole text, line breaks included.
fn whole(pattern: &str) -> Option<Regex> {
    Regex::new(&format!(r"(?s)\A({pattern})\z")).ok()
}

fn matches(pattern: &Pattern, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

fn captures<'t>(pattern: &Pattern, text: &'t str) -> Option<Captures<'t>> {
    pattern.as_ref()?.captures(text)
}

/// The number that some digits spell.
fn number(digits: &[u8]) -> Option<i32> {
    let step = |number: i32, digit: &u8| {
        digit.is_ascii_digit().then(|| number * 10 + i32::from(*digit - b'0'))
    };
    digits.iter().try_fold(0, step)
}

fn is_date(text: &str) -> bool {
    day_and_last(text.as_bytes()).is_some()
}

/// The day of the month, and the last one of that month. Dates are the usual strings of examples, so they are
/// read by hand.
fn day_and_last(text: &[u8]) -> Option<(i32, i32)> {
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let (year, month, day) =
        (number(<&[u8; 4]>::try_from(year).ok()?)?, number(&[*m1, *m2])?, number(&[*d1, *d2])?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i32::from(leap),
        _ => return None,
    };
    (1..=last).contains(&day).then_some((day, last))
}

fn is_date_time(text: &str) -> bool {
    time_fits(text.as_bytes()).unwrap_or_default()
}

fn time_fits(text: &[u8]) -> Option<bool> {
    let (date, time) = text.split_at_checked(10)?;
    let (day, last) = day_and_last(date)?;
    let [b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = time else { return None };
    let minutes = minutes([*h1, *h2], [*m1, *m2])?;
    let second = number(&[*s1, *s2]).filter(|second| *second <= 60)?;
    let offset = match fraction_skipped(rest)? {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let ahead = self::minutes([*h1, *h2], [*m1, *m2])?;
            if *sign == b'-' { -ahead } else { ahead }
        }
        _ => return None,
    };
    Some(second < 60 || is_last_minute(minutes - offset, day, last))
}

fn minutes(hour: [u8; 2], minute: [u8; 2]) -> Option<i32> {
    let (hour, minute) = (number(&hour)?, number(&minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// What stands behind the fraction of a second, if there is one; nothing for one without a digit.
fn fraction_skipped(text: &[u8]) -> Option<&[u8]> {
    let Some((b'.', digits)) = text.split_first() else { return Some(text) };
    let count = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
    digits.get(count..).filter(|_| count > 0)
}

/// Whether it is the last minute of a month in UTC: only there are leap seconds.
fn is_last_minute(minutes: i32, day: i32, last: i32) -> bool {
    // The clock is less than a day ahead or behind.
    match minutes {
        -1 => day == 1,
        1439 => day == last,
        _ => false,
    }
}

/// Whether a byte may stand somewhere in a URI.
fn is_of_uri(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

fn is_uri(text: &str) -> bool {
    // Examples are full of addresses. Most are plain ones, or templates with braces: the pattern is not asked
    // about those.
    if !text.bytes().all(is_of_uri) {
        return false;
    }
    if let Some(rest) = text.strip_prefix("https://") {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.bytes().all(is_plain) && path.bytes().all(|byte| byte == b'/' || is_plain(byte)) {
            return true;
        }
    }
    captures(&URI, text).is_some_and(|captures| {
        let address = captures.name("six").map(|address| address.as_str());
        address.is_none_or(|address| address.parse::<Ipv6Addr>().is_ok())
    })
}
