//! Places with holes: JSON pointers in which `*` and `**` stand for anything.

/// A file, and a JSON pointer into it, key by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glob {
    /// The path of the file from the document's folder; empty for the document itself.
    file: String,
    keys: Vec<String>,
}

impl Glob {
    /// The place that `text` names: `#/a/b`, `/a/b`, or `file.yaml#/a/b`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (file, pointer) = match text.split_once('#') {
            Some((file, pointer)) => (file.strip_prefix("./").unwrap_or(file), pointer),
            None => ("", text),
        };
        if !(pointer.is_empty() || pointer.starts_with('/')) {
            return Err(format!(
                "`{text}` is no JSON pointer; such a place is written like `#/components/schemas/Name`"
            ));
        }
        let keys = pointer.split('/').skip(1).map(str::to_owned).collect();
        Ok(Self { file: file.to_owned(), keys })
    }

    /// Whether the value at `pointer` in `file` is meant.
    pub(super) fn matches(&self, file: &str, pointer: &str) -> bool {
        let keys: Vec<&str> = pointer.split('/').skip(1).collect();
        self.file == file
            && fits(&self.keys, &keys, |key| key == "**", |key, text| fits_key(key, text))
    }
}

fn fits_key(glob: &str, key: &str) -> bool {
    if !glob.contains('*') {
        return glob == key;
    }
    fits(glob.as_bytes(), key.as_bytes(), |byte| *byte == b'*', |glob, byte| glob == byte)
}

/// Whether `glob` stands for `text`, where what `is_hole` stands for any number of elements. It looks
/// back to the last hole only, so that the time is bounded by the product of the lengths.
fn fits<G, T>(
    glob: &[G],
    text: &[T],
    is_hole: impl Fn(&G) -> bool,
    is_same: impl Fn(&G, &T) -> bool,
) -> bool {
    let (mut at, mut seen) = (0, 0);
    // Behind the last hole, and how much of the text it and what is before it stand for.
    let mut hole = None;
    while let Some(element) = text.get(seen) {
        match glob.get(at) {
            Some(part) if is_hole(part) => {
                at += 1;
                hole = Some((at, seen));
            }
            Some(part) if is_same(part, element) => {
                at += 1;
                seen += 1;
            }
            _ => {
                let Some((behind, taken)) = hole else { return false };
                at = behind;
                seen = taken + 1;
                hole = Some((behind, seen));
            }
        }
    }
    glob.iter().skip(at).all(is_hole)
}
