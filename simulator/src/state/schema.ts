import { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import { maxInt32 } from "../cni/schemas/common";
import { Interconnect } from "../cni/schemas/interconnect";
import { Settings } from "../cni/schemas/settings";
import { SlotInfo } from "../cni/schemas/slot";
import { longest } from "../duration";
import { Behaviour } from "../network/behaviour";
import { lastMoment } from "../network/clock";
import { MagicInterconnectsState } from "../network/magic-interconnects";
import { PoliciesState } from "../network/policies";
import { RoutesState } from "../network/routes";
import { GreTunnelsState, IpsecTunnelsState } from "../network/tunnels";

/** Simulator time, ISO 8601. */
const Time = z.iso.datetime();

/** Sequence number of an object in order of creation, also used as a cursor. */
const Seq = z.int().min(0).max(maxInt32);

export const ClockReading = z.object({
  mode: z.enum(["real", "virtual"]),
  /** Simulator time, ISO 8601. */
  now: Time,
  /** Milliseconds by which simulator time is ahead of real time. */
  offset: z.number().min(-8e12).max(2.3e14),
});
export type ClockReading = z.output<typeof ClockReading>;

/** Milliseconds after the start of a sequence of statuses. */
const Later = z.number().min(0).max(longest);

const PortStatus = z.object({ state: z.string(), reason: z.string().nullish() });

export const CourseState = z.object({
  steps: z.array(PortStatus.extend({ after: Later })),
  /** Milliseconds after which the sequence of statuses repeats. */
  repeatEvery: Later.positive().optional(),
});

/** Data about an interconnect that the API does not return. */
const PortState = z.object({
  seq: Seq,
  createdAt: Time,
  visibleFrom: Time,
  pairingKey: z.string().optional(),
  plan: CourseState.extend({ since: Time, before: PortStatus.optional() }),
  edits: z.record(z.string(), z.unknown()),
  /** When the object is removed, if it is deleted. */
  goneAt: Time.optional(),
});

/** Data about a CNI that the API does not return. */
const TunnelState = z.object({
  /** Tunnel id, which Magic uses as the interconnect's id. */
  id: z.string(),
  seq: Seq,
  createdAt: Time,
  modifiedAt: Time,
  visibleFrom: Time,
  goneAt: Time.optional(),
});

const AccountState = z.object({
  id: z.string(),
  name: z.string(),
  settings: Settings,
  /** Whether the settings were ever set. */
  settingsWereSet: z.boolean(),
  spentPairingKeys: z.array(z.string()),
  /** Data about the CNIs of the account that only Magic stores. */
  magic: MagicInterconnectsState,
  // Files of earlier versions do not contain tunnels.
  greTunnels: GreTunnelsState.default([]),
  ipsecTunnels: IpsecTunnelsState.default([]),
  routes: RoutesState,
  policies: PoliciesState,
});

export const Outage = z.object({
  id: z.string(),
  facility: z.string().optional(),
  device: z.string().optional(),
  site: z.string().optional(),
  tunnel: z.string().optional(),
  state: z.enum(["Down", "Unhealthy"]),
  reason: z.string(),
});
export type Outage = z.output<typeof Outage>;

export const MaintenanceWindow = z.object({
  id: z.string(),
  site: z.string(),
  /** Name of the device; null for the whole site. */
  device: z.string().nullable(),
  from: Time,
  to: Time,
  emergency: z.boolean(),
});
export type MaintenanceWindow = z.output<typeof MaintenanceWindow>;

const LinksState = z.object({
  /** Time up to which states are recorded; null if nothing has been recorded. */
  until: Time.nullable(),
  changes: z.record(z.string(), z.array(z.object({ at: Time, state: z.string() }))),
});

/** Whole state of the simulator, including MD5 keys. `setState` restores it. */
export const SimulatedState = z.object({
  clock: ClockReading,
  accounts: z.array(AccountState),
  /** Interconnects of all accounts. Each one names its account. */
  interconnects: z.array(Interconnect),
  /** Current status of each interconnect, by name. */
  statuses: z.record(z.string(), PortStatus),
  /** Data about each interconnect that the API does not return, by name. */
  ports: z.record(z.string(), PortState),
  /** CNIs of all accounts. Each one names its account. `interconnect` is always the name. */
  cnis: z.array(Cni),
  /** Data about each CNI that the API does not return, by id. */
  tunnels: z.record(z.string(), TunnelState),
  /** All slots; null for the built-in ones. */
  slots: z.array(SlotInfo.extend({ port: z.int().optional() })).nullable(),
  /** Ids of the occupied slots. */
  occupiedSlots: z.array(z.string()),
  outages: z.array(Outage),
  maintenance: z.array(MaintenanceWindow),
  /** States of ports and tunnels over the last hour. Health checks depend on them. */
  links: LinksState.default({ until: null, changes: {} }),
  behaviour: Behaviour,
  /** Link states of ports ordered from now on; null for the default. */
  courseOfNewPorts: CourseState.nullable(),
  /** Number of the last created object. */
  number: Seq,
});
export type SimulatedState = z.output<typeof SimulatedState>;

const NewClock = ClockReading.refine(({ mode, now, offset }) => {
  const time = mode === "virtual" ? Date.parse(now) : Date.now() + offset;
  return time >= 0 && time <= lastMoment;
}, "The clock must be between the years 1970 and 9000");

// Names and cursors contain numbers that only grow, and a cursor has 32 bits.
const NewSeq = Seq.max(2 ** 30, "is too high, because later orders would get no number");

/**
 * State that `setState` accepts. Interconnects and CNIs, as the API returns them, are enough: missing parts
 * default to those of a new simulator, and a port without a plan keeps its status.
 */
export const NewState = SimulatedState.partial().extend({
  clock: NewClock.optional(),
  accounts: z.array(AccountState.partial().required({ id: true, name: true })).optional(),
  ports: z.record(z.string(), PortState.extend({ seq: NewSeq })).optional(),
  tunnels: z.record(z.string(), TunnelState.extend({ seq: NewSeq })).optional(),
  number: NewSeq.optional(),
});
export type NewState = z.input<typeof NewState>;
