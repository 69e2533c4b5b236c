import type { z } from "zod";
import type { Account } from "../network/account";
import { Behaviour } from "../network/behaviour";
import type { Plan, PortStatus } from "../network/plan";
import type { Simulation } from "../network/simulation";
import type { Slot } from "../network/slots";
import { uuidFrom } from "../uuid";
import { contradictionsIn } from "./contradictions";
import type { NewState, SimulatedState } from "./schema";

type State = z.output<typeof NewState>;
type Interconnect = SimulatedState["interconnects"][number];

/** A state that cannot be. */
export class StateRefused extends Error {}

/** Puts a state in place of everything there is. */
export function writeState(simulation: Simulation, state: State): void {
  const contradictions = contradictionsIn(state);
  if (contradictions.length > 0) {
    throw new StateRefused(contradictions.join("; "));
  }
  const { network, outages, maintenance } = simulation;
  simulation.reset();
  writeClock(simulation, state);
  network.behaviour = Behaviour.parse(state.behaviour ?? network.behaviour);
  network.courseOfNewPorts = state.courseOfNewPorts ?? undefined;
  network.number = state.number ?? 0;
  writeSlots(simulation, state);
  outages.load(state.outages ?? []);
  maintenance.load(
    (state.maintenance ?? []).map((window) => ({
      ...window,
      from: Date.parse(window.from),
      to: Date.parse(window.to),
    })),
  );
  for (const { id, name, ...known } of state.accounts ?? []) {
    const account = simulation.open(id, name);
    account.settings.asn =
      known.settingsWereSet === false ? undefined : known.settings?.default_asn;
    account.interconnects.spend(known.spentPairingKeys ?? []);
    account.magic.load(known.magic ?? {});
    account.routes.load(known.routes ?? []);
    account.policies.load(known.policies ?? []);
  }
  const ports = (state.interconnects ?? []).map((interconnect, index) => ({
    interconnect,
    seq: state.ports?.[interconnect.name]?.seq ?? index + 1,
  }));
  for (const { interconnect, seq } of ports.sort(bySeq)) {
    writePort(simulation, state, interconnect, seq);
  }
  const cnis = (state.cnis ?? []).map((cni, index) => ({
    cni,
    seq: state.tunnels?.[cni.id]?.seq ?? ports.length + index + 1,
  }));
  for (const { cni, seq } of cnis.sort(bySeq)) {
    writeCni(simulation, state, cni, seq);
  }
}

// Lists are in the order of creation.
function bySeq(a: { seq: number }, b: { seq: number }): number {
  return a.seq - b.seq;
}

// Real time went on while nobody looked, so only the lead on it is kept; virtual time stood still.
function writeClock({ network: { clock } }: Simulation, { clock: reading }: State): void {
  if (reading !== undefined) {
    clock.mode = reading.mode;
    clock.turnTo(
      reading.mode === "virtual" ? Date.parse(reading.now) : Date.now() + reading.offset,
    );
  }
}

function writeSlots({ network: { slots, clock } }: Simulation, state: State): void {
  if (state.slots) {
    slots.replace(
      state.slots.map(({ id, site, speed, facility, ccr_device_name }) => ({
        id,
        site,
        speed,
        facility,
        device: ccr_device_name ?? null,
      })),
    );
  }
  const taken = state.slots?.flatMap(({ id, occupied }) => (occupied ? [id] : [])) ?? [];
  // Whose they are is told by the ports that follow; what is left over is somebody else's.
  for (const id of [...(state.occupiedSlots ?? []), ...taken]) {
    slots.occupy(id, null, clock.now());
  }
}

/** The slot of a port that came without one. */
function slotOf(port: Extract<Interconnect, { type: "direct" }>): Omit<Slot, "seq"> {
  const { slot_id: id, site, speed, facility, ccr_device_name } = port;
  return { id, site, speed, facility, device: ccr_device_name ?? null };
}

function accountOf(simulation: Simulation, id: string): Account {
  return simulation.open(id, id);
}

function planOf(since: number, status: PortStatus | undefined): Plan {
  return { since, steps: status === undefined ? [] : [{ after: 0, ...status }] };
}

function writePort(
  simulation: Simulation,
  { ports, statuses }: State,
  interconnect: Interconnect,
  seq: number,
): void {
  const { network } = simulation;
  const { interconnects } = accountOf(simulation, interconnect.account);
  const now = network.clock.now();
  const { createdAt, visibleFrom, plan, goneAt, ...known } = ports?.[interconnect.name] ?? {};
  if (interconnect.type === "direct" && network.slots.get(interconnect.slot_id) === undefined) {
    network.slots.add(slotOf(interconnect));
  }
  interconnects.put({
    edits: {},
    ...known,
    interconnect,
    seq,
    createdAt: time(createdAt, now),
    visibleFrom: time(visibleFrom, now),
    plan: plan
      ? { ...plan, since: Date.parse(plan.since) }
      : planOf(now, statuses?.[interconnect.name]),
  });
  network.number = Math.max(network.number, seq);
  if (goneAt !== undefined) {
    interconnects.leaving.at(interconnect.name, Date.parse(goneAt));
  }
}

function writeCni(
  simulation: Simulation,
  { tunnels }: State,
  cni: SimulatedState["cnis"][number],
  seq: number,
): void {
  const { network } = simulation;
  const { cnis } = accountOf(simulation, cni.account);
  const now = network.clock.now();
  const known = tunnels?.[cni.id];
  cnis.put({
    cni,
    tunnelId: known?.id ?? uuidFrom(`tunnel/${cni.id}`).replaceAll("-", ""),
    seq,
    createdAt: time(known?.createdAt, now),
    modifiedAt: time(known?.modifiedAt, now),
    visibleFrom: time(known?.visibleFrom, now),
  });
  network.number = Math.max(network.number, seq);
  if (known?.goneAt !== undefined) {
    cnis.leaving.at(cni.id, Date.parse(known.goneAt));
  }
}

function time(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Date.parse(text);
}
