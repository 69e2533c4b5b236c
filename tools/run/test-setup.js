// @ts-check
// For every test file.
const { join } = require("node:path");

// No test is timed: on a busy machine anything may take long, and the engine always does. A `testTimeout` of a project
// is not heeded, only that of the whole run.
jest.setTimeout(300_000);

const preload = `--require ${JSON.stringify(join(__dirname, "late-modules.cjs"))}`;
const { NODE_OPTIONS = "" } = process.env;
if (!NODE_OPTIONS.includes(preload)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${preload}`.trim();
