/** Simulated account, with providers that work on it. */
import { type Simulator, type SimulatorOptions, startSimulator } from "cloudflare-cni-simulator";
import type { ResourceType } from "../lifecycle/providers";
import { Run, type RunOptions } from "../run/run";
import { startPlugin } from "./engine";

const FREE_10G_SLOTS = "/cni/slots?occupied=false&speed=10G";

export interface TestAccount {
  simulator: Simulator;
  /** Creates the provider of a resource type, configured for the simulator. */
  plugin(
    type: ResourceType,
    configuration?: Record<string, string>,
  ): ReturnType<typeof startPlugin>;
  /** IDs of three free 10G slots. */
  freeSlots(): Promise<[string, string, string]>;
  /** Creates an object outside of Pulumi. Fails if the API refuses it. */
  post(collection: "interconnects" | "cnis", body: object): Promise<{ id: string; name: string }>;
  /** Number of requests with this method that the API received. */
  countRequests(method: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens a simulated account, and clears the environment of Cloudflare's settings. */
export async function openTestAccount(
  options: SimulatorOptions = {},
  run: RunOptions = {},
): Promise<TestAccount> {
  forgetEnvironment();
  const simulator = await startSimulator(options);
  return {
    simulator,
    plugin: pluginsOf(simulator, new Run(run)),
    freeSlots: () => readFreeSlots(simulator),
    post: (collection, body) => post(simulator, collection, body),
    async countRequests(method) {
      const requests = await simulator.control.requests();
      return requests.filter((request) => request.method === method).length;
    },
    close: () => simulator.close(),
  };
}

/** Creates providers as a new plugin process does, which shares no memory with earlier ones. */
export function newProcess(
  { simulator }: TestAccount,
  run: RunOptions = {},
): TestAccount["plugin"] {
  return pluginsOf(simulator, new Run(run));
}

function pluginsOf(simulator: Simulator, run: Run): TestAccount["plugin"] {
  return (type, configuration) =>
    startPlugin(type, { ...configurationFor(simulator), ...configuration }, run);
}

function configurationFor({ token, accountId, baseUrl }: Simulator): Record<string, string> {
  return {
    "cloudflare:apiToken": token,
    "cloudflare:accountId": accountId,
    "cloudflare:baseUrl": baseUrl,
  };
}

/** Removes Cloudflare's settings from this process's environment. */
export function forgetEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("CLOUDFLARE_")) delete process.env[name];
  }
}

async function readFreeSlots(simulator: Simulator): Promise<[string, string, string]> {
  const url = `${simulator.baseUrl}/accounts/${simulator.accountId}${FREE_10G_SLOTS}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${simulator.token}` } });
  const { items }: { items: { id: string }[] } = JSON.parse(await response.text());
  const [one, two, three] = items.map(({ id }) => id);
  if (one === undefined || two === undefined || three === undefined) {
    throw new Error("the simulator has fewer than three free 10G slots");
  }
  return [one, two, three];
}

async function post(
  { baseUrl, accountId, token }: Simulator,
  collection: string,
  body: object,
): Promise<{ id: string; name: string }> {
  const response = await fetch(`${baseUrl}/accounts/${accountId}/cni/${collection}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ account: accountId, ...body }),
  });
  if (!response.ok) throw new Error(`${response.status} from POST ${collection}`);
  return JSON.parse(await response.text());
}
