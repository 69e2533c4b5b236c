// @ts-check
/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: [
    "provider/src/topology/**/*.ts",
    "provider/src/domain/{locations,text}.ts",
    "!provider/src/topology/**/*.test.ts",
    // It only re-exports other files.
    "!provider/src/topology/index.ts",
  ],
  plugins: [import.meta.resolve("@stryker-mutator/jest-runner")],
  testRunner: "jest",
  jest: { projectType: "custom", configFile: "mutation/jest.config.cjs" },
  coverageAnalysis: "perTest",
  // A mutant in code that runs when a file is loaded would need every test.
  ignoreStatic: true,
  // The tests that read messages check the texts. A changed text says nothing about the model.
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
  // Jest leaks memory in each run until garbage collection takes all the time.
  maxTestRunnerReuse: 40,
  // A run that is slow because the machine is busy must not count as a killed mutant.
  timeoutMS: 60_000,
  tempDirName: "mutation/.tmp",
};
