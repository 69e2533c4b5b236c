// @ts-check
// Runs before each test file.
const { tmpdir } = require("node:os");
const { join, relative } = require("node:path");

// Tests that run the engine are slow, and on a busy machine every test is. This is set here because jest ignores the
// `testTimeout` of a project.
jest.setTimeout(300_000);

const preload = `--require ${JSON.stringify(join(__dirname, "late-modules.cjs"))}`;
const { NODE_OPTIONS = "" } = process.env;
if (!NODE_OPTIONS.includes(preload)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${preload}`.trim();

process.env.CNI_SUITE = relative(join(__dirname, "../.."), expect.getState().testPath ?? "");

const { THROUGH_PLUGIN } = require("./suites.cjs");
if (THROUGH_PLUGIN.has(process.env.CNI_SUITE)) process.env.CNI_DOOR ??= "plugin";

// Tests must not use the order journal and the claims of the user who runs them.
process.env.XDG_STATE_HOME = join(tmpdir(), `cni-test-state-${process.pid}`);
