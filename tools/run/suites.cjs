// @ts-check
const { join } = require("node:path");

/**
 * Suites that only `npm run test:all` runs, each with the reason. Most reasons name the suites with which `npm test` tests
 * the same behaviour. `CNI_SUITES=quick` selects all other suites, and `CNI_SUITES=rest` selects only these.
 *
 * @type {Readonly<Record<string, string>>}
 */
const REST = {
  "test/accounts": "provider/src/run/configuration tests every source of the account",
  "test/bad-answers":
    "fault-table tests faults in every operation, and provider/src/api every malformed response",
  "test/bad-input":
    "provider/src/lifecycle/check tests every rule, and ha-stack tests that preview shows the errors",
  "test/by-hand": "ownership tests the same manual changes one by one",
  "test/claims": "ownership tests the refused and the permitted deletions",
  "test/cli/adopt": "import and ownership adopt objects with the real engine",
  "test/cli/comment": "provider/src/cli/commands/comment tests previews that the engine printed",
  "test/cli/design":
    "tests only this command, which no resource depends on; provider/src/topology/plan tests the search",
  "test/cli/drill": "tests only this command, which no resource depends on",
  "test/cli/hostile-text":
    "provider/src/domain/outside-text tests the handling of text from outside",
  "test/cli/metrics": "tests only this command, which no resource depends on",
  "test/cli/order-sheet": "tests only this command; provider/src/order-sheet tests the sheets",
  "test/cli/orphans": "tests only this command, which no resource depends on",
  "test/cli/reading": "tests only this command, which no resource depends on",
  "test/cli/snapshot": "tests only this command, which no resource depends on",
  "test/cli/terminal": "tests only this command, which no resource depends on",
  "test/cli/verify": "tests only this command; provider/src/topology tests the rules",
  "test/configuration": "provider/src/run/configuration tests every source of the configuration",
  "test/demo": "ha-stack tests the life cycle of the same program",
  "test/documentation": "the build compiles the code blocks",
  "test/examples/account-asn": "quickstart, ha-stack and components run one example of each kind",
  "test/examples/availability":
    "simulates thousands of years; provider/src/topology/availability tests the figures",
  "test/examples/ha": "quickstart, ha-stack and components run one example of each kind",
  "test/examples/magic-transit-v2":
    "quickstart, ha-stack and components run one example of each kind",
  "test/examples/multi-cloud": "quickstart, ha-stack and components run one example of each kind",
  "test/examples/multi-stack": "quickstart, ha-stack and components run one example of each kind",
  "test/examples/partner": "quickstart, ha-stack and components run one example of each kind",
  "test/examples/programs": "quickstart, ha-stack and components run one example of each kind",
  "test/gates": "waiting tests a gate that opens",
  "test/get": "provider/src/program/lookups tests every function",
  "test/guides": "the build compiles the programs",
  "test/hostile-text": "provider/src/domain/outside-text tests the handling of text from outside",
  "test/interconnect-group": "provider/src/group tests the judgement and the arguments",
  "test/languages/go":
    "needs the hosts for other languages; provider/src/plugin tests the protocol",
  "test/languages/import":
    "needs the hosts for other languages; provider/src/plugin tests the import of every type",
  "test/languages/plugin-install":
    "needs the hosts for other languages; packaging tests the files of the package",
  "test/languages/python":
    "needs the hosts for other languages; provider/src/plugin tests the secrets of every type",
  "test/languages/sdks": "needs the hosts for other languages",
  "test/languages/yaml":
    "needs the hosts for other languages; provider/src/plugin tests the secrets of every type",
  "test/lookups": "provider/src/program/lookups tests every function",
  "test/magic-interconnect":
    "ha-stack creates, updates, replaces and deletes health checks; provider/src/lifecycle tests every operation",
  "test/migration": "provider/src/program tests the aliases",
  "test/monitoring": "tests only the alert rules and the dashboard, and needs Prometheus",
  "test/packaging-matrix/npm": "packaging tests the versions that this repository uses",
  "test/packaging-matrix/pnpm": "packaging tests the versions that this repository uses",
  "test/packaging":
    "the other suites load the same files without packing them; packaging-matrix runs programs",
  "test/random-run": "fault-table and killed test the same faults one by one",
  "test/reference": "tests only that the generated reference is up to date",
  "test/rehearsal": "provider/src/rehearsal tests every failure",
  "test/slot-requirement":
    "provider/src/lifecycle/interconnect/order-by-requirement tests the choice of a slot, and killed an interrupted order",
  "test/upgrade": "tests only the states of older versions",
  "provider/src/cli/commands/metrics/exporter":
    "tests only this command, which no resource depends on",
  "provider/src/topology/availability-bounds":
    "sums every set of failures of random designs; availability tests the same figures on small designs",
  "provider/src/topology/oracle":
    "checks 2,000 random designs; oracle-differences checks the smallest designs that once differed",
  "provider/src/order-sheet/looks":
    "draws the sheets in a browser; other suites compare the text of the sheets with golden files",
  "provider/src/pictures/looks":
    "draws the pictures in a browser; other suites compare the text of the pictures with golden files",
  "simulator/src/fuzz": "sends 10,000 random requests",
  "simulator/src/http/rate-limit":
    "exhausts the limit with thousands of requests; provider/src/api/limiter tests that the provider respects it",
  "simulator/src/kill":
    "kills the simulator at fifty moments; state-file tests the contents of the file",
  "simulator/src/page/keyboard": "tests the control page in a browser",
  "simulator/src/page/looks": "tests the control page in a browser",
  "simulator/src/page/use": "tests the control page in a browser",
};

/**
 * Suites whose programs use the provider plugin. All others use dynamic resources. Both use the same lifecycle, but
 * an engine command takes a third less time with the plugin. `CNI_DOOR=plugin` or `CNI_DOOR=dynamic` overrides the choice.
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
 * Returns jest's patterns for the suites that CNI_SUITES selects.
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
