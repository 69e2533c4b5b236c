// @ts-check
// No test is timed: on a busy machine anything may take long, and the engine always does. A `testTimeout` of a project
// is not heeded, only that of the whole run.
jest.setTimeout(300_000);
