/** Actions of a user in two stacks of one backend. Each action takes a few engine commands. */
import {
  askedByProgram,
  type Declared,
  type Done,
  type Entry,
  entryOf,
  type Snapshot,
  STACKS,
  type StackName,
  type World,
  withDependents,
} from "./by-hand-world";
import type { Pick } from "./random-program";

/** Action of a user. Returns `undefined` if the action is not possible at the moment. */
type Act = (world: World, pick: Pick, now: Snapshot) => Promise<Done | undefined>;

const MOST_PORTS = 3;
let names = 0;
export const fresh = (letter: string) => `${letter}${names++}`;

/** Runs an `up` of one stack after a change of its program. */
export async function up(
  world: World,
  stack: StackName,
  now: Snapshot,
  what: string,
  args: readonly string[] = [],
): Promise<Done> {
  const asked = askedByProgram(world, stack, now.entries[stack]);
  const result = await world.up(stack, args);
  const isWhole = !args.includes("--target");
  const complete = isWhole && result.exitCode === 0 ? [stack] : [];
  return { what: `${what} (${stack})`, results: [result], asked, complete };
}

/** Runs a command that must not delete objects. */
export async function byState(
  world: World,
  stack: StackName,
  what: string,
  args: readonly string[],
): Promise<Done> {
  const result = await world.run(stack, args);
  return { what: `${what} (${stack})`, results: [result], asked: [], complete: [] };
}

/** Picks a declared resource that is also in the state of its stack. */
function someone(
  world: World,
  pick: Pick,
  now: Snapshot,
  fits: (declared: Declared) => boolean = () => true,
): { stack: StackName; declared: Declared; entry: Entry } | undefined {
  const all = STACKS.flatMap((stack) =>
    world.programs[stack].filter(fits).flatMap((declared) => {
      const entry = entryOf(now.entries[stack], stack, declared);
      return entry === undefined ? [] : [{ stack, declared, entry }];
    }),
  );
  return all.length === 0 ? undefined : pick(all);
}

function freeSlot(world: World, pick: Pick): string | undefined {
  const taken = STACKS.flatMap((stack) => world.programs[stack].map(({ slotId }) => slotId));
  const free = world.slots.filter((slot) => !taken.includes(slot));
  return free.length === 0 ? undefined : pick(free);
}

function renamed(world: World, stack: StackName, old: Declared, more: Partial<Declared>): void {
  const name = fresh(old.type === "Interconnect" ? "p" : "s");
  world.change(stack, (one) =>
    one.key === old.key ? { ...one, name, aliases: [], ...more } : one,
  );
}

/** Forces a replacement in one of several ways. */
async function forced(
  world: World,
  now: Snapshot,
  what: string,
  target: { stack: StackName; declared: Declared; entry: Entry },
  adopt: boolean,
): Promise<Done> {
  const { stack, declared, entry } = target;
  if (adopt) world.change(stack, (one) => (one.key === declared.key ? { ...one, adopt } : one));
  if (what === "--replace") return up(world, stack, now, what, ["--replace", entry.urn]);
  const tainted = await world.run(stack, ["state", "taint", entry.urn, "--yes"]);
  const done = await up(world, stack, now, `taint${adopt ? ", adopting" : ""}`);
  if (done.results[0]?.exitCode !== 0) await world.run(stack, ["state", "untaint", entry.urn]);
  return { ...done, results: [tainted, ...done.results] };
}

export const ACTS: Readonly<Record<string, Act>> = {
  async "order a port and a session"(world, pick, now) {
    const stack = pick(STACKS);
    const slotId = freeSlot(world, pick);
    const ports = world.programs[stack].filter(({ type }) => type === "Interconnect");
    if (slotId === undefined || ports.length >= MOST_PORTS) return undefined;
    const [port, session] = [fresh("p"), fresh("s")];
    world.programs[stack] = [
      ...world.programs[stack],
      { key: port, type: "Interconnect", name: port, slotId, aliases: [] },
      {
        key: session,
        type: "CniBgpSession",
        name: session,
        port,
        conduitName: `c${session}`,
        aliases: [],
      },
    ];
    return up(world, stack, now, "order");
  },
  async "rename with an alias"(world, pick, now) {
    const found = someone(world, pick, now);
    if (found === undefined) return undefined;
    renamed(world, found.stack, found.declared, { aliases: [found.entry.urn] });
    return up(world, found.stack, now, "rename with an alias");
  },
  async "rename without alias"(world, pick, now) {
    const found = someone(world, pick, now);
    if (found === undefined) return undefined;
    renamed(world, found.stack, found.declared, {});
    return up(world, found.stack, now, "rename without alias");
  },
  async reparent(world, pick, now) {
    const found = someone(world, pick, now, ({ type }) => type === "CniBgpSession");
    if (found === undefined) return undefined;
    const { stack, declared, entry } = found;
    const aliases = pick([[entry.urn], []]);
    world.change(stack, (one) =>
      one.key === declared.key ? { ...one, isChild: !one.isChild, aliases } : one,
    );
    return up(world, stack, now, `reparent with ${aliases.length} alias`);
  },
  async taint(world, pick, now) {
    const found = someone(world, pick, now);
    return found && forced(world, now, "taint", found, pick([true, false]));
  },
  async replace(world, pick, now) {
    const found = someone(world, pick, now);
    return found && forced(world, now, "--replace", found, pick([true, false]));
  },
  async "up with a target"(world, pick, now) {
    const found = someone(world, pick, now);
    return found && up(world, found.stack, now, "up --target", ["--target", found.entry.urn]);
  },
  async "a run that fails between adopt and delete"(world, pick, now) {
    const found = someone(world, pick, now);
    const slotId = freeSlot(world, pick);
    if (found === undefined || slotId === undefined) return undefined;
    const { stack, declared } = found;
    renamed(world, stack, declared, { adopt: true });
    const before = world.programs[stack];
    const name = fresh("p");
    const later: Declared = { key: name, type: "Interconnect", name, slotId, aliases: [] };
    world.programs[stack] = [...before, { ...later, after: declared.key }];
    const { control } = world.testStack.simulator;
    await control.addFault({ method: "POST", respond: { status: 403 }, times: 9 });
    const done = await up(world, stack, now, "fail between adopt and delete");
    await control.clearFaults();
    world.programs[stack] = before;
    return done;
  },
  async "destroy with a target"(world, pick, now) {
    const stack = pick(STACKS);
    if (now.entries[stack].length === 0) return undefined;
    const { urn } = pick(now.entries[stack]);
    const asked = withDependents(urn, now.entries[stack]);
    const target = ["--target", urn, "--target-dependents"];
    const result = await world.run(stack, ["destroy", "--yes", "--skip-preview", ...target]);
    return { what: `destroy --target (${stack})`, results: [result], asked, complete: [] };
  },
  async destroy(world, pick, now) {
    const stack = pick(STACKS);
    if (now.entries[stack].length === 0 || pick([true, true, false])) return undefined;
    const asked = now.entries[stack];
    const result = await world.run(stack, ["destroy", "--yes", "--skip-preview"]);
    return { what: `destroy (${stack})`, results: [result], asked, complete: [] };
  },
  async "state delete"(world, pick, now) {
    const stack = pick(STACKS);
    if (now.entries[stack].length === 0) return undefined;
    const { urn } = pick(now.entries[stack]);
    const args = ["state", "delete", urn, "--target-dependents", "--yes"];
    return { ...(await byState(world, stack, "state delete", args)), forgets: true };
  },
  async "state move"(world, pick, now) {
    const found = someone(world, pick, now, ({ type }) => type === "Interconnect");
    if (found === undefined) return undefined;
    const { stack, declared } = found;
    const to = stack === "dev" ? "other" : "dev";
    const moved = world.programs[stack].filter(
      ({ key, port }) => key === declared.key || port === declared.key,
    );
    const urns = moved.flatMap((one) => entryOf(now.entries[stack], stack, one)?.urn ?? []);
    const result = await world.testStack.stack.pulumi(
      ["state", "move", "--yes", "--source", stack, "--dest", to, ...urns],
      { expectExitCode: "any" },
    );
    const isMoved = result.exitCode === 0;
    if (isMoved) {
      const names = moved.map((one) => ({ ...one, aliases: [] }));
      world.programs[to] = [...world.programs[to], ...names];
      // Some users forget to remove the port from the program of the first stack.
      if (pick([true, false])) {
        world.programs[stack] = world.programs[stack].filter((one) => !moved.includes(one));
      }
    }
    return { what: `state move (${stack})`, results: [result], asked: [], complete: [] };
  },
  async "save the state"(world, pick) {
    const stack = pick(STACKS);
    const done = await byState(world, stack, "stack export", ["stack", "export"]);
    world.saved[stack].push(done.results[0]?.stdout ?? "");
    return done;
  },
  async "import of an older state"(world, pick) {
    const stack = pick(STACKS);
    if (world.saved[stack].length === 0) return undefined;
    const file = await world.file(pick(world.saved[stack]));
    const imported = await world.run(stack, ["stack", "import", "--file", file]);
    const refreshed = await world.run(stack, ["refresh", "--yes", "--skip-preview"]);
    const what = `import of an older state (${stack})`;
    return { what, results: [imported, refreshed], asked: [], complete: [], forgets: true };
  },
  async "two processes"(world, _pick, now) {
    const both = await Promise.all(STACKS.map((stack) => up(world, stack, now, "up")));
    return {
      what: "up of both stacks at once",
      results: both.flatMap(({ results }) => results),
      asked: both.flatMap(({ asked }) => asked),
      complete: both.flatMap(({ complete }) => complete),
    };
  },
  async "remove a port"(world, pick, now) {
    const found = someone(world, pick, now, ({ type }) => type === "Interconnect");
    if (found === undefined) return undefined;
    const { stack, declared } = found;
    world.programs[stack] = world.programs[stack].filter(
      ({ key, port }) => key !== declared.key && port !== declared.key,
    );
    return up(world, stack, now, "remove a port");
  },
  async "move a port"(world, pick, now) {
    const found = someone(world, pick, now, ({ type }) => type === "Interconnect");
    const slotId = freeSlot(world, pick);
    if (found === undefined || slotId === undefined) return undefined;
    const { stack, declared } = found;
    world.change(stack, (one) => (one.key === declared.key ? { ...one, slotId } : one));
    return up(world, stack, now, "move a port");
  },
  up: (world, pick, now) => up(world, pick(STACKS), now, "up"),
  preview: (world, pick) => byState(world, pick(STACKS), "preview", ["preview"]),
  refresh: (world, pick) =>
    byState(world, pick(STACKS), "refresh", ["refresh", "--yes", "--skip-preview"]),
};
