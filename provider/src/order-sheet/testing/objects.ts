/** The design of `examples/ha-multi-location`, and what the API says of its ports before a cross-connect exists. */

import type { CniObject } from "../../domain/objects";
import type { CustomerEnd, Design, Port } from "../../topology";
import type { ApiObjects } from "../sheet";

const ACCOUNT = "0123456789abcdef0123456789abcdef";

interface Place {
  facility: string;
  address: string[];
  site: string;
  device: string;
  customer: CustomerEnd;
}

const PLACES: Record<string, Place> = {
  ewr1: {
    facility: "Equinix NY1",
    address: ["165 Halsey Street", "Newark, NJ 07102"],
    site: "ewr-b",
    device: "ccr01.ewr-b",
    customer: { router: "edge-1", site: "Newark", port: "xe-0/0/1", cage: "cage 12, rack 4" },
  },
  ewr2: {
    facility: "Digital Realty JFK10",
    address: ["60 Hudson Street", "New York, NY 10013"],
    site: "ewr-a",
    device: "ccr01.ewr-a",
    customer: { router: "edge-2", site: "Newark", panel: "PP-03", panelPort: "17/18" },
  },
  lax1: {
    facility: "CoreSite LA1",
    address: ["624 South Grand Avenue", "Los Angeles, CA 90017"],
    site: "lax-a",
    device: "ccr01.lax-a",
    customer: { router: "edge-3", site: "Los Angeles" },
  },
};
const NAMES = Object.keys(PLACES);

function interconnectOf(name: string): string {
  return `cni-${PLACES[name]?.site}-00000${NAMES.indexOf(name) + 1}`;
}

/** Design as the program declares it: the ports' places come from the API. */
export const HA_MULTI_LOCATION: Design = {
  name: "transit",
  intent: "site-diverse",
  ports: NAMES.map((name) => ({
    name,
    interconnect: interconnectOf(name),
    speed: 10,
    customer: PLACES[name]?.customer,
  })),
  sessions: NAMES.map((name) => ({ name, port: name, bgp: true, prefixes: ["203.0.113.0/24"] })),
};

/** Ports and slots of the account. Two sessions exist already. */
export const OBJECTS: ApiObjects = {
  interconnects: NAMES.map((name, at) => ({
    account: ACCOUNT,
    name: interconnectOf(name),
    type: "direct",
    slotId: `1b671a64-40d5-491e-99b0-da01ff1f334${at}`,
    facility: { name: PLACES[name]?.facility ?? "", address: PLACES[name]?.address ?? [] },
    site: PLACES[name]?.site,
    device: PLACES[name]?.device,
    speed: "10G",
    status: { state: "Pending" },
  })),
  cnis: NAMES.slice(0, 2).map(
    (name, at): CniObject => ({
      id: `2b671a64-40d5-491e-99b0-da01ff1f334${at}`,
      account: ACCOUNT,
      interconnect: interconnectOf(name),
      magic: { conduitName: name, description: "", mtu: 1500 },
      cloudflareIp: `10.255.0.${at * 2}/31`,
      customerIp: `10.255.0.${at * 2 + 1}/31`,
    }),
  ),
};

/** Ports at one facility, alternately on two devices. */
export function oneFacility(count: number): { design: Design; objects: ApiObjects } {
  const facility = { name: "Equinix NY1", address: ["165 Halsey Street", "Newark, NJ 07102"] };
  const names = Array.from({ length: count }, (_, at) => `newark-transit-${at + 1}`);
  return {
    design: {
      name: "newark",
      intent: "device-diverse",
      ports: names.map(
        (name, at): Port => ({
          name,
          interconnect: `cni-ewr-b-${String(at + 1).padStart(6, "0")}`,
          speed: 100,
          distanceKm: 0.25,
          customer: {
            router: `edge-${(at % 2) + 1}.newark.example.net`,
            port: `HundredGigE0/0/0/${at}`,
            cage: "cage 12, rack 4",
            panel: "PP-03",
            panelPort: `${at * 2 + 1}/${at * 2 + 2}`,
            duct: at % 2 === 0 ? "north" : "south",
          },
        }),
      ),
      sessions: [],
    },
    objects: {
      interconnects: names.map((_, at) => ({
        account: ACCOUNT,
        name: `cni-ewr-b-${String(at + 1).padStart(6, "0")}`,
        type: "direct",
        slotId: `1b671a64-40d5-491e-99b0-da01ff1f334${at % 10}`,
        facility,
        site: "ewr-b",
        device: `ccr0${(at % 2) + 1}.ewr-b`,
        speed: "100G",
        status: { state: "Pending" },
      })),
      cnis: [],
    },
  };
}

const NAME = `<script>alert(1)</script> "&' *_\`|[x](javascript:x) @all www.example.com\u202e\n# x`;

/** Names that try to be HTML, Markdown, a path or another cell. */
export const HOSTILE: { design: Design; objects: ApiObjects } = {
  design: {
    name: NAME,
    intent: "single",
    ports: [
      {
        name: NAME,
        interconnect: NAME,
        facility: NAME,
        customer: {
          router: NAME,
          port: NAME,
          cage: NAME,
          panel: NAME,
          panelPort: NAME,
          duct: NAME,
        },
      },
      { name: "other", facility: NAME, customer: { router: NAME, duct: NAME } },
    ],
    sessions: [],
  },
  objects: {
    interconnects: [
      {
        account: ACCOUNT,
        name: NAME,
        type: "direct",
        slotId: NAME,
        facility: { name: NAME, address: [NAME] },
        site: NAME,
        device: NAME,
        speed: "10G",
        status: { state: NAME },
      },
    ],
    cnis: [
      {
        id: "1",
        account: ACCOUNT,
        interconnect: NAME,
        magic: { conduitName: NAME, description: NAME, mtu: 1500 },
        cloudflareIp: NAME,
        customerIp: NAME,
      },
    ],
  },
};
