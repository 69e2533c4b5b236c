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
  /** Returns numbers from 0 to below 1. */
  random?: () => number;
}

/**
 * State that all operations of one engine run share. It is created at the entry point and passed on, so that modules
 * keep no state. A plugin process has one; each test creates its own.
 */
export class Run {
  /** Clients, with their connections and request limits. */
  readonly clients: Clients;
  /** Unsaved orders. */
  readonly journal: Journal;
  /** Decides which resource may delete an object. */
  readonly ownership: Ownership;
  /** Schedule for the checks of all waits. */
  readonly polls: PollSchedule;
  /** Known objects of other resources of this program. */
  readonly siblings = new Siblings();
  /** Ports of groups that this run replaces. */
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

  /** Ports and slots of an account that this run uses. */
  ports(api: AccountApi): RunPorts {
    const ports = this.#ports.get(api) ?? new RunPorts();
    this.#ports.set(api, ports);
    return ports;
  }
}
