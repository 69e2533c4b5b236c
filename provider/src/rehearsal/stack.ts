/** Reads groups and ports from an exported stack. */
import { z } from "zod";
import { GROUP_TYPE, isResourceType } from "../domain/resource-types";
import type { Design } from "../topology/design";
import { recordedDesign } from "../topology/recorded-design";

/** Property `deployment` in the output of `pulumi stack export`. */
export type StackDeployment = unknown;

const resource = z.object({
  type: z.string(),
  id: z.string().optional(),
  outputs: z.record(z.string(), z.unknown()).default({}),
});
const deployment = z.object({ resources: z.array(resource).default([]) });
const status = z.object({ state: z.string() });

/** Reads the designs that the groups had at their last update. */
export function readGroups(exported: StackDeployment): Design[] {
  return deployment
    .parse(exported)
    .resources.filter(({ type }) => type === GROUP_TYPE)
    .flatMap(({ outputs }) => recordedDesign(outputs) ?? []);
}

/** Returns the names of the ports whose link is Healthy. */
export function healthyPorts(exported: StackDeployment): Set<string> {
  const ports = deployment
    .parse(exported)
    .resources.filter(({ type }) => isResourceType(type, "Interconnect"))
    .filter(({ outputs }) => status.safeParse(outputs.status).data?.state === "Healthy");
  return new Set(ports.flatMap(({ id }) => id ?? []));
}
