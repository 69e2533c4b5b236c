/** What a stack has of this package: from `pulumi stack export`, or from a file of it. */
import { readFile } from "node:fs/promises";
import { Option } from "commander";
import { z } from "zod";
import { CniError, messageOf } from "../domain/errors";
import { sameId } from "../domain/ids";
import {
  type Design,
  type Port,
  recordedDesign,
  recordedPort,
  recordedSession,
  type Session,
} from "../topology";
import { usageError } from "./cli-error";
import { pulumi } from "./pulumi-cli";

const TYPE = /^pulumi-nodejs:dynamic\/cloudflare-cni:(\w+)$/;
export const GROUP_TYPE = "cloudflare-cni:index:InterconnectGroup";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  parent: z.string().optional(),
  /** Waits for its deletion. */
  delete: z.boolean().optional(),
  outputs: z.record(z.string(), z.unknown()).default({}),
});
type Resource = z.infer<typeof resource>;

const resources = z.object({ resources: z.array(resource).nullish() });
const exported = z.union([
  z.object({ deployment: resources }).transform(({ deployment }) => deployment),
  z
    .object({ checkpoint: z.object({ latest: resources.nullish() }) })
    .transform(({ checkpoint }) => checkpoint.latest ?? {}),
]);

export interface StackPort extends Port {
  /** Cloudflare's name. */
  interconnect: string;
  /** Name of the {@link GROUP_TYPE} it is part of. */
  group?: string;
}

/** Its port may be one of another program, by the name that Cloudflare gave that. */
export interface StackSession extends Session {
  group?: string;
  cniId: string;
}

export interface Stack {
  name: string;
  groups: readonly string[];
  /** The designs of groups as they were at the last update. */
  designs: ReadonlyMap<string, Design>;
  ports: readonly StackPort[];
  sessions: readonly StackSession[];
}

export interface StackOptions {
  stack?: string;
  state?: string;
  cwd?: string;
}

export function stackOptions(): Option[] {
  return [
    new Option("--stack <name>", "a Pulumi stack, of which configuration and state are read"),
    new Option("--state <file>", "what `pulumi stack export` printed, instead of --stack"),
    new Option("--cwd <folder>", "folder of the Pulumi project"),
  ];
}

export const stackFields = {
  stack: z.string().optional(),
  state: z.string().optional(),
  cwd: z.string().optional(),
};

/** The stack that the options name; undefined where they name none. */
export async function stackOf({ stack, state, cwd }: StackOptions): Promise<Stack | undefined> {
  if (state !== undefined) {
    const read = readFile(state, "utf8").catch((error: unknown) => {
      throw usageError(`--state: ${messageOf(error)}`);
    });
    return readStack(stack ?? state, await read);
  }
  if (stack === undefined) return undefined;
  return readStack(stack, await pulumi(["stack", "export", "--stack", stack], { cwd }));
}

/** Throws where the text is no state. */
export function readStack(name: string, json: string): Stack {
  const all = parseResources(name, json);
  const ofType = (type: string) =>
    all.filter((one) => TYPE.exec(one.type)?.[1] === type && one.id !== undefined);
  const groups = all.filter(({ type }) => type === GROUP_TYPE);
  const gates = ofType("InterconnectReady");
  const ports = ofType("Interconnect").map((one) => {
    // The port's own status is of its order; its gates looked at the link after that.
    const gate = gates.findLast(({ outputs }) => isOn(outputs, one.id ?? ""));
    return {
      ...recordedPort(nameOf(one), { ...one.outputs, ...statusOf(gate) }),
      interconnect: one.id ?? "",
      group: groupOf(one),
    };
  });
  return {
    name,
    groups: groups.map(nameOf),
    designs: new Map(
      groups.flatMap((group): [string, Design][] => {
        const design = recordedDesign(group.outputs);
        return design === undefined ? [] : [[nameOf(group), design]];
      }),
    ),
    ports,
    sessions: ofType("CniBgpSession").map((one) => ({
      ...recordedSession(nameOf(one), portOf(one, ports), one.outputs),
      group: groupOf(one),
      cniId: one.id ?? "",
    })),
  };
}

function statusOf(gate: Resource | undefined): { status?: unknown } {
  return gate?.outputs.status === undefined ? {} : { status: gate.outputs.status };
}

function isOn({ interconnect }: Resource["outputs"], port: string): boolean {
  return typeof interconnect === "string" && sameId(interconnect, port);
}

function portOf({ outputs }: Resource, ports: readonly StackPort[]): string {
  const on = typeof outputs.interconnect === "string" ? outputs.interconnect : "";
  return ports.find(({ interconnect }) => sameId(interconnect, on))?.name ?? on;
}

function parseResources(name: string, json: string): Resource[] {
  try {
    return exported.parse(JSON.parse(json)).resources ?? [];
  } catch {
    throw new CniError(`${name}: this is no state as \`pulumi stack export\` prints it`);
  }
}

function nameOf({ urn }: { urn: string }): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function groupOf({ parent = "" }: Resource): string | undefined {
  return parent.includes(`${GROUP_TYPE}::`) ? nameOf({ urn: parent }) : undefined;
}
