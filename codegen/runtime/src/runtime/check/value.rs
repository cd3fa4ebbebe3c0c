//! A text, a number or a count, held against one limit.

use super::super::codec::Decimal;
use super::limit::Limit;
use super::pattern;

impl Limit {
    /// What is wrong with a text.
    pub(super) fn breach_by_text(&self, text: &str) -> Option<String> {
        // A character takes at least a byte, so a short text need not be counted.
        match *self {
            Self::MinLength(least) if text.chars().take(least).count() < least => {
                Some(format!("is shorter than {}", counted(least, "character")))
            }
            Self::MaxLength(most) if text.len() > most && text.chars().nth(most).is_some() => {
                Some(format!("is longer than {}", counted(most, "character")))
            }
            Self::Pattern(pattern) if !pattern::matches(pattern, text) => {
                Some(format!("does not match the pattern `{pattern}`"))
            }
            _ => None,
        }
    }

    /// Whether it says anything of numbers.
    pub(super) fn is_of_numbers(&self) -> bool {
        matches!(
            self,
            Self::Minimum(_)
                | Self::Above(_)
                | Self::Maximum(_)
                | Self::Below(_)
                | Self::MultipleOf(_)
        )
    }

    /// What is wrong with a number, given as JSON spells it. One with an exponent beyond all reason is not
    /// compared.
    pub(super) fn breach_by_number(&self, spelling: &str) -> Option<String> {
        let (bound, what) = match *self {
            Self::Minimum(bound) => (bound, "is less than"),
            Self::Above(bound) => (bound, "is not more than"),
            Self::Maximum(bound) => (bound, "is more than"),
            Self::Below(bound) => (bound, "is not less than"),
            Self::MultipleOf(step) => (step, "is not a multiple of"),
            _ => return None,
        };
        let (number, limit) = (Decimal::parse(spelling)?, Decimal::parse(bound)?);
        let order = number.cmp(&limit);
        let fits = match self {
            Self::Minimum(_) => order.is_ge(),
            Self::Above(_) => order.is_gt(),
            Self::Maximum(_) => order.is_le(),
            Self::Below(_) => order.is_lt(),
            _ => number.is_multiple_of(&limit).unwrap_or(true),
        };
        (!fits).then(|| format!("{what} {bound}"))
    }

    /// What is wrong with the number of a list's items.
    pub(super) fn breach_by_items(&self, count: usize) -> Option<String> {
        match *self {
            Self::MinItems(least) if count < least => {
                Some(format!("has fewer than {}", counted(least, "item")))
            }
            Self::MaxItems(most) if count > most => {
                Some(format!("has more than {}", counted(most, "item")))
            }
            _ => None,
        }
    }

    /// What is wrong with the number of an object's members.
    pub(super) fn breach_by_members(&self, count: usize) -> Option<String> {
        match *self {
            Self::MinMembers(least) if count < least => {
                Some(format!("has fewer than {}", counted(least, "member")))
            }
            Self::MaxMembers(most) if count > most => {
                Some(format!("has more than {}", counted(most, "member")))
            }
            _ => None,
        }
    }
}

/// What is said of a list that has an item twice.
pub(super) const TWICE: &str = "has an item twice";

fn counted(count: usize, unit: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{ending}")
}
