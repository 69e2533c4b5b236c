/** Validates lists of prefixes. */
import { isObject } from "../domain/is-object";
import { parsePrefix } from "../domain/prefix";
import type { AcceptedPrefix } from "./args";
import { BITS } from "./router";
import { checkedElsewhere, checkProperties, describeProblem, type Rule, wholeNumber } from "./rule";

const PREFIX_RULE =
  'it must be a prefix without host bits, such as "203.0.113.0/24" or "2001:db8::/48".';
const ACCEPTED: Record<keyof AcceptedPrefix, Rule> = {
  prefix: checkedElsewhere,
  le: checkedElsewhere,
};

/** Checks a list of prefixes. Only `accept` may contain objects. */
export function prefixProblems(
  list: "announce" | "accept" | "routes",
  prefixes: unknown,
): string[] {
  if (!Array.isArray(prefixes)) {
    const all = list === "accept" ? ', or "all"' : "";
    return [
      `${list} is ${prefixes === undefined ? "required" : "not valid"}: it must be a list of prefixes, or [] for none${all}.`,
    ];
  }
  return prefixes.flatMap((entry: unknown, index) => {
    const path = `${list}[${index}]`;
    return list === "accept" && isObject(entry) && !Array.isArray(entry)
      ? acceptedProblems(path, entry)
      : textProblems(path, entry);
  });
}

function acceptedProblems(path: string, entry: object): string[] {
  const text: unknown = Reflect.get(entry, "prefix");
  const prefix = typeof text === "string" ? parsePrefix(text) : undefined;
  const [least, most] = prefix ? [prefix.length, BITS[prefix.family]] : [0, BITS.ipv6];
  const le = wholeNumber(least, most, `it must be a whole number from ${least} to ${most}.`);
  return [
    ...checkProperties(`${path}.`, entry, "an accepted prefix", { ...ACCEPTED, le }),
    ...textProblems(`${path}.prefix`, text),
  ];
}

function textProblems(path: string, text: unknown): string[] {
  const prefix = typeof text === "string" ? parsePrefix(text) : undefined;
  if (prefix === undefined) return [describeProblem(path, text, PREFIX_RULE)];
  const [network] = prefix.network.split("/");
  if (prefix.address === network) return [];
  return [
    describeProblem(path, text, `it has host bits set. Use the network "${prefix.network}".`),
  ];
}
