// @ts-check

/**
 * @typedef {object} Results part of jest's results that is counted
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numRuntimeErrorTestSuites
 * @property {{ testResults: { fullName: string, status: string }[] }[]} testResults
 */

/**
 * Counts the passed and failed tests of a run of jest. A suite that could not run counts as failed, and so does a skipped
 * test, unless a name pattern excluded it. A run counts as one failure if it left no results, ran no test, or failed
 * although all its tests passed.
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
    return { passed, failed: 1, notes: [`jest exited with ${exitCode} although no test failed`] };
  }
  return { passed, failed, notes };
}
