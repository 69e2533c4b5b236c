import { tunnelsOf } from "../capacity";
import type { Design, Port, Session } from "../design";

export const MTU = 1_500;
/** What GRE leaves of it toward Cloudflare. */
export const MTU_IN_GRE = 1_476;

/** Each session with its port. */
export function sessionsOnPorts({ sessions, ports }: Design): { session: Session; port: Port }[] {
  return sessions.flatMap((session) =>
    ports.filter(({ name }) => name === session.port).map((port) => ({ session, port })),
  );
}

/** Bytes that a packet over the port may have in both directions. */
export function largestMtu(port: Port): number {
  return tunnelsOf(port) > 0 ? MTU_IN_GRE : MTU;
}
