// Holds SARIF files against the official schema of 2.1.0: node sarif.check.mjs SCHEMA FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const [schemaPath, ...files] = process.argv.slice(2);
const Ajv = require("ajv").default;
// One of the schema's patterns is none in the stricter dialect.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
require("ajv-formats").default(ajv);
const validate = ajv.compile(read(schemaPath));
for (const file of files) {
  if (validate(read(file))) continue;
  console.error(`${file} is no SARIF 2.1.0`, validate.errors.slice(0, 20));
  process.exitCode = 1;
}
if (files.length === 0) throw new Error("no file was named");
// The schema bites.
if (validate({ version: "2.1.0", runs: [{ tool: {} }] })) throw new Error("the schema takes anything");
console.log(`${files.length} SARIF files are valid`);
