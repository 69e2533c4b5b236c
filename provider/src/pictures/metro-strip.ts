/** One metro: facilities, devices and ports at Cloudflare's end, and beside them the customer's ends. */

import { type Block, box, column, headline, type Label, line, lineWidth } from "./block";
import { portRow, type RowStyle } from "./port-row";
import type { PlacedDevice, PlacedFacility, PlacedMetro } from "./tree";
import { describeWorking } from "./words";

export const PADS = { card: 12, tile: 8, stacked: 7 };
const GAP = 8;

/** Width of the boxes around a card. */
export function frameWidth(form: RowStyle["form"]): number {
  return 3 * 2 * PADS[form];
}

export function stripWidth({ form, card, link, end }: RowStyle): number {
  const metro = card + frameWidth(form);
  return form === "stacked" ? metro : metro - 3 * PADS[form] + link + end + PADS[form];
}

/** Width of a card at which no title above it must be shortened. */
export function titleWidth(metros: readonly PlacedMetro[], form: RowStyle["form"]): number {
  const pad = PADS[form];
  const widths = metros.flatMap((metro) => [
    // The bar of the headline takes 12.
    lineWidth(...metroTitle(metro)) + 12 - 4 * pad,
    ...metro.facilities.map((facility) => lineWidth(...facilityTitle(facility)) - 2 * pad),
  ]);
  return Math.ceil(Math.max(0, ...widths));
}

function metroTitle({ name, city, facilities }: PlacedMetro): [Label, Label] {
  const ports = facilities.flatMap((facility) => facility.ports.map(({ port }) => port));
  return [
    { text: [name ?? "Metro unknown", city].filter(Boolean).join(" · "), font: "head" },
    { text: describeWorking(ports), font: "small" },
  ];
}

function facilityTitle({ name, sites, ports }: PlacedFacility): [Label, Label] {
  return [
    {
      text: [name ?? "Facility unknown", sites.join(", ") || "site unknown"].join(" · "),
      font: "name",
    },
    { text: describeWorking(ports.map(({ port }) => port)), font: "small" },
  ];
}

export function metroStrip(metro: PlacedMetro, style: RowStyle): Block {
  const { form, card, link, end } = style;
  const pad = PADS[form];
  const width = card + frameWidth(form);
  const [title, working] = metroTitle(metro);
  const inner = width - 2 * pad;
  const inside = column(
    [
      headline(inner, "cloudflare", title.text, working),
      ...metro.facilities.map((facility) => facilityBox(facility, inner, style)),
    ],
    GAP,
  );
  const frame = box(inside, { width, pad, look: lookOf(0, metro.name) });
  if (form === "stacked") return frame;
  const left = width - 3 * pad + link - pad;
  const customer = {
    width: end + 2 * pad,
    head: headline(end, "customer", "Customer"),
  };
  return {
    width: left + customer.width,
    height: frame.height,
    draw: (x, y) =>
      [
        `<rect class="box level-0" x="${x + left}" y="${y}" width="${customer.width}" height="${frame.height}" rx="8"/>\n`,
        customer.head.draw(x + left + pad, y + pad),
        frame.draw(x, y),
      ].join(""),
  };
}

function facilityBox(facility: PlacedFacility, width: number, style: RowStyle): Block {
  const pad = PADS[style.form];
  const inner = width - 2 * pad;
  const inside = [
    ...titleLines(facilityTitle(facility), inner, style.form),
    ...facility.devices.map((device) => deviceBox(device, inner, style)),
  ];
  return box(column(inside, GAP - 2), { width, pad, look: lookOf(1, facility.name) });
}

/** One line, or two on a phone. */
function titleLines(
  [title, working]: [Label, Label],
  width: number,
  form: RowStyle["form"],
): Block[] {
  if (form !== "stacked") return [line(width, title, working)];
  return [line(width, title), line(width, { ...working, look: "muted" })];
}

function deviceBox({ name, ports }: PlacedDevice, width: number, style: RowStyle): Block {
  const pad = PADS[style.form];
  const title = {
    text: name ?? "Device unknown",
    look: name === undefined ? "muted" : undefined,
  } as const;
  const rows = ports.map((port) => portRow(port, style));
  const gap = style.form === "tile" ? 4 : GAP;
  const inside = column([line(width - 2 * pad, title), column(rows, gap)], 4);
  return box(inside, { width, pad, look: lookOf(2, name) });
}

function lookOf(level: number, name: string | undefined): string {
  return `level-${level}${name === undefined ? " dashed unknown" : ""}`;
}
