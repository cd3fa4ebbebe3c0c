// Redocly's differ on each change of codegen/tests/review/changes.yaml, made and taken back. It judges the wire: what
// it rates `major` is to be what our table calls breaking there. Where it is not, disagreements.yaml says who is right
// and why; that file is held to what is found.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const { parse } = createRequire(import.meta.url)("yaml");
const table = join(here, "../../codegen/tests/review");
const base = readFileSync(join(table, "base.yaml"), "utf8");
const rows = parse(readFileSync(join(table, "changes.yaml"), "utf8"));
const known = parse(readFileSync(join(here, "disagreements.yaml"), "utf8")).redocly;
const redocly = join(here, "../node_modules/.bin/redocly");
const folder = mkdtempSync(join(tmpdir(), "crosscheck-"));
writeFileSync(join(folder, "base.yaml"), base);

/** The document with a change. */
const changed = (row) => (row.all ? base.replaceAll(row.old, () => row.new) : base.replace(row.old, () => row.new));

/** What our table says of the wire: the worst of its lines. */
const ours = (lines) => (lines.some((line) => line.split(" ")[1] === "breaking") ? "breaking" : "harmless");

/** How Redocly rates the way from one file to another. */
async function rated(from, to) {
  const args = ["diff", from, to, "--format", "json", "--fail-on", "none"];
  const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { stdout } = await promisify(execFile)(redocly, args, { cwd: folder, env: environment, maxBuffer: 1 << 26 });
  return JSON.parse(stdout).bump;
}

const tasks = [];
rows.forEach((row, index) => {
  const file = `${index}.yaml`;
  writeFileSync(join(folder, file), changed(row));
  tasks.push({ row: row.name, way: "there", from: "base.yaml", to: file, ours: ours(row.there) });
  tasks.push({ row: row.name, way: "back", from: file, to: "base.yaml", ours: ours(row.back) });
});

const found = [];
async function work() {
  for (let task = tasks.shift(); task; task = tasks.shift()) {
    const bump = await rated(task.from, task.to);
    if ((bump === "major") !== (task.ours === "breaking")) found.push({ ...task, theirs: String(bump) });
  }
}
await Promise.all([work(), work()]);

/** One that is known, for the way on which it occurs. */
const reason = (it) => known.find((known) => known.row === it.row && known[it.way] === it.theirs);

let wrong = 0;
for (const it of found.sort((one, other) => one.row.localeCompare(other.row))) {
  if (reason(it)) continue;
  console.error(`not explained: ${it.row}, ${it.way}: ${it.theirs}, and ${it.ours} in the table`);
  wrong += 1;
}
for (const it of known) {
  for (const way of ["there", "back"].filter((way) => it[way])) {
    if (found.some((other) => other.row === it.row && other.way === way && other.theirs === it[way])) continue;
    console.error(`no longer so: ${it.row}, ${way}: ${it[way]}`);
    wrong += 1;
  }
  if (["we", "they", "both"].includes(it.right) && it.because) continue;
  console.error(`say who is right, and why: ${it.row}`);
  wrong += 1;
}
console.log(`Redocly's differ: ${2 * rows.length} changes, ${found.length} rated otherwise, ${wrong} not explained`);
process.exitCode = wrong ? 1 : 0;
