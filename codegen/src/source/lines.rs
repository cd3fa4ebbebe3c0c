//! Byte offsets, lines and columns.

/// Where each line of a text starts. Lines end with LF, CR or CRLF.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        if !bytes.contains(&b'\r') {
            // The usual case, in which the library looks at many bytes at once.
            starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
            return Self { starts };
        }
        for (at, byte) in bytes.iter().enumerate() {
            let lone_return = *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            if *byte == b'\n' || lone_return {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// The byte at a line, counted from 1, and a column in characters, counted from 0; the nearest
    /// byte there is where the text has no such place.
    pub(super) fn offset(&self, text: &str, line: usize, column: usize) -> usize {
        let Some(&start) = self.starts.get(line.saturating_sub(1)) else {
            return text.len();
        };
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let text = text.get(start..end).unwrap_or_default();
        start + text.char_indices().nth(column).map_or(text.len(), |(at, _)| at)
    }

    /// The line of a byte, counted from 1, and the range of its text without the line break.
    pub(super) fn line(&self, text: &str, offset: usize) -> (usize, std::ops::Range<usize>) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let whole = text.get(start..end).unwrap_or_default();
        (line, start..start + whole.trim_end_matches(['\r', '\n']).len())
    }
}

/// The byte at which a line starts, counted from 1, where only LF ends a line (`serde_json`'s view).
pub(super) fn nth_newline_line(text: &str, line: usize) -> usize {
    let Some(breaks) = line.checked_sub(2) else {
        return 0;
    };
    text.match_indices('\n').nth(breaks).map_or(text.len(), |(at, _)| at + 1)
}

/// The nearest character boundary at or before `offset`.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Whether a YAML text has a line that is more than a comment or the mark of a document.
pub(super) fn has_content(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    lines.any(|line| !(line.is_empty() || line.starts_with('#') || matches!(line, "---" | "...")))
}
