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

/** A moment of simulator time, ISO 8601. */
const Time = z.iso.datetime();

/** The place of an object in the order of creation, which is also a cursor. */
const Seq = z.int().min(0).max(maxInt32);

export const ClockReading = z.object({
  mode: z.enum(["real", "virtual"]),
  /** Simulator time, ISO 8601. */
  now: Time,
  /** Milliseconds by which it is ahead of real time. */
  offset: z.number().min(-8e12).max(2.3e14),
});
export type ClockReading = z.output<typeof ClockReading>;

/** Milliseconds after the beginning of a course. */
const Later = z.number().min(0).max(longest);

const PortStatus = z.object({ state: z.string(), reason: z.string().nullish() });

export const CourseState = z.object({
  steps: z.array(PortStatus.extend({ after: Later })),
  /** When the course begins again. */
  repeatEvery: Later.positive().optional(),
});

/** What the API does not tell about an interconnect. */
const PortState = z.object({
  seq: Seq,
  createdAt: Time,
  visibleFrom: Time,
  pairingKey: z.string().optional(),
  plan: CourseState.extend({ since: Time, before: PortStatus.optional() }),
  edits: z.record(z.string(), z.unknown()),
  /** When it will be gone, if it is deleted. */
  goneAt: Time.optional(),
});

/** What the API does not tell about a CNI. */
const TunnelState = z.object({
  /** The id that routing knows it by. */
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
  /** Whether anybody has ever set them. */
  settingsWereSet: z.boolean(),
  spentPairingKeys: z.array(z.string()),
  /** What Magic knows of its CNIs beside what they show. */
  magic: MagicInterconnectsState,
  routes: RoutesState,
  policies: PoliciesState,
});

export const Outage = z.object({
  id: z.string(),
  facility: z.string().optional(),
  device: z.string().optional(),
  site: z.string().optional(),
  state: z.enum(["Down", "Unhealthy"]),
  reason: z.string(),
});
export type Outage = z.output<typeof Outage>;

export const MaintenanceWindow = z.object({
  id: z.string(),
  site: z.string(),
  /** null for work on the whole site. */
  device: z.string().nullable(),
  from: Time,
  to: Time,
  emergency: z.boolean(),
});
export type MaintenanceWindow = z.output<typeof MaintenanceWindow>;

/** Everything that the simulator knows, MD5 keys included; put back, it knows the same again. */
export const SimulatedState = z.object({
  clock: ClockReading,
  accounts: z.array(AccountState),
  /** Of all accounts; each names its own. */
  interconnects: z.array(Interconnect),
  /** What each interconnect reports now, by its name. */
  statuses: z.record(z.string(), PortStatus),
  /** What the API does not tell about each interconnect, by its name. */
  ports: z.record(z.string(), PortState),
  /** Of all accounts; each names its own. `interconnect` is always the name. */
  cnis: z.array(Cni),
  /** What the API does not tell about each CNI, by its id. */
  tunnels: z.record(z.string(), TunnelState),
  /** The slots there are, where they are other ones than the simulator's own. */
  slots: z.array(SlotInfo.extend({ port: z.int().optional() })).nullable(),
  /** Ids of the slots that are taken. */
  occupiedSlots: z.array(z.string()),
  outages: z.array(Outage),
  maintenance: z.array(MaintenanceWindow),
  behaviour: Behaviour,
  /** What ports ordered from now on do; null for the usual. */
  courseOfNewPorts: CourseState.nullable(),
  /** The number of the object made last. */
  number: Seq,
});
export type SimulatedState = z.output<typeof SimulatedState>;

const NewClock = ClockReading.refine(({ mode, now, offset }) => {
  const time = mode === "virtual" ? Date.parse(now) : Date.now() + offset;
  return time >= 0 && time <= lastMoment;
}, "The clock goes from the year 1970 to the year 9000");

// Names and cursors are made of numbers that only grow, and a cursor has 32 bits.
const NewSeq = Seq.max(2 ** 30, "leaves no numbers for what is ordered after it");

/**
 * What a state to be put must have: interconnects and CNIs, as the API shows them, are enough. What
 * is left out is as in a fresh simulator; a port without a plan goes on with the status given.
 */
export const NewState = SimulatedState.partial().extend({
  clock: NewClock.optional(),
  accounts: z.array(AccountState.partial().required({ id: true, name: true })).optional(),
  ports: z.record(z.string(), PortState.extend({ seq: NewSeq })).optional(),
  tunnels: z.record(z.string(), TunnelState.extend({ seq: NewSeq })).optional(),
  number: NewSeq.optional(),
});
export type NewState = z.input<typeof NewState>;
