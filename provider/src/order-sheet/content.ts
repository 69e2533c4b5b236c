/** Text of an order sheet, for every format. */

import { FACTS, type Fact } from "../domain/facts";
import { formatGbps } from "../domain/speed";
import { listed } from "../domain/text";
import type { Tone } from "../pictures/tone";
import type { CrossConnect, OrderSheet } from "./sheet";

/** Something to fill in by hand. */
export const BLANK = Symbol("blank");

export type Part = string | typeof BLANK | { code: string };

/** Joins the parts of a line with spaces, except before punctuation. */
export function joinParts(line: readonly Part[], render: (part: Part) => string): string {
  const isPunctuation = (part: Part) => typeof part === "string" && /^[,.]/.test(part);
  return line
    .map((part, at) => `${at === 0 || isPunctuation(part) ? "" : " "}${render(part)}`)
    .join("");
}

export interface Field {
  title: string;
  value: readonly Part[];
}

/** Field with a figure that Cloudflare publishes. */
export interface Figure extends Field {
  /** Number of the source. */
  source: number;
}

export interface Source {
  number: number;
  url: string;
  asOf: string;
}

export interface Notice {
  tone: Tone;
  text: readonly Part[];
}

/** Who orders the cross-connects, for what, and when the sheet was written. */
export interface SheetDetails {
  /** Party that orders them, to which the LOA is issued. */
  party?: string;
  /** Date of the sheet, `YYYY-MM-DD`. */
  date: string;
}

const { fibre, connector, opticsReach, crossConnectDays, provisioningDays, leastLight } = FACTS;

const FIGURES: readonly { title: string; text: string; fact: Fact<unknown> }[] = [
  { title: "Fibre", text: fibre.value, fact: fibre },
  {
    title: "Connector",
    text: `${connector.value} is usual; compare with the LOA`,
    fact: connector,
  },
  {
    title: "Length",
    text: `at most ${opticsReach.value} km between the optics`,
    fact: opticsReach,
  },
  {
    title: "Cross-connect",
    text: `${days(crossConnectDays.value)}, or more`,
    fact: crossConnectDays,
  },
  {
    title: "Until traffic",
    text: `${days(provisioningDays.value)} from the order of the port`,
    fact: provisioningDays,
  },
  {
    title: "Light",
    text: `at Cloudflare's end ${leastLight.value} dBm or more`,
    fact: leastLight,
  },
];

function days({ least, most }: { least: number; most: number }): string {
  return `${least} to ${most} days`;
}

/** Pages that the figures come from. */
export const SOURCES: readonly Source[] = FIGURES.map(({ fact }) => fact)
  .filter((fact, at, all) => all.findIndex((other) => isSameSource(fact, other)) === at)
  .map(({ source, asOf }, at) => ({ number: at + 1, url: source, asOf }));

function isSameSource(one: Fact<unknown>, other: Fact<unknown>): boolean {
  return one.source === other.source && one.asOf === other.asOf;
}

/** Figures that every cross-connect has in common. */
export function figures(): Figure[] {
  return FIGURES.map(({ title, text, fact }) => ({
    title,
    value: [text],
    source: SOURCES.find(({ url, asOf }) => url === fact.source && asOf === fact.asOf)?.number ?? 0,
  }));
}

export function contacts({ party }: SheetDetails): Field[] {
  return [
    { title: "Ordered by", value: [party ?? BLANK] },
    { title: "Contact on site", value: [BLANK] },
    { title: "Facility's order desk", value: [BLANK] },
    { title: "Cloudflare's account team", value: [BLANK] },
  ];
}

/** Line under the title. */
export function subtitle({ address, metro, crossConnects }: OrderSheet, date: string): string {
  const count = crossConnects.length === 1 ? "1 port" : `${crossConnects.length} ports`;
  return [...address, metro && `metro ${metro}`, count, date].filter(Boolean).join(" · ");
}

export function titleOf({ facility }: OrderSheet): string {
  return facility ?? "Unknown facility";
}

/** What must be known before somebody orders. */
export function notices(one: CrossConnect): Notice[] {
  const { interconnect, isGone, state, letter, distanceKm, customer, partners } = one;
  if (isGone) {
    const text = `Cloudflare no longer has ${interconnect}. Do not order this cross-connect.`;
    return [{ tone: "bad", text: [text] }];
  }
  const found: Notice[] = [];
  if (interconnect === undefined) {
    const text = ["The port is not ordered yet, so it has no LOA. Run", { code: "pulumi up" }, "."];
    found.push({ tone: "waiting", text });
  }
  if (state === "Healthy") {
    const text = "The link is Healthy, so this cross-connect exists already.";
    found.push({ tone: "good", text: [text] });
  }
  if (letter !== undefined && "problem" in letter) {
    const text: Part[] = [
      `No LOA yet: ${letter.problem.replace(/\.$/, "")}. Later:`,
      command("loa", interconnect),
    ];
    found.push({ tone: "poor", text });
  }
  if (distanceKm !== undefined && distanceKm > opticsReach.value) {
    const text = `The design declares ${distanceKm} km of fibre, more than ${opticsReach.value} km. Put equipment in between.`;
    found.push({ tone: "bad", text: [text] });
  }
  const sharing = partners.filter(
    ({ isNear, duct }) => isNear && duct !== undefined && duct === customer.duct,
  );
  if (sharing.length > 0) {
    const names = listed(sharing.map(({ port }) => port));
    const text = `The design declares duct ${customer.duct} for ${names} too. Choose another duct.`;
    found.push({ tone: "poor", text: [text] });
  }
  return found;
}

/** The end of the customer, who orders. */
export function endA({ customer }: CrossConnect): Field[] {
  const { cage, panel, panelPort, router, port } = customer;
  return [
    { title: "Cage, rack", value: [cage ?? BLANK] },
    { title: "Panel", value: [panel ?? BLANK, ", port", panelPort ?? BLANK] },
    { title: "Router", value: [router ?? BLANK] },
    { title: "Router port", value: [port ?? BLANK] },
  ];
}

/** Cloudflare's end. Cloudflare's responsibility ends at the port that the LOA names, which the API does not tell. */
export function endZ({ device, site }: CrossConnect): Field[] {
  return [
    { title: "Panel in LOA", value: [BLANK] },
    { title: "Port in LOA", value: [BLANK] },
    { title: "Device", value: [device ?? BLANK] },
    { title: "Site", value: [site ?? BLANK] },
  ];
}

/** Rate, optics and fibre. */
export function requirements({
  speed,
  optics,
  dataplane,
  distanceKm,
  customer,
}: CrossConnect): Field[] {
  const rate: Part = speed === undefined ? BLANK : formatGbps(speed);
  return [
    { title: "Speed", value: [rate, `(${dataplane})`] },
    { title: "Optics", value: [optics ?? BLANK] },
    { title: "Length", value: distanceKm === undefined ? [BLANK] : [`${distanceKm} km`] },
    { title: "Duct", value: [customer.duct ?? BLANK] },
  ];
}

/** What the fibre must keep away from. */
export function separation({ partners }: CrossConnect): string {
  const near = partners.filter(({ isNear }) => isNear);
  const named = listed(
    (near.length > 0 ? near : partners).map(({ port, facility }) =>
      facility ? `${port} (${facility})` : port,
    ),
  );
  if (near.length > 0) {
    const verb = near.length === 1 ? "which backs" : "which back";
    return `must not share a duct (conduit), tray or riser with the fibre of ${named}, ${verb} it up`;
  }
  if (partners.length === 0) return "none needed: no other port backs it up";
  return partners.length === 1
    ? `none needed: its backup ${named} is in another metro`
    : `none needed: its backups ${named} are in other metros`;
}

/** What to do, in order. */
export function checklist({ interconnect }: CrossConnect): (readonly Part[])[] {
  return [
    ["Ordered with the LOA on", BLANK, ", order", BLANK],
    ["Reported done on", BLANK, ", cross-connect ID", BLANK],
    ["Ports as in the LOA; send at one end meets receive at the other"],
    ["Light at your router:", BLANK, "dBm received,", BLANK, "dBm sent"],
    ["Light at Cloudflare's end:", BLANK, `dBm, not below ${leastLight.value} dBm`],
    ["Healthy by", command("status", interconnect)],
  ];
}

/** Command of this package for a port. A name that a shell could interpret is left out. */
function command(name: string, interconnect: string | undefined): Part {
  const isPlain = interconnect !== undefined && /^[\w.][\w.-]*$/.test(interconnect);
  return { code: `npx pulumi-cloudflare-cni ${name}${isPlain ? ` ${interconnect}` : ""}` };
}
