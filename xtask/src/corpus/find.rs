//! The documents of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A document, and the name that its row and its crate have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

/// How a file is called that is the root of a document of several files.
const ROOTS: [&str; 3] = ["openapi.yaml", "openapi.yml", "openapi.json"];

/// The documents of a folder by name: each YAML or JSON file, and each folder that holds an `openapi.*`.
/// With `only`, those of these names, in the order of the folder.
///
/// # Errors
/// When the folder cannot be read or has no document, and when a name of `only` is none of them.
pub(crate) fn documents(folder: &Path, only: &[String]) -> Result<Vec<Found>> {
    let context = || format!("cannot read {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(context)? {
        found.extend(document(&entry.with_context(context)?.path()));
    }
    found.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    tell_apart(&mut found);
    if let Some(name) = only.iter().find(|name| !found.iter().any(|it| it.name == **name)) {
        let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
        bail!("--only {name}: {} has {}", folder.display(), names.join(", "));
    }
    found.retain(|found| only.is_empty() || only.contains(&found.name));
    if found.is_empty() {
        bail!("{} has neither a YAML nor a JSON file", folder.display());
    }
    Ok(found)
}

fn document(path: &Path) -> Option<Found> {
    let name = path.file_stem()?.to_string_lossy().into_owned();
    if path.is_dir() {
        let root = ROOTS.iter().map(|root| path.join(root)).find(|root| root.is_file())?;
        let name = path.file_name()?.to_string_lossy().into_owned();
        return Some(Found { name, path: root });
    }
    let extension = path.extension()?.to_str()?;
    let is_document = matches!(extension, "yaml" | "yml" | "json");
    is_document.then(|| Found { name, path: path.to_owned() })
}

/// Two documents of one name, such as `pets.json` and `pets.yaml`, are called by their whole names.
fn tell_apart(found: &mut [Found]) {
    let names: Vec<String> = found.iter().map(|found| found.name.clone()).collect();
    for found in found.iter_mut() {
        if names.iter().filter(|name| **name == found.name).count() > 1 {
            let whole = found.path.file_name().unwrap_or_default();
            found.name = whole.to_string_lossy().replace('.', "-");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use expect_test::{Expect, expect};
    use tempfile::TempDir;

    use super::*;

    fn check(files: &[&str], only: &[&str], expected: &Expect) {
        let temp = TempDir::new().unwrap();
        for file in files {
            let path = temp.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let only: Vec<String> = only.iter().map(|&name| name.to_owned()).collect();
        let text = match documents(temp.path(), &only) {
            Err(error) => format!("{error:#}\n"),
            Ok(found) => {
                let line = |it: &Found| format!("{}: {}\n", it.name, it.path.display());
                found.iter().map(line).collect()
            }
        };
        expected.assert_eq(&text.replace(temp.path().to_str().unwrap(), "DIR"));
    }

    const FILES: &[&str] =
        &["b.yaml", "a.json", "INDEX.tsv", "many/openapi.yaml", "many/pets.yaml", "none/x.yaml"];

    #[test]
    fn files_and_folders_are_found() {
        check(
            FILES,
            &[],
            &expect![[r#"
                a: DIR/a.json
                b: DIR/b.yaml
                many: DIR/many/openapi.yaml
            "#]],
        );
    }

    #[test]
    fn one_name_for_each() {
        check(
            &["a.json", "a.yaml", "b.yml"],
            &[],
            &expect![[r#"
                a-json: DIR/a.json
                a-yaml: DIR/a.yaml
                b: DIR/b.yml
            "#]],
        );
    }

    #[test]
    fn only_those_that_are_there() {
        check(FILES, &["b"], &expect![["b: DIR/b.yaml\n"]]);
        check(FILES, &["c"], &expect![["--only c: DIR has a, b, many\n"]]);
        check(&["x.txt"], &[], &expect![["DIR has neither a YAML nor a JSON file\n"]]);
    }
}
