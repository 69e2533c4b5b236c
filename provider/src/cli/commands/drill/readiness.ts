/** Checks with the model whether traffic survives without a session. */

import { assess, type Design, type Outcome } from "../../../topology";
import { pathInWords } from "../../../topology/failure";
import { safetyError } from "../../cli-error";

export interface Readiness {
  port: string;
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
  const { singleFailures } = assess(keepHealthy(design, port));
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
  return { port, outcome };
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
