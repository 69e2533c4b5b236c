// @ts-check
/** Finds the engine for all suites before they start. */
module.exports = async () => {
  /** @type {typeof import("../dist/engine")} */
  const { findEngine } = require("../dist/engine.js");
  const engine = await findEngine();
  if (engine) process.env.CNI_ENGINE = JSON.stringify(engine);
};
