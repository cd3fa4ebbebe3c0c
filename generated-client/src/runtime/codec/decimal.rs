//! Numbers as they are spelled, compared by the value that they mean.

use std::cmp::Ordering;

/// A decimal number: digits without zeros at either end, times a power of ten.
#[derive(PartialEq, Eq)]
pub(in super::super) struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads the spelling of a JSON number; none when its exponent is beyond all reason.
    pub(in super::super) fn parse(spelling: &str) -> Option<Self> {
        let unsigned = spelling.strip_prefix('-').unwrap_or(spelling);
        let (mantissa, power) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole, fraction].concat();
        let digits = all.trim_end_matches('0');
        let dropped = all.len() - digits.len();
        let exponent =
            power.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        let digits = digits.trim_start_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self { negative: false, digits, exponent: 0 });
        }
        let exponent = exponent.checked_add(i64::try_from(dropped).ok()?)?;
        Some(Self { negative: spelling.starts_with('-'), digits, exponent })
    }

    /// The number as an integer, if it is one and not too large.
    pub(super) fn to_integer(&self) -> Option<i128> {
        let digits: i128 = if self.digits.is_empty() { 0 } else { self.digits.parse().ok()? };
        let scale = 10_i128.checked_pow(u32::try_from(self.exponent).ok()?)?;
        let value = digits.checked_mul(scale)?;
        Some(if self.negative { -value } else { value })
    }

    /// Whether the number is an integer times `step`; none if `step` has more digits than can be divided by.
    pub(in super::super) fn is_multiple_of(&self, step: &Self) -> Option<bool> {
        if self.digits.is_empty() || step.digits.is_empty() {
            return Some(self.digits.is_empty());
        }
        let step_digits: u128 = step.digits.parse().ok()?;
        let mut rest = 0_u128;
        for digit in self.digits.bytes() {
            rest = rest.checked_mul(10)?.checked_add(u128::from(digit - b'0'))? % step_digits;
        }
        // Digits do not end in zero, so ten divides them no further: a finer number is no multiple.
        let Ok(zeros) = u64::try_from(self.exponent.checked_sub(step.exponent)?) else {
            return Some(false);
        };
        // By then every two and five of a step of 128 bits is used up.
        for _ in 0..zeros.min(128) {
            rest = rest.checked_mul(10)? % step_digits;
        }
        Some(rest == 0)
    }

    /// The order of two numbers that are not negative.
    fn magnitude(&self, other: &Self) -> Ordering {
        let scale = |number: &Self| {
            let digits = i64::try_from(number.digits.len()).unwrap_or(i64::MAX);
            (!number.digits.is_empty()).then(|| number.exponent.saturating_add(digits))
        };
        scale(self).cmp(&scale(other)).then_with(|| self.digits.cmp(&other.digits))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// One text for all spellings of a number.
pub(super) fn number_form(spelling: &str) -> String {
    Decimal::parse(spelling).map_or_else(
        || spelling.to_owned(),
        |Decimal { negative, digits, exponent }| format!("{negative} {digits} {exponent}"),
    )
}

/// Whether two spellings mean the same number: `1`, `1.0` and `10e-1` do.
pub(super) fn same_number(one: &str, other: &str) -> bool {
    one == other
        || matches!((Decimal::parse(one), Decimal::parse(other)), (Some(a), Some(b)) if a == b)
}

/// The integer that a spelling such as `5.0`, `5e3` or `-0` means.
pub(super) fn integer_of(spelling: &str) -> Option<i128> {
    Decimal::parse(spelling)?.to_integer()
}
