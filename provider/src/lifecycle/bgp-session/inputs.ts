/** Inputs of `CniBgpSession`, the rules for them, and their comparison. */
import { z } from "zod";
import type { BgpSettings, MagicConduit, SessionSettings } from "../../domain/objects";
import { inert, isInert } from "../../domain/outside-text";
import { parsePrefix } from "../../domain/prefix";
import { md5KeyProblem, mtuProblem } from "../../domain/session-rules";
import { BgpMode } from "../../domain/values";
import { accountId } from "../../run/account-id";
import type { Props } from "../../run/property-values";
import { adoptFlag, customerAsn, numberWithRule } from "../fields";
import { interconnectReference } from "../interconnect/reference";

const DEFAULT_MTU = 1500;
const DEFAULT_DESCRIPTION = "Managed by Pulumi";

const conduitNameRule =
  'it must be a non-empty name such as "ewr-1", without leading or trailing spaces, and unique among the tunnels and interconnects of the account';
const printableRule =
  'it must be one line without control or invisible characters, and without text that the engine or a CI runner interprets: "<{%", "%}>", "##[", "##vso[", or "::" before a word at the start';
const prefixRule =
  'it must be an IPv4 prefix such as "0.0.0.0/0" or "100.96.0.0/12". IPv6 is not supported';
const bgpModeRule = 'it must be "dynamic_route_exchange" or "advertise_only"';

const prefix = z.string(prefixRule).superRefine((text, context) => {
  const network = parseNetwork(text);
  if (network === text) return;
  if (network === undefined) {
    context.addIssue({ code: "invalid_type", expected: "string", message: prefixRule });
    return;
  }
  const hasHostBits = network.split("/")[0] !== text.split("/")[0];
  const message = hasHostBits
    ? `it has host bits set. Write the network "${network}"`
    : `it is not in canonical form. Write the network "${network}"`;
  context.addIssue({ code: "custom", message });
});

const md5Key = z.string(md5KeyProblem(undefined)).superRefine((key, context) => {
  const message = md5KeyProblem(key);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});

function sessionMtuProblem(mtu: unknown): string | undefined {
  const problem = mtuProblem(mtu);
  return problem && `${problem} Use 1500 on dataplane v2, or 1476 for GRE over dataplane v1.`;
}

const magic = z.strictObject(
  {
    conduitName: z
      .string(conduitNameRule)
      .refine((name) => name !== "" && name === name.trim(), conduitNameRule)
      .refine((name) => isInert(name) && !/[\n\t]/.test(name), printableRule),
    description: z.string("it must be a string").default(DEFAULT_DESCRIPTION),
    mtu: numberWithRule(sessionMtuProblem).default(DEFAULT_MTU),
  },
  "it must be an object with a conduitName",
);

const bgp = z.strictObject(
  {
    customerAsn,
    extraPrefixes: z.array(prefix, "it must be a list of IPv4 prefixes").default([]),
    md5Key: md5Key.optional(),
  },
  "it must be an object with a customerAsn",
);

export const sessionSchema = z.strictObject({
  accountId,
  interconnect: interconnectReference,
  magic,
  bgp: bgp.optional(),
  bgpMode: z.enum(BgpMode, bgpModeRule).optional(),
  adopt: adoptFlag,
});
export type SessionInputs = z.output<typeof sessionSchema>;

/** Paths of the inputs whose values must never be printed. */
export const SESSION_SECRETS = ["magic", "bgp", "bgp.md5Key"];

/** Fills in defaults, so that preview shows them. */
export function completeSession(props: Props): Props {
  const { magic, bgp } = props;
  return {
    ...props,
    ...(isObject(magic) && {
      magic: { description: DEFAULT_DESCRIPTION, mtu: DEFAULT_MTU, ...magic },
    }),
    ...(isObject(bgp) && { bgp: { extraPrefixes: [], ...bgp } }),
  };
}

export function isSameMagic(one: MagicConduit, other: MagicConduit): boolean {
  return (
    one.conduitName === other.conduitName &&
    // The state contains the description in a form that is safe to display.
    inert(one.description) === inert(other.description) &&
    one.mtu === other.mtu
  );
}

/** Whether two BGP settings are equal. The order and spelling of prefixes do not matter. */
export function isSameBgp(one: BgpSettings | undefined, other: BgpSettings | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    one.customerAsn === other.customerAsn &&
    one.md5Key === other.md5Key &&
    normalizePrefixes(one.extraPrefixes) === normalizePrefixes(other.extraPrefixes)
  );
}

/** Selects the inputs that are settings of the CNI. */
export function toSettings(inputs: SessionInputs): SessionSettings {
  return { magic: inputs.magic, bgp: inputs.bgp, bgpMode: inputs.bgpMode };
}

function normalizePrefixes(prefixes: string[]): string {
  return prefixes
    .map((text) => parseNetwork(text) ?? text)
    .sort()
    .join(" ");
}

/** Returns the network of an IPv4 prefix, or `undefined` for any other text. */
function parseNetwork(text: string): string | undefined {
  const prefix = parsePrefix(text);
  return prefix?.family === "ipv4" ? prefix.network : undefined;
}

function isObject(value: unknown): value is Props {
  return typeof value === "object" && value !== null;
}
