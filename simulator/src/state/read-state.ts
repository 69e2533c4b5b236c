import type { Account } from "../network/account";
import type { MaintenanceWindow } from "../network/maintenance";
import type { Simulation } from "../network/simulation";
import type { Slot } from "../network/slots";
import type { ClockReading, SimulatedState } from "./schema";

export function iso(time: number): string {
  return new Date(time).toISOString();
}

export function clockReading({ network: { clock } }: Simulation): ClockReading {
  return { mode: clock.mode, now: iso(clock.now()), offset: clock.offset };
}

function linksState({ links }: Simulation): SimulatedState["links"] {
  return {
    until: links.until === undefined ? null : iso(links.until),
    changes: Object.fromEntries(
      links
        .all()
        .map(([key, changes]) => [key, changes.map(({ at, state }) => ({ at: iso(at), state }))]),
    ),
  };
}

export function windowState(window: MaintenanceWindow) {
  return { ...window, from: iso(window.from), to: iso(window.to) };
}

function gone(time: number | undefined) {
  return time === undefined ? {} : { goneAt: iso(time) };
}

function portsOf({ interconnects }: Account): SimulatedState["ports"] {
  return Object.fromEntries(
    interconnects.all().map(({ seq, createdAt, visibleFrom, pairingKey, plan, edits, ...port }) => [
      port.interconnect.name,
      {
        seq,
        createdAt: iso(createdAt),
        visibleFrom: iso(visibleFrom),
        ...(pairingKey === undefined ? {} : { pairingKey }),
        plan: { ...plan, steps: [...plan.steps], since: iso(plan.since) },
        edits,
        ...gone(interconnects.pendingDeletions.goneAt(port.interconnect.name)),
      },
    ]),
  );
}

function tunnelsOf({ cnis }: Account): SimulatedState["tunnels"] {
  return Object.fromEntries(
    cnis.all().map(({ cni, tunnelId, seq, createdAt, modifiedAt, visibleFrom }) => [
      cni.id,
      {
        id: tunnelId,
        seq,
        createdAt: iso(createdAt),
        modifiedAt: iso(modifiedAt),
        visibleFrom: iso(visibleFrom),
        ...gone(cnis.pendingDeletions.goneAt(cni.id)),
      },
    ]),
  );
}

function accountState(account: Account) {
  const { id, name, settings, interconnects, magic, routes, policies } = account;
  const { greTunnels, ipsecTunnels } = account;
  return {
    id,
    name,
    settings: { default_asn: settings.asn ?? settings.initialAsn },
    settingsWereSet: settings.asn !== undefined,
    spentPairingKeys: interconnects.spentPairingKeys(),
    magic: magic.dump(),
    greTunnels: greTunnels.all(),
    ipsecTunnels: ipsecTunnels.all(),
    routes: routes.dump(),
    policies: policies.dump(),
  };
}

/** Returns the whole state as JSON that `writeState` accepts. */
export function readState(simulation: Simulation): SimulatedState {
  const { network, outages, maintenance } = simulation;
  const { slots, behaviour, courseOfNewPorts } = network;
  const accounts = simulation.accounts();
  const ports = accounts.flatMap(({ interconnects }) => interconnects.all());

  function slotInfo({ id, site, speed, facility, device, port }: Slot) {
    const occupied = slots.occupant(id) !== undefined;
    return { id, occupied, site, speed, facility, ccr_device_name: device, ...(port && { port }) };
  }

  return {
    clock: clockReading(simulation),
    accounts: accounts.map(accountState),
    interconnects: ports.map(({ interconnect }) => interconnect),
    statuses: Object.fromEntries(
      ports.map((port) => [port.interconnect.name, simulation.status(port)]),
    ),
    ports: Object.assign({}, ...accounts.map(portsOf)),
    cnis: accounts.flatMap(({ cnis }) => cnis.all().map(({ cni }) => cni)),
    tunnels: Object.assign({}, ...accounts.map(tunnelsOf)),
    slots: slots.custom ? slots.all().map(slotInfo) : null,
    occupiedSlots: slots.occupied().map(([id]) => id),
    outages: outages.all(),
    maintenance: maintenance.all().map(windowState),
    links: linksState(simulation),
    behaviour,
    courseOfNewPorts: courseOfNewPorts
      ? { ...courseOfNewPorts, steps: [...courseOfNewPorts.steps] }
      : null,
    number: network.number,
  };
}
