/** Cloudflare's side: metros, facilities, devices and ports, with a link from each facility. */

import { type Block, box, column, grid, headline, line, write } from "./block";
import { cardWidth, portCard } from "./port-card";
import type { PlacedDevice, PlacedFacility, PlacedMetro } from "./tree";
import { describePorts, rateIn } from "./words";

const PAD = 12;
const GAP = 10;
/** Length of a link outside the boxes, with room for its labels. */
export const LINK = 120;
const MAX_COLUMNS = 2;

export function cloudflareSide(metros: readonly PlacedMetro[]): Block {
  const facilities = metros.flatMap((metro) => metro.facilities);
  const columns = Math.min(MAX_COLUMNS, Math.max(1, ...facilities.map(columnsIn)));
  const card = cardWidth(facilities.flatMap(({ ports }) => ports));
  const device = card + 2 * PAD;
  const facility = columns * device + (columns - 1) * GAP + 2 * PAD;
  const metro = facility + 2 * PAD;
  const boxes = metros.map(({ name, city, facilities }) => {
    const title = [name ?? "Metro unknown", city].filter(Boolean).join(" · ");
    const inside = [
      line(facility, { text: title, font: "head" }, { text: summary(facilities) }),
      ...facilities.map((one) => facilityBox(one, { columns, device, facility })),
    ];
    return box(column(inside, GAP), { width: metro, pad: PAD, look: lookOf(1, name) });
  });
  const none = line(metro, { text: "The design has no ports.", look: "muted" });
  const head = headline(metro, "cloudflare", "Cloudflare", { text: summary(facilities) });
  return box(column([head, ...(boxes.length > 0 ? boxes : [none])], GAP), {
    width: metro + 2 * PAD,
    pad: PAD,
    look: "level-0",
  });
}

function columnsIn({ devices, ports }: PlacedFacility): number {
  return devices.length > 1 ? devices.length : ports.length;
}

function facilityBox(
  placed: PlacedFacility,
  { columns, device, facility }: { columns: number; device: number; facility: number },
): Block {
  const inner = facility - 2 * PAD;
  const { name, sites, devices } = placed;
  const inside = column(
    [
      column(
        [
          line(
            inner,
            { text: name ?? "Facility unknown", font: "name" },
            { text: summary([placed]) },
          ),
          line(inner, { text: sites.join(", ") || "site unknown", font: "small", look: "muted" }),
        ],
        0,
      ),
      grid(
        devices.map((one) => deviceBox(one, device, devices.length > 1 ? 1 : columns)),
        columns,
        GAP,
      ),
    ],
    GAP,
  );
  const frame = box(inside, { width: facility, pad: PAD, look: lookOf(2, name) });
  return {
    ...frame,
    draw(x, y) {
      return frame.draw(x, y) + link(placed, x + facility, y + frame.height / 2);
    },
  };
}

function deviceBox({ name, ports }: PlacedDevice, width: number, columns: number): Block {
  const across = Math.min(columns, ports.length);
  const inner = across * width + (across - 1) * GAP - 2 * PAD;
  const card = Math.floor((inner - (across - 1) * GAP) / across);
  const inside = column(
    [
      line(inner, {
        text: name ?? "Device unknown",
        look: name === undefined ? "muted" : undefined,
      }),
      grid(
        ports.map((port) => portCard(port, card)),
        across,
        GAP,
      ),
    ],
    GAP - 2,
  );
  return box(inside, { width: inner + 2 * PAD, pad: PAD, look: lookOf(3, name) });
}

/** Draws an arrow in each direction between the facility and the customer. */
function link({ ports, capacity }: PlacedFacility, from: number, y: number): string {
  const works = ports.some(
    ({ port, sessions }) => port.state === "Healthy" && sessions.some(({ up }) => up !== false),
  );
  const look = works ? "link" : "link dashed";
  const start = from + 2 * PAD;
  const to = start + LINK;
  const middle = start + LINK / 2;
  const width = LINK - 16;
  return [
    `<path class="${look}" d="M${from} ${y - 5}H${to - 7}M${from + 7} ${y + 5}H${to}"/>`,
    `<path class="tip" d="M${to} ${y - 5}l-8 -4v8z"/>`,
    `<path class="tip" d="M${from} ${y + 5}l8 -4v8z"/>\n`,
    write({ text: rateIn(capacity, "toCustomer") }, middle, y - 14, width, "middle"),
    write({ text: rateIn(capacity, "toCloudflare") }, middle, y + 24, width, "middle"),
  ].join("");
}

function summary(facilities: readonly PlacedFacility[]): string {
  const ports = facilities.flatMap((facility) => facility.ports);
  return ports.length > 0 ? describePorts(ports.map(({ port }) => port)) : "";
}

function lookOf(level: number, name: string | undefined): string {
  return `level-${level}${name === undefined ? " dashed unknown" : ""}`;
}
