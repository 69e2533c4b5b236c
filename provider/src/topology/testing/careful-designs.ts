/** Designs that look right to a careful engineer but have one flaw each. */

import type { BlockerType } from "../blocker";
import type { Design, Port, Session } from "../design";

/** Design with one flaw, and the finding that reveals the flaw. */
export interface FlawedDesign {
  title: string;
  /** Reason why the design looks right. */
  looks: string;
  design: Design;
  finding: BlockerType;
}

const PORTS: readonly Port[] = [
  {
    name: "ord",
    facility: "Equinix CH2",
    site: "ord-a",
    device: "ccr01.ord-a",
    speed: 10,
    customer: { router: "edge-1" },
  },
  {
    name: "lax",
    facility: "CoreSite LA1",
    site: "lax-a",
    device: "ccr01.lax-a",
    speed: 10,
    customer: { router: "edge-2" },
  },
];

const COMMON = {
  healthCheck: { enabled: true },
  trackedWithin: 3,
  prefixes: ["203.0.113.0/24"],
};
const SESSIONS: readonly Session[] = [
  { ...COMMON, name: "ord", port: "ord", steering: "primary" },
  { ...COMMON, name: "lax", port: "lax", steering: "secondary" },
];

/** Two ports in two metros without any flaw. */
export const CAREFUL: Design = {
  name: "transit",
  intent: "site-diverse",
  ports: PORTS,
  sessions: SESSIONS,
  demand: { toCustomer: 10, toCloudflare: 1 },
  backup: { kind: "internet", name: "two ISPs", capacity: 5 },
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
};

function everySession(more: Partial<Session>): Session[] {
  return SESSIONS.map((session) => ({ ...session, ...more }));
}

export const FLAWED: readonly FlawedDesign[] = [
  {
    title: "One customer's router",
    looks:
      "with two metros, two facilities and two devices, Cloudflare's side survives any failure.",
    design: {
      ...CAREFUL,
      ports: PORTS.map((port) => ({ ...port, customer: { router: "edge-1" } })),
    },
    finding: "CAPACITY",
  },
  {
    title: "No health check",
    looks:
      "the prefix has two static routes, and the second one takes over if the first one fails.",
    design: { ...CAREFUL, sessions: everySession({ healthCheck: { enabled: false } }) },
    finding: "NO_HEALTH_CHECK",
  },
  {
    title: 'A hold time of 240 s with maxOutage: "30s"',
    looks: "both sessions use BGP, so the routes move by themselves.",
    design: {
      ...CAREFUL,
      sessions: everySession({ bgp: true, md5: true, holdTime: 240, trackedWithin: undefined }),
      maxOutage: "30s",
    },
    finding: "OUTAGE_TOO_LONG",
  },
  {
    title: "A more-specific static route",
    looks: "both ports carry the prefix, and one half of it prefers Chicago on purpose.",
    design: {
      ...CAREFUL,
      sessions: SESSIONS.map((session) =>
        session.name === "ord"
          ? { ...session, prefixes: ["203.0.113.0/24", "203.0.113.0/25"] }
          : session,
      ),
      maxOutage: "5m",
      assumptions: { probeInterval: 5, probeTimeout: 2, customerConvergence: 5 },
    },
    finding: "OUTAGE_TOO_LONG",
  },
];
