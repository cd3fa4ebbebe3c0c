//! `cargo xtask review` as people run it: on two files, and in a repository with a client of its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Notes, version: '1', description: Notes of people., license: {name: MIT}}
servers: [{url: 'https://example.com/v1'}]
paths:
  /notes/{id}:
    get:
      operationId: getNote
      tags: [notes]
      summary: Gives a note.
      parameters: [{name: id, in: path, required: true, description: Its id., schema: {type: string}}]
      responses:
        '200':
          description: The note.
          content:
            application/json:
              schema: {$ref: 'schemas.yaml#/Note'}
";

const SCHEMAS: &str = "\
Note:
  type: object
  description: A note.
  required: [text]
  properties:
    text: {type: string, description: What it says.}
    author: {type: string, description: Who wrote it.}
";

/// A workspace in a repository, with a client that is what its document gives.
struct Room {
    temp: TempDir,
}

impl Room {
    fn new() -> Self {
        let room = Self { temp: TempDir::new().unwrap() };
        // By this folder the command finds the workspace around it.
        fs::create_dir_all(room.path().join("xtask")).unwrap();
        fs::create_dir_all(room.path().join("spec")).unwrap();
        room.write("spec/openapi.yaml", DOCUMENT).write("spec/schemas.yaml", SCHEMAS);
        room.passes("generate");
        room.write("generated-client/CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n");
        room.git(&["init", "--quiet"]);
        room.commit();
        room
    }

    fn path(&self) -> &Path {
        self.temp.path()
    }

    fn write(&self, path: &str, text: &str) -> &Self {
        fs::write(self.path().join(path), text).unwrap();
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    fn replace(&self, path: &str, old: &str, new: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(old), "{path} does not hold {old:?}: {text}");
        self.write(path, &text.replacen(old, new, 1))
    }

    fn git(&self, args: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Test", "-c", "user.email=test@example.com"]);
        command.args(["-c", "commit.gpgsign=false"]).args(args).current_dir(self.path());
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        assert!(command.status().unwrap().success(), "git {args:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "A state"]);
    }

    /// Whether a run is content, what it prints, and what it says beside.
    fn run(&self, args: &str) -> (bool, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(args.split_whitespace())
            .current_dir(self.path())
            .env("CARGO_MANIFEST_DIR", self.path().join("xtask"))
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let (out, err) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
        let (out, err) = (out.unwrap(), err.unwrap());
        assert!(!err.contains("panicked"), "{args}\n{err}");
        (output.status.success(), out, err)
    }

    fn passes(&self, args: &str) -> String {
        let (is_well, out, err) = self.run(args);
        assert!(is_well, "{args}\n{out}{err}");
        out
    }

    /// A run that is not content, and says each of these parts.
    fn fails(&self, args: &str, parts: &[&str]) {
        let (is_well, out, err) = self.run(args);
        assert!(!is_well, "{args} is content\n{out}{err}");
        for part in parts {
            assert!(err.contains(part), "{args} does not say {part:?}\n{err}");
        }
    }

    fn json(&self, args: &str) -> Value {
        let text = self.passes(&format!("review {args} --format json"));
        serde_json::from_str(&text).expect("it is JSON")
    }

    fn version(&self, old: &str, new: &str) -> &Self {
        let manifest = "generated-client/Cargo.toml";
        self.replace(manifest, &format!("version = \"{old}\""), &format!("version = \"{new}\""))
    }
}

const AUTHOR: &str = "    author: {type: string, description: Who wrote it.}\n";

#[test]
fn all_files_are_read_from_the_revision() {
    let room = Room::new();
    assert_eq!(room.json("--base HEAD")["bump"], "none");
    room.replace("spec/schemas.yaml", AUTHOR, "");
    let review = room.json("--base HEAD");
    let finding = &review["findings"][0];
    assert_eq!(finding["rule"], "property-removed", "{review}");
    assert!(finding["old"]["file"].as_str().unwrap().ends_with("schemas.yaml"), "{review}");
    assert_eq!(finding["old"]["line"], 7, "{review}");
    assert_eq!(finding["new"], Value::Null, "{review}");
    assert_eq!(finding["operations"][0], "GET /notes/{id}");
    // The listing is that of the revision, where the line still is.
    let text = room.passes("review --base HEAD");
    assert!(text.contains("author: {type: string"), "{text}");
    room.commit();
    assert_eq!(room.json("--base HEAD")["bump"], "none");
    assert_eq!(room.json("--base HEAD~1")["bump"], "major");
    // From another folder of the repository, and by a name.
    let (is_well, out, err) =
        room.run("review --base HEAD~1 --spec spec/openapi.yaml --format json");
    assert!(is_well && out.contains("property-removed"), "{out}{err}");
}

#[test]
fn a_file_that_one_side_lacks_is_told_with_the_side() {
    let room = Room::new();
    fs::remove_file(room.path().join("spec/schemas.yaml")).unwrap();
    let parts = ["unreadable-file", "schemas.yaml", "not all of spec/openapi.yaml could be read"];
    room.fails("review --base HEAD", &parts);
    room.commit();
    room.write("spec/schemas.yaml", SCHEMAS);
    let parts =
        ["there is no such file in the revision HEAD", "not all of spec/openapi.yaml at HEAD"];
    room.fails("review --base HEAD", &parts);
    room.commit();
    room.write("spec/schemas.yaml", "Note: [");
    room.fails(
        "review --base HEAD",
        &["error[syntax]", "not all of spec/openapi.yaml could be read"],
    );
}

#[test]
fn what_check_demands() {
    let room = Room::new();
    room.passes("review --base HEAD --check");
    // Something new: the client is stale, and its version too low.
    room.replace(
        "spec/schemas.yaml",
        AUTHOR,
        &format!("{AUTHOR}    title: {{type: string, description: Its title.}}\n"),
    );
    room.fails("review --base HEAD --check", &["generated-client", "has to be 0.1.1"]);
    room.passes("generate");
    room.fails(
        "review --base HEAD --check",
        &["the version of the client is 0.1.0, was 0.1.0, and has to be 0.1.1"],
    );
    room.version("0.1.0", "0.1.1").passes("generate");
    room.passes("review --base HEAD --check");
    room.fails("review --base HEAD --check --fail-on note", &["1 change not acknowledged"]);
    room.commit();
    // Something that breaks.
    room.replace("spec/schemas.yaml", AUTHOR, "").version("0.1.1", "0.1.2").passes("generate");
    room.fails("review --base HEAD --check", &["1 change not acknowledged", "has to be 0.2.0"]);
    room.version("0.1.2", "0.2.0").passes("generate");
    room.fails("review --base HEAD --check", &["1 change not acknowledged"]);
    room.passes("review --base HEAD --check --fail-on never");
    room.passes("review --base HEAD");
    let known = "- {rule: property-removed, place: 'schemas.yaml#/Note/properties/author', reason: Nobody reads it.}\n";
    room.write("spec/acknowledged.yaml", known);
    room.passes("review --base HEAD --check");
    assert_eq!(room.json("--base HEAD")["findings"][0]["acknowledged"], "Nobody reads it.");
    room.commit();
    // What is acknowledged for ever is not there any more.
    let (_, _, err) = room.run("review --base HEAD");
    assert!(err.contains("unused-acknowledgement"), "{err}");
    room.write("spec/acknowledged.yaml", "- {rule: property-gone, place: '#', reason: No.}\n");
    room.fails("review --base HEAD", &["property-gone"]);
}

#[test]
fn entries_of_the_changelog_are_written_once() {
    let room = Room::new();
    room.replace("spec/schemas.yaml", AUTHOR, "");
    room.passes("review --base HEAD --format changelog --write");
    let written = room.read("generated-client/CHANGELOG.md");
    assert!(
        written.contains("### Removed\n\n- **Breaking** (Rust): `author` of `Note` is gone"),
        "{written}"
    );
    room.passes("review --base HEAD --format changelog --write");
    assert_eq!(room.read("generated-client/CHANGELOG.md"), written);
    room.write("generated-client/CHANGELOG.md", "# Changelog\n");
    room.fails("review --base HEAD --format changelog --write", &["no heading `## [Unreleased]`"]);
}

#[test]
fn of_a_document_that_cannot_be_read_the_other_is_named() {
    let room = Room::new();
    room.write("good.yaml", "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n");
    room.write("bad.yaml", "openapi: [3.0.3\n");
    room.fails(
        "review bad.yaml good.yaml",
        &["bad.yaml:", "bad.yaml cannot be read; good.yaml can be"],
    );
    room.fails(
        "review good.yaml bad.yaml",
        &["bad.yaml:", "bad.yaml cannot be read; good.yaml can be"],
    );
    room.fails(
        "review bad.yaml none.yaml",
        &["there is no such file", "neither bad.yaml nor none.yaml can be read"],
    );
    room.passes("review good.yaml good.yaml");
}

#[test]
fn wrong_arguments_are_explained() {
    let room = Room::new();
    for (args, part) in [
        ("review", "say what to compare"),
        ("review spec/openapi.yaml", "NEW"),
        ("review a.yaml b.yaml --base HEAD", "cannot be used with"),
        ("review a.yaml b.yaml --spec c.yaml", "or --base REV with --spec"),
        ("review --base nowhere", "git knows no revision \"nowhere\""),
        ("review --base=--output=x", "git knows no revision"),
        ("review --base HEAD --spec ../outside.yaml", "it is outside the repository"),
        ("review --base HEAD --format tables", "possible values"),
        ("review --base HEAD --fail-on all", "possible values"),
        ("review --base HEAD --acknowledged none.yaml", "there is no file none.yaml"),
    ] {
        room.fails(args, &[part]);
    }
    fs::remove_dir_all(room.path().join(".git")).unwrap();
    room.fails("review --base HEAD", &["needs a git repository"]);
}

#[test]
fn json_keeps_to_its_schema() {
    let room = Room::new();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let schema = fs::read_to_string(workspace.join("docs/review.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    room.replace("spec/schemas.yaml", "[text]", "[text, author]");
    let changed = room.json("--base HEAD");
    assert!(!changed["findings"].as_array().unwrap().is_empty());
    let base = workspace.join("codegen/tests/review/base.yaml");
    let pages = [workspace.join(".ci/browser/old.yaml"), workspace.join(".ci/browser/new.yaml")];
    let between =
        |old: &Path, new: &Path| room.json(&format!("{} {}", old.display(), new.display()));
    for review in
        [changed, between(&pages[0], &pages[1]), between(&pages[0], &base), between(&base, &base)]
    {
        let errors: Vec<String> =
            validator.iter_errors(&review).map(|it| format!("{it}")).collect();
        assert!(errors.is_empty(), "{errors:?}\n{review:#}");
    }
}
