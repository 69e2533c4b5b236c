// @ts-check
/** Traces are in a folder that jest looks at on request only: else `--ci` fails on each as obsolete. */
const { basename, dirname, join } = require("node:path");

module.exports = {
  /** @type {(test: string, extension: string) => string} */
  resolveSnapshotPath: (test, extension) =>
    join(dirname(test), "traces", `${basename(test)}${extension}`),
  /** @type {(snapshot: string, extension: string) => string} */
  resolveTestPath: (snapshot, extension) =>
    join(dirname(dirname(snapshot)), basename(snapshot, extension)),
  testPathForConsistencyCheck: join("test", "fault-table.test.ts"),
};
