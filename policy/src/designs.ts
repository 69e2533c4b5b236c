/** The designs in a stack: of each group, and of the ports that are in none. */
import type { PolicyResource } from "@pulumi/policy";
import {
  type Design,
  type Port,
  recordedDesign,
  type Session,
} from "pulumi-cloudflare-cni/topology";
import { z } from "zod";
import type { Configuration } from "./configuration";

export interface FoundDesign {
  design: Design;
  /** Whom a violation is about; undefined for the stack as a whole. */
  urn?: string;
}

const GROUP = "cloudflare-cni:index:InterconnectGroup";
const PORT = "pulumi-nodejs:dynamic/cloudflare-cni:Interconnect";
const SESSION = "pulumi-nodejs:dynamic/cloudflare-cni:CniBgpSession";

/** What preview does not know is not there, or a text that fits nothing. */
const text = z.string().optional().catch(undefined);
const portProps = z.object({
  name: text,
  type: text,
  site: text,
  device: text,
  speed: text,
  bandwidth: text,
  facility: z
    .object({ name: z.string(), address: z.array(z.string()) })
    .optional()
    .catch(undefined),
  slot: z
    .object({ facility: text, site: text, metro: text, speed: text })
    .optional()
    .catch(undefined),
  status: z.object({ state: z.string() }).optional().catch(undefined),
});
const sessionProps = z.object({
  customerIp: text,
  cloudflareIp: text,
  magic: z
    .object({ mtu: z.number().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  bgp: z.looseObject({ customerAsn: z.unknown() }).optional().catch(undefined),
});
export function designsOf(
  resources: readonly PolicyResource[],
  configuration: Configuration,
): FoundDesign[] {
  const groups = resources.filter(({ type }) => type === GROUP);
  const free = resources.filter(({ type, parent }) => type === PORT && parent?.type !== GROUP);
  return [
    // Known in preview where the group's ports are.
    ...groups.flatMap(({ urn, props }) => {
      const design = recordedDesign(props);
      return design === undefined ? [] : [{ design, urn }];
    }),
    ...(free.length === 0 ? [] : [{ design: designOf(free, resources, configuration) }]),
  ];
}

function designOf(
  ports: readonly PolicyResource[],
  resources: readonly PolicyResource[],
  configuration: Configuration,
): Design {
  const sessions = resources
    .filter(({ type }) => type === SESSION)
    .flatMap((session) => {
      const port = session.propertyDependencies.interconnect?.find(({ urn }) =>
        ports.some((one) => one.urn === urn),
      );
      return port === undefined ? [] : [sessionOf(session, port.name)];
    });
  return {
    name: "the ports of the stack",
    ...configuration,
    ports: ports.map(portOf),
    sessions,
  };
}

function portOf({ name, props }: PolicyResource): Port {
  const {
    slot,
    facility,
    site,
    device,
    speed,
    bandwidth,
    type,
    status,
    name: interconnect,
  } = portProps.parse(props);
  return {
    name,
    interconnect,
    kind: type === "gcp_partner" ? "gcp_partner" : "direct",
    facility: facility?.name ?? slot?.facility,
    address: facility?.address,
    site: site ?? slot?.site,
    metro: slot?.metro,
    device,
    speed: gigabitsOf(speed ?? bandwidth ?? slot?.speed),
    state: status?.state,
  };
}

function sessionOf({ name, props }: PolicyResource, port: string): Session {
  const { customerIp, cloudflareIp, magic, bgp } = sessionProps.parse(props);
  return {
    name,
    port,
    customerIp,
    cloudflareIp,
    mtu: magic?.mtu,
    bgp: bgp !== undefined,
    md5: bgp !== undefined && "md5Key" in bgp,
  };
}

/** `10G`, `500M` */
function gigabitsOf(speed: string | undefined): number | undefined {
  const [, amount, unit] = /^(\d+)([GM])$/.exec(speed ?? "") ?? [];
  return amount === undefined ? undefined : Number(amount) / (unit === "M" ? 1_000 : 1);
}
