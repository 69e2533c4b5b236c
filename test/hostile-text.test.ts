/** Text from the API must not control the engine, a terminal or a CI runner. */
import { DECLARED_BY_ENVIRONMENT, declare, firstFreeSlot, TestStack } from "./support/test-stack";

const HOSTILE = "<{%x%}> \u001b]52;c;aGk=\u0007\u001b[2J\n::error::obeyed";
// biome-ignore lint/suspicious/noControlCharactersInRegex: the test checks that they do not reach the output
const STEERING = /<\{%x|\x1b\]52|\x1b\[2J|^\s*::error::/m;

let testStack: TestStack;
beforeAll(async () => {
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterAll(() => testStack?.close());

it.each([
  {
    name: "a link status",
    command: "refresh",
    respond: { status: 200, body: { state: "Down", reason: HOSTILE } },
    exitCode: 0,
  },
  {
    name: "an error",
    command: "refresh",
    respond: { status: 400, body: { error: HOSTILE } },
    exitCode: 1,
  },
] as const)(
  "$command escapes $name that would control the engine, a terminal or a CI runner",
  async ({ command, respond, exitCode }) => {
    const program = declare({
      type: "Interconnect",
      name: "port",
      args: { slotId: await firstFreeSlot() },
    });
    const { stack, simulator } = testStack;
    await stack.up(program);
    await simulator.control.addFault({ method: "GET", path: "/status$", times: 20, respond });
    const result = await stack.pulumi([command, "--yes", "--diff"], {
      ...program,
      expectExitCode: "any",
    });
    await simulator.control.clearFaults();
    expect(result.all).toMatch(/<\{ %x% \}>/);
    expect(result.all).not.toMatch(STEERING);
    expect(result.exitCode).toBe(exitCode);
  },
);

describe("hostile text from the API in outputs and lookups", () => {
  const DECLARED = "two lines\r\nof a program";
  const PORT = { "facility.name": HOSTILE, "facility.address": [HOSTILE], owner: HOSTILE };
  let account: TestStack;
  let program: { env: Record<string, string> };
  beforeAll(async () => {
    account = await TestStack.open({
      program: {
        "index.js": `${DECLARED_BY_ENVIRONMENT["index.js"]}
          if (process.env.LOOK) {
            exports.ports = cni.getInterconnectsOutput();
            exports.sessions = cni.getCnisOutput();
            exports.magic = cni.getMagicInterconnectsOutput();
          }
        `,
      },
    });
    const magic = { conduitName: "ewr", description: DECLARED };
    program = declare(
      { type: "Interconnect", name: "port", args: { slotId: await firstFreeSlot() } },
      { type: "CniBgpSession", name: "session", args: { interconnect: "$port", magic } },
      {
        type: "MagicInterconnect",
        name: "routing",
        args: { session: "$session", healthCheck: { rate: "high" } },
      },
    );
    await account.stack.up(program);
    const { control } = account.simulator;
    const edits = Object.entries({ ...PORT, site: HOSTILE, ccr_device_name: HOSTILE });
    const ofEach = edits.map(([path, value]) => [`items.*.${path}`, value]);
    for (const [path, set] of [
      ["/interconnects/[^/]+$", Object.fromEntries(edits)],
      ["/interconnects$", Object.fromEntries(ofEach)],
    ] as const) {
      await control.addFault({ method: "GET", path, times: 999, respond: { edit: { set } } });
    }
    for (const { id } of (await control.state()).cnis) {
      const magic = { conduit_name: HOSTILE, description: HOSTILE };
      await control.editCni(id, { magic });
    }
  });
  afterAll(() => account?.close());

  it.each([
    { command: "refresh", args: [] },
    { command: "preview", args: ["--diff"] },
    { command: "preview", args: ["--json"] },
    { command: "up", args: ["--yes", "--diff"] },
  ] as const)(
    "does not reach the output of `pulumi $command $args` unescaped",
    async ({ command, args }) => {
      const yes = command === "refresh" ? ["--yes", "--diff"] : [];
      const env = { ...program.env, LOOK: "1" };
      const { all } = await account.stack.pulumi([command, ...args, ...yes], { env });
      expect(all).not.toMatch(STEERING);
      expect(JSON.stringify(await account.stack.state())).not.toContain("<{%x");
    },
  );

  it("does not alter a declared multi-line description, which has no changes in preview", async () => {
    const { cnis } = await account.simulator.control.state();
    expect(cnis).toMatchObject([{ magic: { conduit_name: "ewr", description: DECLARED } }]);
    await account.stack.refresh(program);
    await account.stack.preview({ ...program, args: ["--expect-no-changes"] });
  });
});
