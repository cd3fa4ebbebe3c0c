//! What the routine for objects remembers of the members that it has come by.

use std::collections::BTreeMap;

use super::extra::Extra;
use super::fault::Fault;
use super::slot::Rest;
use super::table::{Fields, Table};

/// Which fields were seen, one bit each.
#[derive(Default)]
pub(super) struct Seen {
    first: u64,
    /// What most objects have no need of.
    rare: Option<Box<Rare>>,
}

#[derive(Default)]
struct Rare {
    /// The fields beyond the first 64, one bit each.
    more: Vec<u64>,
    /// The fields whose key came again: what is kept of them up to this length does not count.
    outdated: BTreeMap<usize, usize>,
    /// Why the values of required fields do not fit, unless their keys come again.
    faults: BTreeMap<usize, Fault>,
    /// Whether a member is kept that the typed map did not take: its key may come again, and fit.
    beside_map: bool,
}

impl Seen {
    /// Notes that a field is seen; says whether it was seen before.
    #[inline]
    pub(super) fn put(&mut self, number: usize) -> bool {
        if number >= 64 {
            return self.put_far(number);
        }
        let bit = 1 << number;
        let again = self.first & bit != 0;
        self.first |= bit;
        again
    }

    #[cold]
    fn put_far(&mut self, number: usize) -> bool {
        let (word, bit) = (number / 64 - 1, 1 << (number % 64));
        let more = &mut self.rare().more;
        if more.len() <= word {
            more.resize(word + 1, 0);
        }
        let Some(word) = more.get_mut(word) else {
            return false;
        };
        let again = *word & bit != 0;
        *word |= bit;
        again
    }

    fn has_far(&self, number: usize) -> bool {
        let word = self.rare.as_ref().and_then(|rare| rare.more.get(number / 64 - 1));
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// A required field that was not seen.
    #[inline]
    pub(super) fn missing(&self, fields: &Fields) -> Option<usize> {
        let missing = fields.required & !self.first;
        if missing != 0 {
            return Some(missing.trailing_zeros() as usize);
        }
        for number in 64..fields.all().len() {
            let is_required = fields.field(number).is_some_and(|field| field.required);
            if is_required && !self.has_far(number) {
                return Some(number);
            }
        }
        None
    }

    /// Whether there is more to be done at the end of the object than to look for what is missing.
    #[inline]
    pub(super) fn is_rare(&self) -> bool {
        self.rare.is_some()
    }

    fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// Notes that the key of a field came again: neither what is kept of it so far nor its fault count.
    pub(super) fn outdate(&mut self, number: usize, extra: &Extra) {
        if let Some(rare) = &mut self.rare {
            rare.faults.remove(&number);
        }
        if extra.length() > 0 {
            self.rare().outdated.insert(number, extra.length());
        }
    }

    /// Notes why the value of a required field does not fit: its key may come again.
    pub(super) fn blame(&mut self, number: usize, fault: Fault) {
        self.rare().faults.insert(number, fault);
    }

    /// The first value of the text that does not fit a required field.
    pub(super) fn first_fault(&mut self) -> Option<Fault> {
        first_fault(std::mem::take(&mut self.rare.as_mut()?.faults))
    }

    /// Notes that a member is kept since the typed map cannot hold it.
    #[cold]
    pub(super) fn keep_beside_map(&mut self) {
        self.rare().beside_map = true;
    }

    /// Drops what is kept and does not count, in one go however much it is.
    pub(super) fn drop_outdated(
        &self,
        table: &'static Table,
        extra: &mut Extra,
        rest: Option<&dyn Rest>,
    ) {
        let Some(rare) = &self.rare else {
            return;
        };
        let rest = rest.filter(|_| rare.beside_map);
        if rare.outdated.is_empty() && rest.is_none() {
            return;
        }
        extra.retain(|member, end| match (table.find(&member.key), rest) {
            (Some(number), _) => rare.outdated.get(&number).is_none_or(|length| end > *length),
            (None, rest) => !rest.is_some_and(|rest| rest.has_member(&member.key)),
        });
    }
}

/// The fault that comes first in the text, of those of different members.
pub(super) fn first_fault<K>(faults: BTreeMap<K, Fault>) -> Option<Fault> {
    faults.into_values().min_by_key(Fault::at)
}
