/**
 * Rehearses a stack on the simulator. Each failure of the design is made to happen, and the ports that survive are
 * compared with the model's prediction.
 */

import { distinct } from "../domain/distinct";
import { CniError } from "../domain/errors";
import { assess } from "../topology";
import type { Design, Port } from "../topology/design";
import type { Failure } from "../topology/failure";
import { namesOf } from "../topology/places";
import { healthyPorts, readGroups, type StackDeployment } from "./stack";

/** Stack as in Pulumi's Automation API. */
export interface RehearsedStack {
  refresh(): Promise<unknown>;
  exportStack(): Promise<{ deployment: unknown }>;
}

/** Place of an outage. The outage affects all ports that match every property that is set. */
export interface OutagePlace {
  facility?: string;
  device?: string;
  site?: string;
  reason?: string;
}

/** Controls of the simulator, as in the package `cloudflare-cni-simulator`. */
export interface Breakable {
  beginOutage(place: OutagePlace): Promise<{ id: string }>;
  endOutages(): Promise<void>;
  plan(
    interconnect: string,
    plan: { after: string; state: string; reason?: string }[],
  ): Promise<void>;
}

/** Result of one failure. */
export interface RehearsedFailure {
  /** Name of the group. */
  group: string;
  failure: Failure;
  /** Ports that should survive according to the model. */
  foretold: readonly string[];
  /** Ports that survived on the simulator. */
  happened: readonly string[];
}

/**
 * Rehearses every single failure of every `InterconnectGroup` of a stack, one after the other. Returns the predicted
 * and the actual survivors. Before the rehearsal, the stack must be up on the simulator and every link Healthy.
 * Afterwards, every link is Healthy again.
 *
 * Fails if the survivors differ from the model's prediction, because the design then differs from the deployed stack.
 *
 * @example
 * ```ts
 * import { LocalWorkspace } from "@pulumi/pulumi/automation";
 * import { startSimulator } from "cloudflare-cni-simulator";
 * import { rehearse } from "pulumi-cloudflare-cni/rehearsal";
 *
 * async function rehearsal(workDir: string) {
 *   const simulator = await startSimulator({ healthyAfter: "1s" });
 *   const stack = await LocalWorkspace.createOrSelectStack(
 *     { stackName: "rehearsal", workDir },
 *     {
 *       envVars: {
 *         CLOUDFLARE_BASE_URL: simulator.baseUrl,
 *         CLOUDFLARE_ACCOUNT_ID: simulator.accountId,
 *         CLOUDFLARE_API_TOKEN: simulator.token,
 *       },
 *     },
 *   );
 *   await stack.up();
 *   return rehearse(stack, simulator.control);
 * }
 * ```
 */
export async function rehearse(
  stack: RehearsedStack,
  simulator: Breakable,
): Promise<RehearsedFailure[]> {
  const groups = readGroups(await exportDeployment(stack));
  if (groups.length === 0) {
    throw new CniError("The stack has no deployed InterconnectGroup. Run `pulumi up` first.");
  }
  const rehearsed: RehearsedFailure[] = [];
  for (const design of groups) {
    for (const { failures, survivors } of assess(design).singleFailures) {
      for (const failure of failures) {
        await startFailure(failure, design, simulator);
        try {
          const happened = await survivorsOf(design, stack);
          rehearsed.push({ group: design.name, failure, foretold: survivors, happened });
        } finally {
          await endFailure(failure, design, simulator);
        }
      }
    }
    const healthy = await survivorsOf(design, stack);
    if (healthy.length < design.ports.length) {
      throw new CniError(
        `After the rehearsal, only ${healthy.join(", ") || "no port"} of group "${design.name}" is Healthy.`,
      );
    }
  }
  const mismatches = rehearsed.filter(({ foretold, happened }) => `${foretold}` !== `${happened}`);
  if (mismatches.length > 0) throw new CniError(mismatches.map(describeMismatch).join("\n"));
  return rehearsed;
}

/**
 * Starts an outage at the place of the failure. The outage does not depend on the ports that the model expects there.
 */
async function startFailure(failure: Failure, design: Design, simulator: Breakable): Promise<void> {
  const reason = `rehearsal: ${failure.kind} ${failure.name}`;
  if (takesDownPorts(failure)) {
    const down = [{ after: "0s", state: "Down", reason }];
    await Promise.all(interconnectsOf(failure, design).map((name) => simulator.plan(name, down)));
    return;
  }
  for (const place of placesOf(failure, design)) await simulator.beginOutage({ ...place, reason });
}

async function endFailure(failure: Failure, design: Design, simulator: Breakable): Promise<void> {
  await simulator.endOutages();
  if (!takesDownPorts(failure)) return;
  const up = [{ after: "0s", state: "Healthy" }];
  await Promise.all(interconnectsOf(failure, design).map((name) => simulator.plan(name, up)));
}

/**
 * Whether the failure takes down ports on the simulator. The simulator cannot fail a single port or anything at the
 * customer's end.
 */
function takesDownPorts({ kind }: Failure): boolean {
  return ["port", "customer-router", "customer-site", "customer-power", "duct"].includes(kind);
}

function placesOf({ kind, ports }: Failure, design: Design): OutagePlace[] {
  const affected = design.ports.filter((port) => ports.includes(port.name));
  const each = (of: (port: Port) => string | null | undefined) =>
    distinct(affected.map((port) => of(port) ?? undefined));
  const facilities = each(({ facility }) => facility).map((facility) => ({ facility }));
  const sites = each(({ site }) => site).map((site) => ({ site }));
  const devices = each(({ device }) => device).map((device) => ({ device }));
  switch (kind) {
    case "device":
      return devices;
    case "metro":
    case "pop":
      return sites;
    case "maintenance":
      return affected.map(({ facility, device }) => ({ facility, device: device ?? undefined }));
    default:
      return facilities;
  }
}

function interconnectsOf({ ports }: Failure, design: Design): string[] {
  const affected = design.ports.filter(({ name }) => ports.includes(name));
  return distinct(affected.map(({ interconnect }) => interconnect));
}

async function survivorsOf(design: Design, stack: RehearsedStack): Promise<string[]> {
  await stack.refresh();
  const healthy = healthyPorts(await exportDeployment(stack));
  return namesOf(
    design.ports.filter(({ interconnect }) => interconnect && healthy.has(interconnect)),
  ).sort();
}

async function exportDeployment(stack: RehearsedStack): Promise<StackDeployment> {
  return (await stack.exportStack()).deployment;
}

function describeMismatch({ group, failure, foretold, happened }: RehearsedFailure): string {
  const named = (ports: readonly string[]) => ports.join(", ") || "no port";
  return `Group "${group}": if ${failure.kind} ${failure.name} fails, the model predicts that ${named(foretold)} survives, but ${named(happened)} survived on the simulator.`;
}
