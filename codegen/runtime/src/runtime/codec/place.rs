//! Values within a payload, found by the keys that lead to them, and items read one by one.

use super::containers::read_item;
use super::fault::{Fault, Step};
use super::reader::{Kind, Reader};
use super::slot::{Blank, Slot};
use super::writer::Writer;

/// A value within a text.
#[derive(Clone, Copy)]
pub(in super::super) struct Place<'t> {
    /// The offset of its first byte.
    pub(in super::super) at: usize,
    /// The value as it is spelled.
    pub(in super::super) value: &'t str,
}

/// The value to which keys lead, which may be missing, or within something that is null.
pub(in super::super) fn locate<'t>(
    text: &'t str,
    path: &[&'static str],
) -> Result<Option<Place<'t>>, Fault> {
    // All of it, so that what is no JSON is found whatever the keys are.
    let mut place = Place { at: Reader::new(text).start(), value: Reader::new(text).raw()? };
    for (depth, key) in path.iter().enumerate() {
        let mut reader = Reader::new(place.value);
        let value = match reader.peek()? {
            Kind::Object => reader.member(key)?,
            Kind::Null if depth > 0 => None,
            _ => {
                let fault = Fault::misfit(place.at, "an object");
                return Err(path
                    .iter()
                    .take(depth)
                    .rev()
                    .fold(fault, |fault, key| fault.within(Step::Field(key))));
            }
        };
        let Some(value) = value else { return Ok(None) };
        // It is a part of the text.
        let at = value.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        place = Place { at, value };
    }
    Ok(Some(place))
}

/// The text with another value where keys lead to, and with the objects on the way that it lacks. None where
/// something else than an object is on the way.
pub(in super::super) fn with_member(
    text: &str,
    path: &[&'static str],
    value: &str,
) -> Option<String> {
    if let Some(place) = locate(text, path).ok()? {
        let (before, rest) = text.split_at_checked(place.at)?;
        return Some([before, value, rest.get(place.value.len()..)?].concat());
    }
    let (key, holders) = path.split_last()?;
    let mut member = Writer::new();
    member.open_object();
    member.key(key);
    member.raw(value);
    member.close_object();
    let member = member.finish();
    let Some(holder) = locate(text, holders).ok()?.filter(|it| it.value != "null") else {
        return with_member(text, holders, &member);
    };
    let inner = holder.value.strip_prefix('{')?;
    let comma = if inner.trim_start().starts_with('}') { "" } else { "," };
    let member = member.strip_suffix('}')?;
    let (before, rest) = text.split_at_checked(holder.at)?;
    Some([before, member, comma, rest.strip_prefix('{')?].concat())
}

impl Place<'_> {
    /// The fault that something else is needed here.
    pub(in super::super) fn misfit(self, path: &[&'static str], expected: &'static str) -> Fault {
        within(Fault::misfit(self.at, expected), path)
    }

    /// Where the items of the list begin.
    pub(in super::super) fn items(self, path: &[&'static str]) -> Result<Vec<usize>, Fault> {
        let mut reader = Reader::new(self.value);
        let mut items = Vec::new();
        if reader.peek()? != Kind::Array {
            return Err(self.misfit(path, "a list"));
        }
        reader.enter_list()?;
        let mut first = true;
        while reader.next_item(&mut first)? {
            items.push(self.at + reader.start());
            reader.raw()?;
        }
        Ok(items)
    }

    /// A text or a number as text; nothing for null, `false` and a text without characters.
    pub(in super::super) fn text(
        self,
        path: &[&'static str],
        expected: &'static str,
    ) -> Result<Option<String>, Fault> {
        let mut reader = Reader::new(self.value);
        match reader.peek()? {
            Kind::Null => Ok(None),
            Kind::Boolean if self.value == "false" => Ok(None),
            Kind::Number => Ok(Some(self.value.to_owned())),
            Kind::String => Ok(Some(reader.text()?).filter(|text| !text.is_empty())),
            _ => Err(self.misfit(path, expected)),
        }
    }
}

/// Says that a fault happened where keys lead to.
fn within(fault: Fault, path: &[&'static str]) -> Fault {
    path.iter().rev().fold(fault, |fault, key| fault.within(Step::Field(key)))
}

/// The fault that nothing is where keys lead to.
pub(in super::super) fn missing(path: &[&'static str]) -> Fault {
    match path.split_last() {
        Some((last, before)) => within(Fault::missing(0, last), before),
        None => Fault::misfit(0, "a list"),
    }
}

/// Reads the item that begins at an offset; `index` is its number in the list to which `path` leads.
pub(in super::super) fn read_item_at<T: Slot + Blank>(text: &str, at: usize) -> Result<T, Fault> {
    let mut reader = Reader::new(text);
    reader.at = at;
    let mut item = T::blank();
    // Not `?`: this is compiled for each type of items.
    match read_item(&mut item, &mut reader) {
        Ok(()) => Ok(item),
        Err(fault) => Err(fault),
    }
}

/// Says of which item of the list that `path` leads to a fault is.
#[cold]
pub(in super::super) fn of_item(fault: Fault, path: &[&'static str], index: usize) -> Fault {
    within(fault.within(Step::Item(index)), path)
}
