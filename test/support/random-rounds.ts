/** Rounds with a random change, random trouble and a random command. After each command, a user repairs the stack. */

import { expectAgreement } from "./random-invariants";
import {
  type Adoptions,
  change,
  declarations,
  objectsOf,
  type Pick,
  type Places,
  type Program,
} from "./random-program";
import {
  type Arranged,
  endOrphans,
  STEADY_TROUBLES,
  type Stopped,
  TROUBLES,
} from "./random-trouble";
import type { TestStack } from "./test-stack";
import { declare } from "./test-stack";

const COMMANDS = [
  ["up"],
  ["up"],
  ["up"],
  ["up", "--refresh"],
  ["up", "--continue-on-error"],
  ["refresh"],
  ["preview"],
];
/** Maximum number of `up` runs after the trouble. Each failed one may advise another step. */
const MOST_UPS = 4;

export class RandomRounds {
  #program: Program = { ports: [], sessions: [] };
  /** Number of objects that the API has created. */
  #made = 0;
  readonly #counts = new Map<string, number>();
  readonly history: string[] = [];
  /** Output of the commands in the last round. */
  output = "";
  readonly #troubles: typeof TROUBLES;
  readonly #oneByOne: readonly string[];
  readonly #commands: typeof COMMANDS;

  constructor(
    readonly testStack: TestStack,
    readonly pick: Pick,
    readonly places: Places,
    /** Whether each run sends the same requests. */
    { isSteady = false } = {},
  ) {
    this.#troubles = isSteady ? STEADY_TROUBLES : TROUBLES;
    this.#oneByOne = isSteady ? ["--parallel", "1"] : [];
    // Programs of steady rounds wait for each resource, so they cannot continue after a failed one.
    this.#commands = COMMANDS.filter(
      (command) => !(isSteady && command.includes("--continue-on-error")),
    );
  }

  async round(): Promise<void> {
    const { testStack, pick } = this;
    const before = this.#program;
    const { after, changes } = change(before, pick, this.places);
    const [trouble, arranged] = await this.#arrange(before);
    const command = pick(this.#commands);
    const line = [changes.join(", "), trouble, command.join(" ")];
    this.history.push(line.join("; "));
    this.#count("change", ...changes);
    this.#count("trouble", trouble);
    this.#count("command", command.join(" "));

    const stopped = await this.#run(command, after, arranged);
    this.#note(`${stopped}`);
    await this.#settle(after, arranged, stopped);

    const [state, api] = await Promise.all([
      testStack.stack.state(),
      testStack.simulator.control.state(),
    ]);
    expectAgreement(after, state, api);
    // The API must not have created an object twice, not even one that was deleted later.
    expect(api.number - this.#made).toBe(newObjects(before, after, arranged));
    this.#made = api.number;
    await testStack.stack.preview({
      ...declare(...declarations(after, new Map())),
      args: ["--expect-no-changes"],
    });
    await endOrphans(testStack);
    this.#program = after;
  }

  async #arrange(before: Program): Promise<[string, Arranged]> {
    for (;;) {
      const name = this.pick(Object.keys(this.#troubles));
      const arranged = await this.#troubles[name]?.(this.testStack, this.pick, before);
      if (arranged !== undefined) return [name, arranged];
    }
  }

  /** Runs the command and returns how it ended: its exit code, or how it was stopped. */
  async #run([name = "", ...more]: string[], program: Program, { stop }: Arranged) {
    const yes = name === "preview" ? [] : ["--yes", "--skip-preview"];
    const running = this.testStack.stack.start(
      [name, ...yes, ...more, ...this.#oneByOne],
      declare(...declarations(program, new Map())),
    );
    const stopped = await stop?.(running);
    const { exitCode, all } = await running.done;
    this.output = all;
    if (stop) this.#count("stop", stopped ?? "");
    else this.#count("exit code", String(exitCode));
    return stopped ?? (exitCode === 0 ? "succeeded" : "failed");
  }

  /** Ends the trouble, and then repairs the stack as a user would. */
  async #settle(
    program: Program,
    { elsewhere }: Arranged,
    stopped: Stopped | "succeeded" | "failed",
  ): Promise<void> {
    const { stack, simulator } = this.testStack;
    const { control } = simulator;
    await control.clearFaults();
    await control.behave({ visibleAfter: "0s", deletedAfter: "0s", occupationLag: "0s" });
    for (const { id, account } of await control.slots()) {
      if (account === null) await control.releaseSlot(id);
    }

    // The order journal of the run exists only on its machine.
    const isAnother = stopped.startsWith("the ") && this.pick([true, false, false]);
    const machine: Record<string, string> = isAnother
      ? { XDG_STATE_HOME: `${stack.backendDir}/machine-${this.history.length}` }
      : {};
    if (isAnother) this.#note("on another machine");
    const declared = (adoptions: Adoptions = new Map()) => {
      const { env } = declare(...declarations(program, adoptions));
      return { env: { ...env, ...machine } };
    };

    if (stopped === "the engine is dead") {
      // `pulumi cancel` fails if the engine already released its lock.
      await stack.pulumi(["cancel", "--yes"], { expectExitCode: "any" });
      // Some users follow the engine's warning, and others ignore it.
      if (this.pick([true, false])) {
        await stack.refresh({ ...declared(), args: ["--clear-pending-creates"] });
      }
    }
    if (elsewhere) await stack.refresh({ ...declared(), args: this.#oneByOne });

    let adoptions: Adoptions = new Map();
    let args: string[] = [];
    for (let ups = 1; ; ups++) {
      // Let the links of all orders come up.
      await control.advance("15d");
      const { all, exitCode } = await stack.up({
        ...declared(adoptions),
        args: [...args, ...this.#oneByOne],
        expectExitCode: "any",
      });
      this.output += all;
      // If a gate let its dependents continue without the link, the next `up` checks the gate again.
      if (exitCode === 0 && !all.includes("continue without the link")) {
        this.#count("ups to settle", String(ups));
        return this.#note(`${ups} up${ups > 1 ? "s" : ""}`);
      }
      if (ups === MOST_UPS)
        throw new Error(`The stack still fails after ${ups} runs of up:\n${all}`);
      this.#note(firstError(all));
      const asked = await this.#adoptionsAskedFor(program, all);
      // If the engine was killed while the plugin returned a result, the user has to adopt the object.
      if (asked.size > 0 && !isAnother && stopped !== "the engine is dead")
        throw new Error(
          `The run asks for an adoption, although it is on the same machine:\n${all}`,
        );
      adoptions = new Map([...adoptions, ...asked]);
      // Messages can also advise a refresh, for a port that belongs to another resource.
      args = all.includes("run `pulumi up --refresh`") && asked.size === 0 ? ["--refresh"] : [];
      for (const name of asked.keys()) {
        const kind = program.ports.find((port) => port.name === name)?.kind;
        this.#note(`adopts ${name}`);
        this.#count("adopted", kind === undefined ? "a session" : `a port by ${kind}`);
      }
    }
  }

  /**
   * Returns the adoptions that the messages advise. On another machine, the provider refuses to recover an unsaved order of
   * a killed run and advises `adopt`.
   */
  async #adoptionsAskedFor(program: Program, output: string): Promise<Adoptions> {
    const { interconnects, ports } = await this.testStack.simulator.control.state();
    const { resources } = await this.testStack.stack.state();
    const unknown = interconnects.filter(({ name }) => resources.every(({ id }) => id !== name));
    const found = new Map<string, boolean | string>();
    for (const [, name = "", words = ""] of output.matchAll(DIAGNOSTICS)) {
      if (!words.includes("set `adopt")) continue;
      const port = program.ports.find((one) => one.name === name);
      if (port === undefined || port.kind === "slotId") {
        found.set(name, true);
        continue;
      }
      // A user can see in Google's console, or on the device, which port it is.
      const lost = unknown.find((one) =>
        one.type === "gcp_partner"
          ? ports[one.name]?.pairingKey === port.place
          : one.facility.name === port.place && ![...found.values()].includes(one.name),
      );
      if (lost !== undefined) found.set(name, lost.name);
    }
    return found;
  }

  #note(what: string): void {
    this.history.push(`${this.history.pop()} -> ${what}`);
  }

  #count(what: string, ...names: string[]): void {
    for (const name of names) {
      const key = `${what}: ${name}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  get counts(): string {
    const sorted = [...this.#counts].sort(([one], [other]) => one.localeCompare(other));
    return sorted.map(([what, count]) => `${count} × ${what}`).join("\n");
  }
}

/** Matches the part of the diagnostics about one resource. */
const DIAGNOSTICS = /^ {2}pulumi-nodejs:\S+ \((\w+)\):\n((?: {4}.*\n?|\s*\n)+)/gm;

function firstError(output: string): string {
  const about = [...output.matchAll(DIAGNOSTICS)].map(([block]) => block).join("\n");
  const [, words = ""] = /(?:error: (?!\d error)|^\s+\* )(.*)$/m.exec(about || output) ?? [];
  return `"${words.slice(0, 160)}"`;
}

/** Returns how many objects the API must create: new objects, replacements, and objects that somebody deleted. */
function newObjects(before: Program, after: Program, { deleted = [] }: Arranged): number {
  const was = objectsOf(before);
  const is = [...objectsOf(after)];
  return is.filter(([name, identity]) => was.get(name) !== identity || deleted.includes(name))
    .length;
}
