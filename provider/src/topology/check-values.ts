import { parseDuration } from "../domain/duration";
import { CniError } from "../domain/errors";
import { isObject } from "../domain/is-object";
import { parsePercentage } from "../domain/percentage";
import { didYouMean } from "../domain/suggest";
import { Steering, UseCase } from "../domain/values";
import { ASSUMPTION_KEYS, EXAMPLE_ASSUMPTION } from "./assumed-failures";
import { tunnelsOfBackup } from "./backup";
import type {
  Assumptions,
  Backup,
  BackupTunnel,
  CustomerEnd,
  Demand,
  Design,
  FailureAssumption,
  HealthCheck,
  Port,
  Session,
} from "./design";
import { INTENTS } from "./intent";

type KeysOf<T> = T extends unknown ? keyof T : never;
/** Properties of an object. Values of kind `number` must be finite and not negative. */
type Properties<T> = Record<KeysOf<T>, "number" | "other">;

const DESIGN: Properties<Design> = {
  name: "other",
  intent: "other",
  ports: "other",
  sessions: "other",
  demand: "other",
  backup: "other",
  order: "other",
  maintenanceNotification: "other",
  transitMss: "number",
  useCase: "other",
  maxOutage: "other",
  availability: "other",
  assumptions: "other",
  statefulFirewall: "other",
};
const DEMAND: Properties<Demand> = { toCustomer: "number", toCloudflare: "number" };
const BACKUP: Properties<Backup> = {
  kind: "other",
  name: "other",
  capacity: "number",
  encapsulation: "other",
  mss: "number",
  localPreference: "number",
  routePriority: "number",
  reason: "other",
  tunnels: "other",
};
const TUNNEL: Properties<BackupTunnel> = {
  name: "other",
  encapsulation: "other",
  capacity: "number",
  mss: "number",
  healthCheck: "other",
  localPreference: "number",
  routePriority: "number",
  bgp: "other",
  communities: "other",
  prepends: "number",
};
const PORT: Properties<Port> = {
  name: "other",
  interconnect: "other",
  kind: "other",
  dataplane: "other",
  speed: "number",
  facility: "other",
  address: "other",
  site: "other",
  metro: "other",
  device: "other",
  slot: "other",
  devicesInApi: "number",
  distanceKm: "number",
  vlan: "number",
  bfd: "other",
  lacp: "other",
  peering: "other",
  greTunnels: "number",
  state: "other",
  customer: "other",
};
const CUSTOMER: Properties<CustomerEnd> = {
  router: "other",
  port: "other",
  cage: "other",
  panel: "other",
  panelPort: "other",
  site: "other",
  power: "other",
  duct: "other",
};
const HEALTH_CHECK: Properties<HealthCheck> = {
  enabled: "other",
  rate: "other",
  type: "other",
  direction: "other",
  target: "other",
};
const ASSUMPTIONS: Properties<Assumptions> = {
  probeInterval: "number",
  probeTimeout: "number",
  customerConvergence: "number",
  port: "other",
  device: "other",
  facility: "other",
  metro: "other",
  pop: "other",
  maintenance: "other",
  customerRouter: "other",
  customerSite: "other",
  customerPower: "other",
  duct: "other",
};
const FAILURE_ASSUMPTION: Properties<FailureAssumption> = { mtbf: "other", mttr: "other" };
const SESSION: Properties<Session> = {
  name: "other",
  port: "other",
  customerIp: "other",
  cloudflareIp: "other",
  mtu: "number",
  mss: "number",
  bgp: "other",
  advertiseOnly: "other",
  customerAsn: "number",
  md5: "other",
  localPreference: "number",
  routePriority: "number",
  communities: "other",
  prepends: "number",
  prefixes: "other",
  up: "other",
  steering: "other",
  healthCheck: "other",
  holdTime: "number",
  gracefulRestart: "other",
  trackedWithin: "number",
};

/**
 * Throws a `CniError` if a design has misspelt properties or values of the wrong type. This can happen in JavaScript
 * programs. Accepts properties whose names resemble no known property, because a newer version may have written them to
 * the state.
 */
export function checkValues(design: Design): void {
  const { ports, sessions }: { ports: unknown; sessions: unknown } = design;
  if (!Array.isArray(ports) || !Array.isArray(sessions)) {
    throw new CniError(
      `Design "${design.name}": ports and sessions must be lists. Use [] for an empty list.`,
    );
  }
  const problems = [
    ...intentProblems(design.intent),
    ...useCaseProblems(design.useCase),
    ...policiesProblems(design.maintenanceNotification),
    ...problemsIn("", design, DESIGN),
    ...problemsIn("demand.", design.demand, DEMAND),
    ...problemsIn("backup.", design.backup, BACKUP),
    ...tunnelsOfBackup(design.backup).flatMap((tunnel, at) =>
      "kind" in tunnel ? [] : problemsIn(`backup.tunnels[${at}].`, tunnel, TUNNEL),
    ),
    ...problemsIn("assumptions.", design.assumptions, ASSUMPTIONS),
    ...failureProblems(design.assumptions),
    ...outageProblems(design.maxOutage),
    ...availabilityProblems(design.availability),
    ...design.ports.flatMap((port, at) => portProblems(`ports[${at}].`, port)),
    ...design.sessions.flatMap((session, at) => sessionProblems(`sessions[${at}].`, session)),
  ];
  if (problems.length > 0) throw new CniError(`Design "${design.name}": ${problems.join(" ")}`);
}

function portProblems(path: string, port: Port): string[] {
  const { customer }: { customer?: unknown } = port;
  const problems = problemsIn(path, port, PORT);
  // A missing value is null in a stack's state.
  if (customer === undefined || customer === null) return problems;
  const hasRouter =
    isObject(customer) && typeof customer.router === "string" && customer.router.trim() !== "";
  return [
    ...problems,
    ...(hasRouter
      ? problemsIn(`${path}customer.`, customer, CUSTOMER)
      : [`${path}customer must have a router, such as { router: "edge-1" }.`]),
  ];
}

function sessionProblems(path: string, session: Session): string[] {
  const { healthCheck, steering } = session;
  return [
    ...problemsIn(path, session, SESSION),
    ...problemsIn(`${path}healthCheck.`, healthCheck ?? undefined, HEALTH_CHECK),
    ...(steering ? choiceProblems(`${path}steering`, steering, Object.values(Steering)) : []),
  ];
}

function outageProblems(maxOutage: unknown): string[] {
  if (maxOutage === undefined || maxOutage === null) return [];
  if (typeof maxOutage === "string" && parseDuration(maxOutage) !== undefined) return [];
  return [`maxOutage ${JSON.stringify(maxOutage)} must be a duration such as "10s".`];
}

function availabilityProblems(availability: unknown): string[] {
  if (availability === undefined || availability === null) return [];
  if (typeof availability === "string" && parsePercentage(availability) !== undefined) return [];
  return [
    `availability ${JSON.stringify(availability)} must be a percentage above 0% and below 100%, such as "99.99%".`,
  ];
}

function failureProblems(assumptions: Assumptions | undefined): string[] {
  return Object.values(ASSUMPTION_KEYS).flatMap((key) => {
    const value: unknown = assumptions?.[key];
    const path = `assumptions.${key}`;
    if (value === undefined || value === null) return [];
    if (!isObject(value))
      return [`${path} ${JSON.stringify(value)} must be an object such as ${EXAMPLE_ASSUMPTION}.`];
    return [
      ...problemsIn(`${path}.`, value, FAILURE_ASSUMPTION),
      ...Object.keys(FAILURE_ASSUMPTION).flatMap((name) => {
        const time = value[name];
        if (typeof time === "string" && parseDuration(time) !== undefined) return [];
        return time === undefined || time === null
          ? [`${path}.${name} is required. Set ${EXAMPLE_ASSUMPTION}.`]
          : [`${path}.${name} ${JSON.stringify(time)} must be a duration such as "4h" or "2y".`];
      }),
    ];
  });
}

function intentProblems(intent: unknown): string[] {
  if (intent === undefined) return [`intent is required. Set one of ${INTENTS.join(", ")}.`];
  return choiceProblems("intent", intent, INTENTS);
}

function useCaseProblems(useCase: unknown): string[] {
  // A missing value is null in a stack's state.
  if (useCase === undefined || useCase === null) return [];
  return choiceProblems("useCase", useCase, Object.values(UseCase));
}

function policiesProblems(policies: unknown): string[] {
  if (policies === undefined || policies === null || Array.isArray(policies)) return [];
  return [
    "maintenanceNotification must be a list of notification policies. Use [] for an empty list.",
  ];
}

function choiceProblems(path: string, value: unknown, choices: readonly string[]): string[] {
  if (choices.some((one) => one === value)) return [];
  const hint = typeof value === "string" ? didYouMean(value, choices) : "";
  const problem = `${path} ${JSON.stringify(value)} must be one of ${choices.join(", ")}.`;
  return [hint === "" ? problem : `${problem} ${hint}`];
}

function problemsIn(path: string, object: object | undefined, known: object): string[] {
  const kinds = new Map(Object.entries(known));
  return Object.entries(object ?? {}).flatMap(([key, value]: [string, unknown]) => {
    const kind = kinds.get(key);
    if (kind === undefined) {
      const hint = didYouMean(key, [...kinds.keys()]);
      return hint === "" ? [] : [`${path}${key} is not a property of a design. ${hint}`];
    }
    const isNumber = typeof value === "number" && Number.isFinite(value) && value >= 0;
    // A missing value is null in a stack's state.
    if (kind === "other" || isNumber || value === undefined || value === null) return [];
    const text = typeof value === "string" ? JSON.stringify(value) : String(value);
    return [`${path}${key} ${text} must be a number, 0 or more. Write it without a unit.`];
  });
}
