// @ts-check
/**
 * Folders and files that each folder of provider/src may import besides itself. CONTRIBUTING.md describes the folders. Tests
 * and `testing` are exempt.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const ROOMS = {
  domain: [],
  api: ["domain"],
  run: ["api", "domain"],
  lifecycle: ["run", "api", "domain"],
  queries: ["lifecycle", "run", "api", "domain"],
  program: ["queries", "domain"],
  group: ["program", "topology", "router", "domain"],
  topology: ["domain"],
  router: ["domain"],
  pictures: ["topology", "domain"],
  "order-sheet": ["pictures", "topology", "domain"],
  rehearsal: ["topology", "domain"],
  cli: ["queries", "order-sheet", "pictures", "topology", "run", "api", "domain"],
  plugin: ["lifecycle", "queries", "run", "group", "program", "domain"],
  "dynamic.ts": ["lifecycle", "run", "domain"],
  "native.ts": ["index.ts", "program", "domain"],
  "index.ts": ["program", "group", "router", "domain"],
};

const TESTS = "\\.test\\.ts$|^provider/src/testing/";
/** Kinds of imports that load nothing, or load a module only when it is needed. */
const LAZY = ["type-only", "type-import", "require"];

/** @param {readonly string[]} rooms */
const inside = (...rooms) =>
  `^provider/src/(${rooms.map((room) => room.replace(".", "\\.")).join("|")})(/|$)`;

const rooms = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `${room} imports only ${[room, ...allowed].join(", ")}.`,
  severity: "error",
  from: { path: inside(room), pathNot: TESTS },
  to: { path: "^provider/src/", pathNot: inside(room, ...allowed) },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: { pathNot: TESTS },
      to: { circular: true },
    },
    ...rooms,
    {
      name: "no-other-room",
      comment: "Every file must be in a folder that ROOMS lists.",
      severity: "error",
      from: {},
      to: { path: "^provider/src/", pathNot: inside(...Object.keys(ROOMS), "testing") },
    },
    {
      name: "light-programs",
      comment: "A program must not load zod or undici, which would slow down every run.",
      severity: "error",
      from: {
        path: inside(
          "domain",
          "program",
          "group",
          "router",
          "topology",
          "pictures",
          "order-sheet",
          "index.ts",
          "native.ts",
        ),
        pathNot: TESTS,
      },
      to: {
        path: `${inside("queries")}|node_modules/(zod|undici)/`,
        dependencyTypesNot: LAZY,
      },
    },
    {
      name: "one-door-to-queries",
      severity: "error",
      from: {
        path: inside("program", "group"),
        pathNot: `${TESTS}|^provider/src/program/lookups/look-up\\.ts$`,
      },
      to: { path: inside("queries"), dependencyTypesNot: ["type-only", "type-import"] },
    },
    {
      name: "without-pulumi",
      severity: "error",
      from: {
        path: inside("domain", "topology", "pictures", "order-sheet", "router", "api", "queries"),
        pathNot: TESTS,
      },
      to: { path: "node_modules/@pulumi/" },
    },
    {
      name: "without-io",
      severity: "error",
      from: {
        path: inside("domain", "topology", "pictures", "order-sheet", "router"),
        pathNot: TESTS,
      },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?util$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
  },
};
