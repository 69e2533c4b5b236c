import { z } from "zod";
import { Behaviour } from "../network/behaviour";

const Property = z.object({
  default: z.union([z.string(), z.number()]),
  enum: z.array(z.string()).optional(),
  description: z.string().optional(),
});

/** Behaviour switch as the page shows it. */
export interface Switch {
  readonly name: string;
  readonly label: string;
  /** Allowed values, the default first; absent for a duration or a number. */
  readonly options?: readonly string[] | undefined;
  readonly default: string | number;
  readonly description?: string | undefined;
}

const abbreviations = /\b(asn|bgp|cni|gcp|json|md5)/gi;

/** Converts a name to a label: `deletionWithCnis` becomes "Deletion with CNIs". */
function inWords(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return sentence.replace(abbreviations, (word) => word.toUpperCase());
}

/** Returns all switches, in the order of the schema. */
export function listSwitches(): Switch[] {
  const { properties = {} } = z.toJSONSchema(Behaviour, { io: "input" });
  return Object.entries(properties).map(([name, property]) => {
    const { enum: values, ...rest } = Property.parse(property);
    const options = values && [...new Set([String(rest.default), ...values])];
    return { name, label: inWords(name), options, ...rest };
  });
}
