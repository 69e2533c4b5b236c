import { z } from "zod";
import { parseDuration } from "../duration";

/** Duration such as `30s`. The schema keeps the text, so that the switch is shown as it was set. */
const Duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, "is not a duration such as 30s or 10m");

/** Time between two probes. Cloudflare probes at most once a second, and 30 probes take at most 30 minutes. */
const ProbeInterval = Duration.refine((text) => {
  const ms = parseDuration(text) ?? 0;
  return ms >= 1_000 && ms <= 60_000;
}, "is not between 1s and 1m");

/**
 * Switches for open questions about the real API. Each switch selects one of the possible answers, so that a client can
 * be tested with all of them.
 */
export const Behaviour = z.strictObject({
  errorBody: z
    .enum(["envelope", "json", "text", "empty"])
    .default("envelope")
    .describe("Body of error responses from the CNI service."),
  malformedJson: z
    .enum(["400", "415", "422"])
    .default("400")
    .describe("Status if the request body is not JSON."),
  interconnectNames: z
    .enum(["plain", "escaped"])
    .default("plain")
    .describe("Names of interconnects: plain, or with characters that must be escaped in a path."),
  cniInterconnect: z
    .enum(["name", "virtual_port_reservation_id"])
    .default("name")
    .describe("How responses identify the interconnect of a CNI; requests accept both."),
  speedSpelling: z
    .enum(["10G", "10 Gbps", "10000"])
    .default("10G")
    .describe("Format of the speed of slots and direct interconnects."),
  otherSpeed: z
    .enum(["refused", "ignored"])
    .default("refused")
    .describe("How the API handles an order whose speed differs from the slot's."),
  takenSlot: z
    .enum(["400", "403", "409", "500"])
    .default("400")
    .describe("Status of an order for an occupied slot."),
  unknownSlot: z
    .enum(["400", "404"])
    .default("400")
    .describe("Status of an order for a slot that does not exist."),
  occupationLag: Duration.default("0s").describe(
    "Time until the slot list shows that a slot was occupied or freed.",
  ),
  foreignSlots: z
    .enum(["shown", "hidden"])
    .default("shown")
    .describe("Whether slots that other customers occupy are listed."),
  otherAccount: z
    .enum(["refused", "ignored"])
    .default("refused")
    .describe("How the API handles a body whose account differs from the one in the path."),
  visibleAfter: Duration.default("0s").describe(
    "Time until a new object becomes visible (eventual consistency).",
  ),
  deletedAfter: Duration.default("0s").describe("Time until a deleted object no longer exists."),
  deletion: z
    .enum(["empty", "object", "204"])
    .default("empty")
    .describe("Response to a deletion: 200 without or with a body, or 204."),
  secondDeletion: z
    .enum(["404", "200"])
    .default("404")
    .describe("Status if an object is deleted a second time."),
  deletionWithCnis: z
    .enum(["refused", "cascades", "orphans"])
    .default("refused")
    .describe("How the API handles the deletion of a port that still has CNIs."),
  deletionWithRoutes: z
    .enum(["orphans", "refused", "cascades"])
    .default("orphans")
    .describe(
      "How the API handles the deletion of a CNI or a tunnel that static routes use as nexthop.",
    ),
  changedMagic: z
    .enum(["changed", "refused", "ignored"])
    .default("changed")
    .describe("How the API handles a PUT of a CNI that changes conduit_name or mtu."),
  fixedFields: z
    .enum(["refused", "ignored", "changed"])
    .default("refused")
    .describe(
      "How the API handles a PUT of a CNI that changes id, account, interconnect, p2p_ip or cust_ip.",
    ),
  absentBgp: z
    .enum(["removes", "keeps"])
    .default("removes")
    .describe("Whether a PUT of a CNI without bgp removes or keeps its BGP settings."),
  nullBgp: z
    .enum(["refused", "removes"])
    .default("refused")
    .describe(
      "Whether the API refuses a PUT of a CNI in which bgp is null, or removes the BGP settings.",
    ),
  initialBgpMode: z
    .enum(["absent", "dynamic_route_exchange", "advertise_only"])
    .default("absent")
    .describe("Initial bgp_mode of a CNI with BGP."),
  bgpModeWithoutBgp: z
    .enum(["allowed", "refused"])
    .default("allowed")
    .describe("Whether a CNI without bgp may have a bgp_mode."),
  md5Key: z
    .enum(["echoed", "null", "absent"])
    .default("echoed")
    .describe("How responses show md5_key: as it was set, as null, or not at all."),
  initialAsn: z
    .enum(["13335", "0", "404"])
    .default("13335")
    .describe("default_asn before it is set, or the status of a GET before it is set."),
  nullAsn: z
    .enum(["keeps", "resets"])
    .default("keeps")
    .describe(
      "Whether a PUT of the settings in which default_asn is null or absent keeps or resets it.",
    ),
  asnRange: z
    .enum(["any", "documented"])
    .default("any")
    .describe("Accepted values of default_asn: any 32-bit number, or 13335 and 64512 to 65534."),
  pageSize: z.int().min(1).max(1000).default(100).describe("Items per page if no limit is given."),
  largestPage: z
    .int()
    .min(1)
    .max(1000)
    .default(1000)
    .describe("Maximum number of items per page, regardless of the limit."),
  lastNext: z.enum(["null", "absent"]).default("null").describe("Value of next on the last page."),
  gcpLetter: z
    .enum(["400", "404", "pdf"])
    .default("400")
    .describe(
      "Response to a request for the letter of authorization of a gcp_partner interconnect.",
    ),
  letterType: z
    .enum(["application/pdf", "application/octet-stream"])
    .default("application/pdf")
    .describe("Media type of a letter of authorization."),
  magicAppearsAfter: Duration.default("0s").describe(
    "Time until a new CNI appears in /magic/cf_interconnects.",
  ),
  magicEdits: z
    .enum(["shown", "hidden"])
    .default("shown")
    .describe("Whether edits in /magic/cf_interconnects are visible in /cni/cnis."),
  healthCheckDirection: z
    .enum(["unidirectional", "bidirectional"])
    .default("unidirectional")
    .describe(
      "Default direction of a health check. It depends on the product: unidirectional in Magic Transit, bidirectional in Cloudflare WAN.",
    ),
  probeIntervalHigh: ProbeInterval.default("1s").describe(
    "Time between two probes of a health check with rate high, from 1s to 1m. The default is an assumption, because Cloudflare publishes no interval.",
  ),
  probeIntervalMid: ProbeInterval.default("10s").describe(
    "Time between two probes of a health check with rate mid, from 1s to 1m.",
  ),
  probeIntervalLow: ProbeInterval.default("1m").describe(
    "Time between two probes of a health check with rate low, from 1s to 1m.",
  ),
  healthRecovery: z
    .enum(["previous-30-probes", "five-minutes"])
    .default("previous-30-probes")
    .describe(
      "Probes that decide when a degraded tunnel is healthy again: fewer than 0.1 % of the previous 30, or of those in the last five minutes, must have failed.",
    ),
  unhealthyLink: z
    .enum(["loses-some", "loses-none", "loses-all"])
    .default("loses-some")
    .describe(
      "Probes that an Unhealthy link loses: every second one but not its retry, none, or all.",
    ),
  analytics: z
    .enum(["granted", "refused"])
    .default("granted")
    .describe("Whether the token may read tunnel analytics. A refusal has status 200."),
  analyticsDelay: Duration.default("0s").describe(
    "Time until a sample of a tunnel is in the analytics.",
  ),
  tunnelNameInTraffic: z
    .enum(["present", "empty"])
    .default("present")
    .describe("tunnelName in the analytics of traffic; one public report has it empty."),
  comingUp: z
    .enum(["straight", "through-down"])
    .default("straight")
    .describe("How a port comes up: directly, or through Down and Unhealthy."),
  entitlement: z
    .enum(["all", "no-cni", "no-bgp"])
    .default("all")
    .describe("Products that the accounts are entitled to."),
  notEntitled: z
    .enum(["403", "400"])
    .default("403")
    .describe("Status of a request that lacks the entitlement."),
  retryAfter: z
    .enum(["given", "absent"])
    .default("given")
    .describe("Whether a 429 has a Retry-After header."),
  usedPairingKey: z
    .enum(["free", "spent"])
    .default("free")
    .describe("Whether the pairing key of a deleted interconnect can be used again."),
});
export type Behaviour = z.output<typeof Behaviour>;

/** Switches to change. The others keep their values. */
export type BehaviourChanges = z.input<typeof Behaviour>;

/** HTTP statuses by their names in switches. */
export const statuses = {
  "400": 400,
  "403": 403,
  "404": 404,
  "409": 409,
  "415": 415,
  "422": 422,
  "500": 500,
} as const;

/** Converts the duration in a switch to milliseconds. */
export function milliseconds(duration: string): number {
  return parseDuration(duration) ?? 0;
}
