/**
 * Handles secrets in the plugin's protocol. A plugin with components receives secrets as marked values, but the
 * lifecycle works on plain values. This module unwraps secrets before each operation and marks them again afterwards.
 * The engine does the same for a dynamic provider.
 */
import { isObject } from "../domain/is-object";
import { isSecret, isUnknown, type Props, secret } from "../run/property-values";

/** Inputs that are always secrets, even if a program passes them as plain strings. */
const ALWAYS_SECRET: ReadonlySet<string> = new Set(["md5Key", "pairingKey"]);

/** Returns a value without secret marks. */
export function unwrap(value: unknown): unknown {
  if (isSecret(value)) return unwrap(value.value);
  if (Array.isArray(value)) return value.map(unwrap);
  return isObject(value) ? unwrapProps(value) : value;
}

export function unwrapProps(props: Props): Props {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, unwrap(value)]));
}

/** Marks the values in `result` that are secrets in `given`. If a list contains a secret, marks the whole list. */
export function sealAs(given: Props, result: Props): Props {
  return Object.fromEntries(
    Object.entries(result).map(([key, value]) => {
      const before = given[key];
      if (isSecret(value)) return [key, value];
      if (isObject(value) && isObject(before) && !isSecret(before)) {
        return [key, sealAs(before, value)];
      }
      return [key, containsSecret(before) ? secret(unwrap(value)) : value];
    }),
  );
}

/** Marks keys as secrets that a program passed as plain strings. */
export function sealKeys(inputs: Props): Props {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => {
      if (ALWAYS_SECRET.has(key) && typeof value === "string" && !isUnknown(value)) {
        return [key, secret(value)];
      }
      return [key, isObject(value) && !isSecret(value) ? sealKeys(value) : value];
    }),
  );
}

function containsSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(containsSecret);
}
