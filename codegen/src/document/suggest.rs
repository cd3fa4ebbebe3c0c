//! "Did you mean …?"

/// The candidate that looks most like `word`, if one does.
pub(crate) fn closest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let allowed = (word.chars().count() / 3).min(4);
    let scored = candidates.into_iter().filter_map(|candidate| {
        let distance = distance(word, candidate, allowed)?;
        Some((distance, candidate))
    });
    scored.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// How many characters must be changed, added, dropped or swapped with a neighbour, regardless of
/// case; `None` when more than `allowed`.
pub(crate) fn distance(left: &str, right: &str, allowed: usize) -> Option<usize> {
    let left: Vec<char> = left.chars().flat_map(char::to_lowercase).take(200).collect();
    let right: Vec<char> = right.chars().flat_map(char::to_lowercase).take(200).collect();
    if left.len().abs_diff(right.len()) > allowed {
        return None;
    }
    let mut before = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, char) in left.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let at =
                |list: &[usize], index: usize| list.get(index).copied().unwrap_or(usize::MAX - 1);
            let changed = at(&last, column) + usize::from(char != other);
            let mut best = changed.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            let swapped = row > 0
                && column > 0
                && left.get(row - 1) == Some(other)
                && right.get(column - 1) == Some(char);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().filter(|distance| *distance <= allowed)
}
