//! Whether two JSON texts mean the same value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::decimal::{number_form, same_number};
use super::fault::Fault;
use super::reader::{Kind, MAX_DEPTH, Reader};

impl<'a> Reader<'a> {
    /// The value of the last member with this key.
    pub(in super::super) fn member(&mut self, key: &str) -> Result<Option<&'a str>, Fault> {
        Ok(members(self)?.remove(key))
    }

    /// Whether an object has no member with a value but those with this key. It reads no further than the
    /// first other.
    pub(in super::super) fn has_only(&mut self, wanted: &str) -> Result<bool, Fault> {
        self.peek()?;
        self.enter_object()?;
        let mut first = true;
        while let Some(key) = self.next_key(&mut first)? {
            if key.name.as_deref() != Some(wanted) && self.peek()? != Kind::Null {
                return Ok(false);
            }
            self.raw()?;
        }
        Ok(true)
    }
}

/// Whether two JSON texts mean the same value: white space, the order of keys, escapes and the spelling
/// of numbers make no difference; of a key that occurs twice, the last value counts. Texts that are not
/// JSON are the same only letter by letter.
#[doc(hidden)]
pub fn same_value(one: &str, other: &str) -> bool {
    one == other || same(one, other, MAX_DEPTH).unwrap_or(false)
}

fn same(one: &str, other: &str, depth: usize) -> Result<bool, Fault> {
    let (mut left, mut right) = (Reader::new(one), Reader::new(other));
    let kind = left.peek()?;
    if right.peek()? != kind {
        return Ok(false);
    }
    match kind {
        Kind::Null => Ok(true),
        Kind::Boolean => Ok(left.boolean()? == right.boolean()?),
        Kind::Integer | Kind::Number => Ok(same_number(left.number()?, right.number()?)),
        Kind::String => Ok(same_string(&mut left, &mut right)?),
        _ if depth == 0 => Ok(false),
        Kind::Array => same_list(&items(&mut left)?, &items(&mut right)?, depth - 1),
        Kind::Object => same_object(&members(&mut left)?, &members(&mut right)?, depth - 1),
    }
}

fn same_string(left: &mut Reader<'_>, right: &mut Reader<'_>) -> Result<bool, Fault> {
    let (mark, other_mark) = (left.mark(), right.mark());
    if let (Ok(one), Ok(other)) = (left.string(), right.string()) {
        return Ok(one == other);
    }
    left.rewind(mark);
    right.rewind(other_mark);
    Ok(left.raw()? == right.raw()?)
}

fn same_list(one: &[&str], other: &[&str], depth: usize) -> Result<bool, Fault> {
    if one.len() != other.len() {
        return Ok(false);
    }
    for (left, right) in one.iter().zip(other) {
        if !same(left, right, depth)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn same_object(one: &Members<'_>, other: &Members<'_>, depth: usize) -> Result<bool, Fault> {
    if one.len() != other.len() {
        return Ok(false);
    }
    for ((key, left), (other_key, right)) in one.iter().zip(other) {
        if key != other_key || !same(left, right, depth)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A text that is the same for all JSON texts that mean the same value, and for no others.
pub(in super::super) fn same_form(text: &str) -> String {
    let mut form = String::new();
    match write_form(text, MAX_DEPTH, &mut form) {
        Ok(()) => form,
        Err(_) => text.to_owned(),
    }
}

fn write_form(text: &str, depth: usize, form: &mut String) -> Result<(), Fault> {
    let mut reader = Reader::new(text);
    match reader.peek()? {
        Kind::Integer | Kind::Number => form.push_str(&number_form(reader.number()?)),
        Kind::String => {
            let plain = reader.string().map(|text| format!("{text:?}"));
            form.push_str(&plain.unwrap_or_else(|_| text.to_owned()));
        }
        Kind::Array if depth > 0 => {
            form.push('[');
            for item in items(&mut reader)? {
                write_form(item, depth - 1, form)?;
                form.push(',');
            }
            form.push(']');
        }
        Kind::Object if depth > 0 => {
            form.push('{');
            for (key, value) in members(&mut reader)? {
                form.extend([&*format!("{key:?}"), ":"]);
                write_form(value, depth - 1, form)?;
                form.push(',');
            }
            form.push('}');
        }
        _ => form.push_str(text),
    }
    Ok(())
}

/// The items of a list as they are spelled.
fn items<'a>(reader: &mut Reader<'a>) -> Result<Vec<&'a str>, Fault> {
    reader.enter_list()?;
    let (mut items, mut first) = (Vec::new(), true);
    while reader.next_item(&mut first)? {
        items.push(reader.raw()?);
    }
    Ok(items)
}

/// Keys and values as they are spelled. A key that is no Rust string stands as it is spelled.
pub(super) type Members<'a> = BTreeMap<Cow<'a, str>, &'a str>;

/// The members of an object by key.
pub(super) fn members<'a>(reader: &mut Reader<'a>) -> Result<Members<'a>, Fault> {
    reader.enter_object()?;
    let (mut members, mut first) = (BTreeMap::new(), true);
    while let Some(key) = reader.next_key(&mut first)? {
        let spelled = reader.since(key.start);
        members.insert(key.name.unwrap_or(Cow::Borrowed(spelled)), reader.raw()?);
    }
    Ok(members)
}
