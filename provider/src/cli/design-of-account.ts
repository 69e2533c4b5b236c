import type { RawRoute } from "../api/routes";
import { isOnPort } from "../domain/ids";
import type { CniObject, MagicInterconnectObject } from "../domain/objects";
import { gigabitsOf } from "../domain/speed";
import type { MaintenanceNotification } from "../domain/values";
import type { Design, Port, Session } from "../topology";
import { listedHealthCheck } from "../topology/health-check";
import { type AccountObjects, type AccountPort, returnsMd5Keys } from "./account-objects";

/** What other parts of the API know of the CNIs. A property is absent if the token may not read it. */
export interface Routing {
  /** Static routes, which have the prefixes. */
  routes?: readonly RawRoute[];
  /** Interconnects, which have the health checks. */
  magicInterconnects?: readonly MagicInterconnectObject[];
  maintenanceNotification?: MaintenanceNotification[];
}

/** Derives a design from the objects of an account. Static routes add prefixes to it. */
export function designOfAccount(
  { account, ports, cnis }: AccountObjects,
  routing: Routing = {},
): Design {
  return {
    name: account,
    intent: "single",
    ports: ports.map(portOf),
    sessions: cnis.flatMap((cni) => {
      const port = ports.find((port) => isOnPort(cni, port));
      return port === undefined ? [] : [sessionOf(cni, port, cnis, routing)];
    }),
    maintenanceNotification: routing.maintenanceNotification,
  };
}

function portOf(port: AccountPort): Port {
  return {
    name: port.name,
    interconnect: port.name,
    kind: port.type === "gcp_partner" ? "gcp_partner" : "direct",
    facility: port.facility?.name,
    address: port.facility?.address,
    site: port.site,
    device: port.device,
    speed: gigabitsOf(port.speed),
    state: port.status?.state,
  };
}

function sessionOf(
  cni: CniObject,
  port: AccountPort,
  cnis: readonly CniObject[],
  { routes = [], magicInterconnects = [] }: Routing,
): Session {
  const own = routesOf(cni, routes);
  return {
    name: cni.magic.conduitName,
    port: port.name,
    customerIp: cni.customerIp,
    cloudflareIp: cni.cloudflareIp,
    mtu: cni.magic.mtu > 0 ? cni.magic.mtu : undefined,
    bgp: cni.bgp !== undefined,
    customerAsn: cni.bgp?.customerAsn,
    md5: hasKey(cni, cnis),
    healthCheck: listedHealthCheck(cni.magic.conduitName, magicInterconnects),
    prefixes: own.length > 0 ? own.map(({ prefix }) => prefix) : undefined,
    // A design has one kind of route per session. If a session has both kinds, BGP decides.
    routePriority:
      own.length > 0 && cni.bgp === undefined
        ? Math.min(...own.map(({ priority }) => priority))
        : undefined,
  };
}

/** Static routes whose next hop is one of the addresses of a session. */
export function routesOf(
  { customerIp, cloudflareIp }: CniObject,
  routes: readonly RawRoute[],
): RawRoute[] {
  const ends = [customerIp, cloudflareIp].map((ip) => ip?.split("/")[0]);
  return routes.filter(({ nexthop }) => ends.includes(nexthop));
}

/** Whether a session has an MD5 key; `undefined` if the API may hide it. */
function hasKey({ bgp }: CniObject, all: readonly CniObject[]): boolean | undefined {
  if (typeof bgp?.md5Key === "string") return true;
  return bgp === undefined || bgp.md5Key === null || returnsMd5Keys(all) ? false : undefined;
}
