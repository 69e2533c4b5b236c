/** Text from the API must not control the terminal or the CI runner. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "cloudflare-cni-simulator";
import { CliTestAccount } from "./cli-test-account";

type Respond = Parameters<Simulator["control"]["addFault"]>[0]["respond"];

const HOSTILE = "<{%x%}> \u001b]52;c;aGk=\u0007\u001b[2J\u001b[8m\u202e##[error]x\n::error::obeyed";
const STEERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test checks that they do not reach the output
  /<\{%x|\x1b\]52|\x1b\[2J|\x1b\[8m|\u202e|##\[error|^\s*::error::obeyed/m;

let cli: CliTestAccount;
beforeAll(async () => {
  cli = await CliTestAccount.open({ healthyAfter: "1h" });
  const { control } = cli.simulator;
  for (const site of ["ewr-b", "ams-a", "lhr-a", "ord-a"]) {
    const { name } = await cli.port(site);
    await cli.session(name, site, {});
  }
  const [first] = (await control.state()).cnis;
  const magic = { conduit_name: HOSTILE, description: HOSTILE };
  await control.editCni(first?.id ?? "", { magic });
  const port = {
    "facility.name": HOSTILE,
    site: HOSTILE,
    ccr_device_name: HOSTILE,
    owner: HOSTILE,
  };
  const listed = Object.entries({ ...port, "facility.address": [HOSTILE] }).map(
    ([path, text]): [string, unknown] => [`items.*.${path}`, text],
  );
  const edits: [string, Respond][] = [
    ["/interconnects$", { edit: { set: Object.fromEntries(listed) } }],
    ["/slots$", { edit: { replace: Object.fromEntries(listed) } }],
    ["/status$", { edit: { set: { state: HOSTILE, reason: HOSTILE } } }],
    ["/loa", { status: 400, body: { error: HOSTILE } }],
  ];
  for (const [path, respond] of edits) {
    await control.addFault({ method: "GET", path, times: 9_999, respond });
  }
});
afterAll(() => cli?.close());

const COMMANDS: [string, number][] = [
  ["adopt", 0],
  ["loa cni-ewr-b-000001", 3],
  ["drill ams-a --demand-to-customer 1 --dry-run", 4],
  ["status", 1],
  ["status --watch --every 100ms --timeout 150ms", 1],
  ["slots", 0],
  ["verify", 1],
  ["verify --format github", 1],
  ["diagram --format mermaid", 0],
  ["report", 0],
  ["order-sheet", 1],
  ["order-sheet --format netbox --json", 0],
  ["snapshot", 0],
  ["doctor", 0],
];

it.each(COMMANDS)(
  "`%s` does not print text from the API that would control a terminal or a CI runner",
  async (args, code) => {
    const run = await cli.run(args.split(" "));
    expect(run.stdout + run.stderr).not.toMatch(STEERING);
    expect([run.stderr, run.code]).toEqual([run.stderr, code]);
  },
);

it.each([
  "status",
  "status --watch --every 100ms --timeout 150ms",
  "adopt --out adopted-on-terminal",
])("`%s` on a terminal does not print text from the API that would control it", async (args) => {
  const { stdout } = await cli.runOnTerminal(args.split(" "));
  // The command redraws lines in place. It never clears the screen itself.
  expect(stdout).not.toMatch(STEERING);
});

it("adopt skips a session whose name has control characters, and writes a program without them", async () => {
  const out = "adopted-inert";
  const { stdout } = await cli.run(["adopt", "--out", out, "--json"]);
  expect(JSON.parse(stdout).resources).toContainEqual(
    expect.objectContaining({ todo: expect.stringContaining("the conduit name") }),
  );
  const folder = join(cli.folder, out);
  for (const file of readdirSync(folder)) {
    expect(readFileSync(join(folder, file), "utf8")).not.toMatch(STEERING);
  }
});
