import type { Design, Port, Session } from "../design";

/** Each session with its port. */
export function sessionsOnPorts({ sessions, ports }: Design): { session: Session; port: Port }[] {
  return sessions.flatMap((session) =>
    ports.filter(({ name }) => name === session.port).map((port) => ({ session, port })),
  );
}
