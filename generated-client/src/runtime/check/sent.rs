//! The JSON text of a body or parameter: one walk over it, along the tables.

use std::collections::HashSet;

use super::super::codec::{Fault, Look, same_form, write_index, write_key};
use super::super::operation::Param;
use super::super::{Kind, Reader, Test};
use super::limit::Limit;
use super::value::TWICE;
use super::{Breach, MOST_STEPS, Tables, gather};

/// The first place of a body that is not as demanded; members that are null within so many levels do not count.
pub(in super::super) fn check_body(
    json: &[u8],
    limits: &'static [Limit],
    without_null: usize,
) -> Option<Breach> {
    if limits.is_empty() {
        return None;
    }
    check(String::new(), std::str::from_utf8(json).ok()?, limits, without_null)
}

/// The same of a parameter that is sent as JSON, or by the items or members of it, those that are null left out
/// within so many levels: they do not count.
pub(in super::super) fn check_json(
    param: &Param,
    json: &str,
    without_null: usize,
) -> Option<Breach> {
    if param.limits.is_empty() {
        return None;
    }
    check(param.name.to_owned(), json, param.limits, without_null)
}

fn check(
    name: String,
    json: &str,
    limits: &'static [Limit],
    without_null: usize,
) -> Option<Breach> {
    match value(&mut Reader::new(json), &Tables { first: limits, ..Tables::NONE }, without_null) {
        Err(Stop::Breach { reason, steps }) => Some(Breach { path: path(name, steps), reason }),
        // Text that is not JSON is nothing that a limit is for.
        Ok(()) | Err(Stop::Unreadable) => None,
    }
}

/// Why the walk ends early.
enum Stop {
    /// A value breaks a limit; its place is known by the steps from there up to the whole.
    Breach {
        reason: String,
        steps: Vec<Step>,
    },
    Unreadable,
}

/// From a value to one within it.
enum Step {
    Item(usize),
    Member(String),
}

impl Stop {
    /// The same, as seen from the value around it.
    fn within(mut self, step: impl FnOnce() -> Step) -> Self {
        if let Self::Breach { steps, .. } = &mut self {
            steps.push(step());
        }
        self
    }
}

impl From<Fault> for Stop {
    fn from(_: Fault) -> Self {
        Self::Unreadable
    }
}

/// The place in words, within what has this name.
fn path(name: String, steps: Vec<Step>) -> String {
    let mut path = name;
    for step in steps.into_iter().rev() {
        match step {
            Step::Item(index) => write_index(&mut path, index),
            Step::Member(name) => write_key(&mut path, &name),
        }
    }
    if path.is_empty() { "body".to_owned() } else { path }
}

/// Walks over the next value. How deep values nest is bounded by the reader.
fn value(reader: &mut Reader<'_>, tables: &Tables, without_null: usize) -> Result<(), Stop> {
    let tables = chosen(reader, tables);
    if tables.is_empty() {
        return Ok(reader.raw().map(drop)?);
    }
    match reader.peek()? {
        Kind::Array => list(reader, &tables, without_null),
        Kind::Object => object(reader, &tables, without_null),
        Kind::String => {
            // Half of a surrogate pair is no character.
            let raw = reader.raw()?;
            let Ok(text) = Reader::new(raw).string() else { return Ok(()) };
            judged(tables.limits().find_map(|limit| limit.breach_by_text(&text)))
        }
        Kind::Integer | Kind::Number => {
            let number = reader.number()?;
            judged(tables.limits().find_map(|limit| limit.breach_by_number(number)))
        }
        Kind::Null | Kind::Boolean => Ok(reader.raw().map(drop)?),
    }
}

/// The tables for the next value, with all that they lead to.
fn chosen(reader: &mut Reader<'_>, tables: &Tables) -> Tables {
    let (mut found, mut look) = (Tables::NONE, None);
    let mut choose = |rules: &'static [(Test, &'static [Limit])]| {
        // What cannot be looked at cannot be read either, which comes out afterwards.
        let look = look.get_or_insert_with(|| Look::new(reader).ok()).as_mut();
        look.map_or::<&'static [Limit], _>(&[], |look| by_rules(rules, look))
    };
    for table in tables.each() {
        gather(table, &mut choose, MOST_STEPS, &mut found);
    }
    found
}

/// The limits of the alternative that the value is. One with the keys of several may be meant as any of them.
fn by_rules(rules: &[(Test, &'static [Limit])], look: &mut Look<'_>) -> &'static [Limit] {
    let mut found = None;
    for (test, limits) in rules {
        if !look.holds(test) {
            continue;
        }
        match (found, test) {
            (None, Test::Keys(_)) => found = Some(*limits),
            (None, _) => return limits,
            (Some(_), _) => return &[],
        }
    }
    found.unwrap_or_default()
}

fn list(reader: &mut Reader<'_>, tables: &Tables, without_null: usize) -> Result<(), Stop> {
    let inner: Tables = tables.limits().filter_map(of_items).collect();
    let mut forms = tables.demand_distinct_items().then(HashSet::new);
    let (mut index, mut count, mut first, mut twice) = (0, 0, true, false);
    reader.enter_list()?;
    while reader.next_item(&mut first)? {
        let is_sent = is_sent(reader, without_null)?;
        let start = reader.start();
        let within = without_null.saturating_sub(1);
        value(reader, &inner, within).map_err(|stop| stop.within(|| Step::Item(index)))?;
        index += 1;
        if !is_sent {
            continue;
        }
        if let Some(forms) = &mut forms {
            twice |= !forms.insert(same_form(reader.since(start)));
        }
        count += 1;
    }
    judged(tables.limits().find_map(|limit| limit.breach_by_items(count)))?;
    judged(twice.then(|| TWICE.to_owned()))
}

fn object(reader: &mut Reader<'_>, tables: &Tables, without_null: usize) -> Result<(), Stop> {
    let (mut count, mut first) = (0, true);
    reader.enter_object()?;
    while let Some(key) = reader.next_key(&mut first)? {
        let name = key.name.unwrap_or_default();
        let inner = of_member(tables, &name);
        count += usize::from(is_sent(reader, without_null)?);
        let within = without_null.saturating_sub(1);
        value(reader, &inner, within)
            .map_err(|stop| stop.within(|| Step::Member(name.into_owned())))?;
    }
    judged(tables.limits().find_map(|limit| limit.breach_by_members(count)))
}

/// Whether the next item or member is sent, and not left out as null.
fn is_sent(reader: &mut Reader<'_>, without_null: usize) -> Result<bool, Stop> {
    Ok(without_null == 0 || reader.peek()? != Kind::Null)
}

fn judged(reason: Option<String>) -> Result<(), Stop> {
    reason.map_or(Ok(()), |reason| Err(Stop::Breach { reason, steps: Vec::new() }))
}

fn of_items(limit: &'static Limit) -> Option<&'static [Limit]> {
    match limit {
        Limit::Items(inner) => Some(inner),
        _ => None,
    }
}

fn of_member(tables: &Tables, name: &str) -> Tables {
    let (mut all, mut is_named) = (Tables::NONE, false);
    for limit in tables.limits() {
        if let Limit::Member(key, inner) = limit
            && *key == name
        {
            all.add(inner);
            is_named = true;
        }
    }
    for limit in tables.limits() {
        match limit {
            Limit::Values(inner) => all.add(inner),
            Limit::Rest(inner) if !is_named => all.add(inner),
            _ => {}
        }
    }
    all
}
