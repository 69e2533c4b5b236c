/**
 * Combines every fault with every operation in a few commands of the real engine. Each trial has its own account, so that
 * a fault does not affect other trials. `FAULT_TABLE=<file>` writes a Markdown table with the messages that users see.
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

type FaultResponse = Pick<FaultRequest, "effect" | "respond" | "times">;

const html = { "content-type": "text/html" };

/** Number of faults in a row. The client retries a request fewer times than this. */
const MORE_THAN_RETRIES = 20;
const FAULTS: Record<string, FaultResponse> = {
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

/** Operation on a resource, with the requests that the fault hits and the programs. */
interface Operation {
  readonly method: string;
  readonly path: string;
  /** Program before the fault. Defaults to an empty program. */
  readonly before?: (account: TestAccount) => Declaration[];
  /** Program of the run with the fault, and of the next run without the fault. */
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

interface Trial {
  readonly title: string;
  readonly operation: string;
  readonly fault: string;
  readonly request: Operation;
  readonly response: FaultResponse;
}

const TRIALS: readonly Trial[] = Object.entries(OPERATIONS).flatMap(([operation, request]) =>
  Object.entries(FAULTS).map(([fault, response]) => ({
    title: `${operation}: ${fault}`,
    operation,
    fault,
    request,
    response,
  })),
);

/** Writes, state and output of one command. */
interface Step {
  readonly writes: readonly Write[];
  readonly state: StackState;
  readonly output: string;
}

/** Steps by name. The recorded traces contain these names. */
type Steps = Record<"before" | "spoilt" | "mended", Step>;

let testStack: TestStack;
let accountOf: (title: string) => TestAccount;
let recorder: WriteRecorder;
let steps: Steps;
let afterFault: (account: TestAccount) => AccountState;
let afterNextUp: (account: TestAccount) => AccountState;

beforeAll(async () => {
  ({ testStack, accountOf } = await openTestAccounts(TRIALS.map(({ title }) => title)));
  recorder = new WriteRecorder(testStack.simulator);
  const { control } = testStack.simulator;

  await testStack.stack.up(program("before"));
  await addFaults();
  const before = await takeStep("");
  const faulty = await testStack.stack.up({
    ...program("after"),
    args: ["--continue-on-error"],
    expectExitCode: "any",
  });
  afterFault = await readAccountStates(testStack);
  const spoilt = await takeStep(faulty.all);
  const unused = await control.faults();
  await control.clearFaults();
  const next = await testStack.stack.up(program("after"));
  afterNextUp = await readAccountStates(testStack);
  steps = { before, spoilt, mended: await takeStep(next.all) };

  if (process.env.FAULT_TABLE) writeFileSync(process.env.FAULT_TABLE, faultTable());
  console.info(`${TRIALS.length} trials; ${unused.length} faults still had hits left`);
});
afterAll(async () => {
  recorder?.close();
  await testStack?.close();
});

describe("an API fault", () => {
  it.each(TRIALS)('"$fault" during "$operation" does not lose an object', ({ title }) => {
    const { ports, sessions, inState } = afterFault(accountOf(title));
    const lost = [
      ...(ports.length > 0 && !("port" in inState) ? ["port"] : []),
      ...(sessions.length > 0 && !("session" in inState) ? ["session"] : []),
    ];
    expect(lost).toEqual([]);
  });

  it.each(TRIALS)('"$fault" during "$operation" does not create an object twice', ({ title }) => {
    const { ports, sessions } = afterFault(accountOf(title));
    expect(ports.length).toBeLessThanOrEqual(1);
    expect(sessions.length).toBeLessThanOrEqual(1);
  });

  it.each(TRIALS)('"$fault" during "$operation" is repaired by the next up', (trial) => {
    const account = accountOf(trial.title);
    const kinds = trial.request
      .after(account)
      .map(({ name }) => name.slice(account.name.length + 1));
    const { inState, ports, sessions, asn } = afterNextUp(account);
    expect(Object.keys(inState).sort()).toEqual(kinds.sort());
    expect(ports).toHaveLength(kinds.includes("port") ? 1 : 0);
    const mtu = trial.operation === "update session" ? 1476 : 1500;
    expect(sessions).toEqual(kinds.includes("session") ? [mtu] : []);
    if (kinds.includes("settings")) {
      expect(asn).toBe(trial.operation === "update settings" ? 64513 : 64512);
    }
  });

  it("leaves no changes after the next up", () =>
    testStack.stack.preview({ ...program("after"), args: ["--expect-no-changes"] }));

  if (comparesTraces) {
    it.each(TRIALS)('"$fault" during "$operation" leaves the recorded trace', ({ title }) => {
      expect(traceOf(accountOf(title))).toMatchSnapshot();
    });
  }
});

/** Declares the resources of all trials, before the faults or with them. */
function program(when: "before" | "after") {
  return declare(
    ...TRIALS.flatMap(({ title, request }) => request[when]?.(accountOf(title)) ?? []),
  );
}

async function addFaults(): Promise<void> {
  for (const { title, request, response } of TRIALS) {
    const { method, path } = request;
    // The client sends a POST only once. Every retry of another request must meet the same fault.
    const times = method === "POST" ? 1 : MORE_THAN_RETRIES;
    const { id: account } = accountOf(title);
    await testStack.simulator.control.addFault({
      respond: { drop: true },
      method,
      path,
      account,
      times,
      ...response,
    });
  }
}

async function takeStep(output: string): Promise<Step> {
  return { writes: recorder.take(), state: await testStack.stack.state(), output };
}

function traceOf({ name, id }: TestAccount): string {
  const heading = new RegExp(`\\(${name}_(port|session|settings|gate)\\):`);
  const parts = Object.entries(steps).flatMap(([when, { writes, state, output }]) => [
    [`writes ${when}`, tracedWrites(writes.filter(({ path }) => path.startsWith(id)))],
    [`state ${when}`, tracedState(state, ({ urn }) => urn.includes(`::${name}_`))],
    [`messages ${when}`, tracedMessages(output, (head) => heading.test(head))],
  ]);
  return trace(Object.fromEntries(parts));
}

function faultTable(): string {
  const kindsIn = ({ inState }: AccountState) => Object.keys(inState).sort().join(" ") || "-";
  const objectsAtApi = ({ ports, sessions, asn }: AccountState) =>
    `${ports.length} ports, MTU ${sessions.join() || "-"}, ASN ${asn}`;
  const rows = TRIALS.map(({ title, operation, fault }) => {
    const account = accountOf(title);
    const [faulty, repaired] = [afterFault(account), afterNextUp(account)];
    const errors = ["port", "session", "settings", "gate"]
      .flatMap((kind) => errorsOf(`${account.name}_${kind}`, steps.spoilt.output))
      .join(" ")
      .replaceAll(/[0-9a-f]{32}/g, "…");
    return [
      operation,
      fault,
      errors || "nothing",
      kindsIn(faulty),
      objectsAtApi(faulty),
      `${kindsIn(repaired)}: ${objectsAtApi(repaired)}`,
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
  return `${table.join("\n")}\n`;
}
