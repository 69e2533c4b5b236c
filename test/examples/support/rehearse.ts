/**
 * Runs the program of an example in this process and keeps the designs that it assesses, so that the example's README can
 * show the design of its program. Pulumi's mocks replace the engine, and this package's providers use the simulator.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import type { Assessment, Design } from "pulumi-cloudflare-cni/topology";
import type { ResourceType } from "../../../provider/src/dynamic";
import { startPlugin } from "../../../provider/src/testing/engine";
import { credentialsFor } from "../../support/test-stack";
import { defaultsOf, EXAMPLES, PACKAGES } from "./example";

export interface Judged {
  design: Design;
  assessment: Assessment;
}

export interface Rehearsal extends Judged {
  outputs: Record<string, unknown>;
}

export interface RehearsalOptions {
  /** Configuration to add to the defaults of the project. */
  config?: Record<string, string>;
  /** @default "dev" */
  stack?: string;
  /** @default a new simulator, in which every port is Healthy at once */
  simulator?: Simulator;
  /** Returns the outputs of a resource of another package. */
  standIn?(type: string, inputs: Record<string, unknown>): Record<string, unknown>;
}

/** Returns the last design that the program assessed. Only the last one contains all resources. */
export async function rehearse(
  example: string,
  { config = {}, stack = "dev", simulator: given, standIn }: RehearsalOptions = {},
): Promise<Rehearsal> {
  const folder = join(EXAMPLES, example);
  const simulator = given ?? (await startSimulator({ healthyAfter: "0s" }));
  const notes = await mkdtemp(join(tmpdir(), "cni-rehearsal-"));
  const account = {
    ...credentialsFor(simulator),
    XDG_STATE_HOME: notes,
  };
  const before = { ...process.env };
  Object.assign(process.env, account);
  const judged: Judged[] = [];
  try {
    const outputs = await jestIsolated(async () => {
      standInAndKeep(judged);
      const pulumi: typeof import("@pulumi/pulumi") = require("@pulumi/pulumi");
      const { name, defaults } = await defaultsOf(folder);
      const values = Object.entries({ ...defaults, ...config });
      await pulumi.runtime.setMocks(
        {
          call: () => ({}),
          async newResource({ type, inputs, name }) {
            const own = /^pulumi-nodejs:dynamic\/cloudflare-cni:(\w+)$/.exec(type)?.[1];
            if (own === undefined)
              return { id: name, state: { ...inputs, ...standIn?.(type, inputs) } };
            const plugin = await startPlugin(resourceType(own), {});
            const { id, outputs } = await plugin.create(inputs);
            return { id, state: outputs };
          },
        },
        name,
        stack,
      );
      pulumi.runtime.setAllConfig(
        Object.fromEntries(values.map(([key, value]) => [`${name}:${key}`, value])),
        Object.keys(config).map((key) => `${name}:${key}`),
      );
      const program: Record<string, unknown> = require(join(folder, "index.ts"));
      const outputs = await new Promise<Record<string, unknown>>((resolve) => {
        pulumi.unsecret(pulumi.output({ ...program })).apply((known) => resolve(known));
      });
      // Wait for resources on which no output depends.
      await pulumi.runtime.disconnect();
      return outputs;
    });
    const last = judged.at(-1);
    if (last === undefined) throw new Error(`The example ${example} does not assess a design.`);
    return { ...last, outputs };
  } finally {
    for (const key of Object.keys(account)) delete process.env[key];
    Object.assign(process.env, before);
    jest.restoreAllMocks();
    if (given === undefined) await simulator.close();
    await rm(notes, { recursive: true, force: true });
  }
}

/** Loads every module again, because the modules of Pulumi's SDK share one connection to the engine. */
async function jestIsolated<T>(run: () => Promise<T>): Promise<T> {
  // Pulumi's SDK adds a listener for the end of the process each time a program loads the SDK.
  process.setMaxListeners(0);
  let result: Promise<T> | undefined;
  await jest.isolateModulesAsync(async () => {
    result = run();
    await result;
  });
  if (result === undefined) throw new Error("The program did not run.");
  return result;
}

function standInAndKeep(judged: Judged[]): void {
  for (const name of ["@pulumi/aws", "@pulumi/gcp"]) {
    jest.doMock(name, () => jest.requireActual(join(PACKAGES, name)), { virtual: true });
  }
  jest.doMock("pulumi-cloudflare-cni/topology", () => {
    const topology: typeof import("pulumi-cloudflare-cni/topology") = jest.requireActual(
      "pulumi-cloudflare-cni/topology",
    );
    return {
      ...topology,
      assess(design: Design) {
        const assessment = topology.assess(design);
        judged.push({ design, assessment });
        return assessment;
      },
    };
  });
}

const TYPES: readonly ResourceType[] = [
  "Interconnect",
  "InterconnectReady",
  "CniBgpSession",
  "CniSettings",
  "MagicInterconnect",
];

function resourceType(name: string): ResourceType {
  const type = TYPES.find((type) => type === name);
  if (type === undefined) throw new Error(`${name} is not a resource of this package.`);
  return type;
}
