// Holds the page of a review against a real browser: `node check.mjs PAGE [FOLDER]`. With a folder, its
// screenshots are kept there, to be looked at.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [page, shots] = process.argv.slice(2);
assert.ok(page && existsSync(page), "which page? node check.mjs PAGE [FOLDER]");
const address = pathToFileURL(resolve(page)).href;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
assert.ok(executablePath, "no chromium: apt-get install chromium");
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

/** Opens the page, and fails on whatever it asks the network for, logs or throws. */
async function open(options) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  const troubles = [];
  tab.on("console", (message) => troubles.push(`console: ${message.text()}`));
  tab.on("pageerror", (error) => troubles.push(`error: ${error}`));
  tab.on("dialog", (dialog) => troubles.push(`dialog: ${dialog.message()}`));
  tab.on("request", (request) => {
    if (request.url() !== address) troubles.push(`request: ${request.url()}`);
  });
  await tab.goto(address);
  return { tab, done: async () => { assert.deepEqual(troubles, []); await context.close(); } };
}

const shown = (tab) => tab.locator("article:visible").count();

async function readsWell(colorScheme, width) {
  const { tab, done } = await open({ colorScheme, viewport: { width, height: 900 } });
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `at ${width} px the page is ${wide} px too wide`);
  // What is on the page is no script and no style of its own.
  assert.match(await tab.title(), /^Review: (none|patch|minor|major), \d+ changes?$/);
  assert.equal(await tab.locator("script").count(), 1);
  assert.equal(await tab.locator("style").count(), 1);
  assert.equal(await tab.locator("img, iframe, object, embed, link").count(), 0);
  if (shots) await tab.screenshot({ path: `${shots}/${colorScheme}-${width}.png`, fullPage: true });
  await done();
}

async function isAccessible(colorScheme, width) {
  // The tool has to get in; nothing else is changed.
  const { tab, done } = await open({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
  await tab.addScriptTag({ path: axe });
  const { violations } = await tab.evaluate(() => window.axe.run());
  const said = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
  assert.deepEqual(said, [], `axe on the ${colorScheme} page at ${width} px`);
  await done();
}

async function filtersByKeyboard() {
  const { tab, done } = await open({});
  const all = await shown(tab);
  assert.ok(all > 3, "the page to be checked has some changes");
  const focused = () => tab.evaluate(() => document.activeElement.name || document.activeElement.className || document.activeElement.type);
  await tab.keyboard.press("Tab");
  assert.equal(await focused(), "skip");
  const order = [];
  for (let step = 0; step < 5; step++) {
    await tab.keyboard.press("Tab");
    order.push(await focused());
    const outline = await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", `the focus shows on ${order.at(-1)}`);
  }
  assert.deepEqual(order, ["wire", "rust", "runtime", "operation", "reset"]);
  await tab.locator("select[name=wire]").focus();
  await tab.keyboard.press("ArrowDown");
  assert.equal(await tab.locator("select[name=wire]").inputValue(), "breaking");
  const breaking = await tab.locator("article[data-wire=breaking]").count();
  assert.equal(await shown(tab), breaking);
  assert.ok(breaking > 0 && breaking < all, "some changes break on the wire, and some do not");
  assert.equal(await tab.locator("output").textContent(), `${breaking} of ${all} changes`);
  const operation = tab.locator("select[name=operation]");
  const last = await operation.locator("option").last().getAttribute("value");
  await operation.selectOption(last);
  const both = await tab.evaluate((last) => [...document.querySelectorAll("article[data-wire=breaking]")]
    .filter((change) => change.dataset.operations.split(" ").includes(last)).length, last);
  assert.equal(await shown(tab), both);
  await tab.locator("button[type=reset]").focus();
  await tab.keyboard.press("Enter");
  await tab.waitForFunction((all) => document.querySelectorAll("article:not([hidden])").length === all, all);
  assert.equal(await tab.locator("output").textContent(), `${all} changes`);
  // What folds, unfolds by keyboard.
  const summary = tab.locator("summary").first();
  await summary.focus();
  await tab.keyboard.press("Enter");
  assert.equal(await tab.locator("details").first().evaluate((details) => details.open), false);
  await done();
}

async function readsWithoutScript() {
  const { tab, done } = await open({ javaScriptEnabled: false });
  assert.equal(await shown(tab), await tab.locator("article").count());
  assert.equal(await tab.locator("form:visible").count(), 0);
  assert.ok((await tab.locator("pre:visible").count()) > 0);
  await done();
}

async function prints() {
  const { tab, done } = await open({});
  await tab.emulateMedia({ media: "print" });
  assert.equal(await tab.locator("form:visible").count(), 0);
  assert.equal(await tab.locator("pre:visible").count(), await tab.locator("pre").count());
  if (shots) await tab.pdf({ path: `${shots}/print.pdf` });
  await done();
}

try {
  for (const scheme of ["light", "dark"]) {
    for (const width of [1280, 360]) {
      await readsWell(scheme, width);
      await isAccessible(scheme, width);
    }
  }
  await filtersByKeyboard();
  await readsWithoutScript();
  await prints();
  console.log(`${page}: reads and filters, light and dark, wide and narrow, by keyboard and without script`);
} finally {
  await browser.close();
}
