/** Whether the model says that a session can be missed. */

import { assess, type Design, type Outcome } from "../../../topology";
import { pathInWords } from "../../../topology/failure";
import { safetyError } from "../../cli-error";

export interface Readiness {
  port: string;
  outcome: Outcome;
}

/** Throws where the loss of the session's port is not carried by what is up now. */
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
  if (outcome === undefined) throw safetyError(`the model knows nothing of the port of ${session}`);
  const { verdict, capacity, path } = outcome;
  if (verdict !== "carried" && !(verdict === "backup" && acceptBackup)) {
    const left = `${capacity.toCustomer} Gbps to you, ${capacity.toCloudflare} Gbps to Cloudflare`;
    throw safetyError(
      `nothing is taken away: without ${port} the model says "${verdict}" (left: ${left}; path: ${pathInWords(path)}).${verdict === "backup" ? " Say --accept-backup where the backup path is to carry it all." : ""}`,
    );
  }
  return { port, outcome };
}

/** What is not Healthy now, or has neither BGP nor routes, takes over nothing. */
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
