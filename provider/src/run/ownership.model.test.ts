/**
 * Model test of the ownership protocol. It performs random actions of a person and of the engine on two machines. The
 * model permits a wrong result where the protocol cannot decide: on a machine that never saw the newer claim, with
 * copies of one claim, and with clocks that differ in a later run. `claims.test.ts` covers clocks that differ within a
 * run.
 */
import * as fc from "fast-check";
import { type Clock, systemClock } from "../domain/clock";
import { type ClaimStore, type KeptClaim, Ownership } from "./ownership";

let time = 1_800_000_000_000;
const clock: Clock = { ...systemClock, now: () => ++time };

const RUNS = Number(process.env.MODEL_RUNS ?? 2000);
const KINDS = [
  "order",
  "rename",
  "renameUnfinished",
  "replace",
  "adoptElsewhere",
  "killedAdopt",
  "failedAdopt",
  "destroy",
  "destroyTarget",
  "stateDelete",
  "stateMove",
  "save",
  "importOld",
  "preview",
  "up",
  "upAdopting",
] as const;

interface Entry {
  object: string;
  claim: string | undefined;
}
type Stack = Map<string, Entry>;

function memoryStore(): ClaimStore {
  const all = new Map<string, Map<string, string>>();
  return {
    async list(object) {
      const kept = [...(all.get(object) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      return kept.map(([claim, run]): KeptClaim => ({ claim, run }));
    },
    async keep(object, { claim, run }) {
      all.set(object, (all.get(object) ?? new Map<string, string>()).set(claim, run));
    },
    async forget(object, claim) {
      all.get(object)?.delete(claim);
    },
  };
}

/** Machine with the claims that it keeps, and with all claims that were made or recorded on it. */
class Machine {
  readonly store = memoryStore();
  readonly known = new Map<string, Set<string>>();
  see(object: string, claim: string | undefined) {
    if (claim === undefined) return;
    this.known.set(object, (this.known.get(object) ?? new Set()).add(claim));
  }
  newest(object: string) {
    return [...(this.known.get(object) ?? [])].sort().at(-1) ?? "";
  }
}

/** Run of the engine with one or two processes. */
class Run {
  readonly #creating: Ownership;
  readonly #deleting: Ownership;
  readonly #seen = new Set<string>();
  constructor(
    private readonly machine: Machine,
    name: string,
    twoProcesses: boolean,
  ) {
    this.#creating = new Ownership(machine.store, name, clock);
    this.#deleting = twoProcesses ? new Ownership(machine.store, name, clock) : this.#creating;
  }
  async claim(object: string) {
    const before = this.machine.newest(object);
    const claim = await this.#creating.claim(object);
    expect(claim > before).toBe(true);
    this.machine.see(object, claim);
    this.#seen.add(claim);
    return claim;
  }
  async withdraw(object: string, claim: string) {
    await this.#creating.withdraw(object, claim);
    this.machine.known.get(object)?.delete(claim);
  }
  async diff({ object, claim }: Entry) {
    const status = await this.#creating.checkDeclared(object, claim);
    this.#record(object, claim);
    return status;
  }
  /** Deletes the resource of an entry. Checks the invariant for the result and returns the result. */
  async remove({ object, claim }: Entry): Promise<"deleted" | "handedOver" | "refused"> {
    const status = await this.#deleting.check(object, claim);
    this.#record(object, claim);
    const newest = this.machine.newest(object);
    if (status.is === "newest") {
      expect((claim ?? "") >= newest).toBe(true);
      return "deleted";
    }
    expect((claim ?? "") < newest).toBe(true);
    if (!status.inThisRun) return "refused";
    expect(this.#seen.has(newest)).toBe(true);
    await this.#deleting.handOver(object, claim);
    return "handedOver";
  }
  #record(object: string, claim: string | undefined) {
    this.machine.see(object, claim);
    if (claim !== undefined) this.#seen.add(claim);
  }
}

class World {
  readonly machines = [new Machine(), new Machine()];
  readonly stacks: Stack[] = [new Map(), new Map()];
  readonly saved: Stack[] = [new Map(), new Map()];
  readonly api = new Set<string>();
  next = 0;
}

class Act implements fc.AsyncCommand<object, World> {
  constructor(
    private readonly kind: (typeof KINDS)[number],
    private readonly at: number,
    private readonly of: number,
    private readonly pick: number,
    private readonly flag: boolean,
  ) {}
  check = () => true;
  toString = () => `${this.kind}(machine ${this.at}, stack ${this.of}, ${this.pick}, ${this.flag})`;

  async run(_: object, world: World) {
    const machine = world.machines[this.at];
    const stack = world.stacks[this.of];
    const other = world.stacks[1 - this.of];
    if (!machine || !stack || !other) throw new Error("no such machine or stack");
    const run = new Run(machine, `run-${world.next++}`, this.flag);
    const fresh = `r${world.next++}`;
    const remove = async (name: string, entry: Entry) => {
      const result = await run.remove(entry);
      if (result === "deleted") world.api.delete(entry.object);
      const isGone = !world.api.has(entry.object);
      if (result !== "refused" || isGone) stack.delete(name);
      return result;
    };
    if (this.kind === "order") {
      const object = `o${world.next++}`;
      world.api.add(object);
      // States from older versions contain no claim.
      stack.set(fresh, { object, claim: this.flag ? undefined : await run.claim(object) });
      return;
    }
    if (this.kind === "save") world.saved[this.of] = new Map(stack);
    if (this.kind === "importOld") world.stacks[this.of] = new Map(world.saved[this.of]);
    if (this.kind === "destroy") {
      // A delete whose claim is superseded checks again after the other claims of the run have been recorded.
      for (const [name, entry] of [...stack, ...stack]) {
        if (stack.has(name)) await remove(name, entry);
      }
    }
    if (this.kind === "preview" || this.kind === "up" || this.kind === "upAdopting") {
      await this.#declare(run, world, stack);
    }
    const entries = [...stack];
    const chosen = entries[this.pick % Math.max(1, entries.length)];
    if (!chosen) return;
    const [name, entry] = chosen;
    const { object } = entry;
    if (this.kind === "destroyTarget") await remove(name, entry);
    if (this.kind === "stateDelete") stack.delete(name);
    if (this.kind === "stateMove" && !other.has(name)) {
      stack.delete(name);
      other.set(name, entry);
    }
    if (!world.api.has(object)) return;
    if (this.kind === "killedAdopt") await run.claim(object);
    if (this.kind === "failedAdopt") await run.withdraw(object, await run.claim(object));
    if (this.kind === "adoptElsewhere")
      other.set(fresh, { object, claim: await run.claim(object) });
    if (["rename", "renameUnfinished", "replace"].includes(this.kind)) {
      stack.set(fresh, { object, claim: await run.claim(object) });
      if (this.kind === "renameUnfinished") return;
      expect(await remove(name, entry)).toBe("handedOver");
      expect(world.api.has(object)).toBe(true);
    }
  }

  async #declare(run: Run, world: World, stack: Stack) {
    for (const [name, entry] of [...stack]) {
      if (!world.api.has(entry.object)) {
        if (this.kind !== "preview") stack.delete(name);
        continue;
      }
      const status = await run.diff(entry);
      if (status.is === "newest" || this.kind === "preview") continue;
      if (status.inThisRun || this.kind === "up") return;
      const claim = await run.claim(entry.object);
      expect(claim > (entry.claim ?? "")).toBe(true);
      stack.set(name, { ...entry, claim });
    }
    if (this.kind === "preview") return;
    const owned = [...stack.values()].map(({ object }) => object);
    expect(new Set(owned).size).toBe(owned.length);
  }
}

it("deletes an object only under its newest known claim, whatever actions come before", async () => {
  const act = fc
    .tuple(fc.constantFrom(...KINDS), fc.nat(1), fc.nat(1), fc.nat(7), fc.boolean())
    .map((args) => new Act(...args));
  await fc.assert(
    fc.asyncProperty(fc.commands([act], { maxCommands: 20 }), (acts) =>
      fc.asyncModelRun(() => ({ model: {}, real: new World() }), acts),
    ),
    { numRuns: RUNS },
  );
}, 600_000);

it("records the newer claim in a preview on another machine, so that the older claim deletes nothing", async () => {
  const world = new World();
  await new Act("order", 0, 0, 0, false).run({}, world);
  await new Act("renameUnfinished", 0, 0, 0, false).run({}, world);
  await new Act("preview", 1, 0, 0, false).run({}, world);
  const before = [...world.api];
  await new Act("destroyTarget", 1, 0, 0, false).run({}, world);
  expect([...world.api]).toEqual(before);
});
