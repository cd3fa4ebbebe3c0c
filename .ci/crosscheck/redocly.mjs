// Redocly's differ judges the wire: what it rates `major` is to be what our table calls breaking there.
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { base, bin, changed, each, rows, settle, tasks } from "./table.mjs";

const folder = mkdtempSync(join(tmpdir(), "crosscheck-"));
writeFileSync(join(folder, "base.yaml"), base);
rows.forEach((row, index) => writeFileSync(join(folder, `${index}.yaml`), changed(row)));

/** How Redocly rates the way from one file to another. */
async function rated(from, to) {
  const args = ["diff", from, to, "--format", "json", "--fail-on", "none"];
  const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const options = { cwd: folder, env: environment, maxBuffer: 1 << 26 };
  const { stdout } = await promisify(execFile)(join(bin, "redocly"), args, options);
  return JSON.parse(stdout).bump;
}

const [all, found] = [tasks(1), []];
await each(all, async (task) => {
  const files = ["base.yaml", `${task.document}.yaml`];
  const [from, to] = task.way === "there" ? files : files.reverse();
  const bump = await rated(from, to);
  if ((bump === "major") !== task.breaks) found.push({ ...task, theirs: String(bump) });
});
settle("redocly", found, all.length);
