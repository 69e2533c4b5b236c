/** Reads the locations of a group's ports from the state of the last run. */
import * as pulumi from "@pulumi/pulumi";
import { dynamicType, pluginType } from "../domain/resource-types";
import { nonEmptyText } from "../domain/slot-requirement";

/** Port in the state. A missing field is unknown. */
export interface RecordedPort {
  interconnect?: string;
  slotId?: string;
  facility?: string;
  address?: readonly string[];
  site?: string;
  device?: string;
  speed?: string;
}

const PORT_TYPES = [dynamicType("Interconnect"), pluginType("Interconnect")];

/**
 * Reads the recorded ports of a group, by their name in the group. Call this only if the result matters, because it
 * reads the whole state of the stack. Returns an empty map if there is no state or the engine cannot read the state.
 */
export async function readRecordedPorts(
  group: pulumi.Resource,
  name: string,
  ports: readonly string[],
): Promise<ReadonlyMap<string, RecordedPort>> {
  const record = await readStack(group).catch(() => undefined);
  const resources = getFields(getFields(record).outputs);
  const found = new Map<string, RecordedPort>();
  for (const port of ports) {
    for (const type of PORT_TYPES) {
      const urn = await resolveUrn(pulumi.createUrn(`${name}-${port}`, type, group));
      if (resources[urn] !== undefined) found.set(port, toRecordedPort(resources[urn]));
    }
  }
  return found;
}

/** Reads the state of the stack. Rejects in unit tests of a program if their mocks contain no organization. */
async function readStack(group: pulumi.Resource): Promise<unknown> {
  const stackName = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  return pulumi.runtime.invoke(
    "pulumi:pulumi:readStackResourceOutputs",
    { stackName },
    { parent: group },
  );
}

function toRecordedPort(resource: unknown): RecordedPort {
  const { name, slotId, facility, site, device, speed } = getFields(getFields(resource).outputs);
  const { name: facilityName, address } = getFields(facility);
  return {
    interconnect: nonEmptyText(name),
    slotId: nonEmptyText(slotId),
    facility: nonEmptyText(facilityName),
    address: Array.isArray(address) ? address.map(String) : undefined,
    site: nonEmptyText(site),
    device: nonEmptyText(device),
    speed: nonEmptyText(speed),
  };
}

function getFields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Resolves a URN without its dependencies. The URN depends on the group, and the group waits for its ports. */
function resolveUrn(output: pulumi.Output<string>): Promise<string> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
