import Cloudflare from "cloudflare";
import { type Simulator, type SimulatorOptions, startSimulator } from "..";
import { AnswerChecker } from "./answer-checker";

type Send = (
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
) => Promise<Response>;

/** Simulator for a test, and clients for the simulator. */
export interface Bench {
  readonly simulator: Simulator;
  /** Cloudflare's SDK without retries. Validates every response against the OpenAPI document. */
  readonly cloudflare: Cloudflare;
  /** SDK methods for interconnects. */
  readonly sdk: Cloudflare["networkInterconnects"];
  readonly account: { readonly account_id: string };
  /** Sends a request to a path under `/accounts/{account_id}/cni`, and validates the response. */
  readonly send: Send;
  /** Sends a request without validating the response. */
  readonly raw: Send;
}

/** Creates a fetch that validates every response against the simulator's own document. */
async function checkingFetch({ baseUrl }: Simulator): Promise<typeof fetch> {
  const document = await fetch(new URL("/openapi.json", baseUrl));
  const checker = new AnswerChecker(await document.json());
  return async function checkingFetch(input, init) {
    const answer = await fetch(input, init);
    if (answer.headers.get("content-type")?.includes("json")) {
      const request = new Request(input, { method: init?.method ?? "GET" });
      const text = await answer.clone().text();
      const { pathname } = new URL(request.url);
      const problem = checker.problemWith(request.method, pathname, answer.status, parsed(text));
      if (problem !== undefined) {
        throw new Error(problem);
      }
    }
    return answer;
  };
}

// A fault may send a response that is not JSON.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function benchOf(simulator: Simulator): Promise<Bench> {
  const { baseUrl, accountId, token } = simulator;
  const checked = await checkingFetch(simulator);
  const cloudflare = new Cloudflare({
    apiToken: token,
    baseURL: baseUrl,
    maxRetries: 0,
    fetch: checked,
  });
  return {
    simulator,
    cloudflare,
    sdk: cloudflare.networkInterconnects,
    account: { account_id: accountId },
    send: sender(simulator, checked),
    raw: sender(simulator, fetch),
  };
}

function sender({ baseUrl, accountId, token }: Simulator, send: typeof fetch): Send {
  return (method, path, body, signal) =>
    send(`${baseUrl}/accounts/${accountId}/cni${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      signal: signal ?? null,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

/** Starts a simulator for the tests of a file and resets it before each of them. */
export function useSimulator(options: SimulatorOptions = {}): () => Bench {
  let bench: Bench | undefined;
  function get(): Bench {
    if (bench === undefined) {
      throw new Error("The simulator has not started yet");
    }
    return bench;
  }
  beforeAll(async () => {
    bench = await benchOf(await startSimulator(options));
  });
  beforeEach(() => get().simulator.control.reset());
  afterAll(() => get().simulator.close());
  return get;
}

/** Returns the ids of free slots at a site, 10G first. */
export async function slotsAt({ sdk, account }: Bench, site: string): Promise<string[]> {
  const { items } = await sdk.slots.list({ ...account, site, occupied: false });
  return items.map(({ id }) => id);
}

/** Orders a direct port in the first free slot at a site, and returns its name. */
export async function orderPort(bench: Bench, site = "ewr-a"): Promise<string> {
  const [slot_id = ""] = await slotsAt(bench, site);
  const { account_id } = bench.account;
  const order = { account_id, account: account_id, type: "direct", slot_id };
  return (await bench.sdk.interconnects.create(order)).name;
}

/** Creates a CNI on a port. */
export async function createCni(bench: Bench, interconnect: string, conduit_name = "newark") {
  const { account_id } = bench.account;
  return bench.sdk.cnis.create({
    account_id,
    account: account_id,
    interconnect,
    magic: { conduit_name, description: "", mtu: 1500 },
    bgp: { customer_asn: 4_200_000_001, extra_prefixes: ["0.0.0.0/0"], md5_key: "not a secret" },
  });
}
