//! The text of a body: one walk over it, along the tables.

use std::collections::HashSet;

use super::super::codec::{Fault, Look, same_form, write_index, write_key};
use super::super::{Kind, Reader};
use super::limit::Limit;
use super::value::TWICE;
use super::{Breach, MOST_STEPS, gather};

/// The first place of a JSON text that is not as demanded.
pub(in super::super) fn check_body(json: &[u8], limits: &'static [Limit]) -> Option<Breach> {
    if limits.is_empty() {
        return None;
    }
    let text = std::str::from_utf8(json).ok()?;
    let mut walk = Walk { reader: Reader::new(text), path: String::new() };
    match walk.value(&[limits]) {
        Err(Stop::Breach(reason)) => {
            let path = if walk.path.is_empty() { "body".to_owned() } else { walk.path };
            Some(Breach { path, reason })
        }
        // Text that is not JSON is nothing that a limit is for.
        Ok(()) | Err(Stop::Unreadable) => None,
    }
}

struct Walk<'a> {
    reader: Reader<'a>,
    path: String,
}

/// Why the walk ends early.
enum Stop {
    Breach(String),
    Unreadable,
}

impl From<Fault> for Stop {
    fn from(_: Fault) -> Self {
        Self::Unreadable
    }
}

impl Walk<'_> {
    /// Walks over the next value. How deep values nest is bounded by the reader.
    fn value(&mut self, tables: &[&'static [Limit]]) -> Result<(), Stop> {
        let limits = self.limits(tables)?;
        if limits.is_empty() {
            return Ok(self.reader.raw().map(drop)?);
        }
        match self.reader.peek()? {
            Kind::Array => self.list(&limits),
            Kind::Object => self.object(&limits),
            Kind::String => {
                let text = self.reader.raw()?;
                // Half of a surrogate pair is no character.
                let Ok(text) = Reader::new(text).string() else { return Ok(()) };
                judged(limits.iter().find_map(|limit| limit.breach_by_text(&text)))
            }
            Kind::Integer | Kind::Number => {
                let number = self.reader.number()?;
                judged(limits.iter().find_map(|limit| limit.breach_by_number(number)))
            }
            Kind::Null | Kind::Boolean => Ok(self.reader.raw().map(drop)?),
        }
    }

    /// The limits of the next value.
    fn limits(&mut self, tables: &[&'static [Limit]]) -> Result<Vec<&'static Limit>, Stop> {
        let (mut found, mut look) = (Vec::new(), Look::new(&mut self.reader)?);
        let mut choose = |rules: &'static [(super::super::Test, &'static [Limit])]| {
            let rule = rules.iter().find(|(test, _)| look.holds(test));
            rule.map_or::<&'static [Limit], _>(&[], |(_, limits)| limits)
        };
        for table in tables {
            gather(table, &mut choose, MOST_STEPS, &mut found);
        }
        Ok(found)
    }

    fn list(&mut self, limits: &[&'static Limit]) -> Result<(), Stop> {
        let inner: Vec<_> = limits.iter().filter_map(|limit| of_items(limit)).collect();
        let unique = limits.contains(&&Limit::UniqueItems);
        let mut forms = HashSet::new();
        let (mut count, mut first, mut twice) = (0, true, false);
        self.reader.enter_list()?;
        while self.reader.next_item(&mut first)? {
            let (start, length) = (self.reader.start(), self.path.len());
            write_index(&mut self.path, count);
            self.value(&inner)?;
            self.path.truncate(length);
            twice |= unique && !forms.insert(same_form(self.reader.since(start)));
            count += 1;
        }
        judged(limits.iter().find_map(|limit| limit.breach_by_items(count)))?;
        judged(twice.then(|| TWICE.to_owned()))
    }

    fn object(&mut self, limits: &[&'static Limit]) -> Result<(), Stop> {
        let (mut count, mut first) = (0, true);
        self.reader.enter_object()?;
        while let Some(key) = self.reader.next_key(&mut first)? {
            let name = key.name.unwrap_or_default();
            let length = self.path.len();
            write_key(&mut self.path, &name);
            self.value(&of_member(limits, &name))?;
            self.path.truncate(length);
            count += 1;
        }
        judged(limits.iter().find_map(|limit| limit.breach_by_members(count)))
    }
}

fn judged(reason: Option<String>) -> Result<(), Stop> {
    reason.map_or(Ok(()), |reason| Err(Stop::Breach(reason)))
}

fn of_items(limit: &Limit) -> Option<&'static [Limit]> {
    match limit {
        Limit::Items(inner) => Some(inner),
        _ => None,
    }
}

fn of_member(limits: &[&'static Limit], name: &str) -> Vec<&'static [Limit]> {
    let named: Vec<_> = limits
        .iter()
        .filter_map(|limit| match limit {
            Limit::Member(key, inner) if *key == name => Some(*inner),
            _ => None,
        })
        .collect();
    let is_named = !named.is_empty();
    let others = limits.iter().filter_map(|limit| match limit {
        Limit::Values(inner) => Some(*inner),
        Limit::Rest(inner) if !is_named => Some(*inner),
        _ => None,
    });
    named.iter().copied().chain(others).collect()
}
