/** Isolated stacks. Each uses the real engine with a throwaway backend, and a simulator with its own account. */

import { resolve } from "node:path";
import { type Simulator, type SimulatorOptions, startSimulator } from "cloudflare-cni-simulator";
import {
  type ProgramFiles,
  type StateResource,
  ThrowawayStack,
  type ThrowawayStackOptions,
} from "cloudflare-cni-tools";

export interface TestStackOptions {
  /** Folder of a project, or the files of a project. */
  program: string | ProgramFiles;
  config?: ThrowawayStackOptions["config"];
  env?: Record<string, string>;
  simulator?: SimulatorOptions;
  /** See {@link ThrowawayStackOptions.programProcess}. */
  programProcess?: boolean;
}

export interface Slot {
  id: string;
  speed: string;
  site: string;
  ccr_device_name?: string | null;
  facility: { name: string };
}

/** Whether the programs of the tests use the provider plugin (`CNI_DOOR=plugin`) rather than dynamic resources. */
export const usesPlugin = process.env.CNI_DOOR === "plugin";

/** Returns the type of a resource in a state. */
export function typeOf(name: string): string {
  return usesPlugin
    ? `cloudflare-cni:index:${name}`
    : `pulumi-nodejs:dynamic/cloudflare-cni:${name}`;
}

/** Adds the plugin to a project and makes its program use the plugin. */
export function withPlugin(program: ProgramFiles): ProgramFiles {
  const path = resolve(__dirname, "../../provider/bin");
  const runtime = { name: "nodejs", options: { typescript: false } };
  const project = {
    name: "throwaway",
    runtime,
    plugins: { providers: [{ name: "cloudflare-cni", path }] },
  };
  return {
    "Pulumi.yaml": JSON.stringify(project),
    ...Object.fromEntries(
      Object.entries(program).map(([file, text]) => [
        file,
        text.replace('require("pulumi-cloudflare-cni")', 'require("pulumi-cloudflare-cni/native")'),
      ]),
    ),
  };
}

/** Renames configuration keys to the keys of the plugin. */
function withPluginKeys<Config extends object>(config: Config): Config {
  return Object.assign(
    {},
    ...Object.entries(config).map(([key, value]) => ({
      [key.replace(/^cloudflare:/, "cloudflare-cni:")]: value,
    })),
  );
}

export class TestStack {
  private constructor(
    readonly simulator: Simulator,
    readonly stack: ThrowawayStack,
  ) {}

  static async open({
    program,
    config,
    env,
    simulator: options,
    programProcess,
  }: TestStackOptions): Promise<TestStack> {
    const simulator = await startSimulator(options);
    try {
      const stack = await ThrowawayStack.create({
        program: usesPlugin && typeof program !== "string" ? withPlugin(program) : program,
        config: usesPlugin && config ? withPluginKeys(config) : config,
        programProcess,
        env: {
          ...credentialsFor(simulator),
          ...env,
        },
      });
      return new TestStack(simulator, stack);
    } catch (error) {
      await simulator.close();
      throw error;
    }
  }

  /** Returns a resource of the state by its name. */
  async resource(name: string): Promise<StateResource | undefined> {
    const { resources } = await this.stack.state();
    return resources.find(({ urn }) => urn.endsWith(`::${name}`));
  }

  /** Returns the methods of all requests except GET, including failed ones. */
  async writes(): Promise<string[]> {
    const requests = await this.simulator.control.requests();
    return requests.filter(({ method }) => method !== "GET").map(({ method }) => method);
  }

  /** Sends a request to the API of the account, bypassing the program. Fails unless the status is 2xx. */
  request<T>(method: string, path: string, body?: object): Promise<T> {
    return requestApi(this.simulator, method, path, body);
  }

  /** Creates a port or a session at the API, bypassing the program. Returns the name of the port or the ID of the session. */
  post(collection: "interconnects" | "cnis", body: object): Promise<{ id: string; name: string }> {
    const account = this.simulator.accountId;
    return this.request("POST", `/cni/${collection}`, { account, ...body });
  }

  /** Empties the account and the state, and removes all faults. */
  async startOver(): Promise<void> {
    await this.stack.forget();
    await this.simulator.control.reset();
  }

  async close(): Promise<void> {
    await this.stack.dispose();
    await this.simulator.close();
  }
}

/** Returns the environment of a program that manages the account of a simulator. */
export function credentialsFor({ baseUrl, accountId, token }: Simulator): Record<string, string> {
  return {
    CLOUDFLARE_BASE_URL: baseUrl,
    CLOUDFLARE_ACCOUNT_ID: accountId,
    CLOUDFLARE_API_TOKEN: token,
  };
}

async function requestApi<T>(
  { baseUrl, accountId, token }: Simulator,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const response = await fetch(`${baseUrl}/accounts/${accountId}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} returned ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** Returns the IDs of the free slots at a facility. They are the same in every simulator. */
export async function freeSlots(facility: string, speed = "10G"): Promise<string[]> {
  const simulator = await startSimulator();
  try {
    const path = `/cni/slots?occupied=false&speed=${speed}&limit=1000`;
    const { items } = await requestApi<{ items: Slot[] }>(simulator, "GET", path);
    return items.filter((slot) => slot.facility.name === facility).map((slot) => slot.id);
  } finally {
    await simulator.close();
  }
}

/** Returns the ID of the first free 10G slot at Equinix NY1. */
export async function firstFreeSlot(): Promise<string> {
  const [slot] = await freeSlots("Equinix NY1");
  if (slot === undefined) throw new Error("The simulator has no free slot at Equinix NY1.");
  return slot;
}

const DECLARE = `
  const pulumi = require("@pulumi/pulumi");
  const cni = require("pulumi-cloudflare-cni");
  const resources = {};
  const resolve = (value) => {
    if (typeof value === "string" && /^\\$\\w+(\\.\\w+)?$/.test(value)) {
      const [name, output] = value.slice(1).split(".");
      return output === undefined ? resources[name] : resources[name][output];
    }
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v)]));
  };
  const declared = JSON.parse(process.env.RESOURCES);
  const declare = ({ type, name, args, options }) => {
    resources[name] = new cni[type](name, resolve(args), resolve(options));
  };
`;

/**
 * Program that declares the resources in the environment variable RESOURCES, which is a JSON list of {@link Declaration}.
 * In `args`, `"$name.output"` refers to an output of an earlier resource.
 */
export const DECLARED_BY_ENVIRONMENT: ProgramFiles = {
  "index.js": `${DECLARE}
    declared.forEach(declare);
    module.exports = resources;
  `,
};

/** Like {@link DECLARED_BY_ENVIRONMENT}, but registers each resource only after the previous one. */
export const DECLARED_ONE_BY_ONE: ProgramFiles = {
  "index.js": `${DECLARE}
    module.exports = async () => {
      for (const one of declared) {
        declare(one);
        await new Promise((known) => resources[one.name].urn.apply(known));
      }
      return resources;
    };
  `,
};

export interface Declaration {
  type:
    | "Interconnect"
    | "InterconnectReady"
    | "CniBgpSession"
    | "CniSettings"
    | "MagicInterconnect";
  name: string;
  args: object;
  options?: object;
}

/** Returns the environment that {@link DECLARED_BY_ENVIRONMENT} reads. */
export function declare(...resources: Declaration[]): { env: Record<string, string> } {
  return { env: { RESOURCES: JSON.stringify(resources) } };
}
