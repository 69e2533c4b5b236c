/** What stands between a design and its intent. */

/** `error` breaks the intent or cannot work; `warning` is a risk; `unknown` may be either. */
export type Severity = "error" | "warning" | "unknown";

/** The rules by name; docs/rules.md says what each asks for. */
export const BLOCKER_TYPES = [
  "TOO_FEW_PORTS",
  "TOO_FEW_DEVICES",
  "TOO_FEW_FACILITIES",
  "TOO_FEW_METROS",
  "SAME_CAMPUS",
  "SLOT_OCCUPIED",
  "SLOT_SPEED",
  "FACILITY_NOT_DIVERSE",
  "CAPACITY",
  "ADDRESS_CONFLICT",
  "NOT_POINT_TO_POINT",
  "EQUAL_PREFERENCE",
  "MD5_MISSING",
  "MTU",
  "MSS",
  "DATAPLANE_FEATURE",
  "PREFIX_TOO_LONG",
  "NO_BACKUP",
  "NO_MAINTENANCE_NOTIFICATION",
  "ONE_MAINTENANCE_DOMAIN",
  "AWS_HOSTED",
  "TOO_FAR",
] as const;

/** One of {@link BLOCKER_TYPES}. */
export type BlockerType = (typeof BLOCKER_TYPES)[number];

/** A rule that a design does not meet, with what it is about. */
export interface Blocker {
  type: BlockerType;
  severity: Severity;
  /** What is wrong, followed by what to do. */
  explanation: string;
  /** Cloudflare's page, or ours where Cloudflare has none. */
  documentationUrl: string;
  ports?: readonly string[];
  sessions?: readonly string[];
  facilities?: readonly string[];
  metros?: readonly string[];
  devices?: readonly string[];
}
