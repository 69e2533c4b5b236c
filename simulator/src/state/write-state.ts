import type { z } from "zod";
import type { Account } from "../network/account";
import { Behaviour } from "../network/behaviour";
import { type Plan, type PortStatus, sortSteps } from "../network/plan";
import type { Simulation } from "../network/simulation";
import type { Slot } from "../network/slots";
import { uuidFrom } from "../uuid";
import { findContradictions } from "./contradictions";
import type { NewState, SimulatedState } from "./schema";

type State = z.output<typeof NewState>;
type Interconnect = SimulatedState["interconnects"][number];

/** Error for a state with contradictions. */
export class StateRefused extends Error {}

/** Replaces the whole state of a simulation. */
export function writeState(simulation: Simulation, state: State): void {
  const contradictions = findContradictions(state);
  if (contradictions.length > 0) {
    throw new StateRefused(contradictions.join("; "));
  }
  const { network, outages, maintenance } = simulation;
  simulation.reset();
  writeClock(simulation, state);
  network.behaviour = Behaviour.parse(state.behaviour ?? network.behaviour);
  const { courseOfNewPorts: course } = state;
  network.courseOfNewPorts = course ? { ...course, steps: sortSteps(course.steps) } : undefined;
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
    account.greTunnels.load(known.greTunnels ?? []);
    account.ipsecTunnels.load(known.ipsecTunnels ?? []);
    account.routes.load(known.routes ?? []);
    account.policies.load(known.policies ?? []);
  }
  const ports = new Map(Object.entries(state.ports ?? {}));
  const statuses = new Map(Object.entries(state.statuses ?? {}));
  const interconnects = (state.interconnects ?? []).map((interconnect, index) => {
    const { name } = interconnect;
    const known = ports.get(name);
    const seq = known?.seq ?? index + 1;
    return { seq, interconnect, known, status: statuses.get(name) };
  });
  for (const port of numbered(interconnects)) {
    writePort(simulation, port);
  }
  const tunnels = new Map(Object.entries(state.tunnels ?? {}));
  writeLinks(simulation, state);
  const cnis = (state.cnis ?? []).map((cni, index) => {
    const known = tunnels.get(cni.id);
    return { seq: known?.seq ?? interconnects.length + index + 1, cni, known };
  });
  for (const cni of numbered(cnis)) {
    writeCni(simulation, cni);
  }
}

/** Sorts items by creation and makes their numbers unique, because lists are paged by them. */
function numbered<Item extends { readonly seq: number }>(items: readonly Item[]): Item[] {
  let last = 0;
  return [...items]
    .sort((a, b) => a.seq - b.seq)
    .map((item) => {
      last = Math.max(item.seq, last + 1);
      return { ...item, seq: last };
    });
}

// In real mode, time has passed since the state was saved, so this restores the offset to real time.
function writeClock({ network: { clock } }: Simulation, { clock: reading }: State): void {
  if (reading !== undefined) {
    clock.mode = reading.mode;
    clock.setTime(
      reading.mode === "virtual" ? Date.parse(reading.now) : Date.now() + reading.offset,
    );
  }
}

function writeLinks({ links }: Simulation, { links: known }: State): void {
  const changes = Object.entries(known?.changes ?? {});
  links.load(
    changes.map(([key, list]) => [
      key,
      list.map(({ at, state }) => ({ at: Date.parse(at), state })),
    ]),
  );
  links.until = known?.until == null ? undefined : Date.parse(known.until);
}

function writeSlots({ network: { slots } }: Simulation, state: State): void {
  if (state.slots) {
    slots.replace(
      state.slots.map(({ id, site, speed, facility, ccr_device_name, port }) => ({
        id,
        site,
        speed,
        facility,
        device: ccr_device_name ?? null,
        port,
      })),
    );
  }
  const taken = state.slots?.flatMap(({ id, occupied }) => (occupied ? [id] : [])) ?? [];
  // Ports that are restored later set their own account as the occupant. All other occupied slots have always belonged to
  // other customers.
  for (const id of [...(state.occupiedSlots ?? []), ...taken]) {
    slots.occupy(id, null, Number.NEGATIVE_INFINITY);
  }
}

/** Creates the slot of a port whose slot is not in the state. */
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

interface NumberedPort {
  readonly seq: number;
  readonly interconnect: Interconnect;
  readonly known: SimulatedState["ports"][string] | undefined;
  readonly status: PortStatus | undefined;
}

function writePort(
  simulation: Simulation,
  { seq, interconnect, status, ...port }: NumberedPort,
): void {
  const { network } = simulation;
  const { interconnects } = accountOf(simulation, interconnect.account);
  const now = network.clock.now();
  const { createdAt, visibleFrom, plan, goneAt, ...known } = port.known ?? {};
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
      ? { ...plan, steps: sortSteps(plan.steps), since: Date.parse(plan.since) }
      : planOf(now, status),
  });
  network.number = Math.max(network.number, seq);
  if (goneAt !== undefined) {
    interconnects.pendingDeletions.schedule(interconnect.name, Date.parse(goneAt));
  }
}

interface NumberedCni {
  readonly seq: number;
  readonly cni: SimulatedState["cnis"][number];
  readonly known: SimulatedState["tunnels"][string] | undefined;
}

function writeCni(simulation: Simulation, { seq, cni, known }: NumberedCni): void {
  const { network } = simulation;
  const { cnis } = accountOf(simulation, cni.account);
  const now = network.clock.now();
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
    cnis.pendingDeletions.schedule(cni.id, Date.parse(known.goneAt));
  }
}

function time(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Date.parse(text);
}
