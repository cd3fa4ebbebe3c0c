// The changes of codegen/tests/review/changes.yaml, and what disagreements.yaml says of them. What a tool rates otherwise
// than the table is to be explained there, and what is explained there is to be found.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const { parse } = createRequire(import.meta.url)("yaml");
const table = join(here, "../../codegen/tests/review");

/** Where the tools of package.json are. */
export const bin = join(here, "../node_modules/.bin");

/** The document before all changes. */
export const base = readFileSync(join(table, "base.yaml"), "utf8");

export const rows = parse(readFileSync(join(table, "changes.yaml"), "utf8"));

/** The document with a change. */
export const changed = (row) =>
  row.all ? base.replaceAll(row.old, () => row.new) : base.replace(row.old, () => row.new);

/** Whether our table calls a way of a row breaking: the worst of its lines, in the column of the wire (1) or of Rust (2). */
const breaks = (lines, column) => lines.some((line) => line.split(" ")[column] === "breaking");

/** Each row made and taken back; `document` is the name of the changed document, from 0 on. */
export const tasks = (column) =>
  rows.flatMap((row, index) =>
    ["there", "back"].map((way) => ({ row: row.name, way, document: index, breaks: breaks(row[way], column) })),
  );

/** What `work` makes of each, two at a time. */
export async function each(list, work) {
  const left = [...list];
  const worker = async () => {
    for (let it = left.shift(); it; it = left.shift()) await work(it);
  };
  await Promise.all([worker(), worker()]);
}

/** Holds what a tool rates otherwise, each with what it says in `theirs`, against the reasons that are written down. */
export function settle(tool, found, count) {
  const known = parse(readFileSync(join(here, "disagreements.yaml"), "utf8"))[tool];
  const reason = (it) => known.find((known) => [known.row].flat().includes(it.row) && known[it.way] === it.theirs);
  let wrong = 0;
  for (const it of found.sort((one, other) => one.row.localeCompare(other.row))) {
    if (reason(it)) continue;
    console.error(`not explained: ${it.row}, ${it.way}: ${it.theirs}, and ${it.breaks ? "breaking" : "harmless"} in the table`);
    wrong += 1;
  }
  for (const it of known) {
    for (const way of ["there", "back"].filter((way) => it[way])) {
      for (const row of [it.row].flat()) {
        if (found.some((other) => other.row === row && other.way === way && other.theirs === it[way])) continue;
        console.error(`no longer so: ${row}, ${way}: ${it[way]}`);
        wrong += 1;
      }
    }
    if (["we", "they", "both"].includes(it.right) && it.because) continue;
    console.error(`say who is right, and why: ${it.row}`);
    wrong += 1;
  }
  console.log(`${tool}: ${count} changes, ${found.length} rated otherwise, ${wrong} not explained`);
  if (wrong) process.exitCode = 1;
}
