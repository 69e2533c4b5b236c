/**
 * Every fault against every operation, all in a few runs of the real engine: each cell has an
 * account of its own, so that a fault strikes nothing else. Prints the table; asserts of each cell
 * that nothing was lost and nothing was made twice, and that the next run mends it.
 */
import { writeFileSync } from "node:fs";
import type { FaultRequest } from "cloudflare-cni-simulator";
import type { StackState } from "cloudflare-cni-tools";
import {
  type AccountState,
  declareGate,
  declarePort,
  declareSession,
  declareSettings,
  envelope,
  errorsOf,
  openTestAccounts,
  readAccountStates,
  type TestAccount,
} from "./support/test-accounts";
import { type Declaration, declare, type TestStack } from "./support/test-stack";
import {
  comparesTraces,
  trace,
  tracedMessages,
  tracedState,
  tracedWrites,
  type Write,
  WriteRecorder,
} from "./support/trace";

type Respond = Pick<FaultRequest, "effect" | "respond" | "times">;

const html = { "content-type": "text/html" };

/** More than any number of tries. */
const lasting = 20;
const FAULTS: Record<string, Respond> = {
  "answer lost": { effect: "applied", respond: { drop: true } },
  "request lost": { respond: { drop: true } },
  "connection reset": { respond: { reset: true } },
  "502 with HTML": { respond: { status: 502, headers: html, body: "<html>Bad gateway</html>" } },
  "500 after it took effect": { effect: "applied", respond: { status: 500 } },
  "answer cut off": { respond: { truncate: 0.5 } },
  "JSON that ends early": { respond: { garble: true } },
  "refused with 401": { respond: { status: 401, body: envelope(10000, "Authentication error") } },
  "429 for a moment": {
    times: 1,
    respond: { status: 429, headers: { "retry-after": "1" }, body: envelope(971, "Please wait") },
  },
};

const port = "^/cni/interconnects";
const cni = "^/cni/cnis";
const settings = "^/cni/settings";
const status = "/status$";

/** An operation of a resource: the requests that are spoilt, and what the program says. */
interface Operation {
  readonly method: string;
  readonly path: string;
  /** Before, or nothing where the run with the fault is the first one. */
  readonly before?: (account: TestAccount) => Declaration[];
  /** With the fault, and again without it. */
  readonly after: (account: TestAccount) => Declaration[];
}

const OPERATIONS: Record<string, Operation> = {
  "create port": { method: "POST", path: port, after: (account) => [declarePort(account)] },
  "create session": {
    method: "POST",
    path: cni,
    after: (account) => [declarePort(account), declareSession(account)],
  },
  "create settings": {
    method: "PUT",
    path: settings,
    after: (account) => [declareSettings(account)],
  },
  "wait for port": {
    method: "GET",
    path: status,
    before: (account) => [declarePort(account)],
    after: (account) => [declarePort(account), declareGate(account)],
  },
  "update session": {
    method: "PUT",
    path: cni,
    before: (account) => [declarePort(account), declareSession(account)],
    after: (account) => [declarePort(account), declareSession(account, 1476)],
  },
  "update settings": {
    method: "PUT",
    path: settings,
    before: (account) => [declareSettings(account)],
    after: (account) => [declareSettings(account, 64513)],
  },
  "delete port": {
    method: "DELETE",
    path: port,
    before: (account) => [declarePort(account)],
    after: () => [],
  },
  "delete session": {
    method: "DELETE",
    path: cni,
    before: (account) => [declarePort(account), declareSession(account)],
    after: (account) => [declarePort(account)],
  },
};

const TRIALS = Object.entries(OPERATIONS).flatMap(([name, operation]) =>
  Object.entries(FAULTS).map(([fault, spoilt]) => ({
    title: `${name}: ${fault}`,
    name,
    operation,
    fault,
    spoilt,
  })),
);

let testStack: TestStack;
let accountOf: (title: string) => TestAccount;
let recorder: WriteRecorder;
beforeAll(async () => {
  ({ testStack, accountOf } = await openTestAccounts(TRIALS.map(({ title }) => title)));
  recorder = new WriteRecorder(testStack.simulator);
});
afterAll(async () => {
  recorder?.close();
  await testStack?.close();
});

/** The program of all cells, before the faults or with them. */
function program(when: "before" | "after") {
  return declare(
    ...TRIALS.flatMap(({ title, operation }) => operation[when]?.(accountOf(title)) ?? []),
  );
}

const kindsIn = ({ inState }: AccountState) => Object.keys(inState).sort().join(" ") || "-";

interface Step {
  readonly writes: readonly Write[];
  readonly state: StackState;
  readonly output: string;
}
type Steps = Record<string, Step>;

const step = async (output: string): Promise<Step> => ({
  writes: recorder.take(),
  state: await testStack.stack.state(),
  output,
});

function traceOf({ name, id }: TestAccount, steps: Steps): string {
  const about = new RegExp(`\\(${name}_(port|session|settings|gate)\\):`);
  const parts = Object.entries(steps).flatMap(([when, { writes, state, output }]) => [
    [`writes ${when}`, tracedWrites(writes.filter(({ path }) => path.startsWith(id)))],
    [`state ${when}`, tracedState(state, ({ urn }) => urn.includes(`::${name}_`))],
    [`messages ${when}`, tracedMessages(output, (head) => about.test(head))],
  ]);
  return trace(Object.fromEntries(parts));
}

it("of every fault in every operation nothing is lost, nothing is doubled, and the next run mends it", async () => {
  const { control } = testStack.simulator;
  await testStack.stack.up(program("before"));
  for (const { title, operation, spoilt } of TRIALS) {
    const { method, path } = operation;
    // An order is sent once; whatever else is sent again meets the same fault.
    const times = method === "POST" ? 1 : lasting;
    const { id: account } = accountOf(title);
    await control.addFault({ respond: { drop: true }, method, path, account, times, ...spoilt });
  }
  const traces: Steps = { before: await step("") };
  const { all: output } = await testStack.stack.up({
    ...program("after"),
    args: ["--continue-on-error"],
    expectExitCode: "any",
  });
  const spoilt = await readAccountStates(testStack);
  traces.spoilt = await step(output);
  const hits = await control.faults();
  await control.clearFaults();
  const again = await testStack.stack.up(program("after"));
  const mended = await readAccountStates(testStack);
  traces.mended = await step(again.all);
  await testStack.stack.preview({ ...program("after"), args: ["--expect-no-changes"] });

  const atApi = ({ ports, sessions, asn }: AccountState) =>
    `${ports.length} ports, MTU ${sessions.join() || "-"}, ASN ${asn}`;
  const rows = TRIALS.map(({ title, name, fault }) => {
    const account = accountOf(title);
    const [now, then] = [spoilt(account), mended(account)];
    const words = ["port", "session", "settings", "gate"]
      .flatMap((kind) => errorsOf(`${account.name}_${kind}`, output))
      .join(" ")
      .replaceAll(/[0-9a-f]{32}/g, "…");
    return [
      name,
      fault,
      words || "nothing",
      kindsIn(now),
      atApi(now),
      `${kindsIn(then)}: ${atApi(then)}`,
    ];
  });
  const head = [
    "operation",
    "fault",
    "the user sees",
    "in state",
    "at the API",
    "after the next up",
  ];
  const table = [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  if (process.env.FAULT_TABLE) writeFileSync(process.env.FAULT_TABLE, `${table.join("\n")}\n`);
  console.info(`${rows.length} cells; ${hits.length} faults never used up`);

  for (const { title } of comparesTraces ? TRIALS : []) {
    expect(traceOf(accountOf(title), traces)).toMatchSnapshot(title);
  }
  for (const { title, name, operation } of TRIALS) {
    const account = accountOf(title);
    const expected = operation
      .after(account)
      .map(({ name }) => name.slice(account.name.length + 1));
    const [now, then] = [spoilt(account), mended(account)];
    // Whatever is at the API is in state: it was not lost.
    const unknown = [
      ...(now.ports.length > 0 && !("port" in now.inState) ? ["port"] : []),
      ...(now.sessions.length > 0 && !("session" in now.inState) ? ["session"] : []),
    ];
    expect({ title, unknown }).toEqual({ title, unknown: [] });
    expect(now.ports.length).toBeLessThanOrEqual(1);
    expect(now.sessions.length).toBeLessThanOrEqual(1);
    expect({ title, state: kindsIn(then) }).toEqual({
      title,
      state: expected.sort().join(" ") || "-",
    });
    expect({ title, ports: then.ports.length, sessions: then.sessions }).toEqual({
      title,
      ports: expected.includes("port") ? 1 : 0,
      sessions: expected.includes("session") ? [name === "update session" ? 1476 : 1500] : [],
    });
    if (expected.includes("settings")) {
      const asn = name === "update settings" ? 64513 : 64512;
      expect({ title, asn: then.asn }).toEqual({ title, asn });
    }
  }
});
