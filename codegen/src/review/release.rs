//! What a change asks of the version of the generated crate.

use serde::Serialize;

use super::Bump;

/// The versions of the generated crate, before and after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Release {
    /// The version before the change.
    pub base: String,
    /// The least version that the change asks for; the same where it asks for none.
    pub needed: String,
    /// The version that the crate has now.
    pub current: String,
    /// Whether that is enough.
    pub is_enough: bool,
}

impl Release {
    /// What `bump` asks for; nothing where one of the versions is none.
    pub fn new(base: &str, current: &str, bump: Bump) -> Option<Self> {
        let (from, to) = (parts(base)?, parts(current)?);
        let needed = raised(from, bump);
        let [major, minor, patch] = needed;
        Some(Self {
            base: base.to_owned(),
            needed: format!("{major}.{minor}.{patch}"),
            current: current.to_owned(),
            is_enough: to >= needed,
        })
    }
}

/// Major, minor and patch; what follows `-` or `+` does not count.
fn parts(version: &str) -> Option<[u64; 3]> {
    let core = version.split(['-', '+']).next()?;
    let mut numbers = core.split('.').map(|part| part.parse::<u64>().ok());
    let parts = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(parts)
}

/// The next version. Before 1.0.0 the minor part has the meaning of the major one, and before 0.1.0 the
/// patch has: so Cargo reads versions.
fn raised([major, minor, patch]: [u64; 3], bump: Bump) -> [u64; 3] {
    let next = |part: u64| part.saturating_add(1);
    match (bump, major, minor) {
        (Bump::None, ..) => [major, minor, patch],
        (_, 0, 0) => [0, 0, next(patch)],
        (Bump::Major, 0, _) => [0, next(minor), 0],
        (_, 0, _) | (Bump::Patch, ..) => [major, minor, next(patch)],
        (Bump::Major, ..) => [next(major), 0, 0],
        (Bump::Minor, ..) => [major, next(minor), 0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version() {
        let next = |base: &str, bump| Release::new(base, base, bump).map(|it| it.needed);
        for (base, bump, needed) in [
            ("1.2.3", Bump::None, "1.2.3"),
            ("1.2.3", Bump::Patch, "1.2.4"),
            ("1.2.3", Bump::Minor, "1.3.0"),
            ("1.2.3", Bump::Major, "2.0.0"),
            ("0.2.3", Bump::Patch, "0.2.4"),
            ("0.2.3", Bump::Minor, "0.2.4"),
            ("0.2.3", Bump::Major, "0.3.0"),
            ("0.0.3", Bump::Minor, "0.0.4"),
            ("0.0.3", Bump::Major, "0.0.4"),
            ("1.0.0-rc.1", Bump::Patch, "1.0.1"),
        ] {
            assert_eq!(next(base, bump).as_deref(), Some(needed), "{base}, {bump:?}");
        }
        assert_eq!(next("1.0", Bump::Patch), None);
        assert_eq!(next("a.b.c", Bump::Patch), None);
    }

    #[test]
    fn what_is_enough() {
        let enough = |base, current, bump| Release::new(base, current, bump).unwrap().is_enough;
        assert!(enough("0.1.0", "0.2.0", Bump::Major));
        assert!(enough("0.1.0", "1.0.0", Bump::Major));
        assert!(!enough("0.1.0", "0.1.9", Bump::Major));
        assert!(enough("0.1.0", "0.1.1", Bump::Minor));
        assert!(!enough("0.1.0", "0.1.0", Bump::Patch));
        assert!(enough("0.1.0", "0.1.0", Bump::None));
    }
}
