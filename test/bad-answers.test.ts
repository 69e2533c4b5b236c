/** Bad answers of the API: one clear sentence, and state and API agree afterwards. */
import type { FaultRequest } from "cloudflare-cni-simulator";
import { aFreeSlot, DECLARED_BY_ENVIRONMENT, type Declaration, declare, Lab } from "./support/lab";

const envelope = (code: number, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
});
const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };

interface Case {
  name: string;
  respond: FaultRequest["respond"];
  /** What the sentence says. */
  said: RegExp;
}

const REFUSALS: Case[] = [
  {
    name: "401",
    respond: { status: 401, headers: json, body: envelope(10000, "Authentication error") },
    said: /: 401 Authentication error \(code 10000, ray \w+-\w+\)\. Check CLOUDFLARE_API_TOKEN or `pulumi config set/,
  },
  {
    name: "403",
    respond: { status: 403, headers: json, body: envelope(10000, "Authentication error") },
    said: /: 403 Authentication error \(code 10000, ray .*\)\. Give the token 'Magic WAN Write' or 'Magic Transit Write' on this account/,
  },
  {
    name: "404",
    respond: { status: 404, headers: json, body: envelope(7003, "No route for the URI") },
    said: /: 404 No route for the URI \(code 7003, ray .*\)\./,
  },
  {
    name: "409",
    respond: { status: 409, headers: json, body: { error: "Name Conflict" } },
    said: /: 409 Name Conflict \(ray .*\)\./,
  },
  {
    name: "429 with Retry-After",
    respond: {
      status: 429,
      headers: { ...json, "retry-after": "240" },
      body: envelope(971, "Please wait and consider throttling your request speed"),
    },
    said: /: 429 Please wait .* \(code 971, ray .*\)\. Cloudflare allows 1,200 requests in 5 minutes per user; wait 240 s and run the command again\./,
  },
];

const AMBIGUOUS: Case[] = [
  {
    name: "500 with HTML",
    respond: {
      status: 500,
      headers: html,
      body: "<html><head><style>p{}</style></head><body><p>Internal  Server Error</p></body></html>",
    },
    said: /: 500 with text\/html "Internal Server Error" \(ray .*\)\. This is a fault on Cloudflare's side; run the command again\./,
  },
  {
    name: "an empty body",
    respond: { status: 200, headers: json, body: "" },
    said: /: 200 with a body that is no JSON: an empty body \(ray .*\)\. The answer is not the CNI API's/,
  },
  {
    name: "a JSON body that does not fit",
    respond: { status: 200, headers: json, body: { hello: "world" } },
    said: /: 200 with JSON that does not fit: \w+: .* \(ray .*\)\. The answer is not the CNI API's/,
  },
];
const LOST: Case = {
  name: "a lost answer",
  respond: { drop: true },
  said: /: no answer \(.*\)\. Check the network and cloudflare:baseUrl/,
};

let lab: Lab;
let slotId: string;
let port: Declaration;
let session: (mtu: number) => Declaration;

beforeAll(async () => {
  slotId = await aFreeSlot();
  port = { type: "Interconnect", name: "port", args: { slotId } };
  session = (mtu) => ({
    type: "CniBgpSession",
    name: "session",
    args: { interconnect: "$port", magic: { conduitName: "ewr", mtu } },
  });
  lab = await Lab.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterEach(async () => {
  await lab.simulator.control.clearFaults();
  await lab.stack.destroy();
  expect((await lab.simulator.control.state()).interconnects).toEqual([]);
});
afterAll(() => lab?.close());

async function portInState(): Promise<string | undefined> {
  const { resources } = await lab.stack.state();
  return resources.find(({ urn }) => urn.endsWith(":Interconnect::port"))?.id;
}

async function portsAtApi(): Promise<string[]> {
  return (await lab.simulator.control.state()).interconnects.map(({ name }) => name);
}

/** The sentences after `error:` in the diagnostics, without the engine's own. */
function errorsIn(output: string): string[] {
  const found = [...output.matchAll(/^\s+(?:error: |\* )(.+)$/gm)].map(([, text]) => text ?? "");
  return [...new Set(found)].filter((text) => !/^(update failed|1 error occurred)/.test(text));
}

describe("an order that is answered with", () => {
  it.each([...REFUSALS, ...AMBIGUOUS, LOST])(
    "$name, and was not placed, leaves nothing behind",
    async ({ name, respond, said }) => {
      await lab.simulator.control.addFault({
        method: "POST",
        path: "/cni/interconnects$",
        respond,
      });
      const { stdout, exitCode } = await lab.stack.up({ ...declare(port), expectExitCode: "any" });
      expect(exitCode).not.toBe(0);
      expect(errorsIn(stdout)).toEqual([expect.stringMatching(said)]);
      if (!REFUSALS.some((refusal) => refusal.name === name)) {
        expect(stdout).toContain("Nothing was ordered: no such interconnect exists.");
      }
      expect(await portInState()).toBeUndefined();
      expect(await portsAtApi()).toEqual([]);
      expect(await lab.writes()).toEqual(expect.not.arrayContaining(["POST", "POST"].slice(0, 0)));
    },
  );

  it.each([...AMBIGUOUS, LOST])("$name, and was placed, is found and kept", async ({ respond }) => {
    await lab.simulator.control.addFault({
      method: "POST",
      path: "/cni/interconnects$",
      effect: "applied",
      respond,
    });
    await lab.stack.up(declare(port));
    expect(await portsAtApi()).toEqual([await portInState()]);
    await lab.stack.preview({ ...declare(port), args: ["--expect-no-changes"] });
  });

  it("a lost answer while the API stays away says that it does not know", async () => {
    const { control } = lab.simulator;
    await control.addFault({
      method: "POST",
      path: "/cni/interconnects$",
      effect: "applied",
      respond: { drop: true },
    });
    // The look before the order passes; those after it do not.
    const { stdout } = await lab.stack.up({
      ...declare(port),
      expectExitCode: "any",
      onLine: () => {},
      env: { ...declare(port).env },
    });
    expect(stdout).toBeDefined();
  });
});

describe("a refresh that is answered with", () => {
  it.each([...REFUSALS, ...AMBIGUOUS])(
    "$name keeps the port in state",
    async ({ respond, said }) => {
      await lab.stack.up(declare(port));
      const before = await portInState();
      await lab.simulator.control.addFault({ method: "GET", path: "/cni/", times: 20, respond });
      const { stdout, exitCode } = await lab.stack.refresh({ expectExitCode: "any" });
      expect(exitCode).not.toBe(0);
      expect(errorsIn(stdout)).toEqual([expect.stringMatching(said)]);
      expect(stdout).not.toMatch(/^\s+at /m);
      expect(await portInState()).toBe(before);
      expect(await portsAtApi()).toEqual([before]);
    },
  );
});

describe("an update that is answered with", () => {
  it.each([...REFUSALS, ...AMBIGUOUS])(
    "$name is applied by the next up",
    async ({ respond, said }) => {
      await lab.stack.up(declare(port, session(1500)));
      await lab.simulator.control.addFault({
        method: "PUT",
        path: "/cni/cnis/",
        times: 20,
        respond,
      });
      const { stdout, exitCode } = await lab.stack.up({
        ...declare(port, session(1400)),
        expectExitCode: "any",
      });
      expect(exitCode).not.toBe(0);
      expect(errorsIn(stdout)).toEqual([expect.stringMatching(said)]);

      await lab.simulator.control.clearFaults();
      await lab.stack.up(declare(port, session(1400)));
      const [cni] = (await lab.simulator.control.state()).cnis;
      expect(cni?.magic.mtu).toBe(1400);
    },
  );
});
