// @ts-check
// For tests that run the engine. A `testTimeout` of a project is not heeded, only that of the whole run.
jest.setTimeout(300_000);
