// @ts-check
const { projects } = require("../../jest.config.js");

const [, , , suites] = projects;

/** @type {import("jest").Config} */
module.exports = {
  ...suites,
  displayName: "matrix",
  rootDir: __dirname,
  testMatch: ["<rootDir>/*.matrix.ts"],
};
