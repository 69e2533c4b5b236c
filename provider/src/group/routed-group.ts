/** The parts of a group from which router configurations are generated. */
import type { CniBgpSession } from "../program/cni-bgp-session";
import type { GroupSessionArgs, InterconnectGroupArgs } from "./args";
import { mergeBgp, sessionArgsOf } from "./description";

export interface RoutedGroup {
  name: string;
  args: InterconnectGroupArgs;
  sessions: Readonly<Record<string, CniBgpSession>>;
}

/** Session of a router, with the settings that the group declares for it. */
export interface RoutedSession {
  port: string;
  resource: CniBgpSession;
  args: GroupSessionArgs;
  bgp: ReturnType<typeof mergeBgp>;
}

/** Returns the router to which a port is connected. */
export function routerOf({ args }: RoutedGroup, port: string): string | undefined {
  return args.ports[port]?.customer?.router;
}

export function sessionsOf(group: RoutedGroup, router: string): RoutedSession[] {
  return Object.entries(group.sessions)
    .filter(([port]) => routerOf(group, port) === router)
    .map(([port, resource]) => {
      const args = sessionArgsOf(group.args, port);
      return { port, resource, args, bgp: mergeBgp(group.args, args) };
    });
}
