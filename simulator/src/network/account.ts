import { badRequest } from "../cni/error";
import { AccountSettings } from "./account-settings";
import { type CniRecord, Cnis } from "./cnis";
import { Interconnects } from "./interconnects";
import { MagicInterconnects } from "./magic-interconnects";
import type { Network } from "./network";
import { Policies } from "./policies";
import { Routes } from "./routes";

/** Account with everything that it ordered. */
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

  /** Deletes CNIs, at once or after `deletedAfter`. The switch `deletionWithRoutes` decides about routes over them. */
  deleteCnis(records: readonly CniRecord[]): void {
    const { deletionWithRoutes } = this.network.behaviour;
    const routes = records.flatMap((record) => this.routes.using(record));
    if (routes.length > 0 && deletionWithRoutes === "refused") {
      const prefixes = routes.map(({ prefix }) => prefix).join(", ");
      throw badRequest(`Static routes still use this CNI: ${prefixes}`);
    }
    if (deletionWithRoutes === "cascades") {
      for (const route of routes) {
        this.routes.remove(route);
      }
    }
    for (const { cni } of records) {
      this.cnis.pendingDeletions.add(cni.id);
    }
  }

  /** Removes a port and its CNIs at once, bypassing the API. Returns false if the port does not exist. */
  removeInterconnect(interconnect: string): boolean {
    for (const { cni } of this.cnis.on(interconnect)) {
      this.cnis.remove(cni.id);
    }
    return this.interconnects.remove(interconnect);
  }

  /** Removes deleted objects whose removal is due. */
  removeDue(): void {
    this.cnis.pendingDeletions.removeDue();
    this.interconnects.pendingDeletions.removeDue();
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
