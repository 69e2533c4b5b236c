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
    said: /: 403 Authentication error \(code 10000, ray .*\)\. Check the account id, give the token 'Magic WAN Write' or 'Magic Transit Write' on it/,
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
let port: Declaration;
let session: (mtu: number) => Declaration;

beforeAll(async () => {
  port = { type: "Interconnect", name: "port", args: { slotId: await aFreeSlot() } };
  session = (mtu) => ({
    type: "CniBgpSession",
    name: "session",
    args: { interconnect: "$port", magic: { conduitName: "ewr", mtu } },
  });
  lab = await Lab.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterEach(() => lab.simulator.control.clearFaults());
afterAll(() => lab?.close());

async function portInState(): Promise<string | undefined> {
  const { resources } = await lab.stack.state();
  return resources.find(({ urn }) => urn.endsWith(":Interconnect::port"))?.id;
}

async function portsAtApi(): Promise<string[]> {
  return (await lab.simulator.control.state()).interconnects.map(({ name }) => name);
}

/** What a command said went wrong; the engine's own remarks on it are left out. */
function errorsIn(output: string): string[] {
  const found = [...output.matchAll(/^\s+(?:error: |\* )(.+)$/gm)].map(([, text]) => text ?? "");
  return [...new Set(found)].filter((text) => !/^(update failed|1 error occurred)/.test(text));
}

describe("an order that is answered with", () => {
  afterEach(() => lab.stack.destroy());

  it.each([...REFUSALS, ...AMBIGUOUS, LOST])(
    "$name, and was not placed, leaves nothing behind",
    async (bad) => {
      const before = (await lab.writes()).length;
      const { respond, said } = bad;
      await lab.simulator.control.addFault({
        method: "POST",
        path: "/cni/interconnects$",
        respond,
      });
      const { stdout, exitCode } = await lab.stack.up({ ...declare(port), expectExitCode: "any" });
      expect(exitCode).not.toBe(0);
      expect(errorsIn(stdout)).toEqual([expect.stringMatching(said)]);
      expect(stdout.includes("No such interconnect is listed: nothing was ordered.")).toBe(
        !REFUSALS.includes(bad),
      );
      expect(await portInState()).toBeUndefined();
      expect(await portsAtApi()).toEqual([]);
      expect((await lab.writes()).slice(before)).toEqual(["POST"]);
    },
  );

  it.each([...AMBIGUOUS, LOST])("$name, and was placed, is found and kept", async ({ respond }) => {
    const before = (await lab.writes()).length;
    await lab.simulator.control.addFault({
      method: "POST",
      path: "/cni/interconnects$",
      effect: "applied",
      respond,
    });
    await lab.stack.up(declare(port));
    expect(await portsAtApi()).toEqual([await portInState()]);
    expect((await lab.writes()).slice(before)).toEqual(["POST"]);
    await lab.stack.preview({ ...declare(port), args: ["--expect-no-changes"] });
  });
});

describe("a refresh that is answered with", () => {
  beforeAll(() => lab.stack.up(declare(port)));
  afterAll(() => lab.stack.destroy());

  it.each([...REFUSALS, ...AMBIGUOUS])(
    "$name keeps the port in state",
    async ({ respond, said }) => {
      const before = await portInState();
      expect(before).toBeDefined();
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
  let mtu = 1500;
  beforeAll(() => lab.stack.up(declare(port, session(mtu))));
  afterAll(() => lab.stack.destroy());

  it.each([...REFUSALS, ...AMBIGUOUS])(
    "$name is applied by the next up",
    async ({ respond, said }) => {
      const wanted = declare(port, session(mtu - 1));
      await lab.simulator.control.addFault({
        method: "PUT",
        path: "/cni/cnis/",
        times: 20,
        respond,
      });
      const { stdout, exitCode } = await lab.stack.up({ ...wanted, expectExitCode: "any" });
      expect(exitCode).not.toBe(0);
      expect(errorsIn(stdout)).toEqual([expect.stringMatching(said)]);
      expect((await lab.simulator.control.state()).cnis).toMatchObject([{ magic: { mtu } }]);

      mtu -= 1;
      await lab.simulator.control.clearFaults();
      await lab.stack.up(wanted);
      expect((await lab.simulator.control.state()).cnis).toMatchObject([{ magic: { mtu } }]);
    },
  );
});
