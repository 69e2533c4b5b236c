// @ts-check
const { join } = require("node:path");

/**
 * The suites that `npm test` leaves to `npm run test:all`, each with why: mostly what shows the promise in `npm test`.
 * All others are in both. `CNI_SUITES` chooses: `quick` without these, `rest` these alone, otherwise every suite.
 *
 * @type {Readonly<Record<string, string>>}
 */
const REST = {
  "test/accounts": "configuration has where an account comes from",
  "test/bad-answers":
    "fault-table has faults in every operation, provider/src/api every spoilt answer",
  "test/bad-input": "provider/src/lifecycle/check has every rule, ha-stack what preview shows",
  "test/by-hand": "random acts: ownership has them one by one",
  "test/claims": "ownership has the refusals and what is handed over",
  "test/cli/adopt": "import and ownership adopt on the engine",
  "test/cli/drill": "the command alone; no promise of the resources hangs on it",
  "test/cli/hostile-text": "provider/src/domain/outside-text has the gate",
  "test/cli/metrics": "the command alone",
  "test/cli/orphans": "the command alone",
  "test/cli/reading": "the command alone",
  "test/cli/snapshot": "the command alone",
  "test/cli/terminal": "the command alone",
  "test/cli/verify": "the command alone; provider/src/topology has the rules",
  "test/configuration": "provider/src/run/configuration has every source",
  "test/demo": "ha-stack has the life of the same program",
  "test/documentation": "the build compiles the blocks",
  "test/examples/account-asn": "quickstart, ha-stack and components run one example of each kind",
  "test/examples/ha": "as account-asn",
  "test/examples/magic-transit-v2": "as account-asn",
  "test/examples/multi-cloud": "as account-asn",
  "test/examples/multi-stack": "as account-asn",
  "test/examples/partner": "as account-asn",
  "test/examples/programs": "as account-asn",
  "test/gates": "waiting has a gate that opens",
  "test/get": "provider/src/program/lookups has every function",
  "test/guides": "the build compiles the programs",
  "test/hostile-text": "provider/src/domain/outside-text has the gate",
  "test/interconnect-group": "provider/src/group has the judgement and the arguments",
  "test/languages/go": "needs the hosts of other languages; provider/src/plugin has the protocol",
  "test/languages/import": "as go; provider/src/plugin has every type",
  "test/languages/plugin-install": "as go; packaging has the files",
  "test/languages/python": "as go; provider/src/plugin seals every key",
  "test/languages/sdks": "as go",
  "test/languages/yaml": "as go; provider/src/plugin seals every key",
  "test/lookups": "provider/src/program/lookups has every function",
  "test/magic-interconnect":
    "ha-stack creates, updates, replaces and deletes health checks; provider/src/lifecycle has every operation",
  "test/migration": "provider/src/program has the aliases",
  "test/monitoring": "needs Prometheus; the rules and the dashboard alone",
  "test/packaging-matrix/npm": "packaging has this repository's own versions",
  "test/packaging-matrix/pnpm": "as npm",
  "test/packaging":
    "the other suites load the same files, without packing them; packaging-matrix runs programs",
  "test/random-run": "random rounds: fault-table and killed have the faults one by one",
  "test/reference": "the docstrings as Markdown; no promise hangs on it",
  "test/rehearsal": "provider/src/rehearsal has the failures",
  "test/slot-requirement":
    "provider/src/lifecycle/interconnect/order-by-requirement has the choice, killed an order by requirement",
  "test/upgrade": "states of older versions",
  "provider/src/cli/commands/metrics/exporter": "the command alone",
  "provider/src/topology/oracle": "2,000 random designs; oracle-differences has the smallest ones",
  "provider/src/pictures/looks": "a browser draws the pictures; golden files hold their text",
  "simulator/src/fuzz": "10,000 random requests",
  "simulator/src/http/rate-limit": "the limit over minutes; provider/src/api/limiter keeps to it",
  "simulator/src/kill": "fifty kills: state-file has what a file holds",
  "simulator/src/page/keyboard": "the page in a browser",
  "simulator/src/page/looks": "the page in a browser",
  "simulator/src/page/use": "the page in a browser",
};

/**
 * Suites whose programs use the provider plugin. All others use dynamic resources. Both run the same lifecycle, and a
 * command costs a third less through the plugin. `CNI_DOOR=plugin` or `CNI_DOOR=dynamic` runs any suite either way.
 */
const THROUGH_PLUGIN = new Set(
  [
    ...["accounts", "bad-answers", "bad-input", "by-hand", "claims", "gates", "get"],
    ...["hostile-text", "interconnect-group", "magic-interconnect", "random-run", "rehearsal"],
    "slot-requirement",
  ].map((name) => `test/${name}.test.ts`),
);

const ROOT = join(__dirname, "../..");

/**
 * Jest's patterns for the suites that CNI_SUITES chooses.
 *
 * @param {string} folder
 */
function chosenSuites(folder) {
  const { CNI_SUITES } = process.env;
  const rest = Object.keys(REST).map((suite) => join(ROOT, `${suite}.test.ts`));
  const ignored = CNI_SUITES === "quick" ? rest.map((path) => `^${path}$`) : [];
  return {
    testMatch: CNI_SUITES === "rest" ? rest : [`${folder}/**/*.test.ts`],
    testPathIgnorePatterns: ["/node_modules/", "/dist/", ...ignored],
  };
}

module.exports = { REST, THROUGH_PLUGIN, chosenSuites };
