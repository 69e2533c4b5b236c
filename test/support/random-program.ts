/** Random programs, and random changes to them from one round to the next. */
import * as fc from "fast-check";
import type { Declaration } from "./test-stack";

/** Picks a random item of a list. A seed determines the sequence of items. */
export type Pick = <T>(list: readonly T[]) => T;

export function seeded(seed: number): Pick {
  const [draw] = fc.sample(fc.gen(), { seed, numRuns: 1 });
  if (draw === undefined) throw new Error("fast-check did not return a generator.");
  return (list) => draw(() => fc.constantFrom(...list));
}

export interface Port {
  readonly name: string;
  readonly kind: "slotId" | "slot" | "pairingKey";
  /** Slot, facility or pairing key. Identifies the port together with `kind`. */
  readonly place: string;
  readonly bandwidth?: "1G" | "2G";
  readonly waits?: boolean;
  readonly gate?: { readonly states: readonly string[]; readonly onTimeout: "error" | "warn" };
}

export interface Session {
  readonly name: string;
  readonly port: string;
  readonly conduitName: string;
  readonly mtu: number;
  readonly description: string;
  readonly bgp?: { readonly customerAsn: number; readonly extraPrefixes: readonly string[] };
}

export interface Program {
  readonly ports: readonly Port[];
  readonly sessions: readonly Session[];
  readonly defaultAsn?: number;
}

/** Places where ports can be ordered. */
export interface Places {
  readonly slotId: readonly string[];
  readonly slot: readonly string[];
  readonly pairingKey: readonly string[];
}

/** Low limits keep the rounds quick, and make names and places repeat. */
const MOST_PORTS = 5;
const MOST_SESSIONS = 4;
/** A facility has four slots of each speed. Two of them are reserved: for a port that moves, and for a fault. */
const MOST_IN_A_FACILITY = 2;

const MTUS = [1500, 1476, 1400, 576];
const DESCRIPTIONS = ["Managed by Pulumi", "by night", "ümläut & <tags>"];
const BGP: Session["bgp"][] = [
  undefined,
  { customerAsn: 65010, extraPrefixes: [] },
  { customerAsn: 65010, extraPrefixes: ["0.0.0.0/0", "100.96.0.0/12"] },
  { customerAsn: 4200000001, extraPrefixes: ["100.96.0.0/12"] },
];
const ASNS = [13335, 64512, 64513, 65534];

/** Returns the changed program, or `undefined` if there is nothing to change. */
type Change = (program: Program, pick: Pick, places: Places) => Program | undefined;

function addPort(kind: Port["kind"]): Change {
  return (program, pick, places) => {
    const free = freePlaces(program, places, kind);
    if (program.ports.length >= MOST_PORTS || free.length === 0) return undefined;
    const name = freshName("p", program.ports);
    const google = { bandwidth: pick(["1G", "2G"] as const), waits: pick([true, false]) };
    const port = { name, kind, place: pick(free), ...(kind === "pairingKey" ? google : {}) };
    return { ...program, ports: [...program.ports, port] };
  };
}

function freePlaces({ ports }: Program, places: Places, kind: Port["kind"]): string[] {
  const most = kind === "slot" ? MOST_IN_A_FACILITY : 1;
  return places[kind].filter((one) => ports.filter(({ place }) => place === one).length < most);
}

function freshName(letter: string, taken: readonly { name: string }[]): string {
  for (let number = 0; ; number++) {
    const name = `${letter}${number}`;
    if (taken.every((one) => one.name !== name)) return name;
  }
}

/** Changes a random port for which `fits` returns true. */
function changePort(
  fits: (port: Port) => boolean,
  change: (port: Port, pick: Pick, program: Program, places: Places) => Partial<Port> | undefined,
): Change {
  return (program, pick, places) => {
    const candidates = program.ports.filter(fits);
    if (candidates.length === 0) return undefined;
    const one = pick(candidates);
    const changes = change(one, pick, program, places);
    if (changes === undefined) return undefined;
    const ports = program.ports.map((port) => (port === one ? { ...port, ...changes } : port));
    return { ...program, ports };
  };
}

function changeSession(change: (session: Session, pick: Pick) => Partial<Session>): Change {
  return (program, pick) => {
    if (program.sessions.length === 0) return undefined;
    const one = pick(program.sessions);
    const changed = { ...one, ...change(one, pick) };
    return { ...program, sessions: program.sessions.map((s) => (s === one ? changed : s)) };
  };
}

const others = <T>(list: readonly T[], present: T) => list.filter((one) => one !== present);

export const CHANGES: Readonly<Record<string, Change>> = {
  "add a port by slotId": addPort("slotId"),
  "add a port by requirement": addPort("slot"),
  "add a Google port": addPort("pairingKey"),

  "remove a port with its sessions"(program, pick) {
    if (program.ports.length === 0) return undefined;
    const gone = pick(program.ports);
    return {
      ...program,
      ports: others(program.ports, gone),
      sessions: program.sessions.filter(({ port }) => port !== gone.name),
    };
  },

  "move a port": changePort(
    () => true,
    ({ kind }, pick, program, places) => {
      const free = freePlaces(program, places, kind);
      return free.length === 0 ? undefined : { place: pick(free) };
    },
  ),
  "change a bandwidth": changePort(
    ({ kind }) => kind === "pairingKey",
    ({ bandwidth }) => ({ bandwidth: bandwidth === "1G" ? "2G" : "1G" }),
  ),
  "set a gate": changePort(
    () => true,
    (_port, pick) => ({
      gate: {
        states: pick([["Healthy"], ["Pending", "Healthy"]]),
        onTimeout: pick(["error", "warn"] as const),
      },
    }),
  ),
  "remove a gate": changePort(
    ({ gate }) => gate !== undefined,
    () => ({ gate: undefined }),
  ),

  "add a session"(program, pick) {
    const { ports, sessions } = program;
    if (ports.length === 0 || sessions.length >= MOST_SESSIONS) return undefined;
    const name = freshName("s", sessions);
    const session = {
      name,
      port: pick(ports).name,
      // A new name, because a name that another session gives up in this round stays in use until that session is deleted.
      conduitName: `c${pick(HEX)}${pick(HEX)}${pick(HEX)}${pick(HEX)}`,
      mtu: pick(MTUS),
      description: pick(DESCRIPTIONS),
      bgp: pick(BGP),
    };
    return { ...program, sessions: [...sessions, session] };
  },
  "remove a session"(program, pick) {
    if (program.sessions.length === 0) return undefined;
    return { ...program, sessions: others(program.sessions, pick(program.sessions)) };
  },
  "move a session"(program, pick) {
    if (program.sessions.length === 0) return undefined;
    const one = pick(program.sessions);
    const elsewhere = program.ports.filter(({ name }) => name !== one.port);
    if (elsewhere.length === 0) return undefined;
    const moved = { ...one, port: pick(elsewhere).name };
    return { ...program, sessions: program.sessions.map((s) => (s === one ? moved : s)) };
  },
  "change an MTU": changeSession(({ mtu }, pick) => ({ mtu: pick(others(MTUS, mtu)) })),
  "change a description": changeSession(({ description }, pick) => ({
    description: pick(others(DESCRIPTIONS, description)),
  })),
  "change BGP": changeSession(({ bgp }, pick) => ({ bgp: pick(others(BGP, bgp)) })),
  "rename a conduit": changeSession(({ conduitName }, pick) => ({
    conduitName: `${conduitName.slice(0, 5)}${pick(HEX)}${pick(HEX)}`,
  })),

  "set the settings": (program, pick) => ({
    ...program,
    defaultAsn: pick(ASNS.filter((asn) => asn !== program.defaultAsn)),
  }),
  "remove the settings": (program) =>
    program.defaultAsn === undefined ? undefined : { ...program, defaultAsn: undefined },
  "change nothing": (program) => program,
};
const HEX = [..."0123456789abcdef"];

/** Makes one to three changes and returns their names. */
export function change(
  program: Program,
  pick: Pick,
  places: Places,
): { after: Program; changes: string[] } {
  // A place that a port gives up in this round stays occupied until that port is deleted.
  const unused: Places = {
    slotId: freePlaces(program, places, "slotId"),
    slot: freePlaces(program, places, "slot"),
    pairingKey: freePlaces(program, places, "pairingKey"),
  };
  const wanted = pick([1, 1, 2, 3]);
  const changes: string[] = [];
  let after = program;
  while (changes.length < wanted) {
    const name = pick(Object.keys(CHANGES));
    const changed = CHANGES[name]?.(after, pick, unused);
    if (changed === undefined) continue;
    after = changed;
    changes.push(name);
  }
  return { after, changes };
}

/** Values of `adopt`, by resource name, that a user sets for one run because a message advises it. */
export type Adoptions = ReadonlyMap<string, boolean | string>;

export function declarations(program: Program, adoptions: Adoptions): Declaration[] {
  const { ports, sessions, defaultAsn } = program;
  return [
    ...ports.map((port): Declaration => {
      const args = { ...argsOf(port), adopt: adoptions.get(port.name) };
      return { type: "Interconnect", name: port.name, args };
    }),
    ...ports.flatMap(({ name, gate }): Declaration[] => {
      if (gate === undefined) return [];
      const args = { interconnect: `$${name}`, timeout: "2s", ...gate };
      return [{ type: "InterconnectReady", name: `${name}_gate`, args }];
    }),
    ...sessions.map((session): Declaration => {
      const { name, port, conduitName, description, mtu, bgp } = session;
      const gated = ports.some((one) => one.name === port && one.gate !== undefined);
      return {
        type: "CniBgpSession",
        name,
        args: {
          interconnect: `$${port}`,
          magic: { conduitName, description, mtu },
          bgp,
          adopt: adoptions.get(name) === undefined ? undefined : true,
        },
        options: gated ? { dependsOn: `$${port}_gate` } : undefined,
      };
    }),
    ...(defaultAsn === undefined
      ? []
      : [{ type: "CniSettings", name: "settings", args: { defaultAsn } } as const]),
  ];
}

function argsOf({ kind, place, bandwidth, waits }: Port): object {
  if (kind === "slotId") return { slotId: place };
  if (kind === "slot") return { slot: { facility: place } };
  const waiting = waits ? { waitFor: "healthy", timeout: "2s" } : { waitFor: "ordered" };
  return { pairingKey: place, bandwidth, ...waiting };
}

/** Returns the identity of each port and session. A changed identity means another object at the API. */
export function objectsOf({ ports, sessions }: Program): Map<string, string> {
  const identities = new Map(
    ports.map(({ name, kind, place, bandwidth }) => [
      name,
      `${name} ${kind} ${place} ${bandwidth}`,
    ]),
  );
  for (const { name, port } of sessions) {
    identities.set(name, `${name} on ${identities.get(port)}`);
  }
  return identities;
}
