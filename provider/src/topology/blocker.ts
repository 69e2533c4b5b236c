/** Findings on a design. */

/**
 * Severity of a finding. `error`: the design does not achieve its intent or cannot work. `warning`: there is a risk.
 * `unknown`: the result of the rule depends on unknown values.
 */
export type Severity = "error" | "warning" | "unknown";

/** Names of the rules. docs/rules.md describes each rule. */
export const BLOCKER_TYPES = [
  "TOO_FEW_PORTS",
  "TOO_FEW_DEVICES",
  "TOO_FEW_FACILITIES",
  "TOO_FEW_METROS",
  "SAME_CAMPUS",
  "SLOT_OCCUPIED",
  "SLOT_SPEED",
  "FACILITY_NOT_DIVERSE",
  "LOCATION_DISAGREES",
  "CUSTOMER_SIDE_UNKNOWN",
  "ONE_CUSTOMER_ROUTER",
  "ONE_CUSTOMER_SITE",
  "ONE_CUSTOMER_POWER",
  "ONE_DUCT",
  "CAPACITY",
  "OUTAGE_TOO_LONG",
  "AVAILABILITY",
  "NO_HEALTH_CHECK",
  "HEALTH_CHECK_MISMATCH",
  "ADDRESS_CONFLICT",
  "NOT_POINT_TO_POINT",
  "EQUAL_PREFERENCE",
  "ASYMMETRIC_PATH",
  "BGP_PRIORITY",
  "MD5_MISSING",
  "MTU",
  "MSS",
  "DATAPLANE_FEATURE",
  "USE_CASE",
  "PREFIX_TOO_LONG",
  "NO_BACKUP",
  "NO_MAINTENANCE_NOTIFICATION",
  "ONE_MAINTENANCE_DOMAIN",
  "UNCOORDINATED_MAINTENANCE",
  "AWS_HOSTED",
  "TOO_FAR",
] as const;

/** Name of a rule, one of {@link BLOCKER_TYPES}. */
export type BlockerType = (typeof BLOCKER_TYPES)[number];

/** Finding: a rule that the design breaks, and the objects that break it. */
export interface Blocker {
  type: BlockerType;
  severity: Severity;
  /** Description of the problem, followed by advice. */
  explanation: string;
  /** Page of Cloudflare's documentation on which the rule is based. */
  documentationUrl: string;
  ports?: readonly string[];
  sessions?: readonly string[];
  facilities?: readonly string[];
  metros?: readonly string[];
  devices?: readonly string[];
}
