// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";

/**
 * Writes jest's results to the file in CNI_TEST_RESULTS. If CNI_COMMAND_LOG is set, prints how many engine commands each
 * suite ran and how long they took. tools/src/command-log.ts writes the commands to the file in CNI_COMMAND_LOG.
 */
export default class ResultsReporter {
  /**
   * @param {unknown} _contexts
   * @param {import("@jest/reporters").AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const { CNI_TEST_RESULTS: file, CNI_COMMAND_LOG: log } = process.env;
    if (file) writeFileSync(file, JSON.stringify(results));
    if (log) console.log(table(results.testResults, log));
  }
}

/**
 * @param {import("@jest/reporters").TestResult[]} results
 * @param {string} log
 */
function table(results, log) {
  /** @type {import("../dist/command-log.js").NotedCommand[]} */
  const commands = readFileSync(log, "utf8")
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  const rows = results
    .map(({ testFilePath, perfStats }) => {
      const suite = relative(process.cwd(), testFilePath);
      const own = commands.filter((command) => command.suite === suite);
      const waited = own.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      return { suite, commands: own.length, waited, took: perfStats.end - perfStats.start };
    })
    .toSorted((one, other) => other.took - one.took);
  const seconds = (/** @type {number} */ milliseconds) =>
    (milliseconds / 1000).toFixed(1).padStart(8);
  return [
    "commands  seconds  of which commands  suite",
    ...rows.map(
      (row) =>
        `${String(row.commands).padStart(8)} ${seconds(row.took)} ${seconds(row.waited).padStart(18)}  ${row.suite}`,
    ),
  ].join("\n");
}
