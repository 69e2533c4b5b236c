import { defaultHealthCheck } from "../magic/health-check";
import type { StoredTunnel } from "../magic/schemas/tunnel";
import type { Account } from "./account";
import type { CniRecord } from "./cnis";
import { type Health, penalties } from "./probes";
import type { Route } from "./routes";
import type { Simulation } from "./simulation";
import { healthOf, type ProbedTunnel } from "./tunnel-health";

export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly kind: "cni" | "gre" | "ipsec";
}

/** Health of a tunnel. `health` is null if its check is disabled. */
export interface HealthOfTunnel extends Identity {
  readonly health: Health | null;
  /** When this health began; null if that is not known. */
  readonly since: number | null;
  /** Priority that is added to the routes through the tunnel. */
  readonly penalty: number;
}

/** Tunnel of an account, the states that decide whether its probes succeed, and the static routes through it. */
interface CarryingTunnel {
  readonly identity: Identity;
  readonly tunnel: ProbedTunnel;
  readonly routes: readonly Route[];
}

/** Lists the sessions and tunnels of an account. Records the states of all links up to now. */
export function tunnelsOfAccount(simulation: Simulation, account: Account): CarryingTunnel[] {
  const { behaviour } = simulation.network;
  const { interconnects, magic, routes, greTunnels, ipsecTunnels } = account;
  simulation.recordLinks();

  function ofSession(record: CniRecord): CarryingTunnel {
    const { interconnect, magic: settings } = magic.cni(record);
    const hasPort = interconnects.get(interconnect) !== undefined;
    return {
      identity: { id: record.tunnelId, name: settings.conduit_name, kind: "cni" },
      tunnel: {
        createdAt: record.createdAt,
        check: magic.edit(record)?.health_check ?? defaultHealthCheck(behaviour),
        statesAt: (time) => [
          // The switch `deletionWithCnis` can leave a session without its port.
          hasPort ? simulation.recordedState({ interconnect }, time) : "Down",
          simulation.recordedState({ tunnel: record.tunnelId }, time),
        ],
      },
      routes: routes.using(record),
    };
  }

  function ofTunnel(kind: "gre" | "ipsec", tunnel: StoredTunnel): CarryingTunnel {
    const { id, name, created_on, health_check } = tunnel;
    return {
      identity: { id, name, kind },
      tunnel: {
        createdAt: Date.parse(created_on),
        check: health_check,
        statesAt: (time) => [simulation.recordedState({ tunnel: id }, time)],
      },
      routes: routes.through(tunnel),
    };
  }

  return [
    ...magic.visible().map(ofSession),
    ...greTunnels.all().map((tunnel) => ofTunnel("gre", tunnel)),
    ...ipsecTunnels.all().map((tunnel) => ofTunnel("ipsec", tunnel)),
  ];
}

/** Computes the health of the sessions and tunnels of an account, and the effective priorities of its static routes. */
export function healthOfAccount(simulation: Simulation, account: Account) {
  const { behaviour, clock } = simulation.network;
  const now = clock.now();

  function judged(identity: Identity, tunnel: ProbedTunnel): HealthOfTunnel {
    const judgement = healthOf(tunnel, now, behaviour);
    return judgement === undefined
      ? { ...identity, health: null, since: null, penalty: 0 }
      : {
          ...identity,
          health: judgement.health,
          since: judgement.since ?? null,
          penalty: penalties[judgement.health],
        };
  }

  const all = tunnelsOfAccount(simulation, account).map(({ identity, tunnel, routes }) => ({
    health: judged(identity, tunnel),
    routes,
  }));
  const carriers = new Map(
    all.flatMap(({ health, routes }) => routes.map(({ id }) => [id, health] as const)),
  );
  return {
    tunnels: all.map(({ health }) => health),
    routes: account.routes.all().map(({ id, prefix, nexthop, priority }) => {
      const carrier = carriers.get(id);
      const effectivePriority = priority + (carrier?.penalty ?? 0);
      return { id, prefix, nexthop, priority, effectivePriority, tunnel: carrier?.name ?? null };
    }),
  };
}
