/**
 * A rehearsal: a stack runs on the simulator, each failure that its design foresees is made to
 * happen, and what is left is compared with what the model foretold.
 */

import { distinct } from "../domain/distinct";
import { CniError } from "../domain/errors";
import { assess } from "../topology";
import type { Design, Port } from "../topology/design";
import type { Failure } from "../topology/failure";
import { namesOf } from "../topology/places";
import { healthyPorts, readGroups, type StackDeployment } from "./stack";

/** A stack, as Pulumi's Automation API gives it. */
export interface RehearsedStack {
  refresh(): Promise<unknown>;
  exportStack(): Promise<{ deployment: unknown }>;
}

/** Where an outage strikes; every criterion that is given must hold. */
export interface OutagePlace {
  facility?: string;
  device?: string;
  site?: string;
  reason?: string;
}

/** The simulator's controls, as the package `cloudflare-cni-simulator` has them. */
export interface Breakable {
  beginOutage(place: OutagePlace): Promise<{ id: string }>;
  endOutages(): Promise<void>;
  plan(
    interconnect: string,
    plan: { after: string; state: string; reason?: string }[],
  ): Promise<void>;
}

/** One failure: which ports were to survive it, and which did. */
export interface RehearsedFailure {
  group: string;
  failure: Failure;
  foretold: readonly string[];
  happened: readonly string[];
}

/**
 * Makes every single failure of every `InterconnectGroup` of a stack happen, one after the other,
 * and tells what was foretold and what happened. The stack must be up on the simulator, with every
 * link Healthy; it is left so.
 *
 * Fails where something else happened than was foretold: then the design is not what it seems.
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
    throw new CniError("the stack has no InterconnectGroup that is up: run `pulumi up` first.");
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
        `after the rehearsal only ${healthy.join(", ") || "no port"} of group "${design.name}" is Healthy.`,
      );
    }
  }
  const mismatches = rehearsed.filter(({ foretold, happened }) => `${foretold}` !== `${happened}`);
  if (mismatches.length > 0) throw new CniError(mismatches.map(describeMismatch).join("\n"));
  return rehearsed;
}

/** Breaks the place, not the ports that the model thinks are there. */
async function startFailure(failure: Failure, design: Design, simulator: Breakable): Promise<void> {
  const reason = `rehearsal: ${failure.kind} ${failure.name}`;
  if (failure.kind === "port") {
    const down = [{ after: "0s", state: "Down", reason }];
    await Promise.all(interconnectsOf(failure, design).map((name) => simulator.plan(name, down)));
    return;
  }
  for (const place of placesOf(failure, design)) await simulator.beginOutage({ ...place, reason });
}

async function endFailure(failure: Failure, design: Design, simulator: Breakable): Promise<void> {
  await simulator.endOutages();
  if (failure.kind !== "port") return;
  const up = [{ after: "0s", state: "Healthy" }];
  await Promise.all(interconnectsOf(failure, design).map((name) => simulator.plan(name, up)));
}

function placesOf({ kind, name, ports }: Failure, design: Design): OutagePlace[] {
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
      // A window is on a device where it has that one's name, else on the whole facility.
      return devices.some(({ device }) => device.toLowerCase() === name) ? devices : facilities;
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
  return `group "${group}": when ${failure.kind} ${failure.name} fails, ${named(foretold)} was to survive, and ${named(happened)} did.`;
}
