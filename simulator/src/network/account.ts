import { badRequest } from "../cni/error";
import { AccountSettings } from "./account-settings";
import { type CniRecord, Cnis } from "./cnis";
import { Interconnects } from "./interconnects";
import { MagicInterconnects } from "./magic-interconnects";
import type { Network } from "./network";
import { Policies } from "./policies";
import { Routes } from "./routes";

/** An account, and everything that it has ordered. */
export class Account {
  readonly interconnects: Interconnects;
  readonly cnis: Cnis;
  readonly magic: MagicInterconnects;
  readonly routes: Routes;
  readonly policies: Policies;
  settings: AccountSettings;

  constructor(
    readonly id: string,
    readonly name: string,
    private readonly network: Network,
  ) {
    this.interconnects = new Interconnects(id, network);
    this.cnis = new Cnis(network, this.interconnects);
    this.magic = new MagicInterconnects(network, this.cnis);
    this.routes = new Routes(network, this.magic);
    this.policies = new Policies(network);
    this.settings = new AccountSettings(network);
  }

  /** Deletes CNIs, now or when their time has come, unless static routes lead over them that forbid it. */
  deleteCnis(records: readonly CniRecord[]): void {
    const { deletionWithRoutes } = this.network.behaviour;
    const routes = records.flatMap((record) => this.routes.over(record));
    if (routes.length > 0 && deletionWithRoutes === "refused") {
      const prefixes = routes.map(({ prefix }) => prefix).join(", ");
      throw badRequest(`Static routes still lead over it: ${prefixes}`);
    }
    if (deletionWithRoutes === "cascades") {
      for (const route of routes) {
        this.routes.remove(route);
      }
    }
    for (const { cni } of records) {
      this.cnis.leaving.add(cni.id);
    }
  }

  /** Takes a port away with everything on it. */
  rip(interconnect: string): boolean {
    for (const { cni } of this.cnis.on(interconnect)) {
      this.cnis.remove(cni.id);
    }
    return this.interconnects.remove(interconnect);
  }

  /** Lets go of what was deleted and whose time has come. */
  settle(): void {
    this.cnis.leaving.settle();
    this.interconnects.leaving.settle();
  }

  clear(): void {
    this.interconnects.clear();
    this.cnis.clear();
    this.magic.clear();
    this.routes.clear();
    this.policies.clear();
    this.settings = new AccountSettings(this.network);
  }
}
