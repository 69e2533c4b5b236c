/** Checks with the model whether traffic survives without a session. */

import { assess, type Capacity, type Design, type Outcome, type Path } from "../../../topology";
import { pathInWords } from "../../../topology/failure";
import { outcomeWithout } from "../../../topology/outcomes";
import { safetyError } from "../../cli-error";

export interface Readiness {
  port: string;
  /** What carries the traffic before and after the drill. */
  before: { capacity: Capacity; path: Path };
  /** What remains without the port. */
  outcome: Outcome;
}

/** Throws if the Healthy ports do not carry the loss of the session's port. */
export function checkReadiness(
  design: Design,
  session: string,
  { acceptBackup }: { acceptBackup: boolean },
): Readiness {
  const own = design.sessions.find(({ name }) => name === session);
  const port = own?.port ?? "";
  const healthy = keepHealthy(design, port);
  const { singleFailures, capacity: present } = assess(healthy);
  const outcome = singleFailures.find(
    ({ failures: [failure] }) => failure?.kind === "port" && failure.name === port,
  );
  if (outcome === undefined) throw safetyError(`The model has no port for session "${session}".`);
  const { verdict, capacity, path } = outcome;
  if (verdict !== "carried" && !(verdict === "backup" && acceptBackup)) {
    const left = `${capacity.toCustomer} Gbps to you, ${capacity.toCloudflare} Gbps to Cloudflare`;
    throw safetyError(
      `Nothing was withdrawn, because without ${port} the model says "${verdict}" (left: ${left}; path: ${pathInWords(path)}).${verdict === "backup" ? " Add --accept-backup if the backup path may carry all traffic." : ""}`,
    );
  }
  const { path: presentPath } = outcomeWithout(healthy, []);
  return { port, before: { capacity: present, path: presentPath }, outcome };
}

/** Removes ports that are not Healthy, and sessions that have neither BGP nor routes, because they carry no traffic. */
function keepHealthy(design: Design, drilled: string): Design {
  const ports = design.ports.filter(({ name, state }) => name === drilled || state === "Healthy");
  return {
    ...design,
    ports,
    sessions: design.sessions.filter(
      ({ port, bgp, prefixes = [] }) =>
        ports.some(({ name }) => name === port) && (bgp === true || prefixes.length > 0),
    ),
  };
}
