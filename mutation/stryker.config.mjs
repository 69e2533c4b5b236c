// @ts-check
/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: [
    "provider/src/topology/**/*.ts",
    "provider/src/domain/{locations,text}.ts",
    "!provider/src/topology/**/*.test.ts",
    // The oracle and the random designs, which only tests use.
    "!provider/src/topology/testing/**",
    // This file only re-exports other files.
    "!provider/src/topology/index.ts",
  ],
  plugins: [import.meta.resolve("@stryker-mutator/jest-runner")],
  testRunner: "jest",
  jest: { projectType: "custom", configFile: "mutation/jest.config.cjs" },
  coverageAnalysis: "perTest",
  // Code that runs when a file is loaded affects every test, so each mutant in it would need all tests.
  ignoreStatic: true,
  // Changed texts say nothing about the model. Other tests check the texts.
  mutator: { excludedMutations: ["StringLiteral"] },
  ignorePatterns: [
    "**/dist",
    "examples",
    "bench",
    "docs/reference",
    "test",
    "test-bgp",
    "simulator",
    "policy",
    "coverage",
    ".git",
  ],
  reporters: ["progress-append-only", "clear-text", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: "mutation/report.json" },
  thresholds: { high: 90, low: 80, break: 85 },
  concurrency: 2,
  // Jest leaks memory in each run, until garbage collection takes most of the time.
  maxTestRunnerReuse: 40,
  // Stryker counts a timeout as a detected mutant, so a slow run on a busy machine must not time out.
  timeoutMS: 60_000,
  tempDirName: "mutation/.tmp",
};
