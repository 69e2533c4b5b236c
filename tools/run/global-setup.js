// @ts-check
/** Finds the engine and the hosts for other languages once, before the suites start. */
module.exports = async () => {
  /** @type {typeof import("../dist/engine")} */
  const { findEngine, findLanguages } = require("../dist/engine.js");
  const engine = await findEngine();
  if (engine) process.env.CNI_ENGINE = JSON.stringify(engine);
  const languages = await findLanguages();
  if (languages) process.env.CNI_LANGUAGES = languages;
};
