import { endsOf } from "../network/point-to-point";
import type { SimulatedState } from "../state/schema";

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

/** Which of the things that hold at all times do not hold in a state. */
export function brokenInvariants(state: SimulatedState): string[] {
  const { interconnects, cnis, occupiedSlots } = state;
  const names = interconnects.map(({ name }) => name);
  const slots = interconnects.flatMap((port) => (port.type === "direct" ? [port.slot_id] : []));
  const rules: [rule: string, offenders: string[]][] = [
    ["a name is one port's", repeated(names)],
    ["a slot is one port's", repeated(slots)],
    ["a port's slot is taken", slots.filter((id) => !occupiedSlots.includes(id))],
    ["a taken slot is some port's", occupiedSlots.filter((id) => !slots.includes(id))],
    ["a port has a status", names.filter((name) => state.statuses[name] === undefined)],
    ["an id is one CNI's", repeated(cnis.map(({ id }) => id))],
    ["a name is one CNI's", repeated(cnis.map(({ magic }) => magic.conduit_name))],
    ["an address is one CNI's", repeated(cnis.flatMap(endsOf))],
    [
      "a CNI is on a port",
      cnis.flatMap(({ interconnect }) => (names.includes(interconnect) ? [] : [interconnect])),
    ],
    [
      "the two ends are in one /31",
      cnis.flatMap(({ p2p_ip, cust_ip }) => (areEnds(p2p_ip, cust_ip) ? [] : [p2p_ip])),
    ],
  ];
  return rules.flatMap(([rule, offenders]) =>
    offenders.length > 0 ? [`${rule}: not ${offenders.join(", ")}`] : [],
  );
}

function areEnds(cloudflare: string, customer: string): boolean {
  const [, network, host] = /^(.*)\.(\d+)\/31$/.exec(cloudflare) ?? [];
  return customer === `${network}.${Number(host) + 1}/31`;
}
