/** Options of `design`, and how each of them is read. */
import { InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { findNamedPlace, type NamedPlace } from "../../../domain/named-place";
import { parsePrefix } from "../../../domain/prefix";
import { gigabitsOf } from "../../../domain/speed";
import { MaintenanceAlert } from "../../../domain/values";
import { requirementFields, requirementOptions } from "../../design-options";
import { LANGUAGES } from "../../generated/languages";

const WITHIN = 1_000;
const MAX_PORTS = 12;
const LANGUAGE_NAMES = ["typescript", "yaml", "python"] as const;

export function designCommandOptions(): Option[] {
  return [
    ...requirementOptions(),
    new Option(
      "--near <place>",
      "City, metro or airport code, or coordinates such as 52.37,4.90; repeatable",
    ).argParser(place),
    new Option("--within <km>", "Longest distance to the nearest of these places")
      .argParser(wholeNumber)
      .default(WITHIN),
    new Option("--facilities <names>", "Only these facilities, separated by commas").argParser(
      names,
    ),
    new Option("--speed <speed>", "Speed of every port").choices(["1G", "10G", "100G"]),
    new Option(
      "--customer-routers <names>",
      "Your routers, separated by commas, or their number",
    ).argParser(routers),
    new Option("--customer-asn <asn>", "Your ASN, for sessions with BGP").argParser(wholeNumber),
    new Option("--prefix <prefix>", "Prefix that the sessions reach; repeatable").argParser(prefix),
    new Option("--max-ports <number>", "Maximum number of ports")
      .argParser(wholeNumber)
      .default(MAX_PORTS),
    new Option("--candidates <number>", "Number of designs to list")
      .argParser(wholeNumber)
      .default(5),
    new Option("--name <name>", "Name of the group and the project").default("transit"),
    new Option("--out <folder>", "Folder for the program of one design"),
    new Option(
      "--choose <number>",
      "Design to write, by its number in the list (default: 1)",
    ).argParser(wholeNumber),
    new Option("--language <language>", "Language of the program")
      .choices(LANGUAGE_NAMES)
      .default("typescript"),
    new Option("--force", "Replace an existing program"),
  ];
}

export const designSchema = z.object({
  ...requirementFields,
  near: z.array(z.custom<NamedPlace>()).default([]),
  within: z.number(),
  facilities: z.array(z.string()).default([]),
  speed: z.string().transform(gigabitsOf).optional(),
  customerRouters: z.array(z.string()).default([]),
  customerAsn: z.number().optional(),
  prefix: z.array(z.string()).default([]),
  maxPorts: z.number().min(1, "must be at least 1"),
  candidates: z.number().min(1, "must be at least 1"),
  name: z
    .string()
    .regex(
      /^[A-Za-z][\w.-]*$/,
      "must begin with a letter, and consist of letters, digits, -, _ and .",
    ),
  out: z.string().optional(),
  choose: z.number().min(1, "must be at least 1").optional(),
  language: z.enum(LANGUAGE_NAMES).transform((name) => LANGUAGES[name]),
  force: z.boolean().default(false),
});

export type DesignCommandOptions = z.output<typeof designSchema>;

/** Both alert types, which dataplane v2 needs. */
export const BOTH_ALERTS = [
  { alertType: MaintenanceAlert.Cni },
  { alertType: MaintenanceAlert.Pop },
];

export function place(text: string, before: readonly NamedPlace[] = []): NamedPlace[] {
  const found = findNamedPlace(text);
  if (typeof found === "string") throw new InvalidArgumentError(found);
  return [...before, found];
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function names(text: string): string[] {
  const found = text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  if (found.length > 0) return found;
  throw new InvalidArgumentError("It must be names separated by commas.");
}

/** Reads names, or a number, which stands for `edge-1`, `edge-2` and so on. */
export function routers(text: string): string[] {
  if (!/^\d+$/.test(text.trim())) return [...new Set(names(text))];
  const count = Number(text);
  if (count < 1 || count > 100) throw new InvalidArgumentError("It must be 1 to 100 routers.");
  return Array.from({ length: count }, (_, at) => `edge-${at + 1}`);
}

function prefix(text: string, before: readonly string[] = []): string[] {
  if (parsePrefix(text) === undefined || !text.includes("/")) {
    throw new InvalidArgumentError("It must be a prefix such as 203.0.113.0/24.");
  }
  return [...before, text];
}
