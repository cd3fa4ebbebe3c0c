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

static DATE: Pattern = LazyLock::new(|| whole("([0-9]{4})-([0-9]{2})-([0-9]{2})"));

static DATE_TIME: Pattern = LazyLock::new(|| {
    whole(concat!(
        r"(?<date>.{10})[Tt](?<hour>[01][0-9]|2[0-3]):(?<minute>[0-5][0-9]):(?<second>[0-5][0-9]|60)",
        r"(\.[0-9]+)?([Zz]|(?<sign>[+-])(?<ahead>[01][0-9]|2[0-3]):(?<beside>[0-5][0-9]))",
    ))
});

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

/// The number that a group of digits spells; 0 where the group is not there.
fn number(captures: &Captures<'_>, group: &str) -> i32 {
    captures.name(group).and_then(|digits| digits.as_str().parse().ok()).unwrap_or_default()
}

fn is_date(text: &str) -> bool {
    day_and_last(text).is_some()
}

/// The day of the month, and the last one of that month.
fn day_and_last(text: &str) -> Option<(u32, u32)> {
    let captures = captures(&DATE, text)?;
    let number = |group| captures.get(group)?.as_str().parse::<u32>().ok();
    let (year, month, day) = (number(2)?, number(3)?, number(4)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    (1..=last).contains(&day).then_some((day, last))
}

fn is_date_time(text: &str) -> bool {
    let Some(captures) = captures(&DATE_TIME, text) else {
        return false;
    };
    let date = captures.name("date").map_or("", |date| date.as_str());
    let Some((day, last)) = day_and_last(date) else {
        return false;
    };
    number(&captures, "second") < 60 || is_last_minute(&captures, day, last)
}

/// Whether it is the last minute of a month in UTC: only there are leap seconds.
fn is_last_minute(captures: &Captures<'_>, day: u32, last: u32) -> bool {
    let minutes = |hour, minute| number(captures, hour) * 60 + number(captures, minute);
    let behind = captures.name("sign").is_some_and(|sign| sign.as_str() == "-");
    let offset = minutes("ahead", "beside") * if behind { -1 } else { 1 };
    // The clock is less than a day ahead or behind.
    match minutes("hour", "minute") - offset {
        -1 => day == 1,
        1439 => day == last,
        _ => false,
    }
}

fn is_uri(text: &str) -> bool {
    captures(&URI, text).is_some_and(|captures| {
        let address = captures.name("six").map(|address| address.as_str());
        address.is_none_or(|address| address.parse::<Ipv6Addr>().is_ok())
    })
}
