// @ts-check
const { availableParallelism } = require("node:os");
const { join } = require("node:path");
const { chosenSuites } = require("./tools/run/suites.cjs");

const TEST_SETUP = join(__dirname, "tools/run/test-setup.js");
const TRACES = join(__dirname, "tools/run/trace-snapshots.cjs");

/** @param {string} displayName */
function project(displayName) {
  return {
    displayName,
    rootDir: join(__dirname, displayName),
    testEnvironment: "node",
    setupFilesAfterEnv: [TEST_SETUP],
    ...chosenSuites("<rootDir>"),
    ...(process.env.CHECK_TRACES && { snapshotResolver: TRACES }),
    transform: {
      "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }],
    },
  };
}

/** @type {import("jest").Config} */
module.exports = {
  projects: ["provider", "simulator", "tools", "test"].map((name) => project(name)),
  globalSetup: join(__dirname, "tools/run/global-setup.js"),
  reporters: ["default", "<rootDir>/tools/run/reporter.mjs"],
  maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
};
