import { defaultHealthCheck } from "../magic/health-check";
import type { StoredTunnel } from "../magic/schemas/tunnel";
import type { Account } from "./account";
import type { CniRecord } from "./cnis";
import { type Health, penalties } from "./probes";
import type { Simulation } from "./simulation";
import { healthOf, type ProbedTunnel } from "./tunnel-health";

interface Identity {
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

/** Computes the health of the sessions and tunnels of an account, and what it does to the static routes. */
export function healthOfAccount(simulation: Simulation, account: Account) {
  const { behaviour, clock } = simulation.network;
  const { interconnects, magic, routes, greTunnels, ipsecTunnels } = account;
  const now = clock.now();
  simulation.recordLinks();

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

  function healthOfSession(record: CniRecord) {
    const { interconnect, magic: settings } = magic.cni(record);
    const name = settings.conduit_name;
    const hasPort = interconnects.get(interconnect) !== undefined;
    const health = judged(
      { id: record.tunnelId, name, kind: "cni" },
      {
        createdAt: record.createdAt,
        check: magic.edit(record)?.health_check ?? defaultHealthCheck(behaviour),
        statesAt: (time) => [
          // A switch can leave a session without its port.
          hasPort ? simulation.recordedState({ interconnect }, time) : "Down",
          simulation.recordedState({ tunnel: record.tunnelId }, time),
        ],
      },
    );
    return { health, routes: routes.using(record) };
  }

  function healthOfTunnel(kind: "gre" | "ipsec", tunnel: StoredTunnel) {
    const { id, name, created_on, health_check } = tunnel;
    const health = judged(
      { id, name, kind },
      {
        createdAt: Date.parse(created_on),
        check: health_check,
        statesAt: (time) => [simulation.recordedState({ tunnel: id }, time)],
      },
    );
    return { health, routes: routes.through(tunnel) };
  }

  const all = [
    ...magic.visible().map(healthOfSession),
    ...greTunnels.all().map((tunnel) => healthOfTunnel("gre", tunnel)),
    ...ipsecTunnels.all().map((tunnel) => healthOfTunnel("ipsec", tunnel)),
  ];
  const carriers = new Map(
    all.flatMap(({ health, routes }) => routes.map(({ id }) => [id, health] as const)),
  );
  return {
    tunnels: all.map(({ health }) => health),
    routes: routes.all().map(({ id, prefix, nexthop, priority }) => {
      const carrier = carriers.get(id);
      const effectivePriority = priority + (carrier?.penalty ?? 0);
      return { id, prefix, nexthop, priority, effectivePriority, tunnel: carrier?.name ?? null };
    }),
  };
}
