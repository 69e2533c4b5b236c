/**
 * Property values that the engine and a dynamic provider exchange. They include unknown values in preview, secrets, and
 * hidden properties with internal data.
 */
import { CniError } from "../domain/errors";
import { inertTexts, isInert } from "../domain/outside-text";

export type Props = Record<string, unknown>;

// Constants of the engine's protocol. They are copied here, because the SDK's module that defines them takes half a
// second to load.
const specialSigKey = "4dabf18193072939515e22adb298388d";
const specialSecretSig = "1b47061264138c4ac30d75fd1eb44270";
const specialResourceSig = "5cf8f73096256a8f31e491e813e4eb8e";
/** Placeholder for a value that preview does not know yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether the value is still unknown in preview. Only `check` and `diff` receive such values. */
export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Whether the value or anything inside it is unknown. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

/** Marks a value as a secret. The mark works at any depth of a result. */
export function secret(value: unknown): Props {
  return { [specialSigKey]: specialSecretSig, value };
}

export function isSecret(value: unknown): value is { value: unknown } {
  return hasSignature(value, specialSecretSig) && "value" in value;
}

/** Whether a value is a reference to a resource. The `id` of a new resource is unknown in preview. */
export function isResourceReference(value: unknown): value is { urn: string; id?: unknown } {
  return hasSignature(value, specialResourceSig) && "urn" in value && typeof value.urn === "string";
}

function hasSignature(value: unknown, signature: string): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    specialSigKey in value &&
    value[specialSigKey] === signature
  );
}

/**
 * Makes text from the API safe to display, because the engine prints it raw in diffs and can panic on it. Secrets and
 * hidden properties stay unchanged, because they are compared, sent or restored but never printed.
 */
export function inertProps(observed: Props): Props {
  return Object.fromEntries(
    Object.entries(observed).map(([key, value]) => [
      key,
      key.startsWith("__") ? value : inertTexts(value, (one) => specialSigKey in one),
    ]),
  );
}

/**
 * Throws if an ID contains control sequences. They cannot be removed, because the provider must send the ID back
 * unchanged.
 */
export function refuseSteering(id: string): void {
  if (isInert(id)) return;
  throw new CniError(
    `The API returned the ID ${JSON.stringify(id)}, which cannot be kept in the state because it contains control sequences. Cloudflare does not use such IDs, so check cloudflare:baseUrl. If an order was accepted, find its port in the dashboard.`,
  );
}

/**
 * Removes `undefined` from a result. Every result must pass through this function, because `undefined` would hang the
 * CLI or lose an object that was just ordered.
 */
export function jsonClean(result: Props): Props {
  return JSON.parse(JSON.stringify(result));
}

/** Returns the properties without the hidden ones, such as `__provider` and `__urn`. */
export function visible(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !key.startsWith("__")));
}

/** Removes null properties, because an output that resolves to `undefined` arrives as null. */
export function withoutNulls(props: Props): Props {
  return Object.fromEntries(
    Object.entries(props).flatMap(([key, value]) => {
      if (value === null) return [];
      const nested = typeof value === "object" && !Array.isArray(value);
      return [[key, nested ? withoutNulls({ ...value }) : value]];
    }),
  );
}

/** Returns the hidden properties, which every result must contain. */
export function hidden(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => key.startsWith("__")));
}
