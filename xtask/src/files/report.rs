//! What was found in a folder, and what was done about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// What is wrong with one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// It was generated from something older.
    Stale,
    /// It is not there.
    Missing,
    /// It was changed by hand since it was generated.
    Edited,
    /// An earlier run wrote it, and it is no longer wanted.
    Orphaned,
    /// As [`Trouble::Orphaned`], and changed by hand since.
    EditedOrphan,
    /// It has other content and no run wrote it.
    Foreign,
}

impl Trouble {
    fn word(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::Edited => "edited",
            Self::Orphaned | Self::EditedOrphan => "orphaned",
            Self::Foreign => "foreign",
        }
    }

    fn remark(self) -> &'static str {
        match self {
            Self::Stale | Self::Missing | Self::Orphaned => "",
            Self::Edited | Self::EditedOrphan => " (changed by hand since it was generated)",
            Self::Foreign => " (not written by this command)",
        }
    }
}

/// One file with its trouble.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The path below the folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub trouble: Trouble,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8}  {}{}", self.trouble.word(), self.path.display(), self.trouble.remark())
    }
}

/// The outcome of [`sync`](super::sync).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The files that are (or, once [`applied`](Self::applied), were) not as they should be.
    pub findings: Vec<Finding>,
    /// How many files were right already, the state file not counted.
    pub unchanged: usize,
    /// Whether the folder was changed.
    pub applied: bool,
    /// Whether the folder was left alone because foreign files stand in the way.
    pub(super) refused: bool,
    /// Oddities that do not stop the run.
    pub notes: Vec<String>,
}

impl Report {
    pub(super) fn add(&mut self, trouble: Trouble, path: &Path) {
        self.findings.push(Finding { path: path.to_owned(), trouble });
    }

    /// Whether everything was as it should be.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether nothing was written because files that were not generated stand in the way.
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    /// Whether some file has this trouble.
    pub fn has(&self, trouble: Trouble) -> bool {
        self.with(trouble).next().is_some()
    }

    /// The files with this trouble, sorted.
    pub fn with(&self, trouble: Trouble) -> impl Iterator<Item = &Path> {
        let found = self.findings.iter().filter(move |finding| finding.trouble == trouble);
        found.map(|finding| finding.path.as_path())
    }

    /// The files to write.
    pub(super) fn writes(&self) -> impl Iterator<Item = &Path> {
        let written = |finding: &&Finding| !is_orphan(finding.trouble);
        self.findings.iter().filter(written).map(|finding| finding.path.as_path())
    }

    /// The files to remove.
    pub(super) fn removals(&self) -> impl Iterator<Item = &Path> {
        let removed = |finding: &&Finding| is_orphan(finding.trouble);
        self.findings.iter().filter(removed).map(|finding| finding.path.as_path())
    }

    /// How many files were written, without the state file.
    pub fn written(&self) -> usize {
        self.writes().filter(|path| *path != Path::new(super::STATE_FILE)).count()
    }

    /// How many files were removed.
    pub fn removed(&self) -> usize {
        self.removals().count()
    }
}

fn is_orphan(trouble: Trouble) -> bool {
    matches!(trouble, Trouble::Orphaned | Trouble::EditedOrphan)
}
