import { Account } from "./account";
import type { BehaviourChanges } from "./behaviour";
import type { ClockMode } from "./clock";
import type { Port } from "./interconnects";
import { Maintenance } from "./maintenance";
import { type HealthyAfter, Network } from "./network";
import { Outages } from "./outages";
import { type PortStatus, statusAt } from "./plan";

export interface SimulationOptions {
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly healthyAfter: HealthyAfter;
  readonly behaviour?: BehaviourChanges | undefined;
  readonly clock?: ClockMode | undefined;
}

/** Everything that is simulated: Cloudflare's network, and the accounts that order from it. */
export class Simulation {
  readonly network: Network;
  readonly outages = new Outages();
  readonly maintenance: Maintenance;
  readonly #accounts = new Map<string, Account>();
  readonly #own: ReadonlySet<string>;

  constructor({ accounts, healthyAfter, behaviour, clock }: SimulationOptions) {
    this.network = new Network(healthyAfter, behaviour, clock);
    this.maintenance = new Maintenance(this.network);
    for (const { id, name } of accounts) {
      this.open(id, name);
    }
    this.#own = new Set(this.#accounts.keys());
  }

  accounts(): Account[] {
    return [...this.#accounts.values()];
  }

  account(id: string): Account | undefined {
    return this.#accounts.get(id);
  }

  /** The account of that id, made where there is none. */
  open(id: string, name: string): Account {
    const account = this.#accounts.get(id) ?? new Account(id, name, this.network);
    this.#accounts.set(id, account);
    return account;
  }

  /** The port of that name, whosever it is. */
  port(name: string): Port | undefined {
    return this.accounts()
      .map(({ interconnects }) => interconnects.get(name))
      .find((port) => port !== undefined);
  }

  status(port: Port): PortStatus {
    const planned = statusAt(port.plan, this.network.clock.now());
    // A pending port has no link to lose.
    if (planned.state === "Pending") {
      return planned;
    }
    const works = this.maintenance.over(port.interconnect);
    const troubles = [...this.outages.over(port.interconnect), ...(works ? [works] : [])];
    // No trouble makes another one better: what is down stays down.
    return [...troubles, planned].find(({ state }) => state === "Down") ?? troubles[0] ?? planned;
  }

  settle(): void {
    for (const account of this.accounts()) {
      account.settle();
    }
  }

  reset(): void {
    for (const account of this.accounts()) {
      account.clear();
      // An account that came with a state goes with it.
      if (!this.#own.has(account.id)) {
        this.#accounts.delete(account.id);
      }
    }
    this.outages.load([]);
    this.maintenance.clear();
    this.network.reset();
  }
}
