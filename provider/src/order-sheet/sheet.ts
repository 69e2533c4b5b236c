/** What to order at each facility: the cross-connects of a design, completed with what the API knows of their ports. */

import { distinct } from "../domain/distinct";
import { FACTS } from "../domain/facts";
import { groupBy } from "../domain/group-by";
import { isOnPort, sameId } from "../domain/ids";
import type { CniObject, InterconnectObject, LinkStatus, SlotObject } from "../domain/objects";
import { gigabitsOf } from "../domain/speed";
import { compare, normal } from "../domain/text";
import type { CustomerEnd, Dataplane, Design, Port } from "../topology";
import { partnersOf } from "../topology/partners";
import { dataplaneOf, facilityOf, metroOfPort } from "../topology/places";

/** What the API says of the ports. */
export interface ApiObjects {
  interconnects: readonly (InterconnectObject & { status?: LinkStatus })[];
  /** Only for interconnects that the API reports without facility, device or speed. */
  slots?: readonly SlotObject[];
  cnis: readonly CniObject[];
}

/** Letter of Authorization: a file beside the sheet, or why there is none. */
export type Letter = { file: string } | { problem: string };

export interface Addresses {
  /** Conduit name of the session. */
  session: string;
  cloudflareIp?: string;
  customerIp?: string;
}

/** One cross-connect. What is not known is left out. */
export interface CrossConnect {
  /** Name of the port in the program. */
  port: string;
  design: string;
  /** Name that Cloudflare assigned; `undefined` if the port is not ordered yet. */
  interconnect?: string;
  /** Whether the port was ordered and the API no longer has it. */
  isGone: boolean;
  /** Link state, such as `Pending`. */
  state?: string;
  dataplane: Dataplane;
  /** Speed in Gbps. */
  speed?: number;
  optics?: string;
  distanceKm?: number;
  facility?: string;
  address: readonly string[];
  metro?: string;
  site?: string;
  device?: string;
  slotId?: string;
  customer: Partial<CustomerEnd>;
  letter?: Letter;
  /** Ports that back it up. */
  partners: readonly Partner[];
  addresses: readonly Addresses[];
}

export interface Partner {
  port: string;
  facility?: string;
  duct?: string;
  /** Whether it is, or may be, in the same metro, so that one cut may hit both fibres. */
  isNear: boolean;
}

/** Cross-connects to order at one facility. */
export interface OrderSheet {
  /** `undefined` if the facility is unknown. */
  facility?: string;
  address: readonly string[];
  metro?: string;
  crossConnects: readonly CrossConnect[];
}

/** Lists the cross-connects of the designs. Ports of clouds and partners have none. */
export function crossConnectsOf(designs: readonly Design[], api: ApiObjects): CrossConnect[] {
  return designs.flatMap((design) => {
    const complete = { ...design, ports: design.ports.map((port) => withApi(port, api)) };
    return complete.ports
      .filter(({ kind }) => (kind ?? "direct") === "direct")
      .map((port) => toCrossConnect(port, complete, api));
  });
}

/** Groups cross-connects by facility, by name. Those at an unknown facility come last. */
export function sheetsOf(crossConnects: readonly CrossConnect[]): OrderSheet[] {
  const facilities = groupBy(crossConnects, ({ facility }) => normal(facility ?? ""));
  return [...facilities]
    .toSorted(([one], [other]) => Number(one === "") - Number(other === "") || compare(one, other))
    .map(([, here]) => ({
      facility: here[0]?.facility,
      address: here.find(({ address }) => address.length > 0)?.address ?? [],
      metro: here.find(({ metro }) => metro !== undefined)?.metro,
      crossConnects: here,
    }));
}

/** Completes a port with the API's data, which takes precedence. */
function withApi(port: Port, { interconnects, slots = [] }: ApiObjects): Port {
  const found = interconnects.find(({ name }) => sameId(name, port.interconnect ?? undefined));
  const slotId = found?.slotId ?? port.slot?.id;
  const slot = slots.find(({ id }) => sameId(id, slotId));
  const facility = found?.facility ?? slot?.facility;
  return {
    ...port,
    facility: facility?.name ?? port.facility,
    address: facility?.address ?? port.address,
    site: found?.site ?? slot?.site ?? port.site,
    device: found?.device ?? slot?.device ?? port.device,
    speed: gigabitsOf(found?.speed ?? slot?.speed) ?? port.speed,
    state: found?.status?.state ?? (found ? port.state : undefined),
  };
}

function toCrossConnect(port: Port, design: Design, api: ApiObjects): CrossConnect {
  const found = api.interconnects.find(({ name }) => sameId(name, port.interconnect ?? undefined));
  const { speed, interconnect } = port;
  const dataplane = dataplaneOf(port);
  return {
    port: port.name,
    design: design.name,
    interconnect: found?.name ?? known(interconnect),
    isGone: known(interconnect) !== undefined && found === undefined,
    state: known(port.state),
    dataplane,
    speed: speed ?? undefined,
    optics: opticsOf(dataplane, speed),
    distanceKm: port.distanceKm ?? undefined,
    facility: facilityOf(port),
    address: port.address ?? [],
    metro: metroOfPort(port),
    site: known(port.site),
    device: known(port.device),
    slotId: found?.slotId ?? known(port.slot?.id),
    customer: endOfCustomer(port),
    partners: partnersOf(port, design).map((partner) => toPartner(partner, port)),
    addresses: api.cnis
      .filter((cni) => found !== undefined && isOnPort(cni, found))
      .map(({ magic, cloudflareIp, customerIp }) => ({
        session: magic.conduitName,
        cloudflareIp,
        customerIp,
      })),
  };
}

function opticsOf(dataplane: Dataplane, speed: number | undefined): string | undefined {
  const optics = new Map<string, string>(Object.entries(FACTS.optics.value));
  return optics.get(`${dataplane}, ${speed} Gbps`);
}

function endOfCustomer({ customer }: Port): Partial<CustomerEnd> {
  return {
    router: known(customer?.router),
    port: known(customer?.port),
    cage: known(customer?.cage),
    panel: known(customer?.panel),
    panelPort: known(customer?.panelPort),
    site: known(customer?.site),
    duct: known(customer?.duct),
  };
}

function toPartner(partner: Port, port: Port): Partner {
  return {
    port: partner.name,
    facility: facilityOf(partner),
    duct: known(partner.customer?.duct),
    isNear: distinct([metroOfPort(partner), metroOfPort(port)]).length < 2,
  };
}

/** Text, unless it is empty or absent. In a stack's state, an absent value is null. */
function known(text: string | null | undefined): string | undefined {
  return text?.trim() || undefined;
}
