// @ts-check
/** Stores traces in a folder that jest reads only with CHECK_TRACES. Otherwise jest would report every trace as obsolete. */
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
