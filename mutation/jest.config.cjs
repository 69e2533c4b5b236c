// @ts-check
const { projects } = require("../jest.config.js");

const [provider] = projects;

/** The tests of the model, without reports and workers of their own. @type {import("jest").Config} */
module.exports = {
  ...provider,
  rootDir: `${__dirname}/../provider`,
  testMatch: ["<rootDir>/src/topology/**/*.test.ts", "<rootDir>/src/domain/locations.test.ts"],
};
