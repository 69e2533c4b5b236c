/**
 * What a change does to the traffic, as docs/changing-a-live-port.md says. Cloudflare does not document whether a change
 * of MTU or of a conduit name interrupts a session.
 */
import type { PlannedStep, ResourceName } from "./preview";

/** `possible` if Cloudflare does not document it, `unknown` if the preview does not know it. */
export type Interruption = "none" | "possible" | "certain" | "unknown";

export interface Effect {
  interruption: Interruption;
  /** What happens to the traffic. */
  traffic: string;
}

const NONE: Effect = { interruption: "none", traffic: "none expected" };
const UNDOCUMENTED: Effect = {
  interruption: "possible",
  traffic: "not documented: plan for an interruption",
};
const ROUTES: Effect = { interruption: "possible", traffic: "routes change" };
const ALL_SESSIONS =
  "expect every BGP session of the account to reset; each comes up when its router has the new ASN";

/** Effect of each property of an update. A path without an entry has that of the longest one that it begins with. */
const UPDATES: Record<ResourceName, Readonly<Record<string, Effect>>> = {
  Interconnect: { "": { interruption: "none", traffic: "none: nothing changes at Cloudflare" } },
  InterconnectReady: { "": { interruption: "none", traffic: "none: it only waits for the link" } },
  CniBgpSession: {
    "": UNDOCUMENTED,
    adopt: NONE,
    "magic.description": NONE,
    bgp: { interruption: "certain", traffic: "BGP starts or ends, and its routes with it" },
    "bgp.customerAsn": { interruption: "certain", traffic: "BGP resets" },
    "bgp.md5Key": {
      interruption: "certain",
      traffic: "BGP resets: change both ends within the hold time of 240 s",
    },
    "bgp.extraPrefixes": ROUTES,
    bgpMode: ROUTES,
  },
  MagicInterconnect: {
    "": UNDOCUMENTED,
    description: NONE,
    healthCheck: { interruption: "none", traffic: "none expected: failures are noticed otherwise" },
    automaticReturnRouting: ROUTES,
    bgpFilters: ROUTES,
    // The session changes its key; this resource only sends it along.
    md5Key: NONE,
  },
  CniSettings: { "": { interruption: "certain", traffic: ALL_SESSIONS } },
};

/** Effect of a changed property such as `magic.mtu`. */
export function effectOfUpdate(resource: ResourceName, path: string): Effect {
  const table = UPDATES[resource];
  const parts = path.replace(/\[.*/, "").split(".");
  const paths = parts.map((_, at) => parts.slice(0, parts.length - at).join("."));
  const found = [...paths, ""].find((one) => Object.hasOwn(table, one)) ?? "";
  return table[found] ?? UNDOCUMENTED;
}

export function effectOfCreate(resource: ResourceName): Effect {
  switch (resource) {
    case "Interconnect":
      return { ...NONE, traffic: "none: the port carries traffic once its link is up" };
    case "InterconnectReady":
      return { ...NONE, traffic: "none: up waits until the link is up" };
    case "CniSettings":
      return {
        interruption: "unknown",
        traffic: `unknown until up: if the account has another ASN, ${ALL_SESSIONS}`,
      };
    default:
      return NONE;
  }
}

export function effectOfDelete(resource: ResourceName, { outputs }: PlannedStep): Effect {
  switch (resource) {
    case "Interconnect":
      return {
        interruption: "certain",
        traffic: "the port's traffic ends, and anybody can order its slot",
      };
    case "CniBgpSession":
      return { interruption: "certain", traffic: "the session's routes disappear" };
    case "CniSettings":
      return outputs.previousDefaultAsn === outputs.defaultAsn
        ? NONE
        : { interruption: "certain", traffic: `the former ASN returns: ${ALL_SESSIONS}` };
    case "MagicInterconnect":
      return { ...NONE, traffic: "none expected: the former settings return" };
    default:
      return NONE;
  }
}

export function effectOfReplace(resource: ResourceName, step: PlannedStep): Effect {
  switch (resource) {
    case "Interconnect":
      return needsOldPlace(step)
        ? {
            interruption: "certain",
            traffic: "old port first: down until the new cross-connect is up, which takes weeks",
          }
        : {
            interruption: "certain",
            traffic:
              "new port first: a new cross-connect, and the old port is deleted after the new link is up",
          };
    case "CniBgpSession":
      return {
        interruption: "certain",
        traffic: "the session's routes are gone until its successor is up",
      };
    default:
      return { ...NONE, traffic: "none of its own: follows the port or session" };
  }
}

/** Whether the new port needs the slot or the pairing key of the old one, which is therefore deleted first. */
function needsOldPlace({ after, replaceReasons }: PlannedStep): boolean {
  return ["slotId", "pairingKey"].some(
    (key) => after[key] !== undefined && !replaceReasons.includes(key),
  );
}
