//! The one routine for all unions: it chooses a member by looking at the value, then reads it as that.
//!
//! The rules of a union are looked at from top to bottom, and the first that holds chooses. Trying to read a value as a member is a rule too, the last resort. What was tried in vain
//! is remembered by place and union, so that unions within unions do not multiply the work: each rule
//! fails at most once in each place.
//!
//! A value whose spelling the member cannot hold, as a list of integers cannot that of `5.0`, does not fit it
//! unless something around the union keeps the spelling.

use std::fmt;

use super::super::Json;
use super::containers::{read_item, write_item};
use super::fault::{Fault, Step};
use super::look::Look;
use super::reader::{Kind, Mark, Reader, Spelling};
use super::slot::Slot;
use super::table::Field;
use super::view::Inspect;
use super::writer::Writer;

/// The rules of a union. Each union has its own, in a `static`, whose address is the union's identity.
#[doc(hidden)]
pub struct Rules(pub &'static [Rule]);

/// A rule: when it holds, the value is read as this member.
#[doc(hidden)]
pub struct Rule {
    /// The member's name, for messages.
    pub member: &'static str,
    /// When it holds.
    pub test: Test,
}

/// When a rule holds.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// For an object with this key and this string under it; if the key comes twice, the first one counts.
    Tag(&'static str, &'static str),
    /// For an object with this key and under it the number or the boolean that is spelled so.
    Literal(&'static str, &'static str),
    /// For a value of one of these kinds.
    Kind(&'static [Kind]),
    /// For an object that has all these keys.
    Keys(&'static [&'static str]),
    /// For a value that can be read as the member.
    Attempt,
}

/// A union of the API, as the routine for unions sees it.
#[doc(hidden)]
pub trait Union {
    /// How a member is chosen.
    fn rules(&self) -> &'static Rules;
    /// Makes the value the member of this rule, blank, and gives its place.
    fn choose(&mut self, rule: usize) -> Option<&mut dyn Slot>;
    /// Makes the value an unknown one.
    fn keep(&mut self, value: Json);
    /// The member that the value is, with its first rule; none for an unknown one.
    fn chosen(&self) -> Option<(usize, &dyn Slot)>;
    /// The value if it is an unknown one.
    fn unknown(&self) -> Option<&Json>;
}

/// Reads a value of a union.
#[doc(hidden)]
pub fn read_union(union: &mut dyn Union, reader: &mut Reader<'_>) -> Result<(), Fault> {
    let rules = union.rules();
    let mut look = Look::new(reader)?;
    let around = reader.spelling;
    reader.spelling = around.none_lost();
    let identity = (look.mark.at, std::ptr::from_ref(rules).addr());
    let tried = reader.tried.as_ref().and_then(|tried| tried.get(&identity)).copied().unwrap_or(0);
    let mut failed = false;
    for (number, rule) in rules.0.iter().enumerate() {
        let chosen = match &rule.test {
            Test::Attempt if number < tried => false,
            Test::Attempt => {
                let fits = attempt(union, number, look.mark, reader)?;
                failed |= !fits;
                fits
            }
            test => look.holds(test) && take(union, number, rule.member, &look, reader)?,
        };
        if chosen {
            remember(reader, identity, number, failed);
            reader.spelling = reader.spelling.and_lost(around.is_lost());
            return Ok(());
        }
    }
    reader.spelling = around;
    remember(reader, identity, rules.0.len(), failed);
    let raw = reader.raw()?;
    union.keep(Json::kept(raw));
    Ok(())
}

/// Notes that attempts before the rule `number` failed here.
fn remember(reader: &mut Reader<'_>, identity: (usize, usize), number: usize, failed: bool) {
    if failed {
        reader.tried.get_or_insert_default().insert(identity, number);
    }
}

/// Reads the value as the member of a rule; false, and back where it was, if it does not fit.
fn attempt(
    union: &mut dyn Union,
    rule: usize,
    mark: Mark,
    reader: &mut Reader<'_>,
) -> Result<bool, Fault> {
    let spelling = reader.spelling;
    let Some(slot) = union.choose(rule) else {
        return Ok(false);
    };
    match read_item(slot, reader) {
        Ok(()) if !reader.loses_spelling() => Ok(true),
        Err(fault) if fault.is_broken() => Err(fault),
        _ => Ok(give_up(mark, spelling, reader)),
    }
}

/// Goes back to where the union begins: the value does not fit.
fn give_up(mark: Mark, spelling: Spelling, reader: &mut Reader<'_>) -> bool {
    reader.rewind(mark);
    reader.spelling = spelling;
    false
}

/// Reads the value as the member that was chosen. That it does not fit is a fault, except for a scalar
/// (such as an integer beyond 64 bits), of which nothing more could be said, and for a spelling that would be
/// lost: the next rules have a look.
fn take(
    union: &mut dyn Union,
    rule: usize,
    member: &'static str,
    look: &Look<'_>,
    reader: &mut Reader<'_>,
) -> Result<bool, Fault> {
    if !matches!(look.kind, Kind::Array | Kind::Object) {
        return attempt(union, rule, look.mark, reader);
    }
    let spelling = reader.spelling;
    let Some(slot) = union.choose(rule) else {
        return Ok(false);
    };
    slot.read(reader).map_err(|fault| fault.within(Step::Member(member)))?;
    Ok(!reader.loses_spelling() || give_up(look.mark, spelling, reader))
}

/// The tag of a member that is chosen by nothing else, so that what was read as it has the tag.
pub(super) fn tag_of(rules: &Rules, number: usize) -> Option<(&'static str, &'static str)> {
    let rule = rules.0.get(number)?;
    let Test::Tag(name, value) = rule.test else {
        return None;
    };
    let mut others = rules.0.iter().filter(|other| !matches!(other.test, Test::Tag(..)));
    others.all(|other| other.member != rule.member).then_some((name, value))
}

/// Writes a value of a union. A member that is chosen by a tag and does not have it itself, gets it.
#[doc(hidden)]
pub fn write_union(union: &dyn Union, field: Option<&Field>, writer: &mut Writer) -> bool {
    if let Some(unknown) = union.unknown() {
        writer.begin(field);
        writer.raw(unknown.text());
    } else if let Some((rule, slot)) = union.chosen() {
        writer.begin(field);
        writer.tag = tag_of(union.rules(), rule);
        write_item(slot, writer);
        writer.tag = None;
    }
    true
}

/// Whether `null` is a value like any other here: of any kind of JSON, or of one of a union's members.
pub(super) fn takes_null(slot: &dyn Slot) -> bool {
    struct Nothing(bool);

    impl Inspect for Nothing {
        fn union(&mut self, union: &dyn Union) {
            let takes =
                |rule: &Rule| matches!(rule.test, Test::Kind(kinds) if kinds.contains(&Kind::Null));
            self.0 = union.rules().0.iter().any(takes);
        }

        fn anything(&mut self, _: &dyn fmt::Debug) {
            self.0 = true;
        }

        fn as_inspect(&mut self) -> &mut dyn Inspect {
            self
        }
    }

    let mut nothing = Nothing(false);
    slot.view(&mut nothing);
    nothing.0
}
