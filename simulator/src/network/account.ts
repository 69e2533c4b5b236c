import { badRequest } from "../cni/error";
import { EnvelopeError } from "../envelope/error";
import { runAtomically } from "../envelope/run-atomically";
import { codes } from "../magic/codes";
import { StoredGreTunnel } from "../magic/schemas/gre-tunnel";
import { StoredIpsecTunnel } from "../magic/schemas/ipsec-tunnel";
import type { StoredTunnel } from "../magic/schemas/tunnel";
import { AccountSettings } from "./account-settings";
import { type CniRecord, Cnis } from "./cnis";
import { Interconnects } from "./interconnects";
import { MagicInterconnects } from "./magic-interconnects";
import type { Network } from "./network";
import { Policies } from "./policies";
import { type Route, Routes } from "./routes";
import { type TunnelIdentity, Tunnels } from "./tunnels";

/** Account with its objects. */
export class Account {
  readonly interconnects: Interconnects;
  readonly cnis: Cnis;
  readonly magic: MagicInterconnects;
  readonly greTunnels: Tunnels<StoredGreTunnel>;
  readonly ipsecTunnels: Tunnels<StoredIpsecTunnel>;
  readonly routes: Routes;
  readonly policies: Policies;
  settings: AccountSettings;

  constructor(
    readonly id: string,
    readonly name: string,
    private readonly network: Network,
  ) {
    this.interconnects = new Interconnects(id, network);
    const otherTunnels = () => this.#otherTunnels();
    const identities = () => [...this.magic.identified(), ...this.#otherTunnels()];
    this.cnis = new Cnis(network, this.interconnects, otherTunnels);
    this.magic = new MagicInterconnects(network, this.cnis, otherTunnels);
    this.greTunnels = new Tunnels(network, "GRE tunnel", StoredGreTunnel, identities);
    this.ipsecTunnels = new Tunnels(network, "IPsec tunnel", StoredIpsecTunnel, identities);
    this.routes = new Routes(network, this.magic, () => this.tunnels());
    this.policies = new Policies(network);
    this.settings = new AccountSettings(network);
  }

  /** Deletes CNIs, at once or after `deletedAfter`. Applies the `deletionWithRoutes` switch to the routes over them. */
  deleteCnis(records: readonly CniRecord[]): void {
    const routes = records.flatMap((record) => this.routes.using(record));
    this.#detach(routes, badRequest);
    for (const { cni } of records) {
      this.cnis.pendingDeletions.add(cni.id);
    }
  }

  /** Returns the GRE and IPsec tunnels. */
  tunnels(): StoredTunnel[] {
    return [...this.greTunnels.all(), ...this.ipsecTunnels.all()];
  }

  /** Applies the `deletionWithRoutes` switch to the static routes over a tunnel that is about to be removed. */
  prepareTunnelDeletion(tunnel: StoredTunnel): void {
    this.#detach(
      this.routes.through(tunnel),
      (message) => new EnvelopeError(400, codes.invalid, message),
    );
  }

  /** Applies a change to tunnels and routes, and undoes all of it if it fails. A dry run changes nothing. */
  runAtomically<Result>(isDryRun: boolean, act: () => Result): Result {
    const { greTunnels, ipsecTunnels, routes, network } = this;
    const everything = {
      dump: () => ({
        gre: greTunnels.all(),
        ipsec: ipsecTunnels.all(),
        routes: routes.dump(),
        number: network.number,
      }),
      load: (before: {
        gre: StoredGreTunnel[];
        ipsec: StoredIpsecTunnel[];
        routes: Route[];
        number: number;
      }) => {
        greTunnels.load(before.gre);
        ipsecTunnels.load(before.ipsec);
        routes.load(before.routes);
        network.number = before.number;
      },
    };
    return runAtomically(everything, isDryRun, act);
  }

  /** Returns the names of all sessions and tunnels, by tunnel id. */
  identifiedTunnels(): Pick<TunnelIdentity, "id" | "names">[] {
    const sessions = this.cnis.all().map((record) => ({
      id: record.tunnelId,
      names: [this.magic.cni(record).magic.conduit_name],
    }));
    return [...sessions, ...this.#otherTunnels()];
  }

  #otherTunnels(): TunnelIdentity[] {
    return [...this.greTunnels.identified(), ...this.ipsecTunnels.identified()];
  }

  /** Applies the `deletionWithRoutes` switch to routes whose nexthop is about to be removed: keep, refuse or remove. */
  #detach(routes: readonly Route[], refusal: (message: string) => Error): void {
    const { deletionWithRoutes } = this.network.behaviour;
    if (routes.length > 0 && deletionWithRoutes === "refused") {
      const prefixes = routes.map(({ prefix }) => prefix).join(", ");
      throw refusal(`Static routes still use it: ${prefixes}`);
    }
    if (deletionWithRoutes === "cascades") {
      for (const route of routes) {
        this.routes.remove(route);
      }
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
    this.greTunnels.clear();
    this.ipsecTunnels.clear();
    this.routes.clear();
    this.policies.clear();
    this.settings = new AccountSettings(this.network);
  }
}
