/** What a plan must meet. */

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
  /** Places that the ports must be near to. Without any, facilities have no distance. */
  near: readonly NamedPlace[];
  /** Longest distance in kilometres from a facility to the nearest place. */
  within: number;
  /** Names of the facilities to choose from, or parts of their names; every facility if empty. */
  facilities: readonly string[];
  /** Speed of every port in Gbps. @default the one that needs the fewest ports */
  speed?: number;
  /** The customer's routers, which the ports end on in turn. */
  customerRouters: readonly string[];
  /** ASN of the customer. With it, the sessions use BGP with MD5 keys; without it, static routes. */
  customerAsn?: number;
  /** Seconds in which the customer's routers withdraw a static route if the far end does not answer. */
  trackedWithin?: number;
  /** BGP hold time of the customer's routers, in seconds. */
  holdTime?: number;
  /** Prefixes of every session. */
  prefixes: readonly string[];
  /** Largest number of ports. */
  maxPorts: number;
  /** Names that no port may have. */
  reservedNames: readonly string[];
}
