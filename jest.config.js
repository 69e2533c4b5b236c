// @ts-check
const { availableParallelism } = require("node:os");
const { join } = require("node:path");

const TEST_SETUP = join(__dirname, "tools/run/test-setup.js");
const TRACES = join(__dirname, "tools/run/trace-snapshots.cjs");

/** @param {string} displayName */
function project(displayName) {
  return {
    displayName,
    rootDir: join(__dirname, displayName),
    testEnvironment: "node",
    setupFilesAfterEnv: [TEST_SETUP],
    testMatch: ["<rootDir>/**/*.test.ts"],
    testPathIgnorePatterns: ["/node_modules/", "/dist/"],
    ...(process.env.CHECK_TRACES && { snapshotResolver: TRACES }),
    transform: {
      "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }],
    },
  };
}

/** @type {import("jest").Config} */
module.exports = {
  projects: ["provider", "simulator", "tools", "test"].map((name) => project(name)),
  reporters: ["default", "<rootDir>/tools/run/reporter.mjs"],
  maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
};
