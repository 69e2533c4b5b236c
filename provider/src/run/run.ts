import { randomUUID } from "node:crypto";
import type { AccountApi } from "../api/account";
import { type Clock, systemClock } from "../domain/clock";
import { Clients } from "./clients";
import { type Engine, NO_ENGINE } from "./engine";
import { Journal } from "./journal";
import { claimFiles, Ownership } from "./ownership";
import { PollSchedule } from "./poll-schedule";
import { Replacements } from "./replacements";
import { RunPorts } from "./run-ports";
import { Siblings } from "./siblings";

export interface RunOptions {
  clock?: Clock;
  engine?: Engine;
  /** Returns a random number from 0 (inclusive) to 1 (exclusive). */
  random?: () => number;
}

/**
 * State that all operations of one engine run share. The entry point creates it and passes it on, so that modules keep
 * no state. A plugin process has one `Run`; each test creates its own.
 */
export class Run {
  /** Clients, with their connections and request limits. */
  readonly clients: Clients;
  readonly journal: Journal;
  /** Decides which resource may delete an object. */
  readonly ownership: Ownership;
  readonly polls: PollSchedule;
  /** Known objects that other resources of this program have. */
  readonly siblings = new Siblings();
  /** Group ports that this run replaces. */
  readonly replacements = new Replacements();
  readonly #ports = new WeakMap<AccountApi, RunPorts>();

  readonly clock: Clock;
  readonly engine: Engine;

  constructor({ clock = systemClock, engine = NO_ENGINE, random }: RunOptions = {}) {
    this.clock = clock;
    this.engine = engine;
    this.clients = new Clients(clock);
    this.journal = new Journal(clock);
    this.ownership = new Ownership(claimFiles(), engine.address ?? randomUUID(), clock);
    this.polls = new PollSchedule(clock, random);
  }

  /** Returns the ports and slots of an account that this run uses. */
  ports(api: AccountApi): RunPorts {
    const ports = this.#ports.get(api) ?? new RunPorts();
    this.#ports.set(api, ports);
    return ports;
  }
}
