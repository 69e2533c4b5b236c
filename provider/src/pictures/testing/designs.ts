/** Designs for tests and screenshots. */

import type { Design, Port, Session } from "../../topology";

const NEWARK = { facility: "Equinix NY1", site: "ewr-a" };
const AMSTERDAM = { facility: "Equinix AM1", site: "ams-a" };

/** Two ports at one facility, and a third, not yet ordered, at another. */
export const THREE: Design = {
  name: "magic-transit",
  intent: "site-diverse",
  ports: [
    {
      ...NEWARK,
      name: "newark-1",
      interconnect: "cni-ewr-a-000001",
      speed: 10,
      device: "ccr01.ewr-a",
      state: "Healthy",
      customer: { router: "edge-1", site: "hall A" },
    },
    {
      ...NEWARK,
      name: "newark-2",
      interconnect: "cni-ewr-a-000002",
      speed: 10,
      device: "ccr02.ewr-a",
      state: "Unhealthy",
      customer: { router: "edge-2", site: "hall B" },
    },
    {
      ...AMSTERDAM,
      name: "amsterdam-1",
      speed: 10,
      customer: { router: "edge-3", power: "B", duct: "west" },
    },
  ],
  sessions: [
    session("newark-primary", "newark-1", 0, { localPreference: 300, up: true }),
    session("newark-secondary", "newark-2", 1, { localPreference: 200, up: false }),
    session("amsterdam", "amsterdam-1", 2, { localPreference: 200 }),
  ],
  demand: { toCustomer: 8, toCloudflare: 1 },
  backup: { kind: "tunnel", name: "ipsec-backup", capacity: 1, localPreference: 50 },
};

/** {@link THREE} with nothing unknown about it. */
export const THREE_KNOWN: Design = {
  ...THREE,
  ports: THREE.ports.map((port) => ({
    ...port,
    facility: port.facility === NEWARK.facility ? "Equinix AT1" : port.facility,
  })),
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
};

/** One port that works. */
export const ONE: Design = {
  ...THREE_KNOWN,
  name: "branch",
  intent: "single",
  ports: THREE_KNOWN.ports.slice(0, 1),
  sessions: THREE_KNOWN.sessions.slice(0, 1),
};

/** {@link THREE_KNOWN} without working ports, a backup, or enough capacity. */
export const FAILING: Design = {
  ...THREE_KNOWN,
  name: "failing",
  demand: { toCustomer: 15, toCloudflare: 2 },
  backup: undefined,
  ports: THREE_KNOWN.ports.map((port) => ({ ...port, state: port.state && "Down" })),
};

const PLACES = [
  { facility: "Equinix NY1", site: "ewr-a" },
  { facility: "Equinix AM1", site: "ams-a" },
  { facility: "Equinix FR5", site: "fra-a" },
  { facility: "Equinix LD5", site: "lhr-a" },
  { facility: "Equinix SG1", site: "sin-a" },
];
const STATES = ["Healthy", "Healthy", "Healthy", "Pending", "Down", "Unhealthy", undefined];

/** Forty ports at five facilities, with two devices each except the last, whose devices are unknown. */
export const FORTY: Design = {
  name: "backbone-production",
  intent: "site-and-device-diverse",
  ports: Array.from({ length: 40 }, (_, at): Port => {
    const place = PLACES[at % PLACES.length];
    const state = STATES[at % STATES.length];
    const device = at % PLACES.length === 4 ? null : `ccr0${(at % 2) + 1}.${place?.site}`;
    return {
      ...place,
      name: `${place?.site.slice(0, 3)}-transit-${at + 1}`,
      speed: at % 3 === 0 ? 100 : 10,
      device,
      ...(state
        ? { state, interconnect: `cni-${place?.site}-${String(at + 1).padStart(6, "0")}` }
        : {}),
    };
  }),
  sessions: Array.from({ length: 48 }, (_, at) => {
    const port = at % 40;
    const place = PLACES[port % PLACES.length];
    const state = STATES[port % STATES.length];
    return session(
      `${place?.site.slice(0, 3)}-session-${at + 1}`,
      `${place?.site.slice(0, 3)}-transit-${port + 1}`,
      at,
      { localPreference: 100 + (at % 3) * 50, ...(state ? { up: state === "Healthy" } : {}) },
    );
  }),
  demand: { toCustomer: 400, toCloudflare: 12 },
  backup: { kind: "internet", capacity: 10 },
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
};

/** The first twelve ports of {@link FORTY}: the smallest design that the pictures draw with one line for each port. */
export const TWELVE: Design = {
  ...FORTY,
  ports: FORTY.ports.slice(0, 12),
  sessions: FORTY.sessions.slice(0, 12),
};

/** Names with markup, other scripts and control characters. */
export const HOSTILE: Design = {
  name: 'a "design" <script>alert(1)</script> & `more`',
  intent: "device-diverse",
  ports: [
    {
      name: "</text></svg><script>alert(1)</script>",
      interconnect: "]]> --> <!-- %% end",
      facility: "Rechenzentrum | Ost ]\n--- \"quoted\" & 'single' #1; #quot;",
      device: "ccr<01>.`x`",
      speed: 10,
      state: "<img src=x onerror=alert(1)>",
    },
    {
      name: "東京データセンター接続ポート第一号機プライマリ回線",
      facility: "東京",
      speed: 100,
      state: "Healthy",
    },
    { name: "W".repeat(80), metro: "]];", device: null, state: "Down" },
    { name: "1. list", state: "Pending", speed: 0.1 },
    { name: "- dash *star* _under_ \u202Eright\u0000 \uD800", speed: 400 },
  ],
  sessions: [
    session('\\"}]) subgraph end', "1. list", 0, { up: true, localPreference: 4294967295 }),
    {
      name: "ﷺ مرحبا بالعالم 👩‍👩‍👧‍👦",
      port: "1. list",
      customerIp: "2001:0db8:85a3:0000:0000:8a2e:0370:7334/127",
      localPreference: 4294967295,
      prefixes: ["2001:db8:ffff:ffff::/64", "<b>bold</b>"],
    },
  ],
  backup: {
    kind: "none",
    reason: "because <b>I</b> say so, at considerable length, again & again & again",
  },
};

export const EMPTY: Design = { name: "empty", intent: "single", ports: [], sessions: [] };

function session(name: string, port: string, at: number, more: Partial<Session>): Session {
  const octet = 2 * at;
  return {
    name,
    port,
    customerIp: `10.254.0.${octet + 1}/31`,
    cloudflareIp: `10.254.0.${octet}/31`,
    mtu: 1500,
    bgp: true,
    customerAsn: 64512 + (at % 2),
    md5: true,
    healthCheck: { enabled: true },
    holdTime: 90,
    prefixes: at % 2 === 0 ? ["203.0.113.0/24"] : ["203.0.113.0/24", "198.51.100.0/24"],
    ...more,
  };
}
