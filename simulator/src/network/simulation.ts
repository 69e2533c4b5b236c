import { Account } from "./account";
import type { BehaviourChanges } from "./behaviour";
import type { ClockMode } from "./clock";
import type { Port } from "./interconnects";
import { type Link, Links } from "./links";
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

/** Simulated network of Cloudflare with its accounts, outages and maintenance. */
export class Simulation {
  readonly network: Network;
  readonly outages = new Outages();
  readonly maintenance: Maintenance;
  readonly links = new Links();
  readonly #accounts = new Map<string, Account>();
  readonly #initialAccounts: ReadonlySet<string>;

  constructor({ accounts, healthyAfter, behaviour, clock }: SimulationOptions) {
    this.network = new Network(healthyAfter, behaviour, clock);
    this.maintenance = new Maintenance(this.network);
    for (const { id, name } of accounts) {
      this.open(id, name);
    }
    this.#initialAccounts = new Set(this.#accounts.keys());
  }

  accounts(): Account[] {
    return [...this.#accounts.values()];
  }

  account(id: string): Account | undefined {
    return this.#accounts.get(id);
  }

  /** Returns the account with this id, and creates it if it does not exist. */
  open(id: string, name: string): Account {
    const account = this.#accounts.get(id) ?? new Account(id, name, this.network);
    this.#accounts.set(id, account);
    return account;
  }

  /** Finds a port by name in all accounts. */
  port(name: string): Port | undefined {
    return this.accounts()
      .map(({ interconnects }) => interconnects.get(name))
      .find((port) => port !== undefined);
  }

  status(port: Port, time = this.network.clock.now()): PortStatus {
    const planned = statusAt(port.plan, time);
    // A pending port has no link that could go down.
    if (planned.state === "Pending") {
      return planned;
    }
    const maintenanceStatus = this.maintenance.statusOf(port.interconnect, time);
    const imposed = [
      ...this.outages.statusesOf(port.interconnect),
      ...(maintenanceStatus ? [maintenanceStatus] : []),
    ];
    // Down takes precedence, because an Unhealthy outage must not hide that the port is Down.
    return [...imposed, planned].find(({ state }) => state === "Down") ?? imposed[0] ?? planned;
  }

  /** Records the states of all links up to now. Call this before a change. */
  recordLinks(): void {
    const windows = this.maintenance.all().flatMap(({ from, to }) => [from, to]);
    this.links.record(this.#allLinks(), windows, this.network.clock.now());
  }

  /** Returns the recorded state of a port, by its name, or of a tunnel, by its tunnel id. */
  recordedState(link: { interconnect: string } | { tunnel: string }, time: number): string {
    const key = "tunnel" in link ? tunnelKey(link.tunnel) : portKey(link.interconnect);
    return this.links.stateAt(key, time);
  }

  *#allLinks(): Generator<Link> {
    for (const account of this.accounts()) {
      for (const port of account.interconnects.all()) {
        yield {
          key: portKey(port.interconnect.name),
          plan: port.plan,
          stateAt: (time) => this.status(port, time).state,
        };
      }
      for (const { id, names } of account.identifiedTunnels()) {
        const states = this.outages.statesOfTunnel(names);
        const state = states.find((each) => each === "Down") ?? states[0] ?? "Healthy";
        yield { key: tunnelKey(id), stateAt: () => state };
      }
    }
  }

  removeDue(): void {
    for (const account of this.accounts()) {
      account.removeDue();
    }
  }

  reset(): void {
    for (const account of this.accounts()) {
      account.clear();
      // A restored state may have added this account.
      if (!this.#initialAccounts.has(account.id)) {
        this.#accounts.delete(account.id);
      }
    }
    this.outages.load([]);
    this.maintenance.clear();
    this.links.clear();
    this.network.reset();
  }
}

function portKey(name: string): string {
  return `interconnect ${name}`;
}

function tunnelKey(id: string): string {
  return `tunnel ${id}`;
}
