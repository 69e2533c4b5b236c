/** Designs with assumptions about failures, for tests. */

import { type Assumptions, assess, type Design, type Downtime, type Port } from "..";

export const YEAR = 525_600;
/** Assumption of a component that is down for one hour in a hundred. */
export const OFTEN = { mtbf: "99h", mttr: "1h" };

const SESSION = { healthCheck: { enabled: true }, trackedWithin: 3, prefixes: ["203.0.113.0/24"] };

/** Creates a design with ports in Chicago that share the traffic. Each port is on its own device. */
export function designOf(count: number, more: Partial<Design> = {}): Design {
  const ports = Array.from(
    { length: count },
    (_, at): Port => ({
      name: `p${at}`,
      facility: "Equinix CH2",
      device: `ccr0${at}.ord-a`,
      speed: 10,
    }),
  );
  return {
    name: "transit",
    intent: "single",
    ports,
    sessions: ports.map(({ name }) => ({ ...SESSION, name, port: name, steering: "share" })),
    demand: { toCustomer: 10, toCloudflare: 1 },
    ...more,
  };
}

export function toCustomer(design: Design): Downtime {
  const { availability } = assess(design);
  if (availability === undefined) throw new Error("The design has no availability.");
  return availability.toCustomer;
}

/** Creates assumptions that cover every kind of failure of {@link designOf}. Only ports fail often enough to matter. */
export function portsOnly(port = OFTEN): Assumptions {
  const never = { mtbf: "1000000000y", mttr: "1ms" };
  return { port, device: never, facility: never, metro: never, maintenance: never };
}
