//! Documents full of obstacles become crates that compile without a warning of rustc, clippy or rustdoc,
//! and whose golden tests pass.

use std::path::Path;

use codegen::{Config, Source};
use conformance::scratch::Scratch;

/// Names that Rust, the generated code or one another have already taken.
#[test]
fn names() {
    check("names", &[]);
}

/// Every shape of schema and parameter, and examples that contradict their schema.
#[test]
fn shapes() {
    check("shapes", &["example-mismatch"; 12]);
}

/// Every kind of body, answer and parameter, and calls of all of them.
#[test]
fn media() {
    check("media", &[]);
}

/// Every way to authenticate, and servers of every kind, with calls over loopback.
#[test]
fn security() {
    check("security", &[]);
}

/// Generates the crate of a document in `obstacles/`, with these errors said of the document.
#[track_caller]
fn check(name: &str, errors: &[&str]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("obstacles").join(format!("{name}.yaml"));
    let source = Source::load(&path);
    let generated = codegen::generate(&source, &Config::new(format!("obstacle-{name}")));
    let severity = codegen::diagnostic::Severity::Error;
    // Of a document of one's own they would be errors; generating takes them for warnings.
    let (_, diagnostics) = codegen::analyze(&source);
    let said = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
    let said: Vec<&str> = said.map(|diagnostic| diagnostic.code.as_str()).collect();
    assert_eq!(said, errors, "{}", generated.diagnostics.render(&source, false));

    let scratch = Scratch::new("obstacles", name);
    for (path, bytes) in &generated.files {
        scratch.write(path, bytes);
    }
    // Calls of what was generated, where the document has some beside it.
    if let Ok(calls) = std::fs::read(path.with_extension("calls.rs")) {
        scratch.write(Path::new("tests/calls.rs"), &calls);
    }
    let features = ["--features", "chrono,jiff,uuid,oauth"];
    let clippy = [&["clippy", "--all-targets"], &features[..]].concat();
    passes(&scratch, &clippy, &[("RUSTFLAGS", "-Dwarnings")]);
    passes(&scratch, &["test", "--features", "oauth"], &[("RUSTFLAGS", "-Dwarnings")]);
    let doc = [&["doc", "--no-deps"], &features[..]].concat();
    passes(&scratch, &doc, &[("RUSTDOCFLAGS", "-Dwarnings")]);
}

#[track_caller]
fn passes(scratch: &Scratch, arguments: &[&str], environment: &[(&str, &str)]) {
    let (passed, output) = scratch.cargo(arguments, environment);
    assert!(passed, "cargo {arguments:?} fails:\n{output}");
}
