import type { Design, Port, Session } from "../design";

export function sessionsOnPorts({ sessions, ports }: Design): { session: Session; port: Port }[] {
  return sessions.flatMap((session) =>
    ports.filter(({ name }) => name === session.port).map((port) => ({ session, port })),
  );
}
