/**
 * How property values look on the way between the engine and a dynamic provider: unknown values of
 * a preview, secrets, and the hidden properties that carry our own notes.
 */
import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { CniError } from "../domain/errors";
import { inertTexts, isInert } from "../domain/outside-text";

export type Props = Record<string, unknown>;

/** A value that a preview cannot know yet; only `check` and `diff` ever see one. */
export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Whether the value or anything inside it is unknown. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

/** Marks a value as secret for the engine, at any depth of a result. */
export function secret(value: unknown): Props {
  return { [specialSigKey]: specialSecretSig, value };
}

/**
 * Makes observed text inert: the engine prints it raw in diffs, and panics on some. Secrets and hidden
 * properties stay exact, because they are compared, sent or restored, and never printed.
 */
export function inertProps(observed: Props): Props {
  return Object.fromEntries(
    Object.entries(observed).map(([key, value]) => [
      key,
      key.startsWith("__") ? value : inertTexts(value, (one) => specialSigKey in one),
    ]),
  );
}

/** Throws if an id would steer whoever shows it: it is sent as it came, so no other spelling is possible. */
export function refuseSteering(id: string): void {
  if (isInert(id)) return;
  throw new CniError(
    `The API answered with the id ${JSON.stringify(id)}, which would steer the terminal or the Pulumi engine, so it cannot be kept in the state. Check cloudflare:baseUrl: Cloudflare has no such ids. If an order was accepted, find its port in the dashboard.`,
  );
}

/**
 * Makes a result safe to hand over. An `undefined` anywhere in it would hang the CLI or lose the
 * object that was just ordered, so results leave through here and nowhere else.
 */
export function jsonClean(result: Props): Props {
  return JSON.parse(JSON.stringify(result));
}

/** The properties a program declared, without the hidden ones (`__provider`, `__urn`, ...). */
export function visible(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !key.startsWith("__")));
}

/** Null is how an output that resolved to nothing arrives: the property was left out. */
export function withoutNulls(props: Props): Props {
  return Object.fromEntries(
    Object.entries(props).flatMap(([key, value]) => {
      if (value === null) return [];
      const nested = typeof value === "object" && !Array.isArray(value);
      return [[key, nested ? withoutNulls({ ...value }) : value]];
    }),
  );
}

/** The hidden properties that must go with every result. */
export function hidden(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => key.startsWith("__")));
}
