// @ts-check

/**
 * @typedef {object} Results what is read of jest's totals
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numRuntimeErrorTestSuites
 * @property {{ testResults: { fullName: string, status: string }[] }[]} testResults
 */

/**
 * Counts a run of jest. A suite that could not run is a failure, and so is a test that was skipped, unless by a name
 * pattern; a run that left no results, ran nothing or failed for a reason of its own is one failure.
 *
 * @param {Results | undefined} results
 * @param {number} exitCode
 * @param {boolean} byName
 */
export function countTests(results, exitCode, byName) {
  if (!results) return { passed: 0, failed: 1, notes: ["jest ended without results"] };
  const skipped = results.testResults
    .flatMap((suite) => suite.testResults)
    .filter(({ status }) => !byName && ["pending", "todo", "skipped", "disabled"].includes(status));
  const notes = skipped.map(({ fullName }) => `skipped, which counts as failed: ${fullName}`);

  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + skipped.length;
  if (passed + failed === 0) return { passed, failed: 1, notes: ["no test ran"] };
  if (failed === 0 && exitCode !== 0) {
    return { passed, failed: 1, notes: [`jest exits with ${exitCode} though no test failed`] };
  }
  return { passed, failed, notes };
}
