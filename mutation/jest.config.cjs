// @ts-check
const { projects } = require("../jest.config.js");

const [provider] = projects;

/** Runs only the tests of the model, without the root's reporters and workers. @type {import("jest").Config} */
module.exports = {
  ...provider,
  rootDir: `${__dirname}/../provider`,
  testMatch: ["<rootDir>/src/topology/**/*.test.ts", "<rootDir>/src/domain/locations.test.ts"],
};
