/**
 * Reads ports and sessions from the properties of resources in a stack's state or in the engine's plan. There, secrets
 * and unknown values are objects instead of text or numbers, so this module omits them.
 */
import { gigabitsOf } from "../domain/speed";
import { BgpMode } from "../domain/values";
import type { Port, Session } from "./design";

/** Properties of a resource, in the engine's format. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * Reads the port of an `Interconnect`. If the interconnect is not ordered yet, the values come from its requirements in
 * `slot`.
 */
export function recordedPort(name: string, props: Properties): Port {
  const [facility, slot, status] = [props.facility, props.slot, props.status].map(toProperties);
  return {
    name,
    interconnect: text(props.name),
    kind: props.type === "gcp_partner" ? "gcp_partner" : "direct",
    facility: text(facility?.name) ?? text(slot?.facility),
    address: Array.isArray(facility?.address) ? facility.address.filter(isText) : undefined,
    site: text(props.site) ?? text(slot?.site),
    metro: text(slot?.metro),
    device: text(props.device),
    speed: gigabitsOf(text(props.speed) ?? text(props.bandwidth) ?? text(slot?.speed)),
    state: text(status?.state),
  };
}

/** Reads the session of a `CniBgpSession`. `port` is the name of the session's port. */
export function recordedSession(name: string, port: string, props: Properties): Session {
  const [magic, bgp] = [props.magic, props.bgp].map(toProperties);
  return {
    name,
    port,
    customerIp: text(props.customerIp),
    cloudflareIp: text(props.cloudflareIp),
    mtu: number(magic?.mtu),
    bgp: bgp !== undefined,
    advertiseOnly: props.bgpMode === BgpMode.AdvertiseOnly ? true : undefined,
    customerAsn: number(bgp?.customerAsn),
    md5: bgp && "md5Key" in bgp,
  };
}

function toProperties(value: unknown): Properties | undefined {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function text(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
