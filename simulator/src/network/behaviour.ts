import { z } from "zod";
import { parseDuration } from "../duration";

/** Duration such as `30s`. It stays a string, so that it is shown as it was set. */
const Duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, "is not a duration such as 30s or 10m");

/**
 * Switches for open questions about the real API. Each one selects how the simulator behaves, so that a
 * client can be tested with every possibility.
 */
export const Behaviour = z.strictObject({
  errorBody: z
    .enum(["envelope", "json", "text", "empty"])
    .default("envelope")
    .describe("Body of the CNI service's own errors."),
  malformedJson: z
    .enum(["400", "415", "422"])
    .default("400")
    .describe("Status of a body that is not JSON."),
  interconnectNames: z
    .enum(["plain", "escaped"])
    .default("plain")
    .describe("Names as they are, or with characters that a path must escape."),
  cniInterconnect: z
    .enum(["name", "virtual_port_reservation_id"])
    .default("name")
    .describe("What a CNI calls its interconnect in answers; either is understood in a request."),
  speedSpelling: z
    .enum(["10G", "10 Gbps", "10000"])
    .default("10G")
    .describe("How slots and direct interconnects spell a speed."),
  otherSpeed: z
    .enum(["refused", "ignored"])
    .default("refused")
    .describe("Whether an order may ask for another speed than its slot's."),
  takenSlot: z
    .enum(["400", "403", "409", "500"])
    .default("400")
    .describe("Status of an order for a slot that is taken."),
  unknownSlot: z
    .enum(["400", "404"])
    .default("400")
    .describe("Status of an order for a slot that does not exist."),
  occupationLag: Duration.default("0s").describe(
    "How long the list of slots shows the occupation of before.",
  ),
  foreignSlots: z
    .enum(["shown", "hidden"])
    .default("shown")
    .describe("Whether slots that other customers have taken are listed."),
  otherAccount: z
    .enum(["refused", "ignored"])
    .default("refused")
    .describe("A body that names another account than the path."),
  visibleAfter: Duration.default("0s").describe(
    "How long a new object is not found (eventual consistency).",
  ),
  deletedAfter: Duration.default("0s").describe("How long a deleted object is still there."),
  deletion: z
    .enum(["empty", "object", "204"])
    .default("empty")
    .describe("What a deletion answers: 200 without or with a body, or 204."),
  secondDeletion: z
    .enum(["404", "200"])
    .default("404")
    .describe("What the second deletion of an object answers."),
  deletionWithCnis: z
    .enum(["refused", "cascades", "orphans"])
    .default("refused")
    .describe("Deletion of a port that still carries CNIs."),
  deletionWithRoutes: z
    .enum(["orphans", "refused", "cascades"])
    .default("orphans")
    .describe("Deletion of a CNI that static routes lead over."),
  changedMagic: z
    .enum(["changed", "refused", "ignored"])
    .default("changed")
    .describe("A changed conduit_name or mtu in the PUT of a CNI."),
  fixedFields: z
    .enum(["refused", "ignored", "changed"])
    .default("refused")
    .describe("A changed id, account, interconnect, p2p_ip or cust_ip in the PUT of a CNI."),
  absentBgp: z
    .enum(["removes", "keeps"])
    .default("removes")
    .describe("A PUT of a CNI without bgp."),
  nullBgp: z
    .enum(["refused", "removes"])
    .default("refused")
    .describe("A PUT of a CNI with null for its bgp."),
  initialBgpMode: z
    .enum(["absent", "dynamic_route_exchange", "advertise_only"])
    .default("absent")
    .describe("bgp_mode of a CNI that has BGP and was never told."),
  bgpModeWithoutBgp: z
    .enum(["allowed", "refused"])
    .default("allowed")
    .describe("bgp_mode on a CNI without bgp."),
  md5Key: z.enum(["echoed", "null", "absent"]).default("echoed").describe("md5_key in answers."),
  initialAsn: z
    .enum(["13335", "0", "404"])
    .default("13335")
    .describe("Settings before anybody has set them."),
  nullAsn: z
    .enum(["keeps", "resets"])
    .default("keeps")
    .describe("A default_asn of null, or none at all."),
  asnRange: z
    .enum(["any", "documented"])
    .default("any")
    .describe("Which default_asn is accepted: any of 32 bits, or 13335 and 64512 to 65534."),
  pageSize: z
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .describe("Items on a page when no limit is given."),
  largestPage: z
    .int()
    .min(1)
    .max(1000)
    .default(1000)
    .describe("Items on a page at most, whatever limit is given."),
  lastNext: z.enum(["null", "absent"]).default("null").describe("next on the last page."),
  gcpLetter: z
    .enum(["400", "404", "pdf"])
    .default("400")
    .describe("The letter of a gcp_partner interconnect."),
  letterType: z
    .enum(["application/pdf", "application/octet-stream"])
    .default("application/pdf")
    .describe("Media type of a letter."),
  magicAppearsAfter: Duration.default("0s").describe(
    "How long a new CNI is missing from /magic/cf_interconnects.",
  ),
  magicEdits: z
    .enum(["shown", "hidden"])
    .default("shown")
    .describe("Whether an edit in /magic/cf_interconnects shows in /cni/cnis."),
  comingUp: z
    .enum(["straight", "through-down"])
    .default("straight")
    .describe("How a port comes up: at once, or by way of Down and Unhealthy."),
  entitlement: z
    .enum(["all", "no-cni", "no-bgp"])
    .default("all")
    .describe("Which products the accounts are entitled to."),
  notEntitled: z
    .enum(["403", "400"])
    .default("403")
    .describe("Status of a request without entitlement."),
  retryAfter: z
    .enum(["given", "absent"])
    .default("given")
    .describe("Whether a 429 says how long to wait."),
  usedPairingKey: z
    .enum(["free", "spent"])
    .default("free")
    .describe("The pairing key of a deleted interconnect."),
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
