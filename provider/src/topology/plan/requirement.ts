/** Requirement that a plan must meet. */

import type { NamedPlace } from "../../domain/named-place";
import type { Design } from "../design";

export interface Requirement
  extends Pick<
    Design,
    | "name"
    | "intent"
    | "demand"
    | "useCase"
    | "backup"
    | "maxOutage"
    | "assumptions"
    | "maintenanceNotification"
  > {
  /** Places near which the ports must be. If there are none, distances do not matter. */
  near: readonly NamedPlace[];
  /** Longest distance in kilometres from a facility to the nearest place. */
  within: number;
  /**
   * Names, or parts of names, of the facilities to choose from. If the list is empty, all facilities are considered.
   */
  facilities: readonly string[];
  /** Speed of every port in Gbps. @default the speed that needs the fewest ports */
  speed?: number;
  /** The customer's routers, to which the ports are connected in turn. */
  customerRouters: readonly string[];
  /** ASN of the customer. If it is set, the sessions use BGP with MD5 keys. Otherwise, they use static routes. */
  customerAsn?: number;
  /** Seconds within which the customer's routers withdraw a static route if the far end does not respond. */
  trackedWithin?: number;
  /** BGP hold time of the customer's routers, in seconds. */
  holdTime?: number;
  /** Prefixes of every session. */
  prefixes: readonly string[];
  /** Maximum number of ports. */
  maxPorts: number;
  /** Names that ports must not have. */
  reservedNames: readonly string[];
}
