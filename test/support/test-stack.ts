/** A stack on the real engine and an account of its own on the simulator. */
import { type Simulator, type SimulatorOptions, startSimulator } from "cloudflare-cni-simulator";
import {
  type ProgramFiles,
  type StateResource,
  ThrowawayStack,
  type ThrowawayStackOptions,
} from "cloudflare-cni-tools";

export interface TestStackOptions {
  /** Folder of a project, or files of one. */
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
        program,
        config,
        programProcess,
        env: {
          CLOUDFLARE_BASE_URL: simulator.baseUrl,
          CLOUDFLARE_ACCOUNT_ID: simulator.accountId,
          CLOUDFLARE_API_TOKEN: simulator.token,
          ...env,
        },
      });
      return new TestStack(simulator, stack);
    } catch (error) {
      await simulator.close();
      throw error;
    }
  }

  /** The resource of that name in the state. */
  async resource(name: string): Promise<StateResource | undefined> {
    const { resources } = await this.stack.state();
    return resources.find(({ urn }) => urn.endsWith(`::${name}`));
  }

  /** Requests that changed something, or tried to. */
  async writes(): Promise<string[]> {
    const requests = await this.simulator.control.requests();
    return requests.filter(({ method }) => method !== "GET").map(({ method }) => method);
  }

  /** Makes something at the API behind the program's back: a port has a name, a CNI an id. */
  async post(
    collection: "interconnects" | "cnis",
    body: object,
  ): Promise<{ id: string; name: string }> {
    const { baseUrl, accountId, token } = this.simulator;
    const response = await fetch(`${baseUrl}/accounts/${accountId}/cni/${collection}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ account: accountId, ...body }),
    });
    if (!response.ok) throw new Error(`${response.status} from POST ${collection}`);
    return JSON.parse(await response.text());
  }

  /** As it was when it was opened: an account and a state that are empty, no fault. */
  async startOver(): Promise<void> {
    await this.stack.forget();
    await this.simulator.control.reset();
  }

  async close(): Promise<void> {
    await this.stack.dispose();
    await this.simulator.close();
  }
}

/** Free slots of the simulator, whose slots are the same in every run. */
export async function freeSlots(facility: string, speed = "10G"): Promise<string[]> {
  const simulator = await startSimulator();
  try {
    const response = await fetch(
      `${simulator.baseUrl}/accounts/${simulator.accountId}/cni/slots?occupied=false&speed=${speed}&limit=1000`,
      { headers: { authorization: `Bearer ${simulator.token}` } },
    );
    const { items }: { items: Slot[] } = JSON.parse(await response.text());
    return items.filter((slot) => slot.facility.name === facility).map((slot) => slot.id);
  } finally {
    await simulator.close();
  }
}

/** The first free 10G slot at Equinix NY1. */
export async function aFreeSlot(): Promise<string> {
  const [slot] = await freeSlots("Equinix NY1");
  if (slot === undefined) throw new Error("the simulator has no free slot at Equinix NY1");
  return slot;
}

const DECLARE = `
  const pulumi = require("@pulumi/pulumi");
  const cni = require("pulumi-cloudflare-cni");
  const made = {};
  const resolve = (value) => {
    if (typeof value === "string" && /^\\$\\w+(\\.\\w+)?$/.test(value)) {
      const [name, output] = value.slice(1).split(".");
      return output === undefined ? made[name] : made[name][output];
    }
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v)]));
  };
  const declared = JSON.parse(process.env.RESOURCES);
  const declare = ({ type, name, args, options }) => {
    made[name] = new cni[type](name, resolve(args), resolve(options));
  };
`;

/**
 * A program that declares what the environment variable RESOURCES holds, a JSON list of
 * `{ type, name, args }`; `"$name.output"` in args is an output of a resource before it.
 */
export const DECLARED_BY_ENVIRONMENT: ProgramFiles = {
  "index.js": `${DECLARE}
    declared.forEach(declare);
    module.exports = made;
  `,
};

/** The same, each resource after the one before it: the engine would take them in any order. */
export const DECLARED_ONE_BY_ONE: ProgramFiles = {
  "index.js": `${DECLARE}
    module.exports = async () => {
      for (const one of declared) {
        declare(one);
        await new Promise((known) => made[one.name].urn.apply(known));
      }
      return made;
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

/** The environment for {@link DECLARED_BY_ENVIRONMENT}. */
export function declare(...resources: Declaration[]): { env: Record<string, string> } {
  return { env: { RESOURCES: JSON.stringify(resources) } };
}
