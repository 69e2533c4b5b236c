/**
 * Bad responses of the API. The user must see one clear sentence, and the state and the API must agree afterwards. One
 * run of the engine meets all responses to one kind of request, each in its own account.
 */
import type { FaultRequest } from "cloudflare-cni-simulator";
import {
  type AccountState,
  declarePort,
  declareSession,
  envelope,
  errorsIn,
  errorsOf,
  openTestAccounts,
  readAccountStates,
  type TestAccount,
} from "./support/test-accounts";
import { declare, type TestStack } from "./support/test-stack";

const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };

interface Case {
  name: string;
  respond: FaultRequest["respond"];
  /** Pattern of the sentence that the user sees. */
  said: RegExp;
}

const REFUSALS: Case[] = [
  {
    name: "401",
    respond: { status: 401, headers: json, body: envelope(10000, "Authentication error") },
    said: /: 401 Authentication error \(code 10000, ray \w+-\w+\)\. The token may be revoked or expired\. Check CLOUDFLARE_API_TOKEN, or set the token with `pulumi config set/,
  },
  {
    name: "403",
    respond: { status: 403, headers: json, body: envelope(10000, "Authentication error") },
    said: /: 403 Authentication error \(code 10000, ray .*\)\. Check the account ID, grant the token 'Magic WAN Write' or 'Magic Transit Write' on the account/,
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
];

const AMBIGUOUS: Case[] = [
  {
    name: "500 with HTML",
    respond: {
      status: 500,
      headers: html,
      body: "<html><head><style>p{}</style></head><body><p>Internal  Server Error</p></body></html>",
    },
    said: /: 500 with text\/html "Internal Server Error" \(ray .*\)\. This is an error on Cloudflare's side\. Run the command again\./,
  },
  {
    name: "an empty body",
    respond: { status: 200, headers: json, body: "" },
    said: /: 200 with a body that is not JSON: an empty body \(ray .*\)\. The response does not come from the CNI API/,
  },
  {
    name: "a JSON body that does not fit",
    respond: { status: 200, headers: json, body: { hello: "world" } },
    said: /: 200 with unexpected JSON: \w+: .* \(ray .*\)\. The response does not come from the CNI API/,
  },
];
const LOST: Case = {
  name: "a lost answer",
  respond: { drop: true },
  said: /: no response \(.*\)\. Check the network and cloudflare(-cni)?:baseUrl/,
};
/** A 429 stops all requests with the same credentials, so this case has runs of its own. */
const LIMITED: Case = {
  name: "429 with Retry-After",
  respond: {
    status: 429,
    headers: { ...json, "retry-after": "240" },
    body: envelope(971, "Please wait and consider throttling your request speed"),
  },
  said: /: 429 Please wait .* \(code 971, ray .*\)\. Cloudflare allows 1,200 requests in 5 minutes per user\. Wait 240 s and run the command again\./,
};

/** Bad responses by the kind of request: an order that is refused or placed, a read, or a change. */
const KINDS = {
  refused: [...REFUSALS, ...AMBIGUOUS, LOST],
  placed: [...AMBIGUOUS, LOST],
  read: [...REFUSALS, ...AMBIGUOUS],
  changed: [...REFUSALS, ...AMBIGUOUS],
  limited: [LIMITED],
};
type Kind = keyof typeof KINDS;
const ALL_KINDS = ["refused", "placed", "read", "changed", "limited"] as const;
const title = (kind: Kind, { name }: Case) => `${kind} ${name}`;

const ORDERS = { method: "POST", path: "/cni/interconnects$" };
const READS = { method: "GET", path: "/cni/", times: 20 };
const CHANGES = { method: "PUT", path: "/cni/cnis/", times: 20 };

let testStack: TestStack;
let accountOf: (title: string) => TestAccount;
beforeAll(async () => {
  ({ testStack, accountOf } = await openTestAccounts(
    ALL_KINDS.flatMap((kind) => KINDS[kind].map((one) => title(kind, one))),
  ));
});
afterAll(() => testStack?.close());

const accountsOf = (kind: Kind) => KINDS[kind].map((one) => accountOf(title(kind, one)));
const ports = (...kinds: Kind[]) => kinds.flatMap(accountsOf).map(declarePort);
const sessions = (kind: Kind, mtu?: number) =>
  accountsOf(kind).map((account) => declareSession(account, mtu));

async function spoil(kind: Kind, requests: Omit<FaultRequest, "respond">) {
  for (const one of KINDS[kind]) {
    const { id: account } = accountOf(title(kind, one));
    await testStack.simulator.control.addFault({ ...requests, account, respond: one.respond });
  }
}

/** Runs a command that fails. Returns its errors for each resource, and the state of the accounts afterwards. */
async function failing(command: "up" | "refresh", program?: ReturnType<typeof declare>) {
  const goOn = command === "up" ? ["--continue-on-error"] : [];
  const options = { ...program, args: goOn, expectExitCode: "any" } as const;
  const { stdout, exitCode } = await testStack.stack[command](options);
  await testStack.simulator.control.clearFaults();
  expect(exitCode).not.toBe(0);
  expect(stdout).not.toMatch(/^\s+at /m);
  const told = ALL_KINDS.flatMap(accountsOf).flatMap(({ name }) =>
    ["port", "session"].flatMap((kind) => errorsOf(`${name}_${kind}`, stdout)),
  );
  expect(errorsIn(stdout).filter((error) => !told.includes(error))).toEqual([]);
  const stateOf = await readAccountStates(testStack);
  return { errors: (resource: string) => errorsOf(resource, stdout), stateOf };
}
type Failed = Awaited<ReturnType<typeof failing>>;

describe("a 429 response with Retry-After", () => {
  const account = () => accountOf(title("limited", LIMITED));

  it("leaves no port in the state or the account if it is the response to an order", async () => {
    await spoil("limited", ORDERS);
    const { errors, stateOf } = await failing("up", declare(...ports("limited")));
    expect(errors(`${account().name}_port`)).toEqual([expect.stringMatching(LIMITED.said)]);
    expect(stateOf(account())).toMatchObject({ inState: {}, ports: [], writes: ["POST"] });
  });

  it("keeps the port in the state if it is the response to a refresh", async () => {
    await testStack.stack.up(declare(...ports("limited"), ...sessions("limited")));
    await spoil("limited", READS);
    const { errors, stateOf } = await failing("refresh");
    expect(errors(`${account().name}_port`)).toEqual([expect.stringMatching(LIMITED.said)]);
    const {
      inState,
      ports: [port],
    } = stateOf(account());
    expect(port).toBeDefined();
    expect(inState.port).toBe(port);
  });

  it("delays an update until the next up if it is the response to the update", async () => {
    await spoil("limited", CHANGES);
    const program = declare(...ports("limited"), ...sessions("limited", 1400));
    const { errors, stateOf } = await failing("up", program);
    expect(errors(`${account().name}_session`)).toEqual([expect.stringMatching(LIMITED.said)]);
    expect(stateOf(account()).sessions).toEqual([1500]);
    await testStack.stack.up(program);
    expect((await readAccountStates(testStack))(account()).sessions).toEqual([1400]);
  });
});

describe("an order", () => {
  let after: Failed;
  beforeAll(async () => {
    await spoil("refused", ORDERS);
    await spoil("placed", { ...ORDERS, effect: "applied" });
    after = await failing("up", declare(...ports("refused", "placed")));
  });

  it.each(KINDS.refused)(
    "leaves no port in the state if the API did not place it and responded with $name",
    (bad) => {
      const account = accountOf(title("refused", bad));
      const errors = after.errors(`${account.name}_port`);
      expect(errors).toEqual([expect.stringMatching(bad.said)]);
      expect(
        errors[0]?.includes("The API lists no matching interconnect, so nothing was ordered."),
      ).toBe(!REFUSALS.includes(bad));
      expect(after.stateOf(account)).toMatchObject({ inState: {}, ports: [], writes: ["POST"] });
    },
  );

  it.each(KINDS.placed)(
    "keeps its port in the state if the API placed it but responded with $name",
    (bad) => {
      const account = accountOf(title("placed", bad));
      const { inState, ports, writes } = after.stateOf(account);
      expect(after.errors(`${account.name}_port`)).toEqual([]);
      expect(ports).toEqual([inState.port]);
      expect(writes).toEqual(["POST"]);
    },
  );

  it("has no changes in the next preview if the API placed it but responded with an error", () =>
    testStack.stack.preview({ ...declare(...ports("placed")), args: ["--expect-no-changes"] }));
});

describe("a refresh", () => {
  let before: AccountState[];
  let after: Failed;
  beforeAll(async () => {
    await testStack.stack.up(declare(...ports("read", "changed"), ...sessions("changed")));
    before = accountsOf("read").map(await readAccountStates(testStack));
    await spoil("read", READS);
    after = await failing("refresh");
  });

  it.each(KINDS.read)("keeps the port in the state if the API responds with $name", (bad) => {
    const account = accountOf(title("read", bad));
    expect(after.errors(`${account.name}_port`)).toEqual([expect.stringMatching(bad.said)]);
    const { inState, ports } = after.stateOf(account);
    expect(ports).toHaveLength(1);
    expect(ports).toEqual([inState.port]);
    expect(before).toContainEqual(after.stateOf(account));
  });
});

describe("an update", () => {
  let after: Failed;
  let mended: Failed["stateOf"];
  beforeAll(async () => {
    const program = declare(...ports("changed"), ...sessions("changed", 1400));
    await spoil("changed", CHANGES);
    after = await failing("up", program);
    await testStack.stack.up(program);
    mended = await readAccountStates(testStack);
  });

  it.each(KINDS.changed)("is completed by the next up if the API responds with $name", (bad) => {
    const account = accountOf(title("changed", bad));
    expect(after.errors(`${account.name}_session`)).toEqual([expect.stringMatching(bad.said)]);
    expect(after.stateOf(account).sessions).toEqual([1500]);
    expect(mended(account).sessions).toEqual([1400]);
  });
});
