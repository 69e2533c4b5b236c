/** Programs of two stacks, their states and the objects at the API, with invariants that must always hold. */
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CommandResult, StateResource } from "cloudflare-cni-tools";
import { type Declaration, declare, type TestStack } from "./test-stack";

export const STACKS = ["dev", "other"] as const;
export type StackName = (typeof STACKS)[number];

/** Resource of a program. Its `key` stays the same if the resource is renamed. */
export interface Declared {
  readonly key: string;
  readonly type: "Interconnect" | "CniBgpSession" | "CniSettings";
  readonly name: string;
  readonly slotId?: string;
  /** Key of the port that carries the session. */
  readonly port?: string;
  readonly conduitName?: string;
  readonly defaultAsn?: number;
  /** Whether the port is the parent of its session. */
  readonly isChild?: boolean;
  /** Former URNs. */
  readonly aliases: readonly string[];
  readonly adopt?: boolean | string;
  /** Key of a resource that must be created first. */
  readonly after?: string;
}

/** Entry in a state for an object at the API. */
export interface Entry {
  readonly urn: string;
  readonly object: string;
  readonly claim: string;
  readonly resource: StateResource;
}

export interface Snapshot {
  readonly entries: Readonly<Record<StackName, readonly Entry[]>>;
  /** Ports and sessions at the API. */
  readonly objects: ReadonlySet<string>;
}

/** Result of an action, and the objects that the action may delete. */
export interface Done {
  readonly what: string;
  readonly results: readonly CommandResult[];
  /** Entries whose deletion the action requests. The action must keep all other entries. */
  readonly asked: readonly Entry[];
  /** Objects that the user deleted in the dashboard. */
  readonly byHand?: readonly string[];
  /** Whether the action removes entries from a state on purpose, without deleting their objects. */
  readonly forgets?: boolean;
  /** Stacks in which a complete `up` succeeded. */
  readonly complete: readonly StackName[];
}

export class World {
  readonly programs: Record<StackName, readonly Declared[]> = { dev: [], other: [] };
  /** Older states of each stack, as `stack export` wrote them. */
  readonly saved: Record<StackName, string[]> = { dev: [], other: [] };
  /** Output of the last failed `up` of each stack. */
  readonly said: Record<StackName, string> = { dev: "", other: "" };
  /** Objects that the user deleted on purpose. */
  readonly deleted = new Set<string>();

  constructor(
    readonly testStack: TestStack,
    readonly slots: readonly string[],
  ) {}

  async open(): Promise<void> {
    await this.testStack.stack.pulumi(["stack", "init", "other", "--no-select"]);
  }

  /** Runs a command on one stack, with its program. */
  run(stack: StackName, args: readonly string[]): Promise<CommandResult> {
    return this.testStack.stack.pulumi([...args, "--stack", stack], {
      ...declare(...this.declarations(stack)),
      expectExitCode: "any",
    });
  }

  async up(stack: StackName, args: readonly string[] = []): Promise<CommandResult> {
    const result = await this.run(stack, ["up", "--yes", "--skip-preview", ...args]);
    this.said[stack] = result.exitCode === 0 ? "" : result.all;
    if (result.exitCode === 0) this.stopAdopting(stack);
    return result;
  }

  /** Removes `adopt` from the program, as the message about the adoption advises. */
  private stopAdopting(stack: StackName): void {
    this.change(stack, ({ adopt, ...declared }) => declared);
  }

  change(stack: StackName, change: (declared: Declared) => Declared): void {
    this.programs[stack] = this.programs[stack].map(change);
  }

  declarations(stack: StackName): Declaration[] {
    const nameOf = (key: string | undefined) =>
      `$${this.programs[stack].find((one) => one.key === key)?.name}`;
    return this.programs[stack].map(({ type, name, port, isChild, aliases, after, ...args }) => ({
      type,
      name,
      args: {
        ...(type === "Interconnect" && { slotId: args.slotId, adopt: args.adopt }),
        ...(type === "CniSettings" && { defaultAsn: args.defaultAsn }),
        ...(type === "CniBgpSession" && {
          interconnect: nameOf(port),
          magic: { conduitName: args.conduitName },
          adopt: args.adopt,
        }),
      },
      options: {
        aliases,
        ...(isChild && { parent: nameOf(port) }),
        ...(after && { dependsOn: nameOf(after) }),
      },
    }));
  }

  async resources(stack: StackName): Promise<StateResource[]> {
    const file = join(dirname(this.testStack.stack.statePath), `${stack}.json`);
    const state: { checkpoint: { latest?: { resources?: StateResource[] } | null } } = JSON.parse(
      await readFile(file, "utf8"),
    );
    return state.checkpoint.latest?.resources ?? [];
  }

  async snapshot(): Promise<Snapshot> {
    const [dev, other] = await Promise.all(STACKS.map((stack) => this.resources(stack)));
    const { interconnects, cnis } = await this.testStack.simulator.control.state();
    const objects = [...interconnects.map(({ name }) => name), ...cnis.map(({ id }) => id)];
    return {
      entries: { dev: entriesOf(dev ?? []), other: entriesOf(other ?? []) },
      objects: new Set(objects),
    };
  }

  async file(text: string): Promise<string> {
    const path = join(this.testStack.stack.backendDir, `${randomUUID()}.json`);
    await writeFile(path, text);
    return path;
  }
}

function entriesOf(resources: readonly StateResource[]): Entry[] {
  return resources.flatMap((resource) => {
    const { urn, id, outputs } = resource;
    if (!/:(Interconnect|CniBgpSession)$/.test(resource.type) || id === undefined) return [];
    return [{ urn, object: id, claim: String(outputs?.__claim ?? ""), resource }];
  });
}

const PREFIX = "pulumi-nodejs:dynamic/cloudflare-cni";

/** Returns the URN of a declared resource. */
export function urnOf(stack: StackName, declared: Declared): string {
  const parent = declared.isChild ? `${PREFIX}:Interconnect$` : "";
  return `urn:pulumi:${stack}::throwaway::${parent}${PREFIX}:${declared.type}::${declared.name}`;
}

/** Finds the entry of a declared resource, even under a former name. */
export function entryOf(
  entries: readonly Entry[],
  stack: StackName,
  declared: Declared,
): Entry | undefined {
  const urns = [urnOf(stack, declared), ...declared.aliases];
  return entries.find(({ urn, resource }) => urns.includes(urn) && !resource.delete);
}

/** Returns the entries that an `up` may delete: entries that the program does not declare or declares as another object. */
export function askedByProgram(world: World, stack: StackName, entries: readonly Entry[]): Entry[] {
  const kept = new Set<Entry>();
  const ports = new Map<string, string>();
  for (const declared of world.programs[stack]) {
    const entry = entryOf(entries, stack, declared);
    if (entry === undefined) continue;
    const { outputs = {} } = entry.resource;
    if (declared.type === "Interconnect" && outputs.slotId === declared.slotId) {
      kept.add(entry);
      ports.set(declared.key, entry.object);
    }
    if (
      declared.type === "CniBgpSession" &&
      outputs.interconnect === ports.get(declared.port ?? "")
    ) {
      kept.add(entry);
    }
  }
  return entries.filter((entry) => !kept.has(entry));
}

/** Returns a resource and its dependents, as `--target-dependents` selects them. */
export function withDependents(urn: string, entries: readonly Entry[]): Entry[] {
  const found = new Set([urn]);
  for (const { urn: own, resource } of entries) {
    const uses = [resource.parent ?? "", ...(resource.dependencies ?? [])];
    if (uses.some((other) => found.has(other))) found.add(own);
  }
  return entries.filter((entry) => found.has(entry.urn));
}

/** Checks the invariants that must hold after every action, even a failed one. */
export async function expectNothingLost(world: World, before: Snapshot, done: Done): Promise<void> {
  const after = await world.snapshot();
  const all = ({ entries }: Snapshot) => STACKS.flatMap((stack) => entries[stack]);
  const output = done.results.map((result) => result.all).join("\n");
  const problems: string[] = [];

  for (const object of before.objects) {
    const holders = all(before).filter((entry) => entry.object === object);
    if (done.byHand?.includes(object)) {
      world.deleted.add(object);
    } else if (!after.objects.has(object)) {
      // Only the entry with the newest claim may delete the object.
      const newest = holders.toSorted((a, b) => (a.claim < b.claim ? -1 : 1)).at(-1);
      if (newest === undefined || !done.asked.some((entry) => sameEntry(entry, newest))) {
        problems.push(`${object} was deleted, although the action did not request that`);
      }
      world.deleted.add(object);
    } else if (
      holders.length > 0 &&
      all(after).every((entry) => entry.object !== object) &&
      done.forgets !== true &&
      !output.includes(object)
    ) {
      problems.push(`${object} is no longer in any state, and no message names it`);
    }
  }
  for (const object of after.objects) {
    if (!before.objects.has(object) && all(after).every((entry) => entry.object !== object)) {
      problems.push(`${object} was ordered, but no state contains it`);
    }
  }
  const { interconnects } = await world.testStack.simulator.control.state();
  const slots = interconnects.flatMap((port) => (port.type === "direct" ? [port.slot_id] : []));
  if (new Set(slots).size < slots.length) problems.push("a slot has two ports");
  for (const stack of done.complete) problems.push(...(await owners(world, stack, after)));
  for (const { all: text, exitCode } of done.results) {
    if (/panic|TypeError|\n\s+at .*\.js:\d+/.test(text))
      problems.push("the output contains a stack trace");
    if (exitCode !== 0 && !text.includes("error:"))
      problems.push("the command failed without an error message");
  }
  if (problems.length > 0) throw new Error(`${problems.join("\n")}\n\n${output}`);
}

const sameEntry = (one: Entry, other: Entry) =>
  one.urn === other.urn && one.object === other.object && one.claim === other.claim;

/** Returns the resources without an object of their own. After a complete and successful `up`, there must be none. */
async function owners(world: World, stack: StackName, after: Snapshot): Promise<string[]> {
  const problems: string[] = [];
  const { accounts } = await world.testStack.simulator.control.state();
  const asn = world.programs[stack].find(({ type }) => type === "CniSettings")?.defaultAsn;
  if (asn !== undefined && accounts[0]?.settings?.default_asn !== asn) {
    problems.push(`the account's ASN is ${accounts[0]?.settings?.default_asn}, not ${asn}`);
  }
  const entries = after.entries[stack];
  const owned = entries.map(({ object }) => object);
  if (new Set(owned).size < owned.length)
    problems.push(`two resources of ${stack} have the same object`);
  for (const { name, type } of world.programs[stack]) {
    if (type === "CniSettings") continue;
    const entry = entries.find(({ urn }) => urn.endsWith(`${type}::${name}`));
    if (entry === undefined) problems.push(`${name} is not in the state of ${stack}`);
    // Only a refresh can find an object that another stack deleted.
    else if (!after.objects.has(entry.object) && !world.deleted.has(entry.object)) {
      problems.push(`${name} has ${entry.object}, which does not exist`);
    }
  }
  return problems;
}
