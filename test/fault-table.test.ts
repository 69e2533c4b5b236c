/**
 * Every fault against every operation, all in a few runs of the real engine: each cell has an
 * account of its own, so that a fault strikes nothing else. Prints the table; asserts of each cell
 * that nothing was lost and nothing was made twice, and that the next run mends it.
 */
import { writeFileSync } from "node:fs";
import type { FaultRequest } from "cloudflare-cni-simulator";
import { DECLARED_BY_ENVIRONMENT, type Declaration, declare, Lab } from "./support/lab";

type Respond = Pick<FaultRequest, "effect" | "respond" | "times">;

const html = { "content-type": "text/html" };
const envelope = (code: number, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
});

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
  readonly before?: (name: string, account: string, slot: string) => Declaration[];
  /** With the fault, and again without it. */
  readonly after: (name: string, account: string, slot: string) => Declaration[];
}

const aPort = (name: string, accountId: string, slotId: string): Declaration => ({
  type: "Interconnect",
  name: `${name}_port`,
  args: { accountId, slotId },
});
const aSession = (name: string, accountId: string, mtu = 1500): Declaration => ({
  type: "CniBgpSession",
  name: `${name}_session`,
  args: { accountId, interconnect: `$${name}_port`, magic: { conduitName: name, mtu } },
});
const someSettings = (name: string, accountId: string, defaultAsn = 64512): Declaration => ({
  type: "CniSettings",
  name: `${name}_settings`,
  args: { accountId, defaultAsn },
});
const aGate = (name: string, accountId: string): Declaration => ({
  type: "InterconnectReady",
  name: `${name}_gate`,
  args: { accountId, interconnect: `$${name}_port`, states: ["Pending"], timeout: "4s" },
});

const OPERATIONS: Record<string, Operation> = {
  "create port": { method: "POST", path: port, after: (n, a, s) => [aPort(n, a, s)] },
  "create session": {
    method: "POST",
    path: cni,
    after: (n, a, s) => [aPort(n, a, s), aSession(n, a)],
  },
  "create settings": { method: "PUT", path: settings, after: (n, a) => [someSettings(n, a)] },
  "wait for port": {
    method: "GET",
    path: status,
    before: (n, a, s) => [aPort(n, a, s)],
    after: (n, a, s) => [aPort(n, a, s), aGate(n, a)],
  },
  "update session": {
    method: "PUT",
    path: cni,
    before: (n, a, s) => [aPort(n, a, s), aSession(n, a)],
    after: (n, a, s) => [aPort(n, a, s), aSession(n, a, 1476)],
  },
  "update settings": {
    method: "PUT",
    path: settings,
    before: (n, a) => [someSettings(n, a)],
    after: (n, a) => [someSettings(n, a, 64513)],
  },
  "delete port": {
    method: "DELETE",
    path: port,
    before: (n, a, s) => [aPort(n, a, s)],
    after: () => [],
  },
  "delete session": {
    method: "DELETE",
    path: cni,
    before: (n, a, s) => [aPort(n, a, s), aSession(n, a)],
    after: (n, a, s) => [aPort(n, a, s)],
  },
};

interface Cell {
  readonly operation: string;
  readonly fault: string;
  readonly name: string;
  readonly account: string;
  readonly slot: string;
}

let lab: Lab;
let cells: Cell[];
beforeAll(async () => {
  const names = Object.keys(OPERATIONS).flatMap((operation) =>
    Object.keys(FAULTS).map((fault) => ({ operation, fault })),
  );
  const accounts = names.map((_, index) => ({ id: (index + 1).toString(16).padStart(32, "0") }));
  lab = await Lab.open({
    program: DECLARED_BY_ENVIRONMENT,
    simulator: { accounts, rateLimit: false },
  });
  const slots = await lab.simulator.control.slots();
  cells = names.map((cell, index) => ({
    ...cell,
    name: `${cell.operation}_${cell.fault}`.replaceAll(/\W/g, "_"),
    account: accounts[index]?.id ?? "",
    slot: slots[index]?.id ?? "",
  }));
});
afterAll(() => lab?.close());

/** The program of all cells, before the faults or with them. */
function program(when: "before" | "after") {
  return declare(
    ...cells.flatMap(({ operation, name, account, slot }) => {
      const { before = () => [], after } = OPERATIONS[operation] ?? { after: () => [] };
      return (when === "before" ? before : after)(name, account, slot);
    }),
  );
}

/** What is in state and at the API for a cell. */
async function standing() {
  const { resources } = await lab.stack.state();
  const { interconnects, cnis, accounts } = await lab.simulator.control.state();
  return ({ name, account }: Cell) => ({
    state: resources
      .map(({ urn }) => urn.split("::").at(-1) ?? "")
      .filter((resource) => resource.startsWith(`${name}_`))
      .map((resource) => resource.slice(name.length + 1))
      .sort()
      .join(" "),
    ports: interconnects.filter((port) => port.account === account).length,
    sessions: cnis.filter((cni) => cni.account === account).map(({ magic }) => magic.mtu),
    asn: accounts.find(({ id }) => id === account)?.settings.default_asn,
  });
}

/** The first sentence that the engine printed about a resource of the cell. */
function wordsOn({ name }: Cell, output: string): string {
  const lines = output.slice(output.lastIndexOf("Diagnostics:")).split("\n");
  const at = lines.findIndex((line) => line.includes(`(${name}_`));
  // A failure that keeps the object in state comes as a list of one.
  const words =
    at < 0
      ? []
      : lines
          .slice(at + 1, at + 3)
          .join(" ")
          .split("1 error occurred:");
  return (words.at(-1) ?? "")
    .replace(/^[\s*]*(error: )?/, "")
    .replaceAll(/[0-9a-f]{32}/g, "…")
    .trim();
}

const kinds = (declarations: Declaration[], name: string) =>
  declarations
    .map((declaration) => declaration.name.slice(name.length + 1))
    .sort()
    .join(" ");

it("of every fault in every operation nothing is lost, nothing is doubled, and the next run mends it", async () => {
  const { control } = lab.simulator;
  await lab.stack.up(program("before"));
  for (const { operation, fault, account } of cells) {
    const { method, path } = OPERATIONS[operation] ?? { method: "", path: "" };
    // An order is sent once; whatever else is sent again meets the same fault.
    const times = method === "POST" ? 1 : lasting;
    const spoilt = { method, path, account, times, ...FAULTS[fault] };
    await control.addFault({ respond: { drop: true }, ...spoilt });
  }
  const { all: output } = await lab.stack.up({
    ...program("after"),
    args: ["--continue-on-error"],
    expectExitCode: "any",
  });
  const spoilt = await standing();
  const hits = await control.faults();
  await control.clearFaults();
  await lab.stack.up(program("after"));
  const mended = await standing();
  await lab.stack.preview({ ...program("after"), args: ["--expect-no-changes"] });

  const rows = cells.map((cell) => {
    const now = spoilt(cell);
    const then = mended(cell);
    return [
      cell.operation,
      cell.fault,
      wordsOn(cell, output) || "nothing",
      now.state || "-",
      `${now.ports} ports, MTU ${now.sessions.join() || "-"}, ASN ${now.asn}`,
      `${then.state || "-"}: ${then.ports} ports, MTU ${then.sessions.join() || "-"}, ASN ${then.asn}`,
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

  for (const cell of cells) {
    const { after } = OPERATIONS[cell.operation] ?? { after: () => [] };
    const declared = after(cell.name, cell.account, cell.slot);
    const expected = kinds(declared, cell.name);
    const [now, then] = [spoilt(cell), mended(cell)];
    // Whatever is at the API is in state: it was not lost.
    const kept = now.state.split(" ");
    const unknown = [
      ...(now.ports > 0 && !kept.includes("port") ? ["port"] : []),
      ...(now.sessions.length > 0 && !kept.includes("session") ? ["session"] : []),
    ];
    expect({ ...cell, unknown }).toEqual({ ...cell, unknown: [] });
    expect(now.ports).toBeLessThanOrEqual(1);
    expect(now.sessions.length).toBeLessThanOrEqual(1);
    expect({ ...cell, state: then.state }).toEqual({ ...cell, state: expected });
    expect({ ...cell, ports: then.ports, sessions: then.sessions }).toEqual({
      ...cell,
      ports: expected.includes("port") ? 1 : 0,
      sessions: expected.includes("session")
        ? [cell.operation === "update session" ? 1476 : 1500]
        : [],
    });
    if (expected === "settings") {
      const asn = cell.operation === "update settings" ? 64513 : 64512;
      expect({ ...cell, asn: then.asn }).toEqual({ ...cell, asn });
    }
  }
});
