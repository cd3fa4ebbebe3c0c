// Runs the script that comments on pull requests against a GitHub of its own: one comment, updated in place,
// never too long, and never another's.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const workflow = readFileSync(new URL("../.github/workflows/review.yml", import.meta.url), "utf8");
const found = /^( +)script: \|\n((?:\1  .*\n|\n)+)/m.exec(workflow);
assert.ok(found, "review.yml has a script");
const AsyncFunction = (async () => {}).constructor;
const script = new AsyncFunction("require", "github", "context", found[2]);
const MARKER = "<!-- cargo xtask review -->";

process.chdir(mkdtempSync(join(tmpdir(), "comment-")));
mkdirSync("review");

/** What the comments are once the script has run with `text`. */
async function run(text, comments) {
  writeFileSync("review/comment.md", text);
  const issues = {
    listComments: "listComments",
    updateComment: async ({ comment_id, body }) => { comments.find((it) => it.id === comment_id).body = body; },
    createComment: async ({ issue_number, body }) => {
      assert.equal(issue_number, 7);
      comments.push({ id: comments.length + 1, user: { type: "Bot" }, body });
    },
  };
  const github = { rest: { issues }, paginate: async (call) => { assert.equal(call, "listComments"); return comments; } };
  const context = { repo: { owner: "o", repo: "r" }, issue: { number: 7 }, serverUrl: "https://github.com", runId: 1 };
  await script(createRequire(import.meta.url), github, context);
  return comments;
}

const others = () => [
  { id: 1, user: { type: "User" }, body: `${MARKER}\nquoted by a person` },
  { id: 2, user: null, body: "of somebody who is gone" },
];
const comments = await run(`${MARKER}\nfirst`, others());
assert.equal(comments.length, 3);
assert.equal(comments[2].body, `${MARKER}\nfirst`);
await run(`${MARKER}\nsecond`, comments);
assert.equal(comments.length, 3);
assert.equal(comments[2].body, `${MARKER}\nsecond`);
assert.equal(comments[0].body, others()[0].body);

const detail = `\n<details><summary>one</summary>\n\n${"x".repeat(3000)}\n</details>\n`;
const [long] = await run(MARKER + detail.repeat(40), []);
assert.ok(long.body.length <= 65536 && long.body.length > 60000, `${long.body.length}`);
assert.equal(long.body.split("<details>").length, long.body.split("</details>").length);
assert.match(long.body, /actions\/runs\/1\)\.$/);
console.log("review.yml: one comment, updated in place");
