/** Whether two ids are the same; Cloudflare writes some with dashes here and without them there. */
export function sameId(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && plainId(one) === plainId(other);
}

export function plainId(id: string): string {
  return id.replaceAll("-", "").toLowerCase();
}

/** Whether a session is on a port: the API refers to the port by its name or by its reservation. */
export function isOnPort(
  session: { interconnect: string },
  port: { name: string; virtualPortReservationId?: string },
): boolean {
  return [port.name, port.virtualPortReservationId].some((id) => sameId(id, session.interconnect));
}
