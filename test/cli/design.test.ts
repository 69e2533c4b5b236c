/** Designs that `npx pulumi-cloudflare-cni design` finds on the simulator, and their programs on the real engine. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ThrowawayStack, writeProgram } from "cloudflare-cni-tools";
import type { Blocker } from "pulumi-cloudflare-cni/topology";
import { CliTestAccount } from "./cli-test-account";
import { screenOf } from "./terminal-picture";

const BACKUP = ["--backup", "internet:20"];
const MEASURED = ["probeInterval=1s", "probeTimeout=1s", "customerConvergence=5s"];

/** Requirements that can be met, with the facilities of the best design. */
const POSSIBLE = {
  single: {
    args: ["--intent", "single", "--near", "Tokyo", "--demand-to-customer", "8", ...BACKUP],
    ports: ["10G AT Tokyo CC1"],
    warnings: [],
  },
  "device-diverse": {
    args: [
      ...["--intent", "device-diverse", "--near", "FRA", "--demand-to-customer", "15"],
      ...["--customer-routers", "2", ...BACKUP],
    ],
    ports: ["100G Equinix FR5", "100G Equinix FR5"],
    warnings: [],
  },
  "site-diverse": {
    args: [
      ...["--intent", "site-diverse", "--near", "Amsterdam", "--near", "Frankfurt"],
      ...["--demand-to-customer", "8", "--demand-to-cloudflare", "1", "--customer-routers", "2"],
      ...["--prefix", "203.0.113.0/24"],
    ],
    ports: ["10G Equinix AM1", "10G Equinix FR5"],
    warnings: ["UNCOORDINATED_MAINTENANCE"],
  },
  "site-and-device-diverse": {
    args: [
      ...["--intent", "site-and-device-diverse", "--near", "52.37,4.90"],
      ...["--demand-to-customer", "8", "--max-outage", "30s", "--customer-routers", "4"],
      ...["--customer-asn", "65010", ...MEASURED.flatMap((one) => ["--assume", one])],
    ],
    ports: ["10G Equinix AM1", "10G Equinix AM1", "10G Equinix FR5", "10G Equinix FR5"],
    warnings: ["UNCOORDINATED_MAINTENANCE"],
  },
};

interface Planned {
  candidates: {
    reason: string;
    configured: string;
    blockers: Blocker[];
    design: { ports: { name: string; facility: string; speed: number }[] };
  }[];
  missing: string[];
  alternatives: { explanation: string; options: string }[];
}

let cli: CliTestAccount;
beforeAll(async () => {
  cli = await CliTestAccount.open();
});
afterAll(() => cli?.close());

async function design(args: readonly string[]) {
  const { code, stdout, stderr } = await cli.run(["design", ...args, "--json"]);
  if (stdout === "") throw new Error(stderr);
  const plan: Planned = JSON.parse(stdout);
  return { code, ...plan };
}

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
}

describe("the programs of four requirements", () => {
  let stack: ThrowawayStack;
  beforeAll(async () => {
    stack = await ThrowawayStack.create({
      program: { "index.ts": "" },
      config: Object.fromEntries(
        ["ams1", "ams2", "fra1", "fra2"].map((port) => [`${port}Md5Key`, { secret: "a key" }]),
      ),
      env: cli.account,
    });
  });
  afterAll(() => stack?.dispose());

  it.each(Object.entries(POSSIBLE))(
    "%s: preview has exactly the findings that design has listed",
    async (intent, { args, ports, warnings }) => {
      const folder = join(cli.folder, intent);
      const { code, candidates } = await design([...args, "--out", folder]);
      const [best] = candidates;
      expect(code).toBe(0);
      expect(best?.configured).toBe(intent);
      expect(best?.design.ports.map(({ speed, facility }) => `${speed}G ${facility}`)).toEqual(
        ports,
      );
      const { "Pulumi.yaml": project = "", ...files } = filesIn(folder);
      expect(project).toMatch(/^name: transit\n/);
      expect(Object.keys(files).sort()).toEqual(["index.ts", "package.json", "tsconfig.json"]);
      expect(files["index.ts"]).not.toMatch(/md5Key: "/);

      await writeProgram(stack.programDir, files);
      const { diagnostics = [] } = await stack.previewJson();
      const findings = diagnostics.filter(({ severity }) => /warning|error/.test(severity));
      expect(findings.map(({ message }) => message.replace(/^warning: /, "").trim())).toEqual(
        best?.blockers.map(({ explanation }) => explanation),
      );
      expect(best?.blockers.map(({ type }) => type)).toEqual(warnings);
    },
  );

  it("after up, verify confirms the last one, and its slots and conduits are not planned again", async () => {
    await stack.up();
    const env = Object.fromEntries(
      Object.entries(stack.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    );
    const verify = ["verify", "--stack", "dev", "--cwd", stack.programDir];
    const { code, stdout } = await cli.run(verify, env);
    expect(stdout).toContain("transit: Achieves site-and-device-diverse");
    expect(code).toBe(0);
    const { candidates } = await design(POSSIBLE["site-and-device-diverse"].args);
    expect(candidates[0]?.design.ports.map(({ name }) => name)).toEqual(
      expect.not.arrayContaining(["ams1", "ams2", "fra1", "fra2"]),
    );
  });
});

describe("a requirement that cannot be met", () => {
  it.each([
    {
      title: "a second metro that is too far",
      args: ["--intent", "site-and-device-diverse", "--near", "JNB", "--customer-routers", "2"],
      missing:
        'Intent "site-and-device-diverse" needs a second metro with free slots on diverse devices, but only JNB has them within 1000 km of Johannesburg.',
      options: ["--within 6960", "--intent site-diverse"],
    },
    {
      title: "more than the free slots carry",
      args: [
        ...["--intent", "site-diverse", "--near", "Sydney", "--customer-routers", "2"],
        ...["--demand-to-customer", "500"],
      ],
      missing: expect.stringMatching(/leaves \d+ of 500 Gbps to you .* no more free slots/),
      options: [expect.stringMatching(/^--demand-to-customer \d+$/)],
    },
  ])("says what is missing, and what can be met instead: $title", async ({ args, ...expected }) => {
    const { code, candidates, missing, alternatives } = await design(args);
    expect([code, candidates]).toEqual([1, []]);
    expect(missing).toEqual([expected.missing]);
    expect(alternatives.map(({ options }) => options)).toEqual(expected.options);
  });

  it("is refused if it is incomplete or misspelt, with every option that is missing", async () => {
    const incomplete = await cli.run(["design"]);
    expect([incomplete.code, incomplete.stdout]).toEqual([2, ""]);
    expect(incomplete.stderr).toMatch(/--intent is .* --near is .* --customer-routers is /);
    for (const [option, value, problem] of [
      ["--near", "Amstredam", "Did you mean Amsterdam (AMS)?"],
      ["--near", "91,4.9", "Write latitude and longitude in degrees"],
      ["--facilities", "Equinix AM5", '--facilities "Equinix AM5" has no slots.'],
    ] as const) {
      const args = ["design", "--intent", "single", option, value];
      const { code, stderr } = await cli.run(args);
      expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
    }
  });
});

it("asks on a terminal for what is missing, again after a mistake, and writes the chosen design", async () => {
  const folder = join(cli.folder, "asked");
  const running = cli.startOnTerminal(["design", "--language", "yaml"]);
  for (const [question, answer] of [
    ["What must the ports survive?", "everything"],
    ["Choose one of single", "site-diverse"],
    ["Near which places?", "London; Paris"],
    ["On which of your routers", "lon-1, par-1"],
    ["get through to you?", "5"],
    ["get through to Cloudflare?", ""],
    ["works without interconnects?", "internet:5"],
    ["Folder for the program", folder],
    ["Which design?", "2"],
  ] as const) {
    await running.waitForOutput(question);
    running.child.stdin?.write(`${answer}\r`);
  }
  const { code, stdout } = await running.done;
  expect(code).toBe(0);
  const screen = screenOf(stdout);
  expect(screen).toContain("facilities in LHR and CDG; least left if port cdg1 fails; nearest");
  expect(screen).toContain("orders 2 ports");
  const program = readFileSync(join(folder, "Pulumi.yaml"), "utf8");
  expect(program).toContain("type: cloudflare-cni:InterconnectGroup");
  expect(program).toContain('customer: { router: "par-1" }');
});
