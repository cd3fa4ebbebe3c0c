//! Callers that are really compiled, against the client of the document before a change and that after it: each
//! verdict on Rust callers in the table of `tests/review` is what the compiler says.
//!
//! Below the target folder is a workspace with a client of each document, and in each client the programs that call
//! it. One program names all that the client of `base.yaml` has: it compiles with the client of the changed document
//! exactly when the change breaks nobody. Where taking the change back breaks somebody, the row has a caller of the
//! changed document, which compiles with its client and not with that of `base.yaml`.
//!
//! It takes minutes, as each client brings the runtime with it. So it is run by itself:
//! `cargo test --package codegen --test callers`.

#[path = "../review/changes.rs"]
mod changes;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use changes::{BASE, Change, breaks, changes, source};
use codegen::{Config, generate};
use serde_json::Value;

/// The client of the document before all changes.
const BASE_CLIENT: &str = "base";

const EVERYTHING: &str = include_str!("everything.rs");

/// A program, the client that it is compiled with, and whether that must work.
struct Attempt {
    /// What the program does in words, for those who read that it does otherwise.
    what: String,
    name: String,
    client: String,
    code: String,
    works: bool,
}

#[test]
fn callers_compile_or_not_as_the_verdicts_say() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("callers");
    let mut clients: BTreeMap<String, BTreeMap<PathBuf, String>> = BTreeMap::new();
    clients.insert(BASE_CLIENT.to_owned(), client(BASE_CLIENT, BASE));
    let mut attempts = vec![everything("the document before all changes", BASE_CLIENT, true)];
    let mut proven = 0;
    for (index, change) in changes().iter().enumerate() {
        let name = format!("c{index}");
        let files = client(&name, &change.document());
        let is_same = code(&files, &name) == code(&clients[BASE_CLIENT], BASE_CLIENT);
        assert!(
            !is_same || !breaks(&change.there) && !breaks(&change.back),
            "{}: it is to break callers, and the code of the client is the same",
            change.name
        );
        if is_same {
            // The compiler has seen this code.
            continue;
        }
        proven += 1;
        clients.insert(name.clone(), files);
        attempts.extend(attempts_of(change, &name));
    }
    assert!(proven >= 30, "changes were lost: only {proven} give another client");
    write_workspace(&root, &clients, &attempts);
    let outcomes = check(&root);
    let mut wrong = String::new();
    for attempt in &attempts {
        let Some(works) = outcomes.get(&attempt.name) else {
            let _ = writeln!(wrong, "{}: the compiler did not come to it", attempt.what);
            continue;
        };
        if *works != attempt.works {
            let word = if *works { "compiles" } else { "does not compile" };
            let _ = writeln!(
                wrong,
                "{} {word} with the client {} (callers/{0}/src/bin/{}.rs)",
                attempt.what, attempt.client, attempt.name
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "correct the verdicts, or the callers, in {}:\n{wrong}",
        root.display()
    );
}

fn attempts_of(change: &Change, client: &str) -> Vec<Attempt> {
    let mut attempts = vec![everything(&change.name, client, !breaks(&change.there))];
    if let Some(code) = &change.caller {
        for (with, works) in [(client, true), (BASE_CLIENT, false)] {
            attempts.push(Attempt {
                what: format!("{}: the caller of the changed document ({})", change.name, change.because),
                name: format!("{client}_caller_{with}"),
                client: with.to_owned(),
                code: format!(
                    "fn main() {{}}\n\npub async fn caller(client: &api::Client) -> Result<(), api::Error> {{\n    {code}\n    Ok(())\n}}\n"
                ),
                works,
            });
        }
    }
    attempts
}

fn everything(change: &str, client: &str, works: bool) -> Attempt {
    Attempt {
        what: format!("{change}: the program that names everything"),
        name: format!("{client}_everything"),
        client: client.to_owned(),
        code: EVERYTHING.to_owned(),
        works,
    }
}

/// The client of a document, without what callers do not see: tests, examples, and what they depend on.
fn client(name: &str, document: &str) -> BTreeMap<PathBuf, String> {
    let config = Config { workspace_member: true, ..Config::new(name) };
    let mut files = BTreeMap::new();
    for (path, bytes) in generate(&source(document), &config).files {
        let text = String::from_utf8(bytes).expect("what is emitted is text");
        if path.starts_with("src") {
            files.insert(path, text);
        } else if path == Path::new("Cargo.toml") {
            let text = text.split("[dev-dependencies]").next().unwrap_or_default();
            files.insert(path, text.replace("readme = \"README.md\"\n", ""));
        }
    }
    files
}

/// The code of a client without its words and its name: what the compiler takes notice of.
fn code(files: &BTreeMap<PathBuf, String>, name: &str) -> String {
    let lines = files.values().flat_map(|text| text.lines());
    let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.replace(&format!("\"{name}\""), "the name") + "\n").collect()
}

/// Writes what is to be compiled, and leaves alone what is there already, so that Cargo does, too.
fn write_workspace(
    root: &Path,
    clients: &BTreeMap<String, BTreeMap<PathBuf, String>>,
    attempts: &[Attempt],
) {
    let members: String = clients.keys().map(|name| format!("{name:?}, ")).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    let mut wanted = BTreeMap::from([(PathBuf::from("Cargo.toml"), manifest)]);
    for (name, files) in clients {
        wanted.extend(files.iter().map(|(path, text)| (Path::new(name).join(path), text.clone())));
    }
    for attempt in attempts {
        let path = Path::new(&attempt.client).join("src/bin").join(format!("{}.rs", attempt.name));
        let head = format!("#![allow(deprecated)]\nuse {} as api;\n\n", attempt.client);
        wanted.insert(path, head + &attempt.code);
    }
    for (path, text) in &wanted {
        write(&root.join(path), text);
    }
    // What an earlier run left would be compiled, too.
    let wanted: BTreeSet<PathBuf> = wanted.into_keys().map(|path| root.join(path)).collect();
    for folder in clients.keys().map(|name| root.join(name).join("src")) {
        remove_others(&folder, &wanted);
    }
    // The versions that are there already: nothing has to be fetched.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
}

fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            remove_others(&path, wanted);
        } else if !wanted.contains(&path) {
            fs::remove_file(&path).unwrap();
        }
    }
}

/// The programs that the compiler came to, and whether each compiles. One that does not has an error in its own text.
fn check(root: &Path) -> BTreeMap<String, bool> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--keep-going", "--workspace", "--bins"])
        .args(["--no-default-features", "--features", "oauth", "--message-format", "json"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let mut outcomes = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let said: Value = serde_json::from_str(line).unwrap_or_default();
        let is_program = said["target"]["kind"][0] == "bin";
        let name = said["target"]["name"].as_str().unwrap_or_default().to_owned();
        if said["reason"] == "compiler-artifact" && is_program {
            outcomes.insert(name, true);
        } else if said["message"]["level"] == "error" {
            assert!(is_program, "a client does not compile: {}", said["message"]["rendered"]);
            let spans = said["message"]["spans"].as_array().into_iter().flatten();
            let own = format!("src/bin/{name}.rs");
            if spans
                .clone()
                .any(|span| span["file_name"].as_str().is_some_and(|it| it.ends_with(&own)))
            {
                outcomes.insert(name, false);
            }
        }
    }
    assert!(!outcomes.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    outcomes
}
