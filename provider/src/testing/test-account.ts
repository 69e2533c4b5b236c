/** A simulated account, and plugins that work on it. */
import { type Simulator, type SimulatorOptions, startSimulator } from "cloudflare-cni-simulator";
import type { ResourceType } from "../lifecycle/providers";
import { Run, type RunOptions } from "../run/run";
import { startPlugin } from "./engine";

const FREE_10G_SLOTS = "/cni/slots?occupied=false&speed=10G";

export interface TestAccount {
  simulator: Simulator;
  /** The plugin of a type, configured for the simulator. */
  plugin(
    type: ResourceType,
    configuration?: Record<string, string>,
  ): ReturnType<typeof startPlugin>;
  /** Ids of free 10G slots. */
  slots(): Promise<[string, string, string]>;
  /** Creates an object at the API, as somebody else would. Fails if the API refuses. */
  post(collection: "interconnects" | "cnis", body: object): Promise<{ id: string; name: string }>;
  /** How many requests the API has had with this method. */
  sent(method: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens a simulated account, untouched by the environment of whoever runs the tests. */
export async function openTestAccount(
  options: SimulatorOptions = {},
  run: RunOptions = {},
): Promise<TestAccount> {
  forgetEnvironment();
  const simulator = await startSimulator(options);
  return {
    simulator,
    plugin: pluginsOf(simulator, new Run(run)),
    slots: () => freeSlots(simulator),
    post: (collection, body) => post(simulator, collection, body),
    async sent(method) {
      const requests = await simulator.control.requests();
      return requests.filter((request) => request.method === method).length;
    },
    close: () => simulator.close(),
  };
}

/** Plugins of a new process, which remembers nothing of those before it: one for each run of the engine. */
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

/** Takes Cloudflare's settings out of this process's environment. */
export function forgetEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("CLOUDFLARE_")) delete process.env[name];
  }
}

async function freeSlots(simulator: Simulator): Promise<[string, string, string]> {
  const url = `${simulator.baseUrl}/accounts/${simulator.accountId}${FREE_10G_SLOTS}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${simulator.token}` } });
  const { items }: { items: { id: string }[] } = JSON.parse(await response.text());
  const [one, two, three] = items.map(({ id }) => id);
  if (one === undefined || two === undefined || three === undefined) {
    throw new Error("the simulator has too few slots");
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
