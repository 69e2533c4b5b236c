/** What a preview plans, in words: one row for each kind of change, with the resources that it concerns. */
import { compareInputs } from "../../../domain/input-diff";
import { isObject } from "../../../domain/is-object";
import { GROUP_TYPE } from "../../../domain/resource-types";
import { counted } from "../../../domain/text";
import { isUnknown, type Props, visible } from "../../../run/property-values";
import {
  type Effect,
  effectOfCreate,
  effectOfDelete,
  effectOfReplace,
  effectOfUpdate,
  type Interruption,
} from "./effects";
import { type PlannedStep, type ResourceName, SECRET } from "./preview";

export interface ChangeRow extends Effect {
  kind: "replace" | "delete" | "create" | "update" | "other";
  resource?: ResourceName;
  /** Names of the resources. */
  names: string[];
  /** Sentence for a number of resources, such as `Order 2 ports at Equinix AM1`. */
  describe(count: number): string;
}

const NOUNS: Record<ResourceName, string> = {
  Interconnect: "port",
  InterconnectReady: "readiness gate",
  CniBgpSession: "session",
  MagicInterconnect: "Magic interconnect",
  CniSettings: "account setting",
};
const KINDS = ["replace", "delete", "update", "create", "other"] as const;
const SEVERITY: readonly Interruption[] = ["certain", "unknown", "possible", "none"];
const MAX_VALUE = 80;
const IGNORED_TYPE = /^pulumi:(?:pulumi:Stack$|providers:)/;
/** Properties that identify the account and not the change. */
const IGNORED_PROPERTIES: ReadonlySet<string> = new Set(["accountId"]);

/** Rows of a plan. What interrupts traffic comes first, and of that what replaces and deletes. */
export function rowsOf(steps: readonly PlannedStep[]): ChangeRow[] {
  const rows: ChangeRow[] = [];
  for (const step of steps) for (const row of rowsOfStep(step)) addRow(rows, row);
  return rows.toSorted(
    (one, other) =>
      SEVERITY.indexOf(one.interruption) - SEVERITY.indexOf(other.interruption) ||
      KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
  );
}

/** Resources to which the same happens share a row. */
function addRow(rows: ChangeRow[], row: ChangeRow): void {
  const same = rows.find(
    (one) =>
      one.kind === row.kind && one.describe(2) === row.describe(2) && one.traffic === row.traffic,
  );
  if (same) same.names.push(...row.names);
  else rows.push(row);
}

/** Whether a step changes anything. */
export function isChange({ op, type }: PlannedStep): boolean {
  return (
    ["create", "import", "update", "delete", "replace"].includes(op) && !IGNORED_TYPE.test(type)
  );
}

function rowsOfStep(step: PlannedStep): ChangeRow[] {
  const { op, name, resource } = step;
  if (!isChange(step)) return [];
  const names = [name];
  if (resource === undefined) {
    // The group's own resources have rows; the group itself is only their parent.
    if (step.type === GROUP_TYPE) return [];
    const verb = `${op.charAt(0).toUpperCase()}${op.slice(1)}`;
    return [
      {
        kind: "other",
        names,
        describe: (count) => `${verb} ${counted(count, "resource")} of other packages`,
        interruption: "none",
        traffic: "not judged",
      },
    ];
  }
  const noun = NOUNS[resource];
  switch (op) {
    case "replace": {
      const reasons = step.replaceReasons.map((reason) => reasonInWords(reason, step));
      const because = reasons.length > 0 ? `: ${reasons.join(", ")}` : "";
      return [
        {
          kind: "replace",
          resource,
          names,
          describe: (count) => `Replace ${counted(count, noun)}${because}`,
          ...effectOfReplace(resource, step),
        },
      ];
    }
    case "delete":
      return [
        {
          kind: "delete",
          resource,
          names,
          describe: (count) => `Delete ${counted(count, noun)}`,
          ...effectOfDelete(resource, step),
        },
      ];
    case "update":
      return updateRows(step, resource);
    default:
      return [
        {
          kind: "create",
          resource,
          names,
          describe: createInWords(step, resource),
          ...effectOfCreate(resource),
        },
      ];
  }
}

function createInWords(
  { op, after }: PlannedStep,
  resource: ResourceName,
): (count: number) => string {
  if (resource === "Interconnect") {
    const verb = op === "import" ? "Import" : after.adopt ? "Adopt" : "Order";
    const place = placeInWords(after);
    return (count) => `${verb} ${counted(count, "port")}${place}`;
  }
  if (resource === "CniSettings") {
    return () => `Set the account's ASN to ${valueInWords(after.defaultAsn)}`;
  }
  if (resource === "InterconnectReady") return (count) => `Wait for ${counted(count, "link")}`;
  if (resource === "MagicInterconnect") {
    return (count) => `Configure ${counted(count, "Magic interconnect")}`;
  }
  return (count) =>
    `${op === "import" ? "Import" : after.adopt ? "Adopt" : "Create"} ${counted(count, NOUNS[resource])}`;
}

/** Place and speed of an order, such as ` at Equinix AM1, 10G`. */
function placeInWords({ slot, slotId, speed, bandwidth, type }: Props): string {
  const wanted = isObject(slot) ? slot : {};
  const at = wanted.facility ?? wanted.site ?? wanted.metro;
  const place =
    at !== undefined
      ? ` at ${valueInWords(at)}`
      : slotId !== undefined
        ? ` on slot ${valueInWords(slotId)}`
        : type === "gcp_partner"
          ? " for Google Cloud"
          : "";
  const rate = wanted.speed ?? speed ?? bandwidth;
  return `${place}${rate === undefined ? "" : `, ${valueInWords(rate)}`}`;
}

/** Why a port is replaced. A slot requirement says which part of it changed. */
function reasonInWords(reason: string, { before, after }: PlannedStep): string {
  const parts = changesOf(before, after).filter(
    ({ path }) => path.startsWith(`${reason}.`) && !path.includes("avoidDevices"),
  );
  if (parts.length === 0) return `${reason} changes`;
  return parts.map(changeInWords).join(", ");
}

function updateRows(step: PlannedStep, resource: ResourceName): ChangeRow[] {
  const noun = NOUNS[resource];
  const changes = changesOf(step.before, step.after);
  // Two secrets look the same; the plugin's list of paths tells whether they differ.
  const hidden = (step.paths ?? []).filter(
    (path) => /key$/i.test(path) && !changes.some((change) => change.path === path),
  );
  const visible = [...changes, ...hidden.map((path) => ({ path, before: SECRET, after: SECRET }))];
  const rows = visible.map((change): ChangeRow => {
    const words = changeInWords(change);
    return {
      kind: "update",
      resource,
      names: [step.name],
      describe: (count) => `${words} on ${counted(count, noun)}`,
      ...effectOfUpdate(resource, change.path),
    };
  });
  if (resource === "CniBgpSession" && step.paths === undefined && hasKey(step)) {
    rows.push({
      kind: "update",
      resource,
      names: [step.name],
      describe: (count) =>
        `MD5 key on ${counted(count, noun)}: the preview hides whether it changes`,
      interruption: "unknown",
      traffic: "unknown until up: BGP resets if the key changes",
    });
  }
  if (rows.length > 0) return rows;
  const isWaiting = resource === "Interconnect" || resource === "InterconnectReady";
  return [
    {
      kind: "update",
      resource,
      names: [step.name],
      describe: (count) =>
        isWaiting
          ? `Wait for ${counted(count, "link")} again`
          : `Update ${counted(count, noun)}: the preview shows no values that differ`,
      ...(isWaiting
        ? effectOfUpdate(resource, "")
        : { interruption: "unknown", traffic: "unknown until up" }),
    },
  ];
}

/** Whether both the old and the new session have a key. */
function hasKey({ before, after }: PlannedStep): boolean {
  const [old, now] = [before.bgp, after.bgp];
  return isObject(old) && isObject(now) && old.md5Key === SECRET && now.md5Key === SECRET;
}

export interface InputChange {
  path: string;
  before: unknown;
  after: unknown;
}

/** Inputs that differ, with lists as one value. */
export function changesOf(before: Props, after: Props): InputChange[] {
  const [old, now] = [visible(before), visible(after)];
  const paths = [...compareInputs(old, now, []).keys()].map((path) => path.replace(/\[.*/, ""));
  return [...new Set(paths)]
    .filter((path) => !IGNORED_PROPERTIES.has(path))
    .map((path) => ({ path, before: valueAt(old, path), after: valueAt(now, path) }));
}

function valueAt(props: Props, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), props);
}

const NAMES = new Map([
  ["magic.mtu", "MTU"],
  ["mtu", "MTU"],
  ["magic.description", "description"],
  ["magic.conduitName", "conduit name"],
  ["bgp", "BGP"],
  ["bgp.customerAsn", "customer's ASN"],
  ["bgp.md5Key", "MD5 key"],
  ["md5Key", "MD5 key of the session"],
  ["bgp.extraPrefixes", "extra prefixes"],
  ["defaultAsn", "account's ASN"],
]);

function changeInWords({ path, before, after }: InputChange): string {
  const name = NAMES.get(path) ?? path;
  if (before === SECRET && after === SECRET) return `${name} changes`;
  return `${name} ${valueInWords(before)} → ${valueInWords(after)}`;
}

/** A value on one line. What a preview does not know yet says so. */
export function valueInWords(value: unknown, longest = MAX_VALUE): string {
  if (value === undefined || value === null) return "not set";
  if (isUnknown(value)) return "unknown until up";
  const text = typeof value === "string" ? value : JSON.stringify(value, unknownInWords);
  if (text === "" || text === "[]") return "none";
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function unknownInWords(_key: string, value: unknown): unknown {
  return isUnknown(value) ? "unknown until up" : value;
}
