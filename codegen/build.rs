//! Lists the files of the runtime, which the generator carries inside itself.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
        .join("runtime/src/runtime");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut list = String::from(
        "/// Path under `src/runtime` and text of each file.\nconst RUNTIME: &[(&str, &str)] = &[\n",
    );
    for file in &files {
        let relative = file.strip_prefix(&root).map_err(io::Error::other)?;
        // Forward slashes on every system: the list is part of what is generated.
        let relative: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let _ = writeln!(
            list,
            "    ({:?}, include_str!({:?})),",
            relative.join("/"),
            file.to_string_lossy()
        );
    }
    list.push_str("];\n");
    fs::write(
        PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("runtime_files.rs"),
        list,
    )
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
