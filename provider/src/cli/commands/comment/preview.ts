/** Output of `pulumi preview --json`, without its secrets. */
import { z } from "zod";
import { KnownSecrets, keysIn } from "../../../api/redact";
import { isObject } from "../../../domain/is-object";
import { dynamicType, pluginType } from "../../../domain/resource-types";
import type { Props } from "../../../run/property-values";

export const SECRET = "[secret]";

const RESOURCES = [
  "Interconnect",
  "InterconnectReady",
  "CniBgpSession",
  "MagicInterconnect",
  "CniSettings",
] as const;
/** Resource of this package. */
export type ResourceName = (typeof RESOURCES)[number];

export interface PlannedStep {
  op: string;
  name: string;
  type: string;
  /** `undefined` for a resource of another package. */
  resource?: ResourceName;
  /** Inputs before and after. */
  before: Props;
  after: Props;
  /** Outputs before. */
  outputs: Props;
  replaceReasons: readonly string[];
  /** Paths that differ, including those whose values are both secret. Absent if the engine lists none. */
  paths?: readonly string[];
}

export interface Plan {
  /** Name of the stack, if the output names any resource. */
  stack?: string;
  steps: readonly PlannedStep[];
  errors: readonly string[];
  warnings: readonly string[];
}

const state = z.looseObject({
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});
const document = z.looseObject({
  steps: z
    .array(
      z.looseObject({
        op: z.string(),
        urn: z.string(),
        oldState: state.nullish(),
        newState: state.nullish(),
        replaceReasons: z.array(z.string()).nullish(),
        detailedDiff: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
  diagnostics: z
    .array(z.looseObject({ message: z.string().default(""), severity: z.string().default("") }))
    .nullish(),
});

const NO_RESULT =
  "The preview printed no result, because it was interrupted or failed before it began. Its log says why.";

/** Reads a preview. One that was cut off is a plan with an error, because its comment must say so. */
export function readPreview(text: string): Plan {
  const parsed = document.safeParse(parseJson(text));
  if (!parsed.success) return { steps: [], errors: [NO_RESULT], warnings: [] };
  const { steps, diagnostics } = parsed.data;
  const hide = secretsHidden(parsed.data);
  const messagesOf = (test: (severity: string) => boolean) =>
    (diagnostics ?? [])
      .filter(({ severity }) => test(severity))
      .map(({ message }) => hide.text(message.replace(/^\s*(?:error|warning): /, "")).trim())
      .filter(Boolean);
  return {
    stack: /^urn:pulumi:([^:]+)::/.exec(steps?.[0]?.urn ?? "")?.[1],
    steps: (steps ?? []).map((step) => {
      const { type, name } = parseUrn(step.urn);
      return {
        op: step.op,
        name: hide.text(name),
        type,
        resource: RESOURCES.find((one) => type === dynamicType(one) || type === pluginType(one)),
        before: hide.props(step.oldState?.inputs ?? {}),
        after: hide.props(step.newState?.inputs ?? {}),
        outputs: hide.props(step.oldState?.outputs ?? {}),
        replaceReasons: step.replaceReasons ?? [],
        ...(step.detailedDiff ? { paths: Object.keys(step.detailedDiff) } : {}),
      };
    }),
    errors: messagesOf((severity) => severity === "error"),
    warnings: messagesOf((severity) => severity === "warning"),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseUrn(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}

/**
 * Hides keys: by the name of their property, and wherever their text occurs. The engine hides only what the program
 * marked as a secret.
 */
function secretsHidden(whole: unknown) {
  const known = new KnownSecrets();
  known.add(allKeysIn(whole).filter((key) => key !== SECRET));
  const value = (name: string, one: unknown): unknown => {
    if (/key|secret|token|password/i.test(name) && one !== null && one !== undefined) return SECRET;
    if (typeof one === "string") return known.redact(one);
    if (Array.isArray(one)) return one.map((each) => value("", each));
    return isObject(one) ? props(one) : one;
  };
  const props = (all: Props): Props =>
    Object.fromEntries(Object.entries(all).map(([name, one]) => [name, value(name, one)]));
  return { text: known.redact, props };
}

/** Keys at any depth, also in lists. */
function allKeysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(allKeysIn);
  return isObject(value) ? [...keysIn(value), ...Object.values(value).flatMap(allKeysIn)] : [];
}
