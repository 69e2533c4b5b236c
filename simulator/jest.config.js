/** @type {import("jest").Config} */
module.exports = {
  displayName: "simulator",
  rootDir: "src",
  testEnvironment: "node",
  transform: {
    "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
  },
};
