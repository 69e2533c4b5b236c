/** Cross-connects as CSV files for NetBox's bulk import, one for each type of object, in the order to import them. */

import { distinct } from "../domain/distinct";
import { normal } from "../domain/text";
import { oneLine } from "../pictures/plain";
import type { CrossConnect } from "./sheet";

export interface NetBoxFile {
  /** Such as `05-devices.csv`. */
  name: string;
  text: string;
}

export interface NetBoxExport {
  files: readonly NetBoxFile[];
  /** What NetBox cannot be told, and what it must already have. */
  notes: readonly string[];
}

const CLOUDFLARE = { name: "Cloudflare", slug: "cloudflare" };
const DEVICE_TYPE = "Customer Connectivity Router";
/** NetBox requires a color of a role. */
const ROLE = { name: "Provider edge", slug: "provider-edge", color: "9e9e9e" };
const CIRCUIT_TYPE = "Cross-connect";
const INTERFACE = "dcim.interface";

/** Optics for which NetBox has an interface type of its own. */
const INTERFACE_TYPES = new Map([
  ["10GBASE-LR", "10gbase-lr"],
  ["100GBASE-LR4", "100gbase-lr4"],
]);

type Row = Readonly<Record<string, string | number | undefined>>;

/** Cross-connect of a port that exists at Cloudflare. */
type Ordered = CrossConnect & { interconnect: string };

/**
 * Writes what NetBox can be told without a guess. Routers of the customer are in NetBox already, so only cables and
 * addresses name them. The API does not name Cloudflare's ports, so an interface is named after the interconnect.
 */
export function netBoxOf(crossConnects: readonly CrossConnect[]): NetBoxExport {
  const ordered = crossConnects.filter(isOrdered);
  const placed = ordered.filter(({ facility }) => facility !== undefined);
  const onDevice = placed.filter(({ device }) => device !== undefined);
  const cabled = onDevice.filter(({ customer }) => customer.router && customer.port);
  const types: readonly [string, readonly Row[]][] = [
    ["sites", onePerName(placed.map(site))],
    ["manufacturers", onDevice.length > 0 ? [CLOUDFLARE] : []],
    ["device-types", onDevice.length > 0 ? [deviceType()] : []],
    ["device-roles", onDevice.length > 0 ? [ROLE] : []],
    ["devices", onePerName(onDevice.map(device))],
    ["interfaces", onDevice.map(networkInterface)],
    ["providers", ordered.length > 0 ? [CLOUDFLARE] : []],
    ["circuit-types", ordered.length > 0 ? [{ name: CIRCUIT_TYPE, slug: slug(CIRCUIT_TYPE) }] : []],
    ["circuits", ordered.map(circuit)],
    ["circuit-terminations", placed.flatMap(terminations)],
    ["ip-addresses", ordered.flatMap(addresses)],
    ["cables", cabled.map(cable)],
  ];
  const written = types.filter(([, rows]) => rows.length > 0);
  return {
    files: written.map(([type, rows], at) => ({
      name: `${String(at + 1).padStart(2, "0")}-${type}.csv`,
      text: toCsv(rows),
    })),
    notes: notesOn(crossConnects, { ordered, placed, onDevice, cabled }),
  };
}

function isOrdered(one: CrossConnect): one is Ordered {
  return one.interconnect !== undefined && !one.isGone;
}

function notesOn(
  all: readonly CrossConnect[],
  {
    ordered,
    placed,
    onDevice,
    cabled,
  }: Record<"ordered" | "placed" | "onDevice" | "cabled", readonly Ordered[]>,
): string[] {
  const notes: string[] = [];
  const tell = (left: readonly CrossConnect[], what: string) => {
    if (left.length > 0) notes.push(`${left.map(({ port }) => port).join(", ")}: ${what}`);
  };
  tell(
    all.filter((one) => !isOrdered(one)),
    "left out, because Cloudflare has no such port.",
  );
  tell(
    ordered.filter((one) => !placed.includes(one)),
    "no site, device or termination, because the facility is unknown.",
  );
  tell(
    placed.filter((one) => !onDevice.includes(one)),
    "no device, interface or cable, because Cloudflare's device is unknown.",
  );
  tell(
    onDevice.filter((one) => !cabled.includes(one)),
    "no cable, because customer.router or customer.port is not declared.",
  );
  const routers = distinct(ordered.map(({ customer }) => customer.port && customer.router));
  if (routers.length > 0) {
    notes.push(`NetBox must already have ${routers.join(", ")} with the declared ports.`);
  }
  if (placed.length > 0) {
    notes.push(
      "Fill in termination_id in the terminations: NetBox takes the ID of the site there, not its name.",
    );
  }
  return notes;
}

function site({ facility = "", address }: CrossConnect): Row {
  return {
    name: facility,
    slug: slug(facility),
    status: "active",
    facility: cut(facility, 50),
    physical_address: cut(address.join(", "), 200),
  };
}

function deviceType(): Row {
  return {
    manufacturer: CLOUDFLARE.name,
    model: DEVICE_TYPE,
    slug: slug(DEVICE_TYPE),
    u_height: 0,
  };
}

function device({ device, facility }: CrossConnect): Row {
  return {
    name: device,
    role: ROLE.name,
    manufacturer: CLOUDFLARE.name,
    device_type: DEVICE_TYPE,
    status: "active",
    site: facility,
  };
}

function networkInterface({ device, interconnect, optics = "", speed, port }: Ordered): Row {
  return {
    device,
    name: interconnect,
    type: INTERFACE_TYPES.get(optics) ?? "other",
    speed: toKbps(speed),
    description: cut(`Port ${port}; the LOA names the port of the device`, 200),
  };
}

function circuit({ interconnect, port, design, state, distanceKm }: Ordered): Row {
  return {
    cid: interconnect,
    provider: CLOUDFLARE.name,
    type: CIRCUIT_TYPE,
    status: state === "Healthy" ? "active" : "provisioning",
    distance: distanceKm,
    distance_unit: distanceKm === undefined ? undefined : "km",
    description: cut(`Port ${port} of ${design}`, 200),
  };
}

/** Both ends are at the facility: the customer's as A, Cloudflare's as Z. */
function terminations(one: Ordered): Row[] {
  const { cage, panel, panelPort } = one.customer;
  const place = { termination_type: "dcim.site", termination_id: undefined };
  const at = `${one.interconnect} at ${one.facility}`;
  return [
    {
      ...{ circuit: one.interconnect, term_side: "A", ...place, port_speed: toKbps(one.speed) },
      pp_info: cut([cage, panel, panelPort].filter(Boolean).join(", "), 100),
      description: cut(`Customer's end of ${at}`, 200),
    },
    {
      ...{ circuit: one.interconnect, term_side: "Z", ...place, port_speed: toKbps(one.speed) },
      pp_info: undefined,
      description: cut(`Cloudflare's end of ${at}, as in the LOA`, 200),
    },
  ];
}

function addresses({ addresses, device, facility, interconnect, customer }: Ordered): Row[] {
  const { router, port } = customer;
  const isOnDevice = device !== undefined && facility !== undefined;
  const ends = (session: string) => ({
    cloudflareIp: {
      ...(isOnDevice ? { device, interface: interconnect } : {}),
      description: cut(`Cloudflare's end of ${session}`, 200),
    },
    customerIp: {
      ...(router && port ? { device: router, interface: port } : {}),
      description: cut(`Customer's end of ${session}`, 200),
    },
  });
  return addresses.flatMap(({ session, ...ips }) =>
    (["cloudflareIp", "customerIp"] as const).flatMap((end) => {
      const address = ips[end];
      const row = { status: "active", device: undefined, interface: undefined };
      return address === undefined ? [] : [{ address, ...row, ...ends(session)[end] }];
    }),
  );
}

function cable({ customer, device, facility, interconnect, state }: Ordered): Row {
  return {
    side_a_device: customer.router,
    side_a_type: INTERFACE,
    side_a_name: customer.port,
    side_b_site: facility,
    side_b_device: device,
    side_b_type: INTERFACE,
    side_b_name: interconnect,
    type: "smf",
    status: state === "Healthy" ? "connected" : "planned",
    label: cut(interconnect, 100),
  };
}

function toKbps(gbps: number | undefined): number | undefined {
  return gbps === undefined ? undefined : Math.round(gbps * 1_000_000);
}

/** Name in URLs: letters, digits and dashes, at most 100 characters. */
function slug(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join("-");
  return (
    words.slice(0, 100) ||
    `site-${[...normal(name)].map((one) => one.codePointAt(0)).join("-")}`.slice(0, 100)
  );
}

function onePerName(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.name, row])).values()];
}

/** Cuts text to the length that NetBox stores. */
function cut(text: string, most: number): string {
  return [...text].slice(0, most).join("");
}

function toCsv(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => toCell(row[column])));
  return [columns, ...lines].map((cells) => `${cells.join(",")}\n`).join("");
}

/** Text on one line, quoted if it has a character that could end the cell. */
function toCell(value: string | number | undefined): string {
  const text = oneLine(String(value ?? ""));
  return /[",;|\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
