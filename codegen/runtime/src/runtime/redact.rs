//! Text of a server as it may be shown: without the client's secrets, on one line, not too long.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// What stands in place of a secret.
const MASK: &str = "[redacted]";

/// How many characters of a body or of a message are shown.
const SHOWN: usize = 240;

/// How many bytes of a body are looked at for that: it may begin with spaces.
const WINDOW: usize = 4_096;

/// The secrets of a client in every form in which they are sent, so that an echo of one is not shown.
#[derive(Clone, Default)]
pub(super) struct Redactor {
    forms: Arc<[String]>,
    /// Whether nothing is shown at all.
    is_blind: bool,
}

impl Redactor {
    /// Of `forms`, the longest are looked for first: one secret may begin as another does.
    pub(super) fn new(mut forms: Vec<String>) -> Self {
        forms.retain(|form| !form.is_empty());
        forms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        forms.dedup();
        Self { forms: forms.into(), is_blind: false }
    }

    /// The same, which knows one secret more.
    #[cfg(feature = "oauth")]
    pub(super) fn knowing(&self, secret: &str) -> Self {
        let quoted = serde_json::Value::from(secret).to_string();
        let more =
            [secret.to_owned(), super::url::encoded(secret), quoted.trim_matches('"').to_owned()];
        Self::new(self.forms.iter().cloned().chain(more).collect())
    }

    /// One that shows nothing, for an answer that is a secret.
    #[cfg(feature = "oauth")]
    pub(super) fn blind(&self) -> Self {
        Self { is_blind: true, ..self.clone() }
    }

    /// The text with every secret masked.
    pub(super) fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut masked = Cow::Borrowed(text);
        for form in self.forms.iter().filter(|form| text.contains(form.as_str())) {
            masked = Cow::Owned(masked.replace(form.as_str(), MASK));
        }
        masked
    }

    /// A message that quotes a payload in part, on one line and bounded.
    pub(super) fn message(&self, text: &str) -> String {
        one_line(&self.quote(text), false)
    }

    /// Text that quotes a payload in part: also a secret is masked that was cut off at a `…`.
    pub(super) fn quote(&self, text: &str) -> String {
        let masked = self.mask(text);
        let mut whole = String::with_capacity(masked.len());
        for part in masked.split_inclusive('…') {
            match part.strip_suffix('…') {
                Some(cut) => whole.extend([self.without_stump(cut), "…"]),
                None => whole.push_str(part),
            }
        }
        if self.shows_through(&whole) { MASK.to_owned() } else { whole }
    }

    /// Text less the beginning of a secret at its end.
    fn without_stump<'t>(&self, text: &'t str) -> &'t str {
        let stump_of = |form: &String| {
            let ends = form.char_indices().map(|(end, _)| end).rev();
            ends.filter_map(|end| form.get(..end))
                .find(|stump| text.ends_with(stump))
                .map_or(0, str::len)
        };
        let longest = self.forms.iter().map(stump_of).max().unwrap_or(0);
        text.get(..text.len() - longest).unwrap_or_default()
    }

    /// The beginning of some bytes: masked, one line, no control characters, bounded.
    pub(super) fn snippet(&self, bytes: &[u8]) -> String {
        match bytes.get(..WINDOW) {
            None => self.line(&self.mask(&String::from_utf8_lossy(bytes)), false),
            Some(window) => {
                // The window may end within a character, and within a secret.
                let text = String::from_utf8_lossy(window);
                let masked = self.mask(text.trim_end_matches(char::REPLACEMENT_CHARACTER));
                self.line(self.without_stump(&masked), true)
            }
        }
    }

    /// One line of it; nothing where a secret would be read in it once what is not printed is taken out, as
    /// in text of two bytes a character.
    fn line(&self, text: &str, more: bool) -> String {
        if self.shows_through(text) { MASK.to_owned() } else { one_line(text, more) }
    }

    fn shows_through(&self, text: &str) -> bool {
        let bare: String = text.chars().filter(|c| !is_unprintable(*c)).collect();
        self.is_blind || self.forms.iter().any(|form| bare.contains(form.as_str()))
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor(…)")
    }
}

/// At most [`SHOWN`] characters; runs of spaces and control characters become one space.
fn one_line(text: &str, more: bool) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || is_unprintable(c))
        .filter(|word| !word.is_empty())
        .collect();
    let mut line = words.join(" ");
    let end = line.char_indices().nth(SHOWN).map(|(end, _)| end);
    line.truncate(end.unwrap_or(line.len()));
    if more || end.is_some() {
        line.push('…');
    }
    line
}

/// Control characters, and those that change the direction of text or take no room.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
