// @ts-check
/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: [
    "provider/src/topology/**/*.ts",
    "provider/src/domain/{locations,text}.ts",
    "!provider/src/topology/**/*.test.ts",
    // It only names other files.
    "!provider/src/topology/index.ts",
  ],
  plugins: [import.meta.resolve("@stryker-mutator/jest-runner")],
  testRunner: "jest",
  jest: { projectType: "custom", configFile: "mutation/jest.config.cjs" },
  coverageAnalysis: "perTest",
  // What is made once when a file is loaded would need every test for each change.
  ignoreStatic: true,
  // Words are held by the tests that read them; each one changed alone says nothing of the model.
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
  // Jest keeps some of what it loads for each run, until it does nothing but collect garbage.
  maxTestRunnerReuse: 40,
  // What only a busy machine makes slow is no mutant that is found.
  timeoutMS: 60_000,
  tempDirName: "mutation/.tmp",
};
