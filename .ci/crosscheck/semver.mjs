// cargo-semver-checks judges Rust: what it finds breaking in the client of a changed document, beside that of the
// document before, is to be what our table calls breaking there.
//
// It reads what rustdoc says of a crate as JSON. All clients have one name here, so that their items do, too.
import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { base, changed, each, rows, settle, tasks } from "./table.mjs";

const [tool, xtask] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "crosscheck-"));
const target = join(folder, "target");
// What rustdoc gives as JSON is not stable yet, and needs this to be had from a stable compiler.
const unstable = { ...process.env, RUSTC_BOOTSTRAP: "1", CARGO_TARGET_DIR: target, CARGO_INCREMENTAL: "0" };

/** The code of a client, without its words. */
function code(crate) {
  const files = readdirSync(join(crate, "src"), { recursive: true, encoding: "utf8" }).filter((it) => it.endsWith(".rs"));
  const lines = files.sort().flatMap((file) => readFileSync(join(crate, "src", file), "utf8").split("\n"));
  return lines.filter((line) => !line.trimStart().startsWith("//")).join("\n");
}

/** Generates the client of a document, and gives its folder. */
function client(name, document) {
  writeFileSync(join(folder, `${name}.yaml`), document);
  const args = ["generate", "--spec", join(folder, `${name}.yaml`), "--out", join(folder, name), "--name", "api"];
  execFileSync(xtask, args, { stdio: ["ignore", "ignore", "pipe"] });
  // The versions that are there already: nothing has to be fetched.
  copyFileSync("Cargo.lock", join(folder, name, "Cargo.lock"));
  return join(folder, name);
}

/** What rustdoc says of a client. */
function items(crate) {
  const args = ["rustdoc", "--quiet", "--lib", "--", "-Zunstable-options", "--output-format=json"];
  const hidden = ["--document-private-items", "--document-hidden-items", "--cap-lints=allow"];
  execFileSync("cargo", [...args, ...hidden], { cwd: crate, env: unstable, stdio: ["ignore", "ignore", "inherit"] });
  const file = `${crate}.json`;
  copyFileSync(join(target, "doc/api.json"), file);
  return file;
}

/** Whether the tool finds something breaking on the way from one client to another. */
async function isBreaking(from, to) {
  const args = ["semver-checks", "check-release", "--baseline-rustdoc", from, "--current-rustdoc", to];
  const run = promisify(execFile)(tool, [...args, "--release-type", "minor"], { cwd: folder, maxBuffer: 1 << 26 });
  const { stdout, stderr } = await run.catch((error) => error);
  const said = `${stdout}${stderr}`;
  if (/semver requires new major version/.test(said)) return true;
  if (/no semver update required|semver requires new (minor|patch) version/.test(said)) return false;
  throw new Error(`${from} to ${to}: ${said}`);
}

mkdirSync(target);
const before = client("base", base);
const documents = rows.map((row, index) => client(`c${index}`, changed(row)));
const other = documents.map((crate) => code(crate) !== code(before));
const told = documents.map((crate, index) => (other[index] ? items(crate) : undefined));
const beforeTold = items(before);

const [all, found] = [tasks(2), []];
await each(all, async (task) => {
  const file = told[task.document];
  const [from, to] = task.way === "there" ? [beforeTold, file] : [file, beforeTold];
  const theirs = file && (await isBreaking(from, to)) ? "breaking" : "harmless";
  if ((theirs === "breaking") !== task.breaks) found.push({ ...task, theirs });
});
settle("cargo-semver-checks", found, all.length);
