// @ts-check
const { availableParallelism } = require("node:os");
const { join } = require("node:path");

const LONG_TIMEOUT = join(__dirname, "tools/run/long-timeout.js");

/**
 * @param {string} displayName
 * @param {import("jest").Config} [more]
 */
function project(displayName, more) {
  return {
    displayName,
    rootDir: join(__dirname, displayName),
    testEnvironment: "node",
    testMatch: ["<rootDir>/**/*.test.ts"],
    testPathIgnorePatterns: ["/node_modules/", "/dist/"],
    transform: {
      "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }],
    },
    ...more,
  };
}

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    project("provider"),
    project("simulator"),
    project("tools", { setupFilesAfterEnv: [LONG_TIMEOUT] }),
    project("test", { setupFilesAfterEnv: [LONG_TIMEOUT] }),
  ],
  reporters: ["default", "<rootDir>/tools/run/reporter.mjs"],
  maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
};
