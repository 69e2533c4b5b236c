/** Resources of this package in a stack, from `pulumi stack export` or a file with its output. */
import { readFile } from "node:fs/promises";
import { Option } from "commander";
import { z } from "zod";
import { CniError, messageOf } from "../domain/errors";
import { sameId } from "../domain/ids";
import { GROUP_TYPE, isResourceType } from "../domain/resource-types";
import {
  type Design,
  type Port,
  recordedDesign,
  recordedPort,
  recordedSession,
  type Session,
} from "../topology";
import { CliError, usageError } from "./cli-error";
import { customerEnd } from "./design-schema";
import { pulumi } from "./pulumi-cli";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  parent: z.string().optional(),
  /** Whether the resource is pending deletion. */
  delete: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
});
type Resource = z.infer<typeof resource>;

/** Information that a group passes to its ports. Absent values may be null. */
const membership = z.object({
  port: z.string(),
  customer: customerEnd,
  distanceKm: z.number().nullish(),
});

const resources = z.object({ resources: z.array(resource).nullish() });
const exported = z.union([
  z.object({ deployment: resources }).transform(({ deployment }) => deployment),
  z
    .object({ checkpoint: z.object({ latest: resources.nullish() }) })
    .transform(({ checkpoint }) => checkpoint.latest ?? {}),
]);

export interface StackPort extends Port {
  /** Name that Cloudflare assigned. */
  interconnect: string;
  /** Name of the group that contains the port. */
  group?: string;
  /** Name of the port in the group. */
  nameInGroup?: string;
}

/** Session. If its port belongs to another program, `port` is Cloudflare's name for it. */
export interface StackSession extends Session {
  group?: string;
  cniId: string;
}

export interface Stack {
  name: string;
  groups: readonly string[];
  /** Designs of the groups at the last update. */
  designs: ReadonlyMap<string, Design>;
  ports: readonly StackPort[];
  sessions: readonly StackSession[];
}

const stackList = z.array(z.looseObject({ name: z.string() }));

export interface StackOptions {
  stack?: string;
  state?: string;
  cwd?: string;
}

export function stackOptions(): Option[] {
  return [
    new Option("--stack <name>", "Pulumi stack whose configuration and state to read"),
    new Option("--state <file>", "Output of `pulumi stack export`, instead of --stack"),
    new Option("--cwd <folder>", "Folder of the Pulumi project"),
  ];
}

export const stackFields = {
  stack: z.string().optional(),
  state: z.string().optional(),
  cwd: z.string().optional(),
};

/** Reads the stack that the options name; `undefined` if they name none. */
export async function stackOf({ stack, state, cwd }: StackOptions): Promise<Stack | undefined> {
  if (state !== undefined) {
    const read = readFile(state, "utf8").catch((error: unknown) => {
      throw usageError(`--state: ${messageOf(error)}`);
    });
    return readStack(stack ?? state, await read);
  }
  if (stack === undefined) return undefined;
  return readStack(stack, await exportStack(stack, cwd));
}

async function exportStack(stack: string, cwd: string | undefined): Promise<string> {
  try {
    return await pulumi(["stack", "export", "--stack", stack], { cwd });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const advice = await adviceFor(error.message, cwd);
    throw advice === undefined ? error : usageError(`${error.message}. ${advice}`);
  }
}

/** What to do about an error of the Pulumi CLI that concerns how the command was called. */
async function adviceFor(message: string, cwd: string | undefined): Promise<string | undefined> {
  if (message.includes("no Pulumi.yaml")) {
    return "Run the command in the folder of the project, or add --cwd <folder>.";
  }
  if (/PULUMI_ACCESS_TOKEN|pulumi login/.test(message)) {
    return "Log in with `pulumi login`, or set PULUMI_BACKEND_URL to the backend of the stack.";
  }
  if (!message.includes("no stack named")) return undefined;
  const listed = await pulumi(["stack", "ls", "--json"], { cwd }).catch(() => "[]");
  const names = stackList.safeParse(JSON.parse(listed)).data ?? [];
  return names.length === 0
    ? "The project has no stacks. Create one with `pulumi stack init`."
    : `The project has the stacks ${names.map(({ name }) => name).join(", ")}.`;
}

/** Parses an exported state. Throws if the text is not an exported state. */
export function readStack(name: string, json: string): Stack {
  const all = parseResources(name, json);
  const ofType = (type: string) =>
    all.filter((one) => isResourceType(one.type, type) && one.id !== undefined);
  const groups = all.filter(({ type }) => type === GROUP_TYPE);
  const gates = ofType("InterconnectReady");
  const ports = ofType("Interconnect").map((one) => {
    // The port's own status is from its order; a gate read the link later.
    const gate = gates.findLast(({ outputs }) => isOn(outputs, one.id ?? ""));
    return {
      ...recordedPort(nameOf(one), { ...one.outputs, ...statusOf(gate) }),
      ...membershipOf(one),
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

/** What the group declares of its port, also before the group has a design. */
function membershipOf({ inputs, outputs }: Resource): Partial<StackPort> {
  const member = membership.safeParse(inputs.__group ?? outputs.__group).data;
  if (member === undefined) return {};
  const { port: nameInGroup, customer, distanceKm } = member;
  return { nameInGroup, customer, distanceKm: distanceKm ?? undefined };
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
    throw new CniError(`${name} is not the output of \`pulumi stack export\`.`);
  }
}

function nameOf({ urn }: { urn: string }): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function groupOf({ parent = "" }: Resource): string | undefined {
  return parent.includes(`${GROUP_TYPE}::`) ? nameOf({ urn: parent }) : undefined;
}
