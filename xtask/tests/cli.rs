//! The command as people run it: what it prints, what it leaves behind, and its exit code.

// `expect_test` writes its texts with hashes, needed or not.
#![allow(clippy::needless_raw_string_hashes)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::{Expect, expect};
use tempfile::TempDir;

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Notes, version: '1'}
servers: [{url: 'https://example.com/v1'}]
paths:
  /notes/{id}:
    get:
      operationId: getNote
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: The note.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Note'}
              example: {text: hello}
components:
  schemas:
    Note:
      type: object
      required: [text]
      properties: {text: {type: string}}
";

/// A folder to work in.
struct Room {
    temp: TempDir,
}

impl Room {
    fn new(document: &str) -> Self {
        let temp = TempDir::new().unwrap();
        fs::write(temp.path().join("notes.yaml"), document).unwrap();
        Self { temp }
    }

    fn path(&self) -> &Path {
        self.temp.path()
    }

    fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(args.split_whitespace()).current_dir(self.path()).env("NO_COLOR", "1");
        command
    }

    /// The exit code and all output of a run, with the workspace's folder made the same everywhere.
    fn run(&self, args: &str) -> (Option<i32>, String) {
        let output = self.command(args).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let text =
            String::from_utf8(text).unwrap().replace(&root.display().to_string(), "WORKSPACE");
        assert!(!text.contains("panicked"), "{text}");
        (output.status.code(), text)
    }

    fn check(&self, args: &str, expected: &Expect) -> &Self {
        let (code, text) = self.run(args);
        expected.assert_eq(&format!("{text}exit code {}\n", code.unwrap_or(-1)));
        self
    }

    /// Runs with bad input, which must leave nothing behind, and checks that the output names `part`.
    fn refuses(&self, args: &str, part: &str) {
        let (code, text) = self.run(args);
        assert_eq!(code, Some(1), "{args}\n{text}");
        assert!(text.contains(part), "{args}\n{text}");
        assert!(!self.path().join("out").exists(), "{args} left something");
    }
}

const GENERATE: &str = "generate --spec notes.yaml --out out --name notes";

#[test]
fn generating_twice_changes_nothing_and_check_agrees() {
    let room = Room::new(DOCUMENT);
    let (code, text) = room.run(GENERATE);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains(" files written, 0 unchanged, 0 removed"), "{text}");
    let written = text.split(' ').nth(1).unwrap().to_owned();
    let (code, text) = room.run(GENERATE);
    assert_eq!(
        (code, text),
        (Some(0), format!("out: 0 files written, {written} unchanged, 0 removed\n"))
    );
    let (code, text) = room.run(&format!("{GENERATE} --check"));
    assert_eq!((code, text), (Some(0), format!("out: {written} files up to date\n")));
}

#[test]
fn check_names_every_trouble_and_what_mends_it() {
    let room = Room::new(DOCUMENT);
    room.run(GENERATE);
    let out = room.path().join("out");
    fs::write(out.join("src/lib.rs"), "// by hand\n").unwrap();
    fs::remove_file(out.join("src/models.rs")).unwrap();
    fs::write(out.join("src/mine.rs"), "// mine\n").unwrap();
    fs::write(
        room.path().join("notes.yaml"),
        DOCUMENT.replace("The note.", "A note.").replace("getNote", "readNote"),
    )
    .unwrap();
    let (code, text) = room.run(&format!("{GENERATE} --check"));
    assert_eq!(code, Some(1));
    for line in [
        "edited    out/src/lib.rs (changed by hand since it was generated)\n",
        "missing   out/src/models.rs\n",
        "stale     out/.generated\n",
        "mend it with `cargo xtask generate --spec notes.yaml --out out --name notes`\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    assert!(!text.contains("mine.rs"), "{text}");
    let (code, text) = room.run(GENERATE);
    assert_eq!(code, Some(0));
    assert!(
        text.contains("warning: overwrote out/src/lib.rs, which was changed by hand\n"),
        "{text}"
    );
    assert_eq!(fs::read_to_string(out.join("src/mine.rs")).unwrap(), "// mine\n");
    assert_eq!(room.run(&format!("{GENERATE} --check")).0, Some(0));
}

#[test]
fn a_foreign_folder_is_not_trampled() {
    let room = Room::new(DOCUMENT);
    let manifest = room.path().join("out/Cargo.toml");
    fs::create_dir(room.path().join("out")).unwrap();
    fs::write(&manifest, "[package]\n").unwrap();
    room.check(
        GENERATE,
        &expect![[r#"
        error: these files were not written by this command and would be overwritten:
          out/Cargo.toml
        nothing was written; choose another folder, or repeat with --force
        exit code 1
    "#]],
    );
    assert_eq!(fs::read_to_string(&manifest).unwrap(), "[package]\n");
    assert_eq!(fs::read_dir(room.path().join("out")).unwrap().count(), 1);
    let (code, text) = room.run(&format!("{GENERATE} --force"));
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("warning: overwrote out/Cargo.toml"), "{text}");
}

#[test]
fn a_bad_document_is_explained_and_nothing_is_written() {
    for (document, part) in [
        ("", "notes.yaml"),
        ("openapi: [", "notes.yaml:1"),
        ("just text", "notes.yaml:1:1"),
        ("{}", "notes.yaml:1:1"),
        ("swagger: '2.0'\ninfo: {title: x, version: '1'}\npaths: {}\n", "notes.yaml:1:1"),
        ("\u{0}\u{1}", "notes.yaml"),
    ] {
        let room = Room::new(document);
        room.refuses(GENERATE, part);
        room.refuses(&format!("{GENERATE} --check"), part);
    }
}

#[test]
fn of_a_faulty_document_the_sound_part_is_generated() {
    let room = Room::new(&DOCUMENT.replace("paths:", "paths:\n  /broken:\n    get: {operationId: broken, responses: {'200': {$ref: '#/nowhere'}}}"));
    room.refuses(&format!("{GENERATE} --strict"), "nothing was written: 1 error");
    for switch in ["", "--keep-going"] {
        let (code, text) = room.run(&format!("{GENERATE} {switch}"));
        assert_eq!(code, Some(0), "{text}");
        assert!(text.contains("warning[unresolved-ref]: `#/nowhere` leads nowhere\n"), "{text}");
        assert!(text.contains("notes.yaml:6:"), "{text}");
    }
    assert!(room.path().join("out/src/lib.rs").exists());
}

#[test]
fn an_overlay_amends_the_document() {
    let room = Room::new(&DOCUMENT.replace("getNote", "''"));
    let overlay = |id: &str| {
        let text = format!(
            "overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions:\n\
             - target: $.paths['/notes/{{id}}'].get\n  update: {{operationId: {id}}}\n"
        );
        fs::write(room.path().join("o.yaml"), text).unwrap();
    };
    overlay("readNote");
    let (code, text) = room.run(&format!("{GENERATE} --strict --overlay o.yaml"));
    assert_eq!(code, Some(0), "{text}");
    let client = fs::read_to_string(room.path().join("out/src/operations/default.rs")).unwrap();
    assert!(client.contains("pub fn read_note("), "{client}");
    overlay("[]");
    let (code, text) = room.run(&format!("{GENERATE} --overlay o.yaml --check"));
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("error[invalid-overlay]"), "{text}");
    assert!(text.contains("o.yaml:5:"), "{text}");
}

#[test]
fn folders_that_must_not_be_written_to_are_refused() {
    let room = Room::new(DOCUMENT);
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let spec = workspace.join("spec/new").display().to_string();
    for (out, part) in [
        ("/", "is the root of the file system"),
        (workspace.to_str().unwrap(), "holds this workspace"),
        (spec.as_str(), "lies in spec/ of this workspace"),
        ("notes.yaml", "notes.yaml is a file; give a folder"),
    ] {
        room.refuses(&format!("generate --spec notes.yaml --out {out} --name notes --force"), part);
        assert!(!workspace.join("spec/new").exists());
        assert!(!workspace.join(".generated").exists());
    }
    assert_eq!(fs::read_to_string(room.path().join("notes.yaml")).unwrap(), DOCUMENT);
}

#[test]
fn a_folder_may_be_named_by_way_of_one_that_is_not_there() {
    let room = Room::new(DOCUMENT);
    let (code, text) = room.run("generate --spec notes.yaml --out x/../y --name notes");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.starts_with("y: "), "{text}");
    assert!(room.path().join("y/src/lib.rs").exists() && !room.path().join("x").exists());
}

#[test]
fn help_names_only_what_is_there() {
    let room = Room::new(DOCUMENT);
    let (_, help) = room.run("generate --help");
    assert!(help.contains("--out needs it, and without --out it is cometchat-client"), "{help}");
    assert!(!help.contains("[default: cometchat-client]"), "{help}");
    let (_, help) = room.run("mock --help");
    let named = help.split("example=").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/openapi.yaml");
    let known = fs::read_to_string(own).unwrap();
    assert!(known.contains(&format!("            {named}:\n")), "{named}");
}

#[test]
fn bad_arguments_are_explained() {
    let room = Room::new(DOCUMENT);
    room.check(
        "generate --spec nowhere.yaml --out out --name notes",
        &expect![[r#"
            error[unreadable-file]: cannot read the document: there is no such file
            --> nowhere.yaml
             = help: see that the file is there, is a regular file and can be read; paths count from the file that refers to it

            nothing was written: 1 error
            exit code 1
        "#]],
    );
    room.check(
        "generate --spec notes.yaml --out out --name 3d",
        &expect![[r#"
            error: "3d" cannot be the name of a crate: it does not begin with a letter; try --name d
            exit code 1
        "#]],
    );
    room.check(
        "generate --spec notes.yaml",
        &expect![[r#"
            error: --spec without --out would overwrite WORKSPACE/generated-client; give --out DIR too
            exit code 1
        "#]],
    );
    room.check(
        "generate --name notes",
        &expect![[r#"
            error: --name without --out would rename WORKSPACE/generated-client; give --out DIR too
            exit code 1
        "#]],
    );
    room.check(
        "mock --spec nowhere.yaml",
        &expect![[r#"
            error[unreadable-file]: cannot read the document: there is no such file
            --> nowhere.yaml
             = help: see that the file is there, is a regular file and can be read; paths count from the file that refers to it

            nothing can be answered: 1 error
            exit code 1
        "#]],
    );
    room.check(
        "mock --spec notes.yaml --example nothing",
        &expect![[r#"
        error: no operation has an example "nothing"; there are: 
        exit code 1
    "#]],
    );
    assert!(!room.path().join("out").exists());
    fs::create_dir(room.path().join("folder")).unwrap();
    room.refuses("generate --spec folder --out out --name notes", "folder");
    room.refuses("generate --spec notes.yaml --out notes.yaml --name notes", "notes.yaml");
    assert_eq!(fs::read_to_string(room.path().join("notes.yaml")).unwrap(), DOCUMENT);
}

#[test]
fn every_command_explains_itself() {
    let room = Room::new(DOCUMENT);
    for args in
        ["--help", "generate --help", "mock --help", "demo --help", "corpus --help", "generate -h"]
    {
        let (code, text) = room.run(args);
        assert_eq!(code, Some(0));
        assert!(text.contains("Usage: cargo xtask"), "{text}");
    }
    assert_eq!(room.run("").0, Some(2));
    assert_eq!(room.run("generate --chekc").0, Some(2));
}

/// What `corpus` says of a folder with these documents, its crates in a folder of this test.
fn corpus(documents: &[(&str, &str)], args: &str) -> (Option<i32>, String) {
    let room = Room::new(DOCUMENT);
    fs::create_dir(room.path().join("all")).unwrap();
    for (name, text) in documents {
        fs::write(room.path().join("all").join(name), text).unwrap();
    }
    let mut command = room.command(&format!("corpus all {args}"));
    let output = command.env("CARGO_TARGET_DIR", room.path().join("target")).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_row_for_each_document_and_one_more_that_cannot_be_read() {
    let documents = [("notes.yaml", DOCUMENT), ("broken.json", "{\"openapi\": "), ("x.txt", "")];
    let (code, text) = corpus(&documents, "--generate-only --json");
    assert_eq!(code, Some(1), "{text}");
    let rows: serde_json::Value = serde_json::from_str(&text).unwrap();
    let shown = ["/0/name", "/0/below", "/0/generated/diagnostics", "/1/name", "/1/below"]
        .into_iter()
        .chain(["/1/bytes", "/1/check", "/1/generated/operations", "/1/generated/schemas"])
        .chain(["/1/generated/examples", "/1/generated/untested", "/1/generated/valid"])
        .map(|at| format!("{at} {}\n", rows.pointer(at).unwrap()));
    expect![[r#"
        /0/name "broken"
        /0/below ["nothing could be generated"]
        /0/generated/diagnostics {"syntax":1}
        /1/name "notes"
        /1/below []
        /1/bytes 557
        /1/check null
        /1/generated/operations {"document":1,"generated":1}
        /1/generated/schemas {"document":1,"generated":1}
        /1/generated/examples {"document":1,"generated":1}
        /1/generated/untested {}
        /1/generated/valid true
    "#]]
    .assert_eq(&shown.collect::<String>());
    assert!(rows.pointer("/1/generated/lines").unwrap().as_u64() > Some(100), "{text}");
    assert!(rows.pointer("/1/generated/seconds").unwrap().as_f64() > Some(0.0), "{text}");

    let (code, text) = corpus(&documents, "--generate-only --only notes");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.ends_with("\n1 document, 0 below reach\n"), "{text}");
}

#[test]
fn the_mock_says_where_it_is_and_logs_without_keys() {
    let room = Room::new(DOCUMENT);
    let mut command = room.command("mock --spec notes.yaml");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let second = lines.next().unwrap().unwrap();
    let address = first.strip_prefix("listening on http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /v1/notes/7?key=s3cr3t HTTP/1.1\r\nHost: x\r\nApiKey: s3cr3t\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    // The line is written before the answer is sent.
    child.kill().unwrap();
    child.wait().unwrap();
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(answer.ends_with("\r\n\r\n{\"text\":\"hello\"}"), "{answer}");
    expect![[r#"
          GET    /v1/notes/{id}  getNote
        200 GET /v1/notes/7 getNote
    "#]]
    .assert_eq(&format!("{second}\n{log}"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_mock_well() {
    let room = Room::new(DOCUMENT);
    let mut command = room.command("mock --spec notes.yaml");
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("listening on "));
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// A document with a warning and a note for the linter, and no more.
const LINTED: &str = "\
openapi: 3.0.3
info: {title: Notes, version: '1'}
servers: [{url: 'https://example.com/v1'}]
paths:
  /notes:
    post:
      operationId: addNote
      responses: {'201': {description: Added.}, 4XX: {description: Refused.}}
components:
  schemas:
    Note: {type: string}
";

#[test]
fn lint_says_what_it_finds_and_fails_on_what_is_asked() {
    let room = Room::new(LINTED);
    room.check(
        "lint --spec notes.yaml",
        &expect![[r#"
        warning[unused-component]: nothing refers to the schema `Note`
          --> notes.yaml:11:5
           |
        11 |     Note: {type: string}
           |     ^^^^
           |
           = help: take it out, or refer to it

             1 unused-component
             1 unsafe-retry (shown with --verbose)
        notes.yaml: 1 warning, 1 note
        exit code 1
    "#]],
    )
    .check(
        "lint --spec notes.yaml --fail-on error",
        &expect![[r#"
            warning[unused-component]: nothing refers to the schema `Note`
              --> notes.yaml:11:5
               |
            11 |     Note: {type: string}
               |     ^^^^
               |
               = help: take it out, or refer to it

                 1 unused-component
                 1 unsafe-retry (shown with --verbose)
            notes.yaml: 1 warning, 1 note
            exit code 0
        "#]],
    );
    for (level, code) in [("note", 1), ("warning", 1), ("error", 0), ("never", 0)] {
        let (found, text) = room.run(&format!("lint --spec notes.yaml --fail-on {level}"));
        assert_eq!(found, Some(code), "--fail-on {level}\n{text}");
    }
    assert!(room.run("lint --spec notes.yaml --verbose").1.contains("note[unsafe-retry]"));
    assert!(room.run("lint --spec notes.yaml --fail-on note").1.contains("note[unsafe-retry]"));
}

#[test]
fn lint_speaks_to_programs() {
    let room = Room::new(LINTED);
    fs::write(
        room.path().join("acknowledged.yaml"),
        "[{rule: unsafe-retry, place: '#/paths/**', reason: Told apart by its text.}]",
    )
    .unwrap();
    room.check("lint --spec notes.yaml --format json", &expect![[r#"
        {
          "findings": [
            {
              "rule": "unused-component",
              "severity": "warning",
              "message": "nothing refers to the schema `Note`",
              "help": "take it out, or refer to it",
              "place": {
                "file": "notes.yaml",
                "line": 11,
                "column": 5,
                "pointer": "/components/schemas/Note"
              },
              "related": [],
              "acknowledged": null
            },
            {
              "rule": "unsafe-retry",
              "severity": "note",
              "message": "`POST /notes` cannot be sent again safely: the client does so only where it surely did not arrive",
              "help": "a header `Idempotency-Key` would let callers repeat it; so would PUT, where the caller can choose the name",
              "place": {
                "file": "notes.yaml",
                "line": 6,
                "column": 5,
                "pointer": "/paths/~1notes/post"
              },
              "related": [],
              "acknowledged": "Told apart by its text."
            }
          ]
        }
        exit code 1
    "#]])
        .check("lint --spec notes.yaml --format github", &expect![[r#"
            ::warning file=notes.yaml,line=11,col=5,title=unused-component::nothing refers to the schema `Note`%0Ahelp: take it out, or refer to it
            notes.yaml: 1 warning, 1 acknowledged
            exit code 1
        "#]]);
}

#[test]
fn lint_passes_what_is_acknowledged_and_names_what_is_no_longer_there() {
    let room = Room::new(LINTED);
    let known = "\
- {rule: unsafe-retry, place: '#/paths/**', reason: Told apart by its text.}
- {rule: unused-component, place: '#/components/schemas/Note', reason: Used soon.}
";
    fs::write(room.path().join("known.yaml"), known).unwrap();
    room.check(
        "lint --spec notes.yaml --acknowledged known.yaml --fail-on note",
        &expect![[r#"
        notes.yaml: nothing to say, 2 acknowledged
        exit code 0
    "#]],
    );
    fs::write(room.path().join("known.yaml"), known.replace("/Note", "/Nota")).unwrap();
    room.check(
        "lint --spec notes.yaml --acknowledged known.yaml",
        &expect![[r#"
        warning[unused-component]: nothing refers to the schema `Note`
          --> notes.yaml:11:5
           |
        11 |     Note: {type: string}
           |     ^^^^
           |
           = help: take it out, or refer to it

        warning[unused-acknowledgement]: no `unused-component` is there any longer that this covers
         --> known.yaml:2:35
          |
        2 | - {rule: unused-component, place: '#/components/schemas/Nota', reason: Used soon.}
          |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: take it out, or correct its place; `/**` at the end covers what lies within

             1 unused-acknowledgement
             1 unused-component
        notes.yaml: 2 warnings, 1 acknowledged
        exit code 1
    "#]],
    );
}

#[test]
fn lint_refuses_what_it_cannot_read() {
    let room = Room::new(LINTED);
    fs::write(room.path().join("binary.yaml"), [0, 159, 146, 150]).unwrap();
    fs::write(room.path().join("empty.yaml"), "").unwrap();
    for (args, part) in [
        ("lint --spec none.yaml", "there is no such file"),
        ("lint --spec none.yaml --fail-on never", "there is no such file"),
        (
            "lint --spec notes.yaml --overlay notes.yaml",
            "the document itself is named as an overlay",
        ),
        ("lint --spec .", "a folder, not a file"),
        ("lint --spec binary.yaml", "not UTF-8"),
        ("lint --spec empty.yaml", "the file is empty"),
        ("lint --spec notes.yaml --acknowledged none.yaml", "there is no file none.yaml"),
        ("lint --spec notes.yaml --acknowledged notes.yaml", "invalid-acknowledgement"),
        ("lint --spec notes.yaml --acknowledged binary.yaml", "not UTF-8"),
    ] {
        room.refuses(args, part);
    }
}

/// Numbers differ, so only what stands around them is held.
#[test]
fn generating_is_measured() {
    let room = Room::new(DOCUMENT);
    let (code, text) = room.run("bench generate . --quick");
    assert_eq!(code, Some(0), "{text}");
    for part in [
        "generating: notes\n",
        &format!(" {} ", DOCUMENT.len()),
        "Generating, processor time\n",
        "Generating, nanoseconds for each byte of the document\n",
        "Lines for each operation\n",
        "- ours, for each byte of a document: nanoseconds ",
    ] {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
    assert!(!text.contains("fails") && !text.contains("cargo check"), "{text}");
}

#[test]
fn who_measures_hears_of_what_fails() {
    let room = Room::new("openapi: 2.0.0\n");
    let (code, text) = room.run("bench generate . --quick");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("- ours, notes: fails: error["), "{text}");
}
