import { endsOf } from "../network/point-to-point";
import type { SimulatedState } from "../state/schema";

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

/** Returns the invariants that a state violates. */
export function brokenInvariants(state: SimulatedState): string[] {
  const { interconnects, cnis, occupiedSlots } = state;
  const names = interconnects.map(({ name }) => name);
  const slots = interconnects.flatMap((port) => (port.type === "direct" ? [port.slot_id] : []));
  const rules: [rule: string, offenders: string[]][] = [
    ["port names are unique", repeated(names)],
    ["a slot has at most one port", repeated(slots)],
    ["the slot of a port is occupied", slots.filter((id) => !occupiedSlots.includes(id))],
    ["an occupied slot has a port", occupiedSlots.filter((id) => !slots.includes(id))],
    ["a port has a status", names.filter((name) => state.statuses[name] === undefined)],
    ["CNI ids are unique", repeated(cnis.map(({ id }) => id))],
    ["CNI names are unique", repeated(cnis.map(({ magic }) => magic.conduit_name))],
    ["CNI addresses are unique", repeated(cnis.flatMap(endsOf))],
    [
      "a CNI is on a port",
      cnis.flatMap(({ interconnect }) => (names.includes(interconnect) ? [] : [interconnect])),
    ],
    [
      "both ends of a CNI are in one /31",
      cnis.flatMap(({ p2p_ip, cust_ip }) => (areEnds(p2p_ip, cust_ip) ? [] : [p2p_ip])),
    ],
  ];
  return rules.flatMap(([rule, offenders]) =>
    offenders.length > 0 ? [`${rule}: violated by ${offenders.join(", ")}`] : [],
  );
}

function areEnds(cloudflare: string, customer: string): boolean {
  const [, network, host] = /^(.*)\.(\d+)\/31$/.exec(cloudflare) ?? [];
  return customer === `${network}.${Number(host) + 1}/31`;
}
