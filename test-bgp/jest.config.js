// @ts-check
/** Separate from the projects in the root's configuration, because this suite runs as root and needs system packages. */

/** @type {import("jest").Config} */
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  testMatch: ["<rootDir>/*.test.ts"],
  transform: {
    "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }],
  },
  testTimeout: 60_000,
  verbose: true,
};
