import { z } from "zod";
import type { Cni } from "../cni/schemas/cni";
import { EnvelopeError } from "../envelope/error";
import { runAtomically } from "../envelope/run-atomically";
import { withoutNull } from "../envelope/without-null";
import { codes } from "../magic/codes";
import { MagicRoute, type MagicRouteRequest } from "../magic/schemas/route";
import type { StoredTunnel } from "../magic/schemas/tunnel";
import { isWithin } from "../magic/within";
import type { CniRecord } from "./cnis";
import type { MagicInterconnects } from "./magic-interconnects";
import type { Network } from "./network";
import { isEndOf } from "./tunnels";

const Route = MagicRoute.required({ id: true, created_on: true, modified_on: true });
export type Route = z.infer<typeof Route>;

/** Static routes of an account, in order of creation. */
export const RoutesState = z.array(Route);
export type RoutesState = z.infer<typeof RoutesState>;

/** Fields that stay the same when a route changes. */
type Identity = Pick<Route, "id"> & Partial<Pick<Route, "created_on">>;

export class Routes {
  readonly #routes = new Map<string, Route>();

  constructor(
    private readonly network: Network,
    private readonly magic: MagicInterconnects,
    /** Returns the GRE and IPsec tunnels of the account. */
    private readonly tunnels: () => readonly StoredTunnel[],
  ) {}

  all(): Route[] {
    return [...this.#routes.values()];
  }

  find(id: string): Route {
    const route = this.#routes.get(id.replaceAll("-", "").toLowerCase());
    if (route === undefined) {
      throw new EnvelopeError(404, codes.routeNotFound, `There is no route ${id}`);
    }
    return route;
  }

  create(order: MagicRouteRequest): Route {
    const id = this.network.freshId("route", this.#routes);
    return this.#put({ id }, order);
  }

  /** Replaces a route, except its id and creation time. */
  replace({ id, created_on }: Route, order: MagicRouteRequest): Route {
    return this.#put({ id, created_on }, order);
  }

  /** Changes the given fields. null removes a field. */
  change(route: Route, changes: Partial<MagicRouteRequest>): Route {
    return this.#put(route, { ...route, ...changes });
  }

  remove(route: Route): Route {
    this.#routes.delete(route.id);
    return route;
  }

  /** Runs a change and undoes all of it if it fails. A dry run changes nothing. */
  runAtomically<Result>(isDryRun: boolean, act: () => Result): Result {
    const { network } = this;
    const everything = {
      dump: () => ({ routes: this.dump(), number: network.number }),
      load: (before: { routes: RoutesState; number: number }) => {
        this.load(before.routes);
        network.number = before.number;
      },
    };
    return runAtomically(everything, isDryRun, act);
  }

  #put({ id, created_on }: Identity, order: MagicRouteRequest): Route {
    this.#refuseUnknown(order.nexthop);
    const now = new Date(this.network.clock.now()).toISOString();
    const description = order.description ?? "";
    const times = { created_on: created_on ?? now, modified_on: now };
    const route = Route.parse(withoutNull({ ...order, description, id, ...times }));
    this.#routes.set(id, route);
    return route;
  }

  /** Returns the routes whose nexthop is an end of the CNI. */
  using({ cni }: CniRecord): Route[] {
    return this.all().filter(({ nexthop }) => isAnEnd(nexthop, cni));
  }

  /** Returns the routes whose nexthop is an end of the tunnel. */
  through(tunnel: StoredTunnel): Route[] {
    return this.all().filter(({ nexthop }) => isEndOf(nexthop, tunnel));
  }

  #refuseUnknown(nexthop: string): void {
    const isKnown =
      this.magic.visible().some((record) => isAnEnd(nexthop, this.magic.cni(record))) ||
      this.tunnels().some((tunnel) => isEndOf(nexthop, tunnel));
    if (!isKnown) {
      const message = `nexthop: ${nexthop} is not an end of any of the account's tunnels`;
      throw new EnvelopeError(400, codes.invalid, message);
    }
  }

  dump(): RoutesState {
    return this.all();
  }

  load(state: RoutesState): void {
    this.clear();
    for (const route of state) {
      this.#routes.set(route.id, route);
    }
  }

  clear(): void {
    this.#routes.clear();
  }
}

function isAnEnd(nexthop: string, { p2p_ip, cust_ip }: Cni): boolean {
  return isWithin(nexthop, p2p_ip) || isWithin(nexthop, cust_ip);
}
