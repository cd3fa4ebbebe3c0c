//! Universally unique identifiers.

use super::shared::exact_text;

/// An identifier of 128 bits as text (format `uuid`): `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`, as in
/// RFC 9562, in capitals or not.
///
/// Two are equal if their texts are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Uuid(String);

impl Uuid {
    /// Whether the text is 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. Braces, `urn:uuid:` and
    /// digits without hyphens are other ways to write one, which the format does not have.
    pub fn is_valid(&self) -> bool {
        self.as_u128().is_some()
    }

    /// The identifier as a number, the first digit the most significant.
    pub fn as_u128(&self) -> Option<u128> {
        let mut groups = self.0.split('-');
        let mut value = 0;
        for width in [8, 4, 4, 4, 12] {
            let group = groups.next().filter(|group| group.len() == width)?;
            for digit in group.chars() {
                value = value << 4 | u128::from(digit.to_digit(16)?);
            }
        }
        groups.next().is_none().then_some(value)
    }

    /// The identifier as bytes, in the order in which they are written.
    pub fn to_bytes(&self) -> Option<[u8; 16]> {
        self.as_u128().map(u128::to_be_bytes)
    }
}

impl From<u128> for Uuid {
    fn from(value: u128) -> Self {
        let digits = format!("{value:032x}");
        let group = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        let groups = [group(0, 8), group(8, 12), group(12, 16), group(16, 20), group(20, 32)];
        Self(groups.join("-"))
    }
}

impl From<[u8; 16]> for Uuid {
    fn from(bytes: [u8; 16]) -> Self {
        Self::from(u128::from_be_bytes(bytes))
    }
}

#[cfg(feature = "uuid")]
impl Uuid {
    /// The identifier as the `uuid` crate has it; none if the text is none.
    pub fn to_uuid(&self) -> Option<::uuid::Uuid> {
        self.as_u128().map(::uuid::Uuid::from_u128)
    }
}

#[cfg(feature = "uuid")]
impl From<::uuid::Uuid> for Uuid {
    fn from(uuid: ::uuid::Uuid) -> Self {
        Self::from(uuid.as_u128())
    }
}

exact_text! { Uuid, "a UUID as in RFC 9562" }
