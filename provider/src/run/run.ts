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
  /** From 0 to below 1. */
  random?: () => number;
}

/**
 * What one run of the engine shares, made at the door and passed on: nothing of it is in a module. A process of the
 * engine has one; a test makes its own.
 */
export class Run {
  /** Connections, request budgets and clients. */
  readonly clients: Clients;
  /** Orders that no run has seen saved. */
  readonly journal: Journal;
  /** Who may delete what. */
  readonly ownership: Ownership;
  /** When each wait may check. */
  readonly polls: PollSchedule;
  /** Objects that resources of this program are known to have. */
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

  /** What this run did to the ports and slots of an account. */
  ports(api: AccountApi): RunPorts {
    const ports = this.#ports.get(api) ?? new RunPorts();
    this.#ports.set(api, ports);
    return ports;
  }
}
