//! Numbers as they are spelled, compared by the value that they mean.

/// A decimal number: digits without zeros at either end, times a power of ten.
#[derive(PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads the spelling of a JSON number; none when its exponent is beyond all reason.
    pub(super) fn parse(spelling: &str) -> Option<Self> {
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
