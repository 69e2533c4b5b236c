/** Where the ports of a group are by the stack's own record: what the last run left in the state. */
import * as pulumi from "@pulumi/pulumi";

/** A port in the state, as far as its record tells. */
export interface RecordedPort {
  interconnect?: string;
  slotId?: string;
  facility?: string;
  address?: readonly string[];
  site?: string;
  device?: string;
  speed?: string;
}

const PORT = "pulumi-nodejs:dynamic/cloudflare-cni:Interconnect";

/**
 * The recorded ports of a group by their name in it. Reads the whole record of the stack, so ask only
 * if the answer matters. Empty if there is no record, or if the engine cannot read it.
 */
export async function readRecordedPorts(
  group: pulumi.Resource,
  name: string,
  ports: readonly string[],
): Promise<ReadonlyMap<string, RecordedPort>> {
  const stackName = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const record = await pulumi.runtime
    .invoke("pulumi:pulumi:readStackResourceOutputs", { stackName }, { parent: group })
    .catch(() => undefined);
  const resources = getFields(getFields(record).outputs);
  const found = new Map<string, RecordedPort>();
  for (const port of ports) {
    const urn = await resolveUrn(pulumi.createUrn(`${name}-${port}`, PORT, group));
    if (resources[urn] !== undefined) found.set(port, toRecordedPort(resources[urn]));
  }
  return found;
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

function nonEmptyText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Without its dependencies: a URN depends on the group, which waits for its own ports. */
function resolveUrn(output: pulumi.Output<string>): Promise<string> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
