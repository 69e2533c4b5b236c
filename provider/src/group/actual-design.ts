/** Builds a group's design from the outputs of its resources. */

import { gigabitsOf } from "../domain/speed";
import type { Facility, LinkStatus } from "../domain/values";
import type { GetMagicInterconnectResult } from "../program/lookups/magic-interconnects";
import type { Design, Port } from "../topology/design";
import type { Description } from "./description";
import { buildSessions } from "./sessions";

/** Outputs of an interconnect that are part of the design. */
export interface PortOutputs {
  name: string;
  type: string;
  facility?: Facility;
  site?: string;
  device?: string;
  speed: string;
  status: LinkStatus;
}

/** Outputs of a session that are part of the design. */
export interface SessionOutputs {
  customerIp: string;
  cloudflareIp: string;
}

export function buildActualDesign(
  description: Description,
  ports: Readonly<Record<string, PortOutputs>>,
  sessions: Readonly<Record<string, SessionOutputs>>,
  magicInterconnects: readonly GetMagicInterconnectResult[],
): Design {
  return {
    ...description,
    ports: description.ports.map(({ name, distanceKm, customer }) => ({
      ...toPlace(ports[name]),
      name,
      distanceKm,
      customer,
    })),
    sessions: buildSessions(description, magicInterconnects).map((session) => ({
      ...session,
      ...sessions[session.name],
    })),
  };
}

function toPlace(port: PortOutputs | undefined): Partial<Port> {
  if (port === undefined) return {};
  return {
    kind: port.type === "gcp_partner" ? "gcp_partner" : "direct",
    interconnect: port.name,
    facility: port.facility?.name,
    address: port.facility?.address,
    site: port.site,
    device: port.device,
    speed: gigabitsOf(port.speed),
    state: port.status.state,
  };
}
