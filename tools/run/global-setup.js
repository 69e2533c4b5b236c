// @ts-check
/** Before the suites: the engine that all of them use. */
module.exports = async () => {
  /** @type {typeof import("../dist/engine")} */
  const { findEngine } = require("../dist/engine.js");
  const engine = await findEngine();
  if (engine) process.env.CNI_ENGINE = JSON.stringify(engine);
};
