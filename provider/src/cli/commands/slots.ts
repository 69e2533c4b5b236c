import { type Command, Option } from "commander";
import { z } from "zod";
import { groupBy } from "../../domain/group-by";
import { counted } from "../../domain/text";
import { placesWithoutSlots } from "../../domain/unknown-places";
import type { GetSlotResult } from "../../queries/slots";
import { slots } from "../../queries/slots";
import { createCommand } from "../command";
import { EXIT } from "../exit-codes";
import { type Group, type Output, plain } from "../output";
import type { Column } from "../table";

const schema = z.object({
  site: z.string().optional(),
  facility: z.string().optional(),
  metro: z.string().optional(),
  speed: z.string().optional(),
  address: z.string().optional(),
  free: z.boolean().default(false),
  taken: z.boolean().default(false),
});

export function slotsCommand(): Command {
  return createCommand({
    usage: "slots",
    summary: "List interconnect slots",
    options: [
      new Option("--site <name>", "Cloudflare site, such as ewr-a"),
      new Option("--facility <name>", "Facility, or part of its name"),
      new Option("--metro <letters>", "Metro, three letters such as EWR"),
      new Option("--speed <speed>", "Slot speed").choices(["1G", "10G", "100G"]),
      new Option("--address <text>", "Part of the address"),
      new Option("--free", "Only free slots").conflicts("taken"),
      new Option("--taken", "Only occupied slots"),
    ],
    schema,
    async run({ address, free, taken, ...filter }, { connect, output }) {
      const occupied = free || taken ? taken : undefined;
      const query = slots(omitUndefined({ ...filter, addressContains: address, occupied }));
      const { api } = await connect();
      const { slots: found } = await query.ask(api);
      if (output.json) {
        output.data(found);
        return EXIT.ok;
      }
      if (found.length === 0) {
        const { slots: all } = await slots({}).ask(api);
        const unknown = placesWithoutSlots(filter, all, "--");
        const rest = all.filter((one) => occupied === undefined || one.occupied === occupied);
        const none = `No slot matches. ${describeMetros(metrosOf(rest))}`;
        for (const sentence of unknown.length > 0 ? unknown : [none]) output.note(plain(sentence));
        return EXIT.ok;
      }
      printSlots(output, found);
      output.note(countSlots(found));
      return EXIT.ok;
    },
  });
}

/** Prints one table to a pipe. On a terminal, groups the slots by facility, which needs less width. */
function printSlots(output: Output, found: readonly GetSlotResult[]): void {
  const slot: Column<GetSlotResult> = { title: "SLOT", cell: ({ id }) => plain(id), isKey: true };
  const place: Column<GetSlotResult>[] = [
    { title: "METRO", cell: ({ metro }) => metro ?? "?" },
    { title: "FACILITY", cell: ({ facility }) => plain(facility.name) },
  ];
  const rest: Column<GetSlotResult>[] = [
    { title: "SITE", cell: ({ site }) => plain(site) },
    { title: "DEVICE", cell: ({ device }) => plain(device ?? "?") },
    { title: "SPEED", cell: ({ speed }) => plain(speed) },
    {
      title: "STATE",
      cell: ({ occupied }) =>
        occupied ? output.paint("dim", "occupied") : output.paint("green", "free"),
    },
  ];
  if (!output.isTerminal) output.table([slot, ...place, ...rest], found);
  else output.groupedTable([slot, ...rest], groupByFacility(found));
}

function groupByFacility(found: readonly GetSlotResult[]): Group<GetSlotResult>[] {
  const groups = groupBy(
    found,
    ({ facility, metro, site }) => `${facility.name} (${metro ?? site})`,
  );
  return [...groups].map(([place, rows]) => ({ heading: `${place}: ${countSlots(rows)}`, rows }));
}

function countSlots(found: readonly GetSlotResult[]): string {
  const free = found.filter(({ occupied }) => !occupied).length;
  return `${counted(found.length, "slot")}, ${free} free`;
}

function metrosOf(found: readonly GetSlotResult[]): string[] {
  return [...new Set(found.map(({ metro, site }) => metro ?? site))].toSorted();
}

function describeMetros(metros: readonly string[]): string {
  return metros.length > 0
    ? `Slots exist in ${metros.join(", ")}.`
    : "There are none in other places either.";
}

function omitUndefined(filter: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
