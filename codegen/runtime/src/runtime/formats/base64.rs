//! Bytes within text.

use super::shared::exact_text;

/// Bytes as text (format `byte`): base64 as in RFC 4648, section 4, with `+`, `/` and padding.
///
/// A text that is converted into it counts as encoded already; [`encode`](Self::encode) takes bytes.
/// Two are equal if their texts are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base64(String);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Base64 {
    /// The text that stands for these bytes.
    pub fn encode(bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
        for three in bytes.chunks(3) {
            let bits = three.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte));
            let bits = bits << (8 * (3 - three.len()));
            for place in 0..4 {
                let letter = ALPHABET.get((bits >> (18 - 6 * place) & 63) as usize);
                let letter = letter.filter(|_| place <= three.len());
                text.push(letter.map_or('=', |letter| char::from(*letter)));
            }
        }
        Self(text)
    }

    /// Whether the text is base64: no other signs, whole groups of four with their padding, and no bits
    /// set beyond the last byte.
    pub fn is_valid(&self) -> bool {
        each_byte(&self.0, |_| {}).is_some()
    }

    /// The bytes; none if the text is no base64.
    pub fn decode(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.0.len() / 4 * 3);
        each_byte(&self.0, |byte| bytes.push(byte))?;
        Some(bytes)
    }
}

/// Hands over each byte; none, perhaps after some bytes, if the text is no base64.
fn each_byte(text: &str, mut take: impl FnMut(u8)) -> Option<()> {
    let padding = text.bytes().rev().take(2).take_while(|byte| *byte == b'=').count();
    let letters = text.as_bytes().get(..text.len() - padding)?;
    let (mut bits, mut held) = (0, 0);
    for letter in letters {
        bits = bits << 6 | sextet(*letter)?;
        held += 6;
        if held >= 8 {
            held -= 8;
            let [byte, ..] = (bits >> held).to_le_bytes();
            take(byte);
            bits &= (1 << held) - 1;
        }
    }
    // In a whole group of four each sign of padding stands for two bits that are left.
    (bits == 0 && held == 2 * padding).then_some(())
}

/// The six bits that a letter stands for.
fn sextet(letter: u8) -> Option<u32> {
    let place = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(place.into())
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::encode(bytes)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::encode(&bytes)
    }
}

exact_text! { Base64, "base64 as in RFC 4648" }
