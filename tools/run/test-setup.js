// @ts-check
// For every test file.
const { tmpdir } = require("node:os");
const { join, relative } = require("node:path");

// No test is timed: on a busy machine anything may take long, and the engine always does. A `testTimeout` of a project
// is not heeded, only that of the whole run.
jest.setTimeout(300_000);

const preload = `--require ${JSON.stringify(join(__dirname, "late-modules.cjs"))}`;
const { NODE_OPTIONS = "" } = process.env;
if (!NODE_OPTIONS.includes(preload)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${preload}`.trim();

process.env.CNI_SUITE = relative(join(__dirname, "../.."), expect.getState().testPath ?? "");

// The order journal and the claims of tests are not those of whoever runs them.
process.env.XDG_STATE_HOME = join(tmpdir(), `cni-test-state-${process.pid}`);
